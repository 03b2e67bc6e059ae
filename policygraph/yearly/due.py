"""The command `policygraph due`: what falls due and what is late, by bureau, for people, calendars and schedulers."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from policygraph.graph.ledgers import due as dues
from policygraph.graph.stores.opening import open_store
from policygraph.graph.transfer import tables
from policygraph.graph.transfer.files import check_file, check_folder, writing, writing_folder
from policygraph.model.errors import PolicyGraphError
from policygraph.model.paths import readable
from policygraph.options import Database
from policygraph.recorded import recorded
from policygraph.services.ledgers import entering
from policygraph.shell.said import message
from policygraph.show import Format, show
from policygraph.yearly.ledger import as_day

WITHIN = re.compile(r"(?P<number>\d{1,4})\s*(?P<unit>d|天|日|w|周)?")
USUAL = "30d"
SOME_DUE, SOME_LATE = 3, 4  # exit codes, where they are asked for


class Form(StrEnum):
    table = "table"
    json = "json"
    csv = "csv"
    ics = "ics"
    mail = "mail"


@recorded("export", "output", only_with="output")
def due_command(
    within: Annotated[
        str | None,
        typer.Option("--within", metavar="30d", help="几天内到期的：7d、30天、2w（周）；不写 --late 时默认 30d"),
    ] = None,
    late: Annotated[
        bool, typer.Option("--late", help="逾期的；与 --within 一起写则两样都列，只写它则只列逾期")
    ] = False,
    department: Annotated[
        str | None, typer.Option("--department", help="只列这个单位牵头或配合的，例如 区农业农村局")
    ] = None,
    policy: Annotated[str | None, typer.Option("--policy", help="只列标题含这几个字的政策的任务，也可写编号")] = None,
    place: Annotated[str | None, typer.Option("--place", help="只列这个地方的政策的任务，例如 柳溪县")] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="日期", help="以哪天为准，例如 2026-03-31；不写则为今天")
    ] = None,
    form: Annotated[
        Form, typer.Option("--format", "-f", help="输出格式；ics 是日历，mail 是每个单位一封邮件的文字")
    ] = Form.table,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="写进文件（.csv .xlsx .ics）；mail 写进文件夹，须为空或没有"
        ),
    ] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help=f"用退出码说明：{SOME_LATE} 有逾期的，{SOME_DUE} 有将到期的，0 没有")
    ] = False,
    database: Database = None,
) -> None:
    """哪些任务、哪一步将到期，哪些已经逾期，按单位列出；办结、中止的不列。不发邮件，只写出邮件的文字。"""
    _check(form, output)
    day = _day(on)
    days = _days(within or ("" if late else USUAL))
    rules = entering.rules(database)
    with open_store(database) as store:
        found = dues.find_due(store, day, dues.Only(department, policy, place), rules)
    chosen = (dues.late(found) if late else []) + (dues.soon(found, days) if days is not None else [])
    of = dues.of_bureaus(chosen, supports=form is Form.mail or department is not None)
    leading = {each.bureau for each in of if each.role == "牵头"}  # a bureau that only supports gets no mail unasked
    of = [each for each in of if (dues.is_called(each.bureau, department) if department else each.bureau in leading)]
    _write(form, output, of, chosen, day, days)
    _tell_of_late([] if late else dues.late(found))
    if exit_code and chosen:
        raise typer.Exit(SOME_LATE if any(each.left < 0 for each in chosen) else SOME_DUE)


def _tell_of_late(left: Sequence[dues.Due]) -> None:
    """How many are late that are not listed."""
    if left:
        message(f"另有 {len(left)} 项已经逾期，没有列；加 --late 一并列出")


def _check(form: Form, output: Path | None) -> None:
    """PolicyGraphError, before the graph is asked, for a place that this form cannot be written to."""
    if output is None:
        return
    match form:
        case Form.mail:
            check_folder(output)
            if output.is_dir() and any(output.iterdir()):
                raise PolicyGraphError(
                    f"文件夹 {readable(output)} 里已有文件；请写一个空的或新的，免得新旧邮件混在一起"
                )
        case Form.ics:
            check_file(output, (".ics",))
        case Form.json:
            raise PolicyGraphError("json 只写在屏幕上；要存成文件请用 > 文件名，或用 --format csv")
        case _:
            check_file(output, tuple(tables.WRITERS))


def _day(on: str | None) -> date:
    return as_day(on) or date.today()


def _days(within: str) -> int | None:
    """
    >>> _days("30d"), _days("2周"), _days("")
    (30, 14, None)
    """
    if not within:
        return None
    found = WITHIN.fullmatch(within.strip())
    if found is None:
        raise PolicyGraphError(f"--within 应为天数，例如 7d、30天、2w；得到 {within}")
    return int(found["number"]) * (7 if found["unit"] in ("w", "周") else 1)


def _write(
    form: Form, output: Path | None, of: Sequence[dues.Of], chosen: Sequence[dues.Due], day: date, days: int | None
) -> None:
    match form:
        case Form.ics:
            _calendar(output, chosen, day)
        case Form.mail:
            _mails(output, of, day, days)
        case _:
            rows = [dues.in_words(each) for each in of]
            if output is None:
                show(rows, dues.COLUMNS, Format(form), f"截至 {day} 到期的任务")
            else:
                tables.write_table(tables.of_rows(rows, dues.COLUMNS), output)
    if output is not None and (form is not Form.mail or of):
        message(f"已写 {readable(output)}")


def _calendar(output: Path | None, chosen: Sequence[dues.Due], day: date) -> None:
    from policygraph.graph.transfer.ics import to_ics

    made = to_ics(chosen, day)
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(made)  # with its own ends of lines
        sys.stdout.buffer.flush()
        return
    with writing(output) as new:
        new.write_bytes(made)


def _mails(output: Path | None, of: Sequence[dues.Of], day: date, days: int | None) -> None:
    from policygraph.graph.transfer import mails

    made = mails.mails(of, day, days)
    if not made:
        message("没有要提醒的")
    elif output is None:
        sys.stdout.write(f"{'-' * 60}\n".join(map(mails.as_text, made)))
    else:
        with writing_folder(output) as folder:
            for name, mail in zip(mails.file_names(made), made, strict=True):
                (folder / name).write_text(mails.as_text(mail), encoding="utf-8")
        message(f"{len(made)} 封；没有发送，请核对后自行发送")
