"""The grid of the ledger: lines with their lights, and cells that a person may change."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from policygraph.app.frame import address
from policygraph.app.gate import here
from policygraph.app.gate.rights import Right
from policygraph.app.ledger import acts, drafts
from policygraph.app.ledger.drafts import FIELDS, Draft
from policygraph.app.ledger.items import Item
from policygraph.app.parts.lights import COLOURS, standing
from policygraph.graph.ledgers.reports import STATES as REPORTED
from policygraph.graph.ledgers.standing import LIGHTS, STATES
from policygraph.model.ontology import ontology

TASK = "task"  # the parameter of the address: whose history is open
SHOWN = "ledger-shown"  # of this session: the grid's key, and what was changed when it was first drawn
HEIGHT, ROW_HEIGHT, FEW = 560, 35, 14  # pixels; rows up to which it is only as high as it must be
DAYS, WORDS = (
    ("due_on", "as_of"),
    ("task", "leads", "share", "reported", "text", "problem", "ground", "supports", "place", "policy"),
)
COLUMNS = (
    "look", "standing", "task", "leads", "due_on", "share", "as_of", "reported", "text", "problem", "confirmed",
    "ground", "supports", "place", "policy",
)  # fmt: skip
LABELS = {standing(light, state): COLOURS[light] for state in STATES for light in LIGHTS}


def grid(some: Sequence[Item], on: date, today: date) -> None:
    """`some` as a grid, in that order. What a person changes in it is in `acts.held()`."""
    if not here.may(Right.enter):
        st.dataframe(frame(some, {}), key="ledger-look", hide_index=False, height=_height(some), placeholder="",
                     column_config=_columns(some, today))  # fmt: skip
        return
    key = _key(some, on)
    before: dict[str, Draft] = st.session_state[SHOWN][1]
    st.data_editor(
        frame(some, before), key=key, hide_index=False, height=_height(some), num_rows="fixed", placeholder="",
        disabled=[name for name in _columns(some, today) if name not in FIELDS], column_config=_columns(some, today),
    )  # fmt: skip
    _collect(some, before, st.session_state[key]["edited_rows"], min(on, today))


def _key(some: Sequence[Item], on: date) -> str:
    """Another key where other rows are shown, or others stand in them: then the cells hold what is kept here, for the
    browser has what was changed by the numbers of rows."""
    what = [str(on), str(acts.turn()), *(f"{each.line.id}{each.standing}{each.text}" for each in some)]
    key = f"ledger-grid-{hashlib.sha256(chr(0).join(what).encode()).hexdigest()[:16]}"
    if st.session_state.get(SHOWN, ("", {}))[0] != key:
        st.session_state[SHOWN] = key, dict(acts.held())
    return key


def _collect(
    some: Sequence[Item], before: Mapping[str, Draft], edited: Mapping[int, Mapping[str, Any]], day: date
) -> None:
    """What is changed in the rows that are shown; of those that are not, it stays."""
    for number, cells in edited.items():
        item = some[int(number)]
        id_ = item.line.id
        changed = {name: raw for name, raw in cells.items() if name in FIELDS}
        draft = drafts.drafted(item, changed, before.get(id_), day)
        if draft is None:
            acts.held().pop(id_, None)
        elif id_ not in acts.held() or acts.held()[id_].said != draft.said:
            acts.held()[id_] = draft


def frame(some: Sequence[Item], changed: Mapping[str, Draft]) -> pd.DataFrame:
    """The cells, with what is changed in them."""
    cells = [_cells(each, changed.get(each.line.id)) for each in some]
    made = pd.DataFrame(cells, index=range(1, len(some) + 1), columns=COLUMNS)
    words = dict.fromkeys(WORDS, "string")
    days = dict.fromkeys(DAYS, "datetime64[s]")
    return made.astype({"confirmed": "bool", **words, **days})


def _cells(item: Item, draft: Draft | None) -> dict[str, Any]:
    line, now = item.line, item.standing
    said = drafts.shown(item) | (draft.said if draft else {})
    share = None if said["share"] is None else drafts.in_words("share", said["share"])
    return {
        "look": "看", "standing": [standing(now.light, now.state)], "task": line.title, "leads": "、".join(line.leads),
        "due_on": line.due_on, **said, "share": share, "ground": now.ground, "supports": "、".join(line.supports),
        "place": line.place or "", "policy": line.policy or "",
    }  # fmt: skip


def _columns(some: Sequence[Item], today: date) -> dict[str, Any]:
    of = st.column_config
    labels = {standing(each.standing.light, each.standing.state) for each in some}
    used = [label for label in LABELS if label in labels]
    return {
        "look": of.ButtonColumn("历次", width=50, pinned=True, type="tertiary", key="ledger-look-at", on_click=_look,
                                args=(some,)),
        "standing": of.MultiselectColumn("状态", width=95, pinned=True, options=used,
                                         color=[LABELS[label] for label in used]),
        "task": of.TextColumn("任务", width=210, pinned=True),
        "leads": of.TextColumn("牵头单位", width=140),
        "due_on": of.DateColumn("到期日", width=95, format="YYYY-MM-DD"),
        # Of words: the browser makes another number of one that is out of bounds, or of a sign that it does not take.
        "share": of.TextColumn(FIELDS["share"], width=100, max_chars=20, help="六成写 60、60% 或 0.6"),
        "as_of": of.DateColumn(FIELDS["as_of"], width=100, max_value=today, format="YYYY-MM-DD",
                               help="这一行的进展截至哪一天；不改则为上面选的日期"),
        "reported": of.SelectboxColumn(FIELDS["reported"], width=105, options=list(REPORTED),
                                       format_func=lambda each: ontology().word("Progress.state", str(each))),
        "text": of.TextColumn(FIELDS["text"], width=240, max_chars=1000),
        "problem": of.TextColumn(FIELDS["problem"], width=160, max_chars=500),
        "confirmed": of.CheckboxColumn(FIELDS["confirmed"], width=105, help="办结的任务由督查人员确认后销号"),
        "ground": of.TextColumn("依据", width=220),
        "supports": of.TextColumn("配合单位", width=160),
        "place": of.TextColumn("地方", width=90),
        "policy": of.TextColumn("政策", width=260),
    }  # fmt: skip


def _height(some: Sequence[Item]) -> int:
    return ROW_HEIGHT * (len(some) + 1) + 3 if len(some) <= FEW else HEIGHT


def _look(some: Sequence[Item]) -> None:
    click = st.session_state["ledger-look-at"]
    if click and 0 <= click["row"] < len(some):
        address.put(TASK, [some[click["row"]].line.id])
