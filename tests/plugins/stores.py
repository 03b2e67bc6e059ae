"""The stores that contract tests run on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from policygraph.graph.stores.address import is_address
from policygraph.graph.stores.opening import open_store
from tests.neo4j import server
from tests.neo4j.background import await_server
from tests.neo4j.server import Server, UnavailableError
from tests.plugins.groups import HOME
from tests.plugins.without import without
from tests.stores import wipe


@pytest.fixture(scope="session")
def own_server(request: pytest.FixtureRequest) -> Server:
    """A Neo4j server that belongs to the tests; without Java or Maven, CI fails and a person's run goes without.

    It speaks plainly and encrypted, with a certificate that `ca.pem` in its home has signed.
    """
    try:
        return await_server(request.config.stash[HOME])
    except UnavailableError as error:
        without(f"没有运行 Neo4j 的那一半测试：{error}")


@pytest.fixture(scope="session")
def server_program() -> None:
    """What a Neo4j server consists of is there, for a test that starts another one itself."""
    try:
        server.classpath()
    except UnavailableError as error:
        without(f"没有运行 Neo4j 的那一半测试：{error}")


@pytest.fixture(scope="session")
def server_address(request: pytest.FixtureRequest) -> str:
    """Of the server that NEO4J_URI names, else of our own. Tests empty its database, so it must be empty at first."""
    if not (named := os.environ.get("NEO4J_URI")):
        address: str = request.getfixturevalue("own_server").address
        return address
    with open_store(named) as store:
        if store.read("MATCH (n) RETURN count(n) AS nodes") != [{"nodes": 0}]:
            pytest.exit("NEO4J_URI 指向的数据库里有数据，测试会清空它；请另指一个空的数据库", returncode=1)
    return named


@pytest.fixture
def neo4j_place(server_address: str) -> str:
    """The server's database, empty."""
    wipe(server_address)
    return server_address


@pytest.fixture(params=["embedded", "neo4j"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty place of each kind of store; a new store joins here."""
    if request.param == "embedded":
        return str(tmp_path / "graph")
    address: str = request.getfixturevalue("neo4j_place")
    return address


@pytest.fixture
def unmarked_place(place: str) -> str:
    """A place as graphs were before there were versions of their form."""
    if is_address(place):
        wipe(place, mark=True)
    return place
