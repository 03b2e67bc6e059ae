"""Settings of all tests; their fixtures, and how a run is shared out, are in tests/plugins."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import settings

PLUGINS = ("groups", "compiled", "slow", "garbage", "loggers", "environment", "stores", "pages", "samples", "readers")
pytest_plugins = [f"tests.plugins.{name}" for name in PLUGINS]

# No deadline: a busy machine is no failure. In CI the same examples each time, so that a change is what fails.
settings.register_profile("any-machine", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("any-machine")

if "PYTEST_XDIST_WORKER" not in os.environ:  # those, and the processes that tests start, inherit what this one sets
    OWN = Path(tempfile.mkdtemp(prefix="policygraph-tests-own-"))
    atexit.register(shutil.rmtree, OWN, ignore_errors=True)
    # Nothing of a test is written among the person's own logs, nor among the person's own data, where the decisions of
    # graphs on servers are also kept; nor does a run find what another has left, or does meanwhile.
    os.environ["POLICYGRAPH_LOG"] = str(OWN / "policygraph.log")
    os.environ["XDG_DATA_HOME"] = str(OWN / "data")
