// Tiles instead of a map: provinces where they lie, or places in groups; the darker the more, and each says its number.
//
// data: grid (code, short, name, x, y, places, words, why, step), groups (title; tiles with id, name, words, why, step),
// legend and under, what the colours of the grid and of the groups mean. Answers: province, place, the one pressed.
import { make } from "./lib/make.js";

export default function ({ data, parentElement, setTriggerValue }) {
  const held = parentElement.activeElement?.dataset?.at; // who moves with the keyboard stays there
  let map = parentElement.querySelector(".map");
  if (!map) map = make("div", "map", "", parentElement);
  map.replaceChildren();
  if (data.grid.length) {
    map.append(legend(data.legend));
    const grid = make("div", "grid", "", map);
    grid.setAttribute("role", "group");
    grid.setAttribute("aria-label", "各省，按大致的方位");
    for (const tile of data.grid) {
      const one = tile.places ? pressable(tile, tile.short, tile.code, `${tile.places} 个地方，点开看`) : bare(tile);
      one.style.gridColumn = tile.x + 1;
      one.style.gridRow = tile.y + 1;
      if (tile.places) one.addEventListener("click", () => setTriggerValue("province", tile.code));
      grid.append(one);
    }
  }
  const meaning = data.grid.length ? data.under : data.legend;
  if (data.groups.length && meaning.length) map.append(legend(meaning));
  const groups = make("div", "groups", "", map);
  for (const group of data.groups) {
    const box = make("section", "", "", groups);
    make("h2", "", group.title, box);
    const flow = make("div", "flow", "", box);
    for (const tile of group.tiles) {
      const one = pressable(tile, tile.name, tile.id, "点开看清单");
      one.addEventListener("click", () => setTriggerValue("place", tile.id));
      flow.append(one);
    }
  }
  if (held) map.querySelector(`[data-at="${held}"]`)?.focus();
}

function pressable(tile, name, at, does) {
  const one = make("button", tile.step === null ? "tile none" : `tile step${tile.step}`);
  one.dataset.at = at;
  make("span", "name", name, one);
  make("span", "words", tile.words, one);
  one.title = [`${tile.name}：${tile.words}`, tile.why, does].filter(Boolean).join("；");
  one.setAttribute("aria-label", one.title);
  return one;
}

function bare(tile) {
  const one = make("div", "tile empty");
  make("span", "name", tile.short, one);
  one.title = `${tile.name}：图里没有`;
  return one;
}

function legend(words) {
  const line = make("p", "legend");
  words.forEach((each, i) => {
    make("span", `mark step${i}`, "", line);
    make("span", "", each, line);
  });
  make("span", "mark none", "", line);
  make("span", "", "没有数，或不能放在一起比", line);
  return line;
}
