// The picture of a chain: columns of cards by level, connectors between them, each with the ground it rests on.

const CARDS = 12; // in a column before 更多
const GAP = 92; // between columns, as in the style sheet
const LOOP = 26; // how far a connector within a column swings out
const LANES = 8; // above the cards, for connectors that pass columns
const LANE = 8; // between two of them
const APART = 22; // between labels
const PAPER = "1030px"; // of A4 on its side
const SVG = "http://www.w3.org/2000/svg";

const element = (tag, className = "", text = "") => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
};

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const state = (parentElement.__pg ??= create(parentElement));
  state.send = setTriggerValue;
  state.update(data);
}

function create(parent) {
  const root = element("div", "trace");
  parent.append(root);
  const state = { data: null, drawn: "", whole: new Set(), cards: new Map(), links: [] };
  state.update = (data) => {
    const shape = JSON.stringify({ ...data, selected: null });
    const before = state.data;
    if (before && before.start !== data.start) state.whole.clear();
    state.data = data;
    if (shape !== state.drawn) build(root, state);
    state.drawn = shape;
    select(state);
    if (before && data.selected && data.selected !== before.selected) reveal(parent);
  };
  new ResizeObserver(() => connect(state)).observe(root);
  // Paper has another width, and no time to connect the cards anew: they take it before.
  addEventListener("beforeprint", () => paper(root, state, PAPER));
  addEventListener("afterprint", () => paper(root, state, ""));
  document.fonts?.ready.then(() => connect(state));
  return state;
}

function paper(root, state, width) {
  root.style.width = width;
  connect(state);
}

// What was clicked is told below the picture: brought into view, without leaving the picture.
function reveal(parent) {
  const host = parent.host ?? parent;
  setTimeout(() => {
    const details = host.ownerDocument.querySelector(".st-key-trace-details");
    if (!details) return;
    const hidden = details.getBoundingClientRect().bottom - window.innerHeight;
    if (hidden > 0) details.scrollIntoView({ block: details.clientHeight > window.innerHeight ? "start" : "end", behavior: "smooth" });
  }, 350);
}

