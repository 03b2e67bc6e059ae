"""The commands of what follows from one plan to another: measures linked to those above, two years' plans compared."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from policygraph.errors import PolicyGraphError
from policygraph.graph import catalog
from policygraph.graph.catalog import Column
from policygraph.graph.store import Row, Store, open_store
from policygraph.options import Database, Output
from policygraph.show import Format, message, progress, show

CHANGES = {"kept": "沿用", "renamed": "改名", "added": "新增", "dropped": "取消"}  # of graph.changes, for people


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


def changes_command(
    old: Annotated[str, typer.Argument(help="旧方案：标题、文号或编号")],
    new: Annotated[str, typer.Argument(help="新方案：标题、文号或编号")],
    everything: Annotated[bool, typer.Option("--all", help="没有变化的任务也列出")] = False,
    database: Database = None,
    output: Output = Format.table,
) -> None:
    """两份方案（如去年的和今年的）之间：新增、取消、改名的任务，调高、调低的指标，增减的单位。"""
    from policygraph.graph.changes import Plan, changes

    def plan(store: Store, name: str) -> Plan:
        id_ = _policy(store, name)
        tasks = catalog.run(store, "tasks-of-policies", {"ids": [id_]})
        figures = catalog.run(store, "targets-of-policy", {"policy": id_})
        return Plan(tasks, figures, catalog.run(store, "responsibility-matrix", {"policy": id_}))

    with open_store(database) as store:
        found = changes(plan(store, old), plan(store, new))
    columns = [
        Column("change", "变化"),
        Column("old", "旧方案的任务"),
        Column("new", "新方案的任务"),
        Column("figures", "指标"),
        Column("units", "单位"),
        Column("kind", "变化代码", hidden=True),
        Column("old_id", "旧任务编号", hidden=True),
        Column("new_id", "新任务编号", hidden=True),
    ]
    kept = [row for row in found if everything or row.kind != "kept" or row.figures or row.units]
    rows: list[Row] = [{**asdict(row), "change": CHANGES[row.kind]} for row in kept]
    for row in rows:
        row["figures"], row["units"] = list(row["figures"]), list(row["units"])
    show(rows, columns, output, "方案的变化")


def _policy(store: Store, name: str) -> str:
    """The id of the one policy with measures that is called so."""
    rows = catalog.run(store, "policies")
    for named in (
        [row for row in rows if name in (row["id"], row["number"], row["title"])],
        [row for row in rows if name in row["title"] and row["tasks"]],
    ):
        if len(named) == 1:
            return str(named[0]["id"])
        if named:
            listed = "；".join(f"{row['id']} {row['title']}" for row in named[:5])
            raise PolicyGraphError(f"“{name}”不止一项政策，请用编号指明：{listed}")
    raise PolicyGraphError(f"图中没有政策“{name}”；运行 policygraph query policies 可列出全部政策")
