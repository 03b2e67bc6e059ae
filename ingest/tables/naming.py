"""Which column of a table names its tasks, and what the columns are that stand beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from policygraph.ingest.text.table import Cell, Column, Row

MEASURE = 10
"""Characters; cells that are longer on average tell what is done."""
_MAY_NAME = ("task", "measures", "target", "progress", "place", "sum", "section")


def role_of_offices(heading: str) -> str:
    """What the offices of a column do, by its heading."""
    if re.search("牵头|主办", heading):
        return "lead"
    return "support" if re.search("配合|协办|参与", heading) else "responsible"


def ticked(called: Mapping[int, str], states: re.Pattern[str]) -> dict[int, Column]:
    """Columns that are each called by how a task stands (已完成, 推进中, 未启动), in one of which a row is ticked."""
    found = {n: heading for n, heading in called.items() if states.fullmatch(heading)}
    return {n: Column("pace", counts=heading) for n, heading in found.items()} if len(found) > 1 else {}


def told_beside(columns: Mapping[int, Column]) -> dict[int, Column]:
    """Beside a column of words for how it stands (办理状态), 办理情况 tells it at length."""
    several = sum(c.kind == "pace" for c in columns.values()) > 1
    told = {n: c for n, c in columns.items() if several and c.kind == "pace" and c.counts.endswith("情况")}
    return {n: replace(c, kind="report") for n, c in told.items()}


def words_of_numbers(folded: str, columns: Mapping[int, Column], rows: Sequence[Row]) -> dict[int, Column]:
    """The columns of unknown heading that have words beside every serial number, as what is done. They are looked for
    where the names of tasks each cover several numbers (重点举措 beside 实施路径), and, as names of tasks themselves,
    where no heading names any beside those who lead (恳请事项). Of headings whose rows are not told apart yet the only
    unknown one is theirs."""
    numbered = _numbered(folded, columns, rows)
    kind = _kind_of_words(columns, rows)
    unknown = [n for n, c in columns.items() if c.kind == "unknown"]
    if kind == "task" and not rows and len(unknown) == 1:
        return {unknown[0]: replace(columns[unknown[0]], kind=kind)}
    if not kind or len(numbered) < 2:
        return {}
    return {n: replace(columns[n], kind=kind) for n in unknown if _are_words(folded, _own_cells(numbered, n), numbered)}


def _numbered(folded: str, columns: Mapping[int, Column], rows: Sequence[Row]) -> list[Row]:
    """The rows with a serial number."""
    serial = next((n for n, c in columns.items() if c.kind == "serial"), None)
    return [row for row in rows if serial in row and _is_number(folded, row[serial])] if serial is not None else []


def _kind_of_words(columns: Mapping[int, Column], rows: Sequence[Row]) -> str:
    """What words below an unknown heading are, "" where nothing tells."""
    named = {n for n, c in columns.items() if c.kind in _MAY_NAME}
    if any(_covers_several(rows, n) for n in named):
        return "measures"
    led = any(c.kind in ("lead", "responsible") for c in columns.values())
    return "task" if led and not named else ""


def _is_number(folded: str, cell: Cell) -> bool:
    return folded[cell.start : cell.end].strip(" .、").isdigit()


def _are_words(folded: str, cells: list[Cell], rows: Sequence[Row]) -> bool:
    """Has every row words of its own, longer than a name or a figure?"""
    lengths = [len(folded[c.start : c.end].strip()) for c in cells]
    return len(cells) == len(rows) and sum(lengths) > len(cells) * MEASURE


def _own_cells(rows: Sequence[Row], column: int) -> list[Cell]:
    """The cells of a column that hold words, each once."""
    return list(dict.fromkeys(row[column] for row in rows if column in row and row[column].end > row[column].start))


_BESIDE_TASKS = {"goal": "target", "problem": "obstacle"}
"""What columns are beside one that names tasks."""
_WORK = ("goal", "measures")
"""Behind words of what is to be done, a problem is what came of them: 工作内容 … 进展情况 … 问题."""
_REMEDY = {True: "ahead", False: "measures"}
"""What a column of remedies is, beside one of obstacles or not."""


def name_tasks(columns: dict[int, Column], rows: Sequence[Row]) -> None:
    """One column names the tasks. Of two the first holds headings if its cells cover several rows, else tasks. What was
    found wrong names them where nothing else does."""
    problems = {n for n, c in columns.items() if c.kind == "problem"}
    named = [n for n, c in columns.items() if c.kind == "task"] or _next_best(columns)
    columns |= _called_anew(columns, _BESIDE_TASKS)
    columns |= _called_anew(columns, {"remedy": _REMEDY[any(c.kind == "obstacle" for c in columns.values())]})
    columns |= {n: Column("task", None, columns[n].year, stands=n in problems) for n in named}
    if len(named) > 1:
        covers = [n for n in named[:-1] if _covers_several(rows, n)]
        task = next(n for n in named if n not in covers)
        columns |= {n: Column("section" if n in covers else "measures") for n in named if n != task}


def _called_anew(columns: Mapping[int, Column], kinds: Mapping[str, str]) -> dict[int, Column]:
    return {n: replace(c, kind=kinds.get(c.kind, c.kind)) for n, c in columns.items()}


def _next_best(columns: dict[int, Column]) -> list[int]:
    """The column that tells what is to be done where none says that it names tasks; at most one."""
    order = ("problem", "goal", "measures", "remedy", "target", "section")
    first = min((n for n, c in columns.items() if c.kind in _WORK), default=len(columns))
    open_ = {n: c for n, c in columns.items() if c.kind != "problem" or n < first}
    return [n for kind in order for n, c in open_.items() if c.kind == kind][:1]


def _covers_several(rows: Sequence[Row], column: int) -> bool:
    """Do cells of the column stand beside several rows of others? An empty one below counts as covered."""
    own = sum(1 for row in rows if column in row and row[column].end > row[column].start)
    apart = len(_own_cells(rows, column))
    return apart < own or own * 3 < len(rows) * 2
