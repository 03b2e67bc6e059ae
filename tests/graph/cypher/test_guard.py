"""What a person's Cypher may do: every refusal is a case, and so is what looks like one and is none."""

import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

import pytest

from policygraph.graph.cypher.guard import check_read_only, unknown_names
from policygraph.graph.cypher.lexer import tokens
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.graph.transfer.dump import dump_graph
from policygraph.model.errors import PolicyGraphError
from tests.graphs import city_opinion, county_plan
from tests.hostile_statements import KINDS, Hostile, hostile
from tests.patience import LONG, within
from tests.stores import wipe

ALLOWED = [
    "MATCH (t:Task) RETURN t.name",
    "MATCH (t:Task) WHERE t.name CONTAINS 'CREATE' RETURN t",
    'RETURN "SET n.x = 1" AS text',
    "RETURN 'it\\'s SET' AS text",
    "RETURN 1 AS `create`",
    "// DELETE everything\nMATCH (n) RETURN n",
    "/* MERGE\n(n) */ RETURN 1",
    "MATCH (n)\r\n// 换行是 Windows 的\r\nRETURN n;",
    "MATCH (n) RETURN n.set, n.create, n . delete",
    "MATCH (n:Set)-[:CREATE]->(m) RETURN n",
    "RETURN {set: 1, load: 2} AS map",
    "RETURN $create, $ SET, $`a b`",
    "CALL { MATCH (n:Task) RETURN n } RETURN n.name",
    "MATCH (d) CALL (d) { MATCH (d)--(x) RETURN x } RETURN x",
    "MATCH (d) CALL (*) { MATCH (d)--(x) RETURN x } RETURN x",
    "CALL db.labels() YIELD label RETURN label",
    "CALL db.relationshipTypes",
    "CALL `db`.propertyKeys()",
    "OPTIONAL CALL db.labels() YIELD label RETURN label",
    "WITH 1 AS datasets, 2 AS offset RETURN datasets, offset",
    "MATCH (n)RETURN'a'AS a$b,n.name AS 部门",
    "MATCH\u3000(n) WHERE n.name = '（一）' RETURN n",
    "RETURN {a:CASE WHEN true THEN 1 ELSE 2 END, b:NOT true, c:toUpper ('x')} AS map",
    "RETURN [1, 2, 3][0..size([1])] + [.5, 1e-5, 1.5E3, 0x1F, 0o17, 1_000] AS list",
    "MATCH (n) RETURN n {.name, .*, x: n.position} AS x, n.order ORDER BY n.order DESC, n.desc ASC SKIP 1 LIMIT $limit",
    "MATCH (n:Task&!Policy|%)<-[r:LEADS|SUPPORTS*1..3 {document: 'x'}]-(m WHERE m.name <> 'x') RETURN DISTINCT *",
    "MATCH (n:$($label)) RETURN n",
    "MATCH p = ((a)-[:WITHIN]->(b)){1,5} (c) RETURN length(p)",
    "MATCH p = ANY SHORTEST (a:Region)-[:WITHIN]->*(b) RETURN p UNION MATCH p = SHORTEST 2 PATHS (a)--+(b) RETURN p",
    "MATCH p = shortestPath((a)-[*..9]-(b)) RETURN [x IN nodes(p) WHERE x.name STARTS WITH '县' | x.name] AS names",
    "MATCH (n) WHERE EXISTS { (n)-->() } AND COUNT { MATCH (n)--(m) RETURN m } > 1 RETURN COLLECT { RETURN 1 }",
    "MATCH (n) WHERE n.x IS NOT NULL AND n.x IS :: LOCAL DATETIME NOT NULL AND n.y IS NOT NFC NORMALIZED RETURN n",
    "RETURN trim(BOTH 'x' FROM 'xyx'), date.truncate('year', date()), duration.between(date(), date()).days",
    "RETURN all(x IN [1] WHERE any(y IN range(0, x) WHERE y > 0)) XOR 'a' =~ '\\\\d+' AS y, range(0, 10_000) AS r",
    "UNWIND range(1, 1000000) AS n RETURN n",
    "MATCH (n) WHERE EXISTS { MATCH (n)-->(a) WHERE a.name IN ['x', 'y'] MATCH (a)-->(b {x: 1, y: 2}) } RETURN n",
    f"MATCH (n) WHERE n.id IN [{', '.join(repr(f'{i:016x}') for i in range(400))}] RETURN n",
]  # fmt: skip

