"""Which documents there are, each with its bytes: files, folders, archives and their members."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from policygraph.ingest import sources
from policygraph.ingest.formats.archive import Archive
from policygraph.ingest.sources import Source
from policygraph.model.errors import PolicyGraphError
from tests import render
from tests.archives import MEMBERS, OUTCOMES, PLAN, packed


def opened(*paths: Path) -> list[Source]:
    return [source for place in sources.find_sources(paths) for source in place.open()]


def read(*paths: Path) -> list[str]:
    """The names of those that are not passed over."""
    return [source.name for source in opened(*paths) if not source.passed_over]


def make(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("推广滴灌。", encoding="utf-8")


def test_folders_are_looked_into_however_deep_without_what_is_hidden(tmp_path: Path) -> None:
    wanted = ["2.txt", "a/1.TXT", "a/b/3.md"]
    make(tmp_path, *wanted, ".hidden.txt", ".git/4.txt", "a/.b/5.txt", "a/picture.xyz", "no-suffix")
    assert read(tmp_path) == [str(tmp_path / name) for name in wanted]
    others = [source.name for source in opened(tmp_path) if source.passed_over]
    assert others == [str(tmp_path / name) for name in ("a/picture.xyz", "no-suffix")]


def test_a_folder_that_lies_in_a_hidden_one_is_read_when_named(tmp_path: Path) -> None:
    make(tmp_path, ".hidden/a.txt")
    assert read(tmp_path / ".hidden") == [str(tmp_path / ".hidden" / "a.txt")]


def test_a_file_that_is_named_is_taken_whatever_its_kind(tmp_path: Path) -> None:
    make(tmp_path, "picture.xyz", ".hidden.txt", "a/other.xyz")
    named = [tmp_path / "picture.xyz", tmp_path / ".hidden.txt", tmp_path / "a" / "other.xyz"]
    assert read(*named) == [str(path) for path in named]
    assert read(tmp_path / "a", *named) == [str(path) for path in (named[2], *named[:2])]  # found first, then named


def test_a_file_found_twice_is_one(tmp_path: Path) -> None:
    make(tmp_path, "a/1.txt", "a/2.txt")
    twice = [tmp_path / "a" / "2.txt", tmp_path / "a", tmp_path / "a" / ".." / "a" / "1.txt"]
    assert read(*twice) == [str(tmp_path / "a" / name) for name in ("2.txt", "1.txt")]


def test_a_path_that_is_not_there_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "文件.zip").write_bytes(packed(MEMBERS))
    missing = [tmp_path / "没有此文件.txt", tmp_path / "没有此包.zip!/县.txt"]
    for path in missing:
        with pytest.raises(PolicyGraphError, match="没有此"):
            sources.find_sources([path])
    there = [tmp_path, tmp_path / "文件.zip", tmp_path / "文件.zip!/方案/县.txt"]
    assert [sources.exists(path) for path in (*there, *missing)] == [True] * 3 + [False] * 2


def test_an_empty_folder_holds_nothing(tmp_path: Path) -> None:
    assert opened(tmp_path) == []


def test_what_cannot_be_opened_says_so(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    (place,) = sources.find_sources([tmp_path / "a.txt"])
    (tmp_path / "a.txt").unlink()
    (source,) = place.open()
    assert source.name == str(tmp_path / "a.txt") and source.data == b"" and "打不开" in source.error


@pytest.mark.parametrize("name", OUTCOMES)
def test_members_of_an_archive(name: str, tmp_path: Path) -> None:
    (tmp_path / "文件.zip").write_bytes(packed(MEMBERS))
    source = next(each for each in opened(tmp_path) if each.name.endswith(f"文件.zip!/{name}"))
    (alone,) = opened(Path(source.name))
    refused = OUTCOMES[name] if OUTCOMES[name] != "已损坏" else ""  # that shows when it is read
    assert refused in source.error and refused in alone.error
    assert (source.data, alone.data) == ((b"", b"") if refused else (MEMBERS[name], MEMBERS[name]))


def test_an_archive_gives_what_it_holds_and_what_it_passes_over(tmp_path: Path) -> None:
    (tmp_path / "文件.zip").write_bytes(packed(MEMBERS))
    (tmp_path / "另.docx").write_bytes(render.to_docx("方案"))
    found = opened(tmp_path)
    assert sum(not source.passed_over for source in found) == len(OUTCOMES) + 1
    assert [source.file_name for source in found if source.passed_over] == ["图表.dwg"]
    (tmp_path / "文件.zip").write_bytes(packed({"图表.dwg": b"x"}))
    assert [source.file_name for source in opened(tmp_path / "文件.zip")] == ["文件.zip", "图表.dwg"]


def test_as_many_are_announced_as_come() -> None:
    for data in (packed(MEMBERS), packed({"图表.dwg": b"x"}), packed({}), b"PK\x03\x04", b""):
        found = sources.Opened("文件.zip", data)
        assert len(found) == len(list(found))


def test_an_archive_is_read_once_however_many_its_members(monkeypatch: pytest.MonkeyPatch) -> None:
    """One look at its list of members to recognise it, one to open it; each member once."""
    opens: list[str] = []
    begin, member = zipfile.ZipFile.__init__, zipfile.ZipFile.open
    monkeypatch.setattr(zipfile.ZipFile, "__init__", lambda *a, **k: (opens.append("list"), begin(*a, **k))[1])
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *a, **k: (opens.append("member"), member(*a, **k))[1])
    for many in (10, 40):
        data = packed({f"{n}.txt": PLAN for n in range(many)})
        opens.clear()
        assert len(list(sources.Opened("文件.zip", data))) == many
        assert (opens.count("list"), opens.count("member")) == (2, many)


def test_names_in_gbk() -> None:
    """As the Windows of China writes them, without saying so."""
    name = "清溪县方案.txt".encode("gbk")
    archive = Archive(packed({"x" * len(name): PLAN}).replace(b"x" * len(name), name))
    assert [member.name for member in archive.members] == ["清溪县方案.txt"]
    assert archive.read(archive.find("清溪县方案.txt")) == PLAN
