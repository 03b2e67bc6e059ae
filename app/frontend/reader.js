// A document's text in a box of its own, with marks; scrolls to the one that is in focus, and to others when asked.

export default function ({ data, parentElement }) {
  let box = parentElement.querySelector(".reader");
  if (!box) {
    box = document.createElement("div");
    box.className = "reader";
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    parentElement.append(box);
  }
  box.setAttribute("aria-label", data.label);
  box.style.maxHeight = `${data.height}px`;
  box.classList.toggle("whole", Boolean(data.whole));
  if (box.dataset.version !== data.version) {
    box.replaceChildren(...data.pieces.map(element));
    box.dataset.version = data.version;
    box.dataset.focus = "";
  }
  const focused = box.querySelector(".focus");
  if (focused && box.dataset.focus !== data.focus) {
    // Not scrollIntoView, which would move the page too. After a frame: the box may not have its size yet.
    requestAnimationFrame(() => {
      box.scrollTop = Math.max(0, focused.offsetTop - box.offsetTop - box.clientHeight / 3);
    });
    box.dataset.focus = data.focus;
  }
}

function element([text, kinds, notes]) {
  if (!kinds.length) return document.createTextNode(text);
  const mark = document.createElement("mark");
  mark.textContent = text;
  mark.className = kinds.join(" ");
  if (notes.length) mark.title = notes.join("\n");
  return mark;
}
