"""What programs are sent, as JSON: one form for answers, one for what goes wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import BaseModel, Field

from policygraph.graph.stores.store import Row
from policygraph.library.answer import Answer, property_of
from policygraph.model.errors import PolicyGraphError
from policygraph.model.words import iso

HIDDEN = ("place",)  # of where an answer comes from: a folder of this machine is nobody else's business


class ColumnForm(BaseModel):
    """一列：名字、中文、按数据字典的类型和可取的值。"""

    name: str = Field(description="rows 里的名字")
    zh: str = Field(description="中文")
    type: str = Field(description="类型；空的是文字")
    values: dict[str, str] = Field(description="可取的值和它们的中文；空的不限")
    hidden: bool = Field(description="只给程序用，网页上不列")


class AnswerForm(BaseModel):
    """一个答案：这一页的行。"""

    title: str = Field(description="是什么")
    said: str = Field(description="一句话的回答；没有查到时，说明哪个名字图里没有、是否指相近的哪个")
    answered: bool = Field(description="false：没有听懂，反问；notes 里是可以改问的")
    notes: list[str] = Field(description="按什么理解的，或可以改问什么")
    columns: list[ColumnForm]
    rows: list[dict[str, Any]] = Field(
        description="每行按列名；evidence 是原文，document、start、end 是它在哪份文档的第几个字到第几个字"
    )
    total: int = Field(description="一共几行（不超过 10000）")
    truncated: bool = Field(description="实际不止 total 行")
    offset: int
    limit: int
    next: str | None = Field(description="下一页的地址；null 是没有了")
    provenance: dict[str, Any] = Field(description="来历：程序、读法、图的状态、文档数、问了什么、哪一天")


class PartForm(BaseModel):
    """矩阵里一格的依据。"""

    task_id: str
    department_id: str
    department: str = Field(description="全称")
    department_name: str = Field(description="简称，即这一列的名字")
    role: str
    evidence: str | None = Field(description="原文")
    document: str | None
    start: int | None
    end: int | None


class MatrixForm(AnswerForm):
    """责任矩阵：一行一项任务，一列一个部门。"""

    parts: list[PartForm] = Field(description="这一页各格的原文依据")


class SearchForm(BaseModel):
    """按词查找。"""

    words: list[str] = Field(description="找的词，都要有")
    left: list[str] = Field(description="太多而没有找的词")
    kinds: list[dict[str, Any]] = Field(
        description="每一类：label、一共几个 number、最前的 hits；snippet 是原文的一段，document、start 是它在哪里"
    )


class NodeForm(BaseModel):
    """一个节点。"""

    node: dict[str, Any] = Field(description="它的属性和原文")
    sentences: list[dict[str, Any]] = Field(description="说到它的原文")
    neighbours: list[dict[str, Any]] = Field(description="与它直接相连的")


class ErrorForm(BaseModel):
    """出错。"""

    status: int = Field(description="HTTP 状态码")
    error: str = Field(description="bad-request、unauthorised、forbidden、not-found……")
    message: str = Field(description="一句中文：哪里不对，怎样改")


def column(answer: Answer) -> list[dict[str, Any]]:
    """The columns, with what the ontology says of them."""
    found = []
    for each in answer.columns:
        prop = property_of(each)
        found.append({
            "name": each.name, "zh": each.zh, "type": prop.type if prop else "",
            "values": dict(prop.values) if prop else {}, "hidden": each.hidden,
        })  # fmt: skip
    return found


def page(answer: Answer, offset: int = 0, limit: int | None = None, following: str | None = None) -> dict[str, Any]:
    """As `AnswerForm` says: `limit` rows from `offset`; `following`: where the next are, if there are more."""
    rows = list(answer.rows[offset:] if limit is None else answer.rows[offset : offset + limit])
    known = answer.provenance.as_dict() if answer.provenance else {}
    return {
        "title": answer.title, "said": answer.said, "answered": answer.answered, "notes": list(answer.notes),
        "columns": column(answer), "rows": rows, "total": len(answer), "truncated": answer.truncated,
        "offset": offset, "limit": len(rows) if limit is None else limit,
        "next": following if offset + len(rows) < len(answer) else None,
        "provenance": shown(known),
    }  # fmt: skip


def shown(told: Mapping[str, Any]) -> dict[str, Any]:
    """What everybody may know of where an answer comes from."""
    return {name: value for name, value in told.items() if name not in HIDDEN}


def day(name: str, written: str) -> date:
    """The day that a parameter says. PolicyGraphError for what is none."""
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise PolicyGraphError(f"{name} 应为日期，例如 2030-06-30；得到 {written}") from error


def parts_of(rows: Sequence[Row], parts: Sequence[Row]) -> list[Row]:
    """Of the words that say who does what, those about the tasks of some rows of a matrix."""
    shown = {row["task_id"] for row in rows}
    return [part for part in parts if part["task_id"] in shown]


def plain(words: str) -> dict[str, Any]:
    """What `dump` has written, as values of JSON only."""
    found: dict[str, Any] = json.loads(words)
    return found


def dump(content: Any) -> bytes:
    """JSON in UTF-8; days as ISO text."""
    return json.dumps(content, ensure_ascii=False, default=iso).encode()
