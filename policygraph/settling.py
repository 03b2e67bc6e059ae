"""Commands that bring a graph up to date: what follows from all its documents, with which others end, and its form."""

from __future__ import annotations

from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.model.errors import PolicyGraphError
from policygraph.options import Database
from policygraph.services.settle import Settled, settle
from policygraph.services.upgrading import open_current, upgrade, upgrade_in_words
from policygraph.show import message, progress


def align_command(database: Database = None) -> None:
    """统一各文件对同一政策、部门的叫法，再把下级政策的任务与它所依据的上级政策的任务对应起来；没有变化的不再比对。"""
    with open_current(database, message, write=True) as store:
        found = settle_all(store)
        if not (found.compared or any(found.resolved)):
            message("名称和任务的对应都没有变化")


def upgrade_command(database: Database = None) -> None:
    """把较早版本的程序写的图升级到现在的结构；内嵌图数据库先在旁边留一份副本，服务器上的图请先备份。"""
    try:
        with progress() as advance:
            done = upgrade(database, lambda n, total: advance(n, total, "升级"))
    except KeyboardInterrupt:
        raise PolicyGraphError("已中断；再运行 policygraph upgrade 就接着做") from None
    message(upgrade_in_words(done))
    if done.before != done.after:
        with open_store(database, write=True) as store:
            settle_all(store)


def settle_all(store: Store, *, measures: bool = True) -> Settled:
    """Let follow what follows from all documents together, with a bar, and a line where anything was done."""
    try:
        with progress() as advance:
            found = settle(store, advance, measures=measures)
    except KeyboardInterrupt:
        raise PolicyGraphError("已中断；已完成的都在，再运行 policygraph align 就接着做") from None
    if found.resolved.documents:
        message(f"按全图统一了 {found.resolved.documents} 份文档里的叫法（归并了哪些，见 policygraph query merged）")
    if found.compared:
        counts = {"新增或更新": found.written, "取消": found.removed}
        said = "，".join(f"{name} {count}" for name, count in counts.items() if count) or "没有变化"
        message(f"比对了 {found.compared} 份文档的任务与上级政策的任务，对应关系：{said}")
    return found
