// An element with a class and words, at the end of its parent. A button is one to press: it sends no form.

export function make(name, className, text, parent) {
  const element = document.createElement(name);
  if (name === "button") element.type = "button";
  if (className) element.className = className;
  if (text) element.textContent = text;
  parent?.append(element);
  return element;
}
