"""What the days say (`app/frontend/days.js` draws them), and the colours of their lights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from policygraph.app.parts.lights import MARKS
from policygraph.graph.ledgers.due import Due, title
from policygraph.graph.ledgers.standing import LIGHTS, STATES
from policygraph.graph.stores.store import Row

CSS = """
<style>
.pg-red { color: var(--pg-red); } .pg-yellow { color: var(--pg-yellow); }
.pg-blue { color: var(--pg-blue); } .pg-green { color: var(--pg-green); }
.pg-grey { color: var(--pg-muted); }
.pg-lights { color: var(--pg-muted); font-size: .85rem; }
.pg-lights span { margin-right: .9em; white-space: nowrap; }
@media (max-width: 640px) {
  [data-testid="stMainBlockContainer"]:has(.st-key-calendar-bar) { padding: 4.2rem .6rem 2rem; }
}
</style>
"""
LEGEND = f"""<div class="pg-lights">灯色：{
    "".join(f'<span class="pg-{light}">{MARKS[light]} {word}</span>' for light, word in LIGHTS.items())
}（某一步到期的，灯是整项任务的）</div>"""


def listed(dues: Sequence[Due], most: int) -> Row:
    """The first of what falls due on a day, each with its light; on a narrow screen how many have which."""
    counts = Counter(due.light for due in dues)
    return {
        "number": len(dues), "more": max(0, len(dues) - most),
        "lines": [[due.light, MARKS[due.light], title(due), _said(due)] for due in dues[:most]],
        "lights": [[light, f"{MARKS[light]}{counts[light]}"] for light in LIGHTS if counts[light]],
    }  # fmt: skip


def _said(due: Due) -> str:
    whose = f"（{'、'.join(due.leads)}牵头）" if due.leads else ""
    return f"{STATES[due.state]}：{due.task}{whose}"
