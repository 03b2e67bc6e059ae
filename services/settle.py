"""What follows from all documents together, brought up to date after any of them, or a decision, came or went."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from typing import NamedTuple

from policygraph.graph.decisions import entered
from policygraph.graph.decisions.again import as_before
from policygraph.graph.decisions.decision import Decision
from policygraph.graph.decisions.decisions import touching
from policygraph.graph.identity.identity import Identities
from policygraph.graph.ledgers.reports import hang
from policygraph.graph.loading.touched import both, followed_up, settled_at, touched
from policygraph.graph.loading.unfinished import COPY, SETTLE, finish, unfinished
from policygraph.graph.resolving.held import Held
from policygraph.graph.resolving.resolve import Resolved, resolve
from policygraph.graph.stores.store import Store
from policygraph.model.errors import PolicyGraphError
from policygraph.model.timing import stage

log = logging.getLogger(__name__)

Progress = Callable[[int, int, str], None]  # documents done, documents in all, what is being done


class Settled(NamedTuple):
    """`compared`: documents whose measures were compared; `written`, `removed`, `added`: links of measures; `again`:
    decisions on rows of ledgers as people took them on these rows before."""

    resolved: Resolved
    compared: int = 0
    written: int = 0
    removed: int = 0
    added: int = 0
    again: int = 0


def settle(
    store: Store,
    on_progress: Progress | None = None,
    *,
    measures: bool = True,
    new: Collection[Decision] = (),
    whole: bool = False,
    given: Identities | None = None,
) -> Settled:
    """Write documents under their present identities, then, unless told not to, link their measures to those above
    and their figures to those that they answer.

    Only what has been touched is looked at (`graph/loading/touched.py`), or the `whole` graph, which may be
    a part of what was read, where it is `given` which nodes are one by all of it. Interrupted, it goes on
    when run again, or with whatever writes next. `new` decisions are kept together with what they change, or, where
    that fails, not at all.
    """
    scope = None if whole else both(touched(store.read), touching(new))
    if scope is not None and scope.nothing:
        return Settled(Resolved(0, 0))

    keeping: list[Held] = []

    def said(what: str) -> Callable[[int, int], None] | None:
        return None if on_progress is None else lambda done, total: on_progress(done, total, what)

    with stage(log, "resolve"):
        about_nodes = [each for each in new if not each.of_measures]
        found = Settled(resolve(store, said("统一名称"), about_nodes, scope, given, keeping))
        hang(store)
    if measures:
        # NumPy and networkx take their time to load.
        from policygraph.graph.figures.answering import answer_figures
        from policygraph.graph.lineage.align import align

        scope = both(scope, touched(store.read))  # with what the documents speak of that were written again
        with stage(log, "align"):
            of_measures = [each for each in new if each.of_measures]
            found = Settled(found.resolved, *align(store, said("比对任务"), of_measures, scope))
        with stage(log, "figures"):
            answer_figures(store, said("比对指标"), both(scope, touched(store.read)))  # with what was compared just now
    if new or unfinished(store.read):
        entered.keep(store)
    finish(store, also=followed_up(store.read) if measures else ())
    for each in keeping if measures else ():
        each.at = settled_at(store.read)
    if again := as_before(store.read):
        settle(store, on_progress, measures=measures, new=again)
    return found._replace(again=len(again))


def finish_first(store: Store, said: Callable[[str], object], *, measures: bool = True) -> None:
    """Before anything else is written: what a writer before left undone, by a crash or a stop, is done.

    PolicyGraphError where only who began can: a copy does not know here what it was a copy of.
    """
    what = unfinished(store.read)
    if what == COPY:
        raise PolicyGraphError(
            f"{store.place} 里的图没有复制完；请再运行一次同样的 copy 或 restore（加 --replace 则先清空它）"
        )
    if what == SETTLE:
        said("上次的写入没有做完，先补做完")
        settle(store, measures=measures)
