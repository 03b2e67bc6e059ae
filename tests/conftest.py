"""Settings of all tests, and the stores that contract tests run on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from hypothesis import settings

from policygraph.graph.store import open_store
from tests.neo4j import server as neo4j_server
from tests.neo4j.server import Server, UnavailableError
from tests.stores import wipe

# No deadline: a busy machine is no failure. In CI the same examples each time, so that a change is what fails.
settings.register_profile("any-machine", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("any-machine")

WITHOUT_NEO4J = pytest.StashKey[str]()  # why Neo4j's half was not run


@pytest.fixture(scope="session")
def own_server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Neo4j server that belongs to the tests; without Java or Maven, CI fails and a person's run goes without.

    It speaks plainly and encrypted, with a certificate that `ca.pem` in its home has signed.
    """
    home = tmp_path_factory.mktemp("neo4j")
    try:
        started = neo4j_server.start(home, settings=certificates(home))
    except UnavailableError as error:
        request.config.stash[WITHOUT_NEO4J] = str(error)
        if os.environ.get("CI"):
            pytest.fail(f"Neo4j's half of the tests must run in CI: {error}", pytrace=False)
        pytest.skip(str(error))
    yield started
    started.stop()


def certificates(home: Path) -> dict[str, str]:
    """Settings of a server that offers encryption for 127.0.0.1."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(home / "ca.pem")
    own = authority.issue_cert("127.0.0.1")
    own.private_key_pem.write_to_path(home / "private.key")
    own.cert_chain_pems[0].write_to_path(home / "public.crt")
    return {
        "server.bolt.tls_level": "OPTIONAL",
        "dbms.ssl.policy.bolt.enabled": "true",
        "dbms.ssl.policy.bolt.base_directory": home.as_posix(),
    }


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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if why := config.stash.get(WITHOUT_NEO4J, None):
        terminalreporter.write_line(f"没有运行 Neo4j 的那一半测试：{why}", yellow=True)
