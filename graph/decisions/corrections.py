"""What a person corrects of a task, put in the place of what its document says.

A correction is of one thing: the title, the deadline, who leads or who supports. What the document said stays: its
words on the task (`stated_title`, `stated_due`, `stated_roles`), and the evidence of roles that it gives. Who has a
role by the correction alone has it on no evidence but the decision. A pure function of what was read and decided, so
that what is taken back leaves no trace.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from policygraph.model.records import Edge, Node, Properties, Records

WHAT = {"title": "标题", "due_on": "时限", "LEADS": "牵头单位", "SUPPORTS": "配合单位"}
ROLES = ("LEADS", "SUPPORTS")

Key = tuple[str, str]  # label, id; or a role and the id of who has it
Now = Callable[[Key, str], str]


class Unit(NamedTuple):
    """A department as a decision holds it: id, what is known of it, id of the region that it is within."""

    id: str
    claim: Properties
    within: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """`what`: one of `WHAT`. `task`, `document`: ids, as read; `title`, `number`: of the task, as read; `policy`: id of
    that in which the task is found again. `after`: the title, or the day as ISO has it; empty for none. `units`: who
    has the role, in order. `decision`, `at`: by which, and when."""

    what: str
    task: str
    document: str
    title: str
    number: str | None
    policy: str | None
    after: str
    units: tuple[Unit, ...]
    decision: str
    at: str


def pack_units(units: Sequence[Unit]) -> str:
    """Units as a decision keeps them.

    >>> unpack_units(pack_units([Unit("1", {"name": "甲局"})]))
    (Unit(id='1', claim={'name': '甲局'}, within=None),)
    """
    return json.dumps([each._asdict() for each in units], ensure_ascii=False, sort_keys=True)


def unpack_units(packed: str) -> tuple[Unit, ...]:
    """ValueError or TypeError where that is none."""
    return tuple(Unit(**each) for each in json.loads(packed))


def corrected(records: Records, of: Mapping[str, Sequence[Correction]], now: Now, read: Records) -> Records:
    """What a document says, with what was corrected of its tasks (by id), each thing once. `now`: under which id a node
    that a document speaks of stands; `read`: the records as they were read."""
    if not of:
        return records
    stated = _stated(read, of)
    nodes = [
        _task(node, of[node.id], stated[node.id]) if node.label == "Task" and node.id in of else node
        for node in records.nodes
    ]
    found = Records(records.document, nodes, list(records.edges))
    days = {node.id: node.properties.get("due_on") for node in records.nodes if node.label == "Task"}
    for task, corrections in of.items():
        if roles := [each for each in corrections if each.what in ROLES]:
            _give(found, ("Task", task), roles, now)
        if any(each.what == "due_on" and each.after != days[task] for each in corrections if task in days):
            _forget_step(found, ("Task", task), days[task])
    return found


def _forget_step(records: Records, task: Key, day: object) -> None:
    """The step of the task that was its deadline falls due no more; those before it do."""
    steps = {node.id for node in records.nodes if node.label == "Milestone" and node.properties.get("due_on") == day}
    of = [edge for edge in records.edges if edge.type == "HAS_MILESTONE" and edge.target[1] in steps]
    gone = {edge.target for edge in of if edge.source == task} - {edge.target for edge in of if edge.source != task}
    records.nodes = [node for node in records.nodes if (node.label, node.id) not in gone]
    records.edges = [edge for edge in records.edges if not gone & {edge.source, edge.target}]


def _stated(read: Records, of: Mapping[str, object]) -> dict[str, list[str]]:
    """The document's words on who does each task."""
    words: dict[str, dict[str, None]] = {task: {} for task in of}
    for edge in read.edges:
        if edge.type in ROLES and edge.target[1] in words and edge.evidence:
            words[edge.target[1]][edge.evidence] = None
    return {task: list(said) for task, said in words.items()}


def _task(node: Node, corrections: Sequence[Correction], roles: list[str]) -> Node:
    """The task as it is corrected, with what the document said in other words."""
    own = dict(node.properties)
    for each in corrections:
        if each.what == "title":
            own |= {"stated_title": own["title"]} if each.after != own["title"] else {}
            own |= {"title": each.after, "name": each.after}
        elif each.what == "due_on":
            said = own.get("due") or own.get("due_on")
            own |= {"due": None, "due_on": each.after or None, "due_basis": "decided"}
            own |= {"stated_due": said} if said else {}
        elif roles:
            own["stated_roles"] = roles
    return Node(node.label, node.id, {**own, "decisions": [each.decision for each in corrections]})


# --- roles


def _give(records: Records, task: Key, corrections: Sequence[Correction], now: Now) -> None:
    """To the units of each correction its role, and to nobody else; who leads does not support."""
    before: dict[Key, Edge] = {}
    for edge in _roles(records, task):
        before.setdefault((edge.type, edge.source[1]), edge)
    given = {role: [edge for edge in before.values() if edge.type == role] for role in ROLES}
    for each in corrections:
        units = {now(("Department", unit.id), records.document): unit for unit in each.units}
        for id_, unit in units.items():
            _see_there(records, ("Department", id_), unit, each.decision)
        given[each.what] = [_edge(before, id_, task, each, n) for n, id_ in enumerate(units, start=1)]
    leads = {edge.source for edge in given["LEADS"]}
    supports = [edge for edge in given["SUPPORTS"] if edge.source not in leads]
    gone = set(map(id, _roles(records, task)))
    records.edges = [*(edge for edge in records.edges if id(edge) not in gone), *given["LEADS"], *supports]


def _roles(records: Records, task: Key) -> list[Edge]:
    return [edge for edge in records.edges if edge.target == task and edge.type in ROLES]


def _edge(before: Mapping[Key, Edge], department: str, task: Key, correction: Correction, position: int) -> Edge:
    """The role as the text has it, where it does; else as it was decided, with the words in which the text gives the
    unit the other role."""
    said = before.get((correction.what, department))
    if said is not None:
        return replace(said, properties={**said.properties, "position": position})
    other = next((before[role, department] for role in ROLES if (role, department) in before), None)
    words = (other.evidence, other.start, other.end) if other else (None, None, None)
    decided: Properties = {"basis": "decided", "decision": correction.decision, "position": position}
    return Edge(correction.what, ("Department", department), task, *words, 1.0, decided)


def _see_there(records: Records, key: Key, unit: Unit, decision: str) -> None:
    """See that the document has the department, of which it may not speak."""
    there = {(node.label, node.id) for node in records.nodes}
    if key in there:
        return
    records.nodes.append(Node(*key, dict(unit.claim)))
    if unit.within and ("Region", unit.within) in there:
        within: Properties = {"basis": "context", "decision": decision}
        records.edges.append(Edge("WITHIN", key, ("Region", unit.within), properties=within))
