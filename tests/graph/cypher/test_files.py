"""Every `.cypher` file of every room runs on both stores, as its header says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import neo4j
import pytest

from policygraph.graph.cypher import files, made
from policygraph.graph.decisions.decision import names
from policygraph.graph.loading.load import load
from policygraph.graph.stores.address import parse_address
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Statement, Store
from policygraph.model.ontology import ontology
from tests.graphs import city_opinion, county_plan
from tests.house.test_cypher import KEPT
from tests.paths import ROOT
from tests.stores import write

TEXTS = {file.as_posix(): (ROOT / file).read_text("utf-8") for file in KEPT}
READING = [
    name for name, text in TEXTS.items() if "answers" in files.header(text) and "server" not in files.header(text)
]
WRITING = [name for name, text in TEXTS.items() if "does" in files.header(text) and "server" not in files.header(text)]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(str(tmp_path_factory.mktemp("graph")), write=True) as opened:
        load(opened, [county_plan(), city_opinion()])
        yield opened


@pytest.fixture(scope="module")
def session(server_address: str) -> Iterator[neo4j.Session]:
    address = parse_address(server_address)
    with (
        neo4j.GraphDatabase.driver(address.uri, auth=(address.user, address.password or "")) as driver,
        driver.session(database=address.database) as opened,
    ):
        yield opened


def parameters(name: str) -> dict[str, Any]:
    found: dict[str, Any] = files.header(TEXTS[name]).get("parameters", {})
    return found


@pytest.mark.parametrize("name", TEXTS)
def test_parameters_are_as_the_header_says(name: str) -> None:
    assert set(re.findall(r"\$(\w+)", files.statement(TEXTS[name]))) == parameters(name).keys()


@pytest.mark.parametrize("name", READING)
def test_the_embedded_store_answers_with_the_columns_of_the_header(store: Store, name: str) -> None:
    rows = store.read(files.statement(TEXTS[name]), parameters(name))
    assert list(rows.columns) == files.header(TEXTS[name])["columns"]


@pytest.mark.parametrize("name", WRITING)
def test_the_embedded_store_takes_what_writes(store: Store, name: str) -> None:
    write(store, Statement(files.statement(TEXTS[name]), parameters(name)))


@pytest.mark.parametrize("name", TEXTS)
def test_neo4j_reads_it_as_the_header_says(session: neo4j.Session, name: str) -> None:
    summary = session.run(f"EXPLAIN {files.statement(TEXTS[name])}", parameters(name)).consume()
    assert (summary.query_type == "r") == ("answers" in files.header(TEXTS[name]))


ORDERS = [
    ("ORDER BY name, t.position DESC, id", True),
    ("ORDER BY name LIMIT 5", False),
    ("ORDER BY CASE name WHEN 'a' THEN 0 ELSE 1 END, id", False),  # kglite would take all of them for alike
    ("ORDER BY size(name)", False),
]


@pytest.mark.parametrize(("order", "cut"), ORDERS)
def test_a_statement_of_ours_is_cut_where_engines_order_rightly(order: str, cut: bool) -> None:
    written = f"MATCH (t:Task)\nRETURN t.name AS name, t.id AS id\n{order}\n"
    assert files.cut(written, 9) == written, "nobody's but ours"
    own = files.statement(written)
    assert files.cut(own, None) == own
    assert files.cut(own, 9) == (f"{own.rstrip()} LIMIT 10\n" if cut else own)
    assert files.cut(own, "$most") == (f"{own.rstrip()} LIMIT $most\n" if cut else own)
    assert files.is_own(files.cut(own, 9)) and files.is_own(files.cut(own, "$most"))


def test_decisions_are_read_whole() -> None:
    assert files.header(TEXTS["graph/decisions/cypher/decisions.cypher"])["columns"] == list(names())


def test_constraints_make_ids_unique_and_names_quick() -> None:
    for label in ontology().nodes:
        assert sum(f":{label})" in each and "n.id IS UNIQUE" in each for each in made.constraints()) == 1
        assert sum(f":{label})" in each and "(n.name)" in each for each in made.indexes().values()) == 1


def test_the_files_lie_where_the_package_finds_them() -> None:
    assert all((ROOT / "policygraph" / Path(name)).is_file() for name in TEXTS)
