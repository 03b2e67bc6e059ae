"""The commands that take a graph elsewhere: into another store, a backup and back, files for other programs."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from policygraph.graph.decisions import entered
from policygraph.graph.stores.opening import open_store
from policygraph.graph.transfer.files import check_file, check_folder
from policygraph.model.errors import PolicyGraphError
from policygraph.model.paths import readable
from policygraph.options import Database, Share
from policygraph.recorded import recorded
from policygraph.services.upgrading import open_current
from policygraph.shell.said import message
from policygraph.show import progress


class Projection(StrEnum):
    whole = "whole"
    collaboration = "collaboration"
    descent = "descent"


export_app = typer.Typer(help="把图或责任分工表写成别的程序能读的文件。", no_args_is_help=True, rich_markup_mode=None)


@recorded("copy", "source", "target", place="target")
def copy_command(
    source: Annotated[str, typer.Option("--from", metavar="PLACE", help="从哪里：文件夹、文件或服务器地址")],
    target: Annotated[str, typer.Option("--to", metavar="PLACE", help="到哪里：文件夹、文件或服务器地址")],
    replace: Annotated[bool, typer.Option("--replace", help="目标里已有别的图时，先清空它")] = False,
    share: Share = False,
) -> None:
    """把整个图从一处复制到另一处，例如从内嵌图数据库到 Neo4j；中断了再运行一次就接着做。"""
    from policygraph.graph.transfer.copying import copy_graph

    with (
        open_store(source) as origin,
        open_current(target, message, write=True, new=True, share=share, finish=False) as destination,
        progress() as advance,
    ):
        if origin.place == destination.place:
            raise PolicyGraphError(f"来源和目标是同一处：{origin.place}")
        total = copy_graph(origin, destination, advance, replace=replace)
        entered.keep(destination)
        where = destination.place
    message(f"已复制到 {where}：节点和关系共 {total} 个")


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
    file: Annotated[Path, typer.Argument(help="要写的备份文件，例如 备份.zip")],
    replace: Annotated[bool, typer.Option("--replace", help="已有这个文件时，用新的备份代替它")] = False,
    database: Database = None,
) -> None:
    """把整个图和人工判断写成一个文件；网页开着、有人在写时也可以，写出的是同一时刻的图。"""
    from policygraph.graph.transfer.backup import write_backup

    check_file(file)
    if file.exists() and not replace:
        raise PolicyGraphError(f"已有文件 {readable(file)}；加 --replace 用新的备份代替它，或另写一个名字")
    with open_store(database) as store, progress() as advance:
        counts = write_backup(store, file, advance)
    message(f"已写 {file}：{counts.get('Document', 0)} 份文档，节点和关系共 {sum(counts.values())} 个")


@recorded("restore", "file", otherwise="图旁边留存的文件")
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
        more = f"，填报和判断的记录里补回 {done.entered} 条" if done.entered else ""
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


@export_app.command("graphml")
@recorded("export", "file")
def graphml_command(
    file: Annotated[Path, typer.Argument(help="要写的文件")],
    projection: Annotated[
        Projection, typer.Option("--projection", help="whole 整个图；collaboration 部门合作网；descent 政策传导")
    ] = Projection.whole,
    policy: Annotated[str | None, typer.Option("--policy", help="只写这些政策的：标题里的字、文号或编号")] = None,
    region: Annotated[str | None, typer.Option("--region", help="只写这个地区的，连同其下辖的")] = None,
    database: Database = None,
) -> None:
    """图写成 GraphML（Gephi、yEd、Cytoscape 可读）：label 是名称，kind 是种类，合作网的边有 weight。"""
    from policygraph.graph.transfer import export  # NetworkX takes its time to load
    from policygraph.library.comparing import network

    check_file(file, export.GRAPHML)
    with open_store(database) as store:
        net = network(store, projection.value, policy, region)
    export.write_graphml(net, file)
    message(f"已写 {file}：节点 {net.number_of_nodes()} 个，关系 {net.number_of_edges()} 条")


@export_app.command("rdf")
@recorded("export", "file")
def rdf_command(
    file: Annotated[Path, typer.Argument(help="要写的文件：.ttl、.nt 或 .jsonld")],
    base: Annotated[str, typer.Option("--base", metavar="地址", help="节点的地址以什么开头")] = "urn:policygraph:",
    texts: Annotated[bool, typer.Option("--texts", help="连同全文")] = False,
    only_vocabulary: Annotated[bool, typer.Option("--vocabulary", help="只写词汇表本身（.ttl），不写图")] = False,
    database: Database = None,
) -> None:
    """图写成 RDF（Turtle、N-Triples、JSON-LD），每条关系带原文依据；词汇对应 FOAF、ORG、ELI、SKOS。"""
    from policygraph.graph.transfer.rdf.vocabulary import write_vocabulary
    from policygraph.graph.transfer.rdf.writing import write_rdf

    if only_vocabulary:
        write_vocabulary(file)
        message(f"已写 {file}")
        return
    with open_store(database) as store, progress() as advance:
        count = write_rdf(store, file, base=base, texts=texts, on_progress=advance)
    message(f"已写 {file}：{count} 条三元组")


@export_app.command("csv")
@recorded("export", "folder")
def csv_command(folder: Annotated[Path, typer.Argument(help="要写的文件夹")], database: Database = None) -> None:
    """整个图写成 CSV：每种节点、每种关系一个文件。"""
    from policygraph.graph.analysis import network
    from policygraph.graph.transfer import export

    check_folder(folder)
    with open_store(database) as store:
        written = export.write_csv(network.to_networkx(store), folder)
    message(f"已写 {len(written)} 个文件到 {folder}")


@export_app.command("matrix")
@recorded("export", "file")
def matrix_command(
    policy: Annotated[str, typer.Argument(help="政策名称、文号或编号")],
    file: Annotated[Path, typer.Argument(help="要写的 .xlsx 文件")],
    database: Database = None,
) -> None:
    """一项政策的责任分工表（.xlsx）；要 Word 的用 policygraph paper matrix。"""
    from policygraph.graph.transfer.matrix import (
        SUFFIXES,
        as_form,
        matrix,
        write_matrix,
    )  # openpyxl takes its time to load
    from policygraph.services.paper.making import told

    check_file(file, SUFFIXES)
    with open_store(database) as store:
        table = matrix(store, policy)
        progress = told(store, [table], date.today())
    write_matrix(as_form(table, progress.words, progress.about([table])), file)
    message(f"已写 {file}：{sum(not line.heading for line in table.lines)} 项任务")


@export_app.command("browser")
def browser_command(folder: Annotated[Path, typer.Argument(help="要写的文件夹")]) -> None:
    """给 Neo4j Browser 的样式（.grass）和查询目录（可一次导入的 .zip）。"""
    from policygraph.graph.transfer.neo4j.browser import write_browser

    check_folder(folder)
    written = write_browser(folder)
    message(f"已写 {'、'.join(map(str, written))}：拖进 Neo4j Browser 即可")


@export_app.command("neo4j")
@recorded("export", "folder")
def neo4j_command(
    folder: Annotated[Path, typer.Argument(help="要写的文件夹，须为空")], database: Database = None
) -> None:
    """整个图写成 neo4j-admin database import 的文件，用于首次装载几百万个节点。"""
    from policygraph.graph.transfer.neo4j.bulk import AFTER, ARGUMENTS, write_bulk

    check_folder(folder)
    with open_store(database) as store, progress() as advance:
        written = write_bulk(store, folder, advance)
    message(f"已写 {len(written)} 个文件到 {folder}。在 Neo4j 停止时，从这个文件夹运行：")
    message(f"  neo4j-admin database import full neo4j @{ARGUMENTS}")
    message(f"启动 Neo4j 后再运行：cypher-shell -f {AFTER}")
