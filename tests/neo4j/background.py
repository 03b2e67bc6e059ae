"""The Neo4j server of a run, started once, while tests are found and the first that do without it are running.

A process of its own starts it, and stops it when the one that has found the tests has no more use for it, or is gone;
those that run them find in a file what came of it.

python -m tests.neo4j.background HOME       # until its input ends
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import trustme

from tests.neo4j import server
from tests.neo4j.server import Server, UnavailableError
from tests.paths import ROOT

PATIENCE = server.START_SECONDS
FOUND = "started.json"
KEEP = "CI" not in os.environ  # a machine that is used once has nothing of it


class Background:
    """The process that has a server in `home`."""

    def __init__(self, home: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.neo4j.background", str(home)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            start_new_session=True,  # the person's Ctrl-C is for the tests, which then need it no more
        )

    def stop(self) -> None:
        self._process.communicate()


def serve(home: Path) -> None:
    """Start a server in `home`, say what came of it, and stop it when nobody has use for it any more."""
    started = None
    try:
        started = server.start(home, settings=certificates(home), quick=True, keep=KEEP)
        found: dict[str, object] = {"port": started.port}
    except UnavailableError as error:
        found = {"unavailable": str(error)}
    part = home / f"{FOUND}.part"
    part.write_text(json.dumps(found), encoding="utf-8")
    part.rename(home / FOUND)
    sys.stdin.read()
    if started is not None:
        started.stop()


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


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
