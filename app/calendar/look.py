"""How the days look: a grid that stays one on a telephone, where a day shows its lights and not the names."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Sequence

import streamlit as st

from policygraph.app.calendar.grid import DAYS
from policygraph.app.parts.lights import MARKS
from policygraph.graph.ledgers.due import Due, title
from policygraph.graph.ledgers.standing import LIGHTS, STATES

CSS = """
<style>
.st-key-calendar-month [data-testid="stHorizontalBlock"], .pg-weekdays {
  display: grid; grid-template-columns: repeat(7, minmax(0, 1fr)); gap: 4px; }
.st-key-calendar-month [data-testid="stColumn"] { width: auto; min-width: 0; }
.st-key-calendar-month, .st-key-calendar-month [data-testid="stVerticalBlock"] { gap: 4px; }
.pg-weekdays { color: #5f6b76; font-size: .85rem; text-align: center; }
[class*="st-key-calendar-inside-"], [class*="st-key-calendar-outside-"], [class*="st-key-calendar-today-"] {
  border: 1px solid #e3e8ec; border-radius: 8px; padding: 4px; gap: 2px !important; }
.st-key-calendar-month [class*="st-key-calendar-inside-"], .st-key-calendar-month [class*="st-key-calendar-outside-"],
.st-key-calendar-month [class*="st-key-calendar-today-"] { min-height: 6.4rem; }
[class*="st-key-calendar-outside-"] { background: #f6f8fa; opacity: .75; }
[class*="st-key-calendar-today-"] { border-color: #0072B2; box-shadow: 0 0 0 1px #0072B2; }
[class*="st-key-calendar-day-"] button { min-height: 0; padding: 1px 4px; justify-content: flex-start; }
[class*="st-key-calendar-day-"] button > div { justify-content: flex-start; width: 100%; }
[class*="st-key-calendar-day-"] button p { font-size: .85rem; white-space: nowrap; }
.pg-day { color: #5f6b76; font-size: .85rem; padding: 2px 5px; }
.pg-dues { list-style: none; margin: 0; padding: 0 !important; font-size: .8rem; line-height: 1.45; }
.pg-dues li {
  margin: 0 !important; padding: 0 2px; font-size: .8rem;
  overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
.st-key-calendar-week .pg-dues li { white-space: normal; margin-bottom: 3px; overflow-wrap: anywhere; }
.pg-dues .more { color: #5f6b76; }
.pg-dots { display: none; font-size: .75rem; line-height: 1.3; }
.pg-dots span { display: block; white-space: nowrap; }
.pg-red { color: #B3261E; } .pg-yellow { color: #8A5A00; } .pg-blue { color: #005A8D; } .pg-green { color: #00694C; }
.pg-grey { color: #5f6b76; }
.pg-lights { color: #5f6b76; font-size: .85rem; }
.pg-lights span { margin-right: .9em; white-space: nowrap; }
@media (max-width: 640px) {
  [data-testid="stMainBlockContainer"]:has(.st-key-calendar-bar) { padding: 4.2rem .6rem 2rem; }
  .st-key-calendar-month .pg-dues { display: none; }
  .st-key-calendar-month .pg-dots { display: block; }
  .st-key-calendar-month [data-testid="stHorizontalBlock"], .pg-weekdays { gap: 2px; }
  .st-key-calendar-month [class*="st-key-calendar-inside-"], .st-key-calendar-month [class*="st-key-calendar-outside-"],
  .st-key-calendar-month [class*="st-key-calendar-today-"] { min-height: 4.2rem; padding: 1px; }
  .st-key-calendar-month [class*="st-key-calendar-day-"] button { padding: 0 1px; overflow: hidden; }
  .st-key-calendar-month [class*="st-key-calendar-day-"] button p { font-size: .7rem; letter-spacing: -.02em; }
}
</style>
"""
WEEKDAYS = f'<div class="pg-weekdays">{"".join(f"<div>{day}</div>" for day in DAYS)}</div>'
LEGEND = f"""<div class="pg-lights">灯色：{
    "".join(f'<span class="pg-{light}">{MARKS[light]} {word}</span>' for light, word in LIGHTS.items())
}（某一步到期的，灯是整项任务的）</div>"""


def listed(dues: Sequence[Due], most: int) -> None:
    """The first of what falls due on a day, each with its light; on a narrow screen how many have which."""
    lines = [
        f'<li class="pg-{html.escape(due.light)}" title="{html.escape(_said(due))}">{MARKS[due.light]} '
        f"{html.escape(title(due))}</li>"
        for due in dues[:most]
    ]
    if len(dues) > most:
        lines.append(f'<li class="more">还有 {len(dues) - most:d} 项</li>')
    counts = Counter(due.light for due in dues)
    lights = [
        f'<span class="pg-{html.escape(light)}">{MARKS[light]}{counts[light]:d}</span>'
        for light in LIGHTS
        if counts[light]
    ]
    st.html(f'<ul class="pg-dues">{"".join(lines)}</ul><div class="pg-dots">{"".join(lights)}</div>')


def _said(due: Due) -> str:
    whose = f"（{'、'.join(due.leads)}牵头）" if due.leads else ""
    return f"{STATES[due.state]}：{due.task}{whose}"


def empty_day(name: str) -> None:
    st.html(f'<div class="pg-day">{html.escape(name)}</div>')
