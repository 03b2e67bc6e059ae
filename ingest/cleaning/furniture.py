"""Site furniture: publication lines, view counts, menus, copyright, addresses. Patterns are in data/furniture.yaml."""

from __future__ import annotations

import re
from functools import cache

from policygraph.ingest.text.edits import Edit
from policygraph.model.vocabulary import read_yaml

KEYED = ("index", "publication")
"""Kinds whose lines may be a key alone (发布日期：), with the value on the line below."""

_COUNT = 8
"""Characters of a line that says how often a page was opened."""


@cache
def _patterns() -> tuple[int, re.Pattern[str], dict[str, str]]:
    """The longest line that may be furniture, one pattern for all kinds, and the kind of each of its groups."""
    data = read_yaml("furniture.yaml")
    kinds = {f"k{i}": entry["kind"] for i, entry in enumerate(data["lines"])}
    union = "|".join(f"(?P<k{i}>{entry['pattern']})" for i, entry in enumerate(data["lines"]))
    return data["longest"], re.compile(union), kinds


@cache
def _menus() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The line that parts the head of a site from its page, and what is a word of a menu above it."""
    data = read_yaml("furniture.yaml")
    short = rf"(?!.*(?:[。;；:：,，《]|\d{{4}}年)).{{1,{data['menu']}}}"
    return re.compile(rf"^[^\S\n]*{data['breadcrumb'].removeprefix('^')}", re.M), re.compile(short)


def site_menus(text: str) -> list[Edit]:
    """The menu of a site above its page, where a line says at which place in the site the page stands."""
    breadcrumb, word = _menus()
    below = breadcrumb.search(text)
    if not below or "。" in text[: below.start()]:
        return []
    lines = re.finditer(r"[^\n]+", text[: below.start()])
    return [Edit(*m.span(), "", "navigation") for m in lines if word.fullmatch(m[0].strip().strip("|").strip() or "|")]


def find_furniture(text: str) -> list[Edit]:
    """The lines of `text` that are furniture."""
    longest, pattern, kinds = _patterns()
    above = site_menus(text)
    at = {edit.start for edit in above}
    edits: list[Edit] = []
    start = 0
    counts = False  # whether that value is how often the page was opened
    value_of: int | None = None  # index of the edit whose key still waits for its value, on the line below
    for line in text.split("\n"):
        end = start + len(line)
        words = line.strip()
        hit = pattern.search(words) if words and len(words) <= longest and start not in at else None
        kind = kinds[hit.lastgroup or ""] if hit else ""
        if hit and not (kind in ("navigation", "publication") and words[-1] in "。;；"):
            edits.append(Edit(start, end, "", kind))
            counts = re.search(r"[数量] ?[:：]$", words) is not None
            value_of = len(edits) - 1 if kind in KEYED and words[-1] in ":：" and "词" not in words else None
        elif words:
            if value_of is not None and len(words) <= (_COUNT if counts else 60):
                edits[value_of] = Edit(edits[value_of].start, end, "", edits[value_of].kind)
            value_of = None
        start = end + 1
    return sorted(above + edits, key=lambda e: e.start)
