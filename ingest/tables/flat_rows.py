"""Which line of a flattened row stands in which column.

The lines of a row come column after column, a cell broken over several of them where its column was narrow. What each
column must hold (complete names of units, a date, figures, words) and what a narrow column does to lines (only the last
of a cell may be shorter than the next) decide together: the best way to lay all lines, in order, is searched by dynamic
programming. Where there is none the row is not placed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from policygraph.ingest.organisations import broken_names, functions, unit_lists
from policygraph.ingest.tables.columns import ROLES
from policygraph.ingest.text.dates import find_dates
from policygraph.model.overlay import of_some_words

NAME_LINES = 4
"""Lines at most that one name of a unit, or what stands between two marks of a list, is broken over."""
UNIT_LINE = 200
"""Characters of such lines; longer ones are words."""
SHORTEST = 4
"""Characters of a name that only its ending tells: 管局, 批局 are ends of names."""
_PLACES = "镇乡村县区旗"
NEVER = -1000
"""The worth of what cannot be."""
_HELD = (*ROLES, "office")
_WORTH = {"task": 5, "measures": 5, "progress": 5, "section": 4, "target": 3, "remark": 0, "other": 1}
_ENDED = "。;"
_OPEN = "、,"
_CUT = re.compile(r"[一-鿿,、]\d+(?:\.\d+)?[万亿]?(?:公|平方?|立方?|千)?$")
_BEGINS = re.compile(r"\(?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[).、](?!\d)|[①-⑳]")

Places = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """How well lines are laid, and the column of each of them."""

    worth: int
    places: Places


def best_places(texts: Sequence[str], kinds: Sequence[str]) -> list[Placed | None]:
    """For each number of lines from the first, from 1 on, the best way to lay them over columns of those kinds."""
    empty = [20 if kind == "task" else 1 for kind in kinds]  # a row has a task
    # ended[i][c]: the first i lines, the last of them in column c; open_[i][c]: ready to begin column c
    ended: list[list[Placed | None]] = []
    begin = [_opened([], Placed(0, ()), empty)]
    for i in range(1, len(texts) + 1):
        row = [_best_end(texts, kind, c, i, ended, begin) for c, kind in enumerate(kinds)]
        ended.append(row)
        begin.append(_opened(row, None, empty))
    return [_whole(row, empty) for row in ended]


def _opened(row: Sequence[Placed | None], start: Placed | None, empty: Sequence[int]) -> list[Placed | None]:
    """For each column the best way in which all lines so far stand in columns before it."""
    best, found = start, []
    for c, cost in enumerate(empty):
        found.append(best)
        best = Placed(best.worth - cost, best.places) if best else None
        if row and (here := row[c]) and (best is None or here.worth > best.worth):
            best = here
    return found


def _whole(row: Sequence[Placed | None], empty: Sequence[int]) -> Placed | None:
    """The best of the ways that end in any column, for what is left empty behind it."""
    ways = [Placed(p.worth - sum(empty[c + 1 :]), p.places) for c, p in enumerate(row) if p]
    return max(ways, key=lambda p: p.worth, default=None)


def _best_end(
    texts: Sequence[str],
    kind: str,
    column: int,
    stop: int,
    ended: Sequence[Sequence[Placed | None]],
    begin: Sequence[Sequence[Placed | None]],
) -> Placed | None:
    """The best way to lay the first `stop` lines with the last of them in `column`: it begins a cell there, or goes on
    in one. Names of units may be broken, so they are looked at several lines at a time."""
    best: Placed | None = None
    for first in range(stop - 1, max(-1, stop - 1 - (NAME_LINES if kind in _HELD else 1)), -1):
        worth = _names_worth(tuple(texts[first:stop])) if kind in _HELD else _worth(texts[first], kind)
        if worth == NEVER:
            continue
        ways = [(begin[first][column], _left(texts[first - 1]) if first else 0)]
        if first:
            ways.append((ended[first - 1][column], _joined(texts[first - 1], texts[first], kind)))
        for before, cost in ways:
            if before and (best is None or before.worth + worth - cost > best.worth):
                best = Placed(before.worth + worth - cost, (*before.places, *[column] * (stop - first)))
    return best


def _left(line: str) -> int:
    """What speaks against a cell's end behind a line: a list that goes on, a number that lacks its unit (12公⏎里)."""
    return 8 if line[-1] in _OPEN or _CUT.search(line) else 0


