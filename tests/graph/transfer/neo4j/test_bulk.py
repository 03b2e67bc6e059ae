"""The layout of `neo4j-admin database import`, given to the real tool, and the server started on what it made."""

from __future__ import annotations

from pathlib import Path

import neo4j
import pytest

from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.graph.transfer.dump import dump_graph
from policygraph.graph.transfer.neo4j.bulk import AFTER, ARGUMENTS, write_bulk
from policygraph.model.errors import PolicyGraphError
from policygraph.model.records import Records
from tests.graphs import Writer, city_opinion, county_plan
from tests.neo4j import server


def awkward() -> Records:
    """Quotation marks, commas, line breaks, backslashes, empty lists."""
    w = Writer('第一行"引号",逗号\n第二行\\反斜杠\\"\n;分号', '他说"好", 是', "/a\\b.txt")
    task = w.task("1", '"全是引号"', "第二行\\反斜杠", [], 1)
    w.edge("LEADS", w.node("Department", "d", '甲"局', full_name="甲,局", kind="unit", aliases=[]), task, "逗号")
    return w.records


@pytest.mark.usefixtures("server_program")
@pytest.mark.slow("runs Neo4j's own import tool, and a server on what it made")
def test_the_tool_makes_the_same_graph_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, folder = tmp_path / "home", tmp_path / "files"
    with open_store(tmp_path / "graph", write=True) as store:
        load(store, [county_plan(), city_opinion(), awkward()])
        files = write_bulk(store, folder)
        whole = dump_graph(store)
    assert {folder / ARGUMENTS, folder / AFTER} < set(files) == set(folder.iterdir())
    (home / "conf").mkdir(parents=True)
    (home / "conf" / "neo4j.conf").write_text("")
    monkeypatch.chdir(folder)
    server.admin(home, "database", "import", "full", "neo4j", "--threads=1", f"@{ARGUMENTS}")
    started = server.start(home, memory="512m", quick=True)
    try:
        with (
            neo4j.GraphDatabase.driver(f"bolt://127.0.0.1:{started.port}", auth=("neo4j", started.password)) as driver,
            driver.session() as session,
        ):
            for _ in range(2):  # it may be run again
                for statement in (folder / AFTER).read_text(encoding="utf-8").split(";\n"):
                    if statement:
                        session.run(statement).consume()
        with open_store(started.address, write=True) as loaded:
            assert dump_graph(loaded).splitlines() == whole.splitlines()
            load(loaded, [county_plan(), city_opinion(), awkward()])
            assert dump_graph(loaded) == whole
    finally:
        started.stop()


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "other.txt").write_text("x")
    with open_store(tmp_path / "graph", write=True) as store, pytest.raises(PolicyGraphError, match="空的文件夹"):
        write_bulk(store, tmp_path / "files")
    assert list((tmp_path / "files").iterdir()) == [tmp_path / "files" / "other.txt"]


def test_an_empty_graph(tmp_path: Path) -> None:
    with open_store(tmp_path / "graph", write=True) as store:
        assert [file.name for file in write_bulk(store, tmp_path / "files")] == [ARGUMENTS, AFTER]
