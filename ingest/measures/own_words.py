"""Whose words are whose: the words of a part that no smaller part holds, in running text and in tables."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from policygraph.ingest.measures.industries import Mention
from policygraph.ingest.measures.parts import Part
from policygraph.ingest.places.village_names import Place
from policygraph.ingest.text.cleaned import blanked

Span = tuple[int, int, int]
"""Index of a part, start and end."""


def in_prose(parts: Sequence[Part]) -> list[Span]:
    """Each part's own words in running text. Parts are in order, a larger one before those in it."""
    prose = [(i, p) for i, p in enumerate(parts) if not p.in_table]
    following = [p.start for _, p in prose[1:]] + [prose[-1][1].end] if prose else []
    return [(i, p.start, max(p.start, min(p.end, after))) for (i, p), after in zip(prose, following, strict=True)]


def _of_tasks(parts: Sequence[Part]) -> Iterable[Span]:
    """The own words of each task, its closing clause left out: a bureau's name is no industry."""
    for i, start, end in in_prose(parts):
        if parts[i].kind == "task":
            clauses = [a for _, a, b, confidence in parts[i].assigned if confidence > 0.9 and start < a < end <= b + 2]
            yield i, start, min(clauses, default=end)


T = TypeVar("T", Place, Mention)


def by_task(parts: Sequence[Part], prose: str, text: str, find: Callable[[str], list[T]]) -> list[tuple[int, T]]:
    """What `find` finds in the tasks' own words, each with the index of its task: those of `prose`, then those of the
    tables, which only `text` holds."""
    found = _within(find(prose), list(_of_tasks(parts)))
    of_tasks = ((i, p) for i, p in enumerate(parts) if p.kind == "task")
    in_cells: list[Span] = [(i, c.start, c.end) for i, p in of_tasks for c in p.cells]
    in_cells.sort(key=lambda span: span[1])
    if in_cells:
        gaps = zip([0, *(end for *_, end in in_cells)], [*(s for _, s, _ in in_cells), len(text)], strict=True)
        found += _within(find(blanked(text, [(a, max(a, b)) for a, b in gaps], "\n")), in_cells)
    return found


def _within(hits: list[T], spans: list[Span]) -> list[tuple[int, T]]:
    """The hits that stand in the spans, each with the index."""
    starts = [start for _, start, _ in spans]
    found = []
    for hit in hits:
        at = bisect_right(starts, hit.start) - 1
        if at >= 0 and hit.end <= spans[at][2]:
            found.append((spans[at][0], hit))
    return found
