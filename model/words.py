"""Values in words, as people see them."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

# What neither XML nor a spreadsheet can hold.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def text(value: Any) -> str:
    """One value in words."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case float():
            return f"{value:.15g}"
        case list() if all(isinstance(item, str) for item in value):
            return "、".join(value)
        case list() | dict():
            return json.dumps(value, ensure_ascii=False, default=iso)
    return str(value)


def near(text: str, names: Iterable[str], most: int = 3, alike: float = 0.5) -> list[str]:
    """Of these names at most so many that look like `text`, the likest first; `alike`: at least so much, to 1.

    >>> near("水利据", ["水利局", "财政局", "农业农村局"])
    ['水利局']
    """
    return difflib.get_close_matches(text, dict.fromkeys(names), n=most, cutoff=alike)


def perhaps(near: Sequence[str], otherwise: str = "") -> str:
    """What is added where there is nothing of a name: those near it that may be meant, or `otherwise`.

    >>> perhaps(["区水利局", "区水务局"]), perhaps([], "；请写全称")
    ('，是否指 区水利局、区水务局？', '；请写全称')
    """
    return f"，是否指 {'、'.join(near)}？" if near else otherwise


def figure(row: Mapping[str, Any], compared: str) -> str:
    """A Target as one reads it, behind what its comparator is called; only what it is compared with where that is all.

    >>> figure({"value": 21.6, "unit": "万亩"}, "≥ "), figure({"value": 10.0, "value_high": 12.0, "unit": "家"}, "")
    ('≥ 21.6万亩', '10—12家')
    >>> figure({"value": None, "base": "上年"}, "≥ "), figure({"value": 2.0, "unit": "倍", "base": "2025年"}, "")
    ('≥ 上年', '2倍（与2025年相比）')
    """
    base = row.get("base") or ""
    if row["value"] is None:
        return f"{compared}{base}"
    behind = f"（与{base}相比）" if base else ""
    return f"{compared}{amount(row)}{behind}"


def amount(row: Mapping[str, Any]) -> str:
    """Value and unit as they are written, a ratio's 1 on its side.

    >>> amount({"value": 1.9, "unit": ":1"}), amount({"value": 1.25, "unit": "1:"}), amount({"value": None})
    ('1.9:1', '1:1.25', '')
    """
    value = "" if row["value"] is None else text(row["value"])
    high = f"—{text(row['value_high'])}" if row.get("value_high") is not None else ""
    unit = row.get("unit") or ""
    return f"{unit}{value}{high}" if unit == "1:" else f"{value}{high}{unit}"


def percent(share: float | None) -> str:
    """
    >>> percent(0.949), percent(1.0), percent(None), percent(0.625), percent(0.9996)
    ('94.9%', '100%', '', '62.5%', '99.9%')
    """
    if share is None:
        return ""
    words = f"{round(share * 100, 1 if share >= 0.01 else 2):g}%"
    return "99.9%" if words == "100%" and share < 1 else words


def whole_percent(share: float) -> str:
    """Without a fraction, but where it would then be all, or nothing, and is not.

    >>> whole_percent(0.333), whole_percent(0.996), whole_percent(0.003), whole_percent(1.0), whole_percent(0.0)
    ('33%', '99.6%', '0.3%', '100%', '0%')
    """
    words = f"{share:.0%}"
    return percent(share) if words in ("0%", "100%") and share not in (0, 1) else words


def iso(value: Any) -> str:
    """A date as JSON holds it; TypeError for what JSON cannot hold."""
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")


def clock(at: str) -> str:
    """A time with its zone, in ISO form, where this machine is."""
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M:%S")


def told_by_file(name: str, uri: str) -> str:
    """A document so that it is told from another of its name.

    >>> told_by_file("方案", "/县/附件1.txt")
    '方案（附件1.txt）'
    """
    return f"{name}（{uri.rpartition('/')[2]}）"


def printable(text: str) -> str:
    """
    >>> printable("a\\x00b")
    'ab'
    """
    return UNPRINTABLE.sub("", text)
