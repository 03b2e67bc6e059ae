"""What the columns of a table hold, told by their headings. The words are in data/columns.yaml."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from policygraph.ingest.organisations import unit_lists
from policygraph.ingest.tables import naming, shares
from policygraph.ingest.text.table import Cell, Column, Headings, Row, Table
from policygraph.model.overlay import of_some_words, of_words
from policygraph.model.vocabulary import Expression, Words, read

ROLES = {"lead": "lead", "responsible": "responsible", "support": "support", "owner": "guide"}
"""Columns of units, and the role that `roles.assign_roles` knows them by."""
WORDS = ("task", "measures", "target", "progress", "place", "sum")
"""Columns with words of the task, where figures, places and produce are looked for."""
TOLD = ("share", "pace", "obstacle", "report", "ahead")
"""Columns that tell how the task stands."""
_STANDS = ("share", "pace", "report")  # … by which a table of tasks and little else is a ledger
HEADING = 24  # characters; a longer cell is no heading
ABOVE = 8  # rows at most stand above the headings: a title, who is in charge, the unit of measure
CAPTION = 200  # characters above the headings in which a table says until when it tells
WORD = 5  # characters of a word for how a task stands, at most
BREAK = re.compile(r"(?<=[一-鿿、,;:。(%])\s+(?=[一-鿿\d])|(?<=\d)\s*\n\s*|(?<=[县市区])\s*\n\s*(?=\([市县区旗、]+\))")
"""Where the lines of a narrow cell break a word."""
_OF_SHARE = re.compile(r"(?:完成|进度|进展|办结)[^(]{0,4}\(\s*%\s*\)")
_DONE = re.compile("已|正在|未(?:启动|开工|完成|开始)|(?:进行|推进|实施|办理|建设)中|^(?:完成|正常)")
_PROJECTS = re.compile(r"(?:建设|重点|重大|投资)?(?:项目|工程)名称")
_MEASURES = re.compile(r"(?:措施|举措)$")
_GIVES_WORK = (*ROLES, "due", "person")  # one of these columns a table of tasks has


@dataclass(frozen=True, slots=True)
class ColumnWords:
    """`data/columns.yaml`: headings by kind, in the order in which they are asked, and what tells a table's purpose."""

    kinds: dict[str, Expression]
    never: Expression
    elsewhere: Expression
    index: Expression
    total: Expression
    note: Expression
    indicator: Expression
    aimed: Expression
    reached: Expression
    growth: Expression
    by_place: Expression
    results: Expression
    of_plan: Expression
    how_far: Expression
    of_month: Expression
    told_above: Expression
    in_numbers: Expression
    beside_whole: Expression
    ticked: Expression
    headings: dict[str, Words] = field(default_factory=dict)  # an office's own, whole, by kind: asked first


@of_words
def patterns() -> ColumnWords:
    return read("columns.yaml", ColumnWords)


def bare_heading(heading: str) -> str:
    """A heading without blanks, its year and what brackets add; `heading` is folded text."""
    return re.sub(r"\s|\([^()]*\)|^\d{4}年度?(?=.)|[:*]", "", heading)


@of_some_words(4096)
def kind_of(heading: str) -> str | None:
    """The kind of a column called `heading` (folded), or None.

    >>> kind_of("牵头单位"), kind_of("责任领导"), kind_of("完成时限"), kind_of("2025年 重点任务"), kind_of("县财政局")
    ('lead', 'person', 'due', 'task', None)
    """
    short = bare_heading(heading)
    if not 0 < len(short) <= HEADING:
        return None
    own = next((kind for kind, headings in patterns().headings.items() if short in headings), None)
    return own or next((kind for kind, pattern in patterns().kinds.items() if pattern.fullmatch(short)), None)


def rows_of(table: Table) -> tuple[Row, ...]:
    """The rows of a table; what a merged cell covers beyond the last cell's row and column is left out."""
    height = max((c.row for c in table.cells), default=-1) + 1
    width = max((c.column for c in table.cells), default=-1) + 1
    rows: list[dict[int, Cell]] = [{} for _ in range(height)]
    for cell in table.cells:
        for row in range(cell.row, min(height, cell.row + cell.rows)):
            for column in range(cell.column, min(width, cell.column + cell.columns)):
                rows[row].setdefault(column, cell)
    return tuple(rows)


