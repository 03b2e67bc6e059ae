"""The departments of a graph as what compares them takes them: whose they are, and of which years."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from policygraph.graph.cypher.files import fixed
from policygraph.graph.identity.successions import Office
from policygraph.graph.stores.store import Read, Row

DEPARTMENTS = fixed(__package__, "departments")
PLACES_OF_FUNCTIONS = fixed(__package__, "places-of-functions")
OF_REGIONS = fixed(__package__, "departments-of-regions")
OF_THE_CENTRE = fixed(__package__, "departments-of-the-centre")
YEARS = fixed(__package__, "years-of-documents")
_IN_NUMBER = re.compile(r"〔(\d{4})〕")
_IN_TITLE = re.compile(r"((?:19|20)\d{2})年")


def departments(read: Read) -> list[Row]:
    """Every department with its region's id."""
    return list(read(DEPARTMENTS))


def beside(read: Read, functions: Collection[str]) -> list[Row]:
    """Every department of the places that have one with any of the functions; the same rows as `departments`."""
    places = read(PLACES_OF_FUNCTIONS, {"functions": sorted(functions)})
    rows = list(read(OF_THE_CENTRE)) if any(place["central"] for place in places) else []
    if regions := sorted({place["region"] for place in places if place["region"]}):
        rows += read(OF_REGIONS, {"regions": regions})
    return list({row["id"]: row for row in reversed(rows)}.values())[::-1]


def offices(read: Read, rows: Iterable[Row]) -> list[Office]:
    """`rows` (of `departments`) with the years of the documents that speak of each."""
    years = document_years(read)
    return [
        Office(
            row["id"], row["name"], row["function"], row["level"], row["region"], row["kind"],
            {document: years.get(document) for document in row["documents"]},
        )
        for row in rows
    ]  # fmt: skip


def document_years(read: Read) -> dict[str, int]:
    """The year that a document is of: when its policy was issued, numbered, or meant for, else when it was put up."""
    found: dict[str, int] = {}
    published: dict[str, int] = {}
    for row in read(YEARS):
        if row["published"]:
            published[row["id"]] = row["published"]
        if row["issued"]:
            found.setdefault(row["id"], row["issued"])
        elif m := _IN_NUMBER.search(row["number"] or "") or _IN_TITLE.search(row["title"] or ""):
            found.setdefault(row["id"], int(m[1]))
    return published | found
