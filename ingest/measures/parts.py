"""The parts of a document: tasks, and sections that give nobody a measure."""

from __future__ import annotations

from dataclasses import dataclass, field

from policygraph.ingest.roles.roles import Assignment

Given = tuple[Assignment, int, int, float]
"""Who has which role, the clause (start, end) that says so, and how sure that is."""


@dataclass(frozen=True, slots=True)
class CellWords:
    """A cell of a table with words of a task. `kind` is its column's, empty where it tells how things stand,
    `year` the one that the column is for, `unit`
    what a bare number in it is counted in, `counts` what its numbers are of where the column says so."""

    start: int
    end: int
    kind: str
    year: int | None
    unit: str = ""
    counts: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A task or a section. All offsets count in the cleaned text.

    `kind`: "task", or why it is a section (objective, principle, background, step, safeguard, heading, other).
    `section`: the headings above, from the outside in. `parent` is the index, among the parts, of the larger task that
    this one belongs to. `cells`: its words in a table; one that is `in_table` has no others. `told`: the cells that say
    how it stands.
    """

    kind: str
    number: str
    title: str
    start: int
    end: int
    section: tuple[str, ...] = ()
    parent: int | None = None
    due: str | None = None
    assigned: tuple[Given, ...] = ()
    has_children: bool = False
    cells: tuple[CellWords, ...] = ()
    in_table: bool = False
    told: tuple[CellWords, ...] = ()

    def title_span(self, text: str) -> tuple[int, int]:
        """From its beginning to the end of its title; its first words where the title is put together."""
        found = text.find(self.title, self.start, self.end) if self.title else -1
        return (self.start, found + len(self.title)) if found >= 0 else (self.start, min(self.end, self.start + 40))


@dataclass(slots=True)
class Draft:
    """A part in the making, with the fields of a part."""

    kind: str
    number: str
    title: str
    start: int
    end: int
    section: tuple[str, ...] = ()
    parent: int | None = None
    due: str | None = None
    assigned: list[Given] = field(default_factory=list)
    has_children: bool = False
    cells: list[CellWords] = field(default_factory=list)
    in_table: bool = False
    told: list[CellWords] = field(default_factory=list)

    def part(self) -> Part:
        """The part as it stays from now on."""
        return Part(
            self.kind, self.number, self.title, self.start, self.end, self.section, self.parent, self.due,
            tuple(self.assigned), self.has_children, tuple(self.cells), self.in_table, tuple(self.told),
        )  # fmt: skip
