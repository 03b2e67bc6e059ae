"""A test that takes too long fails the run, unless it says why it must: `@pytest.mark.slow("why")`.

What counts is the test itself, not its fixtures, which are charged to whichever test comes first. Long is what takes
the processor long, its own processes included: a machine that is busy with much else makes everything wait, and that is
no fault of a test. A test that waits, for a server or a page, has three times as long.
"""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

SECONDS = 20.0  # of the processor
WAITING = 3 * SECONDS  # on the clock
BEGAN = pytest.StashKey[float]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    item.stash[BEGAN] = _processor()
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call" and report.passed and not reason(item):
        worked = _processor() - item.stash[BEGAN]
        if worked > SECONDS or report.duration > WAITING:
            report.outcome = "failed"
            report.longrepr = (
                f"{worked:.0f} s of the processor (at most {SECONDS:.0f}), {report.duration:.0f} s in all (at most "
                f'{WAITING:.0f}): make it quicker, or mark it slow("why")'
            )
    return report


def _processor() -> float:
    """Seconds that this process and those it has ended have taken so far."""
    return sum(os.times()[:4])


def reason(item: pytest.Item) -> str | None:
    """Why a test may take long, as its mark says; a mark without a reason is none."""
    mark = item.get_closest_marker("slow")
    return mark.args[0] if mark and mark.args else None
