"""What a test, or what it runs, sets in the environment is gone after it.

A command that opens the page says by the environment which graph it is; run within the tests' own process it would say
so to every test that follows.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from policygraph.shell import said


@pytest.fixture(autouse=True)
def environment_is_put_back() -> Iterator[None]:
    before = dict(os.environ)
    yield
    for name in os.environ.keys() - before.keys():
        del os.environ[name]
    said.quiet(False)  # which a command told to be quiet leaves as it is for its process
    os.environ.update((name, value) for name, value in before.items() if os.environ.get(name) != value)
