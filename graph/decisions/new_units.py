"""A department that the graph does not know, as a reader of a document would take its name."""

from __future__ import annotations

from policygraph.graph.decisions.corrections import Unit
from policygraph.graph.stores.store import Row
from policygraph.ingest.organisations.departments import Register
from policygraph.ingest.organisations.unit_lists import Unit as Named
from policygraph.ingest.organisations.unit_lists import listed_units
from policygraph.ingest.places.region_names import Place, above, place_at_start
from policygraph.ingest.places.regions import Jurisdiction
from policygraph.ingest.text.characters import for_matching
from policygraph.model.records import Properties


def new_unit(name: str, region: Row | None, document: str) -> Unit:
    """The department of that name in a document (id) of the region."""
    place = _place(region) if region else None
    places = {each.level: each for each in (*reversed(above(place)), place)} if place else {}
    folded = for_matching(name)
    listed = listed_units(folded)
    named = listed[0] if len(listed) == 1 and listed[0].name == folded else Named(name, 0, len(name))
    made = Register(Jurisdiction(place.level if place else None, places), document).enter(named)
    said: Properties = {
        "name": made.name, "full_name": made.full_name, "aliases": [], "kind": made.kind, "function": made.function,
        "level": made.level,
    }  # fmt: skip
    within = region["id"] if region and place and made.place == place else None
    return Unit(made.id, {key: value for key, value in said.items() if value is not None}, within)


def _place(region: Row) -> Place | None:
    """The place of a region of the graph: of the gazetteer, else by its name alone."""
    full = region["full_name"] or region["name"]
    found = place_at_start(full)
    if found and found[0].id == region["id"]:
        return found[0]
    named = Place(region["name"], region["level"], (full,))
    return named if named.id == region["id"] else None
