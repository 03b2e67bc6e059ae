"""Whose document it is, from its head and text; and the words in which that stays open."""

from __future__ import annotations

import re

from policygraph.ingest.head.head import Head, Named
from policygraph.ingest.places.document_region import find_jurisdiction
from policygraph.ingest.places.regions import Jurisdiction
from policygraph.ingest.text import years
from policygraph.ingest.text.characters import for_matching


def jurisdiction_of(head: Head, named: Named, folded: str) -> Jurisdiction:
    """The document's region. A title that only the file's name tells, of a page that has none, counts last."""
    # Of what a notice forwards, an office above or below may be the issuer.
    titles = [head.title] if head.forwarding else [head.title, *(p.title for p in head.policies)]
    heads = [for_matching(h) for h in (head.issuer, *titles) if h]
    written = [h for h in heads if h in folded or h not in for_matching(named.file)]
    year = years.document_year((head.issued_on, head.published_on), titles, head.genre)
    number = head.number or next((p.number for p in head.policies if p.number), None)
    found = find_jurisdiction(written, folded, year=year, number=number, near=named.file)
    return found if found.own else find_jurisdiction(heads, folded, year=year, number=number, near=named.file)


def unsure_regions(where: Jurisdiction, head: Head, folded: str) -> list[tuple[int, int, tuple[str, ...]]]:
    """Where the text names one of several places, and their full names; at most one. Words that are not in the text
    (they may be the file's name) are shown by its number, or by its first line.
    """
    if not where.unsure:
        return []
    words = where.unsure.words
    choices = tuple(sorted(d.full_name for d in where.unsure.places))
    if (start := folded.find(words)) >= 0:
        return [(start, start + len(words), choices)]
    line = re.search(r"\S[^\n]*", folded)
    start, end = head.number_span or (line.span() if line else (0, 0))
    return [(start, end, choices)]
