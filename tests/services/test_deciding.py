"""Decisions are kept with what follows from them, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from policygraph.graph.decisions.decision import Decision
from policygraph.graph.decisions.decisions import about_edge, about_nodes, all_decisions
from policygraph.graph.lineage import align
from policygraph.graph.resolving import resolve
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.graph.transfer.dump import dump_graph
from policygraph.services import deciding
from policygraph.services.settle import settle
from tests.stores import settled

SAME = "MATCH (d:Department) RETURN d.id AS id ORDER BY id LIMIT 2"
LINK = "MATCH (a:Task)-[r:DERIVES_FROM]->(b:Task) RETURN a.id AS a, b.id AS b, r.document AS document LIMIT 1"


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with settled(place) as opened:
        yield opened


def same(store: Store) -> Decision:
    first, second = (row["id"] for row in store.read(SAME))
    return about_nodes(store.read, "same", "Department", first, second, by="测试")


def fail(*_: object, **__: object) -> None:
    raise RuntimeError("injected")


@pytest.mark.parametrize("where", ["planned", "unpack", "rewritten", "changing"])
def test_what_cannot_be_put_into_effect_is_not_kept(store: Store, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    before = dump_graph(store)
    with monkeypatch.context() as patch, pytest.raises(RuntimeError, match="injected"):
        patch.setattr(resolve, where, fail)
        deciding.decide(store, [same(store)])
    assert dump_graph(store) == before and all_decisions(store.read) == []


def test_nor_is_it_taken_back(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    made = same(store)
    deciding.decide(store, [made])
    before = dump_graph(store)
    with monkeypatch.context() as patch, pytest.raises(RuntimeError, match="injected"):
        patch.setattr(resolve, "changing", fail)
        deciding.undo(store, [made.id], "测试")
    assert dump_graph(store) == before and all_decisions(store.read) == [made]
    deciding.undo(store, [made.id], "测试")
    assert not all_decisions(store.read)[0].stands


def test_of_many_documents_all_are_tried_first(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The decision changes two documents, a transaction each; the second cannot be written."""
    monkeypatch.setattr(resolve, "BATCH", 1)
    before = dump_graph(store)
    region = store.read("MATCH (r:Region) WHERE size(r.documents) = 2 RETURN r.id AS id ORDER BY id LIMIT 2")
    made = about_nodes(store.read, "same", "Region", region[0]["id"], region[1]["id"], by="测试")
    real, calls = resolve.unpack, []

    def second_fails(*arguments: object) -> object:
        calls.append(arguments)
        return real(*arguments) if len(calls) != 1 else fail()  # type: ignore[arg-type]

    monkeypatch.setattr(resolve, "unpack", second_fails)
    with pytest.raises(RuntimeError, match="injected"):
        deciding.decide(store, [made])
    assert dump_graph(store) == before
    deciding.decide(store, [made])
    assert [each.id for each in all_decisions(store.read)] == [made.id] and len(calls) > 2


def test_decisions_about_links_of_measures(samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(samples, write=True) as store:
        row = store.read(LINK)[0]
        wrong = about_edge(
            store.read, "wrong", "DERIVES_FROM", ("Task", row["a"]), ("Task", row["b"]), row["document"], by="测试"
        )
        before = dump_graph(store)
        with monkeypatch.context() as patch, pytest.raises(RuntimeError, match="injected"):
            patch.setattr(align, "_computed", fail)
            deciding.decide(store, [wrong])
        assert dump_graph(store) == before
        deciding.decide(store, [wrong])
        link = {"a": row["a"], "b": row["b"]}
        held = "MATCH (:Task {id: $a})-[r:DERIVES_FROM]->(:Task {id: $b}) RETURN count(r) AS n"
        assert store.read(held, link) == [{"n": 0}]
        deciding.undo(store, [wrong.id], "测试")
        assert store.read(held, link) == [{"n": 1}]


@pytest.fixture
def samples(tmp_path: Path) -> Path:
    """A province's plan and a city's that carries it out, linked measure by measure."""
    from policygraph.services.ingestion import ingest
    from tests.services.test_upgrading import SAMPLES

    with open_store(tmp_path, write=True) as store:
        ingest([each for each in SAMPLES if each.name[:2] in ("02", "03")], store, jobs=1)
        settle(store)
    return tmp_path
