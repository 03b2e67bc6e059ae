"""REST on the graph of the samples: what the catalogue answers, pages, what is known already, what goes wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import policygraph as pg
from policygraph.app.gate.gate import Entry
from policygraph.graph.asking import catalog
from policygraph.graph.asking.catalog import Query
from policygraph.graph.asking.searching import search
from policygraph.graph.stores.opening import open_store
from policygraph.questions.search import as_json
from policygraph.serving.serve import application

HOST = "http://localhost:8600"
PLAN = "青穗县实施“百溪润田、千村焕新”行动实施方案"
LEADS = "/api/queries/tasks-led-by-department"


def client_of(place: Path | str, address: str = "127.0.0.1", host: str = HOST, **entry: Any) -> TestClient:
    app = application(Entry(**entry), str(place))
    return TestClient(app, base_url=host, client=(address, 1), follow_redirects=False, raise_server_exceptions=False)


@pytest.fixture(scope="module")
def client(samples_graph: Path) -> Iterator[TestClient]:
    with client_of(samples_graph) as made:
        yield made


@pytest.fixture(scope="module")
def graph(samples_graph: Path) -> Iterator[pg.Graph]:
    with pg.open(samples_graph) as opened:
        yield opened


def examples(query: Query) -> dict[str, Any]:
    """What must be given, as its header's example has it, unless that is an id of another graph."""
    return {each.name: each.example for each in query.parameters if each.required and each.name != "limit"}


@pytest.mark.parametrize("name", sorted(catalog.catalog()))
def test_each_query_is_an_endpoint_that_gives_what_python_gives(client: TestClient, graph: pg.Graph, name: str) -> None:
    given = examples(catalog.find_query(name))
    answer = client.get(f"/api/queries/{name}", params={**given, "limit": 20})
    assert answer.status_code == 200, answer.text
    told = answer.json()
    known = graph.query(name, **given)
    most = next((each.default for each in catalog.find_query(name).parameters if each.name == "limit"), len(known))
    assert told["rows"] == json.loads(json.dumps(known[:20], default=str)) and told["total"] >= min(len(known), most)
    assert [each["name"] for each in told["columns"]] == [each.name for each in known.columns]
    assert told["provenance"]["graph"] and "place" not in told["provenance"]


def test_openapi_is_made_of_the_headers(client: TestClient) -> None:
    openapi = client.get("/api/openapi.json").json()
    assert openapi["openapi"].startswith("3.1") and openapi["servers"] == [{"url": "/api"}]
    for name, query in catalog.catalog().items():
        operation = openapi["paths"][f"/queries/{name}"]["get"]
        assert (operation["summary"], operation["description"]) == (query.title, query.answers)
        parameters = {each["name"]: each for each in operation["parameters"]}
        assert set(parameters) == {each.name for each in query.parameters} | {"limit", "offset"}
        for each in query.parameters:
            if each.name != "limit":
                assert parameters[each.name]["required"] == each.required
                assert parameters[each.name]["description"].startswith(each.zh)
                assert parameters[each.name]["schema"].get("enum", []) == list(each.values)
    assert {"/search", "/node/{id}", "/matrix", "/trace", "/ledger", "/ask", "/info", "/cypher"} < set(openapi["paths"])


def test_the_page_about_it_asks_nobody_else_and_has_no_script(client: TestClient) -> None:
    answer = client.get("/api/", headers={"accept": "text/html"})
    assert answer.status_code == 200 and "某部门牵头的任务" in answer.text
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//|<script", answer.text)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert client.get("/").headers["location"] == "/api/"
    assert client.get("/api/docs").status_code == client.get("/api/redoc").status_code == 404


def test_pages_lead_from_one_to_the_next(client: TestClient) -> None:
    whole = client.get(LEADS, params={"department": "区农业农村局"}).json()
    found, address = [], f"{LEADS}?department=区农业农村局&limit=3"
    while address:
        answer = client.get(address)
        found += answer.json()["rows"]
        address = answer.json()["next"]
        assert answer.headers.get("link") == (f'<{address}>; rel="next"' if address else None)
    assert found == whole["rows"] and len(found) == whole["total"] > 3 and whole["next"] is None


