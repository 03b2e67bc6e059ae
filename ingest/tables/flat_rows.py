"""Which line of a flattened row stands in which column.

The lines of a row come column after column, a cell broken over several of them where its column was narrow. What each
column must hold (complete names of units, a date, figures, words) and what a narrow column does to lines (only the last
of a cell may be shorter than the next) decide together: the best way to lay all lines, in order, is searched by dynamic
programming. Where there is none the row is not placed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from policygraph.ingest.organisations import broken_names, functions, unit_lists
from policygraph.ingest.tables.columns import ROLES
from policygraph.ingest.tables.flat_pieces import is_often
from policygraph.ingest.text.dates import find_dates
from policygraph.model.overlay import of_some_words

NAME_LINES = 4
"""Lines at most that one name of a unit, or what stands between two marks of a list, is broken over."""
FIRM_LINES = 6
"""… and that of a firm."""
UNIT_LINE = 200
"""Characters of such lines; longer ones are words."""
SHORTEST = 4
"""Characters of a name that only its ending tells: 管局, 批局 are ends of names."""
_PLACES = "镇乡村县区旗"
WORD = 4
"""What speaks against a cell's end within a word."""
NEVER = -1000
"""The worth of what cannot be."""
_HELD = (*ROLES, "office")
_WORTH = {"task": 5, "measures": 5, "progress": 5, "section": 4, "target": 3, "remark": 0, "other": 1}
_ENDED = "。;"
_OPEN = "、,"
_CUT = re.compile(r"[一-鿿,、]\d+(?:\.\d+)?[万亿]?(?:公|平方?|立方?|千)?$")
_BEGINS = re.compile(r"\(?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[).、](?!\d)|[①-⑳]")

_NUMBER = re.compile(r"[≥≤<>约]?\d[\d,.]*[%万亿]?")
_NOTHING = re.compile(r"[-—/－]+|无")
_YEAR = r"20\d\d(?:年(?:\d{1,2}月)?|[./]\d{1,2})?"
_FORMS = {
    "sum": re.compile(r"\d[\d,.]*(?:[亿万]?元)?"),
    "years": re.compile(rf"{_YEAR}(?:[-—–~～至]+(?:{_YEAR})?)?年?"),
}
"""What the cells of a column hold, wholly."""
_WHOLE = (*_HELD, *_FORMS)
_PLACE = re.compile("[省市区县旗镇乡村盟州]|街道|新区|园")
_FIRM = re.compile(r"[^、,;。]{3,40}(?:公司|集团|中心|研究院|研究所|大学|学院|医院)(?:[^、,;。]{2,6}分公司)?")
_BEHIND_FIRM = re.compile("公司(?!.{0,8}公司|[、,()]|$)")
_STATUS = re.compile("在建|新建|续建|扩建|改扩建|拟建|谋划|储备|前期|开工|竣工|建成")
"""How a project stands or is built, which no name begins with."""
_COUNTED = re.compile(r"[一二三四五六七八九十两百千万余多\d](?:处|所|站|部|队|院)$")
"""So many of something (示范点三处), no name."""
_NAME_OF_PLACE = re.compile("[一-鿿]{1,5}(?:[省市区县旗镇乡村州盟]|街道)")
_PROJECT = re.compile("项目(?!管理|建设[中公])|基地|改造|年产")
_BUILT = re.compile("项目|工程|基地")
_CODE = re.compile(r"[\dA-Z]{2,}(?:-[\dA-Z]*)+")
_ANY = ("unknown", "other")
LONG = 20
"""Characters; longer words stand in a column of words."""

Places = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """How well lines are laid, and the column of each of them."""

    worth: int
    places: Places


@dataclass(frozen=True, slots=True)
class _Pieces:
    """The pieces of a row: which of them begin a line, how wide each line is to the end of each, and where between one
    and the next a word seems to be broken."""

    texts: Sequence[str]
    opens: Sequence[bool]
    widths: Sequence[int]
    breaks: Sequence[bool]


def best_places(
    texts: Sequence[str], kinds: Sequence[str], opens: Sequence[bool], pairs: Mapping[str, int], begun: bool = False
) -> list[Placed | None]:
    """For each number of pieces from the first, from 1 on, the best way to lay them over columns of those kinds.

    `opens`: which of them begin a line. `pairs`: how often the document has two characters beside each other: what is
    frequent is seldom parted by the end of a cell. `begun`: the row has begun on the page before, where its task
    stands.
    """
    empty = [20 if kind == "task" and not begun else 1 for kind in kinds]  # a row has a task
    widths: list[int] = []
    for text, begins in zip(texts, opens, strict=True):
        widths.append(_width(text) if begins or not widths else widths[-1] + 1 + _width(text))
    breaks = [False, *(is_often(pairs, a, b) for a, b in pairwise(texts))]
    pieces = _Pieces(texts, opens, widths, breaks)
    # ended[i][c]: the first i pieces, the last of them in column c; open_[i][c]: ready to begin column c
    ended: list[list[Placed | None]] = []
    begin = [_opened([], Placed(0, ()), empty)]
    for i in range(1, len(texts) + 1):
        row = [
            None if begun and kind == "task" else _best_end(pieces, kind, c, i, ended, begin)
            for c, kind in enumerate(kinds)
        ]
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
    pieces: _Pieces,
    kind: str,
    column: int,
    stop: int,
    ended: Sequence[Sequence[Placed | None]],
    begin: Sequence[Sequence[Placed | None]],
) -> Placed | None:
    """The best way to lay the first `stop` pieces with the last of them in `column`: it begins a cell there, or goes on
    in one. Names of units may be broken, so they are looked at several lines at a time."""
    best: Placed | None = None
    texts = pieces.texts
    for first in range(stop - 1, max(-1, stop - 1 - (FIRM_LINES if kind in _WHOLE else 1)), -1):
        if first + 1 < stop and not pieces.opens[stop - 1 if first + 2 == stop else first + 1]:
            break
        worth = _whole_worth(tuple(texts[first:stop]), kind) if kind in _WHOLE else _worth(texts[first], kind)
        if worth == NEVER:
            continue
        ways = [(begin[first][column], _parting(pieces, first) if first else 0)]
        if first:
            ways.append((ended[first - 1][column], _joining(pieces, first, kind)))
        for before, cost in ways:
            if before and (best is None or before.worth + worth - cost > best.worth):
                best = Placed(before.worth + worth - cost, (*before.places, *[column] * (stop - first)))
    return best


