"""A graph of an earlier program brought to the present form, on demand or before something is written to it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from policygraph.graph.loading import upgrading
from policygraph.graph.loading.upgrading import Progress, Upgraded
from policygraph.graph.stores.address import is_address
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.schema import OldGraphError
from policygraph.graph.stores.store import Store
from policygraph.services import audit
from policygraph.services.settle import finish_first


def upgrade(place: str | Path | None, on_progress: Progress | None = None) -> Upgraded:
    """Upgrade the graph at `place`. NoDatabaseError where there is none, PolicyGraphError where it is a newer one."""
    with suppress(OldGraphError):
        open_store(place).close()  # a wrong place is not made into an empty graph
    with open_store(place, write=True, to_upgrade=True) as store:
        return upgrading.upgrade(store, on_progress)


def open_current(
    place: str | Path | None,
    said: Callable[[str], object],
    *,
    write: bool = False,
    new: bool = False,
    finish: bool = True,
    measures: bool = True,
    share: bool = False,
) -> Store:
    """`open_store` for what ends with writing: an older embedded graph is upgraded first, and `said` is told so.

    Opened for writing, it must be there unless it may be `new`: a wrong place is not made into an empty graph.
    Not one on a server: others work with it, and only its own tools can keep a copy. Opened for writing, the graph is
    what its documents and decisions give: what an earlier writer left undone is done (`measures` as in `settle`),
    unless not to `finish`.
    """
    try:
        store = open_store(place, write=write, new=new, share=share)
    except OldGraphError:
        if place is not None and is_address(str(place)):
            raise
        said(upgrade_in_words(upgrade(place)))
        store = open_store(place, write=write)
    if write:
        audit.begun()
    if write and finish:
        try:
            finish_first(store, said, measures=measures)
        except BaseException:
            store.close()
            raise
    return store


def upgrade_in_words(done: Upgraded) -> str:
    """What was done, for people."""
    if done.before == done.after:
        return f"图已是现在的结构（版本 {done.after}），不用升级"
    kept = f"升级前的图留在 {done.copy}" if done.copy else "服务器上的图没有留副本"
    added = f"，补记了 {done.documents} 份文档读出的内容" if done.documents else ""
    return f"已把图从结构版本 {done.before} 升级到 {done.after}{added}；{kept}"
