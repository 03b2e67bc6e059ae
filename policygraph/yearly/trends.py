"""How tasks went over the months."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from policygraph.graph.asking.catalog import Column
from policygraph.graph.figures import reached
from policygraph.graph.ledgers import trends
from policygraph.graph.ledgers.due import Only, asked_for
from policygraph.graph.ledgers.lines import lines
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Row
from policygraph.graph.transfer import tables
from policygraph.graph.transfer.files import check_file
from policygraph.model.errors import PolicyGraphError
from policygraph.model.paths import readable
from policygraph.options import Database, Output
from policygraph.recorded import recorded
from policygraph.services.ledgers import entering
from policygraph.shell.said import message
from policygraph.show import Format, show
from policygraph.yearly.ledger import as_day, ledger_app


class By(StrEnum):
    """As `trends.BY` has them."""

    all = "all"
    bureau = "bureau"
    policy = "policy"
    place = "place"
    topic = "topic"
    industry = "industry"


MONTHS = [
    Column("name", "名称"), Column("month", "到何时"), Column("tasks", "任务"), Column("finished", "办结"),
    Column("overdue", "逾期"), Column("behind", "滞后"), Column("share", "按任务完成"),
    Column("judged", "有可比指标的任务"), Column("reached", "按指标完成"), Column("day", "日期", hidden=True),
]  # fmt: skip
File = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="写进文件（.csv .xlsx）；不写则显示")]
On = Annotated[str | None, typer.Option("--on", help="到哪一天为止；不写则为今天", metavar="2030-06-30")]


@ledger_app.command("trends")
@recorded("export", "file", only_with="file")
def trends_command(
    by: Annotated[
        By, typer.Option("--by", help="按什么分：" + "、".join(f"{name} {zh}" for name, zh in trends.BY.items()))
    ] = By.all,
    policy: Annotated[str | None, typer.Option("--policy", help="只看这份政策的任务：标题含这几个字，或编号")] = None,
    department: Annotated[str | None, typer.Option("--department", help="只看这个部门牵头或配合的")] = None,
    place: Annotated[str | None, typer.Option("--place", help="只看这个地方的政策")] = None,
    since: Annotated[
        str | None, typer.Option("--since", help="从哪一天起；不写则从有进展的那一年的一月起", metavar="2030-01-01")
    ] = None,
    on: On = None,
    file: File = None,
    database: Database = None,
    output: Output = Format.table,
) -> None:
    """任务每个月底完成多少，按任务和按指标都列；只计报告过进展的政策。"""
    check(file)
    day = as_day(on) or date.today()
    rules = entering.rules(database)
    with open_store(database) as store:
        every = lines(store.read)
        found = trends.driven(asked_for(every, Only(department, policy, place)), every)
        of = reached.find(store.read, every)
        names = trends.names_by(store.read, by, found)
    if not found:
        raise PolicyGraphError("这些任务还没有报告过进展：请先读入台账、通报，或用 policygraph ledger enter 填报")
    days = trends.month_ends(as_day(since) or trends.beginning(found, day), day)
    rows = trends.largest_first(trends.trend(found, days, names, rules, of.share))
    put(rows, MONTHS, file, output, f"截至 {day} 每月完成")


def check(file: Path | None) -> None:
    if file is not None:
        check_file(file, tuple(tables.WRITERS))


def put(rows: Sequence[Row], columns: Sequence[Column], file: Path | None, output: Format, title: str) -> None:
    if file is None:
        show(rows, columns, output, title)
        return
    tables.write_table(tables.of_rows(rows, columns), file)
    message(f"已写 {readable(file)}")
