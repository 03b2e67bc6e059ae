"""Which part of the graph an analysis looks at: what it needs of a store, one policy, one region."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import networkx as nx

from policygraph.graph.analysis.network import to_networkx
from policygraph.graph.stores.store import Store
from policygraph.model.errors import PolicyGraphError
from policygraph.model.words import near, perhaps

LABELS = ("Document", "Policy", "Department", "Task", "Target", "Region")
TYPES = (
    "LEADS", "SUPPORTS", "DERIVES_FROM", "FORWARDS", "PART_OF", "STATED_IN", "HAS_TARGET", "WITHIN", "APPLIES_TO",
)  # fmt: skip
ROLES = ("LEADS", "SUPPORTS")


def read_for_analysis(store: Store) -> nx.MultiDiGraph[str]:
    """What the analyses look at, without texts. On the whole graph their answers are the same."""
    return to_networkx(store, LABELS, TYPES, texts=False)


def restrict_to(
    graph: nx.MultiDiGraph[str], *, policy: str | None = None, region: str | None = None
) -> nx.MultiDiGraph[str]:
    """The part of the graph about some policies, a region, or some policies in a region; `graph` itself if neither.

    `policy` is a piece of the title, a number or an id: it keeps the tasks of these policies and who has them.
    `region` is a name or the end of a full name: it keeps the policies for it and for the places within it, their
    tasks, its departments, and their tasks under whatever policy. Departments of other places go, so that whether a
    task has a lead and how far a policy reaches only the whole graph tells: `orphans` and `descent` take this one as
    `among`. Raises PolicyGraphError if there is no such policy or region.
    """
    if policy is None and region is None:
        return graph
    policies, tasks, departments = (ids_of_label(graph, label) for label in ("Policy", "Task", "Department"))
    if policy is not None:
        policies = _named(graph, policy)
        tasks &= reachable(graph, policies, "PART_OF", back=True)
    if region is not None:
        inside = _inside(graph, region)
        departments &= inside
        policies = {p for p in policies if not inside.isdisjoint(edge_targets(graph, p, "APPLIES_TO"))}
        tasks &= reachable(graph, policies, "PART_OF", back=True) | {
            t for d in departments for t in edge_targets(graph, d, *ROLES)
        }
    departments = {d for d in departments if not tasks.isdisjoint(edge_targets(graph, d, *ROLES))}
    return _with_attached(graph, policies | tasks, departments | ids_of_label(graph, "Region"))


def _with_attached(graph: nx.MultiDiGraph[str], inner: set[str], others: set[str]) -> nx.MultiDiGraph[str]:
    """These nodes, and what belongs to the `inner` ones: targets, documents."""
    attached = {n for each in inner for n in nx.all_neighbors(graph, each)}
    for label in ("Policy", "Task", "Department"):
        attached -= ids_of_label(graph, label)
    return graph.subgraph(inner | others | attached).copy()


def _named(graph: nx.MultiDiGraph[str], words: str) -> set[str]:
    """The policies of that id or number, or with these words in their title."""
    policies = ids_of_label(graph, "Policy")
    found = {p for p in policies if words in (p, graph.nodes[p].get("number")) or words in graph.nodes[p]["title"]}
    if not found:
        titles = [str(graph.nodes[each]["title"]) for each in policies]
        more = perhaps(near(words, sorted(titles)), "；运行 policygraph query policies 可列出全部")
        raise PolicyGraphError(f"没有名称含“{words}”的政策{more}")
    return found


def _inside(graph: nx.MultiDiGraph[str], region: str) -> set[str]:
    """The regions of that name and all that is within them."""
    found = [
        id_
        for id_ in ids_of_label(graph, "Region")
        if region == graph.nodes[id_]["name"] or graph.nodes[id_].get("full_name", "").endswith(region)
    ]
    if not found:
        names = [str(graph.nodes[each]["name"]) for each in ids_of_label(graph, "Region")]
        more = perhaps(near(region, sorted(names)), "；请写名称，或全称的末尾，例如 柳溪县、清河市柳溪县")
        raise PolicyGraphError(f"没有名为“{region}”的地区{more}")
    return reachable(graph, found, "WITHIN", back=True)


def ids_of_label(graph: nx.MultiDiGraph[str], label: str) -> set[str]:
    """Ids of the nodes of that label."""
    return {id_ for id_, properties in graph.nodes(data=True) if properties["label"] == label}


def edge_targets(graph: nx.MultiDiGraph[str], source: str, *types: str) -> Iterator[str]:
    """Where the edges of these types lead from `source`; once an edge."""
    return (target for _, target, edge in graph.out_edges(source, data=True) if edge["type"] in types)


def edge_ends(graph: nx.MultiDiGraph[str], *types: str) -> Iterator[tuple[str, str]]:
    """Source and target of all edges of these types."""
    return ((source, target) for source, target, edge in graph.edges(data=True) if edge["type"] in types)


def reachable(graph: nx.MultiDiGraph[str], starts: Iterable[str], type_: str, *, back: bool = False) -> set[str]:
    """`starts` and all that edges of one type lead to from there, any number of steps; with `back`, that lead there."""
    found = set(starts)
    waiting = list(found)
    while waiting:
        here = waiting.pop()
        for source, target, edge in graph.in_edges(here, data=True) if back else graph.out_edges(here, data=True):
            there = source if back else target
            if edge["type"] == type_ and there not in found:
                found.add(there)
                waiting.append(there)
    return found
