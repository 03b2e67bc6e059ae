"""Which graphs this program goes on with: the version of its form that a graph is marked with (`model/versions.py`).

The mark is no node, so that no query meets it. The embedded store keeps a number beside the graph; on a server it is
the name of a constraint, which every user who may see the schema may read.
"""

from __future__ import annotations

from policygraph.graph.cypher.files import fixed
from policygraph.graph.stores.address import is_address
from policygraph.graph.stores.store import Read, Store
from policygraph.model.errors import PolicyGraphError
from policygraph.model.versions import SCHEMA

# Graphs had no mark before there was a second form of them; this tells the first from the second, and from none.
NOT_KEPT = fixed(__package__, "not-kept")


class OldGraphError(PolicyGraphError):
    """An earlier program wrote the graph, and its form has changed since."""


def schema_of(marked: int, read: Read) -> int:
    """The version of a graph that is `marked` so (0: not at all)."""
    if marked:
        return marked
    found = read(NOT_KEPT)[0]
    return 0 if found["not_kept"] else 1 if found["documents"] else SCHEMA


def is_ours(marked: int, read: Read) -> bool:
    """Whether this program, or an earlier one, has put anything there."""
    return bool(marked or read(NOT_KEPT)[0]["documents"])


def check(marked: int, read: Read, place: str) -> None:
    """Raise PolicyGraphError where this program cannot go on with the graph as it is: OldGraphError, or it is newer."""
    found = schema_of(marked, read)
    if found > SCHEMA:
        raise PolicyGraphError(f"{place} 里的图是更新的程序写的（结构版本 {found}，本程序只懂 {SCHEMA}）；请升级本程序")
    if found < SCHEMA:
        backup = "备份后" if is_address(place) else ""
        raise OldGraphError(
            f"{place} 里的图是较早的程序写的（结构版本 {found}，现为 {SCHEMA}）；"
            f"请{backup}运行 policygraph upgrade --database {place}"
        )


def take_up(store: Store) -> None:
    """Check a graph that is to be written to, and mark it where nobody has. Raises as `check`."""
    check(store.schema, store.read, store.place)
    if not store.schema:
        store.mark_schema(SCHEMA)
