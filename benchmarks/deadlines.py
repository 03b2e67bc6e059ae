"""Deadlines of tasks in real plans, beside those that a person labelled: found, wrong and missed.

    python -m benchmarks.deadlines           # all labelled plans
    python -m benchmarks.deadlines -v        # … with what is wrong and what is missed

labels/deadlines.tsv holds, of each task with a deadline, a few of its words, the day on which it is due and its dated
steps; of those with `may` the reader may say so or nothing. A task of these plans that it does not list has no
deadline. The plans lie in ../shared; they were drawn (seed 20261602) of those with five dates at least of which no
label was there, and labelled before they were read by the code.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from policygraph.ingest import documents
from policygraph.model.records import Records
from tests.paths import SHARED

LABELS = Path(__file__).parent / "labels" / "deadlines.tsv"

Row = dict[str, str]


@dataclass(slots=True)
class Count:
    """Of deadlines, or of dated steps."""

    found: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, wanted: set[str], may: set[str], got: set[str]) -> None:
        self.found += len(wanted & got)
        self.missed += len(wanted - got)
        self.wrong += len(got - wanted - may)

    def line(self, name: str) -> str:
        precision = self.found / max(self.found + self.wrong, 1)
        recall = self.found / max(self.found + self.missed, 1)
        return f"{name:12s}{self.found:6d}{self.wrong:6d}{self.missed:6d}{precision:8.3f}{recall:8.3f}"


@dataclass(frozen=True, slots=True)
class Task:
    """What the reader says of a task: its title, all its words, the day on which it is due, the days of its steps."""

    title: str
    words: str
    due: str | None
    steps: frozenset[str]


def tasks_of(read: Records) -> Iterator[Task]:
    steps: dict[tuple[str, str], set[str]] = defaultdict(set)
    days = {(node.label, node.id): str(node.properties["due_on"]) for node in read.nodes if node.label == "Milestone"}
    for edge in read.edges:
        if edge.type == "HAS_MILESTONE":
            steps[edge.source].add(days[edge.target])
    for node in read.nodes:
        if node.label == "Task":
            told, due = node.properties, node.properties.get("due_on")
            title, words = _plain(str(told["title"])), _plain(str(told["text"]))
            yield Task(title, title + words, str(due) if due else None, frozenset(steps[node.label, node.id]))


def _plain(words: str) -> str:
    return re.sub(r"\s", "", words)


def labels() -> dict[str, list[Row]]:
    """The labelled tasks of each plan."""
    found: dict[str, list[Row]] = defaultdict(list)
    with LABELS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            found[row["document"]].append(row)
    return found


def placed(rows: list[Row], tasks: list[Task]) -> tuple[dict[Task, list[Row]], list[Row]]:
    """The labels of each task, by its words: those of its title first, then of the shortest; those of none."""
    found: dict[Task, list[Row]] = defaultdict(list)
    lost: list[Row] = []
    for row in rows:
        words = _plain(row["words"])
        holding = sorted((t for t in tasks if words in t.words), key=lambda t: (words not in t.title, len(t.words)))
        if holding:
            found[holding[0]].append(row)
        elif not row["may"]:
            lost.append(row)
    return found, lost


def compare(rows: list[Row], tasks: list[Task], due: Count, steps: Count) -> Iterator[str]:
    """Counts the deadlines of one plan, and tells what is wrong and what is missed."""
    wanted, lost = placed(rows, tasks)
    for row in lost:
        due.missed += 1
        steps.missed += len(row["steps"].split())
        yield f"no task: {row['words']}"
    for task in tasks:
        sure = [row for row in wanted[task] if not row["may"]]
        may = {row["due"] for row in wanted[task] if row["may"]}
        day = {max(row["due"] for row in sure)} if sure else set()
        got = {task.due} if task.due else set()
        due.add(day, may, got)
        days = {each for row in sure for each in row["steps"].split()}
        # what its own clause or column says has no step
        steps.add(days & task.steps | (days - day), may | days, set(task.steps))
        if got - may != day - may:
            yield f"{task.words[:40]}: {day or None}; got {task.due}"


def main() -> None:
    due, steps = Count(), Count()
    print(f"{'':12s}{'found':>6s}{'wrong':>6s}{'missed':>6s}{'P':>8s}{'R':>8s}")
    for name, rows in labels().items():
        path = SHARED / name
        own, own_steps = Count(), Count()
        said = list(compare(rows, list(tasks_of(documents.read_bytes(path.read_bytes(), path.name))), own, own_steps))
        print(own.line(path.stem[:12]))
        if "-v" in sys.argv:
            print(*(f"    {each}" for each in said), sep="\n")
        for total, count in ((due, own), (steps, own_steps)):
            total.found, total.wrong, total.missed = (
                total.found + count.found,
                total.wrong + count.wrong,
                total.missed + count.missed,
            )
    print(due.line("due_on"))
    print(steps.line("milestones"))


if __name__ == "__main__":
    main()
