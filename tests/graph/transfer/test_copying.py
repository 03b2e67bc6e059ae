"""Copies between stores: the same to the last property, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from policygraph.graph.asking import catalog
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Statement, Store
from policygraph.graph.transfer import copying, scan
from policygraph.graph.transfer.copying import copy_graph
from policygraph.graph.transfer.dump import dump_graph
from policygraph.model.errors import PolicyGraphError
from tests.graphs import Writer, city_opinion, county_plan
from tests.stores import write


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "source", write=True) as store:
        load(store, [county_plan(), city_opinion()])
        yield store


@pytest.fixture
def target(place: str) -> Iterator[Store]:
    with open_store(place, write=True) as store:
        yield store


def test_there_and_back(source: Store, target: Store, tmp_path: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    total = copy_graph(source, target, lambda *each: seen.append(each))
    assert dump_graph(target) == dump_graph(source)
    for query in ("node-counts", "relation-counts", "documents", "departments", "unread-by-kind"):
        assert catalog.run_query(target, query) == catalog.run_query(source, query)
    assert [done for done, _, _ in seen] == sorted(done for done, _, _ in seen)
    assert seen[-1][:2] == (total, total) == (len(dump_graph(source).splitlines()),) * 2
    with open_store(tmp_path / "back", write=True) as back:
        copy_graph(target, back)
        assert dump_graph(back) == dump_graph(source)
        load(back, [county_plan()])  # what is the loader's own came along
        assert dump_graph(back) == dump_graph(source)


def test_in_small_batches(source: Store, target: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "SIZE", 2)
    copy_graph(source, target)
    assert dump_graph(target) == dump_graph(source)


@pytest.mark.parametrize("broken_at", [1, 3, 9, 20])
def test_an_interrupted_copy_goes_on(
    source: Store, target: Store, broken_at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan, "SIZE", 2)
    steps = iter(range(1, 1000))

    def stop(*_: object) -> None:
        if next(steps) == broken_at:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy_graph(source, target, stop)
    copy_graph(source, target)
    assert dump_graph(target) == dump_graph(source)


def test_another_graph_is_not_mixed_with_this_one(source: Store, target: Store) -> None:
    load(target, [Writer("别的文件", "别的", "/other.txt").records])
    before = dump_graph(target)
    with pytest.raises(PolicyGraphError, match="已有别的图；加 --replace"):
        copy_graph(source, target)
    assert dump_graph(target) == before
    copy_graph(source, target, replace=True)
    assert dump_graph(target) == dump_graph(source)


def test_nodes_that_no_document_states_are_another_graph(source: Store, target: Store) -> None:
    write(target, Statement("CREATE (:Region {id: 'r', name: 'r'})", {}))
    with pytest.raises(PolicyGraphError, match="已有别的图"):
        copy_graph(source, target)


def test_what_the_target_has_beyond_the_source_is_told(source: Store, target: Store) -> None:
    load(target, [county_plan(), city_opinion()])
    write(target, Statement("CREATE (:Region {id: 'r', name: 'r'})", {}))
    with pytest.raises(PolicyGraphError, match=r"还有来源没有的内容（Region）"):
        copy_graph(source, target)


def test_a_source_that_changes_meanwhile_is_told(source: Store, target: Store) -> None:
    def change(*_: object) -> None:
        write(source, Statement("MERGE (n:Region {id: 'r'}) SET n.name = 'r'", {}))

    with pytest.raises(PolicyGraphError, match="再复制一次"):
        copy_graph(source, target, change)


def test_an_empty_graph(tmp_path: Path, target: Store) -> None:
    with open_store(tmp_path / "empty", write=True) as empty:
        assert copying.copy_graph(empty, target) == 0
    assert dump_graph(target) == ""
