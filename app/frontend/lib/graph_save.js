// The drawing as a file: a picture of all of it, or its nodes, relationships and places as data.
const LARGEST = 6000; // pixels a side, which browsers still draw

export function save(kind, cy, data, paper) {
  const blob = kind === "png" ? picture(cy, paper) : new Blob([JSON.stringify(content(cy, data), null, 1)], { type: "application/json" });
  hand(blob, `${data.file}.${kind}`);
}

export function give(text, name, type) {
  hand(new Blob([text], { type }), name);
}

function hand(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name.replace(/[\\/:*?"<>|]/g, " ");
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function picture(cy, paper) {
  return cy.png({ output: "blob", full: true, bg: paper, scale: 2, maxWidth: LARGEST, maxHeight: LARGEST });
}

// A canvas is cut where the sheet is narrower than the screen: on paper stands a picture of all of it. `ink`: makes the
// drawing one on white, and gives back what puts it as it was. Gives what ends it.
export function onPaper(cy, stage, ink) {
  const make = () => {
    if (cy.elements().empty()) return;
    const back = ink();
    const image = document.createElement("img");
    image.className = "paper";
    image.alt = "";
    image.src = cy.png({ full: true, bg: "#fff", scale: 2, maxWidth: LARGEST / 2, maxHeight: LARGEST / 2 });
    stage.append(image);
    back();
  };
  const take = () => stage.querySelectorAll(".paper").forEach((each) => each.remove());
  addEventListener("beforeprint", make);
  addEventListener("afterprint", take);
  return () => {
    removeEventListener("beforeprint", make);
    removeEventListener("afterprint", take);
  };
}

function content(cy, data) {
  const nodes = cy.nodes(":visible").map((node) => {
    const { id, label, name } = node.data();
    const { x, y } = node.position();
    return { id, label, kind: data.kinds[label].zh, name, x: Math.round(x), y: Math.round(y) };
  });
  const relations = cy.edges(":visible").map((edge) => {
    const { source, target, type, words, count } = edge.data();
    return { subject: source, relation: type, word: words, object: target, statements: count };
  });
  return { nodes, relations };
}
