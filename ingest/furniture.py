"""Site furniture: publication lines, view counts, menus, copyright, addresses. Patterns are in data/furniture.yaml."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml

from policygraph.ingest.edits import Edit


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
    edits = []
    start = 0
    for line in text.split("\n"):
        words = line.strip()
        if words and len(words) <= longest and (hit := pattern.search(words)):
            edits.append(Edit(start, start + len(line), "", kinds[hit.lastgroup or ""]))
        start += len(line) + 1
    return edits
