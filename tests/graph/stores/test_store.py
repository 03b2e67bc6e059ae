"""What every store must do. What only the embedded one does stands below; of the server in test_server.py."""

import contextlib
import datetime
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from policygraph.graph.stores.opening import default_place, open_store
from policygraph.graph.stores.store import NoDatabaseError, Statement, Store
from policygraph.model.errors import PolicyGraphError
from tests.stores import write

MERGE = "UNWIND $rows AS row MERGE (n:Task {id: row.id}) SET n = row"
LINK = (
    "UNWIND $rows AS row MATCH (a:Task {id: row.a}) MATCH (b:Task {id: row.b}) "
    "MERGE (a)-[r:PART_OF {document: row.document}]->(b) SET r = row.properties"
)


def tasks(*numbers: int, **properties: Any) -> Statement:
    rows = [{"id": f"t{n}", "name": f"任务{n}", "title": f"任务{n}", "position": n, **properties} for n in numbers]
    return Statement(MERGE, {"rows": rows})


def links(*pairs: tuple[int, int]) -> Statement:
    properties = {"document": "d", "start": 1, "end": 3, "confidence": 0.5}
    rows = [{"a": f"t{a}", "b": f"t{b}", "document": "d", "properties": properties} for a, b in pairs]
    return Statement(LINK, {"rows": rows})


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with open_store(place, write=True) as opened:
        yield opened


VALUES = ["文字", "", "00012345", 7, -1, 2**53, 0.5, 1.0, True, False, None, [], ["甲", "乙"], "'引号\"\\\n"]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_values_come_back_as_they_went_in(store: Store, value: Any) -> None:
    write(store, Statement("MERGE (n:Task {id: 't'}) SET n.text = $value", {"value": value}))
    [row] = store.read("MATCH (n:Task {id: 't'}) RETURN n.text AS stored, $value AS given", {"value": value})
    assert row == {"stored": value, "given": value}
    assert type(row["stored"]) is type(value)


def test_a_date_comes_back_as_a_date(store: Store) -> None:
    assert store.read("RETURN date('2025-12-31') AS day") == [{"day": datetime.date(2025, 12, 31)}]


