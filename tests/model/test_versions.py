"""Versions raised by hand: what they stand for is pinned, and everything that could change a reading is in them."""

from __future__ import annotations

import ast
import re
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import policygraph.ingest
from policygraph.ingest import documents
from policygraph.model import versions
from policygraph.model.ontology import ontology
from tests import pinned
from tests.pinned import Line

# What the reader imports besides, whose releases give no other records: see `versions.py`.
NO_MATTER = {"spacy", "pydantic", "srsly", "ahocorasick-rs", "pyyaml", "numpy", "policygraph"}


@cache
def today() -> tuple[Line, ...]:
    return tuple(pinned.lines())


def test_records_and_links_change_only_with_their_number() -> None:
    refused = pinned.to_raise(list(today()), pinned.pinned())
    assert not refused, "\n".join(refused)
    again = "run python -m tests.pinned: the number was raised, or there is something new to pin"
    assert set(today()) == set(pinned.pinned().values()), again


def test_a_change_is_refused_until_the_number_is_raised() -> None:
    (name, line), *_ = pinned.pinned().items()
    changed = [line._replace(digest="another")]
    assert "raise the number: READER" in pinned.to_raise(changed, {name: line._replace(number=versions.READER)})[0]
    assert pinned.to_raise(changed, {name: line._replace(number=versions.READER - 1)}) == []


def test_every_kind_of_id_is_pinned() -> None:
    read = {node.label for path in pinned.SAMPLES for node in documents.read_bytes(path.read_bytes(), path.name).nodes}
    assert read == {label for label, kind in ontology().nodes.items() if not kind.by_hand}


def test_the_libraries_that_the_reader_imports_are_in_its_version() -> None:
    imported = set()
    for file in Path(policygraph.ingest.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                imported.add(node.module.partition(".")[0])
    known = packages_distributions()
    used = {re.sub(r"[-_.]+", "-", each).lower() for name in imported for each in known.get(name, ())}
    assert {"lxml", "openpyxl", "spacy"} <= used
    assert used - NO_MATTER <= versions.LIBRARIES.keys() | versions.OF_SCANS.keys()


def test_another_library_or_number_is_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "_libraries", versions._libraries.__wrapped__)
    before = versions.reading()
    monkeypatch.setattr(versions, "READER", versions.READER + 1)
    after = versions.reading()
    assert after != before and after.partition("-")[2] == before.partition("-")[2]
    monkeypatch.setattr(versions, "_installed", lambda name: "99" if name == "lxml" else "")
    assert versions.reading().partition("-")[2] != after.partition("-")[2]


def test_what_only_scans_are_read_with_counts_where_they_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pillow comes with the page too: to install that is no reason to read everything again."""
    without = {name: "" for name in versions.OF_SCANS}
    monkeypatch.setattr(versions, "_libraries", versions._libraries.__wrapped__)
    monkeypatch.setattr(versions, "_installed", lambda name: without.get(name, "1"))
    before = versions.reading()
    without["pillow"] = "13"
    assert versions.reading() == before
    without["rapidocr"] = "3"
    assert versions.reading() != before
