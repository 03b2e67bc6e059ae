"""The parts of a document: tasks, and sections that give nobody a measure."""

from __future__ import annotations

from dataclasses import dataclass, field

from policygraph.ingest.roles.roles import Assignment


@dataclass(frozen=True, slots=True)
class CellWords:
    """A cell of a table with words of a task. `kind` is its column's, `year` the one that the column is for, `unit`
    what a bare number in it is counted in."""

    start: int
    end: int
    kind: str
    year: int | None
    unit: str = ""


@dataclass(slots=True)
class Part:
    """A task or a section. All offsets count in the cleaned text.

    `kind`: "task", or why it is a section (objective, principle, background, step, safeguard, heading, other).
    `parent` is the index, in the list of parts, of the larger task that this one belongs to.
    `assigned`: who has which role, and the clause (start, end) that says so. `cells`: its words in a table; one that is
    `in_table` has no others.
    """

    kind: str
    number: str
    title: str
    start: int
    end: int
    section: list[str]
    parent: int | None = None
    due: str | None = None
    assigned: list[tuple[Assignment, int, int, float]] = field(default_factory=list)
    has_children: bool = False
    cells: list[CellWords] = field(default_factory=list)
    in_table: bool = False