# statement, words of the error
REFUSED = [
    ("CREATE (n)", "不允许 CREATE"),
    ("match (n) set n.x = 1", "不允许 SET"),
    ("load csv with headers from 'http://x' as l return l", "不允许 LOAD CSV"),
    ("SHOW USERS", "语句要以 MATCH、OPTIONAL、UNWIND、WITH、RETURN、CALL 开头"),
    ("MATCH (n) RETURN n FORMAT CSV", "看不懂“n FORMAT”"),
    ("CALL `apoc` . `load`.json('x')", "不允许调用过程 apoc.load.json；可用的有 db.labels"),
    ("RETURN `apoc` . load.json('x')", "不能用函数 apoc.load.json"),
    ("RETURN 1; RETURN 2", "只能运行一条语句"),
    ("MATCH (n) \\u0053ET n.x = 1", "反斜杠"),
    ("MATCH （n） RETURN n", "不能有“（”（U\\+FF08）"),
    ("RETURN 1 // a\rRETURN 2", "看不见的控制字符 U\\+000D"),
    ("RETURN " + "(" * 33 + "1" + ")" * 33, "太复杂"),
    ("RETURN " + "{a: " * 9 + "1" + "}" * 9, "太复杂"),
    ("MATCH (n) RETURN n" + ".a" * 65, "接连有 64 个以上的 \\."),
    ("RETURN " + "NOT noT nOt Not " * 17 + "true", "接连有 64 个以上的 NOT"),
    ("RETURN reduce(s = 'a', x IN [1] | s + s)", "不能用函数 reduce"),
    ("RETURN [x IN range(1, 20000) | x]", "最多到 10000"),
    ("RETURN [x IN [1] | [y IN [1] | [z IN [1] | 1]]]", "最多套 2 层"),
    ("MATCH (n) WHERE EXISTS { (n)-->(a), (b) } RETURN n", "不能用逗号"),
    (" UNION ".join(["RETURN 1 AS x"] * 26), "最多 24 个 UNION"),
    ("RETURN '" + "任务" * 5000 + "'", "最多 10000 个字符，现有 10009 个"),
]


HOSTILE = hostile()
WRITING = [each for each in HOSTILE if each.writes]
CUT = [each for each in HOSTILE if each.expect == "cut"]
SECONDS, ROWS = 0.3, 5


def name_of(case: Hostile) -> str:
    return ascii(case.cypher[:60])


@pytest.mark.parametrize("cypher", [*ALLOWED, *(case.cypher for case in CUT)], ids=lambda cypher: ascii(cypher[:60]))
def test_reading_is_allowed(cypher: str) -> None:
    check_read_only(cypher)


@pytest.mark.parametrize(("cypher", "words"), REFUSED, ids=lambda text: ascii(text[:60]))
def test_refusals_say_why(cypher: str, words: str) -> None:
    with pytest.raises(PolicyGraphError, match=words) as caught:
        check_read_only(cypher)
    assert "\n" not in str(caught.value)


def test_the_table_of_hostile_statements() -> None:
    assert len({case.cypher for case in HOSTILE}) == len(HOSTILE) >= 400
    assert all(case.expect == "refused" for case in WRITING)
    passed = [case.cypher[:80] for case in HOSTILE if case.expect == "refused" and error_of(case) is None]
    assert passed == []


def error_of(case: Hostile) -> str | None:
    try:
        check_read_only(case.cypher)
    except PolicyGraphError as error:
        assert "\n" not in str(error), case.cypher[:80]
        return str(error)
    return None


# --- on the stores ----------------------------------------------------------------------------------------------------


class Loaded(NamedTuple):
    """A store with a graph in it, and its version at first, which any commit changes."""

    kind: str
    store: Store
    before: str

    def is_unchanged(self) -> bool:
        return self.store.version() == self.before


@pytest.fixture(scope="module", params=["embedded", "embedded, writing", "neo4j"])
def loaded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    kind, _, writing = request.param.partition(", ")
    if kind == "embedded":
        place = str(tmp_path_factory.mktemp("graph"))
    else:
        place = request.getfixturevalue("server_address")
        wipe(place)
    with open_store(place, write=True) as store:
        load(store, [county_plan(), city_opinion()])
    with open_store(place, write=bool(writing)) as store:
        before = dump_graph(store)
        yield Loaded(kind, store, store.version())
        assert dump_graph(store) == before


def test_what_is_hostile_is_refused(loaded: Loaded) -> None:
    answered = []
    for case in HOSTILE:
        if case.expect == "refused":
            with suppress(PolicyGraphError):
                loaded.store.read(case.cypher, {"url": "file:///etc/passwd"})
                answered.append(case.cypher[:80])
    assert answered == [] and loaded.is_unchanged()


