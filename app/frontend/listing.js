// A table of words and links, all of it in the page: it can be read aloud, searched and printed.
// `rows`: a cell is a list of parts, each words, or a link.
import { anchor } from "./lib/links.js";

const SHORT = 11; // characters that stay on one line: dates, places, states

export default function ({ data, parentElement, setTriggerValue }) {
  let box = parentElement.querySelector(".listing");
  if (!box) {
    box = document.createElement("div");
    box.className = "listing";
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    parentElement.append(box);
  }
  box.setAttribute("aria-label", data.label);
  if (box.dataset.version === data.version) return;
  box.dataset.version = data.version;
  const go = (way) => setTriggerValue("go", way);
  const table = document.createElement("table");
  const head = table.createTHead().insertRow();
  for (const heading of data.headings) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = heading;
    head.append(cell);
  }
  const body = table.createTBody();
  for (const row of data.rows) {
    const line = body.insertRow();
    row.forEach((parts, number) => {
      const cell = line.insertCell();
      cell.dataset.heading = data.headings[number];
      parts.forEach((part, nth) => {
        if (nth) cell.append("、");
        cell.append(part.page ? anchor(part, data.base, go) : part.words);
      });
      cell.classList.toggle("short", cell.textContent.length <= SHORT);
    });
  }
  box.replaceChildren(table);
}
