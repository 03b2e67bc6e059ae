// A Cypher editor with the graph's schema and what was asked before beside it. Asks Python to run: { cypher, values }.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { HighlightStyle, StreamLanguage, bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { cypher } from "@codemirror/legacy-modes/mode/cypher";
import { EditorState, Prec } from "@codemirror/state";
import { EditorView, drawSelection, keymap, lineNumbers, placeholder } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const HISTORY = "policygraph.cypher.history";
const DRAFT = "policygraph.cypher.draft";
const KEPT = 50; // statements of the history
const PHRASES = { Completions: "可补全的词", "No completions": "没有可补全的词" };
const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--pg-accent)", fontWeight: "600" },
  { tag: [tags.atom, tags.bool, tags.null], color: "var(--pg-yellow)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--pg-green)" },
  { tag: tags.number, color: "var(--pg-code)" },
  { tag: tags.comment, color: "var(--pg-muted)", fontStyle: "italic" },
  { tag: [tags.standard(tags.name), tags.definition(tags.variableName)], color: "var(--pg-name)" },
]);

export default function (component) {
  const root = component.parentElement;
  if (!root.__pg) root.__pg = build(root);
  root.__pg.update(component);
  return () => root.__pg.leave();
}

function build(root) {
  const parts = layout(root);
  let data = null; // what Python said last
  let send = () => {};
  let waiting = false;

  const view = new EditorView({
    parent: parts.editor,
    root: root instanceof ShadowRoot ? root : document,
    state: EditorState.create({
      extensions: [
        Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => (run(), true) }])),
        lineNumbers(), history(), drawSelection(), bracketMatching(), closeBrackets(), EditorView.lineWrapping,
        StreamLanguage.define(cypher), syntaxHighlighting(COLOURS),
        autocompletion({ override: [(context) => complete(context, data, parts.values.value)], icons: false,
          selectOnOpen: false, // Enter ends a line until one of them was chosen by an arrow or the mouse
        }),
        keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap]),
        placeholder("MATCH (d:Department)-[r:LEADS]->(t:Task)\nRETURN d.full_name, t.title\nLIMIT 25"),
        EditorState.phrases.of(PHRASES),
        EditorView.contentAttributes.of({ "aria-label": "Cypher 语句，Ctrl+Enter 运行" }),
        EditorView.updateListener.of((change) => change.docChanged && remember()),
      ],
    }),
  });

  const text = () => view.state.doc.toString();
  const write = (words) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: words } });

  // What is being written outlives a look at another page; what Python gives otherwise goes before it.
  function remember() {
    sessionStorage.setItem(DRAFT, JSON.stringify({ base: data?.text ?? "", text: text(), values: parts.values.value }));
  }

  function run() {
    if (waiting || !text().trim()) return;
    if (!isValues(parts.values.value)) {
      parts.values.setAttribute("aria-invalid", "true");
      parts.note.textContent = "参数要写成 JSON，例如 {\"department\": \"区农业农村局\"}";
      parts.values.focus();
      return;
    }
    parts.values.removeAttribute("aria-invalid");
    wait(true);
    send({ cypher: text(), values: parts.values.value.trim() });
  }

  function wait(yes) {
    waiting = yes;
    parts.run.disabled = yes;
    parts.run.textContent = yes ? "正在查询…" : "运行";
    parts.note.textContent = yes ? "" : "Ctrl+Enter 运行　Ctrl+空格 补全";
  }

  function insert(words, whole) {
    if (!text().trim() && whole) write(whole);
    else view.dispatch(view.state.replaceSelection(words));
    view.focus();
  }

  parts.run.addEventListener("click", run);
  parts.clear.addEventListener("click", () => (write(""), view.focus()));
  parts.values.addEventListener("input", remember);
  parts.values.addEventListener("keydown", (event) => {
    if (event.key === "Enter") (event.preventDefault(), run());
  });
  parts.examples.addEventListener("change", () => {
    const example = data.examples[Number(parts.examples.value)];
    if (example) (write(example.cypher), (parts.values.value = example.values ?? ""), run());
    parts.examples.value = "";
  });

  function restore(entry) {
    write(entry.cypher);
    parts.values.value = entry.values ?? "";
    run();
  }

  function update(component) {
    const first = data === null;
    const before = data;
    data = component.data;
    send = (value) => component.setTriggerValue("run", value);
    if (first) {
      const draft = read(sessionStorage, DRAFT, null);
      const mine = draft && draft.base === data.text && (draft.text || !data.text);
      write(mine ? draft.text : data.text);
      parts.values.value = mine ? draft.values : data.values;
      fill(parts.examples, data.examples);
      schema(parts.schema, data.schema, insert);
      parts.show("schema");
    } else if (data.text !== before.text && data.text !== text()) {
      write(data.text);
      parts.values.value = data.values;
    }
    if (data.last && data.last.at !== before?.last?.at) {
      if (!first || !read(localStorage, HISTORY, []).some((entry) => entry.at === data.last.at)) add(data.last);
      wait(false);
    } else if (first) wait(data.running);
    past(parts.past, restore);
  }

  return { update, leave: () => {} };
}

