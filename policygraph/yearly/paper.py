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
from policygraph.shell.said import message
from policygraph.yearly.ledger import as_day

if TYPE_CHECKING:
    from policygraph.services.paper.paper import Paper


class Kind(StrEnum):
    matrix = "matrix"
    duties = "duties"
    comparison = "comparison"
    bulletin = "bulletin"
    template = "template"


KINDS = (
    "matrix 责任分工表、duties 部门任务清单、comparison 政策对照表、bulletin 督查通报；"
    "template 写出模板，供改字体、字号、版头"
)

ASKED = {
    Kind.matrix: ("policy",), Kind.duties: ("department", "policy"), Kind.comparison: ("policy",),
    Kind.bulletin: ("policy", "place", "by"),
}  # fmt: skip
"""What is asked for of each kind of paper."""


@recorded("export", "out", "kind")
def paper_command(
    kind: Annotated[Kind, typer.Argument(help=KINDS, metavar="KIND")],
    policy: Annotated[
        str | None, typer.Option("--policy", help="政策名称、文号或编号；部门任务清单不写则为全部政策")
    ] = None,
    department: Annotated[str | None, typer.Option("--department", help="部门名称或编号（部门任务清单）")] = None,
    place: Annotated[str | None, typer.Option("--place", help="哪个地方的政策（督查通报，不写 --policy 时）")] = None,
    on: Annotated[str | None, typer.Option("--on", help="到哪一天为止；不写则为今天", metavar="2030-06-30")] = None,
    by: Annotated[str | None, typer.Option("--by", help="落款单位（督查通报）")] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="要写的 .docx 或 .xlsx；不写则按内容取名，写在当前文件夹"),
    ] = None,
    database: Database = None,
) -> None:
    """按公文格式写出 Word（.docx）或 Excel（.xlsx）：责任分工表、部门任务清单、政策对照表、督查通报。

    图旁边的 templates 文件夹里有“公文.docx”（或“责任分工表.docx”这样只管一种的），就按它的样式写；没有则照 GB/T 9704。
    """
    from policygraph.services.paper import templates, writing  # python-docx and openpyxl take their time to load

    if kind is Kind.template:
        message(f"已写模板 {templates.write_template(database, out)}；样式可改，“{{正文}}”一段要留着")
        return
    if out is not None:
        check_file(out, (writing.DOCX, writing.XLSX))  # before the graph is asked
    with open_store(database) as store:
        made = _made(store, kind, as_day(on) or date.today(), policy=policy, department=department, place=place, by=by)
    file = out or Path(writing.file_name(made, writing.DOCX))
    writing.write(made, file, database)
    message(f"已写 {file}：{sum(form.tasks for form in made.forms)} 行")


def _made(store: Store, kind: Kind, on: date, **asked: str | None) -> Paper:
    """`asked`: what was asked for; PolicyGraphError for what that kind of paper does not know, or needs."""
    from policygraph.services.paper import making

    knows = ASKED[kind]
    for name, value in asked.items():
        if value is not None and name not in knows:
            raise PolicyGraphError(f"{kind} 没有 --{name}；可以写 {'、'.join(f'--{each}' for each in knows)}")
    policy, department = asked["policy"], asked["department"]
    if kind is Kind.bulletin:
        if not (policy or asked["place"]):
            raise PolicyGraphError("请写明 --policy 或 --place")
        return making.bulletin_of(store, policy, asked["place"], on, asked["by"] or "")
    if kind is Kind.duties:
        return making.duties_of(store, _given(department, "--department"), policy, on)
    make = making.responsibilities_of if kind is Kind.matrix else making.comparison_of
    return make(store, _given(policy, "--policy"), on)


def _given(value: str | None, option: str) -> str:
    if not value:
        raise PolicyGraphError(f"请写明 {option}")
    return value
