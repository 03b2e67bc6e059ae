"""Many documents loaded by several writers: the same graph as one after the other, whatever comes between."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from policygraph.graph.loading.load import begin, load, remove
from policygraph.graph.loading.several import Loading
from policygraph.graph.loading.write import UNWRITTEN, writing_out
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Read, Statement, Store
from policygraph.graph.transfer.dump import dump_graph
from policygraph.model.errors import PolicyGraphError
from policygraph.model.records import Records
from policygraph.services.settle import settle
from tests.graph.loading.test_load import loaded, many, one
from tests.graphs import city_opinion, county_plan

BATCHES = 4


def test_the_same_graph_as_one_after_the_other(place: str) -> None:
    batches = [*(many(number) for number in range(BATCHES)), [county_plan(), city_opinion()]]
    with open_store(place, write=True) as store:
        with Loading(store) as loading:
            reports = [loading.load(batch) for batch in batches]
            again = loading.load(many(3))
        assert sum(len(report.added) for report in reports) == 3 * BATCHES + 2
        assert len(again.unchanged) == 3
        assert dump_graph(store) == loaded(*batches)


def test_another_writer_between(place: str) -> None:
    """Somebody else loads, and takes away what has just come, while it is being written out."""
    with open_store(place, write=True) as store:
        with Loading(store) as loading:
            for number in range(BATCHES):
                batch = many(number)
                loading.load(batch)
                load(store, many(number + BATCHES))
                remove(store, batch[0].document)
        left = [[*many(number)[1:], *many(number + BATCHES)] for number in range(BATCHES)]
        assert dump_graph(store) == loaded(*left)


def test_who_takes_a_document_away_waits_until_it_is_written_out(neo4j_place: str) -> None:
    """Otherwise what is written out meanwhile would stay behind, of no document."""
    batch = many(1)
    with open_store(neo4j_place, write=True) as store, ThreadPoolExecutor(1) as other:
        begin(store, batch, later=True)

        def slowly(read: Read) -> Iterable[Statement]:
            for n, statement in enumerate(writing_out(read, batch)):
                yield statement
                if not n:
                    taken = other.submit(remove, store, batch[0].document)
                    with pytest.raises(TimeoutError):  # it is held
                        taken.result(0.5)

        store.write(slowly, apart=True)
        other.shutdown()
        assert dump_graph(store) == loaded(batch[1:])


def test_what_was_cut_short_is_written_out_with_what_follows(place: str) -> None:
    batches: list[list[Records]] = [many(1), [county_plan(), city_opinion()]]
    with open_store(place, write=True) as store:
        begin(store, batches[0], later=True)
        begin(store, batches[1], later=True)
        assert one(store, "MATCH (d:Document {resolved: $mark}) RETURN count(d)", mark=UNWRITTEN) == 5
        assert one(store, "MATCH (t:Task) RETURN count(t)") == 0
        settle(store)
        found = dump_graph(store)
        store.write(partial(writing_out, added=batches[1]), apart=True)  # who comes too late changes nothing
        assert dump_graph(store) == found
    assert found == _settled(*batches)


def _settled(*batches: list[Records]) -> str:
    """The dump of a new embedded graph into which the batches were loaded as ever, with what follows."""
    with tempfile.TemporaryDirectory() as folder, open_store(folder, write=True) as store:
        for batch in batches:
            load(store, batch)
        settle(store)
        return dump_graph(store)


def test_a_writer_that_fails_is_told_of(neo4j_place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(neo4j_place, write=True) as store:
        write = store.write

        def failing(work: Callable[[Read], Any], *, apart: bool = False) -> None:
            if apart:
                raise PolicyGraphError("断了")
            write(work)

        monkeypatch.setattr(store, "write", failing)
        with pytest.raises(PolicyGraphError, match="断了"), Loading(store) as loading:
            loading.load(many(1))


def test_one_writer_writes_all_at_once(tmp_path: Path) -> None:
    with open_store(tmp_path / "graph", write=True) as store, Loading(store) as loading:
        assert store.writers == 1
        loading.load(many(1))
        assert _tasks(store) == 3, "not at the end"


def _tasks(store: Store) -> int:
    found: int = one(store, "MATCH (t:Task) RETURN count(t)")
    return found
