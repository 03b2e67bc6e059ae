"""What a section is for, told by its heading. The patterns are in data/headings.yaml."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from policygraph.model.vocabulary import read_yaml

KINDS = ("objective", "principle", "background", "step", "safeguard", "container")


@cache
def _patterns() -> tuple[dict[str, re.Pattern[str]], re.Pattern[str]]:
    data: dict[str, Any] = read_yaml("headings.yaml")
    run_on = sorted(data["run_on"], key=len, reverse=True)
    return {kind: re.compile(data[kind]) for kind in KINDS}, re.compile("|".join(run_on))


@lru_cache(maxsize=4096)
def kind_of(title: str) -> str | None:
    """One of KINDS, or None for a heading about measures. `title` is folded text.

    >>> kind_of("工作目标"), kind_of("保障措施"), kind_of("重点任务"), kind_of("推进农村改厕")
    ('objective', 'safeguard', 'container', None)
    """
    patterns, _ = _patterns()
    return next((kind for kind in KINDS if patterns[kind].search(title)), None)


def run_on(folded: str, start: int, end: int) -> int | None:
    """Where a title ends that begins with a known heading and runs into its text without a mark."""
    m = _patterns()[1].match(folded, start, end)
    return m.end() if m and m.end() < end and folded[m.end()] not in ",、和与及的" else None
