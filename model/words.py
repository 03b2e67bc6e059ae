"""Values in words, as people see them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any


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
