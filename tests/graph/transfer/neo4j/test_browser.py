"""Style and scripts for Neo4j Browser: of every kind and of every query."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from policygraph.graph.asking.catalog import catalog
from policygraph.graph.transfer.neo4j.browser import script, style, write_browser
from policygraph.model.ontology import ontology

LITERAL = re.compile(r"null|true|false|-?\d+(?:\.\d+)?|\".*\"|\[.*\]|date\('\d{4}-\d\d-\d\d'\)")


def test_every_kind_has_its_look() -> None:
    told = style()
    for label, kind in ontology().nodes.items():
        assert f"node.{label} {{" in told and kind.look.colour in told
    assert told.count("{\n") == told.count("\n}") == len(ontology().nodes) + 2


def test_every_query_is_a_script(tmp_path: Path) -> None:
    style_file, package = write_browser(tmp_path / "x")
    assert style_file.read_text(encoding="utf-8") == style()
    with zipfile.ZipFile(package) as opened:
        texts = {name: opened.read(name).decode() for name in opened.namelist()}
    assert len(texts) == len(catalog())
    assert sorted(texts.values()) == sorted(map(script, catalog().values()))
    write_browser(tmp_path / "y")
    assert (tmp_path / "y" / package.name).read_bytes() == package.read_bytes()


@pytest.mark.parametrize("name", catalog())
def test_its_parameters_are_values(name: str) -> None:
    query = catalog()[name]
    lines = script(query).splitlines()
    given = dict(line.removeprefix(":param ").removesuffix(";").split(" => ") for line in lines if line[0] == ":")
    assert set(given) == {each.name for each in query.parameters}
    assert all(LITERAL.fullmatch(value) for value in given.values()), given
    assert lines[0] == f"// {query.title}" and lines[-1].endswith(";")
