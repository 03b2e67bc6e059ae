"""The command `policygraph doctor`: whether this machine has what the program needs, and what to do about each thing.

Everything is looked at by itself: what is wrong with one does not hide the others. Nothing is written but, where there
may be a graph or a log, a file that goes at once.
"""

from __future__ import annotations

import platform
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import NamedTuple

import typer

from policygraph.graph.asking.catalog import Column
from policygraph.graph.cypher import made
from policygraph.graph.loading.unfinished import COPY, unfinished
from policygraph.graph.stores.opening import default_place, graph_file, open_store
from policygraph.graph.stores.store import NoDatabaseError, Store
from policygraph.model import extras
from policygraph.model.errors import PolicyGraphError, reason
from policygraph.model.paths import readable
from policygraph.model.versions import LIBRARIES, SCHEMA
from policygraph.options import Output, Unlaid
from policygraph.services import logs
from policygraph.services.vocabulary.laying import lay
from policygraph.shell import configuration
from policygraph.shell.said import message
from policygraph.show import Format, show

FINE, MAY, WRONG = "好", "没有装", "要处理"
EXTRAS = {
    "app": "网页（policygraph app）", "ocr": "扫描的 PDF 和图片", "neo4j": "图放在 Neo4j 服务器上",
    "serve": "给别的程序的接口（policygraph serve）", "mcp": "给智能助手的接口（policygraph mcp）",
    "research": "pandas 表、Parquet（笔记本里）", "rdf": "导出 RDF",
    "distributed": "多台机器一起读（policygraph read）",
    "oidc": "用单位的统一登录",
}  # fmt: skip
"""Extras of pyproject.toml and what each is for; those for who works on the program itself are not asked about."""
OF_EXTRA = re.compile(r"""^(?P<name>[A-Za-z0-9._-]+).*;\s*extra\s*==\s*["'](?P<extra>\w+)["']\s*$""")
ROOM = 2 << 30  # bytes that should be free: an import keeps the former graph until the new one is whole
TIMES = 3  # the graph's size, which should be free besides
COLUMNS = [Column("what", "看什么"), Column("state", "怎样"), Column("found", "看到的"), Column("todo", "怎么办")]


class Found(NamedTuple):
    what: str
    state: str
    found: str
    todo: str = ""


def doctor_command(database: Unlaid = None, output: Output = Format.table) -> None:
    """检查这台机器：程序和库的版本、装了哪些附加功能、设置、词表、图能不能读写、磁盘够不够；每一条说怎么办。"""
    found = list(examined(database))
    show([each._asdict() for each in found], COLUMNS, output, "检查")
    wrong = sum(each.state == WRONG for each in found)
    message(f"{wrong} 项要处理" if wrong else "没有要处理的")
    if wrong:
        raise typer.Exit(1)


def examined(database: str | None) -> Iterator[Found]:
    """All that is looked at; `database`: as of any command."""
    yield _program()
    yield _libraries()
    for extra, what in EXTRAS.items():
        yield _extra(extra, what)
    yield _told("设置", _settings)
    yield _told("自己的词表", lambda: _words(database))
    yield _told("日志", _log)
    yield _told("图", lambda: _graph(database))
    if (file := _file(database)) is not None:
        yield _told("图的文件夹", lambda: _folder(file.parent))
        yield _told("磁盘", lambda: _disk(file))


def _told(what: str, look: Callable[[], Found]) -> Found:
    """What it finds; what goes wrong as the program says it, which says what to do as well."""
    try:
        return look()
    except PolicyGraphError as error:
        said, _, todo = str(error).partition("；")
        return Found(what, WRONG, said, todo or "见 docs/users/troubleshooting.md")
    except OSError as error:
        return Found(what, WRONG, reason(error), "请检查路径和权限，或换一个位置")


def _program() -> Found:
    python = ".".join(map(str, sys.version_info[:3]))
    what = f"policygraph {version('policygraph')}，Python {python}，{platform.system()} {platform.machine()}"
    return Found("程序", FINE, what)


def _libraries() -> Found:
    """Those by whose releases the same bytes may be read otherwise."""
    return Found("读文件的库", FINE, "，".join(f"{name} {version(name)}" for name in sorted(LIBRARIES)))


def _extra(extra: str, what: str) -> Found:
    missing = [name for name in wanted(extra) if not _is_installed(name)]
    if not missing:
        return Found(f"[{extra}]", FINE, what)
    return Found(f"[{extra}]", MAY, f"{what}：缺少 {'、'.join(missing)}", f"要用的话：{extras.install(extra)}")


def wanted(extra: str) -> list[str]:
    """The distributions that an extra brings, by what the installed package says; not those of other extras."""
    found = (OF_EXTRA.match(each) for each in requires("policygraph") or ())
    return [m["name"] for m in found if m and m["extra"] == extra and m["name"] != "policygraph"]


def _is_installed(distribution: str) -> bool:
    with suppress(PackageNotFoundError):
        return bool(version(distribution))
    return False


def _settings() -> Found:
    held = configuration.read()
    place = readable(configuration.file())
    return Found("设置", FINE, f"{place}：{len(held)} 项" if held else f"没有写（{place}）")


def _words(database: str | None) -> Found:
    lay(database)
    return Found("自己的词表", FINE, "读得出来，或没有")


def _log() -> Found:
    file = logs.file() or logs.default_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("ab"):
        return Found("日志", FINE, readable(file))


def _file(database: str | None) -> Path | None:
    """The graph's file; none where it is on a server, or nowhere that can be."""
    with suppress(PolicyGraphError):
        return graph_file(database)
    return None


def _graph(database: str | None) -> Found:
    try:
        with open_store(database) as store:
            return _held(store)
    except NoDatabaseError:
        place = readable(database or default_place())
        return Found("图", FINE, f"{place} 里还没有图", "policygraph ingest 文件夹 建一个；先看样子：policygraph demo")


def _held(store: Store) -> Found:
    documents = store.read(made.count_of("Document"))[0]["nodes"]
    what = f"{store.place}：{documents} 份文档，结构版本 {SCHEMA}"
    left = unfinished(store.read)
    if left == COPY:
        return Found("图", WRONG, f"{what}，没有复制完", "再运行一次同样的 copy 或 restore")
    if left:
        return Found("图", WRONG, f"{what}，上次写入没有做完", "再导入一次，或运行 policygraph align，会接着做完")
    return Found("图", FINE, what)


def _folder(folder: Path) -> Found:
    there = next(each for each in (folder, *folder.parents) if each.exists())
    with tempfile.TemporaryFile(dir=there):
        return Found("图的文件夹", FINE, f"{readable(there)} 可写")


def _disk(file: Path) -> Found:
    there = next(each for each in (file, *file.parents) if each.exists())
    free = shutil.disk_usage(there if there.is_dir() else there.parent).free
    needed = ROOM + TIMES * (file.stat().st_size if file.is_file() else 0)
    what = f"还有 {free / (1 << 30):.1f} GB"
    if free < needed:
        return Found("磁盘", WRONG, what, f"请腾出地方：导入、备份时要有 {needed / (1 << 30):.1f} GB")
    return Found("磁盘", FINE, what)
