"""Orders of minutes, of bulletins and of reports that are about a task of a plan: 责成县民政局就养老点建设滞后作出说明.

They are no tasks of their own beside the plan: they are what is to be done next of its task. An order names its task by
fewer words than a row of a ledger does, but also by whom it goes to, and by what else is told where it stands: below
二、关于农村公路改造. Where only some of that speaks for a task, people are asked; where nothing does, minutes and
bulletins give work that no plan has, which stays a task.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from policygraph.graph.ledgers.matching import passages
from policygraph.graph.ledgers.matching.passages import Passage
from policygraph.graph.ledgers.matching.words import tokens
from policygraph.graph.ledgers.matching.work import Work
from policygraph.graph.ledgers.rows import Found, match_with_all
from policygraph.graph.loading.load import CHARGING
from policygraph.ingest.outline.headings import gives_orders
from policygraph.ingest.text.years import years_named
from policygraph.model.records import Edge, Node, Properties, Records, progress_id

GIVING_OUT = (*CHARGING, "report")
"""A report only where it says what is next."""
HERE = 1.6  # what the task counts of which alone is told in the section of an order


def orders_of(records: Records, works: Sequence[Work]) -> list[Work]:
    """The tasks that such a document gives out; `works`: all its tasks."""
    if records.nodes[0].properties.get("genre") not in GIVING_OUT:
        return []
    told = {edge.source[1] for edge in records.edges if edge.type == "HAS_PROGRESS"}
    own = [work for work in works if work.id not in told]
    if records.nodes[0].properties.get("genre") != "report":
        return own
    nodes = {node.id: node for node in records.nodes}
    return [work for work in own if any(map(gives_orders, _section(nodes[work.id])))]


def reported(records: Records, works: Sequence[Work]) -> set[str]:
    """The items of a report that say how far something has come: where the plan is there, they are no tasks."""
    if records.nodes[0].properties.get("genre") != "report":
        return set()
    told = {edge.source[1] for edge in records.edges if edge.type == "HAS_PROGRESS"}
    orders = {work.id for work in orders_of(records, works)}
    return {work.id for work in works} - told - orders


def find(
    records: Records,
    orders: Sequence[Work],
    tiers: Sequence[Sequence[Sequence[Work]]],
    told: Mapping[str, Sequence[Found]],
) -> list[Found]:
    """What each order is about, or may be; those that are about none are left out. `told`: by progress of the document
    what it tells of."""
    genre = records.nodes[0].properties.get("genre")
    asked, here = _asked(records, orders, told if genre == "minutes" else None)
    found = match_with_all([[_match(asked, tasks, here) for tasks in tier] for tier in tiers])
    leads = {order.id: order.leads for order in orders}
    nowhere = _nowhere(records)
    of_tasks = {task.id: task for tier in tiers for tasks in tier for task in tasks}
    return [
        each
        for each in found
        if _is_of_task(leads[each.row], of_tasks[each.task], nowhere)
        if each.sure or genre == "report" or _may_be(each, leads[each.row], of_tasks[each.task], here[each.row])
    ]


def _is_of_task(leads: Collection[str], task: Work, nowhere: frozenset[str]) -> bool:
    """Is the order given to one of whom the plan's task is, or may it be? To another it is a duty that no plan has: it
    stays a task of that office, else nobody would find it in what that office is to do."""
    return not leads or not task.offices.isdisjoint(leads) or not nowhere.isdisjoint(leads)


def _nowhere(records: Records) -> frozenset[str]:
    """The offices of which the document does not tell where they are: whether they are a plan's is not known."""
    placed = {edge.source for edge in records.edges if edge.type == "WITHIN"}
    offices = (node for node in records.nodes if node.label == "Department")
    return frozenset(node.id for node in offices if ("Department", node.id) not in placed)


def _asked(
    records: Records, orders: Sequence[Work], told: Mapping[str, Sequence[Found]] | None
) -> tuple[list[Passage], dict[str, set[str]]]:
    """The orders as what running text says, and by order the tasks of which alone is told in its section: of minutes
    (`told`), whose business is one matter each."""
    nodes = {node.id: node for node in records.nodes if node.label == "Task"}
    beside = _told_in_sections(records, told or {})
    asked = [_as_passage(order, None if told is None else nodes[order.id]) for order in orders]
    return asked, {each.id: beside.get(_section(nodes[each.id]), set()) for each in asked}


def _match(asked: Sequence[Passage], tasks: Sequence[Work], here: Mapping[str, Collection[str]]) -> list[Found]:
    more = {each.id: {task.id: HERE for task in tasks if {task.id} == here[each.id]} for each in asked}
    return passages.match(asked, tasks, more)


