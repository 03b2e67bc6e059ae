"""What the project needs of a graph database, and the choice of one by its place."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Protocol, Self

from policygraph.model.errors import PolicyGraphError

Row = dict[str, Any]
READ_ONLY = "这里只能查询，不能写入图数据库"


class Rows(list[Row]):
    """The rows of an answer; `columns`: their names, in order; `truncated`: there were more than asked for."""

    def __init__(self, rows: Iterable[Row] = (), *, columns: Sequence[str] = (), truncated: bool = False) -> None:
        super().__init__(rows)
        self.columns = tuple(columns)
        self.truncated = truncated

    def renamed(self, name: Callable[[str], str]) -> Rows:
        """The same rows under other names of columns."""
        names = {column: name(column) for column in self.columns}
        if all(old == new for old, new in names.items()):
            return self
        rows = ({names[column]: row[column] for column in self.columns} for row in self)
        return Rows(rows, columns=tuple(names.values()), truncated=self.truncated)


class Read(Protocol):
    """Reading within a transaction that will write."""

    def __call__(self, cypher: str, parameters: Mapping[str, Any] | None = None, /) -> Rows: ...


class Statement(NamedTuple):
    """Writing Cypher and its parameters. Idempotent, or by what its own transaction has read: a server's driver may run
    a transaction again, with all that it reads."""

    cypher: str
    parameters: Mapping[str, Any]


class StoppedError(PolicyGraphError):
    """Somebody did not want to wait for the answer any more."""

    def __init__(self) -> None:
        super().__init__("已停止，没有查完")


class Stop:
    """By which another thread stops a read."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._act: Callable[[], object] | None = None
        self.pressed = False

    def press(self) -> None:
        with self._lock:
            self.pressed = True
            if self._act is not None:
                self._act()

    @contextmanager
    def acting(self, act: Callable[[], object]) -> Iterator[None]:
        """While this is open, to press it does `act`, which must not wait; StoppedError if it was pressed before."""
        with self._lock:
            if self.pressed:
                raise StoppedError
            self._act = act
        try:
            yield
        finally:
            with self._lock:
                self._act = None


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
        stop: Stop | None = None,
    ) -> Rows:
        """The rows of a reading statement, at most `rows`. `stop` works where there is a limit of `seconds`.

        Raises PolicyGraphError if it does more than reading the graph (see `guard.py`) or takes over `seconds`.
        """
        ...

    @property
    def writers(self) -> int:
        """How many transactions may well write at once, each `apart`."""
        ...

    @property
    def full_text(self) -> bool:
        """Whether it keeps the indexes of `looking.full_text_indexes`; one that does not goes through the texts."""
        ...

    def write(self, work: Callable[[Read], Iterable[Statement]], *, apart: bool = False) -> None:
        """Run the statements of `work` in one transaction: after a crash all of them have happened or none.

        `work` may read first, and nobody else writes between that and its statements; it may be called again. `apart`:
        others may write meanwhile, since they write something else.
        """
        ...

    @property
    def schema(self) -> int:
        """The version of its form that the graph is marked with; 0 where it is not (see `schema.py`)."""
        ...

    def mark_schema(self, version: int) -> None:
        """Mark the graph; what was written before is there when it is marked."""
        ...

    def keep_copy(self) -> Path | None:
        """Keep the graph as it is now in a file beside it; None where that is for the server's own tools."""
        ...

    def version(self) -> str:
        """Differs whenever the graph may have changed, so that answers can be kept until it does."""
        ...

    def close(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


TIMED_OUT = "查询用时超过 {:g} 秒，已停止；请缩小范围"


TOO_DEEP = "查询的参数或结果嵌套太深，请改写"
