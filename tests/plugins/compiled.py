"""In a fresh checkout each process of a run compiles its share of all that is loaded, instead of each the whole.

They find the tests at the same time and in the same order, so that otherwise none is spared anything by the others: to
rewrite the assertions of all tests, as pytest does, takes ten seconds of the processor, half of what it takes to find
them.
"""

from __future__ import annotations

import compileall
import sys
from pathlib import Path

import pytest
from _pytest.assertion import rewrite

from tests.paths import ROOT

OURS = ROOT / "policygraph"  # its rooms are links


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    given = getattr(session.config, "workerinput", None)
    if given is None or sys.dont_write_bytecode:
        return
    number, count = int(given["workerid"].removeprefix("gw")), given["workercount"]
    ours = sorted(file for room in OURS.iterdir() for file in room.rglob("*.py"))
    for file in ours[number::count]:
        compileall.compile_file(file, quiet=2)
    for file in sorted((ROOT / "tests").rglob("test_*.py"))[number::count]:
        rewritten(file, session.config)


def rewritten(file: Path, config: pytest.Config) -> None:
    """Write what pytest would, where it is not there yet, as the pytest of constraints.txt does it."""
    kept = rewrite.get_cache_dir(file) / f"{file.stem}{rewrite.PYC_TAIL}"
    if rewrite._read_pyc(file, kept) is None and rewrite.try_makedirs(kept.parent):
        digest, code = rewrite._rewrite_test(file, config)
        rewrite._write_pyc(config.stash[rewrite.assertstate_key], code, digest, kept)
