"""Offices whose names run into one another where a line's end or a blank was lost: 某市财政局某市民政局.

The second name tells by its beginning that it is no part of the first: it begins with the first one's place, with
another of that level or above, or with an organ of the centre. 国家税务总局某市税务局 and 某市公安局某区分局 are one.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from policygraph.ingest.organisations.unit_words import ending
from policygraph.ingest.places.region_names import LEVELS, place_at_start
from policygraph.model.overlay import of_some_words

_ENDS = re.compile(r"(?<=[局厅委部办室府院会关署行])(?=[一-鿿]{4})")
_OF_CENTRE = re.compile(r"中共中央|国务院|国家(?!保密)|中国(?:人民|科|银)|全国")
_OF_PARTY = re.compile(r"^中共(?!中央)")
_STANDS_ALONE = re.compile(r"(?:海关|海事局)$")  # of the centre, named after a town: 某省商务厅某海关
_BRANCH = re.compile(r"(?:分[局行院部]|支队|大队|分公司|办事处|专员办|调查总?队|中心支行)$")
SHORTEST = 4
"""Characters of such a name."""


def ends_of_names(name: str) -> list[int]:
    """Where the names end that `name` is made of, the last one's end included.

    >>> ends_of_names("中共中央办公厅国务院办公厅"), ends_of_names("国家税务总局某市税务局")
    ([7, 13], [11])
    """
    return list(_cuts(name)) if len(name) >= 2 * SHORTEST else [len(name)]


@of_some_words(4096)
def _cuts(name: str) -> tuple[int, ...]:
    begun, found = 0, []
    for m in _ENDS.finditer(name):
        if m.start() - begun >= SHORTEST and _parts(name[begun : m.start()], name[m.start() :]):
            begun = m.start()
            found.append(begun)
    return (*found, len(name))


def _parts(left: str, right: str) -> bool:
    """Does a name end with `left`, and another begin?"""
    if not (ending().search(left) and ending().search(right)) or _BRANCH.search(right):
        return False
    if _OF_CENTRE.match(right):
        # An organ of the centre has offices in provinces, and stands beside those of the centre and of a place.
        return bool(_OF_CENTRE.match(left) or _place(left))
    mine = _place(left)
    if mine is None:
        return False
    plain = _OF_PARTY.sub("", right)
    if plain.startswith(mine.words):
        return True
    found = place_at_start(plain)
    if found is None or found[0].code is None:  # a form alone tells no place here: 办公室某县
        return False
    words = plain[: found[1]]
    if not re.search(r"[省市县区州盟旗镇乡]$", words):
        return mine.words.startswith(words) or bool(_STANDS_ALONE.search(right))
    return LEVELS.index(found[0].level) <= LEVELS.index(mine.level)


class _Begins(NamedTuple):
    """The place that a name begins with: its level, and the words for it."""

    level: str
    words: str


def _place(name: str) -> _Begins | None:
    plain = _OF_PARTY.sub("", name)
    found = place_at_start(plain)
    return _Begins(found[0].level, plain[: found[1]]) if found else None
