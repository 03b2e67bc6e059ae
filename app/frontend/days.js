// The days of the calendar: a month or a week, and on each day what falls due. A day is a button that opens it.
//
// data: view, weekdays, weeks (days with day, name, where, opened, number, lines of light, mark, words and what is said of
// them, more, lights of light and words). Answers: day, the one that was pressed.
import { make } from "./lib/make.js";

export default function ({ data, parentElement, setTriggerValue }) {
  const held = parentElement.activeElement?.dataset?.day; // who moves with the keyboard stays there
  let days = parentElement.querySelector(".days");
  if (!days) days = make("div", "days", "", parentElement);
  days.classList.toggle("month", data.view === "month");
  const drawn = data.weeks.map((week) => {
    const row = make("div", "week");
    for (const day of week) row.append(drawnDay(day, setTriggerValue));
    return row;
  });
  if (data.view === "month") {
    const names = make("div", "week names");
    for (const name of data.weekdays) make("div", "", name, names);
    drawn.unshift(names);
  }
  days.replaceChildren(...drawn);
  if (held) days.querySelector(`[data-day="${held}"]`)?.focus();
}

function drawnDay(day, send) {
  const cell = make("div", `day ${day.where}`);
  if (!day.number) {
    make("div", "name", day.name, cell);
    return cell;
  }
  const button = make("button", day.opened ? "opened" : "", "", cell);
  button.dataset.day = day.day;
  button.setAttribute("aria-pressed", String(day.opened));
  make("b", "", day.name, button);
  button.append(` · ${day.number} 项`);
  button.addEventListener("click", () => send("day", day.day));
  const list = make("ul", "pg-dues", "", cell);
  for (const [light, mark, words, said] of day.lines) make("li", light, `${mark} ${words}`, list).title = said;
  if (day.more) make("li", "more", `还有 ${day.more} 项`, list);
  const dots = make("div", "pg-dots", "", cell);
  for (const [light, words] of day.lights) make("span", light, words, dots);
  return cell;
}
