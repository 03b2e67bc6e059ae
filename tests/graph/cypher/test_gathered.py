"""What may be left out is handed over in one map, so that every choice of conditions is one statement to Neo4j."""

from __future__ import annotations

import pytest

from policygraph.graph.asking import catalog
from policygraph.graph.cypher.gathered import MAP, gathered


@pytest.mark.parametrize(
    ("written", "names", "asked"),
    [
        ("WHERE $a IS NULL OR t.a = $a", ["a"], f"WHERE ${MAP}.a IS NULL OR t.a = ${MAP}.a"),
        ("WHERE $a is not null AND $b = $a", ["a"], f"WHERE ${MAP}.a is not null AND $b = ${MAP}.a"),
        ("WHERE $a  IS  NULL OR $ab = 1", ["a"], f"WHERE ${MAP}.a  IS  NULL OR $ab = 1"),
        ("WHERE $a IS NULL AND t.x = '$a' // $a\n", ["a"], f"WHERE ${MAP}.a IS NULL AND t.x = '$a' // $a\n"),
        ("WHERE t.a IS NULL AND t.b = $b", [], "WHERE t.a IS NULL AND t.b = $b"),
    ],
)
def test_what_is_asked_whether_it_is_there_goes_into_the_map(written: str, names: list[str], asked: str) -> None:
    text, handed = gathered(written, {"a": None, "b": 2, "ab": 3})
    assert text == asked
    assert handed == ({"b": 2, "ab": 3, MAP: {name: None for name in names}} if names else {"a": None, "b": 2, "ab": 3})


@pytest.mark.parametrize("name", catalog.catalog())
def test_no_choice_of_conditions_is_another_statement(name: str) -> None:
    """Of a query of the catalogue: the kinds of what is handed over are the same with all conditions and with none."""
    query = catalog.find_query(name)
    needed = {p.name: p.example for p in query.parameters if p.required}
    every = needed | {p.name: p.example for p in query.parameters}
    few, all_ = (gathered(query.cypher, catalog.bind_values(query, values))[1] for values in (needed, every))
    assert {key: type(value) for key, value in few.items()} == {key: type(value) for key, value in all_.items()}
