// What the parts around the drawing are made of.
export const SHAPES = {
  ellipse: "M8 1a7 7 0 1 0 .01 0z", hexagon: "M4.5 2h7L15 8l-3.5 6h-7L1 8z", diamond: "M8 0l8 8-8 8-8-8z",
  triangle: "M8 1l7.5 14h-15z", rectangle: "M1 2h14v12H1z", "round-rectangle": "M3 3h10q2 0 2 2v6q0 2-2 2H3q-2 0-2-2V5q0-2 2-2z",
  octagon: "M5 1h6l4 4v6l-4 4H5l-4-4V5z", tag: "M1 3h10l4 5-4 5H1z", barrel: "M3 2q5-2 10 0v12q-5 2-10 0z", vee: "M1 2l7 4 7-4-7 13z",
};

export function make(tag, attributes = {}, ...children) {
  const one = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") one.addEventListener(name, value);
    else if (value !== false) one.setAttribute(name, value === true ? "" : value);
  }
  one.append(...children);
  return one;
}