# statement, its rows over tasks 1 to 4, of which 2 and 3 are part of 1, and 4 of 2
READING: list[tuple[str, list[dict[str, Any]]]] = [
    ("MATCH (n:Task) RETURN n.id AS id ORDER BY n.position DESC LIMIT 2", [{"id": "t4"}, {"id": "t3"}]),
    ("MATCH (n:Task) RETURN n.id ORDER BY n.id SKIP 3", [{"n.id": "t4"}]),
    ("MATCH (n:Task) WHERE n.name CONTAINS '务2' RETURN n.name AS name", [{"name": "任务2"}]),
    ("MATCH (n:Task) WHERE n.name ENDS WITH '3' OR n.id IN ['t1'] RETURN n.id AS id ORDER BY id",
     [{"id": "t1"}, {"id": "t3"}]),
    ("MATCH (a)-[r:PART_OF]->(b {id: 't1'}) RETURN a.id AS id, type(r) AS type, r.start AS start, r.end AS end",
     [{"id": "t2", "type": "PART_OF", "start": 1, "end": 3}, {"id": "t3", "type": "PART_OF", "start": 1, "end": 3}]),
    ("MATCH (:Task)-[r:PART_OF]->(b) WITH b, r.end AS last RETURN b.id AS id, count(*) AS parts, max(last) AS last "
     "ORDER BY id", [{"id": "t1", "parts": 2, "last": 3}, {"id": "t2", "parts": 1, "last": 3}]),
    ("MATCH (a:Task)-[:PART_OF*1..5]->(:Task {id: 't1'}) RETURN a.id AS id ORDER BY id",
     [{"id": "t2"}, {"id": "t3"}, {"id": "t4"}]),
    ("MATCH path = (a:Task {id: 't4'})-[:PART_OF*0..5]->(b) RETURN b.id AS id, length(path) AS steps ORDER BY steps",
     [{"id": "t4", "steps": 0}, {"id": "t2", "steps": 1}, {"id": "t1", "steps": 2}]),
    ("MATCH (a:Task) WHERE NOT EXISTS { MATCH (:Task)-[:PART_OF]->(a) } RETURN a.id AS id ORDER BY id",
     [{"id": "t3"}, {"id": "t4"}]),
    ("MATCH (a:Task) RETURN a.id AS id, COUNT { MATCH (:Task)-[:PART_OF]->(a) } AS parts "
     "ORDER BY parts DESC, id LIMIT 2", [{"id": "t1", "parts": 2}, {"id": "t2", "parts": 1}]),
    ("MATCH (a:Task) OPTIONAL MATCH (a)-[:PART_OF]->(b) RETURN a.id AS id, b.id AS of ORDER BY id LIMIT 2",
     [{"id": "t1", "of": None}, {"id": "t2", "of": "t1"}]),
    ("MATCH (a:Task)-[:PART_OF]->(b) WITH a, b ORDER BY a.name DESC RETURN b.id AS id, collect(a.name) AS names "
     "ORDER BY id", [{"id": "t1", "names": ["任务3", "任务2"]}, {"id": "t2", "names": ["任务4"]}]),
    ("CALL { MATCH (n:Task {id: 't1'}) RETURN n.id AS id UNION MATCH (n:Task {id: 't2'}) RETURN n.id AS id } "
     "RETURN id ORDER BY id DESC", [{"id": "t2"}, {"id": "t1"}]),
    ("MATCH (n:Task {id: 't1'}) RETURN any(x IN ['a', 'b'] WHERE x = 'b') AS b, "
     "[x IN [1, 2, 3] WHERE x > 1 | x * 2] AS l, "
     "CASE WHEN n.position = 1 THEN '一' ELSE '二' END AS word", [{"b": True, "l": [4, 6], "word": "一"}]),
    ("MATCH (n:Task {id: 't1'}) RETURN n.nothing AS nothing, n.nothing IS NULL AS missing",
     [{"nothing": None, "missing": True}]),
    ("MATCH (a)-[r]->(b {id: 't2'}) RETURN labels(a)[0] AS label, startNode(r).id AS source, endNode(r).id AS target",
     [{"label": "Task", "source": "t4", "target": "t2"}]),
    ("MATCH (n:Nothing) RETURN n", []),
    ("MATCH (n:Task {id: 't2'})-[r:PART_OF]->(m) RETURN r.start, r.end, n.start, m.end, startNode(r).end AS e",
     [{"r.start": 1, "r.end": 3, "n.start": None, "m.end": None, "e": None}]),
    ("MATCH p = (:Task {id: 't4'})-[:PART_OF*2]->() RETURN [r IN relationships(p) | r.end] AS ends, "
     "{end: 1} AS map", [{"ends": [3, 3], "map": {"end": 1}}]),
]  # fmt: skip


@pytest.mark.parametrize(("cypher", "rows"), READING)
def test_reading(store: Store, cypher: str, rows: list[dict[str, Any]]) -> None:
    write(store, tasks(1, 2, 3, 4), links((2, 1), (3, 1), (4, 2)))
    found = store.read(cypher)
    assert (found if "ORDER BY" in cypher else sorted(found, key=str)) == rows


def test_a_relationship_without_a_place_in_the_text_has_none(store: Store) -> None:
    link = "MATCH (a:Task {id: 't1'}) MATCH (b:Task {id: 't2'}) MERGE (a)-[:PART_OF {document: 'd'}]->(b)"
    write(store, tasks(1, 2), Statement(link, {}))
    [row] = store.read("MATCH ()-[r:PART_OF]->() RETURN r.start, r.`end` AS last, [x IN [r] | x.end] AS ends")
    assert row == {"r.start": None, "last": None, "ends": [None]}


def test_nodes_and_relationships_are_plain_maps(store: Store) -> None:
    write(store, tasks(1, 2), links((2, 1)))
    [row] = store.read("MATCH (a {id: 't2'})-[r]->(b) RETURN a, r, [b] AS list, {one: b} AS map")
    one = {"labels": ["Task"], "properties": {"id": "t1", "name": "任务1", "title": "任务1", "position": 1}}
    assert row["a"]["properties"]["name"] == "任务2"
    assert row["r"] == {
        "type": "PART_OF",
        "properties": {"document": "d", "start": 1, "end": 3, "confidence": 0.5},
    }
    assert row["list"] == [one]
    assert row["map"] == {"one": one}


