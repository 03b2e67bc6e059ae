"""Which graphs are gone on with: marked, unmarked, older, newer; never half of one."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import kglite
import pytest

from policygraph.graph.cypher import made
from policygraph.graph.stores.kglite_read import snapshot
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.schema import OldGraphError
from policygraph.graph.stores.store import Statement
from policygraph.graph.transfer.dump import dump_graph
from policygraph.model.errors import PolicyGraphError
from policygraph.model.versions import SCHEMA
from tests.paths import GRAPHS
from tests.stores import write

COUNT = "MATCH (n) RETURN count(n) AS n"
OLD = Statement("MERGE (d:Document {id: 'd'}) SET d.name = 'd', d.facts = 'x'", {})  # without what was read of it


def test_the_mark_is_met_by_no_query(place: str) -> None:
    with open_store(place, write=True) as store:
        assert store.schema == SCHEMA
        assert store.read(COUNT) == [{"n": 0}] and dump_graph(store) == ""
    with open_store(place) as store:
        assert store.schema == SCHEMA


def test_an_older_graph_is_refused(unmarked_place: str) -> None:
    with open_store(unmarked_place, write=True, to_upgrade=True) as store:
        assert store.schema == 0
        write(store, OLD)
    for write_too in (False, True):
        with pytest.raises(OldGraphError, match=f"结构版本 0，现为 {SCHEMA}.*policygraph upgrade --database"):
            open_store(unmarked_place, write=write_too)


def test_a_newer_graph_is_refused(place: str) -> None:
    with open_store(place, write=True) as store:
        store.mark_schema(SCHEMA + 1)
    try:
        for write_too in (False, True):
            with pytest.raises(PolicyGraphError, match=r"更新的程序写的.*请升级本程序"):
                open_store(place, write=write_too)
    finally:
        with open_store(place, write=True, to_upgrade=True) as store:
            store.mark_schema(SCHEMA)
    with open_store(place) as store:
        assert store.schema == SCHEMA


@pytest.mark.parametrize(("graph", "form"), [("before_extracted", 0), ("unversioned", 1), ("dates_as_texts", 1)])
def test_an_earlier_form_is_known_with_and_without_its_mark(graph: str, form: int, tmp_path: Path) -> None:
    place = Path(shutil.copytree(GRAPHS / graph, tmp_path / "graph"))
    for write_too in (False, True):
        with pytest.raises(OldGraphError, match=f"结构版本 {form}，"):
            open_store(place, write=write_too)


def test_an_empty_graph_gets_its_mark_when_it_is_opened_to_be_written_to(unmarked_place: str) -> None:
    with open_store(unmarked_place, write=True, to_upgrade=True) as store:
        assert store.schema == 0
    open_store(unmarked_place, write=True).close()
    with open_store(unmarked_place) as store:
        assert store.schema == SCHEMA


def test_a_reader_sees_that_the_graph_was_replaced(tmp_path: Path) -> None:
    place = tmp_path / "graph"
    open_store(place, write=True).close()
    with open_store(place) as store:
        assert store.read(COUNT, seconds=20) == [{"n": 0}]
        shutil.copyfile(GRAPHS / "before_extracted" / "graph.kgl", place / "graph.kgl")
        for seconds in (None, 20):
            with pytest.raises(OldGraphError):
                store.read(COUNT, seconds=seconds)


def test_a_reader_marks_nothing(tmp_path: Path) -> None:
    open_store(tmp_path, write=True).close()
    with open_store(tmp_path) as store:
        for change in (lambda: store.mark_schema(SCHEMA), store.keep_copy):
            with pytest.raises(PolicyGraphError, match="只读"):
                change()


def test_several_writers_mark_at_once(neo4j_place: str) -> None:
    with ThreadPoolExecutor(6) as pool:
        opened = list(pool.map(lambda _: open_store(neo4j_place, write=True), range(6)))
    assert {store.schema for store in opened} == {SCHEMA}


def test_indexes_that_an_earlier_program_has_not_made_are_made_for_who_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(made, "indexes", dict)
        with open_store(tmp_path, write=True) as store:
            write(store, Statement("MERGE (g:Target {id: 'g'}) SET g.name = '甲', g.indicator = '甲'", {}))
        assert not kglite.load(str(tmp_path / "graph.kgl")).has_index("Target", "indicator")
    assert all(snapshot(tmp_path / "graph.kgl").has_index("Target", name) for name in ("name", "indicator"))
