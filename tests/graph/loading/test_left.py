"""What comparisons of others rest on in a document, and what is noted of it before it goes, on every store."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from policygraph.graph.loading import left
from policygraph.graph.loading.left import Grounds, grounds, moved
from policygraph.graph.loading.load import load, remove
from policygraph.graph.loading.touched import touched
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Statement, Store
from policygraph.services.settle import settle
from tests.graphs import city_opinion, county_plan
from tests.stores import write

PLAN, OPINION = county_plan(), city_opinion()
POLICIES = {node.properties["title"]: node.id for node in (*PLAN.nodes, *OPINION.nodes) if node.label == "Policy"}
OWN, ABOVE = POLICIES["柳溪县蔬菜产业发展实施方案"], POLICIES["清河市关于加快蔬菜产业发展的意见"]
PLACE = "MATCH (p:Policy {id: $id}) SET p.region_id = $region"


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with open_store(place, write=True) as opened:
        load(opened, [PLAN, OPINION])
        settle(opened)
        write(opened, Statement(PLACE, {"id": ABOVE, "region": "清河"}))
        yield opened


def test_grounds(store: Store) -> None:
    """A policy that a document only cites is none of its grounds, though it tells what its own carries out."""
    found = grounds(store.read, [PLAN.document], POLICIES.values())
    assert found == Grounds(frozenset({OWN}), frozenset(), frozenset({"柳溪县"}))
    assert grounds(store.read, [OPINION.document], POLICIES.values()).regions == {"清河"}
    assert grounds(store.read, [], POLICIES.values()) == Grounds()


def test_what_goes_is_noted(store: Store) -> None:
    remove(store, OPINION.document)
    noted = touched(store.read)
    assert noted is not None
    assert (noted.of(left.LINE), noted.of(left.REGION), noted.of(left.CALLED)) == ({ABOVE}, {"清河"}, {"清河市"})
    assert noted.of(left.WAS) == {f"{ABOVE}@清河"}


ELSEWHERE: list[tuple[str, str | None, set[str]]] = [
    ("清河", "清河", set()),
    ("清河", "柳溪", {"清河", "柳溪"}),
    ("", "清河", {"清河"}),
    ("清河", None, {"清河"}),
]


@pytest.mark.parametrize(("was", "now", "places"), ELSEWHERE)
def test_a_policy_may_be_of_another_place_now(store: Store, was: str, now: str | None, places: set[str]) -> None:
    write(store, Statement(PLACE, {"id": ABOVE, "region": now}))
    assert moved(store.read, [f"{ABOVE}@{was}"]) == Grounds(frozenset({ABOVE} if places else ()), frozenset(places))
