"""Departments: who works together, who has most to do, who stands between others, which groups they form.

Pure functions of the graph. A department has a task that it leads or supports; two that have the same task work
together on it. A collective (各镇(街道)) is nobody in particular and is left out unless `collectives` asks for it.
The same graph gives the same rows, in whatever order it was put together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from policygraph.graph.analysis.scope import ROLES, edge_ends, edge_targets, ids_of_label

SEED = 1  # of what is drawn by chance
# Steps along edges that betweenness may take before it is counted from a sample: about ten seconds.
EXACT_STEPS = 100_000_000
LEAST_SAMPLE = 50  # departments


@dataclass(frozen=True, slots=True)
class Collaboration:
    """Two departments; `department` leads at least as many of their common tasks as `partner`."""

    department: str
    partner: str
    tasks: int
    led: int
    partner_led: int
    department_id: str
    partner_id: str
    task_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Burden:
    """What a department has to do. Who leads a task answers for its deadline and figures, so these are of tasks led."""

    department: str
    led: int
    supported: int
    inferred: int  # of those led: where the text names no lead and it is listed first
    due: int  # of those led: with a deadline
    targets: int  # figures to be reached
    documents: int  # that give it tasks
    share: float  # of all tasks that anybody has, 0 to 1
    department_id: str


@dataclass(frozen=True, slots=True)
class Centrality:
    """A department's place in the net of those that work together."""

    department: str
    partners: int
    weight: int  # common tasks, summed over the partners
    betweenness: float  # share of the shortest chains between others that lead over it, 0 to 1
    participation: float  # 0: all its common tasks are within one community; near 1: spread over many
    community: int  # its number in `communities`
    exact: bool  # False: betweenness is estimated from a sample of departments
    department_id: str


@dataclass(frozen=True, slots=True)
class Community:
    """Departments that work with each other more than with the rest."""

    number: int  # from 1
    size: int
    members: tuple[str, ...]  # who works most with the others first
    inner: int  # common tasks, summed over the pairs within
    outer: int  # and over the pairs that lead out
    function: str | None  # the one with most of the common tasks within
    region: str | None  # that more than half of the members belong to
    member_ids: tuple[str, ...]


def assignments(graph: nx.MultiDiGraph[str], *, collectives: bool = False) -> dict[str, dict[str, bool]]:
    """The departments that have each task, and whether they lead it; both by id, in its order."""
    departments = sorted(ids_of_label(graph, "Department"))
    if not collectives:
        departments = [d for d in departments if graph.nodes[d]["kind"] != "collective"]
    tasks: dict[str, dict[str, bool]] = defaultdict(dict)
    for department in departments:
        for _, task, edge in graph.out_edges(department, data=True):
            if edge["type"] in ROLES:
                tasks[task][department] = tasks[task].get(department, False) or edge["type"] == "LEADS"
    return dict(sorted(tasks.items()))


def projection(graph: nx.MultiDiGraph[str], *, collectives: bool = False) -> nx.Graph[str]:
    """All departments that have a task; an edge with `tasks`, their ids, and `weight`, their number, between partners.

    The order of nodes and edges follows from the ids, since what is drawn by chance and sums of floats depend on it.
    """
    together: dict[tuple[str, str], list[str]] = defaultdict(list)
    everybody: set[str] = set()
    for task, who in assignments(graph, collectives=collectives).items():
        everybody.update(who)
        for pair in combinations(who, 2):
            together[pair].append(task)
    net: nx.Graph[str] = nx.Graph()
    net.add_nodes_from(sorted(everybody))
    for (one, other), tasks in together.items():
        net.add_edge(one, other, weight=len(tasks), tasks=tasks)
    return net


def collaboration(graph: nx.MultiDiGraph[str], *, collectives: bool = False) -> list[Collaboration]:
    """Pairs of departments that have common tasks, those with most of them first."""
    who = assignments(graph, collectives=collectives)
    rows = []
    for one, other, edge in projection(graph, collectives=collectives).edges(data=True):
        tasks: list[str] = edge["tasks"]
        led = {each: sum(who[task][each] for task in tasks) for each in (one, other)}
        first, second = sorted(led, key=lambda each: (-led[each], _name(graph, each), each))
        rows.append(
            Collaboration(
                department=_name(graph, first),
                partner=_name(graph, second),
                tasks=len(tasks),
                led=led[first],
                partner_led=led[second],
                department_id=first,
                partner_id=second,
                task_ids=tuple(tasks),
            )
        )
    return sorted(rows, key=lambda r: (-r.tasks, -r.led, r.department, r.partner, r.department_id, r.partner_id))


