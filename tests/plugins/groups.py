"""Which process runs which tests, and in which order, so that all are busy to the end.

Tests that share something run in one process: those of a file, which share its fixtures; all that use Neo4j, whose
Community edition has one database; all that use the browser. What takes long comes first.

What uses Neo4j is one after another and takes longest, so that its process and the server never wait for a core: all
other tests have a lower priority.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.neo4j.background import Background

SERVER = {"own_server", "server_address", "neo4j_place"}  # fixtures
SECOND = "server_program"  # the fixture of a test that starts a server of its own, beside the one that others share
BROWSER = {"browser", "tab", "site"}
# The groups as they begin: the longest first, though it waits for its server.
ORDER = ("neo4j", SECOND, "browser", "slow")
FORGETTING = {"unmarked_place", "owner"}  # fixtures that change the schema: the server then plans all statements anew
HOME = pytest.StashKey[Path]()
"""The folder of the run, where its server lies."""
STARTED = pytest.StashKey[Background]()
PATIENT = 10  # by how much the other tests' processes give way


class Group(NamedTuple):
    name: str
    items: list[pytest.Item]


def group(item: pytest.Item) -> str:
    """neo4j for a test that takes a fixture of the server, has "neo4j" among its parameters, as the stores have, or is
    marked so since it is compared with one that has; but SECOND where it starts its own."""
    fixtures = set(getattr(item, "fixturenames", ()))
    if SECOND in fixtures:
        return SECOND
    given = item.callspec.params.values() if hasattr(item, "callspec") else ()
    if fixtures & SERVER or any(each == "neo4j" for each in given) or item.get_closest_marker("neo4j"):
        return "neo4j"
    return "browser" if fixtures & BROWSER else ""


def groups(items: Sequence[pytest.Item]) -> list[Group]:
    """What runs in one process each, in their order."""
    found: dict[str, Group] = {}
    for item in items:
        name = group(item) or str(item.path)
        found.setdefault(name, Group(name, [])).items.append(item)
    return list(found.values())


def give_way(first: Group) -> None:
    """For a process that begins with this; the one that has Neo4j's never gives way, though it takes others later."""
    if first.name != "neo4j":
        os.nice(PATIENT)


@pytest.hookimpl(tryfirst=True)  # before `-m` chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if found := group(item):
            item.add_marker("neo4j" if found == SECOND else found)
    slow = {item.path for item in items if item.get_closest_marker("slow")}

    def turn(item: pytest.Item) -> tuple[int, bool]:
        kind = group(item) or ("slow" if item.path in slow else "")
        forgets = bool(FORGETTING & set(getattr(item, "fixturenames", ())))
        return ORDER.index(kind) if kind else len(ORDER), kind == "neo4j" and forgets

    items.sort(key=turn)


def pytest_configure(config: pytest.Config) -> None:
    config.stash[HOME] = Path(tempfile.mkdtemp(prefix="policygraph-tests-"))


@pytest.hookimpl(tryfirst=True)  # while all the tests are found
def pytest_collection(session: pytest.Session) -> None:
    option = session.config.option
    everything = session.config.args_source is pytest.Config.ArgsSource.TESTPATHS
    if everything and not (option.markexpr or option.keyword or option.collectonly):
        _start(session.config)


def pytest_collection_finish(session: pytest.Session) -> None:
    if not session.config.option.collectonly and any(group(item) == "neo4j" for item in session.items):
        _start(session.config)


def _start(config: pytest.Config) -> None:
    if STARTED not in config.stash:
        config.stash[STARTED] = Background(config.stash[HOME])


def pytest_unconfigure(config: pytest.Config) -> None:
    if STARTED in config.stash:
        config.stash[STARTED].stop()
    shutil.rmtree(config.stash[HOME], ignore_errors=True)
