"""Why a name of a unit that no clause holds is set aside: it is in the head, was there, is told, is only spoken of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from policygraph.ingest.accounts.names import Names
from policygraph.ingest.accounts.spans import Span, Spans
from policygraph.ingest.accounts.words import share_words
from policygraph.ingest.head.head import Head
from policygraph.ingest.measures import own_words
from policygraph.ingest.measures.parts import Part

SENTENCE = 80
"""Characters before a name that are looked at."""
BEHIND = 260
"""Characters behind it: those of a list of addressees."""
HEADING = 24
"""Characters of a line above that says what the line below lists."""
SURE = 0.9
"""A clause that is as sure says all of who does its task."""
SIGNED = 16
"""Lines of those who sign, at most."""

_SIGNED_ON = re.compile(r"^[ \t]*(?:20\d\d年\d{1,2}月\d{1,2}日|二[〇零○一二三四五六七八九]{3}年[^\n]{2,9}日)", re.M)
_LINE = re.compile(r"[ \t一-鿿()、]{0,90}")
_NO_WORK_OF_THEIRS = frozenset(("report", "speech", "interpretation", "drafting-note", "bulletin"))


class Asides:
    """What of a document gives nobody work."""

    def __init__(self, folded: str, head: Head, parts: Sequence[Part]) -> None:
        self._folded = folded
        self._parts = parts
        self._told_elsewhere = head.genre in _NO_WORK_OF_THEIRS
        self._prose = own_words.in_prose(parts)
        self._starts = [start for _, start, _ in self._prose]
        self._first = next((p.start for p in parts if p.kind == "task"), len(folded))
        self._head = Spans([*_head_spans(head), *_signatures(folded)])

    def reason(self, names: Names) -> str | None:
        """The reason, as data/reading_share.yaml has it; None where the names are given work."""
        if self._head.touch(names.start, names.end):
            return "head"
        if self._told_elsewhere:
            return "genre"
        if why := self._by_words(names):
            return why
        return "spoken" if names.place == "spoken" else self._by_part(names)

    def _by_words(self, names: Names) -> str | None:
        before = self._before(names.start)
        for why, aside in share_words().asides.items():
            if why == "addressees" and names.start > self._first:
                continue
            if aside.before and aside.before.search(before):
                return why
            if aside.behind and aside.behind.match(self._folded, names.end, names.end + BEHIND):
                return why
        return None

    def _before(self, at: int) -> str:
        """The words of the sentence before; of what begins a line those of a short line above."""
        before = re.split(r"[。;]", self._folded[max(0, at - SENTENCE) : at])[-1]
        above, line = ("\n" + before).split("\n")[-2:]
        return above if not line.strip() and len(above) <= HEADING else line

    def _by_part(self, names: Names) -> str | None:
        """A reason that holds for the whole part in which the names stand, but not for what stands alone: that may be a
        cell of a table."""
        at = bisect_right(self._starts, names.start) - 1
        if at < 0 or names.start >= self._prose[at][2] or names.place == "alone":
            return None
        part = self._parts[self._prose[at][0]]
        if part.kind in ("principle", "background", "objective"):
            return "background"
        if part.kind in ("safeguard", "step") and names.general:
            return "safeguards"
        return "told" if any(confidence >= SURE for *_, confidence in part.assigned) else None


def _head_spans(head: Head) -> Iterator[Span]:
    """Titles, who issued the document, and whatever stands above its number and its title."""
    policies = [(p.start, p.end) for p in head.policies if p.end > p.start]
    yield from policies
    yield from filter(None, (head.issuer_span, head.number_span))
    if above := [start for start, _ in [*policies[:1], *filter(None, [head.number_span])]]:
        yield 0, min(above)


def _signatures(folded: str) -> Iterator[Span]:
    """The lines of names above a date that begins a line."""
    for m in _SIGNED_ON.finditer(folded):
        start = m.start()
        for _ in range(SIGNED):
            above = folded.rfind("\n", 0, max(0, start - 1)) + 1
            if start <= 0 or not _LINE.fullmatch(folded, above, start - 1):
                break
            start = above
        yield start, m.end()
