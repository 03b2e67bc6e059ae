"""The grid of the ledger: lines with their lights, and cells that a person may change (`app/frontend/ledger.js`).

The browser has the rows that it shows, and asks for others as one scrolls; it shows a change at once and tells it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

import streamlit as st

from policygraph.app.frame import address
from policygraph.app.frame.component import component
from policygraph.app.gate import here
from policygraph.app.gate.rights import Right
from policygraph.app.ledger import acts, drafts
from policygraph.app.ledger.drafts import FIELDS, Wrong
from policygraph.app.ledger.items import Item
from policygraph.app.parts import pieces
from policygraph.app.parts.lights import COLOURS, standing
from policygraph.graph.ledgers.reports import STATES as REPORTED
from policygraph.graph.ledgers.standing import Line
from policygraph.model.ontology import ontology

KEY = "ledger-grid"
TASK = "task"  # the parameter of the address: whose history is open
FROM = "ledger-from"  # of this session: which grid asked for other rows, and from which on
HEARD = "ledger-heard"  # of this session: number of the last changes that were taken from the browser
PRINTED = ("standing", "task", "leads", "due_on", "share", "as_of", "text", "problem", "supports")  # columns on paper
AT_ONCE = 200  # rows that are sent together


class Column(NamedTuple):
    """`kind`: how it is shown and changed; `width`: in pixels; `order`: the one of `items.SORTS` that its head stands
    for."""

    name: str
    label: str
    width: int
    kind: str = "text"
    order: str = ""
    help: str = ""


COLUMNS = (
    Column("look", "历次", 50, "look"),
    Column("standing", "状态", 95, "light", "urgent"),
    Column("task", "任务", 210),
    Column("leads", "牵头单位", 140),
    Column("due_on", "到期日", 95, "date", "due"),
    Column("share", FIELDS["share"], 100, "number", "share", "六成写 60、60% 或 0.6"),
    Column("as_of", FIELDS["as_of"], 110, "date", "as-of", "这一行的进展截至哪一天；不改则为上面选的日期"),
    Column("reported", FIELDS["reported"], 105, "choice"),
    Column("text", FIELDS["text"], 240),
    Column("problem", FIELDS["problem"], 160),
    Column("confirmed", FIELDS["confirmed"], 90, "check", "", "办结的任务由督查人员确认后销号"),
    Column("ahead", "下一步", 160),
    Column("ground", "依据", 220),
    Column("due_basis", "时限依据", 110),
    Column("supports", "配合单位", 160),
    Column("place", "地方", 90),
    Column("policy", "政策", 260),
)
LONGEST = {"share": 20, "text": 1000, "problem": 500}  # characters that a cell takes


def heed(everything: Mapping[str, Item], day: date) -> None:
    """Take what was changed in the browser into `acts.held()`; `day`: of which it is told. What the browser tells is
    all that was changed since the grid began anew, each time with a number of its own."""
    edits = st.session_state.get(KEY, {}).get("edits")
    if not edits or edits["round"] != acts.turn() or edits["number"] == st.session_state.get(HEARD):
        return
    st.session_state[HEARD] = edits["number"]
    if not here.may(Right.enter):
        return
    for id_, cells in edits["cells"].items():
        if (item := everything.get(id_)) is None:
            continue
        before = acts.held().get(id_)
        draft = drafts.drafted(item, {name: raw for name, raw in cells.items() if name in FIELDS}, before, day)
        if draft is None:
            acts.held().pop(id_, None)
        elif before is None or before.said != draft.said:
            acts.held()[id_] = draft


def grid(
    some: Sequence[Item], which: str, order: str, today: date, changed: Iterable[tuple[Item, Wrong | None]]
) -> None:
    """`some` as a grid, in that order. `which`: another where other rows are shown or others stand in them; `order`: by
    what they are sorted; `changed`: what is changed and not entered, and what of it cannot be so."""
    asked = st.session_state.get(FROM, ("", 0))
    start = asked[1] if asked[0] == which and 0 <= asked[1] < len(some) else 0
    changed = list(changed)
    shown = {
        "version": which, "round": acts.turn(), "heard": st.session_state.get(HEARD, 0), "order": order,
        "may": sorted(FIELDS) if here.may(Right.enter) else [], "longest": LONGEST, "today": today.isoformat(),
        "columns": [each._asdict() for each in COLUMNS], "colours": COLOURS, "task": st.query_params.get(TASK, ""),
        "choices": [[each, ontology().word("Progress.state", each)] for each in REPORTED],
        "total": len(some), "once": AT_ONCE, "from": start,
        "rows": [cells(each) for each in some[start : start + AT_ONCE]],
        "drafts": {item.line.id: drafted(item) for item, _ in changed},
        "wrong": {item.line.id: {wrong.column: wrong.words} for item, wrong in changed if wrong},
    }  # fmt: skip
    answer = component("ledger")(key=KEY, data=shown, on_rows_change=partial(_remember, which), on_look_change=_look,
                                 on_order_change=lambda: None, on_edits_change=lambda: None)  # fmt: skip
    pieces.on_paper([_on_paper(each) for each in some[: pieces.ON_PAPER + 1]], KEY)
    if answer.order is not None and answer.order != order:
        address.put("order", [answer.order])
        st.rerun()


def _on_paper(item: Item) -> dict[str, Any]:
    """What stands in a row that is printed: what people read in a meeting."""
    said = dict(zip([each.name for each in COLUMNS], cells(item)[1:], strict=True))
    light, _ = said["standing"]
    return {
        each.label: light if each.name == "standing" else said[each.name] for each in COLUMNS if each.name in PRINTED
    }


def _remember(which: str) -> None:
    """From which row on the browser wants rows."""
    if isinstance(first := st.session_state[KEY]["rows"], int):
        st.session_state[FROM] = which, first


def _look() -> None:
    if isinstance(task := st.session_state[KEY]["look"], str):
        address.put(TASK, [task])


def cells(item: Item) -> list[Any]:
    """What stands in a row: its id, then as the columns have it."""
    line, now = item.line, item.standing
    said = in_cells(drafts.shown(item))
    return [
        line.id, "看", [standing(now.light, now.state), now.light], line.title, "、".join(line.leads),
        line.due_on and line.due_on.isoformat(), said["share"], said["as_of"], said["reported"], said["text"],
        said["problem"], said["confirmed"], item.ahead, now.ground, _basis(line), "、".join(line.supports),
        line.place or "", line.policy or "",
    ]  # fmt: skip


def _basis(line: Line) -> str:
    return ontology().word("Task.due_basis", line.due_basis) if line.due_basis else ""


def drafted(item: Item) -> dict[str, Any]:
    """What stands in the cells of a row that were changed."""
    return in_cells(acts.held()[item.line.id].said)


def in_cells(said: drafts.Said) -> dict[str, Any]:
    return {name: _in_cell(name, value) for name, value in said.items()}


def _in_cell(name: str, value: Any) -> Any:
    if value is None or name not in ("share", "as_of"):
        return value
    return drafts.in_words(name, value)
