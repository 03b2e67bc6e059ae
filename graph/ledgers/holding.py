"""What is held back of a ledger beside its plans: its own tasks, and all that is there because of these alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from policygraph.graph.ledgers.matching.work import Work
from policygraph.graph.ledgers.rows import Found, by_row
from policygraph.model.records import Edge, Node, Properties, Records

OF_PART = {"done": "on-track", "on-track": "on-track", "behind": "behind", "stopped": "behind"}
"""How a task stands of which a part alone is told to stand so; nothing, where that was not begun."""

OWN = 0.67  # share of a ledger's rows that may each be a task of its own, from which on it is that plan's, none sure
_OWN = ("HAS_TARGET", "HAS_MILESTONE")
_OF_TASKS = ("Department", "Village", "Industry")  # spoken of because of tasks; places tell whose policies are cited
_OF_PLACES = ("WITHIN", "SUCCEEDED_BY")

Key = tuple[str, str]


def held_back(records: Records, held: Collection[str], told_of: Mapping[str, Sequence[Found]]) -> Records:
    """The records without the tasks that are held back and what belongs to these alone; progress hangs on the tasks of
    the plans, or says what it may be of."""
    if not told_of:
        return records
    tasks = {("Task", id_) for id_ in held}
    gone = _belonging(records, tasks) if tasks else set()
    was = {edge.target: edge.source[1] for edge in _telling(records) if edge.source in tasks}
    there = (_of_row(node, was.get(key_of(node))) for node in records.nodes if key_of(node) not in gone)
    nodes = [_perhaps(node, told_of.get(node.id, ())) for node in there]
    kept = [edge for edge in records.edges if not _touches(edge, gone)]
    hung = [_hung(edge, each) for edge in _telling(records) for each in told_of.get(edge.target[1], ()) if each.sure]
    return Records(records.document, nodes, kept + hung)


def if_any(told: Sequence[Work], tasks: Sequence[Work], found: Sequence[Found], *, said: bool) -> Sequence[Found]:
    """What was found of the rows that are `told`, where at least one is sure, or a person `said` it of one, or most may
    be the plan's; else it is another plan's ledger."""
    sure = said or any(each.sure for each in found)
    return found if sure or _are_of_plan(told, tasks, found) else ()


def _are_of_plan(told: Sequence[Work], tasks: Sequence[Work], found: Sequence[Found]) -> bool:
    """Do so many rows, of which none is sure, speak each for a task of its own with the same lead, that the ledger is
    of that plan, and people are to be asked rather than tasks doubled?"""
    own = {row.id: row.leads for row in told}
    leads = {task.id: task.leads for task in tasks}
    best = {row: some[0].task for row, some in by_row(found).items()}
    led = {task for row, task in best.items() if not leads[task].isdisjoint(own[row])}
    return len(led) > 1 and len(led) >= OWN * len(told)


def _telling(records: Records) -> list[Edge]:
    """The edges to progress: of rows from their tasks, of running text none yet, but where it is stated."""
    told = [edge for edge in records.edges if edge.type == "HAS_PROGRESS"]
    of_rows = {edge.target for edge in told}
    stated = (edge for edge in records.edges if edge.type == "STATED_IN" and edge.source[0] == "Progress")
    return told + [
        replace(edge, type="HAS_PROGRESS", target=edge.source) for edge in stated if edge.source not in of_rows
    ]


def _belonging(records: Records, tasks: Collection[Key]) -> set[Key]:
    """The tasks, their steps and planned figures, and who and what is spoken of only because of them. What was reached
    is the document's own, and answers the plan's figures whatever task it stood in."""
    gone = set(tasks)
    reached = {key_of(node) for node in records.nodes if node.properties.get("kind") == "achieved"}
    owners: dict[Key, set[Key]] = defaultdict(set)
    for edge in records.edges:
        if edge.type in _OWN:
            owners[edge.target].add(edge.source)
    gone |= {key for key, of in owners.items() if of <= gone and key not in reached}
    kept = [edge for edge in records.edges if edge.type not in _OF_PLACES and not _touches(edge, gone)]
    used = {end for edge in kept for end in (edge.source, edge.target)}
    return gone | {key for key in map(key_of, records.nodes) if key[0] in _OF_TASKS and key not in used}


def _hung(edge: Edge, found: Found) -> Edge:
    basis: Properties = {"basis": "decided", "decision": found.decision} if found.decision else {"basis": "matched"}
    return replace(edge, source=("Task", found.task), confidence=found.score, properties=basis)


def _of_row(node: Node, task: str | None) -> Node:
    """Progress with its own row's task, where that is held back: what people reported of it goes where the row does."""
    return Node(node.label, node.id, {**node.properties, "row": task}) if task else node


def _perhaps(node: Node, told_of: Sequence[Found]) -> Node:
    """Progress with the tasks that it may tell of; of a part of its task, with what that says of the whole; any other
    node as it is."""
    if node.label != "Progress" or not told_of:
        return node
    if told_of[0].sure:
        return _of_part(node) if told_of[0].part else node
    return Node(node.label, node.id, {**node.properties, "perhaps": [each.task for each in told_of]})


def _of_part(node: Node) -> Node:
    """What is done of a part, or its share, is not so of the task; where a part waits, the task is not said to."""
    said = {name: value for name, value in node.properties.items() if name != "share"}
    state = OF_PART.get(str(said.pop("state", "")))
    return Node(node.label, node.id, {**said, **({"state": state} if state else {}), "part": True})


def _touches(edge: Edge, gone: Collection[Key]) -> bool:
    return edge.source in gone or edge.target in gone


def key_of(node: Node) -> Key:
    return node.label, node.id