def test_properties_are_what_was_stored(store: Store) -> None:
    write(store, tasks(1))
    [row] = store.read("MATCH (n:Task) RETURN properties(n) AS properties")
    assert row["properties"] == {"id": "t1", "name": "任务1", "title": "任务1", "position": 1}


def test_ids_are_unique(store: Store) -> None:
    write(store, tasks(1))
    with contextlib.suppress(PolicyGraphError):  # a server refuses it, the embedded engine makes one node of both
        write(store, Statement("CREATE (:Task {id: 't1', name: 'x', title: 'x'})", {}))
    assert len(store.read("MATCH (n:Task {id: 't1'}) RETURN n.id")) == 1


def test_writing_again_changes_nothing_and_replaces_all_properties(store: Store) -> None:
    write(store, tasks(1, 2, text="旧"), links((2, 1)))
    write(store, tasks(1, 2), links((2, 1)))
    counted = "MATCH (n:Task) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS nodes, count(r) AS edges"
    assert store.read(counted) == [{"nodes": 2, "edges": 1}]
    assert store.read("MATCH (n:Task) WHERE n.text IS NOT NULL RETURN n.id") == []


def test_a_failing_transaction_leaves_nothing(store: Store) -> None:
    write(store, tasks(1))
    with pytest.raises(PolicyGraphError):
        write(store, tasks(2), Statement("MATCH (n:Task) SET n.x = 1 / 0", {}))
    assert store.read("MATCH (n:Task) RETURN n.id AS id") == [{"id": "t1"}]


def test_readers_see_what_is_committed(place: str) -> None:
    with open_store(place, write=True) as writer:
        write(writer, tasks(1))
        with open_store(place) as reader, open_store(place) as other:
            for n in (2, 3):
                before = reader.version()
                write(writer, tasks(n))
                assert len(reader.read("MATCH (n:Task) RETURN n.id")) == n
                assert reader.version() != before
            assert len(other.read("MATCH (n:Task) RETURN n.id")) == 3
    with open_store(place) as reader:
        assert len(reader.read("MATCH (n:Task) RETURN n.id")) == 3
        assert reader.version() == reader.version()


@pytest.mark.parametrize("writer", [True, False])
@pytest.mark.parametrize(
    "cypher",
    ["CREATE (:Task {id: 'x'})", "MATCH (n) DETACH DELETE n", "MATCH (n:Task) SET n.name = 'x'",
     "MERGE (:Task {id: 'x'})", "MATCH (n:Task) REMOVE n.name", "CREATE INDEX x FOR (n:Task) ON (n.text)"],
)  # fmt: skip
def test_reading_never_writes(place: str, writer: bool, cypher: str) -> None:
    with open_store(place, write=True) as store:
        write(store, tasks(1))
    with open_store(place, write=writer) as store:
        with pytest.raises(PolicyGraphError, match="只能查询"):
            store.read(cypher)
        assert store.read("MATCH (n) RETURN n.id AS id, n.name AS name") == [{"id": "t1", "name": "任务1"}]


def test_a_reader_does_not_write(place: str) -> None:
    with open_store(place, write=True):
        pass
    with open_store(place) as reader, pytest.raises(PolicyGraphError, match="只读"):
        write(reader, tasks(1))


@pytest.mark.parametrize(
    ("cypher", "words"),
    [
        ("MATCH (n", "语法错误"),
        ("MATCH (n) RETURN", "语法错误"),
        ("SELECT 1", "语句要以 MATCH"),
        ("RETURN $missing", "missing"),
        ("RETURN nope(1)", "nope"),
        ("RETURN 1 / 0", "查询出错"),
    ],
)
def test_errors_are_one_line(store: Store, cypher: str, words: str) -> None:
    with pytest.raises(PolicyGraphError) as caught:
        store.read(cypher)
    assert words in str(caught.value) and "\n" not in str(caught.value)


