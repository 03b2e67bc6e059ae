"""What settling has to look at: what changed since it was last done, on every store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from policygraph.graph.decisions.decision import Decision
from policygraph.graph.decisions.decisions import about_nodes, touching
from policygraph.graph.loading import touched as noted
from policygraph.graph.loading.load import load, remove
from policygraph.graph.loading.touched import Touched, both, of_mentions, touched
from policygraph.graph.loading.unfinished import unfinished
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Statement, Store
from policygraph.graph.transfer.dump import dump_graph
from policygraph.services.settle import settle
from tests.graphs import city_opinion, county_plan

PLAN, OPINION = county_plan().document, city_opinion().document
MENTIONS = "MATCH (d:Document {id: $id}) RETURN d.mentions AS mentions"


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with open_store(place, write=True) as opened:
        load(opened, [county_plan()])
        settle(opened)
        yield opened


def test_a_new_graph_is_touched_as_a_whole(place: str) -> None:
    with open_store(place, write=True) as store:
        load(store, [county_plan()])
        assert touched(store.read) is None


def test_what_comes_and_goes_is_noted_with_all_that_it_speaks_of(store: Store) -> None:
    assert touched(store.read) == Touched()
    load(store, [city_opinion()])
    mentions = store.read(MENTIONS, {"id": OPINION})[0]["mentions"]
    came = of_mentions([*mentions, f"Document:{OPINION}"])
    now = touched(store.read)
    assert now is not None and came.of("Policy") and not came.of("Nothing")
    assert (now.documents, {label: now.of(label) for label in came.nodes}) == (came.documents, came.nodes)
    remove(store, PLAN)  # the loads before one settling add up, and what has gone is noted too
    both_ = touched(store.read)
    assert both_ is not None and both_.documents == {OPINION, PLAN} and both_.of("Department") > came.of("Department")
    settle(store)
    assert touched(store.read) == Touched() and unfinished(store.read) is None


def test_what_policies_and_documents_were_before_is_noted(store: Store) -> None:
    policy = store.read("MATCH (d:Document {id: $id})-[:STATES]->(p:Policy) RETURN p.id AS id, p.blocks AS blocks",
                        {"id": PLAN})[0]  # fmt: skip
    load(store, [city_opinion()])
    remove(store, PLAN)
    found = touched(store.read)
    assert found is not None and found.before[policy["id"]] == policy["blocks"] and found.before[PLAN] == policy["id"]


def test_an_untouched_graph_is_not_looked_at(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    read = store.read

    def noted_read(cypher: str, *more: Any, **named: Any) -> Any:
        asked.append(cypher)
        return read(cypher, *more, **named)

    monkeypatch.setattr(store, "read", noted_read)
    before = store.version()
    settle(store)
    assert asked == [noted.TOUCHED] and store.version() == before


def test_measures_that_were_left_out_are_still_to_be_compared(store: Store) -> None:
    load(store, [city_opinion()])
    settle(store, measures=False)
    left = touched(store.read)
    assert unfinished(store.read) is None and left is not None and OPINION in left.documents
    settle(store)
    assert touched(store.read) == Touched()


def test_another_program_looks_at_everything(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(noted, "program", lambda: "by:0.0.1-1-1")
    assert touched(store.read) is None
    before = dump_graph(store)
    settle(store)
    assert touched(store.read) == Touched() and dump_graph(store) == before


def test_too_much_is_everything(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(noted, "MOST", 3)
    load(store, [city_opinion()])
    assert touched(store.read) is None


def test_a_note_without_what_was_touched_is_of_everything(store: Store) -> None:
    store.write(lambda _: [Statement(noted.FORGET, {})])  # as an earlier program leaves it
    assert touched(store.read) is None


def test_decisions_touch_what_they_are_about(store: Store) -> None:
    rows = store.read("MATCH (d:Department) RETURN d.id AS id ORDER BY id LIMIT 2")
    one, other = (row["id"] for row in rows)
    new = about_nodes(store.read, "different", "Department", one, other, by="某人")
    decided = {f"Department:{id_}" for id_ in (one, other)}
    assert touching([new]) == Touched(nodes={"Decided": frozenset(decided), "Department": frozenset({one, other})})
    weights = Decision("calibrated", "DERIVES_FROM", "", "", "Task", "Task", "", "", "某人", new.at, weights="{}")
    assert touching([new, weights]) is None and touching([]) == Touched()


def test_two_notes_are_one() -> None:
    one, other = of_mentions(["Document:a", "Policy:b"]), of_mentions(["Policy:c", "Village:d"])
    assert both(one, other) == of_mentions(["Document:a", "Policy:b", "Policy:c", "Village:d"])
    assert both(one, None) is None
