"""What a bureau has to do: its tasks with its role, where they come from, and with whom it works."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from policygraph.graph.cypher.files import fixed
from policygraph.graph.ledgers.lines import lines
from policygraph.graph.ledgers.standing import FINISHED, Line, Rules, Standing, begun, counted, stand, there
from policygraph.graph.stores.store import Read, Row

ORIGINS = fixed(__package__, "origins-of")
LEADS, SUPPORTS = "牵头", "配合"
SOON = 30  # days


COUNTS: dict[str, Callable[[Line, Standing, date], bool]] = {
    "going": lambda line, standing, on: standing.state not in (*FINISHED, "stopped"),
    "soon": lambda line, standing, on: (
        COUNTS["going"](line, standing, on) and line.due_on is not None and 0 <= (line.due_on - on).days <= SOON
    ),
    "late": lambda line, standing, on: standing.state == "overdue",
    "behind": lambda line, standing, on: standing.state == "behind",
    "finished": lambda line, standing, on: standing.state in FINISHED,
}
"""What is counted of tasks on a day, wherever it is."""


class Own(NamedTuple):
    """A task of the bureau. `above`: the measure of the level above that it carries out, and its policy; empty where
    none is known."""

    line: Line
    standing: Standing
    role: str
    above: str


def bureaus(all_lines: Iterable[Line]) -> dict[str, int]:
    """Who has tasks, and how many; who has most comes first."""
    found = Counter(name for line in all_lines for name in {*line.leads, *line.supports})
    return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))


def own_tasks(read: Read, department: str, on: date, rules: Rules | None = None) -> list[Own]:
    """The tasks that a department (full name) leads, then those it supports, in the order of the policies."""
    asked = begun(there(lines(read, department=department), on), on)
    own = [line for line in counted(asked) if _role(line, department)]
    above: dict[str, str] = {}
    for row in read(ORIGINS, {"ids": [line.id for line in own]}):
        above.setdefault(row["task"], f"{row['above']}（{row['policy']}）" if row["policy"] else row["above"])
    found = [Own(line, stand(line, on, rules), _role(line, department), above.get(line.id, "")) for line in own]
    return sorted(found, key=lambda each: each.role != LEADS)


def _role(line: Line, department: str) -> str:
    return LEADS if department in line.leads else SUPPORTS if department in line.supports else ""


def sums(own: Sequence[Own], on: date) -> dict[str, int]:
    """How many tasks there are of each kind that a bureau asks for.

    >>> sums([], date(2030, 1, 1))["逾期"]
    0
    """
    count = {kind: sum(counts(each.line, each.standing, on) for each in own) for kind, counts in COUNTS.items()}
    return {
        LEADS: sum(each.role == LEADS for each in own),
        SUPPORTS: sum(each.role == SUPPORTS for each in own),
        f"{SOON} 天内到期": count["soon"],
        "逾期": count["late"],
        "滞后": count["behind"],
        "办结、销号": count["finished"],
    }


def partners(own: Iterable[Own], department: str) -> list[Row]:
    """With whom the bureau shares tasks: how many it leads and the other supports, the other way, and both lead."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for each in own:
        line = each.line
        for name in {*line.leads, *line.supports} - {department}:
            both = each.role == LEADS and name in line.leads
            kind = "both" if both else "mine" if each.role == LEADS else "theirs" if name in line.leads else "beside"
            found[name][kind] += 1
    rows: list[Row] = [
        {"name": name, "tasks": n.total(), **{kind: n[kind] for kind in ("mine", "theirs", "both", "beside")}}
        for name, n in found.items()
    ]
    return sorted(rows, key=lambda row: (-row["tasks"], row["name"]))
