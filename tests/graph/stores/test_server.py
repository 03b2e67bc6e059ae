"""What only a server's store does, against a real Neo4j: errors, encryption, lost connections, several writers."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import neo4j
import pytest

from policygraph.graph.cypher import looking, made
from policygraph.graph.cypher.files import fixed
from policygraph.graph.loading.load import load
from policygraph.graph.stores import server
from policygraph.graph.stores.address import parse_address
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Statement
from policygraph.graph.transfer.dump import dump_graph
from policygraph.model.errors import PolicyGraphError
from policygraph.model.versions import SCHEMA
from tests.graph.loading.test_load import many
from tests.graphs import city_opinion, county_plan
from tests.neo4j.server import Server
from tests.stores import wipe, write

# --- it does not open -------------------------------------------------------------------------------------------------


@contextmanager
def peer(answer: bytes) -> Iterator[int]:
    """The port of something that takes a connection, answers the first bytes with `answer`, and closes it."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.2)
        ended = threading.Event()

        def serve() -> None:
            while not ended.is_set():
                try:
                    connection, _ = listening.accept()
                except TimeoutError:
                    continue
                with connection:
                    connection.recv(1024)
                    connection.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        yield int(listening.getsockname()[1])
        ended.set()
        thread.join()


def refusal(address: str) -> str:
    with pytest.raises(PolicyGraphError) as caught:
        open_store(address)
    said = str(caught.value)
    assert "\n" not in said and "policygraph-tests" not in said, "one line, without the password"
    return said


def test_no_server() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    said = refusal(f"bolt://neo4j:x@127.0.0.1:{port}")
    assert f"连不上 bolt://127.0.0.1:{port}" in said and "服务器是否已启动" in said


# what the other side answers → what is said; of the versions offered, Neo4j 4.4 takes 4.4 and an older one none
@pytest.mark.parametrize(
    ("answer", "words"),
    [(b"\0" * 4, "太旧"), (b"\0\0\4\4", "太旧"), (b"HTTP/1.1 400 Bad\r\n\r\n", "端口"), (b"", "端口")],
)
@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_peer_that_does_not_speak_our_protocol(scheme: str, answer: bytes, words: str) -> None:
    with peer(answer) as port:
        assert words in refusal(f"{scheme}://neo4j:x@127.0.0.1:{port}")


# what servers say of themselves (`server` in Bolt's answer to HELLO), whether that is too old
AGENTS = [("Neo4j/5.26.30", False), ("Neo4j/5.0.0", False), ("Neo4j/2026.10.1", False), ("Neo4j/4.4.41", True),
          ("Neo4j/3.5.35", True), ("Neo4j/v5.11.0 compatible graph database server - Memgraph", False)]  # fmt: skip


@pytest.mark.parametrize(("agent", "old"), AGENTS)
def test_versions(agent: str, old: bool) -> None:
    address = parse_address("bolt://x", {})
    if old:
        with pytest.raises(PolicyGraphError, match="太旧；需要 Neo4j 5"):
            server.check_version(agent, address)
    else:
        server.check_version(agent, address)


def test_wrong_password(own_server: Server) -> None:
    assert "用户名或密码不对" in refusal(f"bolt://neo4j:wrong@127.0.0.1:{own_server.port}")


