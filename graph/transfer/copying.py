"""A graph from one store to another, in batches; the copy is the same to the last property."""

from __future__ import annotations

from collections.abc import Callable

from policygraph.graph.asking import catalog
from policygraph.graph.cypher import made
from policygraph.graph.cypher.files import fixed
from policygraph.graph.loading.statements import merge_edges, merge_nodes
from policygraph.graph.loading.unfinished import COPY, begun, begun_for_all, finish, unfinished
from policygraph.graph.stores.store import Statement, Store
from policygraph.graph.transfer import scan
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology

Progress = Callable[[int, int, str], None]  # nodes and relationships done, in all, the kind at hand

DOCUMENTS = fixed(__package__, "documents")
REMOVED_AT_ONCE = 10_000


def copy_graph(source: Store, target: Store, on_progress: Progress | None = None, *, replace: bool = False) -> int:
    """Copy all nodes and relationships and return how many there are.

    What an interrupted copy has left is completed. PolicyGraphError where the target holds another graph, unless
    `replace`, which empties it first; and where somebody wrote to the source meanwhile.
    """
    before = source.version()
    counts, unfinished_there = count_by_kind(source), unfinished(source.read)
    if replace:
        _empty(target)
    else:
        _refuse_other_graphs(source, target)
    total, done = sum(counts.values()), 0
    for nodes in scan.scan_nodes(source):
        statements = [*merge_nodes(nodes.label, nodes.rows), begun(COPY)]
        target.write(lambda _, statements=statements: statements)  # type: ignore[misc]
        done += len(nodes.rows)
        if on_progress is not None:
            on_progress(done, total, ontology().nodes[nodes.label].zh)
    for edges in scan.scan_edges(source):
        statements = list(merge_edges(edges.type, edges.source, edges.target, edges.rows))
        target.write(lambda _, statements=statements: statements)  # type: ignore[misc]
        done += len(edges.rows)
        if on_progress is not None:
            on_progress(done, total, ontology().edges[edges.type].zh)
    if source.version() != before:
        raise PolicyGraphError(f"{source.place} 在复制时有人写入；请再复制一次")
    if (copied := count_by_kind(target)) != counts:
        more = "、".join(kind for kind in counts.keys() | copied.keys() if counts.get(kind) != copied.get(kind))
        raise PolicyGraphError(f"{target.place} 里还有来源没有的内容（{more}）；加 --replace 先清空目标再复制")
    finish(target, but=unfinished_there)
    return total


def count_by_kind(store: Store) -> dict[str, int]:
    """Nodes by label, relationships by type."""
    nodes = {row["label"]: row["nodes"] for row in catalog.run_query(store, "node-counts")}
    return nodes | {row["relation"]: row["relations"] for row in catalog.run_query(store, "relation-counts")}


def _refuse_other_graphs(source: Store, target: Store) -> None:
    """Documents are copied first, so a graph that has none, or others, is not what an earlier copy left."""
    there = {row["id"] for row in target.read(DOCUMENTS)}
    if there - {row["id"] for row in source.read(DOCUMENTS)} or (not there and count_by_kind(target)):
        raise PolicyGraphError(f"{target.place} 里已有别的图；加 --replace 先清空它，或另指一处")


def _empty(store: Store) -> None:
    """Documents last: while there is one, it says that the graph is not whole."""
    store.write(lambda _: [begun_for_all(COPY)])
    for count_, delete in made.emptying(REMOVED_AT_ONCE):
        for _ in range(0, store.read(count_)[0]["n"], REMOVED_AT_ONCE):
            gone = Statement(delete, {})
            store.write(lambda _, gone=gone: [gone])  # type: ignore[misc]
