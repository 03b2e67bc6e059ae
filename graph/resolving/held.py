"""What is kept in memory of a graph from one change to the next, so that a change costs what it changes.

It holds of the graph as it was when all was settled last, with what is noted as touched since (`loading/touched.py`).
Each settling leaves a mark of its own in the graph: where another process settled in between, or it is another graph,
the marks differ, and what is kept is made anew.
"""

from __future__ import annotations

from dataclasses import dataclass

from policygraph.graph.ledgers.matching.shelf import Shelf
from policygraph.graph.loading.touched import Touched, settled_at
from policygraph.graph.resolving.blocks import Policies
from policygraph.graph.stores.store import Read

KEPT = 50_000  # policies of which this stays in memory, some 2 KB each


@dataclass(slots=True)
class Held:
    """`at`: the mark of the settling after which it holds; None where it holds no more."""

    policies: Policies
    shelf: Shelf
    at: str | None = None

    def bring_up(self, read: Read, scope: Touched) -> None:
        """Take up what was written since."""
        self.policies.renew(scope.of("Policy"))
        self.shelf.bring_up(read, scope.documents)

    def done(self, read: Read, scope: Touched) -> None:
        """Take up what was touched as it now is, for the next change, unless it is too much to be kept."""
        if len(self.policies.settled) <= KEPT:
            self.policies.take_up(read, scope.of("Policy"))
            self.shelf.bring_up(read, scope.documents)
            _LAST[:] = [self]


_LAST: list[Held] = []  # one at most, taken by who uses it


def held(read: Read, scope: Touched) -> Held:
    """Of a graph in which that was touched, from what was kept last where nobody else is using it."""
    try:
        before = _LAST.pop()
    except IndexError:
        return Held(Policies(read), Shelf(read))
    at, before.at = before.at, None
    if at is None or at != settled_at(read):
        return Held(Policies(read, before.policies), Shelf(read))
    before.policies.take_up(read, scope.of("Policy"))
    before.shelf.bring_up(read, scope.documents)
    return before
