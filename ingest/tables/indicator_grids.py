"""Tables of indicators: a name a row with columns of years, or a place a row with a column for each indicator.

Nothing here looks outside the table but for what it is called; `measures.indicator_rows` makes parts of what is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from policygraph.ingest.tables.columns import BREAK, HEADING, bare_heading, filled, kind_of, patterns
from policygraph.ingest.text.table import Cell, Row, Table

TOP = 4
"""Rows among which the headings are looked for."""
LONGEST = 40
"""Characters of the name of an indicator; longer words tell what is done."""
_YEAR = re.compile(r"(?<!\d)20\d\d(?=年|$|[^\d])")
_SPAN = re.compile(r"20\d\d年?\s?[-—–~～至]\s?20\d\d")
_YEAR_ALONE = re.compile(r"(?:到|至)?20\d\d年?(?:末|底)?")
_BRACKET = re.compile(r"\s*[(\[]([^()\[\]]{1,10})[)\]]\s*$")
_NUMBER = re.compile(r"(?:[≥≤><]=?|不[低高少多小大]于|不?超过|达到?|约)?\s*\[?\d")
_WORD = re.compile(r"[一-鿿]{2}|[A-Za-z]{2}")
_LISTED = re.compile(r"^\s*(?:其中\s?[:,]?|\(?\d{1,3}(?:[.、)]\s*(?!\d)|\s)|[①-⑳#★*]\s*)*")


@dataclass(frozen=True, slots=True)
class Value:
    """A cell with a figure.

    `kind`: "aim", "reached", or "of-year" where only the year that the column is for can tell. `named`: the words that
    say together what it is of, the row's and the column's. `units`: words that may be its unit, the nearest first.
    """

    cell: Cell
    kind: str
    named: tuple[str, ...]
    units: tuple[str, ...]
    year: int | None


@dataclass(frozen=True, slots=True)
class _Aim:
    """A column of figures: as `Value`, and what its heading adds to the indicator's name."""

    kind: str
    year: int | None
    heading: str
    adds: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """`names`: the column of indicators, or `by_place` that of places, whose headings name the indicators."""

    names: int
    unit: int | None
    aims: Mapping[int, _Aim]
    after: int  # the first row behind the headings
    by_place: bool = False


def names_indicators(folded: str, table: Table) -> bool:
    """Does one of the first rows head a column of indicators or of places? Most tables do not, and cost no more."""
    top = takewhile(lambda c: c.row < TOP, table.cells)
    headings = (bare_heading(folded[c.start : c.end]) for c in top if c.end - c.start <= HEADING * 2)
    return any(patterns().indicator.fullmatch(h) or patterns().by_place.fullmatch(h) for h in headings)


def find_columns(folded: str, rows: Sequence[Row], called: str = "") -> Columns | None:
    """The columns of a table of indicators, or None. What it is `called` by the words above it tells of a table of
    places whether it is one."""
    for first, row in enumerate(rows[:TOP]):
        if len(filled(row)) > 1:
            after = first + 2 if _goes_on(rows, first) else first + 1
            headings = {n: _heading(folded, rows[first:after], n) for n in row}
            if any(patterns().never.fullmatch(bare_heading(h)) for h in headings.values()):
                return None
            found = _of_names(headings, after) or _of_places(headings, after, called)
            return found if found and _holds_figures(folded, rows[after:], found) else None
    return None


def _goes_on(rows: Sequence[Row], first: int) -> bool:
    """Does the next row divide a wide heading?"""
    if len(rows) <= first + 1:
        return False
    above = rows[first]
    own = [(n, c) for n, c in rows[first + 1].items() if c not in above.values() and c.end > c.start]
    return bool(own) and all(n in above and above[n].columns > 1 for n, _ in own)


def _heading(folded: str, rows: Sequence[Row], column: int) -> str:
    cells = dict.fromkeys(row[column] for row in rows if column in row)
    return "".join(re.sub(r"\s", "", folded[c.start : c.end]) for c in cells)


def _of_names(headings: Mapping[int, str], after: int) -> Columns | None:
    """An indicator a row: a column of names, and behind it one or more of figures."""
    names = [n for n, h in sorted(headings.items()) if patterns().indicator.fullmatch(bare_heading(h))]
    aims = {n: aim for n, h in sorted(headings.items()) if (aim := _aim(h))}
    names = [n for n in names if n not in aims and (not aims or n < max(aims))]
    unit = next((n for n, h in headings.items() if re.fullmatch("(?:计量)?单位", bare_heading(h))), None)
    if not names or not aims:
        return None
    return Columns(names[-1], unit, _with_last(aims), after)


