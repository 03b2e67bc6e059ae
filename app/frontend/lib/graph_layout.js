// Where nodes stand: the whole anew, or room for new ones among those that keep their places.
import { byKind } from "./graph_columns.js";

const FAR = 125; // wanted length of a relationship
const COLUMN = 330;
const ROW = 38;
const ROUNDS = 150;
const AIR = 1.5; // room around names
const WIDE = 1.8; // a screen that is not seen yet
const TURNS = 24; // directions that are tried

export function arrange(cy, layout) {
  const eles = cy.elements(":visible");
  const nodes = eles.nodes();
  // Begun from a circle, not at random: a link shows the same picture.
  nodes.forEach((node, i) => {
    const angle = (2 * Math.PI * i) / Math.max(1, nodes.length - 1);
    const far = i === 0 ? 0 : 40 * Math.sqrt(nodes.length) + 60 * (i % 3);
    node.position({ x: far * Math.cos(angle), y: far * Math.sin(angle) });
  });
  // Where it is written says little about what belongs together: it counts only for nodes that have nothing else.
  const telling = eles.edges().filter((edge) => edge.data("type") !== "STATED_IN");
  const alone = nodes.filter((node) => node.connectedEdges().intersection(telling).empty());
  const used = nodes.union(telling).union(alone.connectedEdges(":visible"));
  if (layout === "layered")
    byKind(nodes, telling, cy.width() / cy.height() || WIDE);
  else {
    used.layout({
      name: "fcose", quality: "proof", randomize: false, animate: false, fit: false, numIter: nodes.length > 150 ? 900 : 2500,
      idealEdgeLength: 85, nodeRepulsion: 6000, nodeSeparation: 70, gravity: 0.4, packComponents: true, tile: true,
    }).run();
    spread(cy, nodes);
    settle(nodes);
  }
}

// Over as much room as the names need, in the form of the screen.
function spread(cy, nodes) {
  const box = nodes.boundingBox({ includeLabels: false });
  const area = nodes.map(body).reduce((sum, each) => sum + 2 * each.side * (each.up + each.down), 0) * AIR;
  const wide = Math.sqrt(area * (cy.width() / cy.height() || WIDE));
  const [x, y] = [wide / (box.w || 1), area / wide / (box.h || 1)];
  nodes.forEach((node) => void node.position({ x: node.position("x") * x, y: node.position("y") * y }));
}

// In columns, lines from the right end where the name ends, not across it.
export function dock(cy, layout) {
  cy.edges().removeClass("docked");
  if (layout !== "layered") return;
  cy.edges().forEach((edge) => {
    if (edge.source().position("x") < edge.target().position("x") + 60) return;
    edge.data("dock", `${2 * body(edge.target()).side + 14}px 0px`).addClass("docked");
  });
}

// New nodes beside the node they hang on, where there is room; all others stay where they are.
export function makeRoom(cy, added, places, layout, origin) {
  const fresh = new Set(added);
  const taken = cy.nodes(":visible").filter((node) => !fresh.has(node.id())).map(body);
  const center = middle(taken);
  for (const id of added) {
    const node = cy.getElementById(id);
    const old = node.neighborhood("node").filter((each) => !fresh.has(each.id()));
    const beside = old.filter((each) => each.id() === origin);
    const at = beside.nonempty() ? beside.position() : old.nonempty() ? middle(old.map((each) => each.position())) : center;
    const one = body(node);
    if (places.has(id)) Object.assign(one, places.get(id));
    else if (layout === "layered") {
      const right = node.outgoers("node").intersection(old).nonempty();
      Object.assign(one, slot(taken, at.x + (right ? COLUMN : -COLUMN), at.y));
    } else Object.assign(one, spot(taken, one, at, Math.atan2(at.y - center.y, at.x - center.x)));
    node.position({ x: one.x, y: one.y });
    taken.push(one);
  }
}

// The free place that is nearest, looked for around a node, outward from the middle of the drawing first.
function spot(taken, one, at, outward) {
  for (let far = FAR * 0.7; ; far += 25)
    for (let turn = 0; turn < TURNS; turn++) {
      const angle = outward + ((turn % 2 ? 1 : -1) * Math.ceil(turn / 2) * 2 * Math.PI) / TURNS;
      const place = { x: at.x + 1.5 * far * Math.cos(angle), y: at.y + far * Math.sin(angle) };
      if (taken.every((other) => !overlap({ ...one, ...place }, other))) return place;
    }
}

// The nearest free place in a column, below and above by turns.
function slot(taken, x, y) {
  const column = taken.filter((other) => Math.abs(other.x - x) < COLUMN * 0.7);
  for (let i = 0; ; i++) {
    const at = y + (i % 2 ? 1 : -1) * Math.ceil(i / 2) * ROW;
    if (column.every((other) => Math.abs(other.y - at) >= ROW - 1)) return { x, y: at };
  }
}

// Nodes that lie over each other go apart.
function settle(nodes) {
  const all = nodes.map(body);
  for (let round = 0; round < ROUNDS; round++) {
    let moved = 0;
    all.forEach((one, i) => {
      for (const other of all.slice(i + 1)) {
        const over = overlap(one, other);
        if (!over) continue;
        // By the shorter way; not all of it, since the next push may be the other way.
        const [x, y] = Math.abs(over.x) < Math.abs(over.y) ? [over.x / 3, 0] : [0, over.y / 3];
        [one.x, one.y, other.x, other.y] = [one.x + x, one.y + y, other.x - x, other.y - y];
        moved += Math.abs(x) + Math.abs(y);
      }
    });
    if (moved < 1) break;
  }
  nodes.forEach((node, i) => void node.position({ x: all[i].x, y: all[i].y }));
}

// A node with its name below: half of its width, and how far it reaches up and down.
function body(node) {
  const rows = node.data("words").split("\n");
  const wide = Math.max(44, ...rows.map((row) => [...row].length * 13 + 10));
  return { ...node.position(), side: wide / 2, up: 24, down: 26 + 16.5 * rows.length };
}

// How far one would have to go to be clear of the other, either way.
function overlap(one, other) {
  const [dx, dy] = [one.x - other.x, one.y - other.y];
  const x = one.side + other.side - Math.abs(dx);
  const y = dy < 0 ? one.down + other.up + dy : other.down + one.up - dy;
  return x > 0 && y > 0 ? { x: dx < 0 ? -x : x, y: dy < 0 ? -y : y } : null;
}

function middle(places) {
  const sum = places.reduce((all, each) => ({ x: all.x + each.x, y: all.y + each.y }), { x: 0, y: 0 });
  return { x: sum.x / (places.length || 1), y: sum.y / (places.length || 1) };
}
