"""A graph database chosen by its place: a folder or file, or the address of a server."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import platformdirs

from policygraph.graph.stores import schema
from policygraph.graph.stores.address import is_address, parse_address
from policygraph.graph.stores.store import Store
from policygraph.model import extras
from policygraph.model.errors import PolicyGraphError
from policygraph.model.paths import readable, storable

UNSAFE = re.compile(r"[^A-Za-z0-9.-]+")  # in the name of a folder


def default_place() -> Path:
    """The folder in the user's data folder where the graph lives when nothing else is said."""
    return platformdirs.user_data_path("policygraph", appauthor=False)


def graph_file(place: str | Path | None) -> Path | None:
    """The file of the embedded graph at `place`, whether there is one or not; None where that is a server."""
    where = _where(place)
    if is_address(where):
        return None
    from policygraph.graph.stores.embedded import database_file  # it takes its time to load

    return database_file(Path(where).expanduser())


def server_folder(address: str) -> Path:
    """The folder in the user's data folder for what belongs to a graph on a server and outlives it.

    >>> server_folder("bolt://127.0.0.1:7687").name
    '127.0.0.1-7687-b1d4217b'
    """
    shown = parse_address(address).shown
    digest = hashlib.sha256(shown.encode()).hexdigest()[:8]
    return default_place() / "servers" / f"{UNSAFE.sub('-', shown.partition('://')[2])}-{digest}"


def _where(place: str | Path | None) -> str:
    return str(default_place() if place is None else place)


def open_store(
    place: str | Path | None = None,
    *,
    write: bool = False,
    new: bool = True,
    to_upgrade: bool = False,
    share: bool = False,
    lazy: bool = False,
) -> Store:
    """Open the graph at `place`: a folder or file (embedded), or the address of a server.

    `share`: also in a server's database where others have their data (see schema.py), which is asked when it is first
    written to. `lazy`: a file is loaded only for a read without a limit of time; another process reads with one, and
    finds what is wrong with the file. Any number of readers may be open while one process writes; each read sees what
    was committed before it.
    Raises NoDatabaseError when a reader, or who writes to no `new` graph, finds nothing there, PolicyGraphError when
    what is there is no graph or one of another form (OldGraphError if it is an older one), which only who opens it
    `to_upgrade` may write to.
    """
    store = _opened(place, write, new, share, lazy)
    if to_upgrade:
        return store
    try:
        if write:
            schema.take_up(store)
        elif graph_file(place) is None:  # a file is checked whenever it is loaded
            schema.check(store.schema, store.read, store.place)
    except BaseException:
        store.close()
        raise
    return store


def _opened(place: str | Path | None, write: bool, new: bool, share: bool, lazy: bool) -> Store:
    where = _where(place)
    if storable(where) != where or "\0" in where:
        raise PolicyGraphError(f"图数据库的位置 {readable(where)} 里有不成字的编码；请换一个名字")
    # Imported here: each takes its time to load.
    file = graph_file(where)
    if file is None:
        address = parse_address(where)  # what is no address of a server needs no driver to be refused
        with extras.needed("neo4j", "连接 Neo4j 服务器"):
            from policygraph.graph.stores.server import ServerStore

        return ServerStore(address, write=write, share=share)
    from policygraph.graph.stores import embedded

    return embedded.EmbeddedWriter(file, new=new) if write else embedded.EmbeddedReader(file, lazy=lazy)
