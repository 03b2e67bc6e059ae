"""Many documents loaded one batch after the other, by several writers where the store takes several at once.

The documents themselves, and the nodes that they share with others, come first, by one writer under the lock of all
writing. What each says then belongs to it alone, so it comes beside the next batch, in a transaction of its own. Until
then the document is marked; if that never comes, the document is written out with what follows from all documents.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from types import TracebackType
from typing import Self

from policygraph.graph.loading.load import Loaded, begin, load
from policygraph.graph.loading.write import writing_out
from policygraph.graph.stores.store import Store
from policygraph.model.records import Records
from policygraph.model.timing import stage

log = logging.getLogger(__name__)

DOCUMENTS = 50  # a transaction; what a crash can cost is reading these again
EDGES = 20_000


class Loading:
    """To be used as a context, at whose end all is there; then what follows from it is to be settled.

    Documents are put in one by one; `on_loaded` is told what became of those of a transaction. What was put in is kept
    too where the context ends by an error, as when somebody stops it. What goes wrong with a batch, as in `load`, may
    be raised with a later one, or at the end.
    """

    def __init__(self, store: Store, on_loaded: Callable[[Loaded], object] = lambda loaded: None) -> None:
        self._store, self._on_loaded = store, on_loaded
        self._batch: list[Records] = []
        self._pool = ThreadPoolExecutor(store.writers, "policygraph-writer") if store.writers > 1 else None
        self._under_way: deque[Future[None]] = deque()

    def put(self, records: Records) -> None:
        """Take it up; with enough others, it is loaded."""
        self._batch.append(records)
        if len(self._batch) >= DOCUMENTS or sum(len(each.edges) for each in self._batch) >= EDGES:
            self._load_batch()

    def _load_batch(self) -> None:
        batch, self._batch = self._batch, []
        with stage(log, "load", f"{len(batch)} documents"):
            loaded = self.load(batch)
        log.info(
            "loaded into %s: %d added, %d replaced, %d unchanged, %d removed",
            self._store.place, *map(len, (loaded.added, loaded.replaced, loaded.unchanged, loaded.removed)),
        )  # fmt: skip
        self._on_loaded(loaded)

    def load(self, batch: Sequence[Records]) -> Loaded:
        """Load these as one transaction."""
        if self._pool is None:
            return load(self._store, batch)
        loaded, come = begin(self._store, batch, later=True)
        if come:
            self._under_way.append(self._pool.submit(self._write_out, come))
        while len(self._under_way) > self._store.writers:  # what waits takes memory
            self._under_way.popleft().result()
        return loaded

    def _write_out(self, come: list[Records]) -> None:
        self._store.write(partial(writing_out, added=come), apart=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._batch:
                self._load_batch()
        finally:
            if self._pool is not None:
                self._pool.shutdown()
        for each in self._under_way if error is None else ():
            each.result()
