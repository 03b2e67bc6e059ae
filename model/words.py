"""Values in words, as people see them."""

from __future__ import annotations

import json
import re
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


def iso(value: Any) -> str:
    """A date as JSON holds it; TypeError for what JSON cannot hold."""
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")


def clock(at: str) -> str:
    """A time with its zone, in ISO form, where this machine is."""
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M:%S")


def printable(text: str) -> str:
    """
    >>> printable("a\\x00b")
    'ab'
    """
    return UNPRINTABLE.sub("", text)
