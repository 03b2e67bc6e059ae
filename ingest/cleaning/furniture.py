"""Site furniture: publication lines, view counts, menus, copyright, addresses. Patterns are in data/furniture.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from policygraph.ingest.text.edits import Edit
from policygraph.model.vocabulary import Expression, read

KEYED = ("index", "publication")
"""Kinds whose lines may be a key alone (发布日期：), with the value on the line below."""

_COUNT = 8
"""Characters of a line that says how often a page was opened."""
_VALUE = 60
"""Characters of any other value."""


@dataclass(frozen=True, slots=True)
class Line:
    """A kind of line that is furniture; `holds`: the fact about the document that it may carry; `inside`: its words may
    stand anywhere in the line, while others are those that it begins with."""

    kind: str
    fits: Expression
    holds: str | None = None
    inside: bool = False


@dataclass(frozen=True, slots=True)
class FurnitureWords:
    """`data/furniture.yaml`."""

    longest: int  # characters
    lines: tuple[Line, ...]
    breadcrumb: Expression
    menu: int  # characters


@cache
def _words() -> FurnitureWords:
    return read("furniture.yaml", FurnitureWords)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """One pattern for all kinds at a line's beginning, one for those inside it, and the kind of each of its groups."""
    named = [(f"k{i}", line) for i, line in enumerate(_words().lines)]
    begins = "|".join(f"(?P<{name}>{line.fits.pattern})" for name, line in named)
    inside = "|".join(f"(?P<{name}>{line.fits.pattern})" for name, line in named if line.inside)
    return re.compile(begins), re.compile(inside), {name: line.kind for name, line in named}


@cache
def _menus() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The line that parts the head of a site from its page, and what is a word of a menu above it."""
    short = rf"(?!.*(?:[。;；:：,，《]|\d{{4}}年)).{{1,{_words().menu}}}"
    breadcrumb = _words().breadcrumb.pattern.removeprefix("^")
    return re.compile(rf"^[^\S\n]*{breadcrumb}", re.M), re.compile(short)


def site_menus(text: str) -> list[Edit]:
    """The menu of a site above its page, where a line says at which place in the site the page stands."""
    breadcrumb, word = _menus()
    below = breadcrumb.search(text)
    if not below or "。" in text[: below.start()]:
        return []
    lines = re.finditer(r"[^\n]+", text[: below.start()])
    return [Edit(*m.span(), "", "navigation") for m in lines if word.fullmatch(m[0].strip().strip("|").strip() or "|")]


_LEADERS = re.compile(r"(?:[.．·]{6,}|…{2,}) ?\d{1,4} *$")
_ENTRY = 9
"""Lines at most of one entry of a table of contents."""


def contents(text: str) -> list[Edit]:
    """A table of contents: entries that leaders and a number of a page end, three or more, one below the other. An
    entry may fill several lines; what stands above the first is of it where the text begins so."""
    spans = [(m.start(), m.end()) for m in re.finditer(r"^.*$", text, re.M)]
    entries = [i for i, (a, b) in enumerate(spans) if _LEADERS.search(text, a, b)]
    runs: list[list[int]] = []
    for i in entries:
        if runs and i - runs[-1][-1] <= _ENTRY + 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    found = ((spans[0 if run[0] <= _ENTRY else run[0]][0], spans[run[-1]][1]) for run in runs if len(run) > 2)
    return [Edit(start, end, "", "navigation") for start, end in found]


def find_furniture(text: str) -> list[Edit]:
    """The lines of `text` that are furniture."""
    above = [*site_menus(text), *contents(text)]
    menu = {edit.start for edit in above}
    edits: list[Edit] = []
    start = longest = 0  # longest: characters of the value that the last key still waits for, on the line below
    for line in text.split("\n"):
        end, words = start + len(line), line.strip()
        if kind := _kind(words) if start not in menu else "":
            edits.append(Edit(start, end, "", kind))
            longest = _value_below(words, kind)
        elif words:
            if len(words) <= longest:
                edits[-1] = replace(edits[-1], end=end)
            longest = 0
        start = end + 1
    return sorted(above + edits, key=lambda e: e.start)


def _kind(words: str) -> str:
    """The kind of furniture that a line is; "" for none. A sentence about a publication is none."""
    if not words or len(words) > _words().longest:
        return ""
    begins, inside, kinds = _patterns()
    hit = begins.match(words) or inside.search(words, 1)
    kind = kinds[hit.lastgroup or ""] if hit else ""
    return "" if kind in ("navigation", "publication") and words[-1] in "。;；" else kind


def _value_below(words: str, kind: str) -> int:
    """How many characters the value of a key may have that stands on the line below; 0 where the line is no key."""
    if kind not in KEYED or words[-1] not in ":：" or "词" in words:
        return 0
    return _COUNT if re.search(r"[数量] ?[:：]$", words) else _VALUE
