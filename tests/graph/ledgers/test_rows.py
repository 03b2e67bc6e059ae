"""Rows of ledgers that were written in other words than the plans of the samples, before anything was tried on them.

tests/cases/ledgers has the ledgers, and in tasks.tsv of each row the plan's task, `-` for none, and several where it
may be either: then nothing may be sure.
"""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from policygraph.graph.ledgers.rows import match, works
from policygraph.model.records import Records
from policygraph.services.ingestion import read_records
from tests import paths

LEDGERS = paths.CASES / "ledgers"
PLANS = {"临澜区": "05_临澜区2026年百溪千村行动实施方案.txt", "青穗县": "06_青穗县实施百溪千村行动实施方案.txt"}


def truth(ledger: str) -> dict[str, list[str]]:
    with (LEDGERS / "tasks.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["row"]: row["task"].split(" | ") for row in rows if row["ledger"] == ledger}


def named(records: Records, name: str) -> dict[str, str]:
    return {n.id: str(n.properties.get(name) or "") for n in records.nodes if n.label == "Task"}


def told(ledger: str) -> Counter[str]:
    """How many rows are right, wrong, asked and left out."""
    plan, own = read_records(paths.ROOT / "data" / "samples" / PLANS[ledger]), read_records(LEDGERS / f"{ledger}.md")
    titles, numbers = named(plan, "title"), named(own, "number")
    found = {numbers[each.row]: each for each in match(works(own, {}, titles=True), works(plan, {}))}
    said: Counter[str] = Counter()
    for row, tasks in truth(ledger).items():
        one = found.get(row)
        right = one is not None and titles[one.task].startswith(tuple(tasks))
        if one is None:
            said["none" if tasks == ["-"] else "left out"] += 1
        elif one.sure:
            said["right" if right and len(tasks) == 1 else "wrong"] += 1
        else:
            said["asked" if right else "asked of another"] += 1
    return said


@pytest.mark.parametrize(
    ("ledger", "counted"),
    [
        ("临澜区", {"right": 14, "asked": 2, "none": 5, "left out": 1}),
        ("青穗县", {"right": 13, "asked": 2, "none": 3}),
    ],
)
def test_rows_in_other_words(ledger: str, counted: dict[str, int]) -> None:
    assert told(ledger) == counted
