// Columns by kind, from what is above to what hangs on it, each as high as the screen's form lets all be largest.
const ORDER = { Document: 0, Policy: 1, Section: 2, Task: 3, Department: 4 }; // else behind them
const LAST = 5;
const ROW = 36;
const FEW = 4; // rows
const NODE = 48; // with the room to its name
const LETTER = 13;
const BETWEEN = 80; // kinds
const WITHIN = 20; // columns of one kind
const SLIGHT = 0.02;
const SWEEPS = 6;
const DEEPEST = 12;

export function byKind(nodes, edges, aspect) {
  const columns = ordered(split(nodes, edges), edges);
  let best = null;
  const most = Math.max(FEW, ...columns.map((each) => each.length));
  for (let rows = FEW; rows <= most; rows++) {
    const widths = columns.map((each) => inner(each, rows));
    const wide = widths.flat().reduce((sum, width) => sum + width + WITHIN, 0) + BETWEEN * columns.length;
    const high = rows * ROW;
    const size = Math.min(aspect / wide, 1 / high);
    if (!best || size > best.size) best = { size, rows, widths };
  }
  let left = 0;
  columns.forEach((column, i) => {
    const { length } = best.widths[i];
    const high = Math.ceil(column.length / length);
    const starts = best.widths[i].map((_, j) => left + best.widths[i].slice(0, j).reduce((sum, width) => sum + width + WITHIN, 0));
    // Row by row, so that what stands beside each other in the order stays at the same height.
    column.forEach((node, j) => void node.position({ x: starts[j % length], y: (Math.floor(j / length) - (high - 1) / 2) * ROW }));
    left = starts.at(-1) + best.widths[i].at(-1) + BETWEEN;
  });
}

// The widths of the columns that one kind takes at so many rows.
function inner(column, rows) {
  const number = Math.ceil(column.length / rows);
  return Array.from({ length: number }, (_, j) => NODE + Math.max(0, ...column.filter((_, i) => i % number === j).map(wide)));
}

function wide(node) {
  return Math.max(...node.data("words").split("\n").map((line) => [...line].length)) * LETTER;
}

// By kind, and within a kind by how many of it lie above.
function split(nodes, edges) {
  const depth = new Map(nodes.map((node) => [node.id(), 0]));
  const alike = edges.filter((edge) => edge.source().data("label") === edge.target().data("label"));
  for (let round = 0, moved = true; moved && round < DEEPEST; round++) {
    moved = false;
    alike.forEach((edge) => {
      const below = depth.get(edge.target().id()) + 1;
      if (below > depth.get(edge.source().id()) && below < DEEPEST) {
        depth.set(edge.source().id(), below);
        moved = true;
      }
    });
  }
  const found = new Map();
  nodes.forEach((node) => {
    const place = (ORDER[node.data("label")] ?? LAST) * (DEEPEST + 1) + depth.get(node.id());
    found.set(place, [...(found.get(place) ?? []), node]);
  });
  return [...found].sort(([one], [other]) => one - other).map(([, column]) => column);
}

// Each node at the height of what it is connected with, so that lines cross little.
function ordered(columns, edges) {
  const beside = new Map();
  edges.forEach((edge) => {
    const weight = edge.data("type") === "SUPPORTS" ? SLIGHT : 1; // those who lead stand beside what they lead
    for (const [one, other] of [[edge.source().id(), edge.target().id()], [edge.target().id(), edge.source().id()]])
      beside.set(one, [...(beside.get(one) ?? []), { other, weight }]);
  });
  const height = new Map();
  const measure = (column) => column.forEach((node, i) => height.set(node.id(), (i + 0.5) / column.length));
  columns.forEach(measure);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const column of sweep % 2 ? [...columns].reverse() : columns) {
      const wanted = new Map(column.map((node) => [node, mean((beside.get(node.id()) ?? []).map(({ other, weight }) => [height.get(other), weight]), height.get(node.id()))]));
      column.sort((one, other) => wanted.get(one) - wanted.get(other));
      measure(column);
    }
  }
  return columns;
}

function mean(weighed, otherwise) {
  const known = weighed.filter(([number]) => number !== undefined);
  const all = known.reduce((sum, [, weight]) => sum + weight, 0);
  return all ? known.reduce((sum, [number, weight]) => sum + number * weight, 0) / all : otherwise;
}