def distinct(row: Row) -> list[Cell]:
    """The cells of a row, each once, from the left."""
    return list(dict.fromkeys(cell for _, cell in sorted(row.items())))


def filled(row: Row) -> list[Cell]:
    """The cells of a row that hold words, each once, from the left."""
    return [cell for cell in distinct(row) if cell.end > cell.start]


def find_head(folded: str, rows: Sequence[Row]) -> Headings | None:
    """The columns of a table of tasks, of which one holds tasks and one says who does them or by when; else None."""
    for first, row in enumerate(rows[: ABOVE + 1]):
        cells = filled(row)
        known = [c for c in cells if kind_of(folded[c.start : c.end])]
        if len(known) < 2 or len(known) * 2 < len(cells):
            continue
        if any(patterns().never.fullmatch(bare_heading(folded[c.start : c.end])) for c in cells):
            return None
        after = first + 2 if len(rows) > first + 1 and _goes_on(folded, rows[first], rows[first + 1]) else first + 1
        columns = _columns(folded, rows, first, after)
        return Headings(columns, first, after) if columns else None
    return None


def _goes_on(folded: str, above: Row, below: Row) -> bool:
    """Is `below` the second row of the headings? Its own cells stand below a wide one, or are headings themselves."""
    own = [(column, cell) for column, cell in below.items() if cell not in above.values() and cell.end > cell.start]
    cells = list(dict.fromkeys(cell for _, cell in own))
    if not cells or any(c.end - c.start > HEADING for c in cells):
        return False
    below_wide = all(column in above and above[column].columns > 1 for column, _ in own)
    named = all(kind_of(folded[c.start : c.end]) for c in cells)
    return (below_wide and len(filled(below)) > 1) or (named and len(cells) > 1)


def _columns(folded: str, rows: Sequence[Row], first: int, after: int) -> dict[int, Column] | None:
    """The kind of each column; None where they are not those of a table of tasks."""
    columns: dict[int, Column] = {}
    for column in sorted({c for row in rows[first:after] for c in row}):
        below = [_whole(folded, row[column]) for row in rows[after:] if column in row]
        if headings := _headings(folded, rows[first:after], column):
            columns[column] = _column(headings, below)
        elif not columns and _are_numbers(below):  # at the left they need no heading
            columns[column] = Column("serial")
    columns = _with_offices_at_work(_with_who_does_it(columns))
    columns |= naming.told_beside(columns) | _beside_whole(columns)
    called = {n: bare_heading(h) for n in columns for h in _headings(folded, rows[first:after], n)[-1:]}
    columns |= naming.ticked(called, patterns().ticked)
    columns |= naming.words_of_numbers(folded, columns, rows[after:])
    naming.name_tasks(columns, rows[after:])
    columns |= _of_months(folded, rows, (first, after), columns)
    kinds = {c.kind for c in columns.values()}
    given = not kinds.isdisjoint(_GIVES_WORK) or _gives_work_by_name(folded, rows[first:after], columns)
    return columns if "task" in kinds and given else None


def _gives_work_by_name(folded: str, rows: Sequence[Row], columns: Mapping[int, Column]) -> bool:
    """Are they projects with what they cost, tasks with the measures for each, or tasks and how they stand, by their
    headings? Those are work whoever does it."""
    called = {n: bare_heading(h) for n in columns for h in _headings(folded, rows, n)[-1:]}
    if _is_ledger(folded, rows[0], columns, called):
        return True
    costs = any(c.kind == "sum" for c in columns.values())
    projects = any(c.kind == "task" and _PROJECTS.fullmatch(called.get(n, "")) for n, c in columns.items())
    measures = any(c.kind == "measures" and _MEASURES.search(called.get(n, "")) for n, c in columns.items())
    return (costs and projects) or measures


