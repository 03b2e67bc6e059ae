"""What the project needs of a graph database, and the choice of one by its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Protocol, Self

import platformdirs

from policygraph.errors import PolicyGraphError

Row = dict[str, Any]
SERVER_SCHEMES = ("neo4j://", "neo4j+s://", "neo4j+ssc://", "bolt://", "bolt+s://", "bolt+ssc://")


class Statement(NamedTuple):
    """Writing Cypher and its parameters. Idempotent, since a server's driver may run a transaction again."""

    cypher: str
    parameters: Mapping[str, Any]


class NoDatabaseError(PolicyGraphError):
    """There is nothing at the place yet."""


class Store(Protocol):
    """A graph database that speaks Neo4j 5 Cypher. Rows hold only what JSON holds, and dates."""

    @property
    def place(self) -> str:
        """Where the graph is, to be shown to a person."""
        ...

    def read(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        seconds: float | None = None,
        rows: int | None = None,
    ) -> list[Row]:
        """The rows of a reading statement, at most `rows`; PolicyGraphError if it writes or takes over `seconds`."""
        ...

    def write(self, statements: Iterable[Statement]) -> None:
        """Run all statements in one transaction: after a crash all of them have happened or none."""
        ...

    def version(self) -> str:
        """Differs whenever the graph may have changed, so that answers can be kept until it does."""
        ...

    def close(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def default_place() -> Path:
    """The folder in the user's data folder where the graph lives when nothing else is said."""
    return platformdirs.user_data_path("policygraph", appauthor=False)


def open_store(place: str | Path | None = None, *, write: bool = False) -> Store:
    """Open the graph at `place`: a folder or file (embedded), or the address of a server.

    Any number of readers may be open while one process writes; each read sees what was committed before it.
    Raises NoDatabaseError when a reader finds nothing there, PolicyGraphError when what is there is no graph.
    """
    from policygraph.graph import embedded  # it imports this module

    where = str(place) if place is not None else str(default_place())
    if where.startswith(SERVER_SCHEMES):
        raise PolicyGraphError(f"这个版本只有内嵌图数据库，还不能连接 {where}；请把 --database 设为一个文件夹")
    if "://" in where:
        raise PolicyGraphError(f"不认识的图数据库地址 {where}；应为文件夹，或以 neo4j://、bolt:// 开头")
    file = embedded.database_file(Path(where).expanduser())
    return embedded.EmbeddedWriter(file) if write else embedded.EmbeddedReader(file)
