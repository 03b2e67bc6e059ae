"""MCP by the official client: over stdio with a server of its own, over HTTP on loopback, and within this process."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest
import uvicorn
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from mcp.types import TextContent

import policygraph as pg
from policygraph.graph.asking import catalog
from policygraph.graph.asking.searching import search
from policygraph.graph.stores.opening import open_store
from policygraph.questions.search import as_json
from policygraph.services import audit
from policygraph.services.accounts import Accounts, accounts_file
from policygraph.serving.mcp import application, made
from tests.browser import free_port
from tests.patience import LONG
from tests.policygraph.serving.test_writing import PLAN

SECONDS = LONG
LEADS = "tasks-led-by-department"


def conversation(server: Any, *calls: tuple[str, dict[str, Any]]) -> tuple[list[Any], list[Any]]:
    """The tools that a server lists, and what it answers to each call."""

    async def talk() -> tuple[list[Any], list[Any]]:
        async with Client(server, read_timeout_seconds=SECONDS) as client:
            listed = (await client.list_tools()).tools
            return list(listed), [await client.call_tool(name, given) for name, given in calls]

    return anyio.run(talk)


def told(result: Any) -> str:
    """The words of a result."""
    assert isinstance(result.content[0], TextContent)
    return result.content[0].text


def over_stdio(place: Path, *more: str) -> StdioServerParameters:
    given = {
        name: os.environ[name] for name in ("PYTHONPATH", "POLICYGRAPH_LOG", "XDG_DATA_HOME") if name in os.environ
    }
    command = ["-m", "policygraph", "mcp", str(place), *more]
    return StdioServerParameters(command=sys.executable, args=command, env=given)


@contextmanager
def over_http(place: Path, write: bool = False) -> Iterator[str]:
    """The address of a server in a thread of this process."""
    port = free_port()
    config = uvicorn.Config(application(str(place), write), "127.0.0.1", port, log_config=None, access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + SECONDS
    while not server.started:
        assert time.monotonic() < until and thread.is_alive()
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{port}/mcp"
    finally:
        server.should_exit = True
        thread.join(SECONDS)


def with_token(address: str, words: str) -> Any:
    client = httpx2.AsyncClient(headers={"authorization": f"Bearer {words}"})
    return streamable_http_client(address, http_client=client)


@pytest.mark.slow("starts the server as a program of its own")
def test_an_assistant_asks_over_stdio(samples_graph: Path) -> None:
    on = date(2026, 6, 30)
    tools, answers = conversation(
        over_stdio(samples_graph),
        (LEADS, {"department": "区水利局"}),
        ("ask", {"question": "高标准农田谁牵头", "on": on.isoformat()}),
        ("search", {"text": "高标准农田", "limit": 3}),
    )
    graph = pg.open(samples_graph)
    led, asked, found = (each.structured_content for each in answers)
    assert led["rows"] == list(graph.query(LEADS, department="区水利局")) and led["left"] == 0
    assert asked["said"] == graph.ask("高标准农田谁牵头", on=on).said != ""
    with open_store(samples_graph) as store:
        assert found == as_json(search(store, "高标准农田", 3)) and found["kinds"]
    assert json.loads(told(answers[0])) == led, "the words say the same"
    texts = {row["id"]: graph.query("document-text", document=row["id"])[0]["text"] for row in graph.query("documents")}
    quoted = [*led["rows"], *asked["rows"]]
    assert quoted and all(row["evidence"] == texts[row["document"]][row["start"] : row["end"]] for row in quoted)
    assert all(tool.annotations.read_only_hint for tool in tools)


def test_tools_are_made_of_the_headers(samples_graph: Path) -> None:
    tools, _ = conversation(made(str(samples_graph)))
    known = {tool.name: tool for tool in tools}
    assert {"ask", "node", "matrix", "trace", "ledger", "info", "cypher", *catalog.catalog()} == set(known)
    for name, query in catalog.catalog().items():
        if name in ("node", "search"):
            continue
        schema = known[name].input_schema
        assert known[name].description == f"{query.title}：{query.answers}"
        assert set(schema["properties"]) == {each.name for each in query.parameters} | {"limit", "offset"}
        assert schema["required"] == [each.name for each in query.parameters if each.required]
        for each in query.parameters:
            if each.name != "limit":
                assert schema["properties"][each.name]["description"].startswith(each.zh)
                assert schema["properties"][each.name].get("enum", []) == list(each.values)


def test_every_other_tool_answers(samples_graph: Path) -> None:
    graph = pg.open(samples_graph)
    policy = graph.query("policies")[0]["id"]
    task = graph.tasks()[0]["task_id"]
    cypher = "MATCH (t:Task) WHERE t.id = $id RETURN t.name AS name"
    _, answers = conversation(
        made(str(samples_graph)),
        ("node", {"id": policy}),
        ("matrix", {"policy": "青穗县实施", "limit": 2}),
        ("trace", {"what": task}),
        ("ledger", {"on": "2026-06-30", "limit": 2}),
        ("info", {}),
        ("cypher", {"cypher": cypher, "parameters": {"id": task}}),
    )
    node, matrix, trace, ledger, info, read = (each.structured_content for each in answers)
    assert node["node"]["id"] == policy and node["sentences"]
    assert len(matrix["rows"]) == 2 and {part["task_id"] for part in matrix["parts"]} == {
        row["task_id"] for row in matrix["rows"]
    }
    assert trace["rows"] == list(graph.trace(task)) and len(ledger["rows"]) == 2 and ledger["left"] > 0
    assert info["nodes"] == graph.info()["nodes"] and "place" not in info
    assert read["rows"] == [{"name": graph.tasks()[0]["task"]}]


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("tasks-led-by-departmnt", {}, "没有名为 tasks-led-by-departmnt 的工具，是否指 tasks-led-by-department"),
        (LEADS, {}, "缺少参数 department"),
        (LEADS, {"departmnt": "区水利局"}, "没有参数 departmnt"),
        (LEADS, {"department": "区水利局", "limit": 0}, "limit 应为 1 到 10000 的整数；得到 0"),
        ("table-policies", {"level": "镇"}, "只能是 central（中央）"),
        ("node", {"id": "0000000000000000"}, "图中没有编号为 0000000000000000 的节点"),
        ("ledger", {"on": "昨天"}, "on 应为日期"),
        ("search", {"text": "水利", "kinds": ["火星"]}, "没有“火星”这一类"),
        ("ask", {"question": "谁牵头", "after": "x"}, "after 应为几句话的列表"),
        ("cypher", {"cypher": "CREATE (n:Task) RETURN n"}, "不允许 CREATE"),
        ("add-document", {"name": "x.txt", "text": PLAN}, "没有名为 add-document 的工具"),
    ],
)
def test_what_is_wrong_is_said(samples_graph: Path, name: str, given: dict[str, Any], words: str) -> None:
    _, [result] = conversation(made(str(samples_graph)), (name, given))
    assert result.is_error and words in told(result)


def test_a_name_that_is_not_there_gets_the_near_one(samples_graph: Path) -> None:
    _, [result] = conversation(made(str(samples_graph)), (LEADS, {"department": "区水利居"}))
    assert "是否指 区水利局" in result.structured_content["said"] and not result.structured_content["rows"]


def test_an_error_of_ours_is_told_under_its_number(samples_graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policygraph.serving.desk.Desk.traced", lambda desk, what: 1 / 0)
    _, [result] = conversation(made(str(samples_graph)), ("trace", {"what": "x"}))
    assert result.is_error and "程序出错（E-" in told(result)


def test_who_may_write_does_where_the_flag_says_so(tmp_path: Path) -> None:
    place = tmp_path / "graph"
    tools, [added] = conversation(made(str(place), write=True), ("add-document", {"name": "方案.txt", "text": PLAN}))
    assert {tool.name for tool in tools if not tool.annotations.read_only_hint} == {
        "add-document", "report-progress", "withdraw-progress",
    }  # fmt: skip
    assert not added.structured_content["documents"][0]["known"]
    [row] = pg.open(place).tasks()
    given = {"task": row["task_id"], "share": 0.4, "as_of": date.today().isoformat()}
    _, results = conversation(
        made(str(place), write=True), ("report-progress", given), ("report-progress", {**given, "share": 40}),
        ("add-document", {"name": "../x.txt", "text": PLAN}),
    )  # fmt: skip
    assert not results[0].is_error and pg.open(place).progress()[0]["share"] == 0.4
    assert "完成比例应在 0 到 100% 之间" in told(results[1]) and "name 应为文件名" in told(results[2])
    deeds = [(deed.act, deed.who, deed.outcome) for deed in reversed(audit.deeds(str(place))) if deed.via == audit.MCP]
    own = audit.operator()
    assert deeds == [("import", own, "ok"), ("enter", own, "ok"), ("enter", own, "failed")]


def test_over_http_a_token_says_who_it_is(tmp_path: Path) -> None:
    place = tmp_path / "graph"
    (tmp_path / "方案.txt").write_text(PLAN, encoding="utf-8")
    graph = pg.open(place)
    graph.ingest(tmp_path / "方案.txt", jobs=1)
    given = {"task": graph.tasks()[0]["task_id"], "share": 0.4, "as_of": date.today().isoformat()}
    with over_http(place, write=True) as address:
        _, [read, refused] = conversation(address, ("info", {}), ("report-progress", given))
        assert read.structured_content["nodes"]["Task"] == 1
        assert "写入只认令牌" in told(refused), "a foreign page in the browser here could send that too"
        accounts = Accounts(accounts_file(str(place)))
        words = {}
        for role in ("查看", "录入"):
            accounts.add(role, role, None)
            words[role] = accounts.give(role, "", None)[1]
        assert httpx2.post(address, json={}).status_code == 401
        assert httpx2.post(address, json={}, headers={"host": "evil.example"}).status_code == 401
        _, [refused] = conversation(with_token(address, words["查看"]), ("report-progress", given))
        assert "您不能导入、判断和录入" in told(refused)
        _, [kept] = conversation(with_token(address, words["录入"]), ("report-progress", given))
        assert not kept.is_error
    assert [deed.who for deed in audit.deeds(str(place)) if deed.via == audit.MCP] == ["录入"]


def test_over_http_only_this_machine_is_heard_and_only_by_its_own_name(samples_graph: Path) -> None:
    with over_http(samples_graph) as address:
        body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
        for headers in ({"host": "evil.example"}, {"origin": "http://evil.example"}):
            answer = httpx2.post(address, json=body, headers={"accept": "application/json", **headers})
            assert answer.status_code in (403, 421), answer.text
            assert answer.headers["x-frame-options"] == "DENY"
