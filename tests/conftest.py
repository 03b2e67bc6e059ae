"""Settings of all tests; their fixtures, and how a run is shared out, are in tests/plugins."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from hypothesis import settings

PLUGINS = ("groups", "compiled", "slow", "garbage", "loggers", "environment", "stores", "pages", "samples", "readers")
pytest_plugins = [f"tests.plugins.{name}" for name in PLUGINS]

# No deadline: a busy machine is no failure. In CI the same examples each time, so that a change is what fails.
settings.register_profile("any-machine", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("any-machine")

# Nothing of a test is written among the person's own logs; the processes that tests start inherit it.
os.environ["POLICYGRAPH_LOG"] = str(Path(tempfile.gettempdir()) / "policygraph-tests.log")
# Nor among the person's own data, where the decisions of graphs on servers are also kept.
os.environ["XDG_DATA_HOME"] = str(Path(tempfile.gettempdir()) / "policygraph-tests-data")
