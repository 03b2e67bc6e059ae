"""A bracket that tells in sentences who does what: （任务分解：甲局、乙局做好…；丙局在…）."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policygraph.ingest.roles import charges
from policygraph.ingest.roles.roles import ClauseContent

_BRACKET = re.compile(
    r"[(\[](?:任务(?:分解|分工)|(?:责任|职责|工作)?分工(?:任务)?)[:](?P<held>(?:[^()\[\]\n]|[(\[][^()\[\]\n]{1,30}[)\]]){4,400})[)\]]"
)
_PART = re.compile(r"[^;。]+")


def brackets(folded: str, start: int, end: int) -> Iterator[tuple[int, int, ClauseContent]]:
    """Each such bracket in `folded[start:end]`, with its span and whom it names in order."""
    for m in _BRACKET.finditer(folded, start, end):
        parts = (charges.units_told(folded, *part.span()) for part in _PART.finditer(folded, *m.span("held")))
        groups = tuple((role, list(units)) for group in parts for role, units in group)
        if groups:
            yield m.start(), m.end(), ClauseContent(groups, None)
