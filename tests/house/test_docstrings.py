"""The examples in docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from functools import cache

import pytest

import policygraph.graph
import policygraph.ingest
import policygraph.model

MODULES = [
    module.name
    for package in (policygraph.model, policygraph.ingest, policygraph.graph)
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
]


@cache
def tried(name: str) -> doctest.TestResults:
    return doctest.testmod(importlib.import_module(name))


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    assert tried(name).failed == 0


def test_there_are_examples() -> None:
    assert sum(tried(name).attempted for name in MODULES) > 10