function layout(root) {
  const place = element("div", "pg-console");
  const run = element("button", "run", "运行");
  const examples = element("select");
  examples.setAttribute("aria-label", "示例");
  const clear = element("button", "", "清空");
  const note = element("span", "space");
  note.setAttribute("role", "status");
  const tools = element("div", "pg-tools");
  tools.append(run, examples, clear, note);
  const editor = element("div", "pg-editor");
  const values = element("input");
  values.id = "pg-values";
  values.placeholder = "可不填，例如 {\"department\": \"区农业农村局\"}";
  values.spellcheck = false;
  const label = element("label", "", "参数（JSON）");
  label.htmlFor = values.id;
  const below = element("div", "pg-values");
  below.append(label, values);
  const left = element("div", "pg-write");
  left.append(tools, editor, below);

  const side = element("div", "pg-side");
  const bar = element("div", "pg-tabs");
  bar.setAttribute("role", "tablist");
  const panes = { schema: element("div", "pg-pane"), past: element("div", "pg-pane") };
  const tabs = { schema: element("button", "", "图的结构"), past: element("button", "", "历史") };
  function show(name) {
    for (const each of Object.keys(panes)) {
      panes[each].hidden = each !== name;
      tabs[each].setAttribute("aria-selected", String(each === name));
    }
  }
  for (const [name, tab] of Object.entries(tabs)) {
    tab.setAttribute("role", "tab");
    panes[name].setAttribute("role", "tabpanel");
    tab.addEventListener("click", () => show(name));
    bar.append(tab);
  }
  side.append(bar, panes.schema, panes.past);
  place.append(left, side);
  root.append(place);
  return { run, examples, clear, note, editor, values, show, ...panes };
}

function element(name, className = "", words = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (words) made.textContent = words;
  if (name === "button") made.type = "button";
  return made;
}

function fill(select, examples) {
  const titles = ["示例…", ...examples.map((each) => each.title)];
  select.replaceChildren(
    ...titles.map((title, i) => {
      const option = element("option", "", title);
      option.value = i ? String(i - 1) : "";
      return option;
    }),
  );
}

// Nodes and relationships; each opens to its properties, and what is clicked is put where the caret is.
function schema(place, { nodes, edges, properties }, insert) {
  const kind = (each, words, whole) => {
    const box = element("details");
    const summary = element("summary");
    const name = element("button", "insert");
    name.append(element("code", "", each.name));
    name.title = `插入 ${words}`;
    name.addEventListener("click", (event) => (event.preventDefault(), insert(words, whole)));
    summary.append(name, element("span", "zh", each.zh));
    const list = element("div", "properties");
    for (const property of each.properties) {
      const one = element("button", "insert");
      one.append(element("code", "", property));
      one.addEventListener("click", () => insert(property));
      list.append(one, element("span", "zh", properties[property] ?? ""));
    }
    box.append(summary, list);
    return box;
  };
  place.append(element("h4", "", "节点"));
  for (const each of nodes) {
    const short = each.name[0].toLowerCase();
    place.append(kind(each, `(${short}:${each.name})`, `MATCH (${short}:${each.name})\nRETURN ${short}\nLIMIT 25`));
  }
  place.append(element("h4", "", "关系"));
  for (const each of edges) {
    const whole = `MATCH (a:${each.from[0]})-[r:${each.name}]->(b:${each.to[0]})\nRETURN a, r, b\nLIMIT 25`;
    place.append(kind({ ...each, zh: `${each.zh}　${each.ends}` }, `-[r:${each.name}]->`, whole));
  }
}

