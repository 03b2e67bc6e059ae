"""The commands that say what is in the graph, and what was not understood of its documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from policygraph.graph.asking import catalog
from policygraph.graph.loading.load import find_document
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Row
from policygraph.lookup.meant import place_of
from policygraph.model.ontology import ontology
from policygraph.model.paths import readable
from policygraph.options import Database, Output
from policygraph.shell.said import message
from policygraph.show import Format, show


def stats_command(database: Database = None, output: Output = Format.table) -> None:
    """图里每种节点、关系各有多少，没读懂的有多少。"""
    kinds = ontology()
    with open_store(database) as store:
        nodes = catalog.run_query(store, "node-counts")
        relations = catalog.run_query(store, "relation-counts")
        unread = catalog.run_query(store, "unread-by-kind")
    rows: list[Row] = [
        *({"of": "节点", "kind": r["label"], "zh": kinds.nodes[r["label"]].zh, "count": r["nodes"]} for r in nodes),
        *({"of": "关系", "kind": r["relation"], "zh": kinds.edges[r["relation"]].zh, "count": r["relations"]}
          for r in relations),
        *({"of": "未读懂", "kind": r["kind"], "zh": kinds.word("Unread.kind", r["kind"]), "count": r["items"]}
          for r in unread),
    ]  # fmt: skip
    headings = {"of": "", "kind": "种类", "zh": "中文", "count": "数量"}
    show(rows, [catalog.Column(name, zh) for name, zh in headings.items()], output)


def unread_command(
    document: Annotated[str | None, typer.Argument(help="文档编号、位置、文件名或标题；不写则按种类计数")] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="只列这一种")] = None,
    database: Database = None,
    output: Output = Format.table,
) -> None:
    """程序没有读懂的内容：按种类计数；指明文档或种类则逐条列出。"""
    with open_store(database) as store:
        values = {"document": None if document is None else find_document(store, place_of(document)), "kind": kind}
        query = catalog.find_query("unread-by-kind" if document is None and kind is None else "unread")
        rows = catalog.run_query(store, query.name, {p.name: values[p.name] for p in query.parameters})
        partly = [] if kind else catalog.run_query(store, "documents-to-check", {"document": values["document"]})
    show(rows, query.columns, output, query.title)
    if output == Format.table:
        _say_how_far(partly, one=document is not None)


def _say_how_far(partly: Sequence[Row], *, one: bool) -> None:
    """How far documents were read: of one in words, of all those that were not read whole in a table."""
    from policygraph.ingest.accounts.telling import told

    for row in partly if one else ():
        word = ontology().word("Document.reading_state", row["reading_state"])
        share = "" if row["reading_share"] is None else f"（{row['reading_share']:.0%}）"
        message("：".join(filter(None, (f"{readable(row['name'])} {word}{share}", told(row["accounts"] or [])))))
        if row["unmatched"]:
            message(f"其中 {row['unmatched']} 行没有对上任务，没有算进台账；逐行判断见 policygraph review")
    if partly and not one:
        query = catalog.find_query("documents-to-check")
        show(partly, query.columns, Format.table, query.title)
