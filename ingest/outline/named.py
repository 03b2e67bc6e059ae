"""Numbers that a word bears: 问题一：, 任务2：, 举措（三）. A line that begins so begins an item where the document
numbers at least two of them with one word, from 1 on.

What stands between two of them decides their rank: items that begin anew below each (1.…2.…) are held by it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from policygraph.ingest.outline.headings import is_caption, label_lines
from policygraph.ingest.text.numerals import parse_han

_NUMBER = r"[一二三四五六七八九十]{1,3}|\d{1,2}"
_LINE = re.compile(
    rf"^ *(?P<begins>\[?)(?P<word>[一-鿿]{{2,6}}?) ?"
    rf"(?:\((?P<closed>{_NUMBER})\)[\]:、.]?|(?P<open>{_NUMBER})\]? ?[:、.])(?! ?\d) ?(?=\S)",
    re.M,
)
_BELOW = re.compile(r"[\n:。;] *(?:\(?[一二三四五六七八九十]{1,3}[、.)]|\(?\d{1,2}[.、)](?!\d))")
_FIRST = re.compile(r"[\n:。;] *\(?[一1][、.)](?!\d)")
LEAST = 2
"""Of one word in a document."""


def numbered_words(folded: str) -> Iterator[tuple[int, int, str, int, bool]]:
    """Start, end, number as printed, its value, and whether it holds items of its own; in order of places."""
    by_word: dict[str, list[tuple[int, int, str, int]]] = defaultdict(list)
    for m in _LINE.finditer(folded):
        raw = m["closed"] or m["open"]
        value = int(raw if raw.isdigit() else parse_han(raw) or 0)
        found = by_word[m["word"]]
        if value and value == (found[-1][3] if found else 0) + 1 and not is_caption(m["word"]):
            found.append((m.start("begins"), m.end(), raw, value))
    for found in by_word.values():
        if len(found) < LEAST:
            continue
        holds = any(_holds(folded, one[1], other[0]) for one, other in pairwise(found))
        yield from ((*each, holds) for each in found)


_NUMBERED = re.compile(r"^ *(?:\(?[一二三四五六七八九十]{1,3}[、.)]|\(?\d{1,2}[.、)](?!\d)|\d{1,2} [一-鿿])", re.M)


def records(folded: str) -> Iterator[tuple[int, int, str, int, bool]]:
    """The same of records without numbers: lines that begin with one label (项目名称：) begin one each, where no
    numbered lines stand between them."""
    by_label: dict[str, list[int]] = defaultdict(list)
    for m in label_lines().finditer(folded):
        by_label[m["label"]].append(m.start() + m[0].index(m["label"]))
    starts = next((found for found in by_label.values() if len(found) >= LEAST), [])
    if starts and not _NUMBERED.search(folded, folded.rfind("\n", 0, max(0, starts[0] - 1)) + 1, starts[-1]):
        yield from ((at, at, "", value, False) for value, at in enumerate(starts, 1))


def _holds(folded: str, start: int, end: int) -> bool:
    """Is the first number between two of them a 1?"""
    first = _BELOW.search(folded, start, end)
    return first is not None and _FIRST.match(folded, first.start()) is not None
