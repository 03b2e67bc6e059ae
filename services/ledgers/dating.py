"""The day of a ledger that names none, as a person gives it: each row is entered by him as of that day.

What was read stays as it was read, without a day; what he entered is kept beside the graph like every other report, and
so survives that the documents are read anew.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from policygraph.graph.ledgers import reports
from policygraph.graph.ledgers.asked import UNDATED
from policygraph.graph.ledgers.reports import Report
from policygraph.graph.stores.store import Read, Row
from policygraph.model.errors import PolicyGraphError


def undated(read: Read, documents: Collection[str]) -> dict[str, list[Row]]:
    """By document (id) of some, the rows that tell of tasks, no day being named, and that nobody entered as of one."""
    rows = list(read(UNDATED, {"documents": sorted(documents)})) if documents else []
    entered = {(each.of, each.text) for each in reports.all_reports(read).values() if each.stands} if rows else set()
    found: dict[str, list[Row]] = {}
    for row in rows:
        if (row["task"], _words(row)) not in entered:
            found.setdefault(row["document"], []).append(row)
    return found


def dated(read: Read, rows: Sequence[Row], *, by: str, as_of: date, today: date) -> list[Report]:
    """What a person enters by giving the rows of `undated` their day. PolicyGraphError where it can be none of them,
    names the task."""
    made = []
    for row in rows:
        share, state = row["share"], row["state"]
        state = None if share is not None and _is_odd(share, state) else state
        try:
            made.append(
                reports.report(
                    read, row["task"], by=by, as_of=as_of, today=today, state=state, share=share,
                    problem=row["problem"], text=_words(row),
                )
            )  # fmt: skip
        except PolicyGraphError as error:
            raise PolicyGraphError(f"“{row['title']}”：{error}") from error
    return made


def _is_odd(share: float, state: str | None) -> bool:
    """Does the word for the state say otherwise than the share, by which a person may not tell it?"""
    return (share < 1 and state == "done") or (share > 0 and state == "not-started") or (share == 1 and state != "done")


def _words(row: Row) -> str:
    """The words of the row, with the ledger that they stand in."""
    return f"{row['words']}（《{row['name']}》，截至日期由填报人填写）"
