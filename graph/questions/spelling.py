"""Names and words that are written with one wrong character, of the same sound or of nearly the same shape."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

SHORTEST = 3
"""Characters of a name in which one may be wrong: of two, one is too little to know it by."""
SHORTEST_WITHIN = 4
"""Characters of a matter that is looked for anywhere in a text: of three, too many words are one character apart."""


class Look(NamedTuple):
    """How a character is read, without tones, and two codes of its shape."""

    readings: frozenset[str]
    corners: str
    cangjie: str


@cache
def looks() -> Mapping[str, Look]:
    """`data/characters.tsv`."""
    lines = files("policygraph.data").joinpath("characters.tsv").read_text(encoding="utf-8").splitlines()
    parts = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {char: Look(frozenset(readings.split()), corners, cangjie) for char, readings, corners, cangjie in parts}


def is_near(one: str, other: str) -> bool:
    """Whether two characters sound alike, or look so.

    >>> is_near("力", "利"), is_near("未", "末"), is_near("竟", "境"), is_near("水", "局")
    (True, True, True, False)
    """
    first, second = looks().get(one), looks().get(other)
    if first is None or second is None:
        return False
    if not first.readings.isdisjoint(second.readings):
        return True
    same_corners = first.corners[:4] == second.corners[:4] != ""
    return same_corners or _one_apart(first.cangjie, second.cangjie)


def _one_apart(one: str, other: str) -> bool:
    """Whether two shapes differ in one of at least four parts."""
    return len(one) == len(other) > SHORTEST and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def one_wrong(written: str, name: str) -> bool:
    """Whether `written` is `name` with one character mistaken for another.

    >>> one_wrong("区水力局", "区水利局"), one_wrong("区水利局", "区水利局"), one_wrong("区财政局", "区民政局")
    (True, False, False)
    """
    if len(written) != len(name):
        return False
    wrong = [(a, b) for a, b in zip(written, name, strict=True) if a != b]
    return len(wrong) == 1 and is_near(*wrong[0])


def by_ends(names: Iterable[str]) -> Mapping[tuple[int, str], list[str]]:
    """Names by length and by each of their ends: of two that differ in one character one end is the same."""
    found: dict[tuple[int, str], list[str]] = {}
    for name in names:
        for end in {f"^{name[0]}", f"{name[-1]}$"}:
            found.setdefault((len(name), end), []).append(name)
    return found


def corrected(
    text: str, spans: Iterable[tuple[int, int]], names: Mapping[tuple[int, str], list[str]]
) -> tuple[str, str] | None:
    """What is written wrongly in one of `spans` of `text`, and the one of `names` (`by_ends`) that is meant; None where
    there is none, or several may be meant. Names may reach over the ends of a span."""
    lengths = sorted({length for length, _ in names})
    found: dict[str, set[str]] = {}
    for start, end in spans:
        for length in lengths:
            for at in range(max(0, start - length + 1), min(end, len(text) - length + 1)):
                written = text[at : at + length]
                near = {*names.get((length, f"^{written[0]}"), ()), *names.get((length, f"{written[-1]}$"), ())}
                if right := {name for name in near if one_wrong(written, name)}:
                    found.setdefault(written, set()).update(right)
    if not found:
        return None
    longest = max(found, key=len)
    return (longest, found[longest].pop()) if len(found[longest]) == 1 else None


def corrected_within(written: str, texts: Iterable[str]) -> str | None:
    """The one piece of `texts` of which `written` is a misspelling; None where there is none, or several may be meant.

    >>> corrected_within("高标准农天", ["加强高标准农田建设", "新建高标准农田"])
    '高标准农田'
    """
    length = len(written)
    if length < SHORTEST_WITHIN:
        return None
    found = {
        text[at : at + length]
        for text in dict.fromkeys(texts)
        for at in range(len(text) - length + 1)
        if one_wrong(written, text[at : at + length])
    }
    return found.pop() if len(found) == 1 else None