def _may_be(found: Found, leads: Collection[str], task: Work, here: Collection[str]) -> bool:
    """Is there more than words that speaks for the task: who leads it, or what is told beside the order?"""
    return found.task in here or not task.leads.isdisjoint(leads)


def _as_passage(order: Work, node: Node | None) -> Passage:
    """The order as what running text says: its title, below that of its section where that names what it is about
    (`node`), and the rest of its words."""
    above = _section(node)[-1:] if node else ()
    words = tokens("\n".join((*above, order.title)))
    work = replace(order, words=words, told=order.words - words, numbers=order.numbers)
    return Passage(work, (), 0, bare=True)


def _section(node: Node) -> tuple[str, ...]:
    section = node.properties.get("section")
    return tuple(map(str, section)) if isinstance(section, list | tuple) else ()


def _told_in_sections(records: Records, told: Mapping[str, Sequence[Found]]) -> dict[tuple[str, ...], set[str]]:
    """By section, with its own title last, the tasks of which it is sure that something is told there."""
    sections = [node for node in records.nodes if node.label == "Section"]
    starts = {node.id: int(str(node.properties["start"])) for node in records.nodes if node.label == "Progress"}
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for progress, tasks in told.items():
        at = starts.get(progress, -1)
        holding = [s for s in sections if int(str(s.properties["start"])) <= at < int(str(s.properties["end"]))]
        if holding and tasks[0].sure:
            own = holding[-1]
            found[(*_section(own), str(own.properties["title"]))] |= {each.task for each in tasks if each.sure}
    return found


def left(records: Records, orders: Sequence[Work]) -> list[str]:
    """Of the orders of a report whose plan is there those that are about none of its tasks, and are no task either:
    what its writer means to do next, but in a later year."""
    if records.nodes[0].properties.get("genre") != "report":
        return []
    nodes = {node.id: node for node in records.nodes}
    told = max((str(n.properties["as_of"])[:4] for n in records.nodes if n.properties.get("as_of")), default="9999")
    ahead = {each.id for each in orders if max(_years(nodes[each.id]), default="") > told}
    return [each.id for each in orders if each.id not in ahead]


def _years(node: Node) -> list[str]:
    return [str(year) for title in _section(node) for year in years_named(title, None)]


# --- written as what is to be done next


def progress_of(records: Records, order: str) -> str:
    """The id of the Progress that an order is where it is about a plan's task."""
    node = next(node for node in records.nodes if node.id == order)
    return progress_id(records.document, int(str(node.properties["start"])))


def as_progress(records: Records, orders: Mapping[str, Sequence[Found]]) -> Records:
    """The records with what is to be done next for each of these orders (ids of tasks), with whom it is said to, and
    its dated steps with the plan's task where that is sure. The tasks themselves are still there."""
    if not orders:
        return records
    day = _day(records)
    nodes, edges = list(records.nodes), []
    for node in records.nodes:
        if node.id in orders:
            nodes.append(_next_step(records.document, node, day))
    steps = {id_: found[0].task for id_, found in orders.items() if found and found[0].sure}
    for edge in records.edges:
        edges.append(_with_plan(edge, steps))
        edges += _of_order(records, edge, orders)
    return Records(records.document, nodes, edges)


def _day(records: Records) -> str | None:
    """Until when the document tells, else when it was issued (ISO)."""
    told = [str(node.properties["as_of"]) for node in records.nodes if node.properties.get("as_of")]
    issued = [str(node.properties["issued_on"]) for node in records.nodes if node.properties.get("issued_on")]
    return max(told, default=None) or next(iter(issued), None)


def _next_step(document: str, node: Node, day: str | None) -> Node:
    said = node.properties
    words = str(said["text"])
    kept: Properties = {
        "name": words[:40], "task": said["title"], "ahead": words, "charge": True, "text": words,
        "start": said["start"], "end": said["end"], "documents": said.get("documents"), "as_of": day,
    }  # fmt: skip
    id_ = progress_id(document, int(str(said["start"])))
    return Node("Progress", id_, {"id": id_, **{name: value for name, value in kept.items() if value is not None}})


def _with_plan(edge: Edge, steps: Mapping[str, str]) -> Edge:
    if edge.type != "HAS_MILESTONE" or edge.source[1] not in steps:
        return edge
    return replace(edge, source=("Task", steps[edge.source[1]]))


def _of_order(records: Records, edge: Edge, orders: Collection[str]) -> list[Edge]:
    if edge.type == "STATED_IN" and edge.source[1] in orders:
        return [replace(edge, source=("Progress", progress_of(records, edge.source[1])))]
    if edge.type in ("LEADS", "SUPPORTS") and edge.target[1] in orders:
        to = ("Progress", progress_of(records, edge.target[1]))
        return [replace(edge, type="ANSWERS_FOR", target=to, properties={})]
    return []