def test_who_has_the_answer_is_told_so_until_the_graph_changes(tmp_path: Path) -> None:
    text = (
        "青穗县人民政府办公室关于印发《青穗县河道治理实施方案》的通知\n"
        "一、清理河道。由县水利局牵头。\n二、修建堤防。由县水利局牵头。\n"
    )
    (tmp_path / "方案.txt").write_text(text, encoding="utf-8")
    graph = pg.open(tmp_path / "graph")
    graph.ingest(tmp_path / "方案.txt", jobs=1)
    client = client_of(tmp_path / "graph")
    first = client.get("/api/queries/tasks")
    assert first.headers["cache-control"] == "private, no-cache"
    held = {"if-none-match": first.headers["etag"]}
    again = client.get("/api/queries/tasks", headers=held)
    assert again.status_code == 304 and not again.content and again.headers["etag"] == first.headers["etag"]
    assert client.get("/api/queries/departments", headers=held).status_code == 200, "another question"
    (tmp_path / "方案.txt").write_text(text + "三、种植护岸林。由县林业局牵头。\n", encoding="utf-8")
    graph.ingest(tmp_path / "方案.txt", jobs=1)
    changed = client.get("/api/queries/tasks", headers=held)
    assert changed.status_code == 200 and changed.json()["total"] == first.json()["total"] + 1 == 3


def test_a_sentence_of_every_answer_stands_in_its_document(client: TestClient, graph: pg.Graph) -> None:
    texts = {row["id"]: graph.query("document-text", document=row["id"])[0]["text"] for row in graph.query("documents")}
    matrix = client.get("/api/matrix", params={"policy": PLAN}).json()
    trace = client.get("/api/trace", params={"what": "云泽市实施“百溪润田、千村焕新”行动工作方案"}).json()["rows"]
    leads = client.get(LEADS, params={"department": "区水利局"}).json()["rows"]
    asked = client.get("/api/ask", params={"question": "高标准农田谁牵头"}).json()["rows"]
    node = client.get(f"/api/node/{matrix['parts'][0]['department_id']}").json()["sentences"]
    quoted = [row for rows in (matrix["parts"], trace, leads, asked, node) for row in rows if row["start"] is not None]
    assert {row["direction"] for row in trace} == {"上级", "下级"}
    assert all(rows for rows in (matrix["parts"], trace, leads, asked, node))
    assert all(row["evidence"] == texts[row["document"]][row["start"] : row["end"]] for row in quoted)
    cells = {(row["task_id"], name, value) for row in matrix["rows"] for name, value in row.items() if value}
    assert all((part["task_id"], part["department_name"], part["role"]) in cells for part in matrix["parts"])


def test_the_ledger_and_questions_are_of_a_day(client: TestClient, graph: pg.Graph) -> None:
    on = "2026-06-30"
    ledger = client.get("/api/ledger", params={"on": on, "limit": 1000}).json()
    assert ledger["rows"] == list(graph.ledger.rows(on=date.fromisoformat(on)))
    first = client.get("/api/ask", params={"question": "高标准农田谁牵头", "on": on}).json()
    more = client.get("/api/ask", params={"question": "那配合单位呢", "after": "高标准农田谁牵头", "on": on}).json()
    assert first["answered"] and more["answered"] and first["said"] != more["said"]
    back = client.get("/api/ask", params={"question": "天气怎么样"}).json()
    assert not back["answered"] and back["said"] and back["rows"] == []


