"""A graph database chosen by its place: a folder or file, or the address of a server."""

from __future__ import annotations

from pathlib import Path

import platformdirs

from policygraph.graph.stores.address import is_address, parse_address
from policygraph.graph.stores.store import Store
from policygraph.model import extras


def default_place() -> Path:
    """The folder in the user's data folder where the graph lives when nothing else is said."""
    return platformdirs.user_data_path("policygraph", appauthor=False)


def open_store(place: str | Path | None = None, *, write: bool = False) -> Store:
    """Open the graph at `place`: a folder or file (embedded), or the address of a server.

    Any number of readers may be open while one process writes; each read sees what was committed before it.
    Raises NoDatabaseError when a reader finds nothing there, PolicyGraphError when what is there is no graph.
    """
    where = str(place) if place is not None else str(default_place())
    # Imported here: each takes its time to load.
    if is_address(where):
        with extras.needed("neo4j", "连接 Neo4j 服务器"):
            from policygraph.graph.stores.server import ServerStore

        return ServerStore(parse_address(where), write=write)
    from policygraph.graph.stores import embedded

    file = embedded.database_file(Path(where).expanduser())
    return embedded.EmbeddedWriter(file) if write else embedded.EmbeddedReader(file)
