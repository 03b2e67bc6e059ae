"""What may be asked of a store besides the statement: values that every engine takes, a number of rows."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from policygraph.graph.stores.store import TOO_DEEP
from policygraph.model.errors import PolicyGraphError

DEPTH = 100  # of lists and maps in one another
MOST_ROWS = 1 << 31  # more than any graph has
INTEGERS = range(-(1 << 63), 1 << 63)
_HALF = re.compile("[\ud800-\udfff]")


def check_parameters(parameters: Mapping[str, Any]) -> None:
    """Raise PolicyGraphError for what would end in an engine's own words, or in its stack's end."""
    waiting: list[tuple[str, Any, int]] = [("", parameters, 0)]
    while waiting:
        name, value, depth = waiting.pop()
        if depth > DEPTH:
            raise PolicyGraphError(TOO_DEEP)
        if isinstance(value, str):
            _check_text(name, value)
        elif isinstance(value, int) and value not in INTEGERS:
            raise PolicyGraphError(f"参数 {name} 的整数太大，超出 64 位")
        elif isinstance(value, float) and not math.isfinite(value):
            raise PolicyGraphError(f"参数 {name} 的值不是数，或大得写不下")
        elif isinstance(value, Mapping):
            for key, inner in value.items():
                _check_text("", str(key))
                waiting.append((name or str(key), inner, depth + 1))
        elif isinstance(value, list | tuple):
            waiting.extend((name, inner, depth + 1) for inner in value)


def _check_text(name: str, text: str) -> None:
    if found := _HALF.search(text):
        which = f"参数 {name} 的值" if name else "参数的名字"
        raise PolicyGraphError(f"{which}里有不成字的编码 U+{ord(found[0]):04X}；请用 UTF-8 输入")


def bounded(rows: int | None) -> int | None:
    """A number of rows as the engines take it."""
    return None if rows is None else min(rows, MOST_ROWS)
