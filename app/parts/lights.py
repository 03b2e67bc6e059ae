"""The lights of the ledger as every page shows them: beside each colour a mark and a word, for who does not tell
colours apart."""

from __future__ import annotations

from datetime import date

from policygraph.app.frame import data
from policygraph.graph.ledgers.lines import lines_of
from policygraph.graph.ledgers.standing import LIGHTS, STATES, Light, State, stand
from policygraph.services.ledgers import entering

MARKS: dict[Light, str] = {"red": "▲", "yellow": "◆", "blue": "●", "green": "✓", "grey": "○"}
COLOURS: dict[Light, str] = {
    "red": "var(--pg-red)", "yellow": "var(--pg-yellow)", "blue": "var(--pg-blue)", "green": "var(--pg-green)",
    "grey": "var(--pg-muted)",
}  # fmt: skip
"""Of marks and words (app/frame/style.py)."""
COLOURED: dict[Light, str] = {
    "red": ":red[▲]", "yellow": ":orange[◆]", "blue": ":blue[●]", "green": ":green[✓]", "grey": ":gray[○]",
}  # fmt: skip
"""Marks for where Streamlit renders Markdown."""
FIRST: tuple[Light, ...] = ("red", "yellow", "blue", "grey", "green")
"""What needs a look first."""


def standing(light: Light, state: State) -> str:
    """
    >>> standing("red", "overdue")
    '▲ 逾期'
    """
    return f"{MARKS[light]} {STATES[state]}"


def in_words(light: Light, state: State) -> str:
    """With the name of the colour, for tables that have none.

    >>> in_words("red", "overdue")
    '▲红 逾期'
    """
    return f"{MARKS[light]}{LIGHTS[light]} {STATES[state]}"


def of_task(task: str) -> str:
    """How the task of that id stands today, and why; empty where there is none."""
    reader = data.store()
    for line in lines_of(reader.read, [task]) if reader else ():
        now = stand(line, date.today(), entering.rules(data.place()))
        return f"{standing(now.light, now.state)}：{now.ground}"
    return ""
