// Buttons that copy an address, or words and an address, and that print. What was copied is shown, so that it can be
// taken by hand where a browser forbids the rest.
import { address } from "./lib/links.js";

const SHOWN = 2_000; // milliseconds for which a button says that it is done

export default function ({ data, parentElement }) {
  let line = parentElement.querySelector(".share");
  if (!line) {
    line = document.createElement("div");
    line.className = "share";
    parentElement.append(line);
  }
  const version = JSON.stringify(data);
  if (line.dataset.version === version) return;
  line.dataset.version = version;
  const out = document.createElement("textarea");
  out.readOnly = true;
  out.hidden = true;
  out.setAttribute("aria-label", "已复制的内容");
  const buttons = data.buttons.map((each) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = each.words;
    button.title = each.help;
    button.onclick = () => (each.print ? window.print() : copy(each, data.base, button, out));
    return button;
  });
  line.replaceChildren(...buttons, out);
}

async function copy(each, base, button, out) {
  const text = [each.text, address(each.link, base)].filter(Boolean).join("\n");
  out.value = text;
  out.rows = Math.min(6, text.split("\n").length + Math.ceil(text.length / 60));
  out.hidden = false;
  let done = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Over plain http from another machine there is no clipboard but this one.
    out.select();
    done = document.execCommand("copy");
  }
  button.textContent = done ? "已复制" : "请按 Ctrl+C";
  if (!done) out.select();
  setTimeout(() => (button.textContent = each.words), SHOWN);
}
