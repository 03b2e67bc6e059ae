"""Without its extras the program reads, asks and exports; what needs an extra says in one line what to install."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from tests import paths, render
from tests.graphs import COUNTY_TEXT

PROJECT: dict[str, Any] = tomllib.loads((paths.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# What is there only with an extra: its own modules, and what comes along with them and not with the core.
MODULES = {
    "app": ["streamlit", "altair", "pandas", "pyarrow", "PIL", "argon2"],
    "oidc": ["authlib"],
    "neo4j": ["neo4j"],
    "ocr": ["rapidocr", "onnxruntime", "cv2", "PIL"],
    "py2neo": ["py2neo"],
    "distributed": ["dask", "distributed", "duckdb", "fsspec", "pyarrow"],
    "research": ["pandas", "pyarrow"],
    "rdf": ["rdflib"],
    "serve": ["fastapi", "uvicorn", "argon2"],
    "notebooks": ["matplotlib", "ipykernel"],
    "mcp": ["mcp", "uvicorn", "argon2"],
}
BLOCKED = """
from importlib.machinery import PathFinder

find = PathFinder.find_spec
PathFinder.find_spec = lambda name, *more: None if name.partition(".")[0] in {missing!r} else find(name, *more)
"""
MAIN = "import sys; from policygraph.cli import main; main(sys.argv[1:])"


def without(extras: list[str], *arguments: object, then: str = MAIN) -> subprocess.CompletedProcess[str]:
    """A process of its own, in which and in whose processes the modules of these extras cannot be imported."""
    missing = [module for extra in extras for module in MODULES[extra]]
    command = [sys.executable, "-c", then, *map(str, arguments)]
    with TemporaryDirectory() as folder:
        (Path(folder) / "sitecustomize.py").write_text(BLOCKED.format(missing=missing))
        places = [folder, *filter(None, [os.environ.get("PYTHONPATH")])]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(places)}
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)


def test_every_extra_is_tried_and_installed_with_all() -> None:
    extras = PROJECT["optional-dependencies"]
    assert set(extras) == {*MODULES, "all", "dev"}
    assert extras["all"] == [f"policygraph[{','.join(MODULES)}]"]
    assert "policygraph[all]" in extras["dev"]


@pytest.mark.slow("runs the program without its extras, in processes of its own")
def test_the_core_reads_asks_and_exports(tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(render.to_pdf(COUNTY_TEXT))
    plan, place, graphml, matrix = (str(tmp_path / name) for name in ("plan.pdf", "graph", "x.graphml", "x.xlsx"))
    commands = [
        ["ingest", plan], ["query", "tasks"], ["analyse", "collaboration"],
        ["export", "graphml", graphml], ["export", "matrix", "柳溪", matrix],
    ]  # fmt: skip
    script = f"""
from policygraph.cli import main
for command in {commands!r}:
    try:
        main([*command, "-d", {place!r}])
    except SystemExit as stop:
        assert not stop.code, command
"""
    done = without(list(MODULES), then=script)
    assert done.returncode == 0, done.stderr
    assert "建设蔬菜基地" in done.stdout and Path(graphml).exists() and Path(matrix).exists()


@pytest.mark.slow("runs the program without its extras, in processes of its own")
@pytest.mark.parametrize(
    ("extra", "arguments", "words"),
    [
        ("app", ["app", "--no-browser"], "网页要另装（缺少 streamlit）"),
        ("neo4j", ["stats", "-d", "bolt://127.0.0.1:1"], "连接 Neo4j 服务器要另装（缺少 neo4j）"),
        ("distributed", ["read", "{picture}", "--out", "{place}"], "在多台机器上读要另装（缺少 distributed）"),
        ("serve", ["serve", "{place}"], "接口要另装（缺少 fastapi）"),
        ("mcp", ["mcp", "{place}"], "给助手用的 MCP 要另装（缺少 mcp）"),
        ("ocr", ["ingest", "{picture}", "-d", "{place}"], "请安装文字识别"),
    ],
)
def test_what_needs_an_extra_says_what_to_install(tmp_path: Path, extra: str, arguments: list[str], words: str) -> None:
    (tmp_path / "扫描.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    given = [each.format(picture=tmp_path / "扫描.png", place=tmp_path / "graph") for each in arguments]
    done = without([extra], *given)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert words in done.stderr and f"pip install 'policygraph[{extra}]'" in done.stderr


def test_py2neo_is_asked_for_by_who_imports_its_notebook() -> None:
    done = without(["py2neo"], then="import policygraph.graph.transfer.neo4j.notebook")
    assert "py2neo 的对象要另装（缺少 py2neo）：pip install 'policygraph[py2neo]'" in done.stderr
