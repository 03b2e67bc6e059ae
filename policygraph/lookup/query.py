"""The commands that ask the graph in Cypher or by the catalogue."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from policygraph.graph.asking import catalog
from policygraph.graph.asking.absent import absent, unmet
from policygraph.graph.cypher.guard import doubts
from policygraph.graph.stores.opening import open_store
from policygraph.graph.transfer import tables
from policygraph.graph.transfer.files import check_file
from policygraph.model.errors import PolicyGraphError
from policygraph.options import Database, Output
from policygraph.recorded import recorded
from policygraph.shell.said import message
from policygraph.show import Format, show

LONGEST = 100  # characters of a value that are shown again


@recorded("export", "file", "text", only_with="file")
def query_command(
    text: Annotated[str, typer.Argument(help="Cypher，或查询目录里的名字（见 policygraph queries）", metavar="QUERY")],
    parameters: Annotated[
        list[str] | None,
        typer.Option("--parameter", "-p", help="参数：名=值；名:=值 则按 JSON 读值（数、列表）", metavar="名=值"),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=0, help="最多取几行，0 为全部")] = 10_000,
    seconds: Annotated[float, typer.Option("--seconds", min=0, help="最多用几秒，0 为不限")] = 60.0,
    database: Database = None,
    output: Output = Format.table,
    file: Annotated[
        Path | None, typer.Option("--output", "-o", help="写进文件：.csv 或 .xlsx，Excel 可直接打开", metavar="FILE")
    ] = None,
) -> None:
    """用 Cypher 或查询目录里的名字查询（只读）。"""
    if file is not None:
        check_file(file, tuple(tables.WRITERS))  # before the graph is asked
    values = dict(_parameter(each) for each in parameters or ())
    limits: dict[str, Any] = {"rows": limit or None, "seconds": seconds or None}
    with open_store(database, lazy=True) as store:
        if catalog.is_name(text):
            query = catalog.find_query(text.strip())
            given = catalog.bind_values(query, values)
            rows = store.read(query.cypher, given, **limits)
            if not rows:
                for each in absent(query, given, partial(catalog.run_query, store)):
                    message(each.in_words)
            columns, title = list(query.columns), query.title
        else:
            for doubt in doubts(text):
                message(f"提示：{doubt}")
            rows = store.read(text, values, **limits)
            for doubt in [] if rows else unmet(text, values, partial(catalog.run_query, store)):
                message(f"提示：{doubt}")
            columns, title = [catalog.Column(name, name) for name in rows.columns], ""
    if file is None:
        show(rows, columns, output, title)
    else:
        tables.write_table(tables.of_rows(rows, columns), file)
        message(f"已写 {file}：{len(rows)} 行")
    if rows.truncated:
        message(f"结果不止 {limit} 行，只取了前 {limit} 行；加 --limit 0 取全部")


def _parameter(written: str) -> tuple[str, Any]:
    """Name and value of `name=text` or `name:=JSON`."""
    name, equals, value = written.partition("=")
    if not equals or not name.strip(":"):
        raise PolicyGraphError(f"参数应写成 名=值，例如 -p department=区农业农村局；得到 {written!r}")
    if not name.endswith(":"):
        return name, value
    try:
        return name[:-1], json.loads(value)
    except RecursionError as error:
        raise PolicyGraphError(f"参数 {name[:-1]} 的值嵌套太深") from error
    except ValueError as error:
        shown = value if len(value) <= LONGEST else f"{value[:LONGEST]}……"
        raise PolicyGraphError(f"参数 {name[:-1]} 的值不是 JSON：{shown}") from error


def queries_command(
    name: Annotated[str | None, typer.Argument(help="只看这一个查询")] = None,
    database: Database = None,
    output: Output = Format.table,
) -> None:
    """列出查询目录，或显示其中一个查询。"""
    if name is None:
        show(catalog.listed(), catalog.LISTED, output)
        return
    query = catalog.find_query(name)
    lines = [f"{query.name}　{query.title}", f"回答：{query.answers}", *(_described(p) for p in query.parameters)]
    example = "".join(f" -p {p.name}={p.example}" for p in query.parameters if p.required)
    lines += [f"用法：policygraph query {query.name}{example}", "", query.cypher]
    sys.stdout.write("\n".join(lines))


def _described(parameter: catalog.Parameter) -> str:
    need = "必填" if parameter.required else "可不填" if parameter.default is None else f"不填为 {parameter.default}"
    values = f"，可取 {'、'.join(parameter.values)}" if parameter.values else ""
    return f"参数：{parameter.name}　{parameter.zh}（{parameter.type}，{need}{values}），例如 {parameter.example}"
