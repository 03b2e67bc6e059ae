"""A test that takes too long fails the run, unless it says why it must: `@pytest.mark.slow("why")`.

What counts is the test itself, not its fixtures, which are charged to whichever test comes first; and not on a machine
that is busy with much else, where everything takes long.
"""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

SECONDS = 20.0
BUSY = 4  # processes that want to run, for each core; our own are two to three


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call" and report.passed and report.duration > SECONDS and not (reason(item) or is_busy()):
        report.outcome = "failed"
        report.longrepr = f'{report.duration:.0f} s, more than {SECONDS:.0f}: make it quicker, or mark it slow("why")'
    return report


def is_busy() -> bool:
    return hasattr(os, "getloadavg") and os.getloadavg()[0] > BUSY * (os.cpu_count() or 1)


def reason(item: pytest.Item) -> str | None:
    """Why a test may take long, as its mark says; a mark without a reason is none."""
    mark = item.get_closest_marker("slow")
    return mark.args[0] if mark and mark.args else None
