"""What a person's Cypher may do: every refusal is a case, and so is what looks like one and is none."""

import pytest

from policygraph.errors import PolicyGraphError
from policygraph.graph.guard import check_read_only, unknown_names
from policygraph.graph.lexer import tokens

ALLOWED = [
    "MATCH (t:Task) RETURN t.name",
    "MATCH (t:Task) WHERE t.name CONTAINS 'CREATE' RETURN t",
    'RETURN "SET n.x = 1" AS text',
    "RETURN 'it\\'s SET' AS text",
    "RETURN 1 AS `create`",
    "// DELETE everything\nMATCH (n) RETURN n",
    "/* MERGE\n(n) */ RETURN 1",
    "MATCH (n) RETURN n.set, n.create, n . delete",
    "MATCH (n:Set)-[:CREATE]->(m) RETURN n",
    "RETURN {set: 1, load: 2} AS map",
    "RETURN $create",
    "CALL { MATCH (n:Task) RETURN n } RETURN n.name",
    "MATCH (d) CALL (d) { MATCH (d)--(x) RETURN x } RETURN x",
    "CALL db.labels() YIELD label RETURN label",
    "CALL db.relationshipTypes",
    "CALL `db`.propertyKeys()",
    "RETURN datasets, offset",
]

# statement, words of the error
REFUSED = [
    ("CREATE (n)", "CREATE"),
    ("match (n) set n.x = 1", "SET"),
    ("MATCH (n) DETACH DELETE n", "DETACH"),
    ("MERGE (n:Task {id: '1'})", "MERGE"),
    ("MATCH (n) REMOVE n.x", "REMOVE"),
    ("DROP INDEX x", "DROP"),
    ("FOREACH (x IN [1] | CREATE (:A))", "FOREACH"),
    ("INSERT (:A)", "INSERT"),
    ("LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line", "LOAD"),
    ("load csv with headers from 'http://x' as l return l", "LOAD"),
    ("MATCH (n) /* a */ SET /* b */ n.x = 1", "SET"),
    ("MATCH (n) WITH n, 1. SET n.x = 2", "SET"),
    ("RETURN 'a' // '\nCREATE (n)", "CREATE"),
    ('RETURN "\'" CREATE (n) RETURN "\'"', "CREATE"),
    ("RETURN 'a\\\\' CREATE (n) RETURN 'b'", "CREATE"),
    ("RETURN `a` CREATE (n)", "CREATE"),
    ("CALL apoc.load.json('file:///x') YIELD value RETURN value", "apoc.load.json"),
    ("CALL dbms.listConfig()", "dbms.listConfig"),
    ("CALL `apoc` . `load`.json('x')", "apoc.load.json"),
    ("CALL db.labels() YIELD label CALL db.cdc.enable() RETURN 1", "db.cdc.enable"),
    ("CALL { MATCH (n) SET n.x = 1 } IN TRANSACTIONS", "SET"),
    ("MATCH (n) \\u0053ET n.x = 1", "反斜杠"),
]


@pytest.mark.parametrize("cypher", ALLOWED)
def test_reading_is_allowed(cypher: str) -> None:
    check_read_only(cypher)


@pytest.mark.parametrize(("cypher", "words"), REFUSED)
def test_the_rest_is_refused(cypher: str, words: str) -> None:
    with pytest.raises(PolicyGraphError, match=words):
        check_read_only(cypher)


@pytest.mark.parametrize(
    "cypher", [*ALLOWED, *(cypher for cypher, _ in REFUSED), "'", '"', "`", "/*", "任务，", "a\u3000b"]
)
def test_tokens_lose_nothing(cypher: str) -> None:
    assert "".join(token.text for token in tokens(cypher)) == cypher


@pytest.mark.parametrize(
    ("cypher", "names"),
    [
        ("MATCH (d:Departmnt) RETURN d", {"Departmnt": "Department"}),
        ("MATCH ()-[r:LEADS|SUPORTS*1..3]->() RETURN r", {"SUPORTS": "SUPPORTS"}),
        ("MATCH (d:Department {name: 'X:Y'})-[:LEADS]->(t:Task) RETURN {a: d.name, b: t}", {}),
        ("MATCH (x:Qqq) RETURN x", {"Qqq": ""}),
    ],
)
def test_unknown_names(cypher: str, names: dict[str, str]) -> None:
    assert unknown_names(cypher) == names
