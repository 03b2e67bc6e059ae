"""What a person corrects of a task, put in the place of what its document says.

A correction is of one thing: the title, the deadline, who leads or who supports. What the document said stays: its
words on the task (`stated_title`, `stated_due`, `stated_roles`), and the evidence of roles that it gives. Who has a
role by the correction alone has it on no evidence but the decision. Where a newer text says something else of it than
what the correction replaced, nobody has corrected that: the text stands, and people are asked (`disputed.py`). A pure
function of what was read and decided, so that what is taken back leaves no trace.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from policygraph.model.records import Edge, Node, Properties, Records, fold

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
    has the role, in order. `decision`, `at`: by which, and when. `before`, `evidence`: what stood there before, and the
    document's words on it; none in decisions of before."""

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
    before: str = ""
    evidence: str = ""


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
    of, open_ = _apart(read, of, stated)
    nodes = [
        _task(node, of[node.id], stated[node.id], open_[node.id]) if node.label == "Task" and node.id in of else node
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


def _apart(
    read: Records, of: Mapping[str, Sequence[Correction]], roles: Mapping[str, list[str]]
) -> tuple[dict[str, list[Correction]], dict[str, list[str]]]:
    """By task the corrections that hold, and those (ids of decisions) of which the document has something else now than
    what they replaced. `roles`: by task the words on who does it."""
    own = {node.id: node.properties for node in read.nodes if node.label == "Task" and node.id in of}
    has = _units(read, own)
    holds: dict[str, list[Correction]] = {}
    apart: dict[str, list[str]] = {}
    for task, corrections in of.items():
        said = "；".join(roles[task])
        open_ = [each for each in corrections if task in own and _says_else(each, own[task], has[task], said)]
        holds[task] = [each for each in corrections if each not in open_]
        apart[task] = [each.decision for each in open_]
    return holds, apart


def _units(read: Records, tasks: Collection[str]) -> dict[str, dict[str, list[str]]]:
    """By task and role who has it, by full names, folded."""
    names = {node.id: node.properties for node in read.nodes if node.label == "Department"}
    has: dict[str, dict[str, list[str]]] = {task: {role: [] for role in ROLES} for task in tasks}
    for edge in read.edges:
        if edge.type in ROLES and edge.target[1] in has:
            has[edge.target[1]][edge.type].append(_full_name(names[edge.source[1]]))
    return has


def _full_name(unit: Properties) -> str:
    return fold(str(unit.get("full_name") or unit["name"]))


def _says_else(correction: Correction, task: Properties, has: Mapping[str, list[str]], roles: str) -> bool:
    """Does the text say something else of it than what the correction replaced, and than what it put there? A task that
    is called much like before is called as the correction has it."""
    if correction.what == "title" or not (correction.before or correction.evidence):
        return False
    if correction.what == "due_on":
        words = fold(str(task.get("due") or ""))
        day = str(task.get("due_on") or "")
        return day not in (correction.before, correction.after) and words != fold(correction.evidence)
    if fold(roles) == fold(correction.evidence):
        return False
    known = [fold(name) for name in correction.before.split("、") if name]
    units = [_full_name(unit.claim) for unit in correction.units]
    return not any(_are_one(has[correction.what], some) for some in (known, units))


def _are_one(some: Sequence[str], others: Sequence[str]) -> bool:
    """Are these the same units, each by its full name or its end?"""

    def among(name: str, names: Sequence[str]) -> bool:
        return any(name.endswith(each) or each.endswith(name) for each in names)

    return all(among(name, others) for name in some) and all(among(name, some) for name in others)


def _task(node: Node, corrections: Sequence[Correction], roles: list[str], open_: list[str]) -> Node:
    """The task as it is corrected, with what the document said in other words; `open_`: the decisions that do not hold
    until somebody says so."""
    own = dict(node.properties) | ({"disputed": open_} if open_ else {})
    if not corrections:
        return Node(node.label, node.id, own)
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
