"""The ledger of the year as the graph has it: its tasks, who does them, and what is told of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from policygraph.graph.cypher.files import fixed
from policygraph.graph.ledgers.standing import Line
from policygraph.graph.ledgers.told import Told
from policygraph.graph.stores.store import Read, Row
from policygraph.ingest.text.years import years_named

LINES = fixed(__package__, "lines")
OFFICES = fixed(__package__, "offices")
TOLD = fixed(__package__, "told")
LEDGER = "ledger"
"""The basis of a deadline that a ledger alone gives a task."""


def lines(
    read: Read, *, policy: str | None = None, department: str | None = None, place: str | None = None
) -> list[Line]:
    """The tasks of a policy (id or title), of a department (name), of a place (its policies' region, name or id), or
    all, in the order of policies and texts. Parts of a task of which nothing is told have what is told of the whole
    where that ends it: done, or stopped."""
    return _lines(read, {"ids": None, "policy": policy, "department": department, "place": place})


def lines_of(read: Read, ids: Sequence[str]) -> list[Line]:
    """The tasks of these ids."""
    return _lines(read, {"ids": list(ids), "policy": None, "department": None, "place": None})


def _lines(read: Read, asked: dict[str, object]) -> list[Line]:
    found = {row["id"]: row for row in read(LINES, asked)}
    ids = {"ids": sorted(found)}
    offices: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in read(OFFICES, ids):
        offices[row["task"], row["role"]].append(row["name"])
    told: dict[str, list[Told]] = defaultdict(list)
    for row in read(TOLD, ids):
        told[row["task"]].append(_told(row))
        if row["due_on"] and not found[row["task"]]["due_on"]:  # what the last ledger says, where the plan is silent
            found[row["task"]] = {**found[row["task"]], "due": row["due"], "ledger_due": row["due_on"]}
    larger = {row["within"] for row in found.values()} - {None}
    return [_line(row, offices, told, row["id"] in larger) for row in found.values()]


def _line(row: Row, offices: dict[tuple[str, str], list[str]], told: dict[str, list[Told]], parts: bool) -> Line:
    own: Sequence[Told] = told.get(row["id"]) or _ended(told.get(row["within"], ()))
    return Line(
        id=row["id"], number=row["number"], title=row["title"], text=row["text"], section=tuple(row["section"] or ()),
        policy=row["policy"], policy_id=row["policy_id"], place=row["place"], level=row["level"],
        leads=tuple(dict.fromkeys(offices[row["id"], "LEADS"])),
        supports=tuple(dict.fromkeys(offices[row["id"], "SUPPORTS"])),
        due=row["due"], due_on=_day(row.get("ledger_due") or row["due_on"]), begins=_begins(row),
        document=row["document"], source=row["source"],
        start=row["start"], end=row["end"], position=row["position"], within=row["within"], parts=parts,
        told=tuple(own), due_basis=_basis(row), since=_since(row),
    )  # fmt: skip


def _basis(row: Row) -> str | None:
    """On what the deadline rests, where that is not its own clause or column."""
    if row.get("ledger_due"):
        return LEDGER
    return None if row["due_basis"] == "stated" else row["due_basis"]


def _ended(told: Sequence[Told]) -> Sequence[Told]:
    last = next((each for each in reversed(told) if not each.part), None)
    return told if last and (last.state in ("done", "stopped") or last.share == 1) else ()


def _begins(row: Row) -> date | None:
    """The first day of the year that a plan is for: the first that its title names, else that of its date."""
    named = years_named(row["policy"] or row["source"] or "", None)
    year = min(named, default=None) or (int(row["issued_on"][:4]) if row["issued_on"] else None)
    return date(year, 1, 1) if year else None


def _since(row: Row) -> date | None:
    """From when on there is the task; none where the plan's date or year is not known."""
    issued, begins = _day(row["issued_on"]), _begins(row)
    return min(issued, begins) if issued and begins else None


def _told(row: Row) -> Told:
    return Told(
        row["id"], row["state"], row["share"], _day(row["as_of"]), row["problem"], row["words"], row["document"],
        row["source"], row["start"], row["end"], row["by"], row["at"], bool(row["confirmed"]), bool(row["part"]),
        row["ahead"], bool(row["unhindered"]), bool(row["charge"]),
    )  # fmt: skip


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
