"""What tests do with stores, whatever their kind."""

from __future__ import annotations

import neo4j

from policygraph.graph.stores.address import parse_address
from policygraph.graph.stores.store import Statement, Store


def write(store: Store, *statements: Statement) -> None:
    """Run the statements in one transaction."""
    store.write(lambda _: statements)


def wipe(place: str) -> None:
    """Take all nodes out of a server's database."""
    address = parse_address(place)
    with (
        neo4j.GraphDatabase.driver(address.uri, auth=(address.user, address.password or "")) as driver,
        driver.session(database=address.database) as session,
    ):
        for match in ("MATCH ()-[x]->()", "MATCH (x)"):
            while session.run(f"{match} WITH x LIMIT 20000 DELETE x RETURN count(x) AS n").single(strict=True)["n"]:
                pass
