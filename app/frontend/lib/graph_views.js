// Views that a person keeps under a name: what is drawn, how, and where each node stands. The browser keeps them, as it
// keeps the context (header.js); what is passed on to others is the address, or a file.
import { make } from "./graph_parts.js";

const KEPT = "policygraph-views";
const MOST = 50;
const LONGEST = 40; // characters of a name

function read() {
  try {
    const found = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
    return Array.isArray(found) ? found.filter((each) => typeof each?.name === "string" && typeof each.view === "string") : [];
  } catch {
    return []; // a browser may be told to keep nothing
  }
}

function write(views) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(views));
    return true;
  } catch {
    return false;
  }
}

export function keeper(act) {
  const name = make("input", { type: "text", maxlength: LONGEST, "aria-label": "视图的名称", placeholder: "给现在的图起个名称" });
  const told = make("p", { role: "status" });
  const list = make("ul", { "aria-label": "存下的视图" });
  const form = make("form", { submit: keep }, name, make("button", { type: "submit", title: "存下现在的图" }, "存下"));
  const part = make("details", { class: "views", toggle: turned },
    make("summary", { title: "存下的视图：存在这台电脑的浏览器里" }, "视图"),
    make("div", { class: "box" }, form, told, list));
  part.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !part.open) return;
    part.open = false;
    part.querySelector("summary").focus();
  });

  // Where there is no room to the right, it opens to the left.
  function turned() {
    if (!part.open) return;
    show();
    part.classList.remove("ends");
    part.classList.toggle("ends", part.lastElementChild.getBoundingClientRect().right > document.documentElement.clientWidth - 8);
  }

  function keep(event) {
    event.preventDefault();
    const called = name.value.trim();
    if (!called) {
      told.textContent = "先起个名称";
      name.focus();
      return;
    }
    const others = read().filter((each) => each.name !== called);
    const kept = write([{ name: called, ...act.kept() }, ...others].slice(0, MOST));
    told.textContent = kept ? `已存下“${called}”` : "这个浏览器不让存东西，可以改用地址或 HTML 文件";
    if (kept) name.value = "";
    show();
  }

  function show() {
    const views = read();
    list.replaceChildren(...views.map((each) => make("li", {},
      make("button", { type: "button", title: `打开视图：${each.name}`, click: () => open(each) }, each.name),
      make("button", { type: "button", class: "drop", title: `删去视图：${each.name}`, "aria-label": `删去视图：${each.name}`, click: () => drop(each) }, "×"))));
    if (!views.length) list.replaceChildren(make("li", {}, "还没有存下的视图"));
  }

  function open(each) {
    part.open = false;
    act.open({ view: each.view, places: each.places ?? {} });
  }

  function drop(each) {
    write(read().filter((other) => other.name !== each.name));
    told.textContent = `已删去“${each.name}”`;
    show();
  }

  return { part };
}
