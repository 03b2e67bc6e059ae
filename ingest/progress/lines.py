"""Lines that each tell of one task, as ledgers are typed without a table: 护岸建设，县水利局，完成55%，征地难;
护岸建设（县水利局）：完成55%. A task, who does it, and how it stands; only where three lines of a kind stand together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policygraph.ingest.roles.subjects import named_units

TOGETHER = 3
"""Lines of one form, at least."""

_LINE = re.compile(r"^[ \t]*(?:[(（]?[\d一二三四五六七八九十]{1,3}[)、.．）] ?)?(?P<said>[^\n]{6,300})$", re.M)
_FORMS = (
    re.compile(r"(?P<task>[^,:;。|\t()]{2,40})[,|\t] ?(?P<units>[^,:;。|\t]{3,40})[,|\t] ?(?P<told>.+)"),
    re.compile(r"(?P<task>[^,:;。|\t()]{2,40})\((?P<units>[^()]{3,60})\) ?[:,。] ?(?P<told>.+)"),
    re.compile(r"(?P<units>[^,:;。|\t()]{3,40})[,|\t] ?(?P<task>[^,:;。|\t]{2,40})[,|\t] ?(?P<told>.+)"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """Spans of the name of a task, of those who do it, and of what is told of it."""

    task: tuple[int, int]
    units: tuple[int, int]
    told: tuple[int, int]

    @property
    def start(self) -> int:
        return min(self.task[0], self.units[0])

    @property
    def end(self) -> int:
        return self.told[1]


def find_rows(folded: str, start: int, end: int, least: int = TOGETHER) -> list[Row]:
    """The rows between, in order: of one form at `least` so many."""
    for form in _FORMS:
        found = list(_of(form, folded, start, end))
        if len(found) >= least:
            return found
    return []


def _of(form: re.Pattern[str], folded: str, start: int, end: int) -> Iterator[Row]:
    for line in _LINE.finditer(folded, start, end):
        m = form.fullmatch(folded, *line.span("said"))
        if m and _are_units(m["units"]) and not named_units(m["task"]):
            yield Row(m.span("task"), m.span("units"), m.span("told"))


def _are_units(said: str) -> bool:
    """Are they units up to the last word? 县农业农村局抓好粮食生产 begins a sentence."""
    found = named_units(said) or ()
    last = re.split("[、和及]", said.strip())[-1]
    return len(found) > 0 and (found[-1].name.endswith(last) or last.endswith(found[-1].name))
