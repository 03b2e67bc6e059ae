"""What is gone of an embedded graph's files is seen; what is left gives the graph again."""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from policygraph.graph.loading.load import load
from policygraph.graph.stores import seal
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.recovering import recovered
from policygraph.graph.stores.seal import DamagedGraphError, Pair, kept_of, log_of, seal_of
from policygraph.graph.stores.store import Statement
from policygraph.graph.transfer.dump import dump_graph
from policygraph.model.errors import PolicyGraphError
from policygraph.services import safekeeping
from tests.graphs import city_opinion, county_plan


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A graph at rest that was written to twice."""
    for records in (county_plan(), city_opinion()):
        with open_store(tmp_path, write=True) as store:
            load(store, [records])
    return tmp_path / "graph.kgl"


@pytest.fixture
def running(tmp_path: Path, file: Path) -> Path:
    """The same as it is while a third writer is at work: the log holds what no snapshot does."""
    with open_store(file, write=True) as store:
        store.write(lambda _: [Statement("MERGE (n:Task {id: 't'}) SET n.name = $name", {"name": "临时"})])
        store.write(lambda _: [Statement("MERGE (n:Task {id: 'u'}) SET n.name = $name", {"name": "临时"})])
        shutil.copytree(tmp_path, tmp_path / "copy")
    return tmp_path / "copy" / "graph.kgl"


def turned(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 4
    path.write_bytes(data)


def shortened(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-7])


DAMAGES: list[Callable[[Path], None]] = [turned, shortened, Path.unlink]
PARTS = [lambda file: file, log_of, kept_of, lambda file: log_of(kept_of(file)), seal_of]


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("part", PARTS, ids=["snapshot", "log", "kept", "kept log", "note"])
def test_damage_is_seen(running: Path, damage: Callable[[Path], None], part: Callable[[Path], Path]) -> None:
    assert safekeeping.check(running) == ["上次的写入没有做完；下一次写入时会先补做完"]  # only loaded, never settled
    damage(part(running))
    assert len(safekeeping.check(running)) >= 1 and "上次的写入" not in safekeeping.check(running)[0]


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("write", [False, True])
def test_a_damaged_snapshot_is_refused_and_brought_back(
    running: Path, damage: Callable[[Path], None], write: bool
) -> None:
    with open_store(running) as store:
        before = dump_graph(store)
    damage(running)
    with pytest.raises(DamagedGraphError, match=r"graph\.kgl .*policygraph restore"), open_store(running, write=write):
        pass
    with recovered(running) as (made, way), open_store(made) as store:
        assert dump_graph(store) == before and way.lost == 0


def test_lost_commits_are_counted(running: Path) -> None:
    shortened(log_of(running))
    with pytest.raises(DamagedGraphError, match="最后 1 次提交读不出"):
        open_store(running)
    assert safekeeping.recover(running, lambda _: None).lost == 1
    with open_store(running) as store:
        assert store.read("MATCH (t:Task) WHERE t.id IN ['t', 'u'] RETURN t.id AS id") == [{"id": "t"}]


def test_the_kept_pair_is_the_graph_too(file: Path) -> None:
    with open_store(file) as store, open_store(kept_of(file)) as kept:
        assert dump_graph(kept) == dump_graph(store)


def test_who_only_reads_or_changes_nothing_renews_nothing(file: Path) -> None:
    before = [each.read_bytes() for each in seal.files_of(file)]
    with open_store(file, write=True) as store:
        load(store, [city_opinion()])
    with open_store(file) as store:
        dump_graph(store)
    assert [each.read_bytes() for each in seal.files_of(file)] == before


def test_a_graph_alone_is_opened(file: Path, tmp_path: Path) -> None:
    """As an earlier program left it, or as somebody took it along."""
    alone = tmp_path / "alone" / "graph.kgl"
    alone.parent.mkdir()
    shutil.copyfile(file, alone)
    with open_store(alone) as one, open_store(file) as other:
        assert dump_graph(one) == dump_graph(other)


@pytest.mark.parametrize("at", ["keep", "replaced"])
def test_a_crash_while_the_snapshot_is_renewed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    place, copy = tmp_path / "graph", tmp_path / "copy"
    with open_store(place, write=True) as store:
        load(store, [county_plan()])
        before = dump_graph(store)
        real = getattr(seal, at)

        def crash(*arguments: object) -> object:
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(place, copy)  # as it is on disk when the crash comes
            return real(*arguments)

        monkeypatch.setattr(seal, at, crash)
    with open_store(copy, write=True) as store:
        assert dump_graph(store) == before


def test_a_disk_that_is_full_leaves_the_graph(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine's own hook: the next entry of the log does not reach the disk."""
    import kglite

    with open_store(file) as store:
        before = dump_graph(store)
    with open_store(file, write=True) as store:
        kglite._fail_wal_append(store._graph, True)  # type: ignore[attr-defined]
        with pytest.raises(PolicyGraphError) as error:
            store.write(lambda _: [Statement("MERGE (n:Task {id: 't'}) SET n.name = $name", {"name": "临时"})])
        assert "\n" not in str(error.value) and "write-ahead" not in str(error.value)
    with open_store(file, write=True) as store:  # the lease is free
        assert dump_graph(store) == before


