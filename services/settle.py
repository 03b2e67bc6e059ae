"""What follows from all documents together, brought up to date after any of them, or a decision, came or went."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from typing import NamedTuple

from policygraph.graph.identity.decisions import Decision
from policygraph.graph.identity.resolve import Resolved, resolve
from policygraph.graph.stores.store import Store
from policygraph.model.timing import stage

log = logging.getLogger(__name__)

Progress = Callable[[int, int, str], None]  # documents done, documents in all, what is being done


class Settled(NamedTuple):
    """`compared`: documents whose measures were compared; `written`, `removed`: links of measures."""

    resolved: Resolved
    compared: int = 0
    written: int = 0
    removed: int = 0


def settle(
    store: Store,
    on_progress: Progress | None = None,
    *,
    measures: bool = True,
    new: Collection[Decision] = (),
) -> Settled:
    """Write documents under their present identities, then, unless told not to, link their measures to those above.

    Only what has changed is looked at. Interrupted, it goes on when run again. `new` decisions are kept together with
    what they change, or, where that fails, not at all.
    """

    def said(what: str) -> Callable[[int, int], None] | None:
        return None if on_progress is None else lambda done, total: on_progress(done, total, what)

    with stage(log, "resolve"):
        resolved = resolve(store, said("统一名称"), [each for each in new if not each.of_measures])
    if not measures:
        return Settled(resolved)
    from policygraph.graph.lineage.align import align  # NumPy takes its time to load

    with stage(log, "align"):
        return Settled(resolved, *align(store, said("比对任务"), [each for each in new if each.of_measures]))
