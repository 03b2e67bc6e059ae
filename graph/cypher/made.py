"""Cypher that is made of labels, types and names of properties, which Cypher takes no parameters for.

All of them are the ontology's own words, never what somebody typed. What is always the same stands in `.cypher` files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policygraph.graph.cypher import looking
from policygraph.model.ontology import ontology
from policygraph.model.versions import SCHEMA

MARK = "policygraph_schema_"  # with a version: the name of the constraint that marks a server's graph

# By which properties, besides id and name, nodes are looked up: where one document more is settled, and where figures
# are asked for.
LOOKED_UP = (("Policy", "region_id"), ("Policy", "region"), ("Document", "region_id"), ("Target", "indicator"))

# And on a server by people's own queries.
ASKED_BY = (
    ("Department", "full_name"), ("Department", "function"), ("Task", "due_on"), ("Target", "family"),
    ("Region", "code"),
)  # fmt: skip

# --- reading nodes


def by_id(label: str, names: Iterable[str]) -> str:
    """These properties of the nodes of `$ids`, in the order of the ids."""
    return f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN {_columns('n', names)}"


def whole_by_id(label: str) -> str:
    """All `properties` of the nodes of `$ids`."""
    return f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN properties(n) AS properties ORDER BY n.id"


def by_label(label: str, names: Iterable[str]) -> str:
    """These properties of all nodes of a label, by id."""
    return f"MATCH (n:{label}) RETURN {_columns('n', names)} ORDER BY n.id"


def whole_by_label(label: str) -> str:
    """All `properties` of all nodes of a label, in no order."""
    return f"MATCH (n:{label}) RETURN properties(n) AS properties"


def read_under(label: str, names: Iterable[str]) -> str:
    """These properties of the nodes that now are what was read under `$ids`: of these ids, or standing for them."""
    return (
        f"CALL {{ MATCH (n:{label}) WHERE n.id IN $ids RETURN n UNION "
        f"MATCH (n:{label}) WHERE n.stands_for IS NOT NULL AND any(id IN n.stands_for WHERE id IN $ids) RETURN n }} "
        f"RETURN {_columns('n', names)} ORDER BY n.id"
    )


def count_of(label: str) -> str:
    """How many `nodes` a label has; it may be anybody's, not only one of the ontology."""
    return f"MATCH (n:`{label.replace('`', '``')}`) RETURN count(n) AS nodes"


# --- reading relationships


def edge(type_: str, source: str, target: str) -> str:
    """What the documents say of a relationship between the nodes `$source` and `$target`, and how these are called."""
    return (
        f"MATCH (a:{source} {{id: $source}})-[r:{type_}]->(b:{target} {{id: $target}}) RETURN r.document AS document, "
        "r.evidence AS evidence, a.name AS source_name, b.name AS target_name ORDER BY document"
    )


def edges(type_: str, sources: Iterable[str], targets: Iterable[str], names: Iterable[str] | None = None) -> str:
    """All of a type between nodes of these labels: `source`, `target` (ids), and all `properties`, or those named."""
    wanted = "properties(r) AS properties" if names is None else _columns("r", names)
    return (
        f"MATCH (a:{'|'.join(sources)})-[r:{type_}]->(b:{'|'.join(targets)}) "
        f"RETURN a.id AS source, b.id AS target, {wanted} ORDER BY source, target, r.document"
    )


def edges_of_sources(type_: str, source: str, target: str) -> str:
    """Those of a type that begin at the nodes of `$ids`: `source`, `target` (ids) and `properties`."""
    return (
        f"UNWIND $ids AS id MATCH (a:{source} {{id: id}})-[r:{type_}]->(b:{target}) "
        "RETURN a.id AS source, b.id AS target, properties(r) AS properties ORDER BY source, target, r.document"
    )


