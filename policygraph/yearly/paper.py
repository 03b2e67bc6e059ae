"""The command `policygraph paper`: documents of an office out of the graph."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.graph.transfer.files import check_file
from policygraph.model.errors import PolicyGraphError
from policygraph.options import Database
from policygraph.recorded import recorded
from policygraph.show import message

if TYPE_CHECKING:
    from policygraph.services.paper.paper import Paper


class Kind(StrEnum):
    matrix = "matrix"
    duties = "duties"
    comparison = "comparison"
    template = "template"


KINDS = "matrix 责任分工表、duties 部门任务清单、comparison 政策对照表；template 写出模板，供改字体、字号、版头"


@recorded("export", "out", "kind")
def paper_command(
    kind: Annotated[Kind, typer.Argument(help=KINDS, metavar="KIND")],
    policy: Annotated[
        str | None, typer.Option("--policy", help="政策名称、文号或编号；部门任务清单不写则为全部政策")
    ] = None,
    department: Annotated[str | None, typer.Option("--department", help="部门名称或编号（部门任务清单）")] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="要写的 .docx 或 .xlsx；不写则按内容取名，写在当前文件夹"),
    ] = None,
    database: Database = None,
) -> None:
    """按公文格式写出 Word（.docx）或 Excel（.xlsx）：责任分工表、部门任务清单、政策对照表。

    图旁边的 templates 文件夹里有“公文.docx”（或“责任分工表.docx”这样只管一种的），就按它的样式写；没有则照 GB/T 9704。
    """
    from policygraph.services.paper import templates, writing  # python-docx and openpyxl take their time to load

    if kind is Kind.template:
        message(f"已写模板 {templates.write_template(database, out)}；样式可改，“{{正文}}”一段要留着")
        return
    if out is not None:
        check_file(out, (writing.DOCX, writing.XLSX))  # before the graph is asked
    with open_store(database) as store:
        made = _made(store, kind, policy, department)
    file = out or Path(writing.file_name(made, writing.DOCX))
    writing.write(made, file, database)
    message(f"已写 {file}：{sum(form.tasks for form in made.forms)} 行")


def _made(store: Store, kind: Kind, policy: str | None, department: str | None) -> Paper:
    from policygraph.services.paper import making

    if kind is Kind.duties:
        return making.duties_of(store, _given(department, "--department"), policy, date.today())
    if department is not None:
        raise PolicyGraphError(f"{kind} 不分部门；部门的用 policygraph paper {Kind.duties} --department {department}")
    make = making.responsibilities_of if kind is Kind.matrix else making.comparison_of
    return make(store, _given(policy, "--policy"), date.today())


def _given(value: str | None, option: str) -> str:
    if not value:
        raise PolicyGraphError(f"请写明 {option}")
    return value
