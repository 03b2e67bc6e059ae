"""The commands that keep a graph safe: `check`, `backup`, `restore`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from policygraph.graph.stores.opening import open_store
from policygraph.options import Database
from policygraph.recorded import recorded
from policygraph.show import message, progress


def check_command(database: Database = None) -> None:
    """检查图是否完整：图、日志、留存的上一份，以及旁边的判断记录；有损坏的一一说明。"""
    from policygraph.services import safekeeping

    wrong = safekeeping.check(database)
    for line in wrong:
        message(line)
    if wrong:
        raise typer.Exit(1)
    message("完好")


@recorded("export", "file")
def backup_command(
    file: Annotated[Path, typer.Argument(help="要写的备份文件，例如 备份.zip")], database: Database = None
) -> None:
    """把整个图和人工判断写成一个文件；网页开着、有人在写时也可以，写出的是同一时刻的图。"""
    from policygraph.graph.transfer.backup import write_backup

    with open_store(database) as store, progress() as advance:
        counts = write_backup(store, file, advance)
    message(f"已写 {file}：{counts.get('Document', 0)} 份文档，节点和关系共 {sum(counts.values())} 个")


@recorded("restore", "file")
def restore_command(
    file: Annotated[
        Path | None,
        typer.Argument(help="policygraph backup 写出的文件，或一个 .kgl 文件；不写则从图旁边留存的文件取回"),
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="已有图时也恢复；原来的另留一份")] = False,
    database: Database = None,
) -> None:
    """从备份恢复图；不写备份文件，则把损坏的图从旁边留存的上一份、日志和判断记录拼回来。"""
    from policygraph.services import safekeeping

    if file is None:
        done = safekeeping.recover(database, message)
        more = f"，判断记录里补回 {done.decisions} 条判断" if done.decisions else ""
        message("图能打开，没有要取回的；旁边的判断记录已核对" if done.whole else f"已从留存的文件取回{more}")
        if done.lost is None:
            message("缺最后几次提交还是没有缺，无法核对；请重新 ingest 文件，没有变化的会跳过")
        elif done.lost:
            message(f"最后 {done.lost} 次提交的文档没有了；请重新 ingest 文件，没有变化的会跳过")
    else:
        with progress() as advance:
            done = safekeeping.restore(database, file, advance, replace=replace)
        message(f"已从 {file} 恢复")
    if done.aside:
        message(f"原来的留在 {done.aside}")
