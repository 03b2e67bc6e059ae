// The responsibility matrix: a table in a box of its own, whose head and first column stay in sight.
//
// data: columns, rows, version (what they are), cell (what is chosen: TASK:DEPARTMENT, TASK: or :DEPARTMENT), panel
// (what is to be shown of it). Answers: cell (what was chosen), leave (number of the link of the panel that was followed).
import { make } from "./lib/make.js";

const COLUMN = 36; // pixels; about 21 columns on a small screen
const BEFORE = 3; // columns before those of departments
const ON_PAGE = 18; // columns of departments that a printed page has room for
const NAME = 9; // characters of a name above one another; longer ones go on beside

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const view = (parentElement.__pg ??= build(parentElement));
  view.send = setTriggerValue;
  if (view.version !== data.version) fill(view, data);
  view.cell = data.cell;
  mark(view);
  show(view, data.panel);
  if (data.panel) reveal(view);
}

function build(root) {
  const outer = make("div", "outer", "", root);
  const frame = make("div", "frame", "", outer);
  const box = make("div", "box", "", frame);
  const panel = make("section", "panel", "", frame);
  panel.hidden = true;
  panel.setAttribute("aria-label", "原文");
  panel.setAttribute("aria-live", "polite");
  const view = { frame, box, panel, version: "", cell: "", at: [0, 0], send: () => {} };
  box.addEventListener("click", (event) => choose(view, event.target.closest("td, th")));
  box.addEventListener("keydown", (event) => move(view, event));
  box.addEventListener("mouseover", (event) => hover(view, event.target.closest("td, th")));
  box.addEventListener("mouseleave", () => (view.stripe.hidden = true));
  addEventListener("beforeprint", () => view.table && frame.append(paper(view.table, view.columns.length)));
  addEventListener("afterprint", () => frame.querySelectorAll(".paper").forEach((each) => each.remove()));
  panel.addEventListener("keydown", (event) => event.key === "Escape" && close(view));
  return view;
}

// A table for each so many departments as a page on its side has room for, each with its tasks before them.
function paper(table, columns) {
  const whole = make("div", "paper");
  for (let from = 0; from < Math.max(columns, 1); from += ON_PAGE) {
    const own = table.cloneNode(true);
    own.querySelector("colgroup")?.remove();
    own.removeAttribute("role");
    for (const row of own.rows) {
      if (row.cells.length === 1) row.cells[0].colSpan = Math.min(ON_PAGE, columns - from) + BEFORE;
      else [...row.cells].forEach((cell, i) => i >= BEFORE && (i < from + BEFORE || i >= from + ON_PAGE + BEFORE) && cell.remove());
    }
    whole.append(own);
  }
  return whole;
}

// --- the table ---

function fill(view, data) {
  const same = view.shape === data.columns.length + "/" + data.rows.length;
  const { scrollTop, scrollLeft } = view.box;
  view.version = data.version;
  view.shape = data.columns.length + "/" + data.rows.length;
  view.columns = data.columns;
  view.ids = new Map();
  view.at = [0, 0];
  const table = make("table");
  table.setAttribute("role", "grid");
  table.setAttribute("aria-label", "责任矩阵：行是任务，列是部门");
  table.setAttribute("aria-rowcount", data.rows.length + 1);
  table.setAttribute("aria-colcount", data.columns.length + 3);
  // A table of fixed layout needs its width, or it would squeeze its columns.
  table.style.setProperty("--columns", `${data.columns.length * COLUMN}px`);
  const longest = Math.max(2, ...data.columns.map((column) => column.name.length));
  table.style.setProperty("--names", `${Math.min(longest, NAME) * 1.08 + 0.2}em`);
  table.classList.toggle("alone", !data.columns.length);
  table.classList.toggle("timeless", !data.rows.some((row) => row.due));
  const widths = make("colgroup", "", "", table);
  for (const name of ["task", "due", "sum"]) make("col", name, "", widths);
  for (const _ of data.columns) make("col", "unit", "", widths);
  head(view, data.columns, table);
  const body = make("tbody", "", "", table);
  const blank = make("tr");
  const first = make("th", "task", "", blank);
  first.scope = "row";
  make("td", "due", "", blank);
  make("td", "sum", "", blank);
  for (const _ of data.columns) make("td", "", "", blank);
  for (const row of data.rows) body.append(row.heading === undefined ? line(view, row, blank) : heading(row, data));
  view.table = table;
  view.stripe = make("div", "stripe");
  view.pinned = make("div", "stripe pinned");
  view.stripe.hidden = view.pinned.hidden = true;
  view.box.replaceChildren(table, view.stripe, view.pinned);
  view.box.scrollTo(same ? scrollLeft : 0, same ? scrollTop : 0);
  table.rows[0].cells[0].tabIndex = 0;
}

