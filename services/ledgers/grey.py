"""Cells of a workbook that people see and are not to fill in: which were changed all the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from policygraph.model.records import fold
from policygraph.model.words import printable
from policygraph.services.ledgers.sheet import Field, Layout, Row

GREY, OF_CELL = "|", 4  # what stands before the checks of cells that are not to be filled in; characters of each


def written(layout: Layout, values: Mapping[str, Any]) -> str:
    """By which it is known that the cells that people see and are not to fill in are as they were written."""
    return GREY + "".join(layout.check(_plain(values[each.name]))[:OF_CELL] for each in _grey(layout))


def _grey(layout: Layout) -> list[Field]:
    return [field for field in layout.fields if field.width and not field.fill and field.name not in ("n", "id")]


def _plain(value: Any) -> str:
    """What a cell holds, however a program wrote it again."""
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return "".join(fold(printable(value)).split())[:1000]
    return "" if value is None else f"{float(value):.4f}"


def ignored(rows: Sequence[Row]) -> list[str]:
    """The cells that are not to be filled in and are not as they were written, for people. A form of before does not
    tell."""
    found = []
    for row in rows:
        was = str(row.values["check"] or "").partition(GREY)[2]
        for n, field in enumerate(_grey(row.layout) if was else ()):
            if row.layout.check(_plain(row.values[field.name]))[:OF_CELL] != was[n * OF_CELL : (n + 1) * OF_CELL]:
                words = str(row.values[field.name] or "")[:20]
                found.append(f"{row.at(field.name)} 的“{field.zh}”改成了“{words}”，没有收：要填的是黄色的格")
    return found
