// A table for paper: what stands on the screen is a picture of the rows in sight. Made when one prints, gone afterwards.
//
// data: UTF-8 of JSON: headings, words (each once), lines (cells as the words' numbers), more (rows that are left out).

const LINE = 91; // characters of Chinese that a sheet on its side has room for
const AROUND = 1.5; // of them are left and right of a cell's words
const LEAST = 6; // of them a column keeps, if it has as many: a date stays on one line
const MOST = 40; // of them count: a longer cell is wrapped however wide its column is

export default function ({ data, parentElement }) {
  const state = (parentElement.__pg ??= start(parentElement));
  state.data = data;
  return () => setTimeout(() => parentElement.isConnected || state.end());
}

function start(root) {
  const state = { data: null };
  const make = () => root.append(paper(unpacked(state.data)));
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

function unpacked(data) {
  const { words, lines, ...rest } = JSON.parse(new TextDecoder().decode(data));
  return { ...rest, lines: lines.map((cells) => cells.map((each) => words[each])) };
}

function paper({ headings, lines, more }) {
  const whole = element("div", "paper");
  const table = element("table");
  table.append(columns([headings, ...lines]), element("thead"), element("tbody"));
  table.tHead.append(row(headings, "th"));
  table.tBodies[0].append(...lines.map((cells) => row(cells, "td")));
  whole.append(table);
  if (more) whole.append(element("p", "", `还有 ${more} 行没有印出，全部请下载。`));
  return whole;
}

// Each column as wide as what stands in it, while there is room; else what it has above the least is shared out, so that
// all get about as many lines.
function columns(lines) {
  const wide = lines[0].map((_, i) => Math.max(2, ...lines.map((cells) => Math.min(MOST, ems(cells[i])))) + AROUND);
  const least = wide.map((each) => Math.min(LEAST + AROUND, each));
  const [whole, kept] = [wide, least].map((each) => each.reduce((sum, one) => sum + one, 0));
  const share = whole <= LINE ? 1 : Math.max(0, LINE - kept) / (whole - kept);
  const given = wide.map((each, i) => least[i] + share * (each - least[i]));
  const all = given.reduce((sum, one) => sum + one, 0);
  const group = element("colgroup");
  group.append(...given.map((each) => Object.assign(element("col"), { style: `width: ${((100 * each) / all).toFixed(2)}%` })));
  return group;
}

function ems(words) {
  return [...words].reduce((sum, each) => sum + (each < "\u2000" ? 0.58 : 1), 0);
}

function row(cells, kind) {
  const line = element("tr");
  line.append(...cells.map((each) => element(kind, "", each)));
  return line;
}

function element(name, className = "", text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}
