"""A costly pattern is run only around what every match of it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator


def matches_around(
    pattern: re.Pattern[str], anchor: re.Pattern[str], before: int, after: int, text: str
) -> Iterator[re.Match[str]]:
    """What `pattern.finditer(text)` gives, where every match holds a match of `anchor`, begins at most `before`
    characters before that begins, and ends at most `after` behind where it begins. `pattern` looks at nothing outside
    its match.

    >>> [m[0] for m in matches_around(re.compile(r"[ab]{1,3}\\d"), re.compile(r"\\d"), 3, 1, "aab1 bb abab2 ")]
    ['aab1', 'bab2']
    """
    start = end = -1
    for found in anchor.finditer(text):
        low, high = max(0, found.start() - before), found.start() + after
        if low > end:
            if end >= 0:
                yield from pattern.finditer(text, start, end)
            start = low
        end = high
    if end >= 0:
        yield from pattern.finditer(text, start, end)