function build(root, state) {
  const focused = root.getRootNode().activeElement?.dataset?.key;
  const { data } = state;
  state.cards.clear();
  const board = element("div", "board");
  const columns = element("div", "columns");
  const guessed = new Set();
  const stated = new Set([data.start]);
  for (const link of data.links) for (const key of [link.lower, link.upper]) (link.kind === "guess" ? guessed : stated).add(key);
  data.columns.forEach((column, i) => columns.append(drawColumn(column, i, state, (key) => guessed.has(key) && !stated.has(key))));
  state.svg = document.createElementNS(SVG, "svg");
  state.svg.setAttribute("aria-hidden", "true");
  state.labels = element("div");
  board.append(state.svg, columns, state.labels);
  state.board = board;
  const scroll = element("div", "scroll");
  scroll.setAttribute("role", "group");
  scroll.setAttribute("aria-label", "溯源图：从左到右由下级到上级");
  scroll.append(board);
  root.replaceChildren(legend(data), scroll);
  state.links = data.links.map((link) => drawLink(link, state));
  connect(state);
  if (focused) root.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

const look = (link) => (link.weak ? "weak" : link.kind);

function legend(data) {
  const words = { cited: "原文写明依据", forwards: "转发", aligned: "图中已记的对应", weak: "已记而把握不大的对应", guess: "未入图，按文字相近推测" };
  const key = element("div", "key");
  for (const [kind, text] of Object.entries(words)) {
    if (!data.links.some((link) => look(link) === kind)) continue;
    const entry = element("span");
    entry.append(element("i", kind), text);
    key.append(entry);
  }
  return key;
}

function drawColumn(column, index, state, isGuessed) {
  const section = element("section", "column");
  section.setAttribute("aria-label", column.title);
  const heading = element("h2", "", column.title);
  section.append(heading);
  if (!column.groups.length) section.append(element("p", "none", "图里没有这一级的相关政策"));
  else heading.append(element("span", "", `${column.groups.length} 项政策`));
  let cards = 0;
  let hidden = 0;
  const whole = state.whole.has(index);
  for (const group of column.groups) {
    const size = 1 + group.measures.length;
    if (!whole && cards && cards + size > CARDS) hidden += 1;
    else {
      const room = whole ? Infinity : Math.max(CARDS - cards - 1, 1);
      section.append(drawGroup(group, index, room, state, isGuessed));
      cards += size;
    }
  }
  if (hidden) section.append(more(`更多（还有 ${hidden} 项政策）`, index, state));
  return section;
}

function more(text, index, state) {
  const button = element("button", "more", text);
  button.onclick = () => {
    state.whole.add(index);
    build(state.board.closest(".trace"), state);
    select(state);
  };
  return button;
}

function drawGroup(group, index, room, state, isGuessed) {
  const { start } = state.data;
  const box = element("div", "group");
  if (group.policy) {
    const card = drawCard(group.policy, "policy", index, state);
    if (group.place) card.append(element("span", "place", group.place));
    if (group.policy.key === start) card.prepend(element("span", "flag", "起点"));
    card.append(element("span", "title", group.policy.title));
    card.title = group.policy.title;
    if (group.policy.number) card.append(element("span", "number", group.policy.number));
    if (group.policy.note) card.append(element("span", "note", group.policy.note));
    box.append(card);
    if (group.policy.note.startsWith("仅见")) box.classList.add("pale");
    if (group.policy.note.startsWith("已废止")) box.classList.add("annulled");
  } else box.append(element("p", "none", group.place));
  if (group.policy?.key === start || group.measures.some((each) => each.key === start)) box.classList.add("own");
  if (!group.measures.length) return box;
  const list = element("div", "measures");
  if (group.measures[0].pick) list.append(element("p", "hint", "选一项任务，看它从哪里来、变成了什么："));
  for (const measure of group.measures.slice(0, room)) {
    const card = drawCard(measure, "measure", index, state, group.policy?.key);
    if (measure.key === start) {
      card.classList.add("start");
      card.append(element("span", "flag", "起点"));
    }
    if (isGuessed(measure.key)) card.classList.add("guessed");
    card.append([measure.number, measure.title].filter(Boolean).join(" "));
    list.append(card);
  }
  const rest = group.measures.length - room;
  if (rest > 0) list.append(more(`更多（还有 ${rest} 项任务）`, index, state));
  box.append(list);
  return box;
}

function drawCard(content, kind, column, state, within) {
  const card = element("button", `card ${kind}`);
  card.dataset.key = content.key;
  card.onclick = () => state.send(content.pick ? "start" : "show", content.key);
  for (const event of ["mouseenter", "focus"]) card.addEventListener(event, () => light(state, [content.key]));
  for (const event of ["mouseleave", "blur"]) card.addEventListener(event, () => light(state, []));
  state.cards.set(content.key, { card, column, within, title: content.title });
  return card;
}

function drawLink(link, state) {
  const lower = state.cards.get(link.lower);
  const upper = state.cards.get(link.upper);
  if (!lower || !upper) return { link }; // behind 更多
  const path = document.createElementNS(SVG, "path");
  path.classList.add(link.kind, look(link));
  const label = element("button", `ground ${link.kind} ${look(link)}`, link.label);
  label.dataset.key = link.key;
  label.setAttribute("aria-label", `${lower.title}与${upper.title}的关系：${link.label}，看依据`);
  label.onclick = () => state.send("show", link.key);
  for (const event of ["mouseenter", "focus"]) label.addEventListener(event, () => light(state, [link.lower, link.upper], link));
  for (const event of ["mouseleave", "blur"]) label.addEventListener(event, () => light(state, []));
  state.svg.append(path);
  state.labels.append(label);
  return { link, path, label, lower, upper };
}

// Draw the connectors anew from where the cards are now.
function connect(state) {
  if (!state.board?.isConnected) return;
  const drawn = state.links.filter((each) => each.path);
  const lanes = [...new Set(drawn.filter(isFar).map(lane))];
  state.board.style.setProperty("--lanes", lanes.length % LANES || (lanes.length ? LANES : 0));
  const origin = state.board.getBoundingClientRect();
  state.svg.setAttribute("width", state.board.scrollWidth);
  state.svg.setAttribute("height", state.board.scrollHeight);
  const boxes = new Map();
  for (const [key, { card }] of state.cards) {
    const box = card.getBoundingClientRect();
    boxes.set(key, { left: box.left - origin.left, right: box.right - origin.left, middle: (box.top + box.bottom) / 2 - origin.top, height: box.height });
  }
  const top = Math.min(...[...state.board.querySelectorAll("h2")].map((each) => each.getBoundingClientRect().bottom - origin.top));
  const ends = anchors(drawn, boxes);
  const placed = drawn.map((each) => {
    const [y1, y2] = [ends.get(each).lower, ends.get(each).upper];
    const drawing = route(each, boxes, y1, y2, top, lanes.indexOf(lane(each)) % LANES);
    each.path.setAttribute("d", drawing.d);
    const atUpper = degree(drawn, "lower", each) > degree(drawn, "upper", each);
    return { each, ...(atUpper ? drawing.last : drawing.first) };
  });
  settle(placed);
  for (const { each, x, y } of placed) {
    each.label.style.left = `${x}px`;
    each.label.style.top = `${y}px`;
  }
}

const isFar = ({ lower, upper }) => Math.abs(upper.column - lower.column) > 1;
// Those that pass columns on their way to one card run together, above the cards.
const lane = ({ link }) => `${link.upper} ${link.kind}`;
const degree = (drawn, end, { link }) => drawn.filter((each) => each.link[end] === link[end]).length;

// At which height each connector meets its cards: side by side, in the order of where they come from; those of a lane
// reach their upper card as one.
function anchors(drawn, boxes) {
  const sides = new Map();
  for (const each of drawn)
    for (const [end, other] of [["lower", "upper"], ["upper", "lower"]]) {
      const key = `${each.link[end]} ${Math.sign(each[other].column - each[end].column)}`;
      const slot = isFar(each) && end === "upper" ? lane(each) : each;
      if (!sides.has(key)) sides.set(key, new Map());
      const side = sides.get(key);
      if (!side.has(slot)) side.set(slot, { end, rank: isFar(each) ? -Infinity : boxes.get(each.link[other]).middle, links: [] });
      side.get(slot).links.push(each);
    }
  const found = new Map(drawn.map((each) => [each, {}]));
  for (const side of sides.values()) {
    const slots = [...side.values()].sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
    slots.forEach(({ end, links }, i) => {
      for (const each of links) {
        const { middle, height } = boxes.get(each.link[end]);
        found.get(each)[end] = middle + (i - (slots.length - 1) / 2) * Math.min(12, (height - 12) / slots.length);
      }
    });
  }
  return found;
}

// The way of a connector, and where on it a label can stand near its first and near its last card.
function route(each, boxes, y1, y2, top, index) {
  const [a, b] = [boxes.get(each.link.lower), boxes.get(each.link.upper)];
  if (each.lower.column === each.upper.column) {
    const x = Math.min(a.left, b.left);
    const label = { x: x - LOOP * 0.75, y: (y1 + y2) / 2 };
    return { d: `M${a.left},${y1} C${x - LOOP},${y1} ${x - LOOP},${y2} ${b.left},${y2}`, first: label, last: label };
  }
  const way = each.lower.column < each.upper.column ? 1 : -1;
  const [x1, x2] = way > 0 ? [a.right, b.left] : [a.left, b.right];
  const [first, last] = [{ x: x1 + (way * GAP) / 2 }, { x: x2 - (way * GAP) / 2 }];
  if (isFar(each)) {
    const over = top + 9 + index * LANE;
    const [out, back] = [x1 + way * (GAP - 10 - index * 4), x2 - way * (GAP - 10 - index * 4)];
    const [r, up, down] = [6, Math.sign(over - y1) || 1, Math.sign(y2 - over) || 1];
    const d =
      `M${x1},${y1} H${out - way * r} Q${out},${y1} ${out},${y1 + up * r} V${over - up * r} Q${out},${over} ${out + way * r},${over} ` +
      `H${back - way * r} Q${back},${over} ${back},${over + down * r} V${y2 - down * r} Q${back},${y2} ${back + way * r},${y2} H${x2}`;
    return { d, first: { ...first, y: y1 }, last: { ...last, y: y2 } };
  }
  const bend = (way * GAP) / 2;
  // Where the curve is at 0.35 of its way from either card: near the one, so that one sees whose label it is.
  const [across, along] = [0.384 * (x2 - x1), 0.282 * (y2 - y1)];
  return {
    d: `M${x1},${y1} C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}`,
    first: { x: x1 + across, y: y1 + along },
    last: { x: x2 - across, y: y2 - along },
  };
}

// Labels that stand in one gap are moved apart.
function settle(placed) {
  placed.sort((a, b) => a.y - b.y);
  placed.forEach((one, i) => {
    for (const other of placed.slice(0, i))
      if (Math.abs(other.x - one.x) < 70 && one.y - other.y < APART) one.y = Math.max(one.y, other.y + APART);
  });
}

// Everything that leads up from a card and down from it.
function closure(state, keys, only) {
  const on = new Set(keys);
  const paths = new Set();
  const walk = (key, near, far) => {
    for (const each of state.links) {
      if (each.link[near] !== key || paths.has(each)) continue;
      paths.add(each);
      on.add(each.link[far]);
      walk(each.link[far], near, far);
    }
  };
  if (only) for (const each of state.links) if (each.link === only) paths.add(each);
  if (!only) for (const key of keys) walk(key, "lower", "upper");
  if (!only) for (const key of keys) walk(key, "upper", "lower");
  return { on, paths };
}

function light(state, keys, only) {
  // A measure that nothing is known of shows where its policy comes from.
  const alone = (key) => !only && !state.links.some(({ link }) => link.lower === key || link.upper === key);
  const { on, paths } = closure(state, keys.flatMap((key) => (alone(key) ? [key, state.cards.get(key)?.within] : [key])), only);
  state.board.classList.toggle("lit", keys.length > 0);
  const homes = new Set([...on].map((key) => state.cards.get(key)?.within));
  for (const [key, { card }] of state.cards) card.classList.toggle("on", on.has(key) || homes.has(key));
  for (const each of state.links) {
    each.path?.classList.toggle("on", paths.has(each));
    each.label?.classList.toggle("on", paths.has(each));
  }
}

function select(state) {
  const { selected } = state.data;
  for (const [key, { card }] of state.cards) card.setAttribute("aria-pressed", String(key === selected));
  for (const { link, label } of state.links) label?.setAttribute("aria-pressed", String(link.key === selected));
}
