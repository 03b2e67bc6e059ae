"""Forms of the ledger: out to the bureaus, and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from policygraph.graph.ledgers.due import Only, asked_for, is_called
from policygraph.graph.ledgers.lines import lines
from policygraph.graph.ledgers.standing import Line, begun, counted
from policygraph.graph.stores.opening import open_store
from policygraph.graph.transfer.files import check_folder, writing
from policygraph.model.errors import PolicyGraphError
from policygraph.model.paths import readable
from policygraph.options import Database, person
from policygraph.recorded import recorded
from policygraph.services.ledgers import correcting, entering
from policygraph.services.ledgers.form import Form, to_xlsx
from policygraph.services.ledgers.returned import Returned, chosen, read_form, unsure
from policygraph.services.upgrading import open_current
from policygraph.shell.said import message
from policygraph.yearly.corrections import sheets
from policygraph.yearly.given_back import take_back
from policygraph.yearly.ledger import By, as_day, ledger_app


class Out(NamedTuple):
    """A workbook to be written."""

    file_name: str
    tasks: int
    made: Callable[[], bytes]


@ledger_app.command("export")
@recorded("export", "folder")
def export_command(
    folder: Annotated[Path, typer.Argument(help="写到哪个文件夹，每个部门一份 .xlsx", metavar="文件夹")],
    department: Annotated[str | None, typer.Option("--department", help="只要这个部门的")] = None,
    policy: Annotated[str | None, typer.Option("--policy", help="只要这份政策的任务：标题含这几个字，或编号")] = None,
    place: Annotated[str | None, typer.Option("--place", help="只要这个地方的政策")] = None,
    supports: Annotated[bool, typer.Option("--supports", help="配合的任务也列上；不写则只列牵头的")] = False,
    on: Annotated[str | None, typer.Option("--on", help="截至哪一天；不写则为今天", metavar="2030-06-30")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="覆盖文件夹里已有的同名表")] = False,
    corrections: Annotated[
        bool, typer.Option("--corrections", help="写更正表，改标题、单位、时限：每份政策一份；给了部门则每个部门一份")
    ] = False,
    database: Database = None,
) -> None:
    """给每个部门写一份填报表（Excel）：编号锁住，状态可以下拉选；填好后用 policygraph ledger import 收回。

    加 --corrections 写的是更正表，改好后用 policygraph ledger correct 收回。
    """
    day = as_day(on) or date.today()
    check_folder(folder)
    if not (department or policy or place):
        raise PolicyGraphError("请用 --department、--policy 或 --place 说明要哪些任务")
    lights = entering.rules(database)
    with open_store(database) as store:
        every = asked_for(lines(store.read), Only(department, policy, place))
        every = every if policy else begun(every, day)
        if corrections:
            out = sheets(store.read, every, department, day)
            files = [Out(each.file_name, len(each.tasks), partial(correcting.to_xlsx, each)) for each in out]
            _write(folder, files, replace=replace)
            return
    found = counted(every)
    of = _by_department(found, supports=supports)
    if department is not None:
        of = {name: some for name, some in of.items() if is_called(name, department)}
    if not of:
        raise PolicyGraphError("它没有牵头的任务；要列配合的任务，请加 --supports")
    forms = [Form(name, day, of[name]) for name in sorted(of)]
    files = [Out(each.file_name, len(each.lines), partial(to_xlsx, each, lights)) for each in forms]
    _write(folder, files, replace=replace)
    if nobody := sum(not line.leads for line in found):
        message(f"没有写明牵头单位的 {nobody} 项不在表里")


def _write(folder: Path, out: Sequence[Out], *, replace: bool) -> None:
    """One file a form. PolicyGraphError, and nothing written, where one is there that may have come back."""
    there = [folder / each.file_name for each in out if (folder / each.file_name).exists()]
    if there and not replace:
        raise PolicyGraphError(f"{readable(there[0])} 已经有了，可能是填好交回的；加 --replace 覆盖，或另写一个文件夹")
    folder.mkdir(parents=True, exist_ok=True)
    for each in out:
        with writing(folder / each.file_name) as new:
            new.write_bytes(each.made())
        message(f"已写 {readable(folder / each.file_name)}：{each.tasks} 项任务")


def _by_department(found: list[Line], *, supports: bool) -> dict[str, list[Line]]:
    of: dict[str, list[Line]] = {}
    for line in found:
        for name in (*line.leads, *(line.supports if supports else ())):
            of.setdefault(name, []).append(line)
    return of


@ledger_app.command("import")
@recorded("enter", "files", only_with="files")
def import_command(
    files: Annotated[list[Path], typer.Argument(help="填好的表", metavar="文件...")],
    check: Annotated[bool, typer.Option("--check", help="只看会收下什么，不写入")] = False,
    conflicts: Annotated[
        bool, typer.Option("--take-conflicts", help="导出以后又有别的进展、或比上次报的低的任务，也以表为准")
    ] = False,
    by: By = None,
    database: Database = None,
) -> None:
    """收回填好的表：逐格检查，说明有什么变化；有一处不对，那一份就整份不收。"""
    today = date.today()
    with open_current(database, message, write=True) as store:

        def read(content: bytes, name: str) -> Returned:
            return read_form(store.read, content, name, by=person(by), today=today)

        def take(form: Returned) -> None:
            if new := entering.enter(store, chosen(form, conflicts=conflicts)):
                message(f"已收下 {len(new)} 项；policygraph ledger history 任务编号 可列出，withdraw 填报编号 可撤销")

        take_back(files, read, told, take, check=check, conflicts=conflicts, counted="项")


def told(form: Returned) -> list[str]:
    """What a form changes, for people."""
    return [
        f"{form.name}（{form.department}）：{form.in_words}",
        *(f"  {each.cell} {each.report.sentence}" for each in form.new),
        *(f"  要看：{line}" for line in unsure([form])),
        *(f"  没有收：{line}" for line in form.ignored),
    ]
