"""Tests that a machine cannot run."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def without(why: str) -> NoReturn:
    """This machine cannot run the test: CI fails, a person's run goes without and says so at its end."""
    if "CI" in os.environ:
        pytest.fail(f"{why}; in CI it must run", pytrace=False)
    pytest.skip(why)