def is_of_figures(heading: str) -> bool:
    """Does a heading stand over figures of indicators: a year, 目标值, what was reached?"""
    return _aim(re.sub(r"\s", "", heading)) is not None


def _aim(heading: str) -> _Aim | None:
    """The column of figures that a heading stands over."""
    words, short = patterns(), re.sub(r"\([^()]*\)|[*:]", "", heading)
    years = _YEAR.findall(heading)
    year = int(years[-1]) if len(years) == 1 else None
    if len(heading) > HEADING or _SPAN.search(heading):
        return None
    if words.reached.fullmatch(short):
        return _Aim("reached", year, heading)
    if words.growth.fullmatch(short):
        return _Aim("aim", None, heading, "年均增长")
    if words.aimed.fullmatch(short) and not words.indicator.fullmatch(short):
        return _Aim("aim", year, heading)
    if _YEAR_ALONE.fullmatch(short):
        return _Aim("of-year", year, heading)
    return None


def _with_last(aims: dict[int, _Aim]) -> dict[int, _Aim]:
    """Of columns that only name years the last is what is aimed at, unless another column says that it is."""
    years = [n for n, aim in aims.items() if aim.kind == "of-year"]
    if years and not any(aim.kind == "aim" and not aim.adds for aim in aims.values()):
        last = max(years, key=lambda n: aims[n].year or 0)
        aims[last] = replace(aims[last], kind="aim")
    return aims


def _of_places(headings: Mapping[int, str], after: int, called: str) -> Columns | None:
    """A place a row: each other column is headed by an indicator, and the table is called one of tasks."""
    planned = patterns().of_plan.search(called)
    names = [n for n, h in sorted(headings.items()) if patterns().by_place.fullmatch(bare_heading(h))]
    if not planned or len(names) != 1:
        return None
    years = _YEAR.findall(called)
    year = int(years[-1]) if years else None
    counts = {n: h for n, h in headings.items() if n > names[0] and kind_of(h) not in ("serial", "remark")}
    if not counts or any(len(h) < 2 or patterns().reached.fullmatch(bare_heading(h)) for h in counts.values()):
        return None
    return Columns(names[0], None, {n: _Aim("aim", year, h) for n, h in counts.items()}, after, by_place=True)


def _holds_figures(folded: str, rows: Sequence[Row], found: Columns) -> bool:
    """Do most of the cells in the columns of figures begin with a number?"""
    cells = [c for row in rows for n, c in row.items() if n in found.aims and c.end > c.start]
    return sum(_NUMBER.match(folded, c.start, c.end) is not None for c in cells) * 2 > len(cells)


def values(folded: str, rows: Sequence[Row], found: Columns) -> Iterator[Value]:
    """The cells with figures, row by row."""
    before: Row = {}
    for row in rows[found.after :]:
        name = row.get(found.names)
        words = _words(folded, name) if name else ""
        above, before = set(before.values()), row
        if not name or not _WORD.search(words) or len(words) > LONGEST:
            continue
        measure = row.get(found.unit) if found.unit is not None else None
        unit = _words(folded, measure) if measure else ""
        for n, aim in found.aims.items():
            cell = row.get(n)
            if cell and cell not in above and cell.columns == 1 and _NUMBER.match(folded, cell.start, cell.end):
                yield Value(cell, aim.kind, *_told(words, unit, aim, found.by_place), aim.year)


def _told(words: str, unit: str, aim: _Aim, by_place: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a figure of a row called so is of, and the words that may be its unit."""
    head = in_bracket(aim.heading)
    if by_place:
        whole = patterns().total.fullmatch(bare_heading(words))
        return (("",) if whole else (bare_name(words),)) + (bare_name(aim.heading),), (head,)
    if aim.adds:
        return (bare_name(words), aim.adds), (head, "%")
    return (bare_name(words),), (unit, in_bracket(words), head)


def _words(folded: str, cell: Cell) -> str:
    return BREAK.sub("", folded[cell.start : cell.end]).strip()


def bare_name(words: str) -> str:
    """The name of an indicator without its number."""
    return re.sub(r"\s", "", _LISTED.sub("", words)).strip(",:;、")


def in_bracket(words: str) -> str:
    """What stands in the bracket that words end in, as a unit does (粮食产量(万吨)), or ""."""
    found = _BRACKET.search(words)
    return found[1].strip() if found else ""
