"""Work that goes from one unit to another: 原由甲局牵头的X工作，调整为由乙局牵头; 将X牵头单位由甲局变更为乙局.

Who had it before has no part in it unless the sentence goes on to say so; the work is what was called so before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from policygraph.ingest.organisations.unit_lists import Unit
from policygraph.ingest.roles.subjects import named_units

_UNITS = r"[^,。;:的\n]{2,40}?"
_TASK = r"(?P<task>[^,。;:\n]{2,60}?)(?:任务|工作|事项|职责)?"
_DO = r"(?:牵头|主办|负责|承担|主管|承办)(?:负责|实施|落实|推进|承办)?"
_TO = r"[,]?(?:现|拟|统一|将其|其){0,2}(?:(?:调整|变更|更改|改)(?:为|成|由)由?|(?:移交|划转|转交|交)(?:给|至|由))"
_OFFICE = r"的?(?:牵头|责任|主办|负责|承办)(?:单位|部门)"
_NEW = rf"(?P<new>[^,。;:\n]{{2,60}}?)(?:{_DO}|承接|办理)?(?=[,。;)\s]|$)"
_MOVED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"原(?:来|先|定)?由?{_UNITS}{_DO}的{_TASK}{_TO}{_NEW}",
        rf"{_TASK}{_OFFICE},?(?:由|从){_UNITS}{_TO}{_NEW}",
        rf"{_TASK},?(?:原|原来)?由{_UNITS}{_DO}{_TO}{_NEW}",
    )
)
HINT = re.compile(r"(?:调整|变更|更改|改)(?:为|成|由)|(?:移交|划转|转交|交)(?:给|至|由)")
# What stands before the name of the work in its sentence.
_BEFORE = re.compile(
    r"[\s\"“”]*(?:\([^()]{1,3}\)|[一二三四五六七八九十\d]{1,3}(?:[、.是]))?\s*(?:会议)?(?:同意|决定|明确|议定)?(?:现|拟)?(?:将|把|对)?原?[\s\"“”]*"
)


@dataclass(frozen=True, slots=True)
class Move:
    """What the words from `start` to `end` say: `task` is the span of what the work is called; `units` have it now."""

    start: int
    task: tuple[int, int]
    units: tuple[Unit, ...]
    end: int


def find_move(folded: str, start: int, end: int) -> Move | None:
    """Of the sentence `folded[start:end]`, the work that it gives to others than before."""
    if not HINT.search(folded, start, end):
        return None
    for pattern in _MOVED:
        m = pattern.search(folded, start, end)
        units = named_units(m["new"]) if m else None
        if m and units:
            return Move(
                m.start(), _called(folded, *m.span("task")), tuple(_at(unit, m.start("new")) for unit in units), m.end()
            )
    return None


def _called(folded: str, start: int, end: int) -> tuple[int, int]:
    before = _BEFORE.match(folded, start, end)
    start = before.end() if before else start
    while end > start and folded[end - 1] in '"“” ':
        end -= 1
    return start, end


def _at(unit: Unit, start: int) -> Unit:
    return replace(unit, start=start + unit.start, end=start + unit.end)
