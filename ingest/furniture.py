"""Site furniture: publication lines, view counts, menus, copyright, addresses. Patterns are in data/furniture.yaml."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml
from policygraph.ingest.edits import Edit

KEYED = ("index", "publication")
"""Kinds whose lines may be a key alone (发布日期：), with the value on the line below."""


@cache
def _patterns() -> tuple[int, re.Pattern[str], dict[str, str]]:
    """The longest line that may be furniture, one pattern for all kinds, and the kind of each of its groups."""
    data = yaml.safe_load(files("policygraph.data").joinpath("furniture.yaml").read_text(encoding="utf-8"))
    kinds = {f"k{i}": entry["kind"] for i, entry in enumerate(data["lines"])}
    union = "|".join(f"(?P<k{i}>{entry['pattern']})" for i, entry in enumerate(data["lines"]))
    return data["longest"], re.compile(union), kinds


def find(text: str) -> list[Edit]:
    """The lines of `text` that are furniture."""
    longest, pattern, kinds = _patterns()
    edits: list[Edit] = []
    start = 0
    value_of: int | None = None  # index of the edit whose key still waits for its value, on the line below
    for line in text.split("\n"):
        end = start + len(line)
        words = line.strip()
        hit = pattern.search(words) if words and len(words) <= longest else None
        kind = kinds[hit.lastgroup or ""] if hit else ""
        if hit and not (kind in ("navigation", "publication") and words[-1] in "。;；"):
            edits.append(Edit(start, end, "", kind))
            value_of = len(edits) - 1 if kind in KEYED and words[-1] in ":：" and "词" not in words else None
        elif words:
            if value_of is not None and len(words) <= 60:
                edits[value_of] = Edit(edits[value_of].start, end, "", edits[value_of].kind)
            value_of = None
        start = end + 1
    return edits
