"""Responsibility clauses: where a text gives out work, in every notation that a regular reader understands.

A clause is a bracket that holds a role (（责任单位：A、B）, （A牵头，B配合）), lines of their own (牵头单位：A), or a
bare list of units behind a sentence. What it says is read by `roles`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policygraph.ingest import functions, roles, units
from policygraph.ingest.roles import Assignment

LONGEST = 900
"""Characters of a clause; an opening bracket without a close ends with its line."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause and what it says. `start` and `end` count in the folded text, brackets included."""

    start: int
    end: int
    assignments: tuple[Assignment, ...]
    due: str | None = None
    form: str = "bracket"  # bracket | lines | prose


def _brackets(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Outermost bracket pairs with a role word in them, as spans that include the brackets."""
    hint = roles.vocabulary()["hint"]
    i = start
    while (m := re.compile(r"[(\[<]").search(folded, i, end)) is not None:
        depth, j = 0, m.start()
        stop = min(end, m.start() + LONGEST)
        while j < stop:
            depth += folded[j] in "([<"
            depth -= folded[j] in ")]>"
            j += 1
            if depth == 0:
                break
        if depth:  # never closed: to the end of its line
            line = folded.find("\n", m.start(), end)
            j = line if line >= 0 else end
            if j - m.start() > 300:
                i = m.start() + 1
                continue
        if hint.search(folded, m.start(), j):
            yield m.start(), j
        i = j


def _lines(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Runs of lines, or the end of a paragraph, that begin with a role noun outside brackets."""
    words = roles.vocabulary()
    i = start
    while (m := words["own_line"].search(folded, i, end)) is not None:
        if _inside_bracket(folded, max(start, m.end() - 200), m.end()):
            i = m.end() + 1
            continue
        stop = _list_line_end(folded, m.end(), end)
        while (following := re.compile(r"\s*").match(folded, stop, end)) and words["line_marker"].match(
            folded, following.end(), end
        ):
            stop = _list_line_end(folded, following.end(), end)
        yield m.end(), stop
        i = stop + 1


def _inside_bracket(folded: str, start: int, at: int) -> bool:
    """Is a bracket that was opened after `start` still open at `at`?"""
    depth = 0
    for c in folded[start:at]:
        depth = depth + 1 if c in "([" else max(0, depth - 1) if c in ")]" else depth
    return depth > 0


def _list_line_end(folded: str, start: int, end: int) -> int:
    """Where a line ends, with the next one where the role stands alone on it (牵头单位：, then the names)."""
    stop = _line_end(folded, start, end)
    if folded[start:stop].rstrip().endswith(":"):
        following = re.compile(r"\s*").match(folded, stop, end)
        stop = _line_end(folded, following.end() if following else stop, end)
    return stop


def _line_end(folded: str, start: int, end: int) -> int:
    at = folded.find("\n", start, end)
    return at if at >= 0 else end


def _bare_lists(folded: str, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """Units and nothing else behind a sentence, in a bracket or after a dash: span of the clause and of its list."""
    for m in re.compile(
        r"(?<=[。;!])\s*(?:\(([^()\n]{3,120}(?:\([^()]*\)[^()\n]*)*)\)|--+([^。;()\n]{3,120}))(?=\s*(?:$|\n))"
    ).finditer(folded, start, end):
        group = 1 if m[1] else 2
        listed = units.parse(folded, m.start(group), m.end(group))
        parts = re.split(r"[、,;]", units.without_brackets(m[group]))
        if (
            listed
            and len(listed) >= len(parts)
            and all(u.known for u in listed)
            and any(functions.function_of(u.name) for u in listed)
        ):
            yield m.start(), m.end(), m.start(group), m.end(group)


def find(folded: str, start: int = 0, end: int | None = None) -> list[Clause]:
    """All clauses of `folded[start:end]` in order. One without units has no assignments, so that it can be counted."""
    end = len(folded) if end is None else end
    found = [Clause(a, b, *_frozen(roles.read(folded, a, b)), "lines") for a, b in _lines(folded, start, end)]
    for a, b in _brackets(folded, start, end):
        inside = b - 1 if folded[b - 1] in ")]>" else b
        markers = roles.markers(folded, a + 1, inside)
        if any(m.role not in ("person", "due", "with") for m in markers) and not _covered(found, a):
            assignments, due = roles.read(folded, a + 1, inside)
            if assignments or any(m.noun for m in markers):
                found.append(Clause(a, b, tuple(assignments), due))
    for a, b, list_start, list_end in _bare_lists(folded, start, end):
        if not _covered(found, a):
            found.append(
                Clause(a, b, tuple(roles.assign_roles([("responsible", units.parse(folded, list_start, list_end))])))
            )
    return sorted(found, key=lambda c: c.start)


def _covered(found: list[Clause], start: int) -> bool:
    return any(c.start <= start < c.end for c in found)


def _frozen(said: tuple[list[Assignment], str | None]) -> tuple[tuple[Assignment, ...], str | None]:
    return tuple(said[0]), said[1]
