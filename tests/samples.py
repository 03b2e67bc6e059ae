"""The samples, read once a process."""

from __future__ import annotations

from functools import cache

from policygraph.model.records import Records
from policygraph.services.ingestion import read_records
from tests.paths import ROOT

FOLDER = ROOT / "data" / "samples"
FILES = sorted(FOLDER.iterdir())


@cache
def records(number: str) -> Records:
    """Of the sample whose name begins with `number`, as `01`; to be looked at, not changed."""
    return read_records(next(file for file in FILES if file.name.startswith(number)))


def every() -> list[Records]:
    return [records(file.name[:2]) for file in FILES]
