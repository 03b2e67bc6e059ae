// What a search found: by kind a heading with how many there are, and hits as links with the words marked.
// `kinds`: label, name, number, more, hits of name and snippet (pieces with whether they were looked for), told, page,
// parameters. Answers: go, a page and its parameters. Links can be opened in another tab as any.
import { anchor } from "./lib/links.js";
import { make } from "./lib/make.js";

export default function ({ data, parentElement, setTriggerValue }) {
  let box = parentElement.querySelector(".found");
  if (!box) {
    box = make("div", "found", "", parentElement);
  }
  if (box.dataset.version === data.version) return;
  box.dataset.version = data.version;
  const go = (way) => setTriggerValue("go", way);
  const index = make("nav", "index");
  index.setAttribute("aria-label", "各类的个数");
  if (data.only) index.append(anchor({ words: "‹ 全部", page: "search", parameters: { q: data.words } }, data.base, go));
  else for (const kind of data.kinds) {
    const jump = make("button", "", `${kind.name} ${kind.number}`, index);
    jump.onclick = () => box.querySelector(`[data-label="${kind.label}"]`).scrollIntoView({ block: "start" });
  }
  box.replaceChildren(index, ...data.kinds.map((kind) => section(kind, data, go)));
}

function section(kind, data, go) {
  const part = make("section");
  part.dataset.label = kind.label;
  const head = make("h2", "", kind.name, part);
  make("span", "number", ` ${kind.number}`, head);
  const list = make("ol", "", "", part);
  for (const hit of kind.hits) {
    const item = make("li", "", "", list);
    const name = anchor({ words: "", page: hit.page, parameters: hit.parameters }, data.base, go);
    name.append(...hit.name.map(piece));
    item.append(name);
    if (hit.snippet.length) make("p", "snippet", "", item).append(...hit.snippet.map(piece));
    if (hit.told) make("p", "told", hit.told, item);
  }
  const all = { words: `全部 ${kind.number} 个${kind.name}`, page: "search", parameters: { q: data.words, kind: kind.label } };
  if (kind.more && !data.only) part.append(anchor(all, data.base, go));
  else if (kind.more) make("p", "told", `只列出前 ${kind.hits.length} 个；多写一个词，可以找得更准。`, part);
  return part;
}

function piece([text, found]) {
  if (!found) return document.createTextNode(text);
  return make("mark", "", text);
}