def _is_ledger(folded: str, head: Row, columns: Mapping[int, Column], called: Mapping[int, str]) -> bool:
    """Does it tell how tasks stand, by two kinds of columns, or by one and the words above?"""
    told = {c.kind for c in columns.values() if c.kind in TOLD}
    if told.isdisjoint(_STANDS) or not (len(told) > 1 or _says_so(folded, head)):
        return False
    return not any(c.kind == "task" and re.search("指标(?!任务)", called.get(n, "")) for n, c in columns.items())


def _headings(folded: str, rows: Sequence[Row], column: int) -> list[str]:
    """What stands over a column, from above."""
    cells = dict.fromkeys(row[column] for row in rows if column in row)
    return [_whole(folded, c) for c in cells if c.end > c.start]


def _whole(folded: str, cell: Cell) -> str:
    """The words of a cell as they were before its width broke them."""
    return BREAK.sub("", folded[cell.start : cell.end])


def _are_numbers(texts: list[str]) -> bool:
    """Is every cell a number or empty?"""
    return bool(texts) and all(not text or text.strip(" .、").isdigit() for text in texts)


def _with_who_does_it(columns: dict[int, Column]) -> dict[int, Column]:
    """Where no column names who leads or answers for the work, 承办单位 do it."""
    if any(c.kind in ROLES and c.kind != "support" for c in columns.values()):
        return columns
    role = ROLES["responsible"]
    return {n: replace(c, kind="responsible", role=role) if "承办" in c.counts else c for n, c in columns.items()}


def _of_months(
    folded: str, rows: Sequence[Row], head: tuple[int, int], columns: Mapping[int, Column]
) -> dict[int, Column]:
    """The columns named by a month or a quarter alone (9月进度) that tell what was done in it, for a plan's say what is
    to be done: in a table that asks what stands in the way, or says above until when it tells, and tells no shares
    elsewhere, nor, where the month's are words, reports elsewhere."""
    there = {c.kind for c in columns.values()}
    if "share" in there:
        return {}
    says_so = _says_so(folded, rows[head[0]])
    if not (says_so or any(c.kind in TOLD for c in columns.values())):
        return {}
    found: dict[int, Column] = {}
    for n, column in columns.items():
        heading = "".join(_headings(folded, rows[slice(*head)], n)[-1:])
        if column.kind not in ("progress", "unknown") or not patterns().of_month.fullmatch(bare_heading(heading)):
            continue
        below = [_whole(folded, row[n]) for row in rows[head[1] :] if n in row]
        kind = _told_of_month(bare_heading(heading), below, says_so)
        if kind == "share" or (kind and there.isdisjoint(("report", "pace"))):
            found[n] = replace(column, kind=kind, counts=re.sub(r"\s", "", heading))
    return found


def _says_so(folded: str, head: Row) -> bool:
    """Do the words above the headings say that the table tells how far tasks have come?"""
    at = min(cell.start for cell in head.values())
    return patterns().told_above.search(folded, max(0, at - CAPTION), at) is not None


def _told_of_month(heading: str, below: Sequence[str], says_so: bool) -> str | None:
    """What a column of a month tells, by its cells; `says_so`: the table says that it tells."""
    said = [text for each in below if (text := each.strip(" -/无"))]
    numbers = says_so and patterns().in_numbers.fullmatch(heading) is not None
    if _most(said, lambda text: shares.is_share(text) or (numbers and shares.number_in(text) is not None)):
        return "share"
    return "report" if says_so or _most(said, lambda text: bool(_DONE.search(text))) else None


def _beside_whole(columns: Mapping[int, Column]) -> dict[int, Column]:
    """Of several columns of shares those that are not of the whole: 本月完成率 beside 累计完成率, 计划 beside 实际."""
    shared = {n: c for n, c in columns.items() if c.kind == "share"}
    other = {n: c for n, c in shared.items() if patterns().beside_whole.fullmatch(bare_heading(c.counts))}
    return {n: replace(c, kind="other") for n, c in other.items()} if len(other) < len(shared) else {}


