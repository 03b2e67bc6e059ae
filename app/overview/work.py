"""What there is to do in the context: of a bureau, of a place, or of all; each number with the tasks behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

import streamlit as st

from policygraph.app.frame import context, data, ledger_lines
from policygraph.app.frame.context import Context
from policygraph.app.parts.things import aims, tasks
from policygraph.graph.asking.catalog import Column
from policygraph.graph.figures import reached
from policygraph.graph.ledgers.bureau import COUNTS, LEADS, SOON, SUPPORTS
from policygraph.graph.ledgers.standing import Line, Rules, Standing, begun, counted, stand, there
from policygraph.graph.stores.store import Row
from policygraph.services.ledgers import entering

TASKS = (
    Column("standing", "状态"), Column("task", "任务"), Column("due_on", "到期日或时限"), Column("leads", "牵头"),
    Column("supports", "配合"), Column("share", "完成比例"), Column("as_of", "进展截至"), Column("problem", "存在问题"),
    Column("ground", "依据"), Column("policy", "政策"), Column("place", "地方"),
)  # fmt: skip


class Stands(NamedTuple):
    line: Line
    standing: Standing


class Work(NamedTuple):
    """`tasks`: those that the number counts."""

    title: str
    tasks: tuple[Stands, ...]


def of_context(on: date) -> dict[str, Work]:
    """By the name that stands in the address: of a bureau also what it leads and supports, else what nobody leads."""
    rules = entering.rules(data.place())
    return _work(data.place(), data.version(), on, context.now(), repr(rules), rules)


@st.cache_resource(show_spinner=False, max_entries=16, ttl=1800)
def _work(where: str | None, seen: str, on: date, now: Context, by: str, _rules: Rules) -> dict[str, Work]:
    lines = counted(begun(there(_within(now), on), on))
    found = [Stands(line, stand(line, on, _rules)) for line in lines if line.policy_id or line.leads or line.told]
    found.sort(key=lambda each: (each.line.due_on or date.max, each.line.position))
    return {name: Work(title, tuple(filter(counts, found))) for name, (title, counts) in _kinds(now, on).items()}


def _kinds(now: Context, on: date) -> dict[str, tuple[str, Callable[[Stands], bool]]]:
    """By name the title, and which tasks count."""

    def counts(kind: str) -> Callable[[Stands], bool]:
        return lambda each: COUNTS[kind](each.line, each.standing, on)

    kinds: dict[str, tuple[str, Callable[[Stands], bool]]] = {
        "soon": (f"{SOON} 天内到期", counts("soon")),
        "late": ("已经逾期", counts("late")),
        "behind": ("滞后", counts("behind")),
    }
    if now.bureau:
        kinds["leads"] = LEADS, lambda each: now.bureau in each.line.leads
        kinds["supports"] = SUPPORTS, lambda each: now.bureau not in each.line.leads
    else:
        kinds["going"] = "在办", counts("going")
        kinds["nobody"] = "在办，无人牵头", lambda each: counts("going")(each) and not each.line.leads
    return {**kinds, "finished": ("办结、销号", counts("finished"))}


def _within(now: Context) -> list[Line]:
    """The lines of the context; of its year those that are for it, as of a plan for it that names no day."""
    return [
        line for line in ledger_lines.every_line()
        if (not now.place or line.place == now.place)
        and (not now.bureau or now.bureau in (*line.leads, *line.supports))
        and (not now.policy or line.policy_id == now.policy)
        and (not now.year or str(ledger_lines.year_of(line)) == now.year)
    ]  # fmt: skip


def rows(work: Work) -> list[Row]:
    """Under `TASKS`."""
    return [
        {**tasks.standing_row(each.line, each.standing), "place": each.line.place, "evidence": each.line.text}
        for each in work.tasks
    ]


def figures(work: Sequence[Work], on: date) -> list[Row]:
    """Of the tasks of these, under `aims.FIGURES`; kept until the graph changes."""
    lines = list({each.line.id: each.line for some in work for each in some.tasks}.values())
    found = data.made(f"figures of {sorted(line.id for line in lines)}", lambda store: reached.find(store.read, lines))
    return aims.rows(found, on) if found else []
