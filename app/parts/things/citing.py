"""Sentences by which an address and a citation name them: where they stand, for people and for programs."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Sequence

DIGITS = 8  # of the words' checksum: enough to tell the places of one document apart


def mark(text: str, start: int, end: int) -> str:
    """How an address names the words `text[start:end]`: their place, and a checksum by which they are found again where
    another reading of the same file has moved them.

    >>> mark("建大棚。修水渠。", 4, 8)
    '4-8-52ac90a0'
    """
    return f"{start}-{end}-{_checksum(text[start:end])}"


def find(text: str, named: str) -> tuple[int, int] | None:
    """Where the words stand that an address names; None where they do no more, or it names none.

    >>> find("第一章　建大棚。修水渠。", mark("建大棚。修水渠。", 4, 8))
    (8, 12)
    >>> find("建大棚。", "4-8-00000000"), find("建大棚。", "nonsense")
    (None, None)
    """
    parts = named.split("-")
    if len(parts) != 3 or not (parts[0].isdecimal() and parts[1].isdecimal()):
        return None
    start, long = int(parts[0]), int(parts[1]) - int(parts[0])
    if long <= 0:
        return None
    if _checksum(text[start : start + long]) == parts[2]:
        return start, start + long
    # Nearest first: the words may stand in several places.
    nearest = sorted(range(len(text) - long + 1), key=lambda place: abs(place - start))
    return next(((at, at + long) for at in nearest if _checksum(text[at : at + long]) == parts[2]), None)


def _checksum(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:DIGITS]


def position(text: str, start: int, pages: Sequence[int] | None) -> str:
    """Where in a document words stand, for people: its page, if it has pages, and the paragraph there, as one counts
    them. `pages`: offsets at which its pages begin. What goes on from the page before is its first paragraph.

    >>> position("甲。\\n\\n乙。\\n丙。", 5, None), position("甲。\\n乙。\\n丙。", 6, [0, 3])
    ('第 2 段', '第 2 页第 2 段')
    """
    page = bisect_right(pages, start) if pages else 0
    begin = pages[page - 1] if pages and page else 0
    before = text[begin : start + 1]
    paragraph = sum(bool(line.strip()) for line in before.split("\n")[:-1]) + 1
    return f"第 {page} 页第 {paragraph} 段" if page else f"第 {paragraph} 段"


def citation(words: str, title: str, number: str | None, issued_on: str | None, place: str = "") -> str:
    """A sentence, or where there are no words a document or policy, as a paper cites it.

    >>> citation("建大棚。", "柳溪县方案", "柳政发〔2030〕1号", "2030-01-02", "第 3 段")
    '“建大棚。”——《柳溪县方案》（柳政发〔2030〕1号，2030-01-02），第 3 段'
    """
    facts = "，".join(filter(None, (number, issued_on)))
    said = f"“{' '.join(words.split())}”——" if words else ""
    return f"{said}《{title}》{f'（{facts}）' if facts else ''}{f'，{place}' if place else ''}"
