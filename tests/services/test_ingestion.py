"""Files, archives and uploads into a graph: what is read, skipped and reported, and how often a file is opened."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from policygraph.graph.stores.opening import open_store
from policygraph.ingest.sources import Source
from policygraph.model import versions
from policygraph.model.errors import PolicyGraphError
from policygraph.services import ingestion, parallel
from tests import render
from tests.archives import MEMBERS, OUTCOMES, TEXTS, packed

WATCHED: list[tuple[Path, Counter[str]]] = []


def _count(event: str, arguments: Any) -> None:
    if event == "open" and WATCHED and isinstance(arguments[0], str):
        folder, opens = WATCHED[-1]
        if Path(arguments[0]).parent == folder:
            opens[Path(arguments[0]).name] += 1


sys.addaudithook(_count)  # it cannot be taken away again, so it counts only while something is watched


@contextmanager
def opens_in(folder: Path) -> Iterator[Counter[str]]:
    """How often this process opens each file of a folder."""
    WATCHED.append((folder, Counter()))
    yield WATCHED[-1][1]
    WATCHED.pop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "来文"
    made.mkdir()
    for n, text in enumerate(TEXTS[:3]):
        (made / f"{n}.txt").write_text(text, encoding="utf-8")
    (made / "包.zip").write_bytes(packed({f"{n}.txt": f"青穗县节水方案（第{n}批）\n".encode() for n in range(5)}))
    outline = "title: 节水意见\nlevel: province\nsections: [{number: 一, title: 节水, measures: {1: 修渠}}]\n"
    (made / "提纲.yaml").write_text(outline, encoding="utf-8")
    (made / "设置.yaml").write_text("a: 1\n", encoding="utf-8")
    (made / "图表.dwg").write_bytes(b"x")
    return made


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_file_is_opened_once(folder: Path, tmp_path: Path, jobs: int) -> None:
    wanted = {each.name: 1 for each in folder.iterdir() if each.suffix != ".dwg"}
    with open_store(tmp_path / "graph", write=True) as store:
        with opens_in(folder) as opens:
            report = ingestion.ingest([folder], store, jobs=jobs)
        assert (opens, report.failures) == (wanted, [])
        with opens_in(folder) as opens:
            again = ingestion.ingest([folder], store, jobs=jobs)
        assert (opens, again.skipped) == (wanted, 9)


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_report_keeps_the_order_of_the_files(folder: Path, tmp_path: Path, jobs: int) -> None:
    steps: list[tuple[int, int, Path]] = []
    with open_store(tmp_path / "graph", write=True) as store:
        ingestion.ingest([folder / "1.txt"], store)
        report = ingestion.ingest([folder], store, jobs, lambda *step: steps.append(step))
    inside = [f"包.zip!/{n}.txt" for n in range(5)]
    assert list(report.documents) == [folder / name for name in ("0.txt", "1.txt", "2.txt", *inside, "提纲.yaml")]
    assert (report.added, report.skipped) == (8, 1)
    assert report.passed_over == {"格式不支持，没有读": [folder / "图表.dwg", folder / "设置.yaml"]}
    done, totals, files = zip(*steps, strict=True)
    assert list(files) == [file for file in report.documents if file != folder / "1.txt"]
    assert list(done) == sorted(set(done)) and list(totals) == sorted(totals) and totals[-1] == 11 >= done[-1]


def test_bytes_that_wait_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many documents workers may have waiting, no more is loaded than is read next."""
    monkeypatch.setattr(parallel, "AHEAD_BYTES", 1000)
    given = 0

    def endless() -> Iterator[tuple[Source, str]]:
        nonlocal given
        for n in range(40):
            given += 1
            yield Source.of(f"{n}.txt", "青穗县节水方案\n".encode() * 20), f"upload:{n}"

    for taken, (name, _) in enumerate(parallel.read_all(endless(), jobs=8)):
        assert name == f"{taken}.txt" and given - taken <= 4


def test_an_archive_is_ingested_with_what_is_wrong_in_it(tmp_path: Path) -> None:
    (tmp_path / "文件.zip").write_bytes(packed(MEMBERS))
    with open_store(tmp_path / "graph", write=True) as store:
        report = ingestion.ingest([tmp_path / "文件.zip"], store, jobs=1)
        assert (report.added, len(report.failures)) == (2, len(OUTCOMES) - 2)
        again = ingestion.ingest([tmp_path / "文件.zip"], store, jobs=1)
        assert (again.skipped, len(again.failures)) == (2, len(OUTCOMES) - 2)
        uris = [row["uri"] for row in store.read("MATCH (d:Document) RETURN d.uri AS uri ORDER BY uri")]
    assert uris == sorted(f"{(tmp_path / '文件.zip').as_posix()}!/方案/{name}" for name in ("县.txt", "区.docx"))
    said = {file.name: why for file, why in report.failures}
    assert all(words in said[Path(name).name] for name, words in OUTCOMES.items() if words)


