"""Decisions in the plain file beside the graph (`loading/entries.py`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from policygraph.graph.identity.decision_file import decision_of
from policygraph.graph.identity.decisions import Decision, all_decisions
from policygraph.graph.loading import entries
from policygraph.graph.loading.entries import Entries, Entry
from policygraph.graph.stores.store import Store

KIND = "Decision"


def keep(store: Store) -> None:
    """Add to the file what the graph holds and the file does not, or not as it is now.

    A file with damaged lines is set aside, and what can be read of it goes into a new one.
    """
    file = entries.file_of(store.place)
    read = entries.read(file)
    known = latest(read, file)
    new = [as_entry(each) for each in all_decisions(store.read) if known.get(each.id) != each]
    if read.damaged:
        file.replace(file.with_name(f"{file.name}.damaged"))
        new = [*read.found, *new]
    entries.append(file, new)


def latest(read: Entries, file: Path) -> dict[str, Decision]:
    """The decisions of a file by their ids, each as it was written last. PolicyGraphError where one is none."""
    found: dict[str, Decision] = {}
    for number, entry in enumerate(read.found, start=1):
        if entry.kind == KIND:
            decision = decision_of(entry.fields, f"{file}：第 {number} 条判断")
            found[decision.id] = decision
    return found


def as_entry(decision: Decision) -> Entry:
    return Entry(KIND, {name: value for name, value in asdict(decision).items() if value is not None})


def missing(store: Store) -> list[Decision]:
    """Decisions that the file has and the graph lacks: of a graph that was rebuilt, or has lost them."""
    file = entries.file_of(store.place)
    here: Iterable[str] = {each.id for each in all_decisions(store.read)}
    return [each for id_, each in latest(entries.read(file), file).items() if id_ not in here]
