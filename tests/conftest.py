"""Settings of all tests."""

from __future__ import annotations

import os

from hypothesis import settings

# No deadline: a busy machine is no failure. In CI the same examples each time, so that a change is what fails.
settings.register_profile("any-machine", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("any-machine")
