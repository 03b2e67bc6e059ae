"""What is brought up to date step by step is what looking at everything gives, whatever came, went and was decided."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from policygraph.graph.decisions.decisions import about_nodes, all_decisions, standing
from policygraph.graph.ledgers.matching.shelf import Shelf
from policygraph.graph.loading.load import load, remove
from policygraph.graph.loading.touched import settled_at
from policygraph.graph.resolving import held, known, resolve
from policygraph.graph.resolving.blocks import Policies
from policygraph.graph.resolving.candidates import candidates, from_everything
from policygraph.graph.resolving.settled import keep_settled
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.graph.transfer.dump import dump_graph
from policygraph.ingest import documents
from policygraph.model.records import Records
from policygraph.services.deciding import decide, undo
from policygraph.services.settle import settle
from tests.paths import cases

PAPERS: dict[str, str] = cases("springs")
LABELS = ("Policy", "Policy", "Department")
NAMES = sorted(PAPERS)
IDS = {label: f"MATCH (n:{label}) RETURN n.id AS id ORDER BY id" for label in LABELS}

NAMED = "MATCH (n:Department) RETURN n.full_name AS name, n.id AS id"

Step = tuple[Any, ...]
STEPS: st.SearchStrategy[Step] = st.one_of(
    st.tuples(st.just("come"), st.sampled_from(NAMES)),
    st.tuples(st.just("go"), st.sampled_from(NAMES)),
    st.tuples(st.sampled_from(["same", "different"]), st.sampled_from(LABELS), st.integers(0, 99), st.integers(0, 99)),
    st.tuples(st.just("undo"), st.integers(0, 99)),
    st.tuples(st.just("settle")),
)


@cache
def paper(name: str) -> Records:
    records = documents.read_bytes(PAPERS[name].encode(), f"{name}.txt")
    records.nodes[0].properties["uri"] = f"/{name}.txt"
    return records


def _take(store: Store, step: Step) -> None:
    what, *of = step
    if what == "come":
        load(store, [paper(of[0])])
    elif what == "go":
        document = paper(of[0]).document
        if store.read("MATCH (d:Document {id: $id}) RETURN d.id AS id", {"id": document}):
            remove(store, document)
    elif what == "undo":
        if found := standing(all_decisions(store.read)):
            undo(store, [found[of[0] % len(found)].id], "乙")
    elif what in ("same", "different"):
        ids = [row["id"] for row in store.read(IDS[of[0]])]
        first, second = (ids[each % len(ids)] if ids else None for each in of[1:])
        if first and second and first != second:
            decide(store, [about_nodes(store.read, what, of[0], first, second, by="甲")])
    else:
        settle(store)


def _blocks(store: Store) -> list[Any]:
    return [
        list(store.read(f"MATCH (n:{label}) RETURN n.id AS id, n.{name} AS kept ORDER BY id"))
        for name, labels in (("blocks", ("Policy", "Region")), ("unsure", ("Document", "Policy", "Department")))
        for label in labels
    ]


def whole_is_the_same(store: Store) -> None:
    """See that looking at everything changes nothing."""
    settle(store)
    kept_is_as_made(store)
    steps, blocks = dump_graph(store), _blocks(store)
    assert candidates(store.read) == from_everything(store.read, standing(all_decisions(store.read)))
    settle(store, whole=True)
    whole = dump_graph(store)
    if whole != steps:
        settle(store, whole=True)
        assert dump_graph(store) != whole, "looking at everything comes to an end, and to another"
        return
    assert _blocks(store) == blocks
    keep_settled(store, None, None)
    assert _blocks(store) == blocks


def kept_is_as_made(store: Store) -> None:
    """See that what is kept in memory from one change to the next is what is made of the graph."""
    for each in held._LAST:
        if each.at is not None and each.at == settled_at(store.read):
            made, shelf = Policies(store.read), Shelf(store.read)
            assert (each.policies.settled, each.policies._lines) == (made.settled, made._lines)
            assert each.policies._nodes == made._nodes
            assert (each.shelf._rows, each.shelf._at, each.shelf.places) == (shelf._rows, shelf._at, shelf.places)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(NAMES), max_size=8, unique=True), st.lists(STEPS, min_size=1, max_size=10))
# Under what was decided the ledger has no office any more, and what is taken back is about one.
@example(["after the reform", "spelt", "province", "later"], [("same", "Department", 1, 0), ("undo", 0)])
def test_any_history_gives_what_everything_gives(first: list[str], steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder, open_store(folder, write=True) as store:
        load(store, [paper(name) for name in first])
        settle(store)
        for step in steps:
            _take(store, step)
        whole_is_the_same(store)


def test_what_settles_in_no_way_is_left() -> None:
    """That a county's bureau is a province's government: with it the ledger is beside its opinion, and then not."""
    with tempfile.TemporaryDirectory() as folder, open_store(folder, write=True) as store:
        load(store, [paper("ledger"), paper("province")])
        settle(store)
        for names in (("岚江省财政厅", "岚江省水利厅"), ("青穗县水利局", "岚江省人民政府")):
            found = {row["name"]: row["id"] for row in store.read(NAMED)}
            decide(store, [about_nodes(store.read, "same", "Department", *(found[name] for name in names), by="甲")])
        whole_is_the_same(store)


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Notes each time that everything is looked at."""
    times: list[str] = []
    real: Callable[..., Any] = known.known

    def noted(*of: Any) -> Any:
        times.append("whole")
        return real(*of)

    monkeypatch.setattr(resolve, "known", noted)
    return times


SETTLED = ("central", "trees", "province", "one", "ledger", "draft", "final")


@pytest.mark.parametrize(
    "steps",
    [
        [("come", "other")],
        [("come", "longer")],
        [("come", "by numbers"), ("settle",), ("go", "by numbers")],
        [("come", "spelt"), ("settle",), ("come", "spelt otherwise"), ("settle",), ("go", "spelt")],
        [("go", "final")],
        [("come", "later"), ("settle",), ("go", "ledger")],
        [("come", "without level")],
        [("come", "before the reform"), ("settle",), ("come", "after the reform"), ("go", "before the reform")],
        [("same", "Department", 0, 1), ("come", "other"), ("undo", 0)],
        [("same", "Policy", 0, 1), ("come", "other"), ("undo", 0)],
    ],
)
def test_only_what_is_touched_is_looked_at(place: str, whole: list[str], steps: list[Step]) -> None:
    with open_store(place, write=True) as store:
        load(store, [paper(name) for name in SETTLED])
        settle(store)
        whole.clear()
        for step in steps:
            _take(store, step)
        settle(store)
        assert not whole
        whole_is_the_same(store)


def test_what_another_process_settled_is_seen(place: str) -> None:
    """Of a graph that somebody else has settled since, what is kept in memory holds no more."""
    with open_store(place, write=True) as store:
        load(store, [paper(name) for name in SETTLED if name not in ("one", "ledger")])
        settle(store)
        _take(store, ("come", "other"))
        settle(store)
        kept_is_as_made(store)
        mine = held._LAST.pop()
        _take(store, ("come", "ledger"))
        settle(store)
        held._LAST[:] = [mine]  # who had it knows nothing of the ledger
        _take(store, ("come", "one"))
        whole_is_the_same(store)


def test_looking_at_everything_once_is_enough(place: str) -> None:
    """A plan whose place only another text of it tells cites by a title that only there is one policy's."""
    with open_store(place, write=True) as store:
        load(store, [paper(name) for name in ("one", "final", "province", "of no place", "by number", "by wording")])
        assert settle(store, whole=True).resolved.documents
        assert not any(settle(store, whole=True).resolved)
