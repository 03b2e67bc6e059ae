"""What tests do with stores, whatever their kind."""

from __future__ import annotations

import neo4j

from policygraph.graph.cypher.made import MARK
from policygraph.graph.stores.address import parse_address
from policygraph.graph.stores.store import Statement, Store
from policygraph.model.versions import SCHEMA


def write(store: Store, *statements: Statement) -> None:
    """Run the statements in one transaction."""
    store.write(lambda _: statements)


def wipe(place: str, *, mark: bool = False) -> None:
    """Take all nodes out of a server's database, and the mark of their form.

    Today's own mark stays unless `mark`: a change of the schema lets the server forget all the plans it has made.
    """
    address = parse_address(place)
    with (
        neo4j.GraphDatabase.driver(address.uri, auth=(address.user, address.password or "")) as driver,
        driver.session(database=address.database) as session,
    ):
        for row in list(session.run("SHOW CONSTRAINTS YIELD name WHERE name STARTS WITH $mark RETURN name", mark=MARK)):
            if mark or row["name"] != f"{MARK}{SCHEMA}":
                session.run(f"DROP CONSTRAINT {row['name']}").consume()
        for match in ("MATCH ()-[x]->()", "MATCH (x)"):
            while session.run(f"{match} WITH x LIMIT 20000 DELETE x RETURN count(x) AS n").single(strict=True)["n"]:
                pass
