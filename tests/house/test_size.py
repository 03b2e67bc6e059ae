"""The house stays small: short files, functions of few questions, rooms that hold little and say what they need."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.paths import ROOT

LINES = 320
TEST_LINES = 400
BRANCHES = 15
MODULES = 15
FLOORS = ("model", "ingest", "graph", "services", "app")
OPEN = ("policygraph", *FLOORS)  # their order is in pyproject.toml; all that lies above a room is of their rooms
MAY_IMPORT = re.compile(r"May import: ([a-z, ]+)")

CODE = [file for floor in (*FLOORS, "policygraph", "scripts", "benchmarks") for file in (ROOT / floor).rglob("*.py")]
CODE = sorted({file.resolve() for file in CODE})
ROOMS = sorted(file.parent for file in CODE if file.name == "__init__.py" and file.is_relative_to(ROOT))


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def branches(function: ast.AST) -> int:
    """How many ways lead through a function: each condition, loop, operand, filter, case and handler is one more."""
    count = 0
    for node in ast.walk(function):
        if isinstance(node, ast.If | ast.IfExp | ast.For | ast.While | ast.ExceptHandler | ast.match_case):
            count += 1
        elif isinstance(node, ast.BoolOp):
            count += len(node.values) - 1
        elif isinstance(node, ast.comprehension):
            count += 1 + len(node.ifs)
    return count


def test_branches_are_counted() -> None:
    code = "def f(x):\n    if x and x > 1 or x < -1:\n        return [y for y in x if y]\n    return 1 if x else 2"
    assert branches(ast.parse(code)) == 1 + 1 + 1 + 2 + 1


def test_no_file_is_long() -> None:
    tests = sorted((ROOT / "tests").rglob("*.py"))
    sizes = [(file, LINES) for file in CODE] + [(file, TEST_LINES) for file in tests]
    long = {shown(f): n for f, most in sizes if (n := f.read_text(encoding="utf-8").count("\n")) > most}
    assert not long


def test_no_function_asks_too_much() -> None:
    functions = (
        (f"{shown(file)}:{node.lineno} {node.name}", branches(node))
        for file in CODE
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    assert not {name: count for name, count in functions if count > BRANCHES}


@pytest.mark.parametrize("room", ROOMS, ids=shown)
def test_a_room_holds_little(room: Path) -> None:
    assert len([file for file in room.glob("*.py") if file.name != "__init__.py"]) <= MODULES


@pytest.mark.parametrize("room", [room for room in ROOMS if shown(room) not in OPEN], ids=shown)
def test_a_room_imports_what_it_says(room: Path) -> None:
    may = MAY_IMPORT.search((room / "__init__.py").read_text(encoding="utf-8"))
    assert may is not None
    assert {name for file in room.rglob("*.py") for name in imported(file)} <= {*may[1].split(", "), room.name}


def imported(file: Path) -> Iterator[str]:
    """The rooms of its own floor that a file imports from, and the other floors."""
    own = shown(file).split("/")[0]
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("policygraph."):
            names = [f"{node.module}.{alias.name}".split(".")[1:3] for alias in node.names]
            yield from (floor for floor, _ in names if floor != own)
            yield from (room for floor, room in names if floor == own and (ROOT / own / room).is_dir())


def test_imports_are_seen() -> None:
    file = ROOT / "graph" / "lineage" / "align.py"
    assert {"decisions", "lineage", "stores", "model"} <= set(imported(file))