@pytest.mark.parametrize("case", WRITING, ids=name_of)
def test_no_store_writes_when_asked_to_read(loaded: Loaded, case: Hostile, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("embedded", "server"):
        monkeypatch.setattr(f"policygraph.graph.stores.{module}.check_read_only", lambda cypher: None)
    try:
        loaded.store.read(case.cypher, seconds=10, rows=ROWS)
    except PolicyGraphError:
        pass
    else:
        assert loaded.kind not in case.writes
    assert loaded.is_unchanged()


@pytest.mark.slow("each runs until it is cut off")
@pytest.mark.parametrize(
    ("loaded", "case"),
    [
        pytest.param(kind, case, id=f"{kind}-{name_of(case)}")
        for kind in KINDS
        for case in CUT[::3]  # of each kind some; all of them: python -m benchmarks.hostile
        if kind not in case.beyond
    ],
    indirect=["loaded"],
)
def test_what_does_not_end_is_cut_off(loaded: Loaded, case: Hostile) -> None:
    begin = time.monotonic()
    try:
        rows = loaded.store.read(case.cypher, seconds=SECONDS, rows=ROWS)
    except PolicyGraphError as error:
        assert "\n" not in str(error)
    else:
        assert len(rows) <= ROWS
    assert time.monotonic() - begin < SECONDS + within(15)  # a busy machine is no failure
    for thread in threading.enumerate():
        if thread.name == "policygraph-query":  # nothing is taken of an answer that nobody waits for
            thread.join(LONG)
            assert not thread.is_alive()
    assert loaded.is_unchanged()


VALUES = ["'}) DETACH DELETE n //", "\\u0027 SET n.x = 1 //", "`) DELETE n //", "$other", "\n; CREATE (m)", "\0"]


@pytest.mark.parametrize("value", VALUES, ids=ascii)
def test_parameters_are_only_values(loaded: Loaded, value: str) -> None:
    found = loaded.store.read("RETURN $set AS a, $CREATE AS b", {"set": value, "CREATE": [value, {"a": value}]})
    assert found == [{"a": value, "b": [value, {"a": value}]}]
    assert loaded.store.read("MATCH (n:Task {name: $name}) WHERE n.id = $name RETURN n", {"name": value}) == []
    assert loaded.is_unchanged()


# --- tokens and names -------------------------------------------------------------------------------------------------


def test_tokens_lose_nothing() -> None:
    written = [*ALLOWED, *(case.cypher for case in HOSTILE), "'", '"', "`", "/*", "任务，", "a\u3000b"]
    assert [cypher for cypher in written if "".join(token.text for token in tokens(cypher)) != cypher] == []


@pytest.mark.parametrize(
    ("cypher", "texts"),
    [
        ("a$ b", ["a$", " ", "b"]),
        ("$a $ b", ["$", "a", " ", "$", " ", "b"]),
        ("// a\rb", ["// a", "\r", "b"]),
        ("// a\u2028b\nc", ["// a\u2028b", "\n", "c"]),
        ("/*/ a */b", ["/*/ a */", "b"]),
        ("'a\\'b' `a\\`b", ["'a\\'b'", " ", "`a\\`", "b"]),
        ("1..2 1.5e-3.x 0x1Fg", ["1", "..", "2", " ", "1.5e-3", ".", "x", " ", "0x1F", "g"]),
    ],
)
def test_tokens_end_where_the_server_ends_them(cypher: str, texts: list[str]) -> None:
    assert [token.text for token in tokens(cypher)] == texts


@pytest.mark.parametrize(
    ("cypher", "names"),
    [
        ("MATCH (d:Departmnt) RETURN d", {"Departmnt": "Department"}),
        ("MATCH ()-[r:LEADS|SUPORTS*1..3]->() RETURN r", {"SUPORTS": "SUPPORTS"}),
        ("MATCH (d:Department {name: 'X:Y'})-[:LEADS]->(t:Task) RETURN {a: d.name, b: t}", {}),
        ("MATCH (x:Qqq) RETURN x", {"Qqq": ""}),
        ("MATCH (t:Task)-[:HAS_PROGRESS]->(g:Progress) WHERE g.state = 'done' RETURN t.status, g.start", {}),
        ("MATCH (p:Policy) RETURN p.status, p.kind, p.name", {}),
        ("MATCH (x:任务) WHERE x.titel = '.x' RETURN x.zzz, x.title", {"任务": "Task", "titel": "title"}),
    ],
)
def test_unknown_names(cypher: str, names: dict[str, str]) -> None:
    assert unknown_names(cypher) == names
