"""Files written for people are there as a whole or not at all, whatever the disk takes."""

from __future__ import annotations

import errno
import gc
import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from lxml import etree

from policygraph.graph.analysis.network import to_networkx
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.graph.transfer.backup import write_backup
from policygraph.graph.transfer.export import write_csv, write_graphml
from policygraph.graph.transfer.files import writing
from policygraph.graph.transfer.matrix import as_form, matrix, write_matrix
from policygraph.graph.transfer.neo4j.bulk import write_bulk
from policygraph.graph.transfer.tables import Table, write_table
from policygraph.model.errors import PolicyGraphError
from tests.graphs import county_plan

LONG = Table(["甲"], [["乙" * 2_000]])
WRITTEN: dict[str, Callable[[Store, Path], object]] = {
    "v.graphml": lambda store, file: write_graphml(to_networkx(store), file),
    "csv": lambda store, folder: write_csv(to_networkx(store), folder),
    "neo4j": write_bulk,
    "b.zip": write_backup,
    "m.xlsx": lambda store, file: write_matrix(as_form(matrix(store, "柳溪县")), file),
    "t.csv": lambda _, file: write_table(LONG, file),
    "t.xlsx": lambda _, file: write_table(LONG, file),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("graph"), write=True) as opened:
        load(opened, [county_plan()])
        yield opened


@contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    """The disk takes so many bytes of a file and no more."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def held(folder: Path) -> dict[Path, bytes]:
    return {each: each.read_bytes() for each in folder.rglob("*") if each.is_file()}


@pytest.mark.parametrize("name", WRITTEN)
def test_what_was_there_stays_where_the_disk_is_full(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    good, new = tmp_path / "good", tmp_path / "new"
    good.mkdir()
    new.mkdir()
    WRITTEN[name](store, good / name)
    before = held(good)
    assert before and all(not each.name.startswith(".") for each in before)

    def refuse(_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", refuse)
    for folder in (good, new):
        with pytest.raises(PolicyGraphError, match=r"磁盘已满|里已有文件"):
            WRITTEN[name](store, folder / name)
    assert held(good) == before and list(new.iterdir()) == []


def test_a_file_that_is_cut_off_is_not_there(store: Store, tmp_path: Path) -> None:
    graph, file = to_networkx(store), tmp_path / "v.graphml"
    write_graphml(graph, file)
    before = held(tmp_path)
    with no_file_beyond(512), pytest.raises(PolicyGraphError, match="文件太大"):
        write_graphml(graph, file)
    assert held(tmp_path) == before
    gc.collect()  # a writer of lxml's that is left in the middle ends the process when it is taken away


@pytest.mark.parametrize(("name", "words"), [("IO_ENOSPC", "磁盘已满"), ("IO_WRITE", "磁盘读写出错")])
def test_what_lxml_says_of_a_disk_is_one_line_too(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(PolicyGraphError, match=words), writing(tmp_path / "x.xlsx"):
        raise etree.SerialisationError(name)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_keeps_what_else_is_in_it(store: Store, tmp_path: Path) -> None:
    (tmp_path / "说明.txt").write_text("甲", encoding="utf-8")
    for _ in range(2):
        files = write_csv(to_networkx(store), tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted([*files, tmp_path / "说明.txt"])


def test_a_link_stays_one_and_rights_stay(tmp_path: Path) -> None:
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_text("旧", encoding="utf-8")
    real.chmod(0o640)
    link.symlink_to(real)
    with writing(link) as new:
        new.write_text("新", encoding="utf-8")
    assert link.is_symlink() and real.read_text(encoding="utf-8") == "新" and real.stat().st_mode & 0o777 == 0o640
    with writing(Path("/dev/null")) as new:
        assert new == Path("/dev/null")
    assert Path("/dev/null").is_char_device()
