"""The processes that read stay for all tests of a run's process, and begin as forks of one that has its vocabularies:
to start one takes the processor two seconds.

Otherwise all but one end with each `ingest`. Commands and servers that tests start begin theirs as ever.
"""

from __future__ import annotations

from policygraph.services import parallel, readers
from tests import nursery
from tests.nursery import Child, Nursery

KEPT = 2  # as many as a test that reads with several has
READING = Nursery("policygraph.services.reading", "tests.broken")


def forked(program: str) -> Child:
    return READING.start(program, piped=True)


def pytest_configure() -> None:
    parallel.KEPT = KEPT
    if nursery.POSSIBLE:
        readers.start = forked  # type: ignore[assignment]
