"""The Neo4j servers of a run, started once, while the first tests that do without one are running.

The process that hands out the tests (xdist's controller, or the only one) starts and stops them; each process of those
that run them takes one for itself, and finds in a file what came of it.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import Thread

import trustme

from tests.neo4j import server
from tests.neo4j.server import Server, UnavailableError

PATIENCE = server.START_SECONDS
FOUND, TAKEN = "started.json", "taken"
KEEP = "CI" not in os.environ  # a machine that is used once has nothing of it


class Background:
    """Servers in folders of `home` that threads are starting."""

    def __init__(self, home: Path, servers: int = 1) -> None:
        self._servers: list[Server] = []
        # One is enough to keep what they all have.
        self._threads = [Thread(target=self._start, args=[home / str(n), n == 0], daemon=True) for n in range(servers)]
        for n, thread in enumerate(self._threads):
            (home / str(n)).mkdir()
            thread.start()

    def _start(self, home: Path, keep: bool) -> None:
        try:
            started = server.start(home, settings=certificates(home), quick=True, keep=keep and KEEP)
            self._servers.append(started)
            found = {"port": started.port}
        except UnavailableError as error:
            found = {"unavailable": str(error)}
        part = home / f"{FOUND}.part"
        part.write_text(json.dumps(found), encoding="utf-8")
        part.rename(home / FOUND)

    def stop(self) -> None:
        for thread in self._threads:
            thread.join()
        for each in self._servers:
            each.stop()


def await_server(home: Path) -> Server:
    """A server that another process, or a thread of this one, starts in a folder of `home`, for this process alone.
    Raises UnavailableError."""
    own = _taken(home)
    until = time.monotonic() + PATIENCE
    while not (own / FOUND).exists():
        assert time.monotonic() < until, "the server has not started"
        time.sleep(0.1)
    found = json.loads((own / FOUND).read_text(encoding="utf-8"))
    if why := found.get("unavailable"):
        raise UnavailableError(why)
    return Server(None, found["port"], own, server.PASSWORD)


def _taken(home: Path) -> Path:
    """The folder of a server that no other process has taken."""
    for own in sorted(home.iterdir()):
        if own.name.isdigit():
            with suppress(FileExistsError):
                (own / TAKEN).touch(exist_ok=False)
                return own
    raise AssertionError("nobody has started a server: is a test not known to need it (groups.py)?")


def certificates(home: Path) -> Mapping[str, str]:
    """Settings of a server that offers encryption for 127.0.0.1, with a certificate that `ca.pem` in `home` signs."""
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
