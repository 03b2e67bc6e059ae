// A table for paper: what stands on the screen is a picture of the rows in sight. Made when one prints, gone afterwards.
//
// data: headings, lines (cells as text), more (rows that are left out).

const SHORT = 10; // characters, of a date: such a cell stays on one line

export default function ({ data, parentElement }) {
  const state = (parentElement.__pg ??= start(parentElement));
  state.data = data;
  return () => setTimeout(() => parentElement.isConnected || state.end());
}

function start(root) {
  const state = { data: null };
  const make = () => root.append(paper(state.data));
  const take = () => root.querySelectorAll(".paper").forEach((each) => each.remove());
  addEventListener("beforeprint", make);
  addEventListener("afterprint", take);
  state.end = () => {
    removeEventListener("beforeprint", make);
    removeEventListener("afterprint", take);
    delete root.__pg;
  };
  return state;
}

function paper({ headings, lines, more }) {
  const whole = element("div", "paper");
  const table = element("table");
  table.append(element("thead"), element("tbody"));
  table.tHead.append(row(headings, "th"));
  table.tBodies[0].append(...lines.map((cells) => row(cells, "td")));
  whole.append(table);
  if (more) whole.append(element("p", "", `还有 ${more} 行没有印出，全部请下载。`));
  return whole;
}

function row(cells, kind) {
  const line = element("tr");
  line.append(...cells.map((each) => element(kind, each.length <= SHORT ? "short" : "", each)));
  return line;
}

function element(name, className = "", text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}
