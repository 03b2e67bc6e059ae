"""Settings of all tests, and the stores that contract tests run on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from hypothesis import settings
from playwright.sync_api import Browser, Page, sync_playwright

from policygraph.cli import main
from policygraph.graph.stores.opening import open_store
from tests import browser as real_browser
from tests.neo4j import server as neo4j_server
from tests.neo4j.server import Server, UnavailableError
from tests.stores import wipe

# No deadline: a busy machine is no failure. In CI the same examples each time, so that a change is what fails.
settings.register_profile("any-machine", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("any-machine")

WITHOUT_NEO4J = pytest.StashKey[str]()  # why Neo4j's half was not run
WITHOUT_BROWSER = pytest.StashKey[str]()  # why the page was not tried in a browser


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


@pytest.fixture(scope="session")
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """A real Chromium; without one, CI fails and a person's run goes without."""
    with sync_playwright() as playwright:
        try:
            started = real_browser.launch(playwright)
        except real_browser.UnavailableError as error:
            request.config.stash[WITHOUT_BROWSER] = str(error)
            if os.environ.get("CI"):
                pytest.fail(f"The pages must be tried in a browser in CI: {error}", pytrace=False)
            pytest.skip(str(error))
        yield started
        started.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the page on the samples; for tests that only look."""
    place = tmp_path_factory.mktemp("site") / "graph"
    with pytest.raises(SystemExit) as end:
        # In this process: AppTest has put a page in the place of the main module, which others would start with.
        main(["ingest", str(real_browser.SAMPLES), "--database", str(place), "--jobs", "1"])
    assert not end.value.code
    with real_browser.serve(place) as address:
        yield address


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A tab of the browser; the test fails if the page asks for anything outside or has an error."""
    with real_browser.watched_tab(browser) as page:
        yield page


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if why := config.stash.get(WITHOUT_NEO4J, None):
        terminalreporter.write_line(f"没有运行 Neo4j 的那一半测试：{why}", yellow=True)
    if why := config.stash.get(WITHOUT_BROWSER, None):
        terminalreporter.write_line(f"没有在浏览器里测试网页：{why}", yellow=True)
