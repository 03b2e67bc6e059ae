// On top of every page: in what the pages are looked at (the context), and the box in which one looks for words.
// data: words of the context, none where there is none; what it consists of for `kept`, which the browser keeps; q.
// Answers: search, choose, clear; remembered, what the browser has kept, where the server knows of nothing.
import { make } from "./lib/make.js";

const KEPT = "policygraph-context";
let listens = false;
let asked = false; // what the browser has kept was told once

export default function ({ data, parentElement, setTriggerValue }) {
  let bar = parentElement.querySelector(".bar");
  if (!bar) bar = built(parentElement);
  bar.send = setTriggerValue;
  const box = bar.querySelector("input");
  if (bar.dataset.q !== data.q) {
    bar.dataset.q = data.q;
    box.value = data.q;
  }
  const choose = bar.querySelector(".choose");
  choose.textContent = data.words || "选地方、单位…";
  choose.title = data.words ? `正在看：${data.words}。点此更改` : "选定地方、单位、年份、政策，各页都从它开始";
  choose.classList.toggle("set", Boolean(data.words));
  bar.querySelector(".clear").hidden = !data.words;
  remember(data, setTriggerValue);
}

function built(parent) {
  const bar = make("div", "bar", "", parent);
  const context = make("div", "context", "", bar);
  context.setAttribute("role", "group");
  context.setAttribute("aria-label", "正在看的范围");
  make("button", "choose", "", context).onclick = () => bar.send("choose", Date.now());
  const clear = make("button", "clear", "×", context);
  clear.title = "不限范围";
  clear.setAttribute("aria-label", "不限范围");
  clear.onclick = () => bar.send("clear", Date.now());
  const form = make("form", "search", "", bar);
  form.setAttribute("role", "search");
  const box = make("input", "", "", form);
  box.type = "search";
  box.name = "q";
  box.maxLength = 200;
  box.placeholder = "搜政策、任务、部门、指标、全文（Ctrl+K）";
  box.setAttribute("aria-label", "搜索");
  form.onsubmit = (event) => {
    event.preventDefault();
    if (box.value.trim()) bar.send("search", [box.value.trim(), Date.now()]);
  };
  if (!listens) {
    listens = true;
    document.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k" || event.altKey) return;
      const now = found();
      if (!now) return;
      event.preventDefault(); // browsers take it for their own search
      now.focus();
      now.select();
    });
  }
  found = () => box;
  return bar;
}

let found = () => null;

// The browser keeps it, so that who comes back tomorrow goes on where he was; an address that says otherwise counts.
function remember(data, send) {
  let kept = null;
  try {
    kept = localStorage.getItem(KEPT);
    if (data.known) localStorage.setItem(KEPT, data.kept);
  } catch {
    return; // a browser may be told to keep nothing
  }
  if (!data.known && !asked) {
    asked = true;
    if (kept) send("remembered", kept);
  }
}
