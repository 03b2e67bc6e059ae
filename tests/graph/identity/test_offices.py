"""The departments of a graph as rows, on every store."""

from __future__ import annotations

from policygraph.graph.identity import offices
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from tests.graphs import city_opinion, county_plan


def test_departments_with_their_regions_and_years(place: str) -> None:
    with open_store(place, write=True) as store:
        load(store, [county_plan(), city_opinion()])
        rows = offices.departments(store.read)
        assert {row["name"]: row["level"] for row in rows if row["name"].startswith("市")} == {
            "市农业农村局": "city", "市财政局": "city",
        }  # fmt: skip
        years = {office.name: set(office.years.values()) for office in offices.offices(store.read, rows)}
        assert years["县水利局"] == {2024} and years["市财政局"] == {2023}


def test_only_the_places_that_have_a_function(place: str) -> None:
    with open_store(place, write=True) as store:
        load(store, [county_plan(), city_opinion()])
        rows = offices.departments(store.read)
        assert offices.beside(store.read, {"水利"}) == [row for row in rows if row["level"] == "county"]
        assert offices.beside(store.read, {"财政", "水利"}) == rows
        assert offices.beside(store.read, {"气象"}) == []
