"""The processes that read stay for all tests of a run's process, so that no test waits for their vocabularies again.

Otherwise all but one end with each `ingest`, and to start one takes the processor two seconds.
"""

from __future__ import annotations

from policygraph.services import parallel

KEPT = 2  # as many as a test that reads with several has


def pytest_configure() -> None:
    parallel.KEPT = KEPT
