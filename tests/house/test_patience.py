"""What takes too long fails on a quiet machine; on one that is busy with much else it has longer, not for ever."""

from __future__ import annotations

import os

import pytest

from tests.plugins.slow import too_long


@pytest.mark.parametrize(
    ("waiting", "took", "lasted", "fails"),
    [
        (0.5, 19, 59, False),
        (0.5, 21, 21, True),
        (0.5, 1, 61, True),  # it waits
        (1.5, 1, 61, True),  # for each core: a run of ours alone
        (6.0, 25, 200, False),
        (6.0, 41, 41, True),
        (6.0, 1, 250, True),
    ],
)
def test_what_takes_too_long(
    waiting: float, took: float, lasted: float, fails: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = waiting * (os.cpu_count() or 1)
    monkeypatch.setattr(os, "getloadavg", lambda: (load, load, load), raising=False)
    assert bool(too_long(took, lasted)) is fails
