"""Rows of ledgers of which nobody knows for sure which task they tell of: what people are asked."""

from __future__ import annotations

from typing import NamedTuple

from policygraph.graph.cypher.files import fixed
from policygraph.graph.ledgers.lines import lines_of
from policygraph.graph.ledgers.standing import Line
from policygraph.graph.stores.store import Read

ASKED = fixed(__package__, "asked")
PLANS = fixed(__package__, "plans-told-of")


class Asked(NamedTuple):
    """What a ledger (`document`, called `source`) says in a `row`, and the tasks of which that may be, the likeliest
    first. `id`: of its Progress."""

    id: str
    row: str
    words: str
    state: str | None
    share: float | None
    as_of: str | None
    problem: str | None
    document: str
    source: str
    start: int
    end: int
    tasks: tuple[Line, ...]


def asked(read: Read) -> list[Asked]:
    """The rows on which nobody has decided, ledger by ledger."""
    rows = list(read(ASKED))
    if not rows:
        return []
    tasks = {each.id: each for each in lines_of(read, sorted({id_ for row in rows for id_ in row["perhaps"]}))}
    return [
        Asked(
            row["id"], row["row"], row["words"], row["state"], row["share"], row["as_of"], row["problem"],
            row["document"], row["source"], row["start"], row["end"],
            tuple(tasks[id_] for id_ in row["perhaps"] if id_ in tasks),
        )
        for row in rows
    ]  # fmt: skip


def plans_told_of(read: Read, ledger: str) -> list[str]:
    """The documents (ids) of whose tasks a ledger tells, in the order of their names."""
    return [str(row["id"]) for row in read(PLANS, {"ledger": ledger})]