def edges_of_documents(type_: str, source: str, target: str, known: str) -> str:
    """Those of a type that a `document` says of the node `id`, for each of `$rows`; `known`: which end (a, b) that is.

    `document`, `source`, `target` (ids) and `properties`.
    """
    label = source if known == "a" else target
    return (
        f"UNWIND $rows AS row MATCH ({known}:{label} {{id: row.id}}) MATCH (a:{source})-[r:{type_}]->(b:{target}) "
        "WHERE r.document = row.document "
        "RETURN row.document AS document, a.id AS source, b.id AS target, properties(r) AS properties"
    )


def edges_of_type(type_: str) -> str:
    """All of a type, in no order: both ends (label, id) and `properties`."""
    return (
        f"MATCH {_between('r', type_)} RETURN labels(a)[0] AS source_label, a.id AS source, "
        "labels(b)[0] AS target_label, b.id AS target, properties(r) AS properties"
    )


def edges_on_bases(type_: str, label: str) -> str:
    """Those between nodes of one label whose basis is one of `$bases`: `source`, `target` (ids) and `properties`."""
    return (
        f"MATCH (a:{label})-[r:{type_}]->(b:{label}) WHERE r.basis IN $bases "
        "RETURN a.id AS source, b.id AS target, properties(r) AS properties"
    )


# --- writing `$rows`


def merge_nodes(label: str) -> str:
    """Rows: all properties of a node, which replace what it had."""
    return f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n = row"


def create_nodes(label: str) -> str:
    """Rows: all properties of a node that is not there yet."""
    return f"UNWIND $rows AS row CREATE (n:{label} {{id: row.id}}) SET n = row"


def set_properties(label: str) -> str:
    """Rows: `id` and properties of a node, which join what it has."""
    return f"UNWIND $rows AS row MATCH (n:{label} {{id: row.id}}) SET n += row"


def merge_edges(type_: str, source: str, target: str) -> str:
    """Rows: `source`, `target` (ids), `properties`. One is known by its ends and the document that says it."""
    return (
        f"UNWIND $rows AS row MATCH (a:{source} {{id: row.source}}) MATCH (b:{target} {{id: row.target}}) "
        f"MERGE (a)-[r:{type_} {{document: row.properties.document}}]->(b) SET r = row.properties"
    )


def create_edges(type_: str, source: str, target: str, known: str) -> str:
    """Rows: `id` of a node, and `edges`, of each of its relationships the `id` of the other end and all `properties`;
    none of these is there yet. `known`: which end (a, b) the node is, so that it is looked up once.

    By name, not by place in a list: with `edge[0]` the embedded engine's time grows with the square of a node's
    relationships, 3.8 s for 2,000 of them, and so 0.02 s. The names of properties are not written out: when a graph is
    opened again, it takes only those in a pattern that it has met.
    """
    one, other = (f"({end}:{source if end == 'a' else target} {{id: %s.id}})" for end in (known, "ab".strip(known)))
    return (
        f"UNWIND $rows AS row MATCH {one % 'row'} UNWIND row.edges AS edge MATCH {other % 'edge'} "
        f"CREATE (a)-[r:{type_}]->(b) SET r = edge.properties"
    )


def delete_nodes(label: str) -> str:
    """Rows: `id`; the nodes go with their relationships."""
    return f"UNWIND $rows AS row MATCH (n:{label} {{id: row.id}}) DETACH DELETE n"


def delete_edges(types: Iterable[str], source: str) -> str:
    """Rows: `id` of a source, `document`; what that document says of it goes."""
    return (
        f"UNWIND $rows AS row MATCH (:{source} {{id: row.id}})-[r:{'|'.join(types)}]->() "
        "WHERE r.document = row.document DELETE r"
    )


def delete_edges_on_bases(type_: str, label: str) -> str:
    """Rows: `source`, `target` (ids), `document`, `bases`."""
    return (
        f"UNWIND $rows AS row MATCH (:{label} {{id: row.source}})-[r:{type_}]->(:{label} {{id: row.target}}) "
        "WHERE r.basis IN row.bases AND r.document = row.document DELETE r"
    )


