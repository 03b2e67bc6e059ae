"""The examples in docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import policygraph.graph
import policygraph.ingest
import policygraph.ingest.formats

MODULES = [
    f"{package.__name__}.{module.name}"
    for package in (policygraph.graph, policygraph.ingest, policygraph.ingest.formats)
    for module in pkgutil.iter_modules(package.__path__)
]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples() -> None:
    assert sum(doctest.testmod(importlib.import_module(name)).attempted for name in MODULES) > 10
