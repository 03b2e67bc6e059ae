"""The commands `policygraph read` and `policygraph build`: documents read on many machines, and a graph out of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from policygraph.model import extras, overlay
from policygraph.model.errors import PolicyGraphError
from policygraph.model.paths import readable
from policygraph.options import Database, Share
from policygraph.recorded import recorded
from policygraph.services.upgrading import open_current
from policygraph.services.vocabulary import laying
from policygraph.settling import settle_all
from policygraph.shell.said import message
from policygraph.show import progress

NAMED = 10  # files of many in which something was wrong
Out = Annotated[str, typer.Option("--out", help="写到哪里：文件夹，或 fsspec 的地址（如 s3://…）", metavar="FOLDER")]


def read_command(
    sources: Annotated[
        list[str],
        typer.Argument(
            help="文件夹、文件、fsspec 的地址（如 s3://…）、Parquet（一列名称、一列内容）；@清单.txt 每行一个地址",
            metavar="SOURCE...",
        ),
    ],
    out: Out,
    cluster: Annotated[
        str, typer.Option("--cluster", help="local 用本机；tcp://… 用已有的 Dask 集群", metavar="ADDRESS")
    ] = "local",
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="本机用几个进程；不写则用全部核")] = None,
    force: Annotated[bool, typer.Option("--force", help="没有变化的文件也重新读取")] = False,
    vocabulary: Annotated[
        Path | None,
        typer.Option("--vocabulary", envvar="POLICYGRAPH_VOCABULARY", metavar="FOLDER", help="本单位词表的文件夹"),
    ] = None,
) -> None:
    """用本机或 Dask 集群读大量文件，写成按省分的 Parquet；中断了再运行一次就接着读。"""
    with extras.needed("distributed", "在多台机器上读"):
        import distributed  # noqa: F401  # else only missed when all is found

        from policygraph.services.country.reading import read_country

    overlay.lay(laying.of_files({}) if vocabulary is None else laying.of(vocabulary))

    def begin(page: str) -> None:
        if page:
            message(f"集群的页面：{page}")

    with progress() as advance:
        try:
            run = read_country(sources, out, cluster, jobs, advance, force=force, on_begin=begin)
        except KeyboardInterrupt:
            raise PolicyGraphError("已中断；读好的都在，再运行一次就接着读") from None
    counts = {"文件": run.found, "这次读了文档": run.read, "未变化（跳过）": run.known,
              "格式不支持的": run.passed_over, "没读成的": len(run.errors)}  # fmt: skip
    message("，".join(f"{name} {count}" for name, count in counts.items() if count) or "没有可读的文件")
    message(f"{readable(out)} 里共有 {run.documents} 份文档；各类表在 tables/，按省分")
    for _, why in run.errors[:NAMED]:
        message(f"失败：{why}")
    if len(run.errors) > NAMED:
        message(f"还有 {len(run.errors) - NAMED} 份没读成，都记在 parts/ 的 error 一列")
    if run.errors:
        raise typer.Exit(1)


@recorded("import", "folder")
def build_command(
    folder: Annotated[str, typer.Argument(help="policygraph read 写的文件夹或地址", metavar="FOLDER")],
    database: Database = None,
    share: Share = False,
    align: Annotated[bool, typer.Option("--align/--no-align", help="装载后把任务与上级政策的任务对应起来")] = True,
) -> None:
    """把 policygraph read 读好的文档装载成图，与逐份读入的一样；中断了再运行一次就接着做。"""
    with extras.needed("distributed", "把读好的装成图"):
        from policygraph.services.country.building import build

    with open_current(database, message, write=True, new=True, share=share, measures=align) as store:
        with progress() as advance:
            try:
                built = build(store, folder, advance)
            except KeyboardInterrupt:
                raise PolicyGraphError("已中断；已装载的文档都在，再运行一次就接着做") from None
        settle_all(store, measures=align)
    counts = {"文档": built.documents, "新增": built.added, "更新": built.replaced, "图里已有": built.known,
              "随旧文移除": len(built.removed)}  # fmt: skip
    message("，".join(f"{name} {count}" for name, count in counts.items() if count))
    if built.older:
        message(f"其中 {built.older} 份是较早版本的程序读的；用 policygraph read 再读一次就更新")