def _parting(pieces: _Pieces, at: int) -> int:
    """What speaks against a cell's end before the piece `at`: also that Latin letters and figures stand apart from the
    words around them (推广 AI 诊断)."""
    before, following = pieces.texts[at - 1], pieces.texts[at]
    apart = not pieces.opens[at] and _stands_apart(before, following)
    broken = WORD if pieces.breaks[at] and pieces.opens[at] else 0
    return (
        _left(before) + broken + (3 if apart and not (_NUMBER.fullmatch(before) or _NUMBER.fullmatch(following)) else 0)
    )


def _joining(pieces: _Pieces, at: int, kind: str) -> int:
    """What speaks against the piece `at` being of one cell with the one before it."""
    before, following = pieces.texts[at - 1], pieces.texts[at]
    if pieces.opens[at]:
        return _joined(before, following, kind, pieces.widths[at - 1]) - (2 if pieces.breaks[at] else 0)
    if kind in _HELD:
        return 3
    return 0 if _stands_apart(before, following) else 7


def _stands_apart(before: str, following: str) -> bool:
    return before[-1].isascii() or following[0].isascii()


def _left(line: str) -> int:
    """What speaks against a cell's end behind a line: a list that goes on, a number that lacks its unit (12公⏎里)."""
    return 8 if line[-1] in _OPEN or _CUT.search(line) else 0


def _joined(line: str, following: str, kind: str, width: int) -> int:
    """What speaks against two lines being of one cell; `width`: of the first line, with what stands before `line`."""
    if kind in _HELD:  # a list of those who lead is seldom one name a line
        return 0 if line[-1] in _OPEN else 3 if kind == "lead" else 2
    if line[-1] in _ENDED or _BEGINS.match(following):
        return 2
    return 6 if _width(following) > width + 2 else 2  # what was broken had been full


def _width(line: str) -> int:
    return sum(1 if c.isascii() and (c.isalnum() or c in "%+-/.") else 2 for c in line)  # other marks are folded


def is_end_of_name(line: str) -> bool:
    """Is one of the names in a line only the end of a unit's (管局)?"""
    return any(u.known and not _is_whole(u) for u in unit_lists.listed_units(line))


def _is_whole(unit: unit_lists.Unit) -> bool:
    told = unit.known and (len(unit.name) >= SHORTEST or unit.name[-1] in _PLACES)
    return told or unit.kind == "collective" or functions.is_known_unit(unit.name)


def _whole_worth(lines: tuple[str, ...], kind: str) -> int:
    """How well lines hold the names of units, of a firm that owns a project, or a figure, wholly."""
    whole = "".join(lines)
    if _NOTHING.fullmatch(whole):
        return 4
    if pattern := _FORMS.get(kind):
        return 10 * len(lines) if pattern.fullmatch(whole) else NEVER if len(lines) > 1 else -8
    worth = _names_worth(lines) if len(lines) <= NAME_LINES else NEVER
    if kind != "owner":
        return NEVER if _BEHIND_FIRM.search(whole) or _STATUS.match(whole) or _COUNTED.search(whole) else worth
    if _PROJECT.search(whole):  # what is built stands before who builds it
        return NEVER
    return 5 * len(lines) + 3 if worth != NEVER or _FIRM.fullmatch(whole) else NEVER


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
    return 10 + 4 * (len(lines) - 1)


def _is_broken(line: str, following: str) -> bool:
    """May a name go on from one line in what follows? Not where that begins one of its own (县水利局, 县委)."""
    begun, rest = _last_name(line), following.split("、")[0]
    if line[-1] in _OPEN or not begun:
        return False
    whole = _names_worth((begun,)) != NEVER
    if _names_worth((rest,)) == NEVER:
        ends = len(rest) == 1 and unit_lists.is_complete(begun + rest)  # 管委⏎会
        return not whole or ends or unit_lists.is_complete(rest)  # 县政府⏎办公室, not 县政府⏎2026年
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
    if _NOTHING.fullmatch(line):
        return 2
    if _STATUS.fullmatch(line):
        return 7 if kind in _ANY else 1
    if kind == "place":
        return _place_worth(line)
    if kind == "person":
        return 6 if len(line) <= 12 and not named and not re.search(r"[\d。,;]", line) else NEVER
    return _words_worth(line, kind, named or dated)


def _place_worth(line: str) -> int:
    if _NAME_OF_PLACE.fullmatch(line):
        return 9
    return 5 if len(line) <= 14 and _PLACE.search(line) else -3


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
    if _CODE.fullmatch(line):
        return 4 if kind in _ANY else -4
    if kind in _ANY and len(line) > LONG:
        return -2
    return _WORTH.get(kind, 3) + (
        kind == "measures" and re.search("[,;。]", line) is not None
    )  # names are no sentences
