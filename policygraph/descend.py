"""The commands of what follows from one plan to another, once measures are linked to those above."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from functools import partial
from typing import Annotated

import typer

from policygraph.analyse import TABLE_ROWS, Limit, analyse_app
from policygraph.graph.asking import catalog
from policygraph.graph.asking.catalog import Column
from policygraph.graph.figures import reached
from policygraph.graph.ledgers.lines import lines
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Row, Store
from policygraph.model.errors import PolicyGraphError
from policygraph.options import Database, Output
from policygraph.shell.said import message
from policygraph.show import Format, show

Plan = Annotated[str, typer.Argument(help="方案：标题、文号或编号", metavar="PLAN")]


@analyse_app.command("gaps")
def gaps_command(
    plan: Plan,
    level: Annotated[
        str | None, typer.Option("--level", help="只看哪一级的要求：central、province、city、county")
    ] = None,
    limit: Limit = None,
    database: Database = None,
    output: Output = Format.table,
) -> None:
    """方案没有落实的上级要求：各级上级依据的哪些任务，在它的任务中找不到对应。"""
    without = ("policy", "text", "source")
    _answer("demands-not-taken-up", {"policy": plan, "level": level}, limit, database, output, without)


@analyse_app.command("grounds")
def grounds_command(plan: Plan, limit: Limit = None, database: Database = None, output: Output = Format.table) -> None:
    """方案里找不到上级对应的任务：本地自定的，或上级已不再提的。"""
    without = ("policy", "text", "source")
    _answer("measures-without-ground", {"policy": plan}, limit, database, output, without)


@analyse_app.command("figures")
def figures_command(
    plan: Annotated[str | None, typer.Argument(help="只看这项下级政策：标题、文号或编号", show_default=False)] = None,
    indicator: Annotated[str | None, typer.Option("--indicator", help="只看名称含这几个字的指标")] = None,
    limit: Limit = None,
    database: Database = None,
    output: Output = Format.table,
) -> None:
    """一个指标逐级怎样下达：下级占上级的几成，低没低于上级，有没有把“以上”丢掉。"""
    without = ("above_indicator", "above", "source", "evidence")
    _answer("figures-down-the-levels", {"policy": plan, "indicator": indicator}, limit, database, output, without)


@analyse_app.command("answers")
def answers_command(
    demand: Annotated[str, typer.Argument(help="上级任务的标题或编号", metavar="DEMAND")],
    regions: Annotated[str | None, typer.Option("--regions", help="只看这些地区，用逗号隔开：甲县,乙县")] = None,
    limit: Limit = None,
    database: Database = None,
    output: Output = Format.table,
) -> None:
    """各地怎样落实同一条要求：各用哪些任务、由谁牵头、定了哪些指标，并排看。"""
    without = ("text", "source")
    _answer("answers-to-demand", {"demand": demand, "regions": regions}, limit, database, output, without)


@analyse_app.command("progress")
def progress_command(plan: Plan, limit: Limit = None, database: Database = None, output: Output = Format.table) -> None:
    """方案的目标完成得怎样：达到、没有达到，还是没有报告；台账按指标计完成时各算几成，为什么。"""
    without = ("policy", "plan", "source")
    day = date.today()

    def counted(store: Store, rows: Sequence[Row]) -> list[Row]:
        return reached.counted_for(reached.find(store.read, lines(store.read)), rows, day)

    more = [Column("counted", f"到{day}按指标计"), Column("counted_why", "为什么")]
    _answer("achieved-against-planned", {"policy": plan}, limit, database, output, without, more, counted)


def _answer(
    name: str, values: Row, limit: int | None, database: str | None, output: Format, without: Collection[str],
    more: Sequence[Column] = (), having: Callable[[Store, Sequence[Row]], Sequence[Row]] = lambda _, rows: rows,
) -> None:  # fmt: skip
    """The answer of a query of the catalogue; its policy is asked for by whatever names it. `without`: columns that
    a table has no room for, whole texts and what every row would repeat; `more`: columns that `having` adds.
    """
    query = catalog.find_query(name)
    with open_store(database) as store:
        if values.get("policy"):
            values = {**values, "policy": _policy(store, values["policy"])["id"]}
        rows = having(store, store.read(query.cypher, catalog.bind_values(query, values)))
    table = output is Format.table
    most = (limit if limit is not None else TABLE_ROWS if table else 0) or len(rows)
    columns = [*(column for column in query.columns if not (table and column.name in without)), *more]
    show(rows[:most], columns, output, query.title)
    if len(rows) > most:
        message(f"共有 {len(rows)} 行，只列前 {most} 行；--limit 0 列出全部")


@analyse_app.command("changes")
def changes_command(
    old: Annotated[
        str, typer.Argument(help="旧方案：标题、文号或编号；只写一份方案，就与同一地方的上一份比", metavar="OLD")
    ],
    new: Annotated[
        str | None, typer.Argument(help="新方案：标题、文号或编号", metavar="NEW", show_default=False)
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="没有变化的任务也列出")] = False,
    database: Database = None,
    output: Output = Format.table,
) -> None:
    """两份方案（如去年的和今年的）之间：新增、取消、改名的任务，调高、调低的指标，增减、更名的单位。"""
    from policygraph.graph.lineage import learning
    from policygraph.graph.lineage.changes import COLUMNS, as_rows, between

    with open_store(database) as store:
        before, after = (_policy(store, old), _policy(store, new)) if new else _last(store, old)
        ask = partial(catalog.run_query, store)
        found = between(ask, before["id"], after["id"], learning.held(store.read))
    show(as_rows(found, everything=everything), COLUMNS, output, "方案的变化")


def _last(store: Store, name: str) -> tuple[Row, Row]:
    """The plan before the one that is called so, and that one."""
    from policygraph.graph.lineage.changes import earlier

    own = _policy(store, name)
    before = earlier(catalog.run_query(store, "policies"), own)
    if not before:
        raise PolicyGraphError(f"图中没有“{own['title']}”之前的同地方案；请写出要比较的两份方案")
    message(f"与“{before[0]['title']}”比较")
    return before[0], own


def _policy(store: Store, name: str) -> Row:
    """The one policy with measures that is called so."""
    from policygraph.graph.asking.finding import find_policy

    return find_policy(partial(catalog.run_query, store), name)
