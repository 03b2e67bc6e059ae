"""Rows of ledgers that are no task's: of which nobody knows for sure which task they tell of, and which match none.

None of them is told of any task, nor is a task of its own, until a person says which it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from policygraph.graph.asking.catalog import Column
from policygraph.graph.cypher.files import fixed
from policygraph.graph.ledgers.lines import lines_of
from policygraph.graph.ledgers.standing import Line
from policygraph.graph.stores.store import Read, Row

ASKED = fixed(__package__, "asked")
UNDATED = fixed(__package__, "undated")
PLANS = fixed(__package__, "plans-told-of")


class Asked(NamedTuple):
    """What a ledger (`document`, called `source`) says in a `row`, and the tasks of which that may be, the likeliest
    first; none where nothing speaks for any of the plan. `id`: of its Progress; `place`: id of that whose ledger it is;
    `judged`: a person says that it is none."""

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
    place: str | None = None
    judged: bool = False

    @property
    def matched(self) -> bool:
        """Whether there are tasks of which it may tell."""
        return bool(self.tasks)


COLUMNS = [
    Column("row", "台账写的任务"), Column("why", "为什么没有算进来"), Column("state", "状态", of="Progress.state"),
    Column("share", "完成比例"), Column("as_of", "截至"), Column("words", "进展情况"), Column("problem", "存在问题"),
    Column("perhaps", "可能是"), Column("source", "台账"), Column("document", "文档编号", hidden=True),
    Column("start", "起", hidden=True), Column("end", "止", hidden=True), Column("id", "编号", hidden=True),
]  # fmt: skip
"""Of a table of these rows, as people take it away."""
UNSURE, UNMATCHED, NONE = "拿不准是哪一项任务", "和哪一项任务都对不上", "已判断不是方案里的任务"


def asked(read: Read) -> list[Asked]:
    """The rows on which nobody has decided, ledger by ledger."""
    return [each for each in apart(read) if not each.judged]


def apart(read: Read) -> list[Asked]:
    """All rows that are no task's, ledger by ledger, also those of which a person says that they are none."""
    rows = list(read(ASKED))
    if not rows:
        return []
    tasks = {each.id: each for each in lines_of(read, sorted({id_ for row in rows for id_ in row["perhaps"]}))}
    return [
        Asked(
            row["id"], row["row"], row["words"], row["state"], row["share"], row["as_of"], row["problem"],
            row["document"], row["source"], row["start"], row["end"],
            tuple(tasks[id_] for id_ in row["perhaps"] if id_ in tasks), row["place"],
            bool(row["judged"]) and not row["perhaps"],
        )
        for row in rows
    ]  # fmt: skip


def of_lines(rows: Iterable[Asked], lines: Sequence[Line]) -> list[Asked]:
    """Of the rows those of ledgers that tell of these tasks, or that may."""
    tasks = {each.id for each in lines}
    ledgers = {told.document for each in lines for told in each.told if told.document}
    return [row for row in rows if row.document in ledgers or not tasks.isdisjoint(task.id for task in row.tasks)]


def in_words(rows: Iterable[Asked]) -> str:
    """How many rows are not among the tasks of the ledger, for people; empty where there is none."""
    found = Counter(why(each) for each in rows if not each.judged)
    parts = "，".join(f"{word}的 {found[word]} 行" for word in (UNSURE, UNMATCHED) if found[word])
    return f"台账、通报里有 {found.total()} 行没有对上任务，没有算进来：{parts}" if parts else ""


def why(row: Asked) -> str:
    """Why a row is not among the tasks of the ledger, for people."""
    return NONE if row.judged else UNSURE if row.matched else UNMATCHED


def as_rows(rows: Iterable[Asked]) -> list[Row]:
    """As tables have them, under `COLUMNS`."""
    return [
        {**each._asdict(), "why": why(each), "perhaps": [task.title for task in each.tasks], "tasks": None}
        for each in rows
    ]  # fmt: skip


def plans_told_of(read: Read, ledger: str) -> list[str]:
    """The documents (ids) of whose tasks a ledger tells, or may, in the order of their names."""
    return [str(row["id"]) for row in read(PLANS, {"ledger": ledger})]
