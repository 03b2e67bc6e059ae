"""Where Cypher stands: in `.cypher` files, and, where it is made of labels, in two modules: one looks for words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from policygraph.graph.cypher import files
from tests.paths import ROOT

FLOORS = ("model", "ingest", "graph", "services", "app", "policygraph")
MADE = {Path("graph/cypher/made.py"), Path("graph/cypher/looking.py")}
CYPHER = re.compile(
    r"\b(MATCH|MERGE|CREATE)\s*\(|\bUNWIND\s+\$|\bRETURN\s+\w|\bDETACH DELETE\b|"
    r"\b(CREATE|DROP) (CONSTRAINT|INDEX)\b|\bSHOW [A-Z]",
    re.ASCII,  # a Chinese sentence may speak of RETURN
)
KEPT = sorted(file.relative_to(ROOT) for floor in FLOORS[:-1] for file in (ROOT / floor).rglob("cypher/*.cypher"))


def sources() -> Iterator[Path]:
    for floor in FLOORS:
        found = ROOT.joinpath(floor).rglob("*.py") if floor != "policygraph" else ROOT.joinpath(floor).glob("*.py")
        yield from (file.relative_to(ROOT) for file in found)


def strings(source: str) -> Iterator[str]:
    """What stands in quotes in a module, docstrings aside; parts of an f-string one by one."""
    tree = ast.parse(source)
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def test_no_other_module_has_cypher() -> None:
    found = {
        file for file in sources() if any(CYPHER.search(each) for each in strings((ROOT / file).read_text("utf-8")))
    }
    assert found == MADE


@pytest.mark.parametrize(
    "code",
    [
        'x = "MATCH (n) RETURN n"',
        'x = f"MATCH (n:{label}) WHERE n.x"',
        'x = """\nUNWIND $rows AS row"""',
        'f("SHOW INDEXES")',
    ],
)
def test_cypher_is_known_when_seen(code: str) -> None:
    assert any(CYPHER.search(each) for each in strings(code))


@pytest.mark.parametrize("file", KEPT, ids=lambda file: file.as_posix())
def test_a_file_says_what_it_is_for_and_is_used(file: Path) -> None:
    header = files.header((ROOT / file).read_text("utf-8"))
    assert header.keys() <= {"answers", "does", "parameters", "columns", "server"}
    assert ("answers" in header) == ("columns" in header) != ("does" in header)
    room = file.parent.parent
    code = "".join(each.read_text("utf-8") for each in (ROOT / room).glob("*.py"))
    assert f'fixed(__package__, "{file.stem}")' in code or "files.texts(__package__)" in code


def test_there_are_files() -> None:
    assert len(KEPT) > 30