def _joined(line: str, following: str, kind: str) -> int:
    """What speaks against two lines being of one cell."""
    if kind in _HELD:  # a list of those who lead is seldom one name a line
        return 0 if line[-1] in _OPEN else 3 if kind == "lead" else 2
    if line[-1] in _ENDED or _BEGINS.match(following):
        return 2
    return 6 if _width(following) > _width(line) + 2 else 2  # what was broken had been full


def _width(line: str) -> int:
    return sum(1 if c.isascii() and (c.isalnum() or c in "%+-/.") else 2 for c in line)  # other marks are folded


def is_end_of_name(line: str) -> bool:
    """Is one of the names in a line only the end of a unit's (管局)?"""
    return any(u.known and not _is_whole(u) for u in unit_lists.listed_units(line))


def _is_whole(unit: unit_lists.Unit) -> bool:
    told = unit.known and (len(unit.name) >= SHORTEST or unit.name[-1] in _PLACES)
    return told or unit.kind == "collective" or functions.is_known_unit(unit.name)


@of_some_words(16384)
def _names_worth(lines: tuple[str, ...]) -> int:
    """How well lines hold names of units, all of them whole; `NEVER` where one is not."""
    whole = "".join(lines)
    if (
        len(whole) > UNIT_LINE
        or any(c in whole for c in "。;!?")
        or any(not _is_broken(line, "".join(lines[i:])) for i, line in enumerate(lines[:-1], 1))
    ):
        return NEVER
    last = _last_name(whole)  # asked first, for it is quick
    if not unit_lists.could_stand_alone(last) and (
        len(lines) > 1 or not (last[-1:] == ")" or " " in last or functions.is_known_unit(last))
    ):
        return NEVER
    listed = unit_lists.listed_units(whole)
    if not listed or len(whole) > 12 * len(listed) + 12 or not all(map(_is_whole, listed)):
        return NEVER
    return 10 * len(lines)


def _is_broken(line: str, following: str) -> bool:
    """May a name go on from one line in what follows? Not where that begins one of its own (县水利局, 县委)."""
    begun, rest = _last_name(line), following.split("、")[0]
    if line[-1] in _OPEN or not begun:
        return False
    whole = _names_worth((begun,)) != NEVER
    if _names_worth((rest,)) == NEVER:
        return not whole or unit_lists.is_complete(rest)  # 县政府⏎办公室, not 县政府⏎2026年
    own = unit_lists.prefix_of(f"{rest}办") and not broken_names.place_spans(begun, rest)
    return not own and not whole


def _last_name(line: str) -> str:
    """The last name of a list, or what there is of it."""
    return re.split("[、,]", line.rstrip("、,等"))[-1]


@of_some_words(16384)
def _worth(line: str, kind: str) -> int:
    """How well a line fits a column that holds no units: 10 at most; `NEVER` where it cannot stand there."""
    named = _names_worth((line,)) != NEVER
    dated = len(line) <= 20 and _is_dated(line)
    if kind == "due":
        return 10 if dated else -4 if len(line) <= 8 and not named else NEVER
    if kind == "person":
        return 6 if len(line) <= 12 and not named and not re.search(r"[\d。,;]", line) else NEVER
    return _words_worth(line, kind, named or dated)


def _is_dated(line: str) -> bool:
    return any(d.due or d.on or not d.year for d in find_dates(line))


def _words_worth(line: str, kind: str, told: bool) -> int:
    """`told`: the line is a date, or names units, as a cell of another column would."""
    if kind == "remark":
        return 0
    if told:
        return -5
    if kind == "target" and re.search(r"\d", line):
        return 7
    return _WORTH.get(kind, 3) + (
        kind == "measures" and re.search("[,;。]", line) is not None
    )  # names are no sentences
