"""Options that several groups of commands share."""

from __future__ import annotations

import getpass
from typing import Annotated

import typer

from policygraph.graph.stores.opening import default_place
from policygraph.services.phrasing.addresses import LLM
from policygraph.services.vocabulary.laying import lay
from policygraph.show import Format


def _lay(place: str | None) -> str | None:
    """A command works by the words of its graph: an office's own lie beside it."""
    lay(place)
    return place


_HELP = f"图数据库的位置：文件夹、文件或服务器地址（neo4j://…、bolt://…）。不写则为 {default_place()}"
Database = Annotated[
    str | None,
    typer.Option(
        "--database", "-d", envvar="POLICYGRAPH_DATABASE", metavar="PLACE", callback=_lay, help=_HELP
    ),
]  # fmt: skip
Unlaid = Annotated[
    str | None,
    typer.Option("--database", "-d", envvar="POLICYGRAPH_DATABASE", metavar="PLACE", help=_HELP),
]
"""The same for commands that look after the words themselves, which may be wrong."""
Share = Annotated[bool, typer.Option("--share", help="服务器的数据库里有别人的数据时，与它们放在一起（不碰它们）")]
Output = Annotated[Format, typer.Option("--format", "-f", help="输出格式")]

Llm = Annotated[
    str | None,
    typer.Option(
        "--llm", envvar=LLM, metavar="URL",
        help="程序没有听懂的问题，请本机或自己网络里的模型（OpenAI 兼容）改写成查询条件；事实只从图里来。不写则不用",
    ),
]  # fmt: skip


def person(by: str | None) -> str:
    """Who does it: as the option says, else the system's user."""
    return getpass.getuser() if by is None else by
