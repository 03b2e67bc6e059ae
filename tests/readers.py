"""Processes that read with faults in them (`broken`), in the place of those that ingest starts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from policygraph.services import ingestion, parallel, readers
from policygraph.services.readers import Readers
from tests import paths


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> Iterator[Readers]:
    """For the test that takes it; they end with it."""
    monkeypatch.setenv("PYTHONPATH", str(paths.ROOT))
    monkeypatch.setattr(readers, "PROGRAM", "tests.broken")
    made = Readers()
    for module in (ingestion, parallel):
        monkeypatch.setattr(module, "READERS", made)
    yield made
    made.stop_busy()
    made.stop_idle()
