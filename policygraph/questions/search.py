"""`policygraph search`: one search over names and texts of all kinds."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from policygraph.graph.asking.catalog import Column
from policygraph.graph.asking.searching import KINDS, Found, Hit, search
from policygraph.graph.asking.snippets import Piece
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Row
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology
from policygraph.model.words import iso
from policygraph.options import Database, Output
from policygraph.shell.said import message
from policygraph.show import Format, show

NOTHING = 1  # exit code: nothing has the words
COLUMNS = [
    Column("label", "类型", of="labels"), Column("name", "名称"), Column("snippet", "所在"), Column("times", "次数"),
    Column("source", "出处"), Column("id", "编号"),
]  # fmt: skip


def search_command(
    words: Annotated[list[str], typer.Argument(help="要找的词，几个词都要有，例如 高标准农田 水利局", metavar="WORD…")],
    kinds: Annotated[
        list[str] | None, typer.Option("--kind", "-k", help="只找这一类（任务、政策、部门、文档 …），可写几次")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="每一类最多列几个")] = 5,
    database: Database = None,
    output: Output = Format.table,
) -> None:
    """按词查找：政策、任务、章节、部门、村庄、指标的名称和原文，文档的全文。和网页上的搜索框一样。"""
    with open_store(database) as store:
        found = search(store, " ".join(words), limit, [kind_of(each) for each in kinds] if kinds else KINDS)
    if output is Format.json:
        sys.stdout.write(json.dumps(as_json(found), ensure_ascii=False, default=iso, indent=1) + "\n")
    else:
        show(_rows(found, marks=output is Format.table), COLUMNS, output)
        if found.kinds:
            counts = (f"{ontology().word('labels', each.label)} {each.number}" for each in found.kinds)
            message(f"共 {found.number} 个：{'，'.join(counts)}")
    if found.left:
        message(f"只找了前 {len(found.words)} 个词，没有找 {'、'.join(found.left)}")
    if not found.kinds:
        raise typer.Exit(NOTHING)


def kind_of(name: str) -> str:
    """The label that is called so. Raises PolicyGraphError."""
    known = {ontology().word("labels", label): label for label in KINDS} | {label: label for label in KINDS}
    if name not in known:
        raise PolicyGraphError(
            f"没有“{name}”这一类；可写 {'、'.join(ontology().word('labels', each) for each in KINDS)}"
        )
    return known[name]


def _rows(found: Found, *, marks: bool) -> list[Row]:
    return [
        {"label": hit.label, "name": _text(hit.name, marks), "snippet": _text(hit.snippet, marks), "times": hit.times,
         "source": hit.source, "id": hit.id}
        for each in found.kinds for hit in each.hits
    ]  # fmt: skip


def _text(pieces: Sequence[Piece], marks: bool = False) -> str:
    return "".join(f"【{each.text}】" if each.found and marks else each.text for each in pieces)


def as_json(found: Found) -> Row:
    """For programs: `kinds`, each with all that there are (`number`) and the first (`hits`)."""
    kinds = [
        {"label": each.label, "number": each.number, "hits": [_hit(hit) for hit in each.hits]} for each in found.kinds
    ]
    return {"words": list(found.words), "left": list(found.left), "kinds": kinds}


def _hit(hit: Hit) -> Row:
    return {
        "id": hit.id, "name": _text(hit.name), "snippet": _text(hit.snippet),
        "marked": [each.text for each in hit.snippet if each.found], "times": hit.times, "document": hit.document,
        "source": hit.source, "start": hit.start, **hit.told,
    }  # fmt: skip
