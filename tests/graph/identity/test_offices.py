"""The departments of a graph as rows, on every store."""

from __future__ import annotations

from policygraph.graph.identity import offices
from policygraph.graph.loading.load import load
from policygraph.graph.loading.touched import of_mentions
from policygraph.graph.stores.opening import open_store
from tests.graphs import city_opinion, county_plan


def test_departments_with_their_regions_and_years(place: str) -> None:
    with open_store(place, write=True) as store:
        load(store, [county_plan(), city_opinion()])
        rows = offices.departments(store.read)
        assert {row["name"]: row["level"] for row in rows if row["name"].startswith("市")} == {
            "市农业农村局": "city", "市财政局": "city",
        }  # fmt: skip
        names = {row["name"]: row["id"] for row in rows}
        documents = offices.documents_of(store.read, names.values())
        years = offices.document_years(store.read, {each for of in documents.values() for each in of})
        assert {years[each] for each in documents[names["县水利局"]]} == {2024}
        assert {years[each] for each in documents[names["市财政局"]]} == {2023}


def test_only_the_places_that_have_a_function(place: str) -> None:
    with open_store(place, write=True) as store:
        load(store, [county_plan(), city_opinion()])
        rows = offices.departments(store.read)
        assert offices.beside(store.read, {"水利"}) == [row for row in rows if row["level"] == "county"]
        assert offices.beside(store.read, {"财政", "水利"}) == rows
        assert offices.beside(store.read, {"气象"}) == []


def test_only_the_places_where_something_was_touched(place: str) -> None:
    with open_store(place, write=True) as store:
        load(store, [county_plan(), city_opinion()])
        rows = offices.departments(store.read)
        [one] = [row for row in rows if row["name"] == "县水利局"]
        county = [row for row in rows if row["level"] == "county"]
        assert offices.around(store.read, of_mentions([f"Department:{one['id']}"])) == county
        assert offices.around(store.read, of_mentions([f"Region:{one['region']}"])) == county
        stating = store.read("MATCH (:Document {id: $id})-[:STATES]->(p:Policy) RETURN p.id AS id",
                             {"id": county_plan().document})  # fmt: skip
        found = offices.around(store.read, of_mentions(f"Policy:{row['id']}" for row in stating))
        assert {row["id"] for row in county} <= {row["id"] for row in found}
        assert offices.around(store.read, of_mentions(["Department:gone"])) == []