def emptying(most: int) -> Iterator[tuple[str, str]]:
    """For each kind a statement that counts what there is (`n`), and one that takes away `most` of it.

    Relationships first: with its thousands of relationships, one node may be too much for a transaction. Documents
    last, on which it is noted that the graph is not whole.
    """
    kinds = [(f"MATCH {_between('x', type_)}", "DELETE") for type_ in ontology().edges]
    labels = sorted(ontology().nodes, key=lambda label: label == "Document")
    kinds += [(f"MATCH (x:{label})", "DETACH DELETE") for label in labels]
    for match, delete in kinds:
        yield f"{match} RETURN count(x) AS n", f"{match} WITH x LIMIT {most} {delete} x"


# --- what a store is set up with (Cypher of Neo4j 5)


def constraints() -> list[str]:
    """That ids are unique; each statement may run again."""
    return [
        f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
        for label in ontology().nodes
    ]


def indexes() -> dict[tuple[str, str], str]:
    """That names and what else nodes are looked up by are found quickly: by label and property; each may run again."""
    found = [*((label, "name") for label in ontology().nodes), *LOOKED_UP]
    return {(label, name): _index(label, name) for label, name in found}


def server_indexes() -> list[str]:
    """Those of `indexes`, and of a server alone those for what people ask for; each may run again."""
    return [*indexes().values(), *(_index(label, name) for label, name in ASKED_BY)]


def _index(label: str, name: str) -> str:
    return f"CREATE INDEX {label.lower()}_{name} IF NOT EXISTS FOR (n:{label}) ON (n.{name})"


def after_import(empty: str) -> Iterator[str]:
    """What remains to be done after a bulk import, each statement in a transaction of its own and fit to be run again.

    `empty`: the property of a node that names its lists without any value.
    """
    yield from constraints()
    yield from server_indexes()
    yield from looking.full_text_indexes().values()
    yield from looking.other_full_text_indexes().values()
    yield schema_mark(SCHEMA)
    yield await_indexes(3600)
    for label, kind in ontology().nodes.items():
        for prop in kind.properties.values():
            if prop.type in ("strings", "integers"):
                yield (
                    f"MATCH (n:{label}) WHERE '{prop.name}' IN n.{empty} "
                    f"CALL (n) {{ SET n.{prop.name} = [] }} IN TRANSACTIONS OF 10000 ROWS"
                )
        yield (
            f"MATCH (n:{label}) WHERE n.{empty} IS NOT NULL "
            f"CALL (n) {{ REMOVE n.{empty} }} IN TRANSACTIONS OF 10000 ROWS"
        )


def schema_mark(version: int) -> str:
    """Marks the graph of a server with the version of its form; there is never anything under that label."""
    label = f"PolicyGraphSchema{version}"
    return f"CREATE CONSTRAINT {MARK}{version} IF NOT EXISTS FOR (s:{label}) REQUIRE s.id IS UNIQUE"


def no_schema_mark(version: int) -> str:
    """Takes that mark away."""
    return f"DROP CONSTRAINT {MARK}{version} IF EXISTS"


def await_indexes(seconds: int) -> str:
    """Wait until all indexes are made."""
    return f"CALL db.awaitIndexes({seconds})"


def names_in_schema() -> tuple[str, str]:
    """The names of constraints, and of indexes, each with the labels that it is of."""
    labels = "YIELD name, labelsOrTypes RETURN name, labelsOrTypes AS labels"
    return f"SHOW CONSTRAINTS {labels}", f"SHOW INDEXES {labels}"


def _between(name: str, type_: str) -> str:
    """A relationship of a type between nodes of ours: somebody else's may be called so too."""
    kind = ontology().edges[type_]
    return f"(a:{'|'.join(kind.sources)})-[{name}:{type_}]->(b:{'|'.join(kind.targets)})"


def _columns(of: str, names: Iterable[str]) -> str:
    return ", ".join(f"{of}.{name} AS `{name}`" for name in names)
