"""Commands that bring a graph up to date: what follows from all its documents, with which others end, and its form; and
the texts of a policy, of which one counts."""

from __future__ import annotations

from typing import Annotated

import typer

from policygraph.graph.asking import catalog
from policygraph.graph.identity.differences import WHAT, differences
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Row, Store
from policygraph.model.errors import PolicyGraphError
from policygraph.model.paths import told_apart
from policygraph.options import Database, Output
from policygraph.services.settle import Settled, settle
from policygraph.services.upgrading import open_current, upgrade, upgrade_in_words
from policygraph.show import Format, message, progress, show

DIFFERENCES = [
    catalog.Column("policy", "政策"),
    catalog.Column("lesser", "另一文本"),
    catalog.Column("task", "任务"),
    catalog.Column("what", "不同在"),
    catalog.Column("counts_say", "为准的写"),
    catalog.Column("lesser_say", "另一文本写"),
    catalog.Column("lesser_id", "另一文本的编号"),
]
LISTED = ("policy", "counts_uri", "lesser_uri", "basis", "ground", "counts_id", "lesser_id")


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


def versions_command(
    policy: Annotated[str | None, typer.Argument(help="只看这项政策：名称、文号或编号")] = None,
    differing: Annotated[
        bool, typer.Option("--differences", help="逐条列出哪些任务、单位、指标、时限不同，也就是没有计入的内容")
    ] = False,
    database: Database = None,
    output: Output = Format.table,
) -> None:
    """列出有几个文本的政策，以哪份为准；不为准的，任务不另算。"""
    with open_store(database) as store:
        rows = catalog.run_query(store, "versions", {"policy": policy})
        if differing:
            files = told_apart([row["lesser_uri"] for row in rows])
            found: list[Row] = [
                {"policy": row["policy"], "lesser": file, "task": each.task, "what": WHAT[each.what],
                 "counts_say": each.counts, "lesser_say": each.lesser, "lesser_id": row["lesser_id"]}
                for row, file in zip(rows, files, strict=True)
                for each in differences(store.read, row["counts_id"], row["lesser_id"])
            ]  # fmt: skip
    if not rows and output is Format.table:
        message("没有哪项政策有几个文本" if policy is None else f"“{policy}”没有另外的文本")
    elif differing and not found and output is Format.table:
        message("各文本的任务、单位、指标和时限都相同")
    elif differing:
        show(found, DIFFERENCES, output, "文本的不同")
    else:
        columns = [each for each in catalog.find_query("versions").columns if each.name in LISTED]
        show(rows, columns, output, catalog.find_query("versions").title)
