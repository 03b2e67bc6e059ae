// The drawing by keyboard: arrows walk from node to node, as they stand on the screen.
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function listenToKeys(canvas, cy, said, describe, act) {
  let here = "";

  function walk([x, y]) {
    const from = cy.getElementById(here).nonempty() ? cy.getElementById(here) : cy.nodes(":visible").first();
    let best = from;
    let least = Infinity;
    if (here === from.id())
      cy.nodes(":visible").forEach((node) => {
        const [dx, dy] = [node.position("x") - from.position("x"), node.position("y") - from.position("y")];
        const ahead = dx * x + dy * y;
        const aside = Math.abs(dx * y) + Math.abs(dy * x);
        // What is straight ahead comes before what is near but aside.
        if (ahead > 1 && ahead + 2.5 * aside < least) [best, least] = [node, ahead + 2.5 * aside];
      });
    here = best.id();
    cy.nodes().removeClass("walked");
    best.addClass("walked");
    said.textContent = describe(best);
    const { x: left, y: top } = best.renderedPosition();
    if (left < 20 || top < 20 || left > cy.width() - 20 || top > cy.height() - 20) cy.center(best);
  }

  canvas.addEventListener("keydown", (event) => {
    if (WAYS[event.key]) walk(WAYS[event.key]);
    else if (event.key === "Enter" && here) act.select(here);
    else if ((event.key === "+" || event.key === "=") && here) act.expand(here);
    else if (event.key === "-" && here) act.collapse(here);
    else return;
    event.preventDefault();
  });
  canvas.addEventListener("blur", () => cy.nodes().removeClass("walked"));
}
