"""Names of units and nouns of roles, wherever they stand: what a text that gives out work cannot do without.

They are found cheaply and whatever the notation, by how names end and by words that the vocabulary knows, so that a
notation which no rule reads is seen to be unread. Names that one list holds are taken together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from policygraph.ingest.accounts.words import patterns
from policygraph.ingest.organisations import functions
from policygraph.ingest.organisations.function_words import lexicon
from policygraph.model.overlay import of_some_words

Place = Literal["alone", "subject", "spoken"]

NAME = 20
"""Characters of a name, at most."""
KNOWN = 12
"""Characters of a name that the vocabulary knows whole, at most."""
GAP = 30
"""Characters between two names of one list, at most: those of another that the vocabulary does not know."""
_GENERAL = ("部门", "单位")
_ANYBODY = re.compile(
    r"(?:各|有关|相关|级|地区?|其他|所有|职能|主管|行业|企业|事业|企事业|基层|下属|[省市县区]直|直属|驻地|全体|公司|系统)*"
    r"(?:部门|单位)"
)
_HAN = re.compile(r"[一-鿿]*$")
_NO_PART = re.compile(
    r".*(?:[由请向报经对从在的给至或为是将把被让送交]|以及|责成|会同|联合|按照|根据|配合|围绕|落实|征求|指导|加强|推动|督促|协助|依托|"
    r"贯彻|支持|同时)"
)
_RANK = re.compile(r"[一-鿿]{1,9}[省市县区州旗盟镇乡]|中共|国务院|[省市县区州旗盟]委")
_LISTED = re.compile(r"[^。;:\n]{0,12}?[、/和及与,][^。;:\n,]{0,16}")
_EDGE = "\n\t ()[]"
_ENDS = "。;:"
_OPENS = "\n\t 。;:,([)]"
_BY = re.compile(r"(?:由|请|责成)$")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Names:
    """Names of units in a list, or one; offsets in the folded text. `place`: a line, a cell or a bracket holds them
    alone; words behind them say that they are given work; or they are only spoken of. `general`: all of them name
    kinds of units (各单位, 财政部门)."""

    start: int
    end: int
    units: tuple[Span, ...]
    place: Place
    general: bool


def find_labels(folded: str) -> Iterator[Span]:
    """Nouns of roles where one can stand: before its units, at the head of a column."""
    return (m.span() for m in patterns().label.finditer(folded))


def find_names(folded: str) -> Iterator[Names]:
    """The names of units that the vocabulary knows, list by list."""
    run: list[Span] = []
    for unit in _units(folded):
        if run and not (unit[0] - run[-1][1] <= GAP and _LISTED.fullmatch(folded, run[-1][1], unit[0])):
            yield _names(folded, run)
            run = []
        run.append(unit)
    if run:
        yield _names(folded, run)


def _units(folded: str) -> Iterator[Span]:
    nobody = patterns().nobody
    for m in patterns().ending.finditer(folded):
        end = m.end()
        run = _HAN.search(folded, max(0, end - NAME), end)
        words = folded[run.start() if run else end : end]
        begin = _name_start(words)
        name = words[begin:] if begin is not None else ""
        if name and name not in nobody and not _ANYBODY.fullmatch(name):
            yield end - len(name), end


def _names(folded: str, run: list[Span]) -> Names:
    start, end = run[0][0], run[-1][1]
    general = all(folded[b - 2 : b] in _GENERAL for _, b in run)
    return Names(start, end, tuple(run), _place(folded, start, end, len(run), general), general)


def _place(folded: str, start: int, end: int, number: int, general: bool) -> Place:
    before, behind = folded[start - 1 : start] or "\n", folded[end : end + 1] or "\n"
    if before in _EDGE + _ENDS and behind in _EDGE and not general:
        named = before == "(" and number == 1 and folded[start - 2 : start - 1] not in "。;!?\n "
        return "spoken" if named else "alone"  # 县委农办（县农业农村局）: a second name
    opens = before in _OPENS or (general and before == "、") or _BY.search(folded, max(0, start - 2), start)
    return "subject" if opens and patterns().duty.match(folded, end) else "spoken"


@of_some_words(16384)
def _name_start(words: str) -> int | None:
    """Where in `words` the name begins that ends them; None where they end in none that the vocabulary knows.

    >>> "按照县农业农村局"[_name_start("按照县农业农村局"):], _name_start("开展督查工作会")
    ('县农业农村局', None)
    """
    known = 0 if words.endswith(_GENERAL) else _known_start(words)
    if known is None:
        return None
    said = _NO_PART.match(words, 0, known or len(words) - 2)
    begin = said.end() if said else 0
    before = words[begin:known]
    if _RANK.fullmatch(before):
        return begin
    ways = (begin + at for at in range(len(before) + 1) if functions.is_rank_or_place(before[at:]))
    return next(ways)  # the last of them has nothing before the name


def _known_start(words: str) -> int | None:
    """Where the words begin by which the vocabulary knows the unit that ends `words`."""
    known = lexicon()
    for at in range(max(0, len(words) - KNOWN), len(words) - 1):
        if words[at:] in known.units or words[at:] in known.kin:
            return at
    for ending in patterns().known_ends.get(words[-1:], ()):
        if words.endswith(ending):
            stop = len(words) - len(ending)
            for at in range(max(0, stop - known.longest), stop - 1):
                if words[at:stop] in known.words:
                    return at
    return None