function head(view, columns, table) {
  const row = make("tr", "", "", make("thead", "", "", table));
  const titles = [["task", "工作任务"], ["due", "时限"], ["sum", "合计"]];
  for (const [name, words] of titles) make("th", name, words, row).scope = "col";
  for (const column of columns) {
    const cell = make("th", "unit", "", row);
    cell.scope = "col";
    cell.title = column.full_name;
    cell.dataset.cell = `:${column.id}`;
    cell.setAttribute("aria-label", `${column.full_name}，牵头 ${column.leads} 项，配合 ${column.supports} 项`);
    make("span", "name", column.name, cell);
    make("span", "leads", column.leads ? `牵${column.leads}` : "–", cell);
    make("span", "supports", column.supports ? `配${column.supports}` : "–", cell);
    view.ids.set(cell.dataset.cell, cell);
  }
}

function heading(row, data) {
  const line = make("tr", row.depth < 0 ? "policy" : "heading");
  const cell = make("th", "", "", line);
  cell.colSpan = data.columns.length + 3;
  cell.scope = "rowgroup";
  make("span", "", row.heading, cell).style.paddingLeft = `${Math.max(0, row.depth)}em`;
  return line;
}

function line(view, row, blank) {
  const line = blank.cloneNode(true);
  const [title, due, sum] = line.cells;
  title.dataset.cell = `${row.id}:`;
  title.title = row.title;
  make("span", "", row.title, title);
  title.classList.toggle("part", row.part);
  due.textContent = due.title = row.due;
  view.ids.set(title.dataset.cell, title);
  for (const [at, role, inferred] of row.cells) {
    const column = view.columns[at];
    const cell = line.cells[at + 3];
    const lead = role === "牵头";
    cell.dataset.cell = `${row.id}:${column.id}`;
    make("span", lead ? (inferred ? "lead inferred" : "lead") : "support", role, cell);
    cell.title = `${column.full_name}　${role}${inferred ? "（按列第一位推定）" : ""}`;
    cell.setAttribute("aria-label", `${row.title}，${cell.title}`);
    view.ids.set(cell.dataset.cell, cell);
  }
  make("span", row.leads ? "leads" : "none", row.leads ? `牵头 ${row.leads}` : "无牵头", sum);
  make("span", "supports", `配合 ${row.supports}`, sum);
  return line;
}

// --- moving about ---

function hover(view, cell) {
  const unit = cell && cell.cellIndex > 2 && cell.colSpan === 1;
  view.stripe.hidden = !unit;
  if (unit) place(view.stripe, view.table.rows[0].cells[cell.cellIndex], view.table);
}

function place(stripe, header, table) {
  stripe.style.left = `${header.offsetLeft}px`;
  stripe.style.width = `${header.offsetWidth}px`;
  stripe.style.height = `${table.offsetHeight}px`;
}

function focus(view, row, column) {
  const { rows } = view.table;
  const to = rows[Math.max(0, Math.min(row, rows.length - 1))];
  const cell = to.cells[Math.max(0, Math.min(column, to.cells.length - 1))];
  view.box.querySelector("[tabindex='0']")?.setAttribute("tabindex", "-1");
  cell.tabIndex = 0;
  cell.focus({ preventScroll: true });
  into(view, cell);
  // The column is kept when one goes over a heading, which has but one cell.
  view.at = [to.rowIndex, to.cells.length > 1 ? cell.cellIndex : column];
}

function move(view, event) {
  const [row, column] = view.at;
  const page = Math.max(1, Math.floor(view.box.clientHeight / 40) - 3);
  const last = view.columns.length + 2;
  const to = {
    ArrowUp: [row - 1, column], ArrowDown: [row + 1, column], ArrowLeft: [row, column - 1], ArrowRight: [row, column + 1],
    PageUp: [row - page, column], PageDown: [row + page, column],
    Home: [event.ctrlKey ? 0 : row, 0], End: [event.ctrlKey ? view.table.rows.length - 1 : row, last],
  }[event.key];
  if (to) focus(view, Math.max(0, to[0]), Math.max(0, Math.min(to[1], last)));
  else if (event.key === "Enter" || event.key === " ") choose(view, event.target.closest("td, th"));
  else if (event.key === "Escape" && view.cell) close(view);
  else return;
  event.preventDefault();
}

