// The ledger as a grid: only the rows in sight are drawn, others are asked for as one scrolls; what is changed in a cell
// stands there at once, marked, and is told to the server.
//
// data: version (another where other rows stand here), total, from and rows (those that were sent: an id, then a value a
// column), columns, drafts and wrong (by id and column: what is changed and not entered, why it cannot be so), round and
// heard (the number of the last changes that the server has taken), may (the columns that one may change), order, task.
// Answers: edits (all that was changed in this round), rows (the first row that is wanted), look (id), order.

import { editor, pasted, put, words } from "./lib/ledger_cells.js";
import { make } from "./lib/make.js";

const ROW = 35; // pixels
const HEIGHT = 560;
const FEW = 14; // rows up to which it is only as high as it must be
const MORE = 8; // rows drawn above and below those in sight
const AHEAD = 60; // rows beyond them that are asked for before one comes there
const NUMBER = 52; // pixels of the column of numbers
const PINNED = 3; // columns that stay in sight
const NARROW = 640; // pixels of a window in which only the last of these does
const SHORT = 130; // its width there
const PATIENCE = 5000; // milliseconds after which rows are asked for again

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const view = (parentElement.__pg ??= build(parentElement));
  view.tell = setStateValue;
  view.send = setTriggerValue;
  take(view, data);
}

function build(root) {
  const box = make("div", "box", "", root);
  box.tabIndex = 0;
  box.setAttribute("role", "grid");
  box.setAttribute("aria-label", "台账：一行一项任务");
  const head = make("div", "line head", "", box);
  head.setAttribute("role", "row");
  const sheet = make("div", "sheet", "", box);
  sheet.setAttribute("role", "rowgroup");
  const view = { box, head, sheet, lines: new Map(), rows: new Map(), edits: {}, number: 0, at: [0, PINNED], top: 0 };
  box.addEventListener("scroll", () => scrolled(view), { passive: true });
  box.addEventListener("click", (event) => clicked(view, event));
  box.addEventListener("dblclick", () => edit(view));
  box.addEventListener("keydown", (event) => event.target === box && pressed(view, event));
  box.addEventListener("copy", (event) => {
    if (view.editing) return;
    event.clipboardData.setData("text/plain", words(view, column(view), value(view, ...view.at)));
    event.preventDefault();
  });
  box.addEventListener("paste", (event) => {
    if (view.editing) return;
    change(view, pasted(view, event.clipboardData.getData("text/plain")));
    event.preventDefault();
  });
  return view;
}

function take(view, data) {
  const before = view.data;
  view.data = data;
  if (before?.version !== data.version) {
    view.rows.clear();
    if (before?.total !== data.total) [view.box.scrollTop, view.at] = [0, [0, view.at[1]]];
    view.box.style.height = data.total <= FEW ? "" : `${HEIGHT}px`;
    view.sheet.style.height = `${data.total * ROW}px`;
    view.box.setAttribute("aria-rowcount", data.total + 1);
    view.box.setAttribute("aria-colcount", data.columns.length + 1);
  }
  if (view.round !== data.round) [view.round, view.edits] = [data.round, {}];
  data.rows.forEach((row, i) => view.rows.set(data.from + i, row));
  view.asked = 0;
  if (!before) view.widths = data.columns.map((each, i) => (i === PINNED - 1 && narrow() ? SHORT : each.width));
  if (before?.order !== data.order) heads(view);
  if (!before) widen(view);
  draw(view, true);
  want(view);
}

function heads(view) {
  const { columns, order } = view.data;
  view.head.replaceChildren(cell("columnheader", "count pinned", "№"));
  columns.forEach((each, i) => {
    const head = cell("columnheader", i < PINNED ? "pinned" : "", "");
    head.title = each.help || (each.order ? `按${each.label}排序` : each.label);
    make("span", "", each.label, head);
    if (each.order) head.dataset.order = each.order;
    if (each.order) head.setAttribute("aria-sort", each.order === order ? "ascending" : "none");
    view.head.append(head);
    new ResizeObserver(() => head.style.width && widen(view, i, head)).observe(head);
  });
}

// The widths of columns; one of them as a person has drawn its head.
function widen(view, i, head) {
  if (head) {
    view.widths[i] = Math.max(40, head.offsetWidth);
    head.style.width = head.style.height = "";
  }
  const all = [NUMBER, ...view.widths];
  view.box.style.setProperty("--columns", all.map((each) => `${each}px`).join(" "));
  view.box.style.setProperty("--width", `${all.reduce((sum, each) => sum + each, 0)}px`);
  let left = narrow() ? -all.slice(0, PINNED).reduce((sum, each) => sum + each, 0) : 0;
  all.slice(0, PINNED + 1).forEach((each, n) => {
    view.box.style.setProperty(`--left${n}`, `${left}px`);
    left += each;
  });
  view.pinned = left;
}

