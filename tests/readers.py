"""Processes that read with faults in them (`broken`), in the place of those that ingest starts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from policygraph.services import ingestion, parallel, readers
from policygraph.services.readers import Readers
from tests import paths

FAULTY = Readers()


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> Iterator[Readers]:
    """For the test that takes it; one of them is kept for the next."""
    monkeypatch.setenv("PYTHONPATH", str(paths.ROOT))
    monkeypatch.setattr(readers, "PROGRAM", "tests.broken")
    for module in (ingestion, parallel):
        monkeypatch.setattr(module, "READERS", FAULTY)
    yield FAULTY
    FAULTY.stop_busy()
    FAULTY.stop_idle(1)
