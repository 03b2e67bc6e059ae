// The drawing as one file of HTML: what is drawn, its relationships and their sentences, and a few lines of script of our
// own that move it, light what is connected and search. It asks for nothing outside, and its policy forbids it to.
import { SHAPES } from "./graph_parts.js";

const MARGIN = 60;

export function pageOf(cy, data) {
  const shown = cy.nodes(":visible");
  const nodes = shown.map((node) => {
    const { id, label, name, words, members } = node.data();
    const { x, y } = node.position();
    return { id, label, name, lines: words.split("\n"), members, x: Math.round(x), y: Math.round(y) };
  });
  const edges = cy.edges(":visible").map((edge) => {
    const { id, source, target, type } = edge.data();
    return { id, source, target, type, word: data.relations[type], said: data.page.said[id] ?? [] };
  });
  const { x1, y1, w, h } = shown.boundingBox();
  const box = [x1 - MARGIN, y1 - MARGIN, w + 2 * MARGIN, h + 2 * MARGIN].map(Math.round);
  const kinds = Object.fromEntries(nodes.map(({ label }) => [label, { ...data.kinds[label], path: SHAPES[data.kinds[label].shape] ?? SHAPES.ellipse }]));
  const content = { title: data.file, on: data.page.on, beside: data.layout === "layered", box, kinds, nodes, edges };
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${escaped(data.file)}</title><style>${STYLE}</style></head><body>
<header><h1>${escaped(data.file)}</h1><p>${nodes.length} 个节点，${edges.length} 条关系；${escaped(data.page.on)} 由 policygraph 存下。拖动移动，滚轮缩放，点节点看它的关系和原句。</p>
<p class="legend"></p><label>查找 <input type="search" aria-label="查找节点"></label><button type="button">看全图</button></header>
<main><svg role="group" aria-label="关系图，同样的内容在旁边列着"></svg><section aria-live="polite"></section></main>
<script type="application/json" id="content">${JSON.stringify(content).replaceAll("<", "\\u003c")}</script>
<script>${SCRIPT}</script></body></html>
`;
}

function escaped(words) {
  return String(words).replace(/[&<>"]/g, (each) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[each]);
}

const STYLE = `
:root { color-scheme: light dark; --ink: light-dark(#1d2a35, #e8edf2); --paper: light-dark(#fff, #0e1117); --muted: light-dark(#5f6b76, #a9b4bf);
 --line: light-dark(#aeb8c2, #55616e); --accent: light-dark(#0072b2, #5bb4e5); --edge: light-dark(#dde3e8, #333c47); }
* { box-sizing: border-box; } body { margin: 0; font: 15px/1.5 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif; color: var(--ink); background: var(--paper); }
header { padding: 10px 16px; display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: center; } h1 { font-size: 18px; margin: 0; } header p { margin: 0; color: var(--muted); }
input, button { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: 6px; padding: 2px 8px; }
main { display: grid; grid-template-columns: minmax(0, 1fr) 360px; height: calc(100vh - 110px); min-height: 420px; } svg { width: 100%; height: 100%; touch-action: none; cursor: grab; border-top: 1px solid var(--edge); }
section { overflow: auto; padding: 8px 14px; border-left: 1px solid var(--edge); border-top: 1px solid var(--edge); } section h2 { font-size: 16px; margin: 4px 0; } blockquote { margin: 2px 0 8px; padding-left: 8px; border-left: 3px solid var(--edge); }
.muted { color: var(--muted); } .legend span { margin-right: 12px; } .legend svg { width: 13px; height: 13px; border: 0; vertical-align: -1px; margin-right: 3px; }
g.node { cursor: pointer; } g.node text { font-size: 13px; fill: var(--ink); paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
line { stroke: var(--line); stroke-width: 1.4; } line.LEADS { stroke: #0072b2; stroke-width: 3; } line.DERIVES_FROM { stroke: #8e44ad; stroke-width: 2.4; stroke-dasharray: 6 4; } line.STATED_IN { stroke-dasharray: 1 4; }
.faded { opacity: .15; } g.chosen path { stroke: #ffd23f; stroke-width: 2; } g.node:focus-visible { outline: 2px solid var(--accent); }
@media (max-width: 720px) { main { grid-template-columns: 1fr; height: auto; } svg { height: 60vh; } section { border-left: 0; } }
`;

// Runs in the file, where there is nothing else.
const SCRIPT = `"use strict";
const content = JSON.parse(document.getElementById("content").textContent);
const SVG = "http://www.w3.org/2000/svg";
const svg = document.querySelector("main svg"), side = document.querySelector("section");
const by = new Map(content.nodes.map((node) => [node.id, node]));
let box = [...content.box];
function make(name, attributes, parent, text) {
  const one = document.createElementNS(SVG, name);
  for (const key in attributes) one.setAttribute(key, attributes[key]);
  if (text) one.textContent = text;
  if (parent) parent.append(one);
  return one;
}
function put(name, text, parent, style) {
  const one = document.createElement(name);
  one.textContent = text;
  if (style) one.className = style;
  parent.append(one);
  return one;
}
const view = () => svg.setAttribute("viewBox", box.join(" "));
const arrows = make("defs", {}, svg);
const arrow = make("marker", { id: "arrow", viewBox: "0 0 8 8", refX: 8, refY: 4, markerWidth: 8, markerHeight: 8, orient: "auto", markerUnits: "userSpaceOnUse" }, arrows);
make("path", { d: "M0 0L8 4L0 8z", fill: "#8a96a3" }, arrow);
for (const edge of content.edges) {
  const a = by.get(edge.source), b = by.get(edge.target);
  const far = Math.hypot(b.x - a.x, b.y - a.y) || 1, back = 20 / far;
  edge.line = make("line", { class: edge.type, x1: a.x, y1: a.y, x2: b.x - (b.x - a.x) * back, y2: b.y - (b.y - a.y) * back, "marker-end": "url(#arrow)" }, svg);
  make("title", {}, edge.line, a.name + " —" + edge.word + "→ " + b.name);
}
for (const node of content.nodes) {
  const kind = content.kinds[node.label];
  const group = node.group = make("g", { class: "node", tabindex: 0, role: "button", "aria-label": kind.zh + "：" + node.name, transform: "translate(" + node.x + " " + node.y + ")" }, svg);
  const size = node.members.length ? 2.6 : 1.7;
  make("path", { d: kind.path, fill: kind.colour, transform: "scale(" + size + ") translate(-8 -8)" }, group);
  if (node.members.length) make("text", { "text-anchor": "middle", y: 5, "font-weight": "bold" }, group, String(node.members.length));
  node.lines.forEach((words, i) => make("text", content.beside ? { x: 22, y: 5 + (i - (node.lines.length - 1) / 2) * 16 } : { "text-anchor": "middle", y: 32 + 16 * i }, group, words));
  make("title", {}, group, node.name);
  group.addEventListener("click", () => moved || choose(node));
  group.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(node); } });
}
function light(found) {
  const near = new Set(found.map((node) => node.id));
  const lit = new Set(near);
  for (const edge of content.edges) {
    const on = near.has(edge.source) || near.has(edge.target);
    edge.line.classList.toggle("faded", found.length > 0 && !on);
    if (on) lit.add(edge.source).add(edge.target);
  }
  for (const node of content.nodes) {
    node.group.classList.toggle("faded", found.length > 0 && !lit.has(node.id));
    node.group.classList.toggle("chosen", near.has(node.id));
  }
}
function choose(node) {
  light(node ? [node] : []);
  side.replaceChildren();
  if (!node) { all(); return; }
  put("p", content.kinds[node.label].zh, side, "muted");
  put("h2", node.name, side);
  if (node.members.length) { const list = put("ul", "", side); for (const each of node.members) put("li", each, list); }
  tell(content.edges.filter((edge) => edge.source === node.id || edge.target === node.id));
}
function tell(edges) {
  for (const edge of edges) {
    put("div", by.get(edge.source).name + " —" + edge.word + "→ " + by.get(edge.target).name, side);
    for (const each of edge.said) if (each.evidence) { const quote = put("blockquote", "“" + each.evidence + "”", side); put("div", "《" + each.document + "》 " + each.confidence, quote, "muted"); }
  }
}
function all() { put("h2", "全部关系", side); tell(content.edges); }
const legend = document.querySelector(".legend");
for (const label in content.kinds) {
  const kind = content.kinds[label], one = put("span", "", legend), mark = make("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, one);
  make("path", { d: kind.path, fill: kind.colour }, mark);
  one.append(kind.zh);
}
let from = null, moved = false;
svg.addEventListener("pointerdown", (event) => { from = [event.clientX, event.clientY, ...box]; moved = false; });
addEventListener("pointermove", (event) => {
  if (!from) return;
  const scale = Math.max(box[2] / svg.clientWidth, box[3] / svg.clientHeight), dx = event.clientX - from[0], dy = event.clientY - from[1];
  if (Math.abs(dx) + Math.abs(dy) > 4) moved = true;
  box[0] = from[2] - dx * scale; box[1] = from[3] - dy * scale; view();
});
addEventListener("pointerup", () => { from = null; });
svg.addEventListener("click", (event) => { if (event.target === svg && !moved) choose(null); });
svg.addEventListener("wheel", (event) => {
  event.preventDefault();
  const factor = event.deltaY > 0 ? 1.15 : 1 / 1.15;
  box = [box[0] + box[2] * (1 - factor) / 2, box[1] + box[3] * (1 - factor) / 2, box[2] * factor, box[3] * factor]; view();
}, { passive: false });
document.querySelector("header button").addEventListener("click", () => { box = [...content.box]; view(); choose(null); });
document.querySelector("input").addEventListener("input", (event) => {
  const words = event.target.value.trim();
  light(words ? content.nodes.filter((node) => node.name.includes(words) || node.members.some((each) => each.includes(words))) : []);
});
view(); choose(null);
`;
