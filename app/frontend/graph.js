// The drawing of a graph. Python says what is drawn, and is told what a person does; where things stand is known only here.
import cytoscape from "cytoscape";
import fcose from "cytoscape-fcose";
import { arrange, dock, makeRoom } from "./lib/graph_layout.js";
import { frame } from "./lib/graph_frame.js";
import { listenToKeys } from "./lib/graph_keys.js";
import { pageOf } from "./lib/graph_page.js";
import { give, onPaper, save } from "./lib/graph_save.js";
import { lines, sheet } from "./lib/graph_style.js";

cytoscape.use(fcose);

const FEW_EDGES = 40; // as many have their words beside them all the time
const FEW_NAMES = 8; // of a group, in its tip
const FEW_LIT = 12; // of the node that is pointed at
const PLAIN = new Set(["PART_OF", "STATED_IN"]); // goes without saying
const CALM = window.matchMedia("(prefers-reduced-motion: reduce)");

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  // Streamlit calls this again at each run: the drawing stays, with its places and its zoom.
  const drawing = (parentElement.__pg ??= draw(parentElement, data));
  drawing.tell = (event) => setTriggerValue("act", event);
  drawing.update(data);
  return () =>
    setTimeout(() => {
      if (parentElement.isConnected) return;
      drawing.end();
      delete parentElement.__pg;
    });
}

