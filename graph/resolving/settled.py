"""What nodes keep of how they were when all that follows was brought up to date (`blocks.py`, `unsure.py`)."""

from __future__ import annotations

from policygraph.graph.cypher import made
from policygraph.graph.cypher.files import fixed
from policygraph.graph.identity.identity import mentions_of
from policygraph.graph.loading.statements import batches
from policygraph.graph.loading.touched import Scope
from policygraph.graph.resolving import blocks
from policygraph.graph.resolving.known import Known
from policygraph.graph.resolving.unsure import unsure
from policygraph.graph.stores.store import Read, Store
from policygraph.model.records import Properties

REGIONS = fixed(__package__, "regions-by-id")
ALL_REGIONS = fixed(__package__, "blocks-of-regions")


def keep_settled(store: Store, known: Known | None, scope: Scope) -> None:
    """The blocks of what was touched, or of all, and, with what is `known`, the pairs that may be one: together, since
    what differs from the blocks tells which of these are to be judged again."""
    rows = [("Policy", _policies(store.read, scope)), ("Region", _regions(store.read, scope))]
    rows += [*unsure(store.read, known, scope).items()] if known else []
    if any(some for _, some in rows):
        store.write(lambda _: [each for label, some in rows for each in batches(made.set_properties(label), some)])


def _policies(read: Read, scope: Scope) -> list[Properties]:
    names = ("id", "claims", "blocks")
    found = (
        read(made.by_label("Policy", names))
        if scope is None
        else read(made.by_id("Policy", names), {"ids": sorted(scope.of("Policy"))})
    )
    now = ((row, blocks.blocks_of(mentions_of("Policy", row))) for row in found)
    return [{"id": row["id"], "blocks": own} for row, own in now if own != row["blocks"]]


def _regions(read: Read, scope: Scope) -> list[Properties]:
    rows = list(read(ALL_REGIONS) if scope is None else read(REGIONS, {"ids": sorted(scope.of("Region"))}))
    changed = blocks.changed_regions(read, rows)
    return [{"id": id_, "blocks": now} for id_, (now, _) in sorted(changed.items())]
