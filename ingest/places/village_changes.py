"""Villages named where they are founded, merged or dissolved: 撤销甲村、乙村村建制，合并后设立丙村，村委会驻址设原甲村.

There every member of the list is a village, whatever its name looks like (上村村, 水孔头村).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_HAN = "[一-鿿]"
_VERB = re.compile(  # each begins with one of few characters, which makes the search fast
    r"[撤合并新设组析更改调](?:[销并立设入建出]|名为|整为)(?!后|为|设立|组建|新设)(?:新的)?"
    rf"(?={_HAN}{{1,8}}[村(（])"
)
_SEAT = re.compile(rf"[原驻](?:(?<=原)|[地址](?:暂?设)?[在于为]?原?)(?={_HAN}{{1,6}}?村)")
_JOIN = re.compile(r"[、和及与]")
_BRACKET = r"(?:[(（][^()（）\n]{1,12}[)）])?"
_BEHIND = r"(?=(?:村民委员会|村委会|(?:行政|建制)?村建制|建制)?(?:[、，。；,;)）(（\s]|$|[和及与]))"
_STEM = rf"(?:(?![和及与]){_HAN}){{1,7}}?"
_MEMBER = re.compile(rf"({_STEM}){_BRACKET}村{_BEHIND}|({_STEM}村)村{_BEHIND}")
_OTHER = re.compile(rf"{_HAN}{{1,8}}(?:居委会|社区|居)(?=[、和及与])")  # 甲村村委会、乙居委会 in one list
_SEATED = re.compile(rf"({_HAN}{{1,6}}?村)(?=[、，。；,;)）\s]|$|范围|办公|村委会|村部|旧址|边)")
_ORGAN = re.compile("(?:村民委员会|村委会|(?:行政|建制)?村建制|建制)?")


def changed_villages(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, name) of each; a bracket before 村 is left out of the name: 甲（甲上）村 is 甲村."""
    for verb in _VERB.finditer(text):
        yield from _list(text, verb.end())
    for seat in _SEAT.finditer(text):
        if member := _SEATED.match(text, seat.end()):
            yield member.start(), member.end(), member[1]


def _list(text: str, at: int) -> Iterator[tuple[int, int, str]]:
    while True:
        if member := _MEMBER.match(text, at):
            yield at, member.end(), (member[1] or member[2]) + "村"
            end = _after_organ(text, member.end())
        elif other := _OTHER.match(text, at):
            end = other.end()
        else:
            return
        joined = _JOIN.match(text, end)
        if joined is None:
            return
        at = joined.end()


def _after_organ(text: str, at: int) -> int:
    found = _ORGAN.match(text, at)
    return found.end() if found else at