def _with_offices_at_work(columns: dict[int, Column]) -> dict[int, Column]:
    """Within one bureau, where no column names units, its offices do the work."""
    if any(c.kind in ROLES for c in columns.values()):
        return columns
    return {n: Column(c.role, c.role, c.year) if c.kind == "office" and c.role else c for n, c in columns.items()}


def _column(headings: list[str], below: list[str]) -> Column:
    """What a column with these headings, from above, and these words `below` them holds."""
    kind = _kind(headings, below)
    year = next((int(m[0]) for text in reversed(headings) if (m := re.search(r"20\d\d(?=年)", text))), None)
    role = naming.role_of_offices(headings[-1]) if kind == "office" else ROLES.get(kind)
    unit = re.search(r"\(([^()\d]{1,6})\)$", headings[-1].strip()) if kind in ("target", "sum") else None
    counts = bare_heading(headings[-1]) if kind in ("sum", "pace", "support") else ""
    if kind in ("share", "report"):
        counts = re.sub(r"\s", "", headings[-1])
    return Column(kind, role, year, unit[1] if unit else "", counts)


def _kind(headings: list[str], below: list[str]) -> str:
    """The lowest heading decides, where it says something alone or with the ones above."""
    lower = kind_of(headings[-1])
    kind = lower or kind_of("".join(headings)) or kind_of(headings[0]) or "unknown"
    if kind == "due" and lower is None:
        return "progress"  # 进度安排 over 前期, 后期: what is done in each
    if kind in ("report", "unknown") and _OF_SHARE.search(headings[-1]):
        return "share"
    if kind == "unit-or-measure":
        return "responsible" if _are_units(below) else "measure"
    return _by_cells(kind, bare_heading(headings[-1]), below)


def _by_cells(kind: str, heading: str, below: list[str]) -> str:
    """What a column is whose heading the cells decide: 进度, 年度进度, 完成情况, 办理情况; 序时进度 of 25% says how far
    it should be."""
    said = [text.strip() for text in below if text.strip(" -/无")]
    if kind in ("due", "report", "pace", "unknown") and patterns().how_far.fullmatch(heading):
        kind = _how_far(kind, heading, said)
    if kind == "due" and _most(said, lambda text: "%" in text and shares.is_share(text)):
        return "other"
    return "report" if kind == "pace" and heading.endswith("情况") and _are_words(below) else kind


def _are_words(texts: list[str]) -> bool:
    """Are most cells more than a word for how it stands (正在办理)?"""
    said = [text for text in texts if text.strip()]
    return sum(len(text.strip()) > WORD for text in said) * 2 > len(said)


def _most(said: Sequence[str], fits: Callable[[str], bool]) -> bool:
    return sum(map(fits, said)) * 2 > len(said)


def _how_far(kind: str, heading: str, said: list[str]) -> str:
    """What most cells below 进度 or 完成情况 hold: shares, words of what was done, or else what they are otherwise.
    Numbers without a sign are shares where nothing else is counted so: below 进度, 完成比."""
    numbers = patterns().in_numbers.fullmatch(heading) is not None

    def is_share(text: str) -> bool:
        if kind == "due" and shares.may_be_day(text):
            return False
        return shares.is_share(text) or (numbers and shares.number_in(text) is not None)

    if any(map(is_share, said)) and _most(said, lambda text: is_share(text) or shares.is_all_or_none(text)):
        return "share"
    return "report" if kind != "pace" and _most(said, lambda text: bool(_DONE.search(text))) else kind


def _are_units(texts: list[str]) -> bool:
    """Do most of the first cells that say something name units (县水利局, not 万亩)?"""
    said = [text for text in texts[:40] if text.strip()]
    return sum(any(u.known for u in unit_lists.listed_units(text)) for text in said) * 2 > len(said)


def unit_columns(columns: Mapping[int, Column]) -> Iterator[tuple[int, str]]:
    """The columns of units and their roles, from the left."""
    yield from ((n, c.role) for n, c in sorted(columns.items()) if c.kind in ROLES and c.role)
