"""Which process runs which tests, and in which order, so that all are busy to the end.

Tests that share something run in one process: those of a file, which share its fixtures; all that use Neo4j, whose
Community edition has one database; all that use the browser. What takes long comes first.

Only the processes that run tests know what these need; xdist's controller, which hands them out, reads it in a file.
(xdist's own groups are a suffix of a test's name, which pytest 9.2 no longer lets it write.)
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from functools import cached_property
from pathlib import Path

import pytest
import xdist
from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

from tests.neo4j.background import Background

SERVER = {"own_server", "server_address", "neo4j_place"}  # fixtures
SECOND = "server_program"  # the fixture of a test that starts a server of its own, beside the one that others share
BROWSER = {"browser", "tab", "site"}
# The groups as they begin: the longest first, though it waits for its server.
ORDER = ("neo4j", SECOND, "browser", "slow")
FORGETTING = {"unmarked_place", "owner"}  # fixtures that change the schema: the server then plans all statements anew
HOME = pytest.StashKey[Path]()
"""The folder of the run, where its server lies and the groups are written."""
GROUPS = "groups.json"
STARTED = pytest.StashKey[Background]()


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


@pytest.hookimpl(tryfirst=True)  # before xdist tells the controller that all are collected
def pytest_collection_finish(session: pytest.Session) -> None:
    groups = {item.nodeid: found for item in session.items if (found := group(item))}
    if xdist.is_xdist_worker(session):
        own = session.config.stash[HOME] / f"{GROUPS}.{xdist.get_xdist_worker_id(session)}"
        own.write_text(json.dumps(groups), encoding="utf-8")
        own.replace(session.config.stash[HOME] / GROUPS)  # the same from each
    elif "neo4j" in groups.values() and not session.config.option.collectonly:
        session.config.stash[STARTED] = Background(session.config.stash[HOME])


# --- the controller's side --------------------------------------------------------------------------------------------


class Scheduling(LoadScopeScheduling):
    """A group, or the tests of a file that are in none, to one process."""

    @cached_property
    def groups(self) -> dict[str, str]:
        found: dict[str, str] = json.loads((self.config.stash[HOME] / GROUPS).read_text(encoding="utf-8"))
        return found

    def _split_scope(self, nodeid: str) -> str:
        return self.groups.get(nodeid) or nodeid.partition("::")[0]


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One more than there are cores, since who drives the browser or asks the server mostly waits; but as many as there
    are cores where `-m` leaves these out: each has all tests to find first."""
    waits = not all(f"not {kind}" in config.option.markexpr for kind in ("neo4j", "browser"))
    return (os.cpu_count() or 1) + waits


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Scheduling:
    config.option.loadscopereorder = False  # the order is ours
    return Scheduling(config, log)


def pytest_configure(config: pytest.Config) -> None:
    given = getattr(config, "workerinput", None)
    config.stash[HOME] = Path(given["home"]) if given else Path(tempfile.mkdtemp(prefix="policygraph-tests-"))


def pytest_configure_node(node: WorkerController) -> None:
    node.workerinput["home"] = str(node.config.stash[HOME])


def pytest_xdist_node_collection_finished(node: WorkerController) -> None:
    config, groups = node.config, json.loads((node.config.stash[HOME] / GROUPS).read_text(encoding="utf-8"))
    if "neo4j" in groups.values() and STARTED not in config.stash:
        config.stash[STARTED] = Background(config.stash[HOME])


def pytest_unconfigure(config: pytest.Config) -> None:
    if STARTED in config.stash:
        config.stash[STARTED].stop()
    if not hasattr(config, "workerinput"):
        shutil.rmtree(config.stash[HOME], ignore_errors=True)
