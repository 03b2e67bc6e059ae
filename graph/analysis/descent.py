"""How far policies reach: what each derives from, and what derives from it, over any number of levels."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

import networkx as nx

from policygraph.graph.analysis.scope import edge_ends, edge_targets, ids_of_label
from policygraph.model.ontology import ontology


@dataclass(frozen=True, slots=True)
class Descent:
    """A policy's place among all. A step up is a policy that it derives from, or forwards; those in a circle
    are one step."""

    policy: str
    level: str | None
    region: str | None
    above: int  # steps of the longest way up
    below: int  # steps of the longest way down: the depth of descent
    parents: int  # policies that it derives from itself
    children: int  # policies that derive from it itself
    ancestors: int  # policies that it derives from over any number of steps
    descendants: int  # policies that derive from it over any number of steps: the width of descent
    levels: tuple[str, ...]  # of the descendants, from central down
    regions: tuple[str, ...]  # full names of those that the descendants are for
    chain: tuple[str, ...]  # titles along the longest way through it, from the top down, one for a circle
    circle: tuple[str, ...]  # titles of those that derive from each other, itself among them: an error, to be checked
    policy_id: str
    chain_ids: tuple[str, ...]


def descent(graph: nx.MultiDiGraph[str], among: Container[str] | None = None) -> list[Descent]:
    """A row for each policy, or those whose id is `among` others: widest descent first, then deepest.

    Only what derives as a policy counts, not the measures of one that carry out those of another.
    """
    policies = ids_of_label(graph, "Policy")
    order = {p: (graph.nodes[p]["title"], p) for p in policies}
    lines: nx.DiGraph[str] = nx.DiGraph()  # from higher to lower
    lines.add_nodes_from(policies)
    lines.add_edges_from(
        (higher, lower) for lower, higher in edge_ends(graph, "DERIVES_FROM", "FORWARDS") if lower in policies
    )
    descents = _Descents(graph, lines, order)
    rows = [descents.of(policy) for policy in policies if among is None or policy in among]
    return sorted(rows, key=lambda r: (-r.descendants, -r.below, -r.ancestors, -r.above, r.policy, r.policy_id))


class _Descents:
    """What derives from what: `lines` lead from higher to lower policies, `order` is their title and id."""

    def __init__(
        self, graph: nx.MultiDiGraph[str], lines: nx.DiGraph[str], order: Mapping[str, tuple[str, str]]
    ) -> None:
        self.graph, self.lines, self.order = graph, lines, order
        self.rings = nx.condensation(lines)  # a policy in no circle is a ring of its own
        members = self.rings.nodes(data="members")
        self.first: dict[int, str] = {ring: min(each, key=order.__getitem__) for ring, each in members}
        titles = {ring: order[policy] for ring, policy in self.first.items()}
        self.down, self.up = _longest(self.rings, titles), _longest(self.rings.reverse(copy=False), titles)

    def of(self, policy: str) -> Descent:
        graph, lines = self.graph, self.lines
        own = graph.nodes[policy]
        lower, higher = nx.descendants(lines, policy), nx.ancestors(lines, policy)
        ring: int = self.rings.graph["mapping"][policy]
        above, below = _way(ring, self.up), _way(ring, self.down)
        chain = [*(self.first[r] for r in reversed(above)), policy, *(self.first[r] for r in below)]
        return Descent(
            policy=own["title"],
            level=own.get("level"),
            region=own.get("region"),
            above=len(above),
            below=len(below),
            parents=len({*lines.predecessors(policy)} - {policy}),
            children=len({*lines.successors(policy)} - {policy}),
            ancestors=len(higher),
            descendants=len(lower),
            levels=_levels({graph.nodes[p].get("level") for p in lower}),
            regions=_regions(graph, lower),
            chain=tuple(graph.nodes[p]["title"] for p in chain),
            circle=tuple(title for title, _ in sorted(self.order[p] for p in self.circle(policy, ring))),
            policy_id=policy,
            chain_ids=tuple(chain),
        )

    def circle(self, policy: str, ring: int) -> set[str]:
        """The policies that derive from each other in `ring`; none where it is only this one."""
        members: set[str] = self.rings.nodes[ring]["members"]
        return members if len(members) > 1 or self.lines.has_edge(policy, policy) else set()


def _longest(rings: nx.DiGraph[int], titles: Mapping[int, tuple[str, str]]) -> dict[int, tuple[int, int | None]]:
    """For each ring the steps of the longest way along the edges, and its next ring: of several the first by title."""
    longest: dict[int, tuple[int, int | None]] = {}
    for ring in reversed(list(nx.topological_sort(rings))):
        following = min(rings.successors(ring), key=lambda r: (-longest[r][0], titles[r]), default=None)
        longest[ring] = (0, None) if following is None else (longest[following][0] + 1, following)
    return longest


def _way(ring: int, longest: Mapping[int, tuple[int, int | None]]) -> list[int]:
    """The rings of the longest way after `ring`."""
    way = []
    following = longest[ring][1]
    while following is not None:
        way.append(following)
        following = longest[following][1]
    return way


def _levels(levels: set[str | None]) -> tuple[str, ...]:
    return tuple(level for level in ontology().nodes["Policy"].properties["level"].values if level in levels)


def _regions(graph: nx.MultiDiGraph[str], policies: set[str]) -> tuple[str, ...]:
    found = {region for policy in policies for region in edge_targets(graph, policy, "APPLIES_TO")}
    return tuple(sorted(graph.nodes[r].get("full_name") or graph.nodes[r]["name"] for r in found))
