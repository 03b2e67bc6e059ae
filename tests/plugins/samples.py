"""The graph of the samples, made once for all processes of a run."""

from __future__ import annotations

import os
from pathlib import Path

import filelock
import pytest

from policygraph.graph.stores.opening import open_store
from policygraph.services.ingestion import ingest
from policygraph.services.settle import settle
from tests.samples import FOLDER


@pytest.fixture(scope="session")
def samples_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The embedded graph of the samples as `policygraph ingest` makes it; for tests that only look, or that copy it."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # the run's; each process has a folder of its own in there
    place = folder / "samples"
    with filelock.FileLock(folder / "samples.lock"):
        if not place.exists():
            making = folder / "samples.part"
            with open_store(making, write=True) as store:
                ingest([FOLDER], store, jobs=1)
                settle(store)
            making.rename(place)
    return place
