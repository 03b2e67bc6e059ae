"""Titles, deadlines and roles of tasks in bulk: out to Excel, and back as decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from policygraph.graph.decisions.subjects import subjects
from policygraph.graph.ledgers.due import is_called
from policygraph.graph.ledgers.standing import Line
from policygraph.graph.stores.store import Read
from policygraph.options import Database, person
from policygraph.recorded import recorded
from policygraph.services.ledgers import correcting
from policygraph.services.ledgers.correcting import Corrected, Sheet
from policygraph.services.upgrading import open_current
from policygraph.shell.said import message
from policygraph.yearly.given_back import take_back
from policygraph.yearly.ledger import ledger_app


def sheets(read: Read, found: Sequence[Line], department: str | None, on: date) -> list[Sheet]:
    """The tasks by department, where one is asked for, which leads or supports them; else by policy."""
    tasks = {each.id: each for each in subjects(read, [line.id for line in found])}
    of: dict[str, list[str]] = defaultdict(list)
    for line in found:
        named = [name for name in (*line.leads, *line.supports) if department and is_called(name, department)]
        for name in dict.fromkeys(named) if department else [line.policy or line.source]:
            of[name].append(line.id)
    return [Sheet(name, on, [tasks[id_] for id_ in of[name]]) for name in sorted(of)]


@ledger_app.command("correct")
@recorded("decide", "files", only_with="files")
def correct_command(
    files: Annotated[list[Path], typer.Argument(help="改好的更正表", metavar="文件...")],
    check: Annotated[bool, typer.Option("--check", help="只看会改什么，不写入")] = False,
    conflicts: Annotated[bool, typer.Option("--take-conflicts", help="导出以后别人也改过的格，也以表为准")] = False,
    by: Annotated[str | None, typer.Option("--by", help="是谁更正的；不写则为操作系统的用户名")] = None,
    database: Database = None,
) -> None:
    """收回更正表（policygraph ledger export --corrections）：改动记成判断，可以列出、撤销；有一处不对就整份不收。"""
    with open_current(database, message, write=True) as store:

        def read(content: bytes, name: str) -> Corrected:
            return correcting.read_sheet(store.read, content, name, by=person(by))

        def take(found: Corrected) -> None:
            if new := correcting.take_in(store, correcting.chosen(found, conflicts=conflicts)):
                message(f"已记下 {len(new)} 处更正；列出：policygraph review decisions，撤销：policygraph review undo")

        take_back(files, read, told, take, check=check, conflicts=conflicts, counted="处")


def told(found: Corrected) -> Iterable[str]:
    """What a workbook changes, for people."""
    return [
        f"{found.name}：{found.in_words}",
        *(f"  {each.cell} {correcting.in_words(each)}" for each in found.new),
        *(f"  要看：{line}" for line in correcting.unsure([found])),
        *(f"  没有收：{line}" for line in found.ignored),
    ]
