// How nodes and relationships look. Colours and shapes come from Python (app/frame/style.py).
const ROW = 10; // characters of a line below a node
const ROWS = 3;
const BESIDE = 18; // characters of a line beside a node, where nodes stand in columns
const OPENING = "“‘《（〔(";
const CLOSING = "”’》）〕)，。、；：";

// Relationships that matter stand out; what holds for nearly every node stays in the background.
const LINES = {
  LEADS: { width: 4, "line-color": "#0072B2", "target-arrow-color": "#0072B2" },
  SUPPORTS: { width: 1.4, "line-color": "#6FAFD6", "target-arrow-color": "#6FAFD6" },
  DERIVES_FROM: { width: 3, "line-style": "dashed", "line-color": "#8E44AD", "target-arrow-color": "#8E44AD" },
  SUPERSEDES: { width: 2, "line-color": "#B03A2E", "target-arrow-color": "#B03A2E" },
  STATED_IN: { width: 1, "line-style": "dotted", "line-color": "#CBD2D9", "target-arrow-color": "#CBD2D9" },
};
// The number of those that are drawn as one stands in their node.
function numbered(node) {
  const number = node.data("members").length;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="44" height="44"><circle cx="22" cy="22" r="17" fill="#fff"/><text x="22" y="27" font-family="sans-serif" font-size="15" font-weight="bold" text-anchor="middle" fill="#1d2a35">${number}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

const LARGE = new Set(["Policy", "Department", "Document"]);

// The name in lines of its own making, since Chinese has no spaces to break at; all of it is in the tooltip.
export function lines(node, layout) {
  const [row, rows] = layout === "layered" ? [BESIDE, 2] : [ROW, ROWS];
  const characters = [...node.name];
  const cut = characters.length > row * rows;
  const kept = cut ? [...characters.slice(0, row * rows - 1), "…"] : characters;
  const found = [];
  const even = Math.ceil(kept.length / Math.ceil(kept.length / row)); // no line of one character
  for (let i = 0, next; i < kept.length; i = next) {
    next = i + even;
    if (OPENING.includes(kept[next - 1])) next--; // stays with what it opens
    else if (CLOSING.includes(kept[next])) next++;
    found.push(kept.slice(i, next).join(""));
  }
  if (node.opened && node.more) found.push(`（还有 ${node.more} 个）`);
  return found.join("\n");
}

// `ink` and `paper`: the colours of words and of what they stand on.
export function sheet(data, { ink, paper }) {
  return [
    {
      selector: "node",
      style: {
        label: "data(words)", "font-family": data.fonts, "font-size": 13, "text-wrap": "wrap", "line-height": 1.25,
        "text-valign": "bottom", "text-halign": "center", "text-margin-y": 4, color: ink,
        "text-background-color": paper, "text-background-opacity": 0.82, "text-background-padding": 1,
        "min-zoomed-font-size": 4, width: 28, height: 28, "border-width": 1.5, "border-color": paper,
      },
    },
    ...Object.entries(data.kinds).map(([label, kind]) => ({
      selector: `node[label = "${label}"]`,
      style: {
        "background-color": kind.colour, shape: kind.shape,
        ...(LARGE.has(label) ? { width: 40, height: label === "Policy" ? 30 : 38 } : {}),
      },
    })),
    // A second outline: there is more behind this node.
    { selector: "node[more > 0]", style: { "outline-width": 2, "outline-offset": 2, "outline-color": "#9AA5B1" } },
    // Several that are drawn as one: with their number, and a second outline in their own colour.
    ...Object.entries(data.kinds).map(([label, kind]) => ({
      selector: `node[label = "${label}"][?many]`,
      style: {
        width: 44, height: 44, "background-image": numbered, "background-fit": "cover", "outline-width": 3,
        "outline-offset": 2, "outline-color": kind.colour,
      },
    })),
    { selector: "node[?opened]", style: { "font-weight": "bold" } },
    {
      selector: "node.beside",
      style: { "text-valign": "center", "text-halign": "right", "text-margin-x": 6, "text-margin-y": 0, "text-justification": "left", width: 26, height: 24 },
    },
    {
      selector: "edge",
      style: {
        width: 1.4, "line-color": "#AEB8C2", "target-arrow-color": "#AEB8C2", "target-arrow-shape": "triangle",
        "arrow-scale": 0.8, "curve-style": "bezier", "font-family": data.fonts, "font-size": 11, color: ink,
        "text-background-color": paper, "text-background-opacity": 0.9, "text-background-padding": 1,
        "min-zoomed-font-size": 5,
      },
    },
    ...Object.entries(LINES).map(([type, style]) => ({ selector: `edge[type = "${type}"]`, style })),
    { selector: "edge.many", style: { width: "mapData(count, 1, 30, 1.5, 7)" } },
    { selector: 'edge.many[type = "SUPPORTS"]', style: { width: "mapData(count, 1, 30, 0.8, 4)", opacity: 0.45 } },
    { selector: "edge.docked", style: { "target-endpoint": "data(dock)" } },
    { selector: "edge.worded, edge.said", style: { label: "data(words)" } },
    { selector: ".faded", style: { opacity: 0.3 } },
    { selector: "edge.lit", style: { "z-index": 9 } },
    {
      selector: "node.chosen, node.walked",
      style: { "border-width": 3, "border-color": ink, "outline-width": 5, "outline-offset": 1, "outline-color": "#FFD23F" },
    },
    { selector: "edge.chosen", style: { "line-color": ink, "target-arrow-color": ink, width: 4 } },
    { selector: ".off", style: { display: "none" } },
  ];
}
