"""The departments of a graph as what compares them takes them: whose they are, and of which years."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial

from policygraph.graph.cypher import made
from policygraph.graph.cypher.files import fixed
from policygraph.graph.identity.successions import Office, successions
from policygraph.graph.loading.touched import Touched, of_mentions
from policygraph.graph.stores.store import Read, Row

DEPARTMENTS = fixed(__package__, "departments")
PLACES_OF_FUNCTIONS = fixed(__package__, "places-of-functions")
OF_REGIONS = fixed(__package__, "departments-of-regions")
OF_THE_CENTRE = fixed(__package__, "departments-of-the-centre")
REGIONS_OF = fixed(__package__, "regions-of-departments")
STATING = fixed(__package__, "documents-stating")
YEARS = fixed(__package__, "years-of-documents")
_IN_NUMBER = re.compile(r"〔(\d{4})〕")
_IN_TITLE = re.compile(r"((?:19|20)\d{2})年")


def departments(read: Read) -> list[Row]:
    """Every department with its region's id."""
    return list(read(DEPARTMENTS))


def beside(read: Read, functions: Collection[str]) -> list[Row]:
    """Every department of the places that have one with any of the functions; the same rows as `departments`."""
    return _of_places(read, read(PLACES_OF_FUNCTIONS, {"functions": sorted(functions)}))


def around(read: Read, touched: Touched) -> list[Row]:
    """Every department of the places where what is known of one may have changed: itself, or the year of a document
    that speaks of it. One that has gone may have been the centre's."""
    stating = read(STATING, {"ids": sorted(touched.of("Policy"))})
    spoken_of = of_mentions(each for row in stating for each in row["mentions"]).of("Department")
    ids = touched.of("Department") | spoken_of
    places = list(read(REGIONS_OF, {"ids": sorted(ids)}))
    gone = ids - {row["id"] for row in places}
    return _of_places(read, [*places, *({"central": bool(gone), "region": id_} for id_ in touched.of("Region"))])


def _of_places(read: Read, places: Iterable[Row]) -> list[Row]:
    places = list(places)
    rows = list(read(OF_THE_CENTRE)) if any(place["central"] for place in places) else []
    regions = sorted({place["region"] for place in places if place["region"]})
    within = read(OF_REGIONS, {"regions": regions}) if regions else ()
    own = (row for row in within if row["region"] in regions)  # the others are looked at with those of their region
    return list({row["id"]: row for row in (*rows, *own)}.values())


DocumentsOf = Callable[[Collection[str]], Mapping[str, Sequence[str]]]
"""By department (ids) the documents that speak of it."""


def offices(read: Read, rows: Iterable[Row]) -> list[Office]:
    """`rows` (of `departments`), with the years of the documents that speak of those of which these may tell what
    followed on what."""
    return with_years(rows, partial(documents_of, read), partial(document_years, read))


def with_years(
    rows: Iterable[Row], documents_of: DocumentsOf, years_of: Callable[[Collection[str]], Mapping[str, int]]
) -> list[Office]:
    """The same, wherever documents and their years are looked up."""
    found = [
        Office(row["id"], row["name"], row["function"], row["level"], row["region"], row["kind"]) for row in rows
    ]  # fmt: skip
    of = documents_of({id_ for each in successions(found) for id_ in (each.first, each.second)})
    years = years_of({document for documents in of.values() for document in documents})
    return [
        each._replace(years={document: years.get(document) for document in of.get(each.id, ())}) for each in found
    ]  # fmt: skip


def documents_of(read: Read, departments: Collection[str]) -> dict[str, list[str]]:
    """By department (ids) the documents that speak of it."""
    rows = read(made.by_id("Department", ("id", "documents")), {"ids": sorted(departments)}) if departments else ()
    return {row["id"]: list(row["documents"]) for row in rows}


def document_years(read: Read, documents: Collection[str]) -> dict[str, int]:
    """By document the year that it is of."""
    return years_of(read(YEARS, {"ids": sorted(documents)}) if documents else ())


def years_of(rows: Iterable[Row]) -> dict[str, int]:
    """The year that a document is of: when its policy was issued, numbered, or meant for, else when it was put up.
    `rows`: id, published, issued, number, title, one for each policy that a document states, these in their order."""
    found: dict[str, int] = {}
    published: dict[str, int] = {}
    for row in rows:
        if row["published"]:
            published[row["id"]] = row["published"]
        if row["issued"]:
            found.setdefault(row["id"], row["issued"])
        elif m := _IN_NUMBER.search(row["number"] or "") or _IN_TITLE.search(row["title"] or ""):
            found.setdefault(row["id"], int(m[1]))
    return published | found
