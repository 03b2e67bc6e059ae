"""The store for who outgrows the embedded one: a Neo4j server or cluster (5 or newer), through the official driver.

Reading is safe by four means, since READ routing is no security boundary by the maker's own word and Community has
no roles: the guard, an EXPLAIN that must say that the statement only reads, a read transaction, limits of time and
rows. Statements of our files need no EXPLAIN, which costs as much as an answer (tests ask what it says). Writing is one
transaction at a time, but for what nobody else writes; the driver runs it again on a passing fault.
"""

from __future__ import annotations

import atexit
import logging
import re
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar
from uuid import uuid4

import neo4j
import neo4j.graph

from policygraph.graph.cypher import looking, made
from policygraph.graph.cypher.dates import Dated
from policygraph.graph.cypher.files import cut, fixed, is_own
from policygraph.graph.cypher.gathered import gathered
from policygraph.graph.cypher.guard import check_read_only
from policygraph.graph.stores import schema
from policygraph.graph.stores.address import Address
from policygraph.graph.stores.parameters import bounded, check_parameters
from policygraph.graph.stores.server_errors import TIMED_OUT, clear_errors, not_again
from policygraph.graph.stores.server_values import entities_of, rows_of
from policygraph.graph.stores.store import READ_ONLY, Read, Rows, Statement, Stop, StoppedError
from policygraph.model.errors import PolicyGraphError

logging.getLogger("neo4j").addHandler(logging.NullHandler())  # what it would print is in our errors

T = TypeVar("T")
OLDEST = (5, 0)  # the first with COUNT { } and CALL { } as the catalogue writes them
CONNECT_SECONDS = 15.0
RETRY_SECONDS = 30.0
GRACE_SECONDS = 4.0  # beyond a query's limit, at which the server looks every two seconds; never beyond twice the limit
CUT_SECONDS = 1.0  # after which a query that was ended loses its connection, if it still answers
LIMIT = "policygraphRows"  # the parameter for how many rows are asked for: the same plan serves any number
WRITERS = 2  # transactions at once: while one makes its statements, the server is busy with the other's
CLEARED = 4096  # statements that are known to read only, which need no second EXPLAIN

# Writers queue here, as one process at a time writes the embedded store: what several documents claim of a node is read
# and then written. The node is gone with the transaction; its unique id is what the next writer waits for.
LOCK = fixed(__package__, "lock")
UNLOCK = fixed(__package__, "unlock")
MARK = "policygraph"  # the key in a transaction's metadata
MARKED = fixed(__package__, "marked")
TERMINATE = fixed(__package__, "terminate")
ALIVE = fixed(__package__, "alive")
MARKS = fixed(__package__, "schema-marks")
ONLINE = fixed(__package__, "indexes-online")


