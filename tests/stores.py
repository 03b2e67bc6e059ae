"""What tests do with stores, whatever their kind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import neo4j

from policygraph.graph.cypher.made import MARK
from policygraph.graph.loading.load import load
from policygraph.graph.stores.address import parse_address
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Statement, Store
from policygraph.model.versions import SCHEMA
from policygraph.services.settle import settle
from tests.graphs import city_opinion, county_plan


def write(store: Store, *statements: Statement) -> None:
    """Run the statements in one transaction."""
    store.write(lambda _: statements)


@contextmanager
def settled(place: str | Path) -> Iterator[Store]:
    """A store, open for writing, with the small graphs of a county and of its city (tests/graphs.py), settled."""
    with open_store(place, write=True) as store:
        load(store, [county_plan(), city_opinion()])
        settle(store)
        yield store


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
