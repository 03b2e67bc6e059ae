// The cells of the ledger by their kind: how they are shown, changed, copied and pasted into.
import { make } from "./make.js";

export function put(view, cell, column, value) {
  cell.replaceChildren();
  if (column.kind === "look") return void make("button", "", value, cell).setAttribute("tabindex", "-1");
  if (column.kind === "light") {
    const [words, light] = value;
    make("span", "light", words, cell).style.color = view.data.colours[light];
    return;
  }
  if (column.kind === "check") {
    make("span", value ? "box-checked" : "box-empty", value ? "✓" : "", cell);
    cell.setAttribute("aria-label", `${column.label}：${value ? "是" : "否"}`);
    return;
  }
  const words_ = words(view, column, value);
  make("span", "", words_, cell);
  cell.title = words_;
}

// What a cell says, for people.
export function words(view, column, value) {
  if (column.kind === "light") return value?.[0] ?? "";
  if (column.kind === "check") return value ? "是" : "否";
  if (column.kind === "choice") return view.data.choices.find(([key]) => key === value)?.[1] ?? "";
  return value ?? "";
}

// The field in which a cell is changed; `done(moved, raw)`: where one goes then, and what stands there, where it counts.
export function editor(view, column, value, done) {
  const input = document.createElement({ choice: "select", text: "textarea" }[column.kind] ?? "input");
  input.className = "editor";
  input.setAttribute("aria-label", column.label);
  if (column.kind === "choice") {
    for (const [key, words_] of [["", ""], ...view.data.choices]) make("option", "", words_, input).value = key;
    input.addEventListener("change", () => done([0, 0], read()));
  }
  if (column.kind === "date") [input.type, input.max] = ["date", view.data.today];
  if (view.data.longest[column.name]) input.maxLength = view.data.longest[column.name];
  input.value = value;
  const read = () => (column.kind === "date" && !/^(\d{4}-\d\d-\d\d)?$/.test(input.value) ? undefined : input.value);
  input.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "Escape") done([0, 0]);
    else if (event.key === "Enter" && !event.shiftKey) done([1, 0], read());
    else if (event.key === "Tab") done([0, event.shiftKey ? -1 : 1], read());
    else return;
    event.preventDefault();
  });
  for (const kind of ["copy", "paste", "dblclick"]) input.addEventListener(kind, (event) => event.stopPropagation());
  input.addEventListener("blur", () => done(null, read()));
  return input;
}

// Cells of another table, put into those from here on to the right and down.
export function pasted(view, text) {
  const lines = text.replace(/\r/g, "").replace(/\n$/, "").split("\n");
  return lines.flatMap((line, r) =>
    line.split("\t").flatMap((given, c) => {
      const [row, i] = [view.at[0] + r, view.at[1] + c];
      const raw = i < view.data.columns.length ? understood(view, view.data.columns[i], given.trim()) : undefined;
      return raw === undefined ? [] : [[row, i, raw]];
    }),
  );
}

function understood(view, column, given) {
  if (column.kind === "check") return ["是", "✓", "TRUE", "true"].includes(given);
  if (column.kind === "choice") return given ? view.data.choices.find((each) => each.includes(given))?.[0] : null;
  if (column.kind === "date") {
    const day = given.match(/^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/)?.slice(1);
    return day ? [day[0], day[1].padStart(2, "0"), day[2].padStart(2, "0")].join("-") : undefined;
  }
  return given.slice(0, view.data.longest[column.name]);
}