// Scrolls only this box, and only as far as needed.
function into(view, cell) {
  const { box } = view;
  const area = box.getBoundingClientRect();
  const place = cell.getBoundingClientRect();
  const [corner] = view.table.rows[0].cells;
  const top = area.top + corner.offsetHeight;
  const left = area.left + corner.offsetWidth;
  if (!cell.closest("thead")) {
    if (place.top < top) box.scrollTop -= top - place.top;
    else if (place.bottom > area.top + box.clientHeight) box.scrollTop += place.bottom - area.top - box.clientHeight;
  }
  if (cell.cellIndex > 0) {
    if (place.left < left) box.scrollLeft -= left - place.left;
    else if (place.right > area.left + box.clientWidth) box.scrollLeft += place.right - area.left - box.clientWidth;
  }
}

// --- choosing ---

function choose(view, cell) {
  if (!cell) return;
  focus(view, cell.parentElement.rowIndex, cell.cellIndex);
  if (cell.dataset.cell) select(view, cell.dataset.cell);
}

function select(view, id) {
  view.cell = id;
  mark(view);
  if (view.shown !== id) {
    view.shown = "";
    view.panel.hidden = false;
    view.panel.replaceChildren(make("p", "wait", "正在取原文…"));
    reveal(view);
  }
  view.send("cell", id);
}

function close(view) {
  const cell = view.ids.get(view.cell);
  view.cell = view.shown = "";
  mark(view);
  view.panel.hidden = true;
  view.send("cell", "");
  if (cell) focus(view, cell.parentElement.rowIndex, cell.cellIndex);
}

function mark(view) {
  view.table.querySelector(".chosen")?.classList.remove("chosen");
  const cell = view.ids.get(view.cell);
  cell?.classList.add("chosen");
  view.pinned.hidden = !cell?.closest("thead");
  if (!view.pinned.hidden) place(view.pinned, cell, view.table);
}

function reveal(view) {
  const cell = view.ids.get(view.cell);
  if (cell) into(view, cell);
}

function show(view, panel) {
  if (!panel) {
    view.panel.hidden = true;
    view.shown = "";
    return;
  }
  // The answer to an earlier click comes late, or this one is there already.
  if (panel.cell !== view.cell || view.shown === panel.cell) return;
  view.shown = panel.cell;
  const parts = [make("header")];
  const title = make("h2", "", panel.title, parts[0]);
  const shut = make("button", "close", "×", title);
  shut.setAttribute("aria-label", "关闭");
  shut.title = "关闭（Esc）";
  shut.onclick = () => close(view);
  if (panel.note) make("p", "note", panel.note, parts[0]);
  parts[0].append(links(view, panel));
  for (const passage of panel.passages ?? []) {
    parts.push(make("p", "source", passage.source));
    const text = make("p", "text", passage.before);
    if (passage.words) make("mark", "", passage.words, text);
    text.append(passage.after);
    parts.push(text);
  }
  if (panel.tasks) parts.push(list(view, panel.tasks));
  view.panel.hidden = false;
  view.panel.replaceChildren(...parts);
  view.panel.scrollTop = 0;
  const words = view.panel.querySelector("mark");
  const { clientHeight } = view.panel;
  if (words && words.offsetTop + words.offsetHeight > clientHeight) {
    // Half of the room below the head is left above the sentence.
    view.panel.scrollTop = words.offsetTop - (clientHeight + parts[0].offsetHeight) / 2;
  }
}

function list(view, tasks) {
  const items = make("ul");
  for (const task of tasks) {
    const item = make("li", "", "", items);
    const button = make("button", "", "", item);
    make("span", task.role === "牵头" ? "lead" : "support", task.role, button);
    button.append(task.title);
    button.onclick = () => select(view, task.cell);
  }
  return items;
}

// Real links, so that they can be opened in another tab; a plain click stays within the session.
function links(view, panel) {
  const line = make("p", "links");
  panel.links.forEach((link, number) => {
    const anchor = make("a", "", `${link.words} →`, line);
    anchor.href = `${link.page}?${new URLSearchParams(link.parameters)}`;
    anchor.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      view.send("leave", number);
    };
  });
  return line;
}