function narrow() {
  return window.innerWidth <= NARROW;
}

function cell(role, className, text) {
  const made = make("div", className ? `cell ${className}` : "cell", text);
  made.setAttribute("role", role);
  return made;
}

// --- the rows in sight ---

function sight(view) {
  const first = Math.floor(view.box.scrollTop / ROW);
  return [first, Math.min(view.data.total - 1, first + Math.ceil(view.box.clientHeight / ROW))];
}

function draw(view, anew = false) {
  const [first, last] = sight(view);
  const [from, to] = [Math.max(0, first - MORE), Math.min(view.data.total - 1, last + MORE)];
  for (const [n, line] of view.lines) {
    if (view.editing?.row === n || (!anew && n >= from && n <= to)) continue;
    line.remove();
    view.lines.delete(n);
  }
  for (let n = from; n <= to; n++) if (!view.lines.has(n)) view.lines.set(n, drawn(view, n));
  point(view);
}

function drawn(view, n) {
  const line = make("div", "line", "", view.sheet);
  const row = view.rows.get(n);
  line.setAttribute("role", "row");
  line.setAttribute("aria-rowindex", n + 2);
  line.style.top = `${n * ROW}px`;
  line.dataset.row = n;
  if (row) line.dataset.id = row[0];
  line.classList.toggle("open", Boolean(row) && row[0] === view.data.task);
  line.append(cell("rowheader", "count pinned", String(n + 1)));
  view.data.columns.forEach((each, i) => {
    const made = cell("gridcell", i < PINNED ? `${each.kind} pinned` : each.kind, "");
    made.id = `cell-${n}-${i}`;
    made.dataset.name = each.name;
    line.append(made);
    if (row) fill(view, made, n, i);
    else if (each.name === "task") made.textContent = "…";
  });
  return line;
}

function fill(view, made, n, i) {
  const column = view.data.columns[i];
  const [id] = view.rows.get(n);
  put(view, made, column, value(view, n, i));
  const was = view.rows.get(n)[i + 1];
  const changed = name(view, id, column.name) !== undefined;
  const wrong = !pending(view, id, column.name) && view.data.wrong[id]?.[column.name];
  made.classList.toggle("free", view.data.may.includes(column.name));
  made.classList.toggle("changed", changed);
  made.classList.toggle("wrong", Boolean(wrong));
  if (changed) made.title = wrong || `原来：${words(view, column, was) || "（空）"}`;
}

// What a cell was changed to and not entered: as it was typed until the server has taken it, then as it understood it.
function name(view, id, column) {
  return pending(view, id, column) ? view.edits[id][column].raw : view.data.drafts[id]?.[column];
}

function pending(view, id, column) {
  return (view.edits[id]?.[column]?.number ?? 0) > view.data.heard;
}

function value(view, n, i) {
  const row = view.rows.get(n);
  if (!row) return null;
  const changed = name(view, row[0], view.data.columns[i].name);
  return changed === undefined ? row[i + 1] : changed;
}

function scrolled(view) {
  draw(view);
  clearTimeout(view.timer);
  view.timer = setTimeout(() => want(view), 60);
}

// Ask for rows that are not here, in sight or near it.
function want(view) {
  const down = view.box.scrollTop >= view.top;
  view.top = view.box.scrollTop;
  if (Date.now() - view.asked < PATIENCE) return;
  const { total, once } = view.data;
  const [first, last] = sight(view);
  const near = (n) => n >= 0 && n < total && !view.rows.has(n);
  const seen = Array.from({ length: last - first + 1 }, (_, i) => first + i).find(near);
  const on = Array.from({ length: AHEAD }, (_, i) => (down ? last + 1 + i : first - 1 - i)).find(near);
  const missing = seen ?? on;
  if (missing === undefined) return;
  view.asked = Date.now();
  view.send("rows", Math.max(0, down ? missing - 5 : Math.min(missing + 5, total) - once));
}

// --- moving about ---

const column = (view) => view.data.columns[view.at[1]];
const at = (view) => view.sheet.querySelector(`#cell-${view.at[0]}-${view.at[1]}`);

function point(view) {
  view.sheet.querySelector(".at")?.classList.remove("at");
  const made = at(view);
  made?.classList.add("at");
  if (made) view.box.setAttribute("aria-activedescendant", made.id);
  else view.box.removeAttribute("aria-activedescendant");
}

