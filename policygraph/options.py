"""Options that several groups of commands share."""

from __future__ import annotations

import getpass
from typing import Annotated

import typer

from policygraph.graph.stores.opening import default_place
from policygraph.show import Format

Database = Annotated[
    str | None,
    typer.Option(
        "--database", "-d", envvar="POLICYGRAPH_DATABASE", metavar="PLACE",
        help=f"图数据库的位置：文件夹、文件或服务器地址（neo4j://…、bolt://…）。不写则为 {default_place()}",
    ),
]  # fmt: skip
Share = Annotated[bool, typer.Option("--share", help="服务器的数据库里有别人的数据时，与它们放在一起（不碰它们）")]
Output = Annotated[Format, typer.Option("--format", "-f", help="输出格式")]


def person(by: str | None) -> str:
    """Who does it: as the option says, else the system's user."""
    return getpass.getuser() if by is None else by
