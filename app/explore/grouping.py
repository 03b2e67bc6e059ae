"""Many nodes that hang on the same ones, drawn as one with their number: nothing is left out, each line says how many.

Tasks are alike that belong to the same and are led by the same; everything else, that has to do with exactly the same
nodes. What a person has begun with, expanded or chosen stays by itself.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from policygraph.app.parts.graph_view import edge_key, node_key
from policygraph.graph.stores.store import Row

FROM = 60  # nodes that are drawn, from which on those alike are drawn as one unless a person says otherwise
FEWEST = 3  # nodes that make a group
AS_TASKS = ("PART_OF", "LEADS")  # what tasks have in common, where they are alike
BEHIND = "STATED_IN"  # holds for all of a document, and parts nothing
MARK = "g"  # begins the id of a group: no node's does, whose ids are hexadecimal

Edge = tuple[str, str, str]  # key of the one node, relationship, key of the other


class Groups(NamedTuple):
    """`of`: by node the key of its group, LABEL:ID as nodes have; `members`: by group, in the order that was given."""

    of: Mapping[str, str]
    members: Mapping[str, tuple[str, ...]]

    def drawn(self, keys: Iterable[str]) -> list[str]:
        """Nodes and, where the first of its members stands, groups."""
        return list(dict.fromkeys(self.of.get(key, key) for key in keys))

    def rows(self, relations: Iterable[Row]) -> list[Row]:
        """Relationships between what is drawn: those of a member are those of its group."""
        return [self._row(row) for row in relations]

    def _row(self, row: Row) -> Row:
        ends = {}
        for end in ("subject", "object"):
            key = node_key(row, end)
            if key in self.of:
                ends[f"{end}_id"] = self.of[key].partition(":")[2]
        return {**row, **ends} if ends else row


NONE = Groups({}, {})


def is_group(key: str) -> bool:
    """
    >>> is_group("Task:g0f3a9"), is_group("Task:0f3a9")
    (True, False)
    """
    return key.partition(":")[2].startswith(MARK)


def edges(relations: Iterable[Row]) -> list[Edge]:
    found = dict.fromkeys(edge_key(row) for row in relations)
    return [(one, relation, other) for one, relation, other in (each.split("|") for each in found)]


def grouped(
    keys: Sequence[str], lines: Collection[Edge], alone: Collection[str], apart: Collection[str] = ()
) -> Groups:
    """Which of the nodes `keys` are drawn as one. `alone`: never; `apart`: groups, by id, that a person has opened."""
    own = [line for line in lines if line[1] != BEHIND]
    leaves = [key for key in keys if key not in alone]
    groups = _alike(_small_tasks(leaves, own), [line for line in own if line[1] in AS_TASKS], apart)
    rest = [key for key in leaves if not _is_task(key)]
    seen = [(groups.get(one, one), relation, groups.get(other, other)) for one, relation, other in own]
    groups |= _alike(rest, seen, apart)
    members: dict[str, list[str]] = defaultdict(list)
    for key in filter(groups.__contains__, keys):
        members[groups[key]].append(key)
    return Groups(groups, {key: tuple(each) for key, each in members.items()})


def _is_task(key: str) -> bool:
    return key.startswith("Task:")


def _small_tasks(keys: Iterable[str], lines: Iterable[Edge]) -> list[str]:
    """The tasks of which no parts are drawn."""
    larger = {other for one, relation, other in lines if relation == "PART_OF" and _is_task(one)}
    return [key for key in keys if _is_task(key) and key not in larger]


def _alike(keys: Sequence[str], lines: Iterable[Edge], apart: Collection[str]) -> dict[str, str]:
    """By node its group: those of one kind that have the same to do with the same."""
    around: dict[str, set[str]] = {key: set() for key in keys}
    for one, relation, other in lines:
        if one in around:
            around[one].add(f"{relation}>{other}")
        if other in around:
            around[other].add(f"{relation}<{one}")
    found: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        if around[key]:
            found[f"{key.partition(':')[0]}:{_id(around[key])}"].append(key)
    return {
        key: group
        for group, members in found.items() if len(members) >= FEWEST and group.partition(":")[2] not in apart
        for key in members
    }  # fmt: skip


def _id(around: Iterable[str]) -> str:
    return MARK + hashlib.sha256("\n".join(sorted(around)).encode()).hexdigest()[:10]
