"""The command `policygraph unite`: what was read on many machines settled in Parquet, without a graph of it all."""

from __future__ import annotations

from typing import Annotated

import typer

from policygraph.model import extras
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology
from policygraph.shell.said import message
from policygraph.show import progress


def unite_command(
    folder: Annotated[str, typer.Argument(help="policygraph read 写的文件夹或地址", metavar="FOLDER")],
    cluster: Annotated[
        str, typer.Option("--cluster", help="local 用本机；tcp://… 用已有的 Dask 集群", metavar="ADDRESS")
    ] = "local",
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="本机用几个进程；不写则用全部核")] = None,
) -> None:
    """把 policygraph read 读好的归并、比对，写成全国的表（graph/），与装成图的一样，不用图。"""
    with extras.needed("distributed", "在多台机器上归并"):
        import distributed  # noqa: F401  # else only missed when it begins

        from policygraph.services.country.reading import cluster_of
        from policygraph.services.country.settling import on_workers, settle_country

    with progress() as advance:
        try:
            with cluster_of(cluster, jobs) as client:
                counts = settle_country(folder, on_workers(client, folder, advance))
        except KeyboardInterrupt:
            raise PolicyGraphError("已中断；读好的都在，再运行一次就从头归并") from None
    told = (f"{ontology().nodes[label].zh} {counts[label]}" for label in ontology().nodes if label in counts)
    message(f"各类表在 graph/，同一政策、部门、地方各一行：{'，'.join(told)}")