function go(view, row, i) {
  const { total, columns } = view.data;
  view.at = [Math.max(0, Math.min(row, total - 1)), Math.max(0, Math.min(i, columns.length - 1))];
  const { box, head } = view;
  const top = view.at[0] * ROW;
  const room = box.clientHeight - head.offsetHeight;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + ROW > box.scrollTop + room) box.scrollTop = top + ROW - room;
  if (view.at[1] >= PINNED) {
    const left = NUMBER + view.widths.slice(0, view.at[1]).reduce((sum, each) => sum + each, 0);
    const right = left + view.widths[view.at[1]];
    if (left - view.pinned < box.scrollLeft) box.scrollLeft = left - view.pinned;
    else if (right > box.scrollLeft + box.clientWidth) box.scrollLeft = right - box.clientWidth;
  }
  draw(view);
}

function pressed(view, event) {
  const [row, i] = view.at;
  const page = Math.max(1, Math.floor(view.box.clientHeight / ROW) - 2);
  const [lastRow, last] = [view.data.total - 1, view.data.columns.length - 1];
  const to = {
    ArrowUp: [row - 1, i], ArrowDown: [row + 1, i], ArrowLeft: [row, i - 1], ArrowRight: [row, i + 1],
    PageUp: [row - page, i], PageDown: [row + page, i],
    Home: [event.ctrlKey ? 0 : row, 0], End: [event.ctrlKey ? lastRow : row, last],
  }[event.key];
  const typed = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (to) go(view, ...to);
  else if (event.key === "Enter" || event.key === "F2" || event.key === " ") act(view);
  else if (event.key === "Delete" || event.key === "Backspace") clear(view);
  else if (typed) edit(view, event.key);
  else if (event.key === "Process") return edit(view); // a Chinese keyboard: what is typed goes into the field
  else return;
  event.preventDefault();
}

function clicked(view, event) {
  const head = event.target.closest("[data-order]");
  if (head) return view.send("order", head.dataset.order);
  const made = event.target.closest("[role=gridcell]");
  if (!made || made.contains(view.editing?.input)) return;
  const to = [Number(made.parentElement.dataset.row), [...made.parentElement.children].indexOf(made) - 1];
  const again = to.join() === view.at.join();
  view.box.focus({ preventScroll: true });
  go(view, ...to);
  if (again || ["look", "check"].includes(column(view).kind)) act(view);
}

// --- what is done to a cell ---

function act(view) {
  const row = view.rows.get(view.at[0]);
  if (row && column(view).kind === "look") view.send("look", row[0]);
  else if (row && column(view).kind === "check") change(view, [[view.at[0], view.at[1], !value(view, ...view.at)]]);
  else edit(view);
}

function clear(view) {
  const { kind } = column(view);
  if (kind !== "check") change(view, [[...view.at, kind === "text" ? "" : null]]);
}

function edit(view, typed) {
  const made = at(view);
  const open = view.data.may.includes(column(view).name) && view.rows.has(view.at[0]);
  if (!open || !made || view.editing || column(view).kind === "check") return;
  const [row, i] = view.at;
  const before = value(view, row, i) ?? "";
  const done = (moved, raw) => {
    if (view.editing?.input !== input) return;
    view.editing = null;
    input.remove();
    if (raw !== undefined && raw !== before) change(view, [[row, i, raw === "" && column(view).kind !== "text" ? null : raw]]);
    draw(view, true);
    if (!moved) return;
    view.box.focus({ preventScroll: true });
    go(view, row + moved[0], i + moved[1]);
  };
  const input = editor(view, column(view), typed ?? before, done);
  view.editing = { row, input };
  made.append(input);
  input.focus();
  if (typed === undefined && input.select) input.select();
}

// Cells, each a row, a column and what stands there now: shown at once, told together with all of this round.
function change(view, cells) {
  const free = cells.filter(([n, i]) => view.rows.has(n) && view.data.may.includes(view.data.columns[i].name));
  if (!free.length) return;
  view.number = Math.max(Date.now(), view.number + 1);
  for (const [n, i, raw] of free) {
    const own = (view.edits[view.rows.get(n)[0]] ??= {});
    own[view.data.columns[i].name] = { raw, number: view.number };
  }
  draw(view, true);
  const plain = (own) => Object.fromEntries(Object.entries(own).map(([column, each]) => [column, each.raw]));
  const all = Object.fromEntries(Object.entries(view.edits).map(([id, own]) => [id, plain(own)]));
  view.tell("edits", { round: view.round, number: view.number, cells: all });
}
