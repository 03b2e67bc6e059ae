"""What takes several transactions is noted with the first of them and until the last, so that a crash leaves no doubt.

The note is a property of some document, in the transaction itself; without a document nothing follows from anything.
It is the loader's own: no query of the catalogue, no dump and no person meets it.
"""

from __future__ import annotations

from collections.abc import Sequence

from policygraph.graph.cypher.files import fixed
from policygraph.graph.stores.store import NoDatabaseError, Read, Statement, Store

SETTLE = "settle"  # what follows from all documents together has not been brought up to date
COPY = "copy"  # the graph is being emptied, or filled with another

MARK = fixed(__package__, "mark-unfinished")
MARK_ALL = fixed(__package__, "mark-all-unfinished")
UNFINISHED = fixed(__package__, "unfinished")
FINISH = fixed(__package__, "finish")


def begun(what: str) -> Statement:
    """The statement that notes it: the last of a transaction, since those before write documents anew."""
    return Statement(MARK, {"what": what})


def begun_for_all(what: str) -> Statement:
    """The same on all documents, for who is about to remove them."""
    return Statement(MARK_ALL, {"what": what})


def unfinished(read: Read) -> str | None:
    """What was begun and is not finished: SETTLE, COPY, which outweighs it, or None."""
    try:
        found = {row["what"] for row in read(UNFINISHED)}
    except NoDatabaseError:
        return None
    return next((what for what in (COPY, SETTLE) if what in found), None)


def finish(store: Store, *, but: str | None = None, also: Sequence[Statement] = ()) -> None:
    """Note that all is done; or all but what is named. `also`: what is written with that."""
    done = [Statement(FINISH, {}), *([begun(but)] if but else [])] if unfinished(store.read) else []
    if done or also:
        store.write(lambda _: [*done, *also])
