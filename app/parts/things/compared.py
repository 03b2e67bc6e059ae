"""Two years' plans of one series, compared once for all pages."""

from __future__ import annotations

from policygraph.app.frame import data
from policygraph.graph.lineage import changes, learning
from policygraph.graph.lineage.changes import Changed
from policygraph.graph.lineage.years import Pair


def compared(pair: Pair) -> list[Changed]:
    """What became of the tasks of the older in the newer; kept until the graph changes."""
    old, new = pair.old["id"], pair.new["id"]
    made = data.made(f"years {old} {new}", lambda store: changes.between(data.ask, old, new, learning.held(store.read)))
    return made or []