function past(place, restore) {
  const entries = read(localStorage, HISTORY, []);
  if (!entries.length) {
    place.replaceChildren(element("p", "", "运行过的语句会留在这个浏览器里，点一下就再查一次。"));
    return;
  }
  const clear = element("button", "insert", "清除历史");
  clear.addEventListener("click", () => (localStorage.removeItem(HISTORY), past(place, restore)));
  place.replaceChildren(
    ...entries.map((entry) => {
      const one = element("button", "past");
      const time = new Date(entry.at).toLocaleString("zh-CN", { hour12: false });
      one.append(element("code", "", entry.cypher));
      one.append(element("small", entry.failed ? "failed" : "", `${time}　${entry.failed ? "没有查成" : `${entry.rows} 行`}`));
      one.addEventListener("click", () => restore(entry));
      return one;
    }),
    clear,
  );
}

function add(entry) {
  const others = read(localStorage, HISTORY, []).filter((each) => each.cypher !== entry.cypher || each.values !== entry.values);
  localStorage.setItem(HISTORY, JSON.stringify([entry, ...others].slice(0, KEPT)));
}

function read(storage, name, otherwise) {
  try {
    return JSON.parse(storage.getItem(name)) ?? otherwise;
  } catch {
    return otherwise; // written by something else
  }
}

function isValues(words) {
  if (!words.trim()) return true;
  try {
    const read_ = JSON.parse(words);
    return typeof read_ === "object" && read_ !== null && !Array.isArray(read_);
  } catch {
    return false;
  }
}

// After `:` labels and types, after `.` the properties of the variable, after `$` parameters, else words of the language.
function complete(context, data, values) {
  const word = context.matchBefore(/[\w一-鿿]*/);
  const before = context.state.sliceDoc(Math.max(0, word.from - 1), word.from);
  if (word.from === word.to && !context.explicit && ![":", ".", "$", "|"].includes(before)) return null;
  const { nodes, edges, properties } = data.schema;
  const kinds = (list) => list.map((each) => ({ label: each.name, detail: each.zh, type: "class" }));
  let options;
  if (before === "$") options = parameters(values, data.parameters);
  else if (before === ".") {
    const name = context.state.sliceDoc(0, word.from - 1).match(/[\w一-鿿]+$/)?.[0] ?? "";
    const said = name && context.state.doc.toString().match(new RegExp(`[([]${name}:(\\w+)`))?.[1];
    const kind = [...nodes, ...edges].find((each) => each.name === said);
    const names = kind?.properties ?? Object.keys(properties);
    options = names.map((each) => ({ label: each, detail: properties[each], type: "property" }));
  } else if (before === ":" || before === "|") {
    const opened = context.state.sliceDoc(0, word.from).match(/[([][^()[\]]*$/)?.[0][0];
    options = opened === "[" ? kinds(edges) : opened === "(" ? kinds(nodes) : [...kinds(nodes), ...kinds(edges)];
  } else {
    options = [...scope(context.state.doc.toString(), word.text), ...data.keywords.map((each) => ({ label: each, type: "keyword" })), ...kinds(nodes), ...kinds(edges)];
    options.push(...data.functions.map((each) => ({ label: each, apply: `${each}(`, type: "function" })));
  }
  return { from: word.from, options, validFor: /^[\w一-鿿]*$/ };
}

// What the statement itself has named, before all that there is.
function scope(text, now) {
  const named = [...text.matchAll(/[([]\s*([A-Za-z_一-鿿][\w一-鿿]*)(?=\s*[:)\]{])|\bAS\s+([A-Za-z_一-鿿][\w一-鿿]*)/gi)];
  const names = new Set(named.map((found) => found[1] ?? found[2]));
  names.delete(now);
  return [...names].map((name) => ({ label: name, detail: "上文的变量", type: "variable", boost: 99 }));
}

function parameters(values, known) {
  let own = {};
  try {
    own = JSON.parse(values || "{}");
  } catch {
    // not finished yet
  }
  const mine = Object.keys(own).map((name) => ({ label: name, detail: "已给出", type: "variable", boost: 1 }));
  return [...mine, ...known.filter((each) => !(each.name in own)).map((each) => ({ label: each.name, detail: each.zh, type: "variable" }))];
}
