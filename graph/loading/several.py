"""Many documents loaded one batch after the other, by several writers where the store takes several at once.

The documents themselves, and the nodes that they share with others, come first, by one writer under the lock of all
writing. What each says then belongs to it alone, so it comes beside the next batch, in a transaction of its own. Until
then the document is marked; if that never comes, the document is written out with what follows from all documents.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from types import TracebackType
from typing import Self

from policygraph.graph.loading.load import Loaded, begin, load
from policygraph.graph.loading.write import writing_out
from policygraph.graph.stores.store import Store
from policygraph.model.records import Records


class Loading:
    """To be used as a context, at whose end all is there; then what follows from it is to be settled.

    What goes wrong with a batch, as in `load`, may be raised with a later one, or at the end.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._pool = ThreadPoolExecutor(store.writers, "policygraph-writer") if store.writers > 1 else None
        self._under_way: deque[Future[None]] = deque()

    def load(self, batch: Sequence[Records]) -> Loaded:
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
        if self._pool is None:
            return
        self._pool.shutdown()
        for each in self._under_way if error is None else ():
            each.result()
