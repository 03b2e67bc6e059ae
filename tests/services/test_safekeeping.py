"""Backups, the plain file of what people entered, and what a writer that was cut short leaves to the next."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from policygraph.graph.decisions import entered
from policygraph.graph.decisions.decision import Decision
from policygraph.graph.decisions.decision_file import read_file
from policygraph.graph.decisions.decisions import about_nodes, all_decisions
from policygraph.graph.loading import entries
from policygraph.graph.loading.load import load, remove
from policygraph.graph.loading.unfinished import COPY, SETTLE, begun, unfinished
from policygraph.graph.stores import opening
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.graph.transfer.backup import write_backup
from policygraph.graph.transfer.dump import dump_graph
from policygraph.model.errors import PolicyGraphError
from policygraph.services import deciding, safekeeping
from policygraph.services.settle import settle
from policygraph.services.upgrading import open_current
from tests.graphs import city_opinion, county_plan
from tests.paths import ROOT
from tests.patience import LONG
from tests.stores import settled

PAIR = "MATCH (d:Department) RETURN d.id AS id ORDER BY id LIMIT 2"


@pytest.fixture(autouse=True)
def own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where the plain files of graphs on servers go."""
    monkeypatch.setattr(opening, "default_place", lambda: tmp_path / "data")


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with settled(place) as opened:
        yield opened


def decided(store: Store, kind: str = "same") -> Decision:
    first, second = (row["id"] for row in store.read(PAIR))
    made = about_nodes(store.read, kind, "Department", first, second, by="测试")
    deciding.decide(store, [made])
    return made


def test_documents_and_the_plain_file_give_the_graph_again(store: Store, tmp_path: Path) -> None:
    made = decided(store)
    deciding.undo(store, [made.id], "另一人")
    decided(store, "different")
    file = entries.file_of(store.place)
    assert len(entries.read(file).found) == 3 and not entries.read(file).damaged
    with open_store(tmp_path / "again", write=True) as again:
        load(again, [city_opinion(), county_plan()])
        deciding.take_in(again, read_file(file))
        assert dump_graph(again) == dump_graph(store)


def test_a_damaged_line_is_known_and_written_again(store: Store) -> None:
    made = decided(store)
    file = entries.file_of(store.place)
    file.write_bytes(file.read_bytes().replace("测试".encode(), "别人".encode(), 1))
    assert entries.read(file) == entries.Entries([], [1])
    with pytest.raises(PolicyGraphError, match="第 1 行损坏"):
        read_file(file)
    entered.keep(store)
    assert read_file(file) == [made] and file.with_name(f"{file.name}.damaged").exists()


def test_the_same_again_is_no_second_decision(store: Store) -> None:
    first = decided(store)
    again = deciding.decide(store, [about_nodes(store.read, "same", "Department", first.first, first.second, by="乙")])
    assert (again.new, again.already, again.replaced) == ([], [first], [])
    other = about_nodes(store.read, "different", "Department", first.first, first.second, by="乙")
    replaced = deciding.decide(store, [other])
    assert (replaced.new, replaced.already, replaced.replaced) == ([other], [], [first])
    words = deciding.decided_in_words(replaced)
    assert words.startswith("已记下：") and "随之撤销：测试 " in words
    assert [each.stands for each in all_decisions(store.read)] == [False, True]


def test_whoever_writes_next_settles_first(place: str) -> None:
    with open_store(place, write=True) as store:
        load(store, [county_plan(), city_opinion()])
        settle(store)
        assert unfinished(store.read) is None
        whole = dump_graph(store)
        remove(store, city_opinion().document)
        load(store, [city_opinion()])
        assert unfinished(store.read) == SETTLE  # as a kill leaves it
    said: list[str] = []
    with open_current(place, said.append, write=True) as store:
        assert dump_graph(store) == whole and unfinished(store.read) is None
    assert said == ["上次的写入没有做完，先补做完"]


def test_nobody_goes_on_with_half_a_copy(place: str) -> None:
    with open_store(place, write=True) as store:
        load(store, [county_plan()])
        store.write(lambda _: [begun(COPY)])
    with pytest.raises(PolicyGraphError, match="没有复制完"):
        open_current(place, print, write=True)


def test_a_backup_there_and_back(store: Store, tmp_path: Path) -> None:
    decided(store)
    file, whole = tmp_path / "备份.zip", dump_graph(store)
    counts = write_backup(store, file)
    assert counts["Document"] == 2
    remove(store, city_opinion().document)
    for where in (tmp_path / "other", tmp_path / "other"):  # again: it is what the backup holds
        safekeeping.restore(where, file)
        with open_store(where) as restored:
            assert dump_graph(restored) == whole and len(entries.read(entries.file_of(restored.place)).found) == 1


def test_a_restore_replaces_only_if_told(place: str, tmp_path: Path) -> None:
    file = tmp_path / "备份.zip"
    with open_store(tmp_path / "source", write=True) as source:
        load(source, [city_opinion()])
        settle(source)
        whole = dump_graph(source)
        write_backup(source, file)
    with open_store(place, write=True) as store:
        load(store, [county_plan()])
        settle(store)
        before = dump_graph(store)
    with pytest.raises(PolicyGraphError, match=r"已有.*--replace"):
        safekeeping.restore(place, file)
    done = safekeeping.restore(place, file, replace=True)
    with open_store(place) as store:
        assert dump_graph(store) == whole
    assert done.aside is not None
    if done.aside.is_file():  # a server's, as a backup
        safekeeping.restore(tmp_path / "aside", done.aside)
    with open_store(tmp_path / "aside" if done.aside.is_file() else done.aside) as kept:
        assert dump_graph(kept) == before
    assert safekeeping.check(place) == []


@pytest.mark.parametrize("at", [0, 40, 3000, -3, -70])
def test_a_damaged_backup_is_refused(tmp_path: Path, at: int) -> None:
    file = tmp_path / "备份.zip"
    with open_store(tmp_path / "source", write=True) as source:
        load(source, [city_opinion()])
        write_backup(source, file)
    data = bytearray(file.read_bytes())
    data[at] ^= 1
    file.write_bytes(data)
    with pytest.raises(PolicyGraphError, match="已损坏"):
        safekeeping.restore(tmp_path / "other", file)
    assert not (tmp_path / "other").exists()


def test_a_stop_while_the_program_loads_is_one_line() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "policygraph", "stats"]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE)
    assert process.stderr is not None
    while b"rich" not in process.stderr.readline():  # Python tells what it loads: ours is under way, and far from done
        pass
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=LONG)
    assert b"Traceback" not in err and process.returncode != 0


@pytest.mark.slow("graphs are made in processes of their own, and each is written to after a kill")
def test_faults_in_a_sample() -> None:
    """Of `python -m benchmarks.faults`, which says in its own process, since it forks."""
    command = [sys.executable, "-m", "benchmarks.faults", "--kills", "5", "--damages", "3"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
