"""Rows of ledgers that stand there month after month: what a person decided of one is so of the next month's too.

The row of the same name in another ledger of the same place and year is decided alike, by the same person, with a note
that says after which it was. Such a decision is one as any other: it is listed, can be taken back alone, and is then
not made again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from policygraph.graph.cypher.files import fixed
from policygraph.graph.decisions.decision import TEXTS, Decision
from policygraph.graph.decisions.decisions import about_edge, about_row, all_decisions, standing
from policygraph.graph.ledgers.asked import Asked, asked
from policygraph.graph.stores.store import Read, Row
from policygraph.model.errors import PolicyGraphError
from policygraph.model.records import fold

DECIDED = fixed(__package__, "decided-rows")
AS = "照 "
"""With which the note of such a decision begins."""

Called = tuple[str, str | None, str | None]
"""What a row calls its task, folded; the place and the year of its ledger."""


def as_before(read: Read) -> list[Decision]:
    """Of the rows on which nobody has decided yet, those decisions that people took on the row of that name before."""
    every = all_decisions(read)
    of_rows: dict[str, list[Decision]] = defaultdict(list)
    for each in standing(every):
        if each.of_rows:
            of_rows[each.second].append(each)
    if not of_rows:
        return []
    ever = {each.second for each in every if each.of_rows}
    before = _by_name(read(DECIDED, {"ids": sorted(of_rows)}), of_rows)
    return [
        made
        for row in asked(read)
        if row.id not in ever and (known := before.get(_called(row.row, row.place, row.as_of)))
        for made in _alike(read, row, *known)
    ]


def _called(row: str, place: str | None, as_of: str | None) -> Called:
    return fold(row), place, as_of[:4] if as_of else None


def _by_name(
    rows: Iterable[Row], of_rows: Mapping[str, Sequence[Decision]]
) -> dict[Called, tuple[str, Sequence[Decision]]]:
    """By what a row calls its task the ledger in which that was decided last, and what was decided of it there."""
    found: dict[Called, tuple[str, Sequence[Decision]]] = {}
    for row in sorted(rows, key=lambda row: max(map(_turn, of_rows[row["id"]]))):
        found[_called(row["row"], row["place"], row["as_of"])] = row["source"], of_rows[row["id"]]
    return found


def _turn(decision: Decision) -> tuple[bool, str, str]:
    """What a person decided comes after what was decided as before."""
    return not (decision.note or "").startswith(AS), decision.at, decision.id


def _alike(read: Read, row: Asked, source: str, decided: Sequence[Decision]) -> Iterator[Decision]:
    """The same decisions on another row, as far as its ledger is held beside the same plan."""
    for each in decided:
        note = f"{AS}{each.at[:10]} 对《{source}》同一行的判断"
        right = each.to if each.kind == "moved" else each.first
        try:
            if each.first_label == TEXTS:
                yield about_row(read, row.id, by=each.by, note=note)
            elif each.kind != "wrong" or right in {task.id for task in row.tasks}:
                kind, ends = "wrong" if each.kind == "wrong" else "right", (("Task", str(right)), ("Progress", row.id))
                yield about_edge(read, kind, "HAS_PROGRESS", *ends, row.document, by=each.by, note=note)
        except PolicyGraphError:  # no such task is there, or none that this ledger may tell of
            continue