def test_limits(store: Store) -> None:
    write(store, tasks(*range(200)))
    assert len(store.read("MATCH (n:Task) RETURN n.id", rows=3)) == 3
    with pytest.raises(PolicyGraphError, match="秒"):
        store.read(
            "MATCH (a:Task), (b:Task), (c:Task), (d:Task) RETURN count(*) AS n, max(a.name + d.name)", seconds=0.05
        )


# --- the choice of a store by its place -------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["neo4j://localhost", "bolt://localhost:7687", "neo4j+s://x", "http://x"])
def test_addresses_that_cannot_be_opened(address: str) -> None:
    with pytest.raises(PolicyGraphError, match=r"地址|内嵌"):
        open_store(address)


def test_the_default_place_is_the_users_data_folder() -> None:
    assert default_place().is_absolute() and default_place().name == "policygraph"


# --- the embedded store -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["folder", "file.kgl"])
def test_a_place_is_a_folder_or_a_file(tmp_path: Path, name: str) -> None:
    place = tmp_path / "deep" / name
    with open_store(place, write=True) as store:
        write(store, tasks(1))
    with open_store(place) as store:
        assert store.read("MATCH (n:Task) RETURN n.id AS id") == [{"id": "t1"}]


def test_nothing_there_yet(tmp_path: Path) -> None:
    with pytest.raises(NoDatabaseError, match="还没有图数据库"):
        open_store(tmp_path / "nothing")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"RGF", b"just some notes\n" * 50, b"RGF\x08" + b"\0" * 500])
@pytest.mark.parametrize("writer", [True, False])
def test_a_file_that_is_no_graph(tmp_path: Path, content: bytes, writer: bool) -> None:
    file = tmp_path / "notes.txt"
    file.write_bytes(content)
    with pytest.raises(PolicyGraphError, match=r"notes\.txt 不是图数据库，或已损坏"):
        open_store(file, write=writer)
    assert file.read_bytes() == content
    if not content.startswith(b"RGF"):
        assert list(tmp_path.iterdir()) == [file], "no lock beside somebody's file"


def test_a_graph_that_is_cut_off(tmp_path: Path) -> None:
    with open_store(tmp_path, write=True) as store:
        write(store, tasks(*range(100)))
    file = tmp_path / "graph.kgl"
    file.write_bytes(file.read_bytes()[:-200])
    for writer in (True, False):
        with pytest.raises(PolicyGraphError, match="损坏"):
            open_store(tmp_path, write=writer)


def test_a_place_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(PolicyGraphError, match="打不开或写不了"):
        open_store(tmp_path / "file" / "graph", write=True)


def test_one_writer(tmp_path: Path) -> None:
    with open_store(tmp_path, write=True):
        script = f"from policygraph.graph.stores.opening import open_store\nopen_store({str(tmp_path)!r}, write=True)"
        other = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8")
        assert other.returncode != 0
        assert f"正由另一个进程（pid {os.getpid()}）写入" in other.stderr
    with open_store(tmp_path, write=True) as store:
        write(store, tasks(1))


WRITER = """
import sys
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Statement
store = open_store(sys.argv[1], write=True)
for n in range(10**6):
    rows = [{"id": f"{n}-{i}", "name": "x"} for i in range(20)]
    merge = "UNWIND $rows AS row MERGE (n:Task {id: row.id}) SET n = row"
    store.write(lambda _: [Statement(merge, {"rows": part}) for part in (rows[:10], rows[10:])])
    print(n, flush=True)
"""


def test_a_kill_loses_nothing_that_was_committed(tmp_path: Path) -> None:
    place = str(tmp_path / "graph")
    committed = -1
    for _ in range(2):  # the second time over what the first left
        with subprocess.Popen([sys.executable, "-c", WRITER, place], stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for line in process.stdout:
                if int(line) >= committed + 30:
                    process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
                    committed = int(line)
                    break
        with open_store(place) as reader:
            ids = {row["id"] for row in reader.read("MATCH (n:Task) RETURN n.id AS id")}
        assert {f"{n}-{i}" for n in range(committed + 1) for i in range(20)} <= ids
        assert len(ids) % 20 == 0, "a transaction is there as a whole or not at all"
    with open_store(place, write=True) as store:
        assert len(store.read("MATCH (n:Task) RETURN n.id")) >= len(ids)