class ServerStore:
    """One database of a server. Threads may share it; a process has one driver for a server, however many stores."""

    def __init__(self, address: Address, *, write: bool = False, share: bool = False) -> None:
        """`share`: also where others have their data. Raises PolicyGraphError as `check_first_use`, or unreachable."""
        self._address = address
        self._write = write
        self._cleared: set[str] = set()
        self._full_text = False
        self.driver = _driver(address)
        with clear_errors(self.place, password=address.password is not None, connected=False):
            check_version(self.driver.get_server_info().agent, address)
            with self._session(neo4j.READ_ACCESS) as session:
                session.run(ALIVE).consume()  # whether there is such a database, and it answers
        if write:
            if not schema.is_ours(self.schema, self.read):
                schema.check_first_use(self.read, self.place, share=share)
            with clear_errors(self.place):
                self._make_schema()

    @property
    def place(self) -> str:
        return self._address.shown

    def read(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        seconds: float | None = None,
        rows: int | None = None,
        stop: Stop | None = None,
    ) -> Rows:
        most = bounded(rows)
        text = cut(cypher, None if most is None else f"${LIMIT}")
        given = parameters if most is None or text == cypher else {**(parameters or {}), LIMIT: most + 1}
        dated, asked, handed = self._checked(text, given)
        return self._read(asked, handed, seconds, lambda result: rows_of(result, most), stop).renamed(dated.column)

    def entities(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        seconds: float | None = None,
        rows: int | None = None,
    ) -> list[neo4j.graph.Entity]:
        """The nodes and relationships of an answer, each once, as the driver's own objects; read as `read` reads."""
        _, asked, handed = self._checked(cypher, parameters)
        return self._read(asked, handed, seconds, lambda result: entities_of(result, bounded(rows)))

    def _checked(self, cypher: str, parameters: Mapping[str, Any] | None) -> tuple[Dated, str, Mapping[str, Any]]:
        """With what the server is asked, and given. Raises PolicyGraphError for what does not only read."""
        check_read_only(cypher)
        dated = Dated(cypher, parameters)
        asked, handed = gathered(dated.text, parameters or {}) if is_own(cypher) else (dated.text, parameters or {})
        if is_own(cypher):
            self._cleared.add(asked)
        return dated, asked, handed

    def _read(
        self,
        cypher: str,
        parameters: Mapping[str, Any],
        seconds: float | None,
        take: Callable[[neo4j.Result], T],
        stop: Stop | None = None,
    ) -> T:
        check_parameters(parameters)
        mark = uuid4().hex  # by which the transaction is found that nobody waits for any more
        line = Stop()  # which cuts its connection

        def ask() -> T:
            with clear_errors(self.place, seconds=seconds), self._session(neo4j.READ_ACCESS) as session:
                work = neo4j.unit_of_work({MARK: mark}, seconds)(self._reading)
                taken: T = session.execute_read(work, cypher, dict(parameters), take, line)
                return taken

        return ask() if seconds is None else _at_most(seconds, ask, lambda: self._terminate(mark, line), stop or Stop())

    def _terminate(self, mark: str, line: Stop) -> None:
        """End a transaction of ours, at once or as soon as the server looks; it needs no more than being its owner.

        What still answers then is cut off: one value may be of gigabytes, which the driver would take to the last.
        """
        with suppress(PolicyGraphError), clear_errors(self.place), self._session(neo4j.READ_ACCESS) as session:
            if ids := [row["id"] for row in session.run(MARKED, key=MARK, mark=mark)]:
                session.run(TERMINATE, ids=ids).consume()
        time.sleep(CUT_SECONDS)
        line.press()

    def _reading(
        self,
        transaction: neo4j.ManagedTransaction,
        cypher: str,
        parameters: dict[str, Any],
        take: Callable[[neo4j.Result], T],
        line: Stop,
    ) -> T:
        with line.acting(transaction._connection.kill):  # the driver has no open way to end what another thread takes
            if cypher not in self._cleared:
                if transaction.run(f"EXPLAIN {cypher}", parameters).consume().query_type != "r":
                    raise PolicyGraphError(READ_ONLY)
                if len(self._cleared) >= CLEARED:
                    self._cleared.clear()
                self._cleared.add(cypher)
            with not_again():
                return take(transaction.run(cypher, parameters))

    @property
    def writers(self) -> int:
        return WRITERS

    @property
    def full_text(self) -> bool:
        if not self._full_text:  # what was made stays
            names = list(looking.full_text_indexes())
            with clear_errors(self.place), self._session(neo4j.READ_ACCESS) as session:
                self._full_text = session.run(ONLINE, names=names).single(strict=True)["indexes"] == len(names)
        return self._full_text

    def write(self, work: Callable[[Read], Iterable[Statement]], *, apart: bool = False) -> None:
        if not self._write:
            raise PolicyGraphError(f"{self.place} 是以只读方式打开的")
        with clear_errors(self.place), self._session(neo4j.WRITE_ACCESS) as session:
            session.execute_write(_writing, work, alone=not apart)

    @property
    def schema(self) -> int:
        with clear_errors(self.place), self._session(neo4j.READ_ACCESS) as session:
            marks = [row["name"].removeprefix(made.MARK) for row in session.run(MARKS, mark=made.MARK)]
        return max((int(mark) for mark in marks if mark.isdigit()), default=0)

    def mark_schema(self, version: int) -> None:
        before = self.schema
        statements = [made.schema_mark(version)]
        if before and before != version:  # afterwards: between the two the higher one counts
            statements.append(made.no_schema_mark(before))
        with clear_errors(self.place), self._session(neo4j.WRITE_ACCESS) as session:
            for statement in statements:  # run again where another writer marks at the same moment
                session.execute_write(lambda transaction, each: transaction.run(each).consume(), statement)

    def keep_copy(self) -> Path | None:
        return None

    def version(self) -> str:
        # What a transaction that read has seen last: it differs after anybody's commit, not only after our own.
        with clear_errors(self.place), self._session(neo4j.READ_ACCESS) as session:
            session.execute_read(lambda transaction: transaction.run(ALIVE).consume())
            return repr(sorted(session.last_bookmarks().raw_values))

    def close(self) -> None:
        """Nothing: the driver serves the whole process and is closed with it."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _session(self, mode: str) -> neo4j.Session:
        return self.driver.session(
            database=self._address.database,
            default_access_mode=mode,
            bookmark_manager=_bookmarks(self._address),  # in a cluster, a read sees what this process wrote before
        )

    def _make_schema(self) -> None:
        with self._session(neo4j.WRITE_ACCESS) as session:
            there = {row["name"]: row["labels"] for names in made.names_in_schema() for row in session.run(names)}
            missing = schema.missing(there, self.place)
            for statement in missing:
                session.run(statement).consume()
            if missing:
                session.run(made.await_indexes(300)).consume()


def _at_most(seconds: float, ask: Callable[[], T], terminate: Callable[[], None], stop: Stop) -> T:
    """What `ask` returns, or the error that it takes too long or was stopped.

    The server looks at its own limit between rows, not while it plans or within an expression. Nobody waits for a query
    that it does not stop: its thread ends with its connection.
    """
    answer: Future[T] = Future()

    def run() -> None:
        try:
            found = ask()
        except BaseException as error:
            if answer.set_running_or_notify_cancel():
                answer.set_exception(error)
        else:
            if answer.set_running_or_notify_cancel():
                answer.set_result(found)

    with stop.acting(answer.cancel):
        threading.Thread(target=run, name="policygraph-query", daemon=True).start()
        try:
            return answer.result(min(seconds + min(seconds, GRACE_SECONDS), threading.TIMEOUT_MAX))
        except CancelledError as error:
            raise StoppedError from error
        except TimeoutError as error:
            raise PolicyGraphError(TIMED_OUT.format(seconds=f"{seconds:g}")) from error
        finally:
            if answer.cancelled() or not answer.done():
                threading.Thread(target=terminate, name="policygraph-terminate", daemon=True).start()


@cache
def _driver(address: Address) -> neo4j.Driver:
    trust: dict[str, Any] = {}
    if address.ca is not None:
        trust = {"encrypted": True, "trusted_certificates": neo4j.TrustCustomCAs(str(address.ca))}
    with clear_errors(address.shown, connected=False):
        driver = neo4j.GraphDatabase.driver(
            address.uri,
            auth=None if address.password is None else (address.user, address.password),
            connection_timeout=CONNECT_SECONDS,
            max_transaction_retry_time=RETRY_SECONDS,
            notifications_min_severity=neo4j.NotificationMinimumSeverity.OFF,  # an empty graph would warn of each label
            user_agent="policygraph",
            **trust,
        )
    atexit.register(driver.close)
    return driver


@cache
def _bookmarks(address: Address) -> neo4j.BookmarkManager:
    return neo4j.GraphDatabase.bookmark_manager()


def _writing(
    transaction: neo4j.ManagedTransaction, work: Callable[[Read], Iterable[Statement]], *, alone: bool
) -> None:
    def read(cypher: str, parameters: Mapping[str, Any] | None = None) -> Rows:
        return rows_of(transaction.run(cypher, dict(parameters or {})), None)

    with not_again():
        if alone:
            transaction.run(LOCK).consume()
        for cypher, parameters in work(read):
            transaction.run(cypher, dict(parameters)).consume()
        if alone:
            transaction.run(UNLOCK).consume()


def check_version(agent: str, address: Address) -> None:
    """Refuse a server that says it is older than what our Cypher needs; `agent` is like `Neo4j/5.26.30`."""
    found = re.match(r"Neo4j/v?(\d+)\.(\d+)", agent)
    if found and (int(found[1]), int(found[2])) < OLDEST:
        raise PolicyGraphError(
            f"{address.shown} 上的 {agent.replace('/', ' ')} 太旧；需要 Neo4j {OLDEST[0]} 或更新的版本"
        )