@pytest.mark.parametrize(("number", "words"), [(errno.ENOSPC, "磁盘已满"), (errno.EROFS, "磁盘是只读的")])
@pytest.mark.parametrize("at", ["begin", "write", "keep"])
def test_what_the_system_refuses_is_one_line(
    file: Path, monkeypatch: pytest.MonkeyPatch, at: str, number: int, words: str
) -> None:
    with open_store(file) as store:
        before = dump_graph(store)

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(seal, at, refuse)
        with pytest.raises(PolicyGraphError, match=words), open_store(file, write=True) as store:
            load(store, [county_plan()])
            store.write(lambda _: [Statement("MERGE (n:Task {id: 't'}) SET n.name = $name", {"name": "临时"})])
    with open_store(file, write=True) as store:
        store.write(lambda _: [Statement("MATCH (n:Task {id: 't'}) DETACH DELETE n", {})])
        assert dump_graph(store) == before


def test_the_snapshot_is_renewed_by_the_store_alone(file: Path) -> None:
    """The engine would do so by itself beyond 16 MiB of log, and the note would know nothing of it."""
    with open_store(file, write=True) as store:
        snapshot = file.stat().st_ino
        for number in range(12):
            properties = {"id": f"t{number}", "text": f"{number}" * (1 << 20)}
            store.write(lambda _, given=properties: [Statement("MERGE (n:Task {id: $id}) SET n.name = $text", given)])
            time.sleep(0.02)  # for who works in the background
            assert file.stat().st_ino == snapshot and not seal.findings(file)
        assert log_of(file).stat().st_size > 16 << 20
        with open_store(file) as reader:
            assert reader.read("MATCH (n:Task) WHERE n.id = 't11' RETURN n.id AS id") == [{"id": "t11"}]
    assert not seal.findings(file) and not list(seal.compared(kept_of(file), seal.kept_now(file) or Pair(0, 0, 0)))


def test_who_is_told_of_a_fault_after_a_commit_is_told_that_it_stays(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(PolicyGraphError, match=r"磁盘已满.*改动已经写进图里"), open_store(file, write=True) as store:

        def refuse(*_: object) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(seal, "replaced", refuse)
        store.write(lambda _: [Statement("MERGE (n:Task {id: 't'}) SET n.name = '甲'", {})])
    monkeypatch.undo()
    with open_store(file, write=True) as store:
        assert store.read("MATCH (n:Task {id: 't'}) RETURN n.name AS name") == [{"name": "甲"}]


@pytest.mark.parametrize("place", range(len(seal.HEADER)))
def test_a_damaged_log_without_commits_stops_nobody(file: Path, place: int) -> None:
    with open_store(file) as store:
        before = dump_graph(store)
    data = bytearray(log_of(file).read_bytes())
    assert len(data) == len(seal.HEADER)
    data[place] ^= 4
    log_of(file).write_bytes(data)
    with open_store(file, write=True) as store:
        assert dump_graph(store) == before
    assert not seal.findings(file)


def test_a_kept_snapshot_without_its_log_is_better_than_nothing(file: Path) -> None:
    for gone in (file, log_of(kept_of(file))):
        gone.unlink()
    with recovered(file) as (made, way), open_store(made) as store:
        assert way.lost is None and store.read("MATCH (p:Policy) RETURN count(p) > 0 AS some") == [{"some": True}]


def test_where_nothing_is_left_it_says_the_way_out(file: Path) -> None:
    for gone in (file, kept_of(file), log_of(kept_of(file))):
        gone.unlink()
    with pytest.raises(PolicyGraphError, match="restore 备份文件 --replace"), recovered(file):
        pass
