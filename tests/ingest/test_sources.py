"""Which documents there are, each with its bytes: files, folders, archives and their members."""

from __future__ import annotations

import errno
import io
import os
import socket
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from policygraph.graph.loading.load import place
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
    assert [bool(sources.missing(path)) for path in (*there, *missing)] == [False] * 3 + [True] * 2


def test_an_empty_folder_holds_nothing(tmp_path: Path) -> None:
    assert opened(tmp_path) == []


def test_what_cannot_be_opened_says_so(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    (place,) = sources.find_sources([tmp_path / "a.txt"])
    (tmp_path / "a.txt").unlink()
    (source,) = place.open()
    assert source.name == str(tmp_path / "a.txt") and source.data == b"" and "打不开" in source.error


def socket_at(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))


# what stands at `a.txt`, and what is said of it
SPECIAL: dict[str, tuple[Callable[[Path], object], str]] = {
    "a pipe": (os.mkfifo, "管道"),
    "a socket": (socket_at, "套接字"),
    "a device without an end": (lambda path: path.symlink_to("/dev/zero"), "设备"),
    "a device without anything": (lambda path: path.symlink_to("/dev/null"), "设备"),
    "a link to a pipe": (lambda path: (os.mkfifo(path.with_name(".p")), path.symlink_to(".p")), "管道"),
    "a link to nothing": (lambda path: path.symlink_to("没有"), "链接所指的文件不存在"),
    "a link to itself": (lambda path: path.symlink_to("a.txt"), "绕成了圈"),
    "links in a loop": (lambda path: (path.symlink_to(".b"), path.with_name(".b").symlink_to("a.txt")), "绕成了圈"),
}


@pytest.mark.parametrize("named", [True, False], ids=["named", "in a folder"])
@pytest.mark.parametrize("what", SPECIAL)
def test_only_regular_files_are_opened(what: str, named: bool, tmp_path: Path) -> None:
    make, words = SPECIAL[what]
    make(tmp_path / "a.txt")
    (source,) = opened(tmp_path / "a.txt" if named else tmp_path)
    assert words in source.error and source.data == b"" and not source.passed_over


def test_a_file_that_is_written_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "a.txt")
    regular = sources._check_regular
    monkeypatch.setattr(sources, "_check_regular", lambda found: (regular(found), make(tmp_path, "b.txt")))
    assert not opened(tmp_path / "a.txt")[0].error

    def grow(found: os.stat_result) -> None:
        with (tmp_path / "a.txt").open("a", encoding="utf-8") as stream:
            stream.write("又一行")

    monkeypatch.setattr(sources, "_check_regular", grow)
    assert "还在变" in opened(tmp_path / "a.txt")[0].error


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder whose files may not be seen. The tests may run as root, who sees everything."""
    make(tmp_path, "closed/a.txt", "open/b.txt")
    scandir, lstat = os.scandir, Path.lstat

    def refused(path: Path) -> None:
        if "closed" in Path(path).parts:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", lambda path: (refused(path), scandir(path))[1])
    monkeypatch.setattr(Path, "lstat", lambda path: (refused(path), lstat(path))[1])
    return tmp_path / "closed"


def test_a_folder_that_may_not_be_entered_is_not_called_empty(closed: Path) -> None:
    (first, second) = opened(closed.parent)
    assert first.name == str(closed) and "没有权限" in first.error and second.data
    assert "没有权限" in sources.missing(closed / "a.txt") and str(closed / "a.txt") in sources.missing(
        closed / "a.txt"
    )


def test_links_to_folders(tmp_path: Path) -> None:
    make(tmp_path, "a/1.txt", "b/2.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path / "a")
    (tmp_path / "a" / "self").symlink_to(".")
    assert read(tmp_path / "a") == [str(tmp_path / "a" / "1.txt")]  # they lead to what is read anyway
    back = {source.file_name for source in opened(tmp_path / "a") if "链接" in source.error and source.passed_over}
    assert back == {"up", "self"}
    (tmp_path / "a" / "other").symlink_to(tmp_path / "b")
    (tmp_path / "a" / "again").symlink_to(tmp_path / "b")
    failed = {each.file_name: bool(each.error) for each in opened(tmp_path / "a") if not each.passed_over}
    assert failed == {"1.txt": False, "other": True, "again": True}
    assert read(tmp_path / "a" / "other") == [str(tmp_path / "a" / "other" / "2.txt")]


NAMES = {
    "长" * 83 + "a.txt": "长" * 83 + "a.txt",  # 255 bytes
    "A.TXT": "A.TXT",
    "a.txt": "a.txt",
    "青穗县方案.txt".encode("gbk"): "青穗县方案.txt",
    "青穗县方案.txt": "青穗县方案.txt",
    b"\xff\xfe.txt": "\\xff\\xfe.txt",
    "换\n行\x1b[31m.txt": "换\\x0a行\\x1b[31m.txt",
}


def test_any_name_is_read_and_shown(tmp_path: Path) -> None:
    for name in NAMES:
        (tmp_path / os.fsdecode(name)).write_bytes(PLAN)
    found = opened(tmp_path)
    assert [source.data for source in found] == [PLAN] * len(NAMES)
    assert sorted(source.file_name for source in found) == sorted(NAMES.values())
    uris = {place(Path(source.name)) for source in found}
    assert len(uris) == len(NAMES) and all(uri.encode() for uri in uris)  # no half of a pair


def test_a_name_that_is_too_long_is_said_to_be_missing(tmp_path: Path) -> None:
    assert "没有这个文件" in sources.missing(tmp_path / ("a" * 256))
    assert "没有这个文件" in sources.missing(Path("a\0b"))


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


@pytest.mark.parametrize("flagged", [False, True], ids=["without saying so", "flagged as UTF-8"])
def test_names_in_gbk(flagged: bool) -> None:
    """As the Windows of China writes them."""
    name = "清溪县方案.txt".encode("gbk")
    plain = "é" * (len(name) // 2) if flagged else "x" * len(name)
    assert len(plain.encode()) == len(name)
    archive = Archive(packed({"区.txt": b"1", plain: PLAN}).replace(plain.encode(), name))
    assert [member.name for member in archive.members] == ["区.txt", "清溪县方案.txt"]
    assert [archive.read(member) for member in archive.members] == [b"1", PLAN]


def test_two_files_of_one_name_are_two_documents() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package, warnings.catch_warnings(action="ignore"):
        for name, data in (
            ("县/方案.txt", b"1"),
            ("县/方案.txt", b"2"),
            ("县/方案 (2).txt", b"3"),
            ("县/方案.txt", b"4"),
        ):
            package.writestr(name, data)
    found = {source.name: source.data for source in sources.Opened("包.zip", out.getvalue())}
    names = ("方案.txt", "方案 (3).txt", "方案 (2).txt", "方案 (4).txt")
    assert found == {f"包.zip!/县/{name}": str(n).encode() for n, name in enumerate(names, start=1)}
