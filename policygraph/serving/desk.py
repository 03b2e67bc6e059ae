"""The graph as programs ask it over REST and MCP: as a `Graph` of the library, for many at once, within limits."""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import policygraph
from policygraph.app.frame.kept import Kept
from policygraph.app.frame.turns import ROWS, SECONDS, WRITER, Asked, Turns
from policygraph.graph.asking import catalog
from policygraph.graph.asking.searching import KINDS, search
from policygraph.graph.stores.store import NoDatabaseError, Row, Rows, Stop, Store
from policygraph.library.answer import Answer
from policygraph.library.graph import Graph
from policygraph.model import versions
from policygraph.questions.search import as_json, kind_of
from policygraph.services.ingestion import Uploaded, add_each
from policygraph.services.ledgers import entering
from policygraph.services.settle import settle
from policygraph.services.upgrading import open_current

log = logging.getLogger(__name__)

LIMIT = "limit"
"""Of some queries, how many rows they give at most; here all are asked for, and given in pages."""
EVIDENCE = ("department_id", "department", "department_name", "role", "task_id", "evidence", "document", "start", "end")


class Desk(Graph):
    """Asked by many threads at once. What was asked is kept until the graph changes, within limits of bytes and time.

    `opened`: gives a store that is open already, the page's, or None where there is no graph yet. `turns`: those of
    all that ask Cypher of their own of this graph in this process.
    """

    def __init__(
        self, place: str | Path | None = None, opened: Callable[[], Store | None] | None = None,
        turns: Turns | None = None,
    ) -> None:  # fmt: skip
        super().__init__(place)
        self._opened = opened
        self._turns = turns or Turns()
        self._kept = Kept(64 << 20, 30 * 60)
        self._lock = threading.Lock()

    @property
    def _store(self) -> Store:
        if self._opened is not None:
            if (found := self._opened()) is None:
                raise NoDatabaseError("图里还没有内容")
            return found
        with self._lock:  # two who come first do not open it twice
            return super()._store

    @property
    def place(self) -> str | None:
        """As it was given."""
        return None if self._place is None else str(self._place)

    @contextmanager
    def _writing(self, *, new: bool = False) -> Iterator[Store]:
        """One writer at a time in this process; who reads goes on meanwhile with what is committed."""
        with WRITER, open_current(self._place, log.info, write=True, new=new) as store:
            yield store

    def state(self, on: date) -> str:
        """Differs whenever an answer may be another one than before: the graph, the day, the program, the rules."""
        parts = (self._store.version(), on, policygraph.__version__, versions.reading(), entering.rules(self._place))
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:20]

    # --- what is asked

    def answer(self, name: str, values: Mapping[str, Any]) -> Answer:
        """All rows of a query of the catalogue, within the page's limit of rows."""
        every = {LIMIT: ROWS} if any(each.name == LIMIT for each in catalog.find_query(name).parameters) else {}
        return self._once(
            ("query", name, repr(sorted(values.items()))), lambda: self._asked(name, {**values, **every}, ROWS)
        )

    def found(self, text: str, kinds: Iterable[str], most: int) -> dict[str, Any]:
        """What has some words in its name or its text, as the page's box finds it; `most` of each kind, of all kinds if
        none is named, by its label or its Chinese word."""
        wanted = [kind_of(each) for each in kinds] or KINDS
        return as_json(search(self._store, text, most, wanted))

    def one(self, id_: str) -> dict[str, Any] | None:
        """A node (`NodeForm`): itself, the sentences that tell of it, its neighbours; None where there is none."""
        given = {"id": id_}
        if not (found := self.answer("node", given)):
            return None
        parts = {"sentences": "sentences-of-node", "neighbours": "neighbours"}
        return {"node": found[0], **{part: list(self.answer(name, given)) for part, name in parts.items()}}

    def whole_matrix(self, policy: str) -> tuple[Answer, list[Row]]:
        """The matrix, and of each department's part in it the words that say so."""
        matrix = self._once(("matrix", policy), lambda: self.matrix(policy))
        tasks = {row["task_id"] for row in matrix}
        parts = self.answer("responsibility-matrix", {"policy": policy})
        return matrix, [
            {name: row[name] for name in EVIDENCE} for row in parts if row["department"] and row["task_id"] in tasks
        ]

    def traced(self, what: str) -> Answer:
        return self._once(("trace", what), lambda: self.trace(what))

    def standing(self, on: date, **only: str | None) -> Answer:
        """The ledger on a day. `only`: `policy`, `department`, `place`."""
        return self._once(("ledger", on, repr(only)), lambda: self.ledger.rows(on=on, **only))

    def told(self, question: str, after: list[str], on: date, within: Mapping[str, str]) -> Answer:
        asked = ("ask", question, tuple(after), on, tuple(sorted(within.items())))
        return self._once(asked, lambda: self.ask(question, after=after, on=on, within=within))

    def begin(self, cypher: str, parameters: Mapping[str, Any], who: Hashable) -> Asked:
        """Reading Cypher on its way, in a process that can be stopped, when it is this one's turn."""
        store = self._store

        def read(seconds: float, stop: Stop) -> Rows:
            return store.read(cypher, parameters, seconds=seconds, rows=ROWS, stop=stop)

        return self._turns.ask(who, read, SECONDS)

    def as_answer(self, rows: Rows, cypher: str, parameters: Mapping[str, Any]) -> Answer:
        """What Cypher gave."""
        return self._found(rows, cypher, parameters)

    # --- what is put in

    def add(self, name: str, content: bytes, told: Callable[[int, int, str], None] | None = None) -> list[Uploaded]:
        """Read a document, or each of an archive, into the graph, and let follow what follows from all together."""
        with self._writing(new=True) as store:
            found = add_each(store, content, name)
            settle(store, told)
        return found

    def report_ids(self) -> frozenset[str]:
        """Of all reports that people and programs have entered, also those that were taken back."""
        return entering.held(self._store.read)

    def _once(self, asked: tuple[Hashable, ...], ask: Callable[[], Answer]) -> Answer:
        key = (*asked, self.state(date.today()))
        found: Answer | None = self._kept.get(key)
        if found is None:
            found = ask()
            self._kept.put(key, found)
        return found
