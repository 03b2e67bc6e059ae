"""The command that links measures to those above them, and how commands say what became of it."""

from __future__ import annotations

from policygraph.errors import PolicyGraphError
from policygraph.graph.store import Store, open_store
from policygraph.options import Database
from policygraph.show import message, progress


def align_command(database: Database = None) -> None:
    """把下级政策的任务与它所依据的上级政策的任务对应起来；没有变化的不再比对。"""
    with open_store(database, write=True) as store:
        if not align_all(store):
            message("任务的对应没有变化")


def align_all(store: Store) -> int:
    """Align, with a bar and a line where anything was compared. Returns the number of documents compared."""
    from policygraph.graph.align import align  # NumPy takes its time to load

    try:
        with progress() as advance:
            found = align(store, lambda done, total: advance(done, total, "比对任务"))
    except KeyboardInterrupt:
        raise PolicyGraphError("已中断；已比对的都在，再运行 policygraph align 就接着做") from None
    if found.documents:
        counts = {"新增或更新": found.written, "取消": found.removed}
        said = "，".join(f"{name} {count}" for name, count in counts.items() if count) or "没有变化"
        message(f"比对了 {found.documents} 份文档的任务与上级政策的任务，对应关系：{said}")
    return found.documents