BROKEN: list[tuple[str, bytes]] = [("空.txt", b""), ("图.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), ("表.xyz", b"a")]


def test_what_cannot_be_read_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    for name, data in BROKEN:
        (tmp_path / name).write_bytes(data)
    missing = tmp_path / "没有.txt"
    with open_store(tmp_path / "graph", write=True) as store:
        report = ingestion.ingest([missing, *(tmp_path / name for name, _ in BROKEN)], store, jobs=1)
        with pytest.raises(PolicyGraphError, match="没有这个文件"):
            ingestion.ingest([missing], store)
    assert [file.name for file, _ in report.failures] == ["没有.txt", *(name for name, _ in BROKEN)]
    assert all(why.startswith(f"{file}：") and "\n" not in why for file, why in report.failures)


def test_an_upload_may_be_an_archive(tmp_path: Path) -> None:
    with open_store(tmp_path / "graph", write=True) as store:
        found = ingestion.add_each(store, packed(MEMBERS), "文件.zip")
        empty = ingestion.add_each(store, packed({"a.dwg": b""}), "空.zip")
        broken = ingestion.add_each(store, b"PK\x03\x04", "坏.zip")
        docx = ingestion.add_each(store, render.to_docx(TEXTS[0]), "其实是docx.zip")
        uris = [row["uri"] for row in store.read("MATCH (d:Document) RETURN d.uri AS uri ORDER BY uri")]
    assert {each.name.partition("!/")[2] for each in found if each.document} == {"方案/县.txt", "方案/区.docx"}
    assert all(each.error.startswith("文件.zip!/") for each in found if not each.document)
    assert {each.name for each in found if "格式不支持" in each.error} == {"文件.zip!/图表.dwg"}
    assert "没有能读的文件" in empty[0].error and "已损坏" in broken[0].error and docx[0].document
    assert {uri.partition("/")[2] for uri in uris} == {
        "其实是docx.zip",
        "文件.zip!/方案/区.docx",
        "文件.zip!/方案/县.txt",
    }


def test_one_bad_upload_stops_no_other(tmp_path: Path) -> None:
    with open_store(tmp_path / "graph", write=True) as store:
        (bad,) = ingestion.add_each(store, b"", "空的.txt")
        (good,) = ingestion.add_each(store, TEXTS[0].encode(), "好的.txt")
    assert bad.document is None and bad.error.startswith("空的.txt：")
    assert good.document and not good.error


A = "附件1.txt"
ONE, OTHER = ("青穗县节水方案\n一、修渠。牵头单位：县水利局。\n", "白川县节水方案\n一、打井。牵头单位：县水利局。\n")
# what is there before, as (name, data, uri); what is put in; how many documents there are then, which is known
PUT_IN: dict[str, tuple[list[tuple[str, bytes, str | None]], list[tuple[str, bytes]], int, list[bool]]] = {
    "the same name, another text": ([], [(A, ONE.encode()), (A, OTHER.encode())], 2, [False, False]),
    "the same twice": ([], [(A, ONE.encode()), (A, ONE.encode())], 1, [False, True]),
    "the same under another name": ([], [(A, ONE.encode()), ("方案.txt", ONE.encode())], 1, [False, True]),
    "the same text in other bytes": ([], [(A, ONE.encode()), (A, ONE.encode("gb18030"))], 1, [False, True]),
    "members of the same name": (
        [], [("附件.zip", packed({"附件1.txt": each.encode()})) for each in (ONE, OTHER, ONE)], 2, [False, False, True]
    ),
    "it came from a path": ([("甲.txt", ONE.encode(), "/来文/甲.txt")], [("乙.txt", ONE.encode())], 1, [True]),
    "it was put in by an earlier program": (
        [("附件1.txt", ONE.encode(), "upload:附件1.txt")],
        [("附件1.txt", ONE.encode()), ("附件1.txt", OTHER.encode())], 2, [True, False],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", PUT_IN)
def test_an_upload_is_its_bytes(tmp_path: Path, case: str) -> None:
    before, put_in, documents, known = PUT_IN[case]
    with open_store(tmp_path / "graph", write=True) as store:
        for name, data, uri in before:
            ingestion.add_document(store, data, name, uri)
        found = [each for name, data in put_in for each in ingestion.add_each(store, data, name)]
        assert [each.known for each in found] == known and all(each.document for each in found)
        assert len(store.read("MATCH (d:Document) RETURN d.id")) == documents


def test_an_upload_stays_when_the_file_of_the_same_bytes_changes(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text(ONE, encoding="utf-8")
    with open_store(tmp_path / "graph", write=True) as store:
        ingestion.ingest([tmp_path / "甲.txt"], store)
        ingestion.add_each(store, ONE.encode(), "乙.txt")
        (tmp_path / "甲.txt").write_text(OTHER, encoding="utf-8")
        ingestion.ingest([tmp_path / "甲.txt"], store)
        assert len(store.read("MATCH (d:Document) RETURN d.id")) == 2


def test_an_upload_that_another_reader_read_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(tmp_path / "graph", write=True) as store:
        with monkeypatch.context() as earlier:
            earlier.setattr(versions, "reading", lambda: "0")
            ingestion.add_each(store, ONE.encode(), "甲.txt")
        ingestion.add_each(store, ONE.encode(), "乙.txt")
        [row] = store.read("MATCH (d:Document) RETURN d.reader AS reader, size(d.sources) AS places")
    assert row == {"reader": versions.reading(), "places": 1}