function draw(root, first) {
  const places = new Map(); // where nodes stood that are gone, for when they come back
  let data = first;
  let opening = null; // where nodes of a view stood when it was kept
  let given = ""; // which file has been given last
  const self = { tell: () => {}, update, end };
  const act = {
    layout: (name) => show({ layout: name }),
    hide: (hidden) => show({ hidden }),
    again: () => rearrange(),
    expand: () => expand(data.selected),
    collapse: () => data.selected && self.tell({ do: "collapse", key: data.selected }),
    undo: () => self.tell({ do: "undo" }),
    zoom: (factor) => zoom(factor),
    fit: () => fit(),
    save: (kind) => (kind === "html" ? self.tell({ do: "page", token: String(Date.now()) }) : save(kind, cy, data, colours().paper)),
    group: (on) => self.tell({ do: "group", on }),
    whole: () => (document.fullscreenElement ? document.exitFullscreen() : parts.whole.requestFullscreen()),
    kept: () => ({ view: data.view, places: placesNow() }),
    open: (view) => {
      opening = view.places;
      self.tell({ do: "open", view: view.view });
    },
    select,
  };
  const parts = frame(root, act);
  const cy = (self.cy = cytoscape({
    container: parts.canvas,
    style: sheet(data, colours()),
    minZoom: 0.08,
    maxZoom: 3,
    boxSelectionEnabled: false,
    autounselectify: true,
    textureOnViewport: false,
  }));
  // What is drawn in a tab that is not open has no size until it is.
  let hidden = parts.canvas.clientWidth === 0;
  const size = new ResizeObserver(() => {
    cy.resize();
    if (hidden && cy.width() > 0) fit(false);
    hidden = cy.width() === 0;
  });
  size.observe(parts.canvas);
  // onetap waits for a second tap, so that a double click is not a click as well.
  cy.on("onetap", "node, edge", (event) => select(event.target.id()));
  cy.on("onetap", (event) => event.target === cy && select(""));
  cy.on("dbltap", "node", (event) => expand(event.target.id()));
  cy.on("mouseover", "node, edge", (event) => light(event.target));
  cy.on("mouseout", "node, edge", () => light(cy.getElementById(data.selected)));
  cy.on("mousemove", (event) => tip(event));
  cy.on("pan zoom drag", () => (parts.tip.hidden = true));
  listenToKeys(parts.canvas, cy, parts.said, describe, { select, expand, collapse: (key) => self.tell({ do: "collapse", key }) });

  // Canvases know no style sheets: what the page's says of them, which changes when the machine turns dark.
  function colours() {
    return { ink: getComputedStyle(parts.whole).color, paper: getComputedStyle(parts.canvas.parentElement).backgroundColor };
  }

  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const turn = () => setTimeout(() => cy.style(sheet(data, colours())), 200); // after the page has
  dark.addEventListener("change", turn);
  const unprint = onPaper(cy, parts.canvas.parentElement, () => {
    cy.style(sheet(data, { ink: "#000", paper: "#fff" }));
    return () => cy.style(sheet(data, colours()));
  });

  function update(next) {
    const before = new Set(cy.nodes().map((node) => node.id()));
    const turned = data.layout !== next.layout && before.size > 0;
    data = next;
    parts.tip.hidden = true;
    const there = new Set([...data.nodes, ...data.edges].map((each) => each.id));
    const added = [];
    cy.batch(() => {
      cy.nodes().forEach((node) => void (there.has(node.id()) || places.set(node.id(), { ...node.position() })));
      cy.elements().filter((each) => !there.has(each.id())).remove();
      for (const node of data.nodes) {
        const own = cy.getElementById(node.id);
        const now = { ...node, many: node.members.length > 0, words: lines(node, data.layout) };
        if (own.nonempty()) own.data(now);
        else added.push(cy.add({ group: "nodes", data: now }).id());
      }
      for (const edge of data.edges) {
        const [source, type, target] = edge.id.split("|");
        if (cy.getElementById(edge.id).empty())
          cy.add({ group: "edges", data: { ...edge, source, target, type, words: data.relations[type] } });
        else cy.getElementById(edge.id).data("count", edge.count);
      }
      filter();
    });
    const kept = [...before].some((id) => there.has(id));
    if (opening) putBack();
    else if (turned || (added.length && !kept)) rearrange();
    else if (added.length) grow(added);
    light(cy.getElementById(data.selected));
    parts.show(data, counts(), select, expand);
    if (data.page && data.page.token !== given) {
      given = data.page.token;
      give(pageOf(cy, data), `${data.file}.html`, "text/html");
    }
  }

  function placesNow() {
    const found = {};
    cy.nodes().forEach((node) => void (found[node.id()] = [node.position("x"), node.position("y")]));
    return found;
  }

  // A view as it was kept; what is new since stands where it would stand.
  function putBack() {
    arrange(cy, data.layout);
    cy.nodes().forEach((node) => {
      const [x, y] = opening[node.id()] ?? [];
      if (x !== undefined) node.position({ x, y });
    });
    opening = null;
    dock(cy, data.layout);
    fit(false);
  }

  function end() {
    size.disconnect();
    dark.removeEventListener("change", turn);
    unprint();
    cy.destroy();
    parts.whole.remove();
  }

  function show(change) {
    data = { ...data, ...change };
    cy.batch(() => {
      filter();
      cy.nodes().forEach((node) => void node.data("words", lines(node.data(), data.layout)));
    });
    if (change.layout) rearrange();
    parts.show(data, counts(), select, expand);
    self.tell({ do: "view", layout: data.layout, hidden: data.hidden, turned: Boolean(change.layout) });
  }

  function filter() {
    cy.nodes().forEach((node) => void node.toggleClass("off", data.hidden.includes(node.data("label"))));
    cy.edges().toggleClass("many", false);
    cy.nodes("[?many]").connectedEdges().filter((edge) => edge.data("type") !== "STATED_IN").addClass("many");
    cy.nodes().toggleClass("beside", data.layout === "layered");
    const telling = cy.edges(":visible").filter((edge) => !PLAIN.has(edge.data("type")));
    cy.edges().removeClass("worded");
    if (telling.length <= FEW_EDGES) telling.addClass("worded");
  }

  function counts() {
    const found = {};
    for (const node of data.nodes) found[node.label] = (found[node.label] ?? 0) + (node.members.length || 1);
    return found;
  }

  function rearrange() {
    arrange(cy, data.layout);
    dock(cy, data.layout);
    fit(false);
  }

  function grow(added) {
    makeRoom(cy, added, places, data.layout, data.selected);
    dock(cy, data.layout);
    const box = cy.extent();
    const seen = added.every((id) => {
      const { x, y } = cy.getElementById(id).position();
      return x > box.x1 && x < box.x2 && y > box.y1 && y < box.y2;
    });
    if (!seen) fit();
  }

  function fit(move = true) {
    const eles = cy.elements(":visible");
    if (eles.empty() || !cy.width()) return;
    const box = eles.boundingBox();
    const room = 24;
    const level = Math.min((cy.width() - 2 * room) / box.w, (cy.height() - 2 * room) / box.h, 1.25);
    const pan = { x: cy.width() / 2 - (level * (box.x1 + box.x2)) / 2, y: cy.height() / 2 - (level * (box.y1 + box.y2)) / 2 };
    if (move && !CALM.matches) cy.animate({ zoom: level, pan }, { duration: 300 });
    else cy.viewport({ zoom: level, pan });
  }

  function zoom(factor) {
    cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  }

  function select(key) {
    data = { ...data, selected: key };
    light(cy.getElementById(key));
    self.tell({ do: "select", key });
  }

  function expand(key) {
    if (data.expands && cy.getElementById(key).isNode()) self.tell({ do: "expand", key, relation: parts.relation() });
  }

  function light(one) {
    cy.batch(() => {
      cy.elements().removeClass("lit said faded chosen");
      cy.getElementById(data.selected).addClass("chosen");
      if (one.empty()) return;
      const near = one.isNode() ? one.closedNeighborhood() : one.union(one.connectedNodes());
      near.addClass("lit");
      const edges = near.edges();
      (edges.length > FEW_LIT ? edges.filter((edge) => !PLAIN.has(edge.data("type"))) : edges).addClass("said");
      cy.elements().not(near).addClass("faded");
    });
  }

  function tip(event) {
    const one = event.target;
    parts.tip.hidden = one === cy;
    if (one === cy) return;
    parts.tip.textContent = describe(one);
    const { x, y } = event.renderedPosition;
    parts.tip.style.left = `${Math.min(x + 14, cy.width() - parts.tip.offsetWidth - 4)}px`;
    parts.tip.style.top = `${Math.min(y + 18, cy.height() - parts.tip.offsetHeight - 4)}px`;
  }

  function describe(one) {
    if (one.isEdge()) return `${one.source().data("name")} —${one.data("words")}→ ${one.target().data("name")}`;
    const inside = one.data("members");
    if (inside.length) return `${one.data("name")}：${inside.slice(0, FEW_NAMES).join("、")}${inside.length > FEW_NAMES ? "…" : ""}。双击逐个画出`;
    const more = data.expands && one.data("more") ? `；还有 ${one.data("more")} 个邻居未画出，双击展开` : "";
    return `${data.kinds[one.data("label")].zh}：${one.data("name")}${more}`;
  }

  return self;
}
