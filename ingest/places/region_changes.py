"""What a text says became of counties: 撤销禾川县，设立禾川区; 禾川县撤县设区."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_NAME = r"[一-鿿]{1,5}?(?:自治县|[县市区旗])"
_SET_UP = re.compile(
    rf"撤销(?:原|县级)?(?P<old>{_NAME}),?(?:并|同时|整体)?(?:设立|成立|改设|设置)(?:为|地级|县级|市辖)?"
    rf"(?:[一-鿿]{{2,4}}市(?=[一-鿿]{{1,4}}区))?(?P<new>{_NAME})"
    r"(?![域块位间场]|管委会)"
)
_OLD = r"(?:(?<![一-鿿])|(?<=[年月日原将]))(?P<old>(?![年月日原将])[一-鿿]{1,4}县)"
_IN_SHORT = re.compile(rf"{_OLD}(?:正式|获批|顺利|成功)?撤县设(?P<rank>[区市])")
_RENAMED = re.compile(rf"{_OLD}(?:正式|整体)?(?:改设为|改设|更名为|改名为)(?P<new>[一-鿿]{{1,4}}[区市])")
# Each with the words of which every match holds one.
_PATTERNS = (
    (_SET_UP, ("撤销",)),
    (_IN_SHORT, ("撤县设",)),
    (_RENAMED, ("改设", "更名为", "改名为")),
)
_YEAR = re.compile(r"((?:19|20)\d{2})年")
_SENTENCE = 40
"""Characters before, in the same sentence, in which the year may stand."""


class RegionChange(NamedTuple):
    """`first` became `second`. `start` and `end` count in the folded text."""

    first: str
    second: str
    start: int
    end: int
    year: int | None = None


def find_region_changes(folded: str) -> Iterator[RegionChange]:
    """All that `folded` says of it, each pair once."""
    seen: set[tuple[str, str]] = set()
    for pattern, signs in _PATTERNS:
        for m in pattern.finditer(folded) if any(sign in folded for sign in signs) else ():
            new = m.groupdict().get("new") or m["old"][:-1] + m["rank"]
            if m["old"] == new or (m["old"], new) in seen:
                continue
            seen.add((m["old"], new))
            before = re.split(r"[。;\n]", folded[max(0, m.start() - _SENTENCE) : m.start()])[-1]
            years = _YEAR.findall(before)
            yield RegionChange(m["old"], new, m.start(), m.end(), int(years[-1]) if years else None)
