"""Policies side by side, one policy as a matrix, and the graph as NetworkX takes it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from policygraph.graph.asking import catalog
from policygraph.graph.asking.catalog import Column
from policygraph.graph.asking.finding import find_policy
from policygraph.graph.lineage.changes import SIGNS
from policygraph.graph.stores.store import Row, Store
from policygraph.graph.transfer.matrix import matrix as read_matrix
from policygraph.model import words
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology

if TYPE_CHECKING:
    import networkx as nx

ROLES = {"LEADS": "牵头", "SUPPORTS": "配合"}
TASK = (
    Column("number", "序号", of="Task.number"), Column("task", "任务", of="Task.title"),
    Column("due", "时限", of="Task.due"), Column("task_id", "任务编号", hidden=True),
)  # fmt: skip
NONE = "（没有写明职能）"

Wide = tuple[list[Row], list[Column], str]
"""Rows, their columns, what it is."""


def matrix(store: Store, policy: str) -> Wide:
    """A row a task, a column a department, its role in it; departments in the order of the text."""
    found = read_matrix(store, policy)
    lines = [line for line in found.lines if not line.heading]
    units = dict.fromkeys(unit for line in lines for unit in (*line.leads, *line.supports))
    rows = [
        {"number": line.rows[0]["number"], "task": line.rows[0]["task"], "due": line.due or None,
         "task_id": line.rows[0]["task_id"], **dict.fromkeys(units),
         **dict.fromkeys(line.supports, ROLES["SUPPORTS"]), **dict.fromkeys(line.leads, ROLES["LEADS"])}
        for line in lines
    ]  # fmt: skip
    return rows, [*TASK, *(Column(unit, unit) for unit in units)], found.title


def compare(store: Store, policies: Sequence[str], by: str) -> Wide:
    """A row for each thing that any of the policies has, a column a policy. PolicyGraphError for a policy that is not
    there, or is several, and for a `by` that is none."""
    if by not in COMPARED:
        raise PolicyGraphError(f"by 只能是 {'、'.join(COMPARED)}；得到 {by!r}")
    heading, query, key, cell = COMPARED[by]
    ask = partial(catalog.run_query, store)
    found = [(row["id"], row["title"]) for row in (find_policy(ask, policy) for policy in policies)]
    cells: dict[str, dict[str, str]] = defaultdict(dict)
    for id_, _ in found:
        of: dict[str, list[Row]] = defaultdict(list)
        for row in catalog.run_query(store, query, {"policy": id_}):
            of[key(row)].append(row)
        for name, rows in of.items():
            cells[name][id_] = cell(rows)
    order = sorted(cells, key=lambda name: (-len(cells[name]), name))
    names = _apart(found)
    rows = [{by: name, **{names[id_]: cells[name].get(id_) for id_ in names}} for name in order]
    return rows, [Column(by, heading), *(Column(each, each) for each in names.values())], f"{len(names)} 项政策对照"


def _apart(policies: Sequence[tuple[str, str]]) -> dict[str, str]:
    """What each policy (id, title) is called beside the others: two of one title with their ids."""
    titles = Counter(dict(policies).values())
    return {id_: title if titles[title] == 1 else f"{title}（{id_}）" for id_, title in policies}


def _parts(rows: Iterable[Row]) -> str:
    """How many tasks are led and supported."""
    counts = Counter(role for role, _ in {(row["role"], row["task_id"]) for row in rows})
    return " ".join(f"{zh}{counts[role]}" for role, zh in ROLES.items() if counts[role])


def _figures(rows: Iterable[Row]) -> str:
    kinds = ontology().nodes["Target"].properties
    said = [
        f"{row['year'] or ''}{kinds['kind'].values[row['kind']]}{words.figure(row, SIGNS[row['comparator']])}"
        for row in rows
    ]
    return "；".join(dict.fromkeys(said))


COMPARED: dict[str, tuple[str, str, Callable[[Row], str], Callable[[Iterable[Row]], str]]] = {
    "department": ("部门", "table-assignments", lambda row: row["department"], _parts),
    "function": ("职能", "table-assignments", lambda row: row["function"] or NONE, _parts),
    "indicator": ("指标", "table-targets", lambda row: row["family"], _figures),
}
"""By what policies can be compared: its heading, the query whose rows tell of it, what it is of a row, its cell."""


def network(store: Store, projection: str, policy: str | None, region: str | None) -> nx.Graph[str]:
    """The graph, or the net of departments or of policies. PolicyGraphError for a projection that is none."""
    if projection not in PROJECTIONS:
        raise PolicyGraphError(f"projection 只能是 {'、'.join(PROJECTIONS)}；得到 {projection!r}")
    return PROJECTIONS[projection](store, policy, region)


def _whole(store: Store, policy: str | None, region: str | None) -> nx.Graph[str]:
    from policygraph.graph.analysis.network import to_networkx
    from policygraph.graph.analysis.scope import restrict_to

    return restrict_to(to_networkx(store), policy=policy, region=region)


def _collaboration(store: Store, policy: str | None, region: str | None) -> nx.Graph[str]:
    from policygraph.graph.analysis.departments import projection
    from policygraph.graph.analysis.scope import read_for_analysis, restrict_to

    graph = restrict_to(read_for_analysis(store), policy=policy, region=region)
    net = projection(graph)
    for node, properties in net.nodes(data=True):
        own = graph.nodes[node]
        properties.update(label=own.get("full_name") or own["name"], kind="Department", function=own.get("function"))
    return net


def _descent(store: Store, policy: str | None, region: str | None) -> nx.Graph[str]:
    import networkx as nx

    from policygraph.graph.analysis.scope import ids_of_label, read_for_analysis, restrict_to

    graph = restrict_to(read_for_analysis(store), policy=policy, region=region)
    net: nx.DiGraph[str] = nx.DiGraph()
    for node in sorted(ids_of_label(graph, "Policy")):
        own = graph.nodes[node]
        net.add_node(node, label=own["title"], kind="Policy", level=own.get("level"), region=own.get("region"))
    for lower, upper, edge in graph.edges(data=True):
        if edge["type"] in ("DERIVES_FROM", "FORWARDS") and lower in net and upper in net:
            net.add_edge(lower, upper, type=edge["type"])
    return net


PROJECTIONS: dict[str, Callable[[Store, str | None, str | None], nx.Graph[str]]] = {
    "whole": _whole, "collaboration": _collaboration, "descent": _descent,
}  # fmt: skip
