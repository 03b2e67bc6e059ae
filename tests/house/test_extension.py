"""The extension of docs/examples is installed as any package, and adds a format, words, a query and a page; one whose
parts all fail costs itself only, and is told in a line each."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.paths import ROOT

EXAMPLE = ROOT / "docs/examples/policygraph-qingsui"
NOTE = "%NOTE\n%保密\n青穗县节水实施方案\n一、任务\n（一）节水。到2025年新增滴灌面积5万亩。（揭榜单位：县水利局）\n"
PAGE = """
import sys
from tests.pages import run
app = run("qingsui-leads")
assert app.title[0].value == "牵头" and "水利局" in app.dataframe[0].value.to_string()
"""
BROKEN = """[policygraph.formats]
none = broken_extension:NOTHING
taken = broken_extension:TAKEN
[policygraph.vocabulary]
words = broken_words
[policygraph.queries]
queries = broken_words
[policygraph.pages]
overview = broken_extension
wrong = broken_extension
"""
CODE = """from policygraph.ingest.formats.registry import Format
TAKEN = Format("别的 PDF", (".pdf",), "broken_extension:read")
"""
SAID = """
from policygraph.model.own import hooks
from policygraph.ingest.formats import registry
from policygraph.graph.asking import catalog
from policygraph.app.frame import sitemap
from policygraph.services.vocabulary import laying
import json
assert registry.of_extensions() == () and laying.of_extensions() == () and sitemap.of_extensions() == {}
assert "tasks" in catalog.catalog() and "own" not in catalog.catalog()
print(json.dumps(hooks.failures()))
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the example is installed; nothing is fetched."""
    where = tmp_path_factory.mktemp("site")
    source = tmp_path_factory.mktemp("source") / "example"
    # What is built is not built among the documents.
    shutil.copytree(EXAMPLE, source, ignore=shutil.ignore_patterns("__pycache__", "build", "*.egg-info"))
    if builds_wheels():
        options = ["--quiet", "--no-index", "--no-deps", "--no-build-isolation", "--target", str(where)]
        subprocess.run([sys.executable, "-m", "pip", "install", *options, str(source)], check=True, capture_output=True)
    else:
        by_hand(source, where)
    return where


def builds_wheels() -> bool:
    """Whether what builds the example is here: setuptools makes wheels by itself from 70.1 on."""
    try:
        at_hand = tuple(int(each) for each in version("setuptools").split(".")[:2])
    except PackageNotFoundError:
        return False
    return at_hand >= (70, 1) or find_spec("wheel") is not None


def by_hand(source: Path, where: Path) -> None:
    """What an installer makes of it: the packages, and beside them what entry points there are."""
    project = tomllib.loads((source / "pyproject.toml").read_text(encoding="utf-8"))
    shutil.copytree(source / "policygraph_qingsui", where / "policygraph_qingsui")
    groups = project["project"]["entry-points"]
    lines: list[str] = []
    for group, points in groups.items():
        lines += [f"[{group}]", *(f"{name} = {place}" for name, place in points.items())]
    write_package(where, project["project"]["name"], "\n".join(lines))


def write_package(where: Path, name: str, points: str) -> None:
    folder = where / f"{name.replace('-', '_')}-1.dist-info"
    folder.mkdir(parents=True)
    (folder / "entry_points.txt").write_text(points, encoding="utf-8")
    (folder / "METADATA").write_text(f"Name: {name}\nVersion: 1\n", encoding="utf-8")


def python(site: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(site), "PYTHONUTF8": "1", **more}
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True)


@pytest.mark.slow("installs a package, and starts commands and a page with it")
def test_the_example_adds_what_it_says(site: Path, tmp_path: Path) -> None:
    (tmp_path / "节水.note").write_text(NOTE, encoding="utf-8")
    graph = str(tmp_path / "图.kgl")
    done = python(site, "-m", "policygraph", "ingest", str(tmp_path / "节水.note"), "-d", graph)
    assert done.returncode == 0, done.stderr
    done = python(site, "-m", "policygraph", "query", "qingsui-leads", "-d", graph, "--format", "json")
    (row,) = json.loads(done.stdout)
    assert row["tasks"] == 1 and row["department"].endswith("水利局"), "by the words of the package"
    done = python(site, "-c", PAGE, POLICYGRAPH_DATABASE=graph)
    assert done.returncode == 0, done.stderr


def test_one_that_fails_costs_itself_and_is_told_in_a_line(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write_package(site, "broken-extension", BROKEN)
    (site / "broken_words").mkdir()
    (site / "broken_extension.py").write_text(CODE, encoding="utf-8")
    (site / "broken_words/__init__.py").write_text("", encoding="utf-8")
    (site / "broken_words/roles.yaml").write_text("add: {nouns: {leader: [揭榜]}}", encoding="utf-8")
    (site / "broken_words/own.cypher").write_text("// title: 坏的\n", encoding="utf-8")
    done = python(site, "-c", SAID)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert all("\n" not in line and line.startswith("扩展 ") for line in said)
    every = "\n".join(said)
    for words in ("none（broken-extension 1）的格式没有用上", "后缀 .pdf 已有格式", "不认识的角色“leader”",
                  "own.cypher 第 1 行", "地址“overview”已有一页", "里面有 TITLE 和函数 page"):  # fmt: skip
        assert words in every, every
    done = python(site, "-m", "policygraph", "read", "文字.txt", "--out", str(tmp_path / "读好的"))
    assert "\n提示：扩展 words的词表没有用上" in done.stderr, "on the terminal too, of what the command asked for"


def test_the_documented_groups_are_those_of_the_example() -> None:
    page = (ROOT / "docs/engineers/add-an-extension.md").read_text(encoding="utf-8")
    lines = page.split("```toml\n")[1].split("```")[0]
    assert lines in (EXAMPLE / "pyproject.toml").read_text(encoding="utf-8")
