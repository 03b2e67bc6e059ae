"""What other packages bring, by entry points: word lists, formats, queries, pages (docs/engineers/add-an-extension.md).

A hook that fails costs itself: it is left out, said in one line, and its traceback stands in the log.
"""

from __future__ import annotations

import logging
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

log = logging.getLogger(__name__)

VOCABULARY, FORMATS, QUERIES, PAGES = (f"policygraph.{kind}" for kind in ("vocabulary", "formats", "queries", "pages"))
"""Groups of entry points."""
CALLED = {VOCABULARY: "词表", FORMATS: "格式", QUERIES: "查询", PAGES: "页面"}
_failed: dict[tuple[str, str], str] = {}


@cache
def found(group: str) -> tuple[tuple[str, Any], ...]:
    """Name and object of each hook of the group that could be loaded, in the order of the names."""
    loaded = []
    for each in sorted(entry_points(group=group), key=lambda each: each.name):
        try:
            loaded.append((each.name, each.load()))
        except Exception as error:  # whatever a stranger's module raises
            failed(group, each.name, error, _of(each))
    return tuple(loaded)


@cache
def packages(group: str) -> tuple[str, ...]:
    """The distributions that bring hooks of the group, whether or not they can be used."""
    return tuple(sorted({each.dist.name for each in entry_points(group=group) if each.dist}))


def failed(group: str, name: str, error: Exception, package: str = "") -> None:
    """Note that a hook of the group cannot be used, once."""
    if (group, name) not in _failed:
        of = f"（{package}）" if package else ""
        why = str(error) or type(error).__name__
        _failed[group, name] = f"扩展 {name}{of}的{CALLED[group]}没有用上：{why}"
        log.warning("a hook of %s is left out: %s", group, name, exc_info=error)


def failures() -> list[str]:
    """What is said of each hook that could not be used, so far."""
    return list(_failed.values())


def _of(point: EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist else ""
