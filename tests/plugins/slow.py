"""A test that takes too long fails the run, unless it says why it must: `@pytest.mark.slow("why")`.

What counts is the test itself, not its fixtures, which are charged to whichever test comes first. Long is what takes
the processor long, its own processes included. A test that waits, for a server or a page, has three times as long. A
machine that is busy with much else makes everything wait, and that is no fault of a test: both grow with what it is
busy with (tests/patience.py).
"""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

from tests.patience import within, worked

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
        why = too_long(_processor() - item.stash[BEGAN], report.duration)
        report.outcome, report.longrepr = ("failed", why) if why else ("passed", None)
    return report


def too_long(took: float, lasted: float) -> str:
    """What is wrong with a test that took the processor so long, and so long on the clock; nothing if it may."""
    most, longest = worked(SECONDS), within(WAITING)
    if took <= most and lasted <= longest:
        return ""
    return (
        f"{took:.0f} s of the processor (at most {most:.0f}), {lasted:.0f} s in all (at most {longest:.0f}): make it "
        'quicker, or mark it slow("why")'
    )


def _processor() -> float:
    """Seconds that this process and those it has ended have taken so far."""
    return sum(os.times()[:4])


def reason(item: pytest.Item) -> str | None:
    """Why a test may take long, as its mark says; a mark without a reason is none."""
    mark = item.get_closest_marker("slow")
    return mark.args[0] if mark and mark.args else None
