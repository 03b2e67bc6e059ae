// What a search found: by kind a heading with how many there are, and hits as links with the words marked.
// `kinds`: label, name, number, more, hits of name and snippet (pieces with whether they were looked for), told, page,
// parameters. Answers: go, a page and its parameters. Links can be opened in another tab as any.

export default function ({ data, parentElement, setTriggerValue }) {
  let box = parentElement.querySelector(".found");
  if (!box) {
    box = make("div", "found", "", parentElement);
  }
  if (box.dataset.version === data.version) return;
  box.dataset.version = data.version;
  const go = (page, parameters) => setTriggerValue("go", [page, parameters]);
  const index = make("nav", "index");
  index.setAttribute("aria-label", "各类的个数");
  if (data.only) index.append(link("‹ 全部", "search", { q: data.words }, data.base, go));
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
    const name = link("", hit.page, hit.parameters, data.base, go);
    name.append(...hit.name.map(piece));
    item.append(name);
    if (hit.snippet.length) make("p", "snippet", "", item).append(...hit.snippet.map(piece));
    if (hit.told) make("p", "told", hit.told, item);
  }
  if (kind.more && !data.only)
    part.append(link(`全部 ${kind.number} 个${kind.name}`, "search", { q: data.words, kind: kind.label }, data.base, go));
  else if (kind.more) make("p", "told", `只列出前 ${kind.hits.length} 个；多写一个词，可以找得更准。`, part);
  return part;
}

function link(words, page, parameters, base, go) {
  const made = make("a", "", words);
  made.href = `${location.origin}${base}/${page}?${new URLSearchParams(parameters)}`;
  made.onclick = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(page, parameters);
  };
  return made;
}

function piece([text, found]) {
  if (!found) return document.createTextNode(text);
  return make("mark", "", text);
}

function make(name, className, text, parent) {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text) element.textContent = text;
  parent?.append(element);
  return element;
}