def test_search_finds_what_the_box_of_the_page_finds(client: TestClient, samples_graph: Path) -> None:
    with open_store(samples_graph) as store:
        assert client.get("/api/search?text=高标准农田 2026").json() == as_json(search(store, "高标准农田 2026"))
    [kind] = client.get("/api/search?text=水利局&kind=部门&limit=2").json()["kinds"]
    assert kind["label"] == "Department" and len(kind["hits"]) == 2 < kind["number"]


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/api/queries/tasks-led-by-departmnt", 404, "是否指 tasks-led-by-department"),
        ("/api/serach", 404, "没有 /serach 这个地址，是否指 /search"),
        (f"{LEADS}?departmnt=区水利局", 400, "没有参数 departmnt。它的参数：department"),
        (LEADS, 400, "缺少参数 department"),
        ("/api/queries/table-policies?level=镇", 400, "只能是 central（中央）"),
        ("/api/queries/table-targets?year=去年", 400, "应为 integer"),
        ("/api/queries/tasks?limit=0", 400, "limit 应为 1 到 10000 的整数；得到 0"),
        ("/api/queries/tasks?limit=10001", 400, "limit 应为 1 到 10000"),
        ("/api/queries/tasks?offset=-1", 400, "offset 应为 0 到 10000"),
        ("/api/search", 400, "缺少参数 text"),
        ("/api/search?text=水利&txet=1", 400, "没有参数 txet，是否指 text？"),
        ("/api/search?text=水利&kind=火星", 400, "没有“火星”这一类"),
        ("/api/node/0000000000000000", 404, "图中没有编号为 0000000000000000 的节点"),
        ("/api/matrix?policy=火星", 400, "没有名称含“火星”且有任务的政策"),
        ("/api/trace?what=火星", 400, "图中没有政策“火星”"),
        ("/api/ledger?on=昨天", 400, "on 应为日期"),
    ],
)
def test_what_is_wrong_is_told_in_one_form(client: TestClient, path: str, status: int, words: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status and words in answer.json()["message"]
    assert set(answer.json()) == {"status", "error", "message"} and answer.json()["status"] == status
    assert answer.headers["content-type"] == "application/json"


def test_a_name_that_is_not_there_gets_the_near_one(client: TestClient) -> None:
    told = client.get(LEADS, params={"department": "区水利居"}).json()
    assert told["rows"] == [] and told["said"].startswith("图中没有“区水利居”（部门），是否指 区水利局")


def test_values_are_taken_in_chinese_too(client: TestClient) -> None:
    path = "/api/queries/table-policies"
    assert client.get(path, params={"level": "县级"}).json() == client.get(path, params={"level": "county"}).json() | {
        "provenance": client.get(path, params={"level": "县级"}).json()["provenance"]
    }


def test_an_error_of_ours_is_told_under_its_number(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policygraph.serving.desk.Desk.traced", lambda desk, what: 1 / 0)
    answer = client.get("/api/trace", params={"what": PLAN})
    assert answer.status_code == 500 and re.search(r"程序出错（E-[0-9A-F]{4}）", answer.json()["message"])


def test_where_there_is_no_graph_yet(tmp_path: Path) -> None:
    answer = client_of(tmp_path / "graph").get("/api/queries/tasks")
    assert answer.status_code == 404 and answer.json()["error"] == "not-found"


# --- Cypher -----------------------------------------------------------------------------------------------------------


def test_cypher_reads(client: TestClient, graph: pg.Graph) -> None:
    text = "MATCH (d:Department)-[:LEADS]->(t:Task) WHERE d.full_name ENDS WITH $name RETURN t.id AS id ORDER BY id"
    answer = client.post("/api/cypher", json={"cypher": text, "parameters": {"name": "区水利局"}}).json()
    assert answer["rows"] == list(graph.cypher(text, name="区水利局")) != []
    assert [each["name"] for each in answer["columns"]] == ["id"]


@pytest.mark.parametrize(
    ("cypher", "words"),
    [
        ("CREATE (n:Task) RETURN n", "不允许 CREATE"),
        ("LOAD CSV FROM 'file:///etc/passwd' AS x RETURN x", "不允许 LOAD CSV"),
        ("CALL dbms.components()", "不允许调用过程"),
        ("MATCH (t:Task) RETURN t.id; MATCH (t) RETURN t", "一次只能运行一条语句"),
        ("RETURN $nobody", ""),
    ],
)
def test_cypher_that_does_more_is_refused(client: TestClient, cypher: str, words: str) -> None:
    answer = client.post("/api/cypher", json={"cypher": cypher})
    assert answer.status_code == 400 and words in answer.json()["message"]


def test_cypher_has_the_limits_of_the_page(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = client.post("/api/cypher", json={"cypher": "UNWIND range(1, 10001) AS n RETURN n"}).json()
    assert rows["truncated"] and rows["total"] == 10_000
    monkeypatch.setattr("policygraph.serving.desk.SECONDS", 0.3)
    long = "UNWIND range(1, 3000) AS a UNWIND range(1, 3000) AS b UNWIND range(1, 3000) AS c RETURN count(*) AS n"
    slow = client.post("/api/cypher", json={"cypher": long})
    assert slow.status_code == 400 and "已停止" in slow.json()["message"]


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b'{"cypher": "RETURN 1 AS n"}', "text/plain", 415),  # a form of a foreign page can send that
        (b"{", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"cypher": 1}', "application/json", 400),
        (b'{"cypher": "RETURN 1", "parameters": []}', "application/json", 200),
        (b'{"cypher": "RETURN 1", "more": 1}', "application/json", 400),
        (b'{"cypher": "RETURN 1", "parameters": [1]}', "application/json", 400),
        (b" " * (1 << 20) + b'{"cypher": "RETURN 1"}', "application/json", 413),
    ],
)
def test_what_is_no_question(client: TestClient, content: bytes, kind: str, status: int) -> None:
    answer = client.post("/api/cypher", content=content, headers={"content-type": kind})
    assert answer.status_code == status, answer.text


def test_labels_that_are_none_are_told(client: TestClient) -> None:
    told = client.post("/api/cypher", json={"cypher": "MATCH (t:任务) RETURN t.name AS n"}).json()
    assert told["rows"] == [] and told["said"] == "图模型里没有 任务，是否指 Task" and told["notes"] == []
