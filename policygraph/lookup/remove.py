"""The command that takes a document out of the graph."""

from __future__ import annotations

from typing import Annotated

import typer

from policygraph.graph.loading.load import Found, find_places, remove, withdraw
from policygraph.graph.loading.unfinished import unfinished
from policygraph.graph.stores.store import Store
from policygraph.lookup.meant import place_of
from policygraph.model.errors import PolicyGraphError
from policygraph.model.paths import readable
from policygraph.options import Database
from policygraph.recorded import recorded
from policygraph.services.upgrading import open_current
from policygraph.settling import settle_all
from policygraph.shell.said import message


@recorded("remove", "document")
def remove_command(
    document: Annotated[str, typer.Argument(help="文档编号、位置、文件名或标题")], database: Database = None
) -> None:
    """从图中移除一份文档，连同只由它说到的一切。"""
    with open_current(database, message) as reader:
        cut_short = unfinished(reader.read)
        try:
            found = find_places(reader, place_of(document))  # before the lease is taken
        except PolicyGraphError:
            if not cut_short:
                raise
            found = None
    with open_current(database, message, write=True) as store:
        if found is None:
            message(f"上次没有做完的移除已补做完；图中现在没有“{readable(document)}”")
            return
        _remove(store, found)
        settle_all(store)


def _remove(store: Store, found: Found) -> None:
    """Take away what is meant: the document, or one place of it where the same text stands at another."""
    meant, others = "、".join(map(readable, found.meant)), "、".join(map(readable, found.others))
    if others:
        withdraw(store, found.meant)
        message(f"已移除 {meant}；文字相同的 {others} 还在，文档 {found.document} 留着")
    else:
        message(f"已移除文档 {remove(store, found.document)}（{meant}）")
