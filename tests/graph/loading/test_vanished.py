"""Files that are moved, renamed and edited, or gone: no old text stays in the graph unsaid."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from policygraph.graph.loading.load import find_places, withdraw
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.graph.transfer.dump import dump_graph
from policygraph.model.errors import PolicyGraphError
from policygraph.services import ingestion
from tests.archives import packed
from tests.commands import Run, run

__all__ = ["run"]  # a fixture

ONE, TWO = "青穗县节水方案\n一、修渠。（县水利局牵头）\n", "青穗县种粮方案\n一、育种。（县农业农村局牵头）\n"


def sources(store: Store) -> list[list[str]]:
    rows = store.read("MATCH (d:Document) RETURN d.sources AS sources ORDER BY d.sources")
    return [[Path(uri).name for uri in row["sources"]] for row in rows]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "来文"
    made.mkdir()
    (made / "a.txt").write_text(ONE, encoding="utf-8")
    return made


def test_a_file_that_was_renamed_and_then_edited(folder: Path, tmp_path: Path) -> None:
    with open_store(tmp_path / "graph", write=True) as store:
        ingestion.ingest([folder], store)
        (folder / "a.txt").rename(folder / "b.txt")
        assert ingestion.ingest([folder], store).vanished == [] and sources(store) == [["b.txt"]]
        (folder / "b.txt").write_text(TWO, encoding="utf-8")
        report = ingestion.ingest([folder], store)
        assert (report.added, report.removed, sources(store)) == (1, 1, [["b.txt"]])
        moved = dump_graph(store)
    with open_store(tmp_path / "fresh", write=True) as store:
        ingestion.ingest([folder], store)
        assert dump_graph(store) == moved


def test_what_is_gone_is_said_and_stays(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "b.txt").write_text(TWO, encoding="utf-8")
    run("ingest", folder, "-d", tmp_path / "graph")
    (folder / "a.txt").unlink()
    code, _, err = run("ingest", folder, "-d", tmp_path / "graph")
    assert code == 0 and "1 份文档，原来的文件已经不在了：a.txt" in err
    assert run("remove", "a.txt", "-d", tmp_path / "graph")[0] == 0
    assert "已经不在" not in run("ingest", folder, "-d", tmp_path / "graph")[2]


def test_members_that_are_no_longer_packed(folder: Path, tmp_path: Path) -> None:
    archive = folder / "包.zip"
    archive.write_bytes(packed({"x.txt": TWO.encode(), "y.txt": (TWO + "二、施肥。\n").encode()}))
    with open_store(tmp_path / "graph", write=True) as store:
        ingestion.ingest([folder], store)
        archive.write_bytes(packed({"y.txt": (TWO + "二、施肥。\n").encode()}))
        for paths in ([folder], [archive]):
            assert [Path(uri).name for uri in ingestion.ingest(paths, store).vanished] == ["x.txt"]
        archive.write_bytes(b"PK\x03\x04")  # what cannot be looked into is not called gone
        assert ingestion.ingest([folder], store).vanished == []


def test_what_cannot_be_looked_into_or_lies_elsewhere_is_not_called_gone(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "里").mkdir()
    (folder / "里" / "c.txt").write_text(TWO, encoding="utf-8")
    (folder / ".hidden.txt").write_text(TWO + "二、施肥。\n", encoding="utf-8")
    with open_store(tmp_path / "graph", write=True) as store:
        ingestion.ingest([folder, folder / ".hidden.txt"], store)
        ingestion.add_document(store, (TWO + "三、浇水。\n").encode(), "d.txt")
        assert ingestion.ingest([folder], store).vanished == []
        scandir = os.scandir

        def refused(path: Path) -> object:
            if Path(path).name == "里":
                raise PermissionError(13, "Permission denied")
            return scandir(path)

        monkeypatch.setattr(os, "scandir", refused)
        report = ingestion.ingest([folder], store)
    assert report.vanished == [] and "没有权限" in report.failures[0][1]


def test_of_two_files_with_one_text_the_one_that_is_named_is_removed(run: Run, folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "graph"
    (folder / "b.txt").write_text(ONE, encoding="utf-8")
    run("ingest", folder, "-d", place)
    code, _, err = run("remove", "a.txt", "-d", place)
    assert code == 0 and f"已移除 {folder}/a.txt；文字相同的 {folder}/b.txt 还在" in err
    with open_store(place) as store:
        assert sources(store) == [["b.txt"]]
        alone = dump_graph(store)
    (folder / "a.txt").unlink()
    run("ingest", folder, "-d", tmp_path / "fresh")
    with open_store(tmp_path / "fresh") as store:
        assert dump_graph(store) == alone
    code, _, err = run("remove", "b.txt", "-d", place)
    assert code == 0 and f"（{folder}/b.txt）" in err
    with open_store(place) as store:
        assert sources(store) == []


def test_a_name_that_stands_for_two_places(folder: Path, tmp_path: Path) -> None:
    (folder / "县").mkdir()
    (folder / "县" / "a.txt").write_text(ONE, encoding="utf-8")
    with open_store(tmp_path / "graph", write=True) as store:
        ingestion.ingest([folder], store)
        with pytest.raises(PolicyGraphError, match="有 2 处"):
            find_places(store, "a.txt")
        found = find_places(store, f"{folder}/县/a.txt")
        assert found.meant == [f"{folder}/县/a.txt"] and found.others == [f"{folder}/a.txt"]
        whole = find_places(store, found.document)
        assert len(whole.meant) == 2 and whole.others == []
        assert withdraw(store, whole.meant) == [found.document]


def test_prune_takes_out_what_is_gone_from_the_folder_alone(run: Run, folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "来文二"
    for made in (folder / "里", elsewhere):
        made.mkdir()
        (made / "c.txt").write_text(f"{TWO}二、{made.name}。\n", encoding="utf-8")
    run("ingest", folder, elsewhere, "-d", tmp_path / "graph")
    run("ingest", elsewhere, "-d", tmp_path / "fresh")
    (folder / "b.txt").write_text(TWO, encoding="utf-8")
    for gone in (folder / "a.txt", folder / "里" / "c.txt", elsewhere / "c.txt"):
        gone.unlink()
    code, _, err = run("ingest", folder, "--prune", "-d", tmp_path / "graph")
    assert code == 0 and "移除了 2 份：a.txt、c.txt" in err and "原来的文件已经不在了" not in err
    assert "移除了" not in run("ingest", folder, "--prune", "-d", tmp_path / "graph")[2]
    run("ingest", folder, "-d", tmp_path / "fresh")
    with open_store(tmp_path / "graph") as store, open_store(tmp_path / "fresh") as fresh:
        assert dump_graph(store) == dump_graph(fresh) and sources(store) == [["b.txt"], ["c.txt"]]


def test_prune_takes_a_folder_without_any_file_for_a_disk_that_is_not_there(folder: Path, tmp_path: Path) -> None:
    with open_store(tmp_path / "graph", write=True) as store:
        ingestion.ingest([folder], store)
        (folder / "a.txt").unlink()
        other = tmp_path / "来文二"
        other.mkdir()
        (other / "b.txt").write_text(TWO, encoding="utf-8")
        report = ingestion.ingest([folder, other], store, pruned=True)
        assert report.pruned == [] and [Path(uri).name for uri in report.vanished] == ["a.txt"]
        assert sources(store) == [["a.txt"], ["b.txt"]]
