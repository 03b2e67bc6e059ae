"""The commands of `policygraph analyse`: who works together, who has most to do, how far policies reach."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Annotated, Any

import typer

from policygraph.graph.asking.catalog import Column
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Row
from policygraph.model.ontology import ontology
from policygraph.options import Database, Output
from policygraph.shell.said import message
from policygraph.show import Format, show

if TYPE_CHECKING:
    import networkx as nx

analyse_app = typer.Typer(
    help="分析：部门的合作、负担、位置和群组，政策的传导，无人承担的任务。", no_args_is_help=True, rich_markup_mode=None
)

Policy = Annotated[str | None, typer.Option("--policy", help="只看标题含这几个字的政策，也可写文号、编号")]
Region = Annotated[str | None, typer.Option("--region", help="只看这个地区和它下辖的各地，例如 柳溪县")]
Limit = Annotated[int | None, typer.Option("--limit", min=0, help="最多几行，0 为全部；不写则表格 50 行，其余全部")]
Collectives = Annotated[bool, typer.Option("--collectives", help="“各镇（街道）”这样的一类单位也算在内")]
TABLE_ROWS = 50  # of a table, if nothing else is said
WORDS = {  # of graph.orphans.Reason, for people
    "no-lead": "只有配合单位，没有牵头单位",
    "nobody": "没有写明责任单位",
    "nobody-in-document": "全文都没有写明责任单位",
    "no-policy": "不属于任何政策",
}


@analyse_app.command("collaboration")
def collaboration_command(
    policy: Policy = None,
    region: Region = None,
    collectives: Collectives = False,
    limit: Limit = None,
    database: Database = None,
    output: Output = Format.table,
) -> None:
    """哪些部门最常一起承担任务：共同的任务几项，其中各牵头几项。"""
    from policygraph.graph.analysis.departments import collaboration  # NetworkX takes its time to load

    _, part = _read(database, policy, region)
    columns = [
        Column("department", "部门"),
        Column("partner", "合作部门"),
        Column("tasks", "共同任务"),
        Column("led", "前者牵头"),
        Column("partner_led", "后者牵头"),
        Column("department_id", "部门编号", hidden=True),
        Column("partner_id", "合作部门编号", hidden=True),
        Column("task_ids", "任务编号", hidden=True),
    ]
    _show(collaboration(part, collectives=collectives), columns, "合作最多的部门", limit, output)


@analyse_app.command("burden")
def burden_command(
    policy: Policy = None,
    region: Region = None,
    collectives: Collectives = False,
    limit: Limit = None,
    database: Database = None,
    output: Output = Format.table,
) -> None:
    """哪些部门任务最重：牵头、配合几项，牵头的有几项有时限、几个指标，占全部任务的比例。"""
    from policygraph.graph.analysis.departments import burden

    _, part = _read(database, policy, region)
    columns = [
        Column("department", "部门"),
        Column("led", "牵头"),
        Column("supported", "配合"),
        Column("inferred", "牵头中推定的"),
        Column("due", "牵头中有时限的"),
        Column("targets", "牵头任务的指标"),
        Column("documents", "涉及文档"),
        Column("share", "占全部任务的比例"),
        Column("department_id", "部门编号", hidden=True),
    ]
    _show(burden(part, collectives=collectives), columns, "任务最重的部门", limit, output)


@analyse_app.command("centrality")
def centrality_command(
    policy: Policy = None,
    region: Region = None,
    collectives: Collectives = False,
    limit: Limit = None,
    database: Database = None,
    output: Output = Format.table,
) -> None:
    """哪些部门在合作网的中心：合作部门、合作次数、介数（别的部门之间要经过它）、跨群组的程度。"""
    from policygraph.graph.analysis.departments import centrality

    _, part = _read(database, policy, region)
    columns = [
        Column("department", "部门"),
        Column("partners", "合作部门数"),
        Column("weight", "合作次数"),
        Column("betweenness", "介数"),
        Column("participation", "跨群组程度"),
        Column("community", "群组"),
        Column("exact", "介数为精确值", hidden=True),
        Column("department_id", "部门编号", hidden=True),
    ]
    rows = centrality(part, collectives=collectives)
    _show(rows, columns, "合作网的中心", limit, output)
    if not all(row.exact for row in rows):
        message(f"部门多（{len(rows)} 个），介数由抽样估计；用 --policy、--region 缩小范围可得精确值")


@analyse_app.command("communities")
def communities_command(
    policy: Policy = None,
    region: Region = None,
    collectives: Collectives = False,
    limit: Limit = None,
    database: Database = None,
    output: Output = Format.table,
) -> None:
    """哪些部门自成群组：彼此合作多、对外合作少。"""
    from policygraph.graph.analysis.departments import communities

    _, part = _read(database, policy, region)
    columns = [
        Column("number", "群组"),
        Column("size", "部门数"),
        Column("region", "地区"),
        Column("function", "主要职能"),
        Column("inner", "内部合作"),
        Column("outer", "对外合作"),
        Column("members", "部门"),
        Column("member_ids", "部门编号", hidden=True),
    ]
    _show(communities(part, collectives=collectives), columns, "部门的群组", limit, output)


@analyse_app.command("descent")
def descent_command(
    policy: Policy = None,
    region: Region = None,
    limit: Limit = None,
    database: Database = None,
    output: Output = Format.table,
) -> None:
    """政策传导得多深、多广：上有几层依据，下有几层、几项落实它的政策，到了哪些层级和地区。"""
    from policygraph.graph.analysis.descent import descent

    graph, part = _read(database, policy, region)
    columns = [
        Column("policy", "政策"),
        Column("level", "层级", of="Policy.level"),
        Column("region", "地区"),
        Column("above", "上有几层"),
        Column("below", "下有几层"),
        Column("parents", "直接依据"),
        Column("children", "直接下级"),
        Column("ancestors", "全部依据"),
        Column("descendants", "全部下级"),
        Column("level_words", "下级的层级"),
        Column("region_count", "下级的地区数"),
        Column("way", "最长的一条"),
        Column("circle", "互为依据，请核对"),
        Column("levels", "下级的层级代码", hidden=True),
        Column("regions", "下级的地区", hidden=True),
        Column("chain", "最长一条的政策", hidden=True),
        Column("policy_id", "政策编号", hidden=True),
        Column("chain_ids", "最长一条的政策编号", hidden=True),
    ]

    def in_words(row: Row) -> Row:
        levels = [ontology().word("Policy.level", level) for level in row["levels"]]
        return {"level_words": levels, "region_count": len(row["regions"]), "way": " → ".join(row["chain"])}

    rows = descent(graph, part)
    _show(rows, columns, "政策的传导", limit, output, in_words)
    if circle := [row.policy for row in rows if row.circle]:
        message(f"有 {len(circle)} 项政策互为依据（按一层计），请核对：{'、'.join(circle[:5])}")


@analyse_app.command("orphans")
def orphans_command(
    policy: Policy = None,
    region: Region = None,
    limit: Limit = None,
    database: Database = None,
    output: Output = Format.table,
) -> None:
    """哪些任务没有牵头单位、没有任何责任单位、不属于任何政策，各是什么原因。"""
    from policygraph.graph.analysis.orphans import orphans

    graph, part = _read(database, policy, region)
    columns = [
        Column("why", "原因"),
        Column("task", "任务"),
        Column("number", "序号"),
        Column("section", "所在章节"),
        Column("due", "时限"),
        Column("source", "出处"),
        Column("genre", "体裁", of="Document.genre"),
        Column("reasons", "原因代码", hidden=True),
        Column("task_id", "任务编号", hidden=True),
        Column("document_id", "文档编号", hidden=True),
    ]

    def in_words(row: Row) -> Row:
        return {"why": [WORDS[reason] for reason in row["reasons"]]}

    _show(orphans(graph, part), columns, "无人承担的任务", limit, output, in_words)


def _read(
    database: str | None, policy: str | None, region: str | None
) -> tuple[nx.MultiDiGraph[str], nx.MultiDiGraph[str]]:
    """The whole graph, and the part of it that was asked for."""
    from policygraph.graph.analysis.scope import read_for_analysis, restrict_to

    with open_store(database) as store:
        graph = read_for_analysis(store)
    return graph, restrict_to(graph, policy=policy, region=region)


def _show(
    found: Sequence[Any],
    columns: Sequence[Column],
    title: str,
    limit: int | None,
    output: Format,
    more: Callable[[Row], Row] = lambda row: {},
) -> None:
    """The first of `found`, which are dataclasses, as rows, each with what `more` makes of it for people."""
    table = output is Format.table
    most = (limit if limit is not None else TABLE_ROWS if table else 0) or len(found)
    rows = [_row(each, rounded=table) for each in found[:most]]
    show([{**row, **more(row)} for row in rows], columns, output, title)
    if len(found) > most:
        message(f"共有 {len(found)} 行，只列前 {most} 行；--limit 0 列出全部")


def _row(found: Any, *, rounded: bool) -> Row:
    row = {field.name: getattr(found, field.name) for field in fields(found)}
    for name, value in row.items():
        if isinstance(value, tuple):
            row[name] = list(value)
        elif rounded and isinstance(value, float):
            row[name] = round(value, 3)
    return row