def test_no_password(own_server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_PASSWORD", raising=False)
    assert "NEO4J_PASSWORD" in refusal(f"bolt://127.0.0.1:{own_server.port}")


def test_password_and_user_from_the_environment(own_server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", own_server.password)
    with open_store(f"neo4j://127.0.0.1:{own_server.port}/neo4j") as store:
        assert store.read("RETURN 1 AS one") == [{"one": 1}]
        assert store.place == f"neo4j://127.0.0.1:{own_server.port}/neo4j"


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_wrong_database(own_server: Server, scheme: str) -> None:
    said = refusal(f"{own_server.address}/policies".replace("bolt://", f"{scheme}://"))
    assert "没有这个数据库" in said and "NEO4J_DATABASE" in said


def test_a_database_that_holds_something_else(own_server: Server) -> None:
    wipe(own_server.address)
    with open_store(own_server.address, write=True) as store:
        store.mark_schema(SCHEMA)  # or it would be asked what else is there, not make what is missing
    with neo4j.GraphDatabase.driver(
        f"bolt://127.0.0.1:{own_server.port}", auth=("neo4j", own_server.password)
    ) as driver:
        driver.execute_query("DROP CONSTRAINT task_id IF EXISTS")
        driver.execute_query("CREATE (:Task {id: 1}), (:Task {id: 1})")
        with pytest.raises(PolicyGraphError, match="不是本程序的图"):
            open_store(own_server.address, write=True)
        driver.execute_query("MATCH (n) DELETE n")
    with open_store(own_server.address, write=True):
        pass


# --- encryption -------------------------------------------------------------------------------------------------------


def test_encryption_by_the_address(own_server: Server) -> None:
    with open_store(own_server.address.replace("bolt://", "bolt+ssc://")) as store:
        assert store.read("RETURN 1 AS one") == [{"one": 1}]


def test_encryption_by_a_certificate(own_server: Server) -> None:
    with open_store(f"{own_server.address}?ca={own_server.home / 'ca.pem'}") as store:
        assert store.read("RETURN 1 AS one") == [{"one": 1}]


def test_a_certificate_that_nobody_trusts(own_server: Server) -> None:
    said = refusal(own_server.address.replace("bolt://", "bolt+s://"))
    assert "证书" in said and "?ca=" in said


def test_encryption_where_there_is_none() -> None:
    with peer(b"HTTP/1.1 400 Bad Request\r\n\r\n") as port:
        assert "加密连接没有建立" in refusal(f"bolt+ssc://neo4j:x@127.0.0.1:{port}")


# --- the schema, the driver -------------------------------------------------------------------------------------------


def test_constraints_and_indexes_come_from_the_ontology(neo4j_place: str) -> None:
    with open_store(neo4j_place, write=True):
        pass
    address = parse_address(neo4j_place)
    with neo4j.GraphDatabase.driver(address.uri, auth=(address.user, address.password or "")) as driver:
        there = {
            row["name"]
            for kind in ("CONSTRAINTS", "INDEXES")
            for row in driver.execute_query(f"SHOW {kind} YIELD name", database_=address.database).records
        }
    assert {statement.split()[2] for statement in (*made.constraints(), *made.server_indexes())} <= there
    assert looking.full_text_indexes().keys() | looking.other_full_text_indexes().keys() <= there


NODES = "CALL db.index.fulltext.queryNodes('department_words', $words) YIELD node AS n RETURN n.name AS found"
EDGES = (
    "CALL db.index.fulltext.queryRelationships('evidence_words', $words) YIELD relationship AS r "
    "RETURN startNode(r).name AS found"
)
LEADS = "CREATE (:Department {id: 'd', name: $name})-[:LEADS {evidence: $evidence}]->(:Task {id: 't'})"


@pytest.mark.parametrize(
    ("asked", "words", "found"),
    [(NODES, "水务", ["县水务局"]), (EDGES, '"牵头办理"', ["县水务局"]), (EDGES, '"配合"', [])],
)
def test_names_and_evidence_are_found_by_any_part(neo4j_place: str, asked: str, words: str, found: list[str]) -> None:
    with open_store(neo4j_place, write=True):
        pass
    address = parse_address(neo4j_place)
    own = {"name": "县水务局", "evidence": "由县水务局牵头办理。"}
    with neo4j.GraphDatabase.driver(address.uri, auth=(address.user, address.password or "")) as driver:
        driver.execute_query(LEADS, own, database_=address.database)
        rows = driver.execute_query(asked, {"words": words}, database_=address.database).records
    assert [row["found"] for row in rows] == found


def test_a_process_has_one_driver_for_a_server(neo4j_place: str) -> None:
    with open_store(neo4j_place) as one, open_store(neo4j_place, write=True) as other:
        assert isinstance(one, server.ServerStore) and isinstance(other, server.ServerStore)
        assert one.driver is other.driver


def test_the_version_tells_of_other_peoples_writing_too(neo4j_place: str) -> None:
    address = parse_address(neo4j_place)
    with (
        open_store(neo4j_place) as store,
        neo4j.GraphDatabase.driver(address.uri, auth=(address.user, address.password or "")) as driver,
    ):
        before = store.version()
        assert store.version() == before
        driver.execute_query("CREATE (:Task {id: 'x'})", database_=address.database)
        assert store.version() != before


# --- reading only, by the server itself -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cypher",
    ["CREATE (:Task {id: 'x'})", "MATCH (n) SET n.x = 1", "CALL { CREATE (:Task) } RETURN 1", "DROP INDEX task_name",
     "CALL db.createLabel('X')", "MATCH (n) CALL (n) { DELETE n } IN TRANSACTIONS",
     "CREATE USER eve SET PASSWORD 'x12345678'"],
)  # fmt: skip
def test_what_the_guard_would_let_through_is_refused_by_explain(
    neo4j_place: str, cypher: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(neo4j_place, write=True) as store:
        write(store, Statement("CREATE (:Task {id: 't'})", {}))
        monkeypatch.setattr(server, "check_read_only", lambda cypher: None)
        with pytest.raises(PolicyGraphError):
            store.read(cypher)
        assert store.read("MATCH (n) RETURN properties(n) AS p") == [{"p": {"id": "t"}}]


def test_only_what_others_wrote_is_explained_first(neo4j_place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    run = neo4j.ManagedTransaction.run
    monkeypatch.setattr(
        neo4j.ManagedTransaction, "run", lambda self, text, *more: asked.append(text) or run(self, text, *more)
    )
    own, theirs = fixed("policygraph.graph.stores", "alive"), "RETURN 1 AS n, 'theirs' AS whose"
    with open_store(neo4j_place) as store:
        for cypher in (own, theirs, theirs):
            store.read(cypher)
    assert [text for text in asked if text.startswith("EXPLAIN")] == [f"EXPLAIN {theirs}"]
    assert asked.count(own) == 1 and asked.count(theirs) == 2


# --- the line is cut --------------------------------------------------------------------------------------------------


class Line:
    """A line to the server that is cut, `cuts` times, once so many bytes have gone to it; it waits for `speaks`."""

    def __init__(self, port: int, limit: int, cuts: int) -> None:
        self.target, self.limit, self.cuts, self.passed = port, limit, cuts, 0
        self.speaks = threading.Event()
        self.speaks.set()
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.listening.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                ours, _ = self.listening.accept()
            except OSError:
                return
            theirs = socket.create_connection(("127.0.0.1", self.target))
            threading.Thread(target=self._forward, args=(ours, theirs, True), daemon=True).start()
            threading.Thread(target=self._forward, args=(theirs, ours, False), daemon=True).start()

    def _forward(self, source: socket.socket, sink: socket.socket, counted: bool) -> None:
        try:
            while data := source.recv(1 << 14):
                self.passed += len(data) if counted else 0
                if counted and self.cuts and self.passed > self.limit:
                    self.cuts -= 1
                    break
                self.speaks.wait()
                sink.sendall(data)
        except OSError:
            pass
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)  # wakes the thread that forwards the other way
            end.close()


BATCHES = 8


def load_all(place: str) -> None:
    with open_store(place, write=True) as store:
        for number in range(BATCHES):
            load(store, [*many(number), county_plan(), city_opinion()])


@pytest.fixture
def whole(tmp_path: Path) -> str:
    """The dump of what is loaded, had nothing happened."""
    load_all(str(tmp_path / "whole"))
    with open_store(tmp_path / "whole") as store:
        return dump_graph(store)


@pytest.fixture
def line(own_server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int, int], str]]:
    """Makes the address of a line to the server, which is empty."""
    wipe(own_server.address)
    monkeypatch.setattr(server, "RETRY_SECONDS", 3.0)
    lines = []

    def make(limit: int, cuts: int) -> str:
        lines.append(Line(own_server.port, limit, cuts))
        return own_server.address.replace(f":{own_server.port}", f":{lines[-1].port}")

    yield make
    for each in lines:
        each.listening.close()


