"""What people entered, in the plain file beside the graph (`loading/entries.py`): decisions and reports of progress."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

from policygraph.graph.decisions.decision import Decision
from policygraph.graph.decisions.decision_file import decision_of
from policygraph.graph.decisions.decisions import all_decisions
from policygraph.graph.ledgers.reports import Report, all_reports, from_fields
from policygraph.graph.loading import entries
from policygraph.graph.loading.entries import Entries, Entry
from policygraph.graph.stores.store import Read, Store

Entered = Decision | Report


class _Kind(NamedTuple):
    """`of`: what a line holds, and PolicyGraphError where it is none; `held`: what the graph holds."""

    zh: str
    of: Callable[[Any, str], Entered]
    held: Callable[[Read], list[Entered]]


KINDS: Mapping[str, _Kind] = {
    "Decision": _Kind("判断", decision_of, lambda read: list(all_decisions(read))),
    "Progress": _Kind("填报", from_fields, lambda read: list(all_reports(read).values())),
}


def keep(store: Store) -> None:
    """Add to the file what the graph holds and the file does not, or not as it is now.

    A file with damaged lines is set aside, and what can be read of it goes into a new one.
    """
    file = entries.file_of(store.place)
    read = entries.read(file)
    new = [as_entry(each) for each in unwritten(store, read)]
    if read.damaged:
        file.replace(file.with_name(f"{file.name}.damaged"))
        new = [*read.found, *new]
    entries.append(file, new)


def unwritten(store: Store, read: Entries) -> list[Entered]:
    """What the graph holds and the file lacks, or does not have as it is now."""
    known = latest(read, entries.file_of(store.place))
    return [each for kind in KINDS.values() for each in kind.held(store.read) if known.get(each.id) != each]


def latest(read: Entries, file: Path) -> dict[str, Entered]:
    """What a file holds, by id, each as it was written last. PolicyGraphError where something is not what it says."""
    found: dict[str, Entered] = {}
    for number, entry in enumerate(read.found, start=1):
        if kind := KINDS.get(entry.kind):
            made = kind.of(entry.fields, f"{file}：第 {number} 条{kind.zh}")
            found[made.id] = made
    return found


def reports_in(content: bytes, name: str) -> list[Report]:
    """The reports of a plain file; none where it is another file. PolicyGraphError where one is none."""
    if not content.startswith(b'{"kind"'):
        return []
    return [each for each in latest(entries.parse(content), Path(name)).values() if isinstance(each, Report)]


def as_entry(entered: Entered) -> Entry:
    kept = {name: value for name, value in asdict(entered).items() if value is not None}
    return Entry("Decision" if isinstance(entered, Decision) else "Progress", kept)


def missing(store: Store) -> list[Entered]:
    """What the file has and the graph lacks: of a graph that was rebuilt, or has lost it."""
    file = entries.file_of(store.place)
    here = {each.id for kind in KINDS.values() for each in kind.held(store.read)}
    return [each for id_, each in latest(entries.read(file), file).items() if id_ not in here]
