"""The commands `policygraph sample` and `policygraph agreement`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from policygraph.graph.asking.catalog import Column
from policygraph.graph.stores.store import Row
from policygraph.library import sampling
from policygraph.library.graph import Graph
from policygraph.library.sampling import CODES, Agreement
from policygraph.options import Database, Output
from policygraph.recorded import recorded
from policygraph.shell.said import message
from policygraph.show import Format, show

AGREEMENT = [
    Column("first", "一方"), Column("second", "另一方"), Column("pairs", "共同编码"), Column("agreed", "相同"),
    Column("share", "相同的比例"), Column("kappa", "Kappa"), Column("table", "怎样不同"),
]  # fmt: skip
READ = "程序"


@recorded("export", "file")
def sample_command(
    file: Annotated[Path, typer.Argument(help="要写的 .xlsx 文件")],
    number: Annotated[int, typer.Option("--number", "-n", min=1, help="抽多少对（任务、部门）")] = 200,
    seed: Annotated[int, typer.Option("--seed", help="随机种子；同一个图、同一个种子抽出的相同")] = 1,
    region: Annotated[str | None, typer.Option("--region", help="只抽这个地区的，连同其下辖的")] = None,
    policy: Annotated[str | None, typer.Option("--policy", help="只抽这项政策的：名称、文号或编号")] = None,
    database: Database = None,
) -> None:
    """抽一批任务和部门，写成表，由人来编码：牵头、配合，还是无关；用来检验程序读得准不准。"""
    with Graph(database) as graph:
        filters = {"region": region, "policy": policy}
        tasks = graph.tasks(**filters)
        rows = sampling.draw(tasks, graph.assignments(**filters), number, seed, tasks.said)
    sampling.write_sheet(rows, file)
    message(f"已写 {file}：{len(rows)} 对。填好“{sampling.CODE}”一列后运行 policygraph agreement {file}")


def agreement_command(
    files: Annotated[list[Path], typer.Argument(help="填好的表；给几个人的，则也比较人与人", metavar="FILE...")],
    database: Database = None,
    output: Output = Format.table,
) -> None:
    """人的编码与程序读出的有多一致（Cohen's kappa）；几个人的，也算人与人的。"""
    given = {file.name: sampling.read_sheet(file) for file in files}
    with Graph(database) as graph:
        read = sampling.codes(graph.assignments(every=True))
        tasks = {row["task_id"] for row in graph.tasks(every=True)}
    coders = list(given.items())
    rows = []
    for name, codes in coders:
        there = {pair: code for pair, code in codes.items() if pair[0] in tasks}
        if len(there) < len(codes):
            message(f"{name}：有 {len(codes) - len(there)} 对的任务现在图里没有（文件更新了，或换了读法），没有算")
        machine = {pair: read.get(pair, CODES[None]) for pair in there}
        rows.append(_row(name, READ, sampling.agreement(there, machine)))
    for i, (name, codes) in enumerate(coders):
        rows += [_row(name, other, sampling.agreement(codes, theirs)) for other, theirs in coders[i + 1 :]]
    show(rows, AGREEMENT, output, "编码的一致程度")


def _row(first: str, second: str, found: Agreement) -> Row:
    differing = sorted(found.table.items(), key=lambda each: -each[1])
    return {
        "first": first, "second": second, "pairs": found.pairs, "agreed": found.agreed, "share": round(found.share, 4),
        "kappa": None if found.kappa is None else round(found.kappa, 4),
        "table": [f"{one}→{other} {count}" for (one, other), count in differing if one != other],
    }  # fmt: skip