@pytest.mark.parametrize("limit", [6_000, 45_000])
def test_after_a_lost_connection_the_run_is_repeated(
    own_server: Server, line: Callable[[int, int], str], whole: str, limit: int
) -> None:
    with pytest.raises(PolicyGraphError, match=r"连接中断.*再运行一次"):
        load_all(line(limit, 10**6))
    with open_store(own_server.address) as store:
        assert dump_graph(store) != whole
    load_all(own_server.address)
    with open_store(own_server.address) as store:
        assert dump_graph(store) == whole


def test_a_short_interruption_is_mended_by_the_driver(
    own_server: Server, line: Callable[[int, int], str], whole: str
) -> None:
    load_all(line(20_000, 2))
    with open_store(own_server.address) as store:
        assert dump_graph(store) == whole


# --- several writers --------------------------------------------------------------------------------------------------


def test_two_writers_at_once_end_in_the_same_graph(neo4j_place: str, tmp_path: Path) -> None:
    def work(numbers: range) -> None:
        with open_store(neo4j_place, write=True) as store:
            for number in numbers:
                load(store, many(number))

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(work, [range(0, 12, 3), range(1, 12, 3), range(2, 12, 3)]))
    with open_store(tmp_path / "alone", write=True) as alone, open_store(neo4j_place) as store:
        for number in range(12):
            load(alone, many(number))
        assert dump_graph(store) == dump_graph(alone)
        assert store.read("MATCH (l:PolicyGraphLock) RETURN l") == []
