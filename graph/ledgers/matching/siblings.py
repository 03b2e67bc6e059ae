"""Titles of one frame that speak of two things: 清理拖欠企业账款 and 清理拖欠农民工工资, 城东 and 城西污水处理厂; and
such as are one: 改造人民路 and 人民路改造."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from policygraph.model.records import fold

FRAME = 0.4
"""Share of the shorter title that both have in common, from which the rest is what sets them apart."""
SHORTEST = 2  # characters in a row that are shared
RARE = 0.6  # how rare in the plan a word is that sets a title apart: 新建 of many of its tasks does not
_WORDS = re.compile(r"[㐀-鿿\d]+")
_KIND = re.compile("(?:项目|工程|工作|任务|事项|办理|推进|开展|落实|实施|情况)+$")  # what it is, and that it is done
_LEVEL = re.compile("[省市县区]")
_PLAIN = frozenset("的和与及等对并其")
_SAME = _PLAIN | {"建"}  # 新建 and 扩建 of one thing are two


def speak_of_two(
    row: str,
    task: str,
    told: Collection[str],
    said: Collection[str],
    rare: Mapping[str, float],
) -> bool:
    """Do the titles of a row and a task share their frame, each with something of its own that the other does not
    know? `told`, `said`: the characters and pairs of all the words of the row and of the task; `rare`: what each counts
    in the plan.
    """
    first, second = ("".join(_WORDS.findall(_KIND.sub("", fold(title)))) for title in (row, task))
    if not first or not second or first in second or second in first:
        return False
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    shared = [block for block in blocks if block.size >= SHORTEST]
    if sum(block.size for block in shared) < FRAME * min(len(first), len(second)):
        return False
    ours, theirs = ([(block.a, block.size) for block in shared], [(block.b, block.size) for block in shared])
    if _in_other_words(list(_pieces(first, ours)), list(_pieces(second, theirs))):
        return False
    own, others = _between(first, ours), _between(second, theirs)
    return _is_strange(own, said, rare) and _is_strange(others, told, rare)


def _in_other_words(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Does a piece end with what the other side says too: 除治 and 防治, 强村 and 壮大村级?"""
    both = (ours, theirs), (theirs, ours)
    return any(piece[-1] not in _SAME and piece[-1] in "".join(other) for some, other in both for piece in some)


def _pieces(title: str, shared: Collection[tuple[int, int]]) -> Iterator[str]:
    """What lies between."""
    at = 0
    for start, size in (*shared, (len(title), 0)):
        if at < start:
            yield title[at:start]
        at = start + size


def _between(title: str, shared: Collection[tuple[int, int]]) -> Iterator[list[str]]:
    """The pairs of characters of what lies between, of a single one those with its neighbours."""
    at = 0
    for start, size in (*shared, (len(title), 0)):
        if any(char not in _PLAIN for char in title[at:start]):
            low, high = (at, start) if start - at > 1 else (max(0, at - 1), start + 1)
            yield [title[i : i + 2] for i in range(low, high - 1)]
        at = start + size


def _is_strange(pieces: Iterator[list[str]], known: Collection[str], rare: Mapping[str, float]) -> bool:
    """Is there something among the pieces that sets apart, and none of which the other side speaks?"""
    pairs = [pair for piece in pieces for pair in piece if len(pair) > 1 and not _PLAIN & set(pair)]
    return not any(pair in known for pair in pairs) and any(rare.get(pair, 1.0) >= RARE for pair in pairs)


def are_called_alike(one: str, other: str) -> bool:
    """Are the titles one, be it that the verb stands behind what it does in one of them, or one of them leaves out
    whose place it is?

    >>> are_called_alike("改造人民路", "人民路改造"), are_called_alike("扩建县中医院", "中医院扩建")
    (True, True)
    >>> are_called_alike("扩建县医院", "市医院扩建"), are_called_alike("改造人民路", "改造建设路")
    (False, False)
    """
    one, other = fold(one), fold(other)
    if one == other:
        return True
    first, second = _bare(one), _bare(other)
    if len(first) != len(second) or first not in second + second:
        return False
    levels = [_LEVEL.findall(each) for each in (one, other)]
    return not all(levels) or levels[0] == levels[1]


@lru_cache(maxsize=65536)
def _bare(title: str) -> str:
    return _LEVEL.sub("", title)
