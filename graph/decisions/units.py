"""Which department a person means by a name that he writes beside a task: one of the graph, or a new one."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from policygraph.graph.asking.known_names import BOUNDARY
from policygraph.graph.cypher.files import fixed
from policygraph.graph.decisions.corrections import Unit
from policygraph.graph.decisions.decisions import claim_of
from policygraph.graph.decisions.subjects import Subject
from policygraph.graph.stores.store import Read, Row
from policygraph.model.records import fold

KNOWN = fixed(__package__, "known-units")
REGIONS = fixed(__package__, "regions-above")

SEPARATORS = re.compile(r"[\n；;]+")
WITHIN_A_LINE = re.compile(r"[、，,]")
NEW = re.compile(r"[（(]新(?:增|单位|增单位)?[)）]$")
NEAR, LIKE = 3, 0.5  # names that are offered, and how like they are at least
SHORTEST, LONGEST = 2, 60  # characters of a name that stands for a longer one; of a new one


class Units:
    """The departments of a graph, by what they are called."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._lines: dict[str, Row | None] = {}

    @cached_property
    def _rows(self) -> list[Row]:
        return list(self._read(KNOWN))

    @cached_property
    def _called(self) -> dict[str, list[Row]]:
        called: dict[str, list[Row]] = {}
        for row in self._rows:
            for name in {fold(name) for name in (row["name"], row["full_name"], *(row["aliases"] or ())) if name}:
                called.setdefault(name, []).append(row)
        return called

    @cached_property
    def _by_id(self) -> dict[str, Row]:
        return {row["id"]: row for row in self._rows}

    def of_cell(self, words: str, subject: Subject) -> list[tuple[Unit, str]]:
        """The departments that a cell names, with their full names, in its order. ValueError says what is wrong.

        One that the graph does not know is only taken where （新） stands behind its name.
        """
        found: dict[str, tuple[Unit, str]] = {}
        for name in self._names(words, subject):
            unit, full = self._unit(name, subject)
            if unit.id in found:
                raise ValueError(f"“{name}”写了两次")
            found[unit.id] = unit, full
        return list(found.values())

    def _names(self, words: str, subject: Subject) -> Iterable[str]:
        """The names in a cell; one that holds a mark itself stays whole where it is known."""
        for line in SEPARATORS.split(words):
            pieces = [piece.strip() for piece in WITHIN_A_LINE.split(line)]
            while pieces:
                whole = (n for n in range(len(pieces), 1, -1) if self._candidates("、".join(pieces[:n]), subject))
                n = next(whole, 1)
                if name := "、".join(pieces[:n]):
                    yield name
                pieces = pieces[n:]

    def _unit(self, written: str, subject: Subject) -> tuple[Unit, str]:
        name = NEW.sub("", written).strip()
        rows = self._candidates(name, subject)
        if len(rows) > 1:
            raise ValueError(f"“{name}”可能是 {'、'.join(row['full_name'] for row in rows[:NEAR])}，请写全称")
        if rows:
            return self._known(rows[0])
        new = self._new(name, subject)
        if name == written and new[0].id not in self._by_id:
            near = self._near(name, subject)
            like = f"；相近的有 {'、'.join(near)}" if near else ""
            raise ValueError(f"图里没有“{name}”这个单位{like}；确实是新单位，请写成“{name}（新）”")
        return new

    def _candidates(self, name: str, subject: Subject) -> list[Row]:
        """Departments that may be meant: those that do the task, else of the document, of its place, of the places
        above it; elsewhere only one that is called so in full."""
        called = self._called.get(fold(name)) or self._ending(fold(name))
        own = {each.id for each in (*subject.leads, *subject.supports)}
        in_full = [row for row in called if fold(row["full_name"]) == fold(name)]
        nearer = (
            [row for row in called if row["id"] in own],
            [row for row in called if subject.document in row["documents"]],
            *([row for row in called if row["region"] == region] for region in self._line(subject)),
            in_full,
        )
        found = next(filter(None, nearer), [])
        exact = [row for row in found if row in in_full]
        return exact if len(exact) == 1 else found

    def _ending(self, name: str) -> list[Row]:
        """Departments that are called so behind their place's rank: 县农业农村局 where 农业农村局 is written."""
        found = {
            row["id"]: row
            for called, rows in self._called.items()
            if called.endswith(name) and called[: -len(name)][-1:] in tuple(BOUNDARY)
            for row in rows
        }
        return list(found.values()) if len(name) >= SHORTEST else []

    def _region(self, subject: Subject) -> Row | None:
        id_ = subject.region or ""
        if id_ not in self._lines:
            self._lines[id_] = next(iter(self._read(REGIONS, {"ids": [id_]})), None) if id_ else None
        return self._lines[id_]

    def _line(self, subject: Subject) -> Sequence[str]:
        """The place whose document it is, and those above it."""
        region = self._region(subject)
        return (region["id"], *region["above"]) if region else ()

    def _near(self, name: str, subject: Subject) -> list[str]:
        """Departments of these places that are called much like it, by their full names."""
        places = {*self._line(subject)}
        rows = {row["full_name"]: row for row in self._rows if not places or row["region"] in places}
        scored = sorted(((_likeness(name, row), full) for full, row in rows.items()), key=lambda each: (-each[0], each))
        return [full for score, full in scored[:NEAR] if score >= LIKE]

    def _known(self, row: Row) -> tuple[Unit, str]:
        return Unit(row["id"], claim_of(row), row["region"]), row["full_name"]

    def _new(self, name: str, subject: Subject) -> tuple[Unit, str]:
        if not 2 <= len(name) <= LONGEST or not any(char.isalpha() for char in name):
            raise ValueError(f"“{name}”不像单位的名称")
        from policygraph.graph.decisions.new_units import new_unit  # the vocabulary takes its time to load

        made = new_unit(name, self._region(subject), subject.document)
        known = self._by_id.get(made.id)
        return self._known(known) if known else (made, str(made.claim["full_name"]))


def _likeness(name: str, row: Row) -> float:
    names = (row["name"], row["full_name"], *(row["aliases"] or ()))
    return max(difflib.SequenceMatcher(None, name, each, autojunk=False).ratio() for each in names)
