"""The Neo4j server of a run, started once, while the first tests that do without it are running.

The process that hands out the tests (xdist's controller, or the only one) starts and stops it; those that run them find
in a file what came of it.
"""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Mapping
from pathlib import Path

import trustme

from tests.neo4j import server
from tests.neo4j.server import Server, UnavailableError

PATIENCE = server.START_SECONDS
FOUND = "started.json"
KEEP = "CI" not in os.environ  # a machine that is used once has nothing of it


class Background:
    """A server in `home` that a thread is starting."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._server: Server | None = None
        self._thread = threading.Thread(target=self._start, daemon=True)
        self._thread.start()

    def _start(self) -> None:
        try:
            self._server = server.start(self.home, settings=certificates(self.home), quick=True, keep=KEEP)
            found = {"port": self._server.port}
        except UnavailableError as error:
            found = {"unavailable": str(error)}
        part = self.home / f"{FOUND}.part"
        part.write_text(json.dumps(found), encoding="utf-8")
        part.rename(self.home / FOUND)

    def stop(self) -> None:
        self._thread.join()
        if self._server is not None:
            self._server.stop()


def await_server(home: Path) -> Server:
    """The server that another process, or a thread of this one, starts in `home`. Raises UnavailableError."""
    until = time.monotonic() + PATIENCE
    while not (home / FOUND).exists():
        assert time.monotonic() < until, "nobody has started the server: is a test not known to need it (groups.py)?"
        time.sleep(0.1)
    found = json.loads((home / FOUND).read_text(encoding="utf-8"))
    if why := found.get("unavailable"):
        raise UnavailableError(why)
    return Server(None, found["port"], home, server.PASSWORD)


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