def burden(graph: nx.MultiDiGraph[str], *, collectives: bool = False) -> list[Burden]:
    """Departments that have a task: who leads most first, then who supports most."""
    everybody = {department for who in assignments(graph, collectives=collectives).values() for department in who}
    all_tasks = len({task for _, task in edge_ends(graph, *ROLES)})
    rows = [_burden(graph, department, all_tasks) for department in everybody]
    return sorted(rows, key=lambda r: (-r.led, -r.supported, r.department, r.department_id))


def _burden(graph: nx.MultiDiGraph[str], department: str, all_tasks: int) -> Burden:
    edges = [edge for edge in graph.out_edges(department, data=True) if edge[2]["type"] in ROLES]
    led = {task for _, task, edge in edges if edge["type"] == "LEADS"}
    tasks = {task for _, task, _ in edges}
    stated = {task for _, task, edge in edges if edge["type"] == "LEADS" and edge.get("basis") != "first-listed"}
    targets = {target for task in led for target in edge_targets(graph, task, "HAS_TARGET")}
    return Burden(
        department=_name(graph, department),
        led=len(led),
        supported=len(tasks - led),
        inferred=len(led - stated),
        due=sum(bool(graph.nodes[task].get("due")) for task in led),
        targets=sum(graph.nodes[target]["kind"] == "planned" for target in targets),
        documents=len({edge["document"] for _, _, edge in edges}),
        share=len(tasks) / all_tasks,
        department_id=department,
    )


def centrality(graph: nx.MultiDiGraph[str], *, collectives: bool = False) -> list[Centrality]:
    """Departments that have a task: who has most in common with others first.

    A chain leads over departments that have any task in common, however many: counted by steps, not by weight.
    """
    net = projection(graph, collectives=collectives)
    number = {department: i for i, group in enumerate(_groups(net), start=1) for department in group}
    sample = sample_size(len(net), net.number_of_edges())
    exact = sample >= len(net)
    between = nx.betweenness_centrality(net, k=None if exact else sample, seed=SEED)
    rows = [
        Centrality(
            department=_name(graph, department),
            partners=net.degree(department),
            weight=net.degree(department, weight="weight"),
            betweenness=between[department],
            participation=_participation(net, department, number),
            community=number[department],
            exact=exact,
            department_id=department,
        )
        for department in net
    ]
    return sorted(rows, key=lambda r: (-r.weight, -r.betweenness, -r.partners, r.department, r.department_id))


def sample_size(nodes: int, edges: int) -> int:
    """From how many of the nodes betweenness is counted: from all where it takes no more than EXACT_STEPS."""
    return min(nodes, max(LEAST_SAMPLE, EXACT_STEPS // max(1, 2 * edges)))


def _participation(net: nx.Graph[str], department: str, number: dict[str, int]) -> float:
    """The participation coefficient: 1 less the sum of squared shares of the weight that goes to each community."""
    weights: Counter[int] = Counter()
    for partner, edge in net[department].items():
        weights[number[partner]] += edge["weight"]
    total = weights.total()
    return 1 - sum(weight**2 for weight in weights.values()) / total**2 if total else 0.0


def communities(graph: nx.MultiDiGraph[str], *, collectives: bool = False) -> list[Community]:
    """Each department that has a task is in one (Louvain, by weight); the largest first."""
    net = projection(graph, collectives=collectives)
    return [_community(graph, net, number, group) for number, group in enumerate(_groups(net), start=1)]


def _groups(net: nx.Graph[str]) -> list[list[str]]:
    """The communities, each in the order of ids; the largest first, of equals the one with the smallest id."""
    found = nx.community.louvain_communities(net, weight="weight", seed=SEED)
    return sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))


def _community(graph: nx.MultiDiGraph[str], net: nx.Graph[str], number: int, group: list[str]) -> Community:
    own = net.subgraph(group)
    inner = dict(own.degree(weight="weight"))
    members = sorted(group, key=lambda each: (-inner[each], _name(graph, each), each))
    functions: Counter[str] = Counter()
    regions: Counter[str] = Counter()
    for each in members:
        if function := graph.nodes[each].get("function"):
            functions[function] += inner[each]
        regions.update(_name(graph, region) for region in set(edge_targets(graph, each, "WITHIN")))
    within = own.size(weight="weight")
    return Community(
        number=number,
        size=len(group),
        members=tuple(_name(graph, each) for each in members),
        inner=int(within),
        outer=int(sum(net.degree(each, weight="weight") for each in group) - 2 * within),
        function=_most(functions),
        region=_most(regions) if 2 * max(regions.values(), default=0) > len(group) else None,
        member_ids=tuple(members),
    )


def _most(counts: Counter[str]) -> str | None:
    return min(counts, key=lambda name: (-counts[name], name), default=None)


def _name(graph: nx.MultiDiGraph[str], id_: str) -> str:
    name: str = graph.nodes[id_].get("full_name") or graph.nodes[id_]["name"]
    return name
