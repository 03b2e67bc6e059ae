"""The command that shows the program on its own samples: reads them once, then opens the page on them."""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import Annotated

import typer

from policygraph.graph.stores.opening import default_place, graph_file
from policygraph.ingesting import ingest_command
from policygraph.serving.page import app_command
from policygraph.shell.said import message


def demo_command(
    database: Annotated[
        str | None,
        typer.Option("--database", "-d", metavar="PLACE", help="示例的图放在哪里；不写则在用户的数据文件夹"),
    ] = None,
    port: Annotated[int | None, typer.Option("--port", min=1, max=65535, help="端口；不写则用第一个空闲的")] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="打开浏览器")] = True,
    page: Annotated[bool, typer.Option("--page/--no-page", help="打开网页；不打开则只读入示例")] = True,
) -> None:
    """读入随程序附带的示例（虚构的地方），打开网页看看；不碰您自己的图。"""
    place = database or str(default_place() / "demo")
    file = graph_file(place)
    if file is not None and file.exists():
        message(f"示例已经读入 {place}")
    else:
        with as_file(files("policygraph.data") / "samples") as samples:
            ingest_command(sources=[str(samples)], database=place)
    if page:
        app_command(database=place, port=port, browser=browser)
