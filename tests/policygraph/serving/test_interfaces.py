"""The same ten questions over each interface, on each kind of store: the same answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import anyio
import pytest
import streamlit as st
import yaml
from mcp import Client
from starlette.testclient import TestClient

import policygraph as pg
from policygraph.app.frame import data
from policygraph.app.query import asked
from policygraph.graph.asking import catalog
from policygraph.graph.asking.absent import absent
from policygraph.graph.questions.answer import Answer as Answered
from policygraph.graph.questions.asking import answer
from policygraph.model.words import iso
from policygraph.serving.mcp import made
from tests.commands import Run, run
from tests.paths import ROOT
from tests.policygraph.serving.test_rest import client_of
from tests.stores import settled

__all__ = ["run"]
CASES: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests/cases/interfaces.yaml").read_text(encoding="utf-8"))
MOST = 1000


class Told(NamedTuple):
    """What an interface says. `said`: the sentence; empty where there is none."""

    rows: list[dict[str, Any]]
    said: str
    answered: bool = True


Ask = Callable[[Mapping[str, Any]], Told]


def test_there_are_ten() -> None:
    assert len(CASES) == 10


@pytest.mark.slow("may be the first that waits for the Neo4j server")
def test_each_interface_answers_the_same(place: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with settled(place):
        pass
    interfaces: dict[str, Ask] = {
        "Python": by_python(pg.open(place)),
        "the command": by_command(place, run),
        "REST": by_rest(client_of(place)),
        "MCP": by_mcp(place),
        "the page": by_page(place, monkeypatch),
    }
    wrong = []
    for case in CASES:
        told = {name: ask(case) for name, ask in interfaces.items()}
        for name, each in told.items():
            found = [row[case["column"]] for row in each.rows]
            if found != case["found"] or each != told["Python"] or case.get("said", "") not in each.said:
                wrong.append(f"{case.get('query', case.get('ask'))} over {name}: {found} {each.said}")
    assert not wrong, "\n".join(wrong)
    st.cache_resource.clear()


def plain(rows: Any) -> list[dict[str, Any]]:
    """Rows as JSON has them."""
    found: list[dict[str, Any]] = json.loads(json.dumps(list(rows), default=iso))
    return found


def by_python(graph: pg.Graph) -> Ask:
    def ask(case: Mapping[str, Any]) -> Told:
        if "ask" in case:
            given = graph.ask(case["ask"])
            return Told(plain(given), given.said, given.answered)
        given = graph.query(case["query"], **case["values"])
        return Told(plain(given), given.said)

    return ask


def by_command(place: str, run: Run) -> Ask:
    def ask(case: Mapping[str, Any]) -> Told:
        if "ask" in case:
            _, out, _ = run("ask", case["ask"], "--format", "json", "--limit", "0", "-d", place)
            given = json.loads(out)
            return Told(given.get("rows", []), given["sentence"], given["answered"])
        values = [part for name, value in case["values"].items() for part in ("-p", f"{name}={value}")]
        code, out, told = run("query", case["query"], *values, "--format", "json", "-d", place)
        assert code == 0, told
        return Told(json.loads(out), told.strip())

    return ask


def by_rest(client: TestClient) -> Ask:
    def ask(case: Mapping[str, Any]) -> Told:
        path = "/api/ask" if "ask" in case else f"/api/queries/{case['query']}"
        values = {"question": case["ask"]} if "ask" in case else case["values"]
        given = client.get(path, params={**values, "limit": MOST}).json()
        return Told(given["rows"], given["said"], given["answered"])

    return ask


def by_mcp(place: str) -> Ask:
    def ask(case: Mapping[str, Any]) -> Told:
        values = {"question": case["ask"]} if "ask" in case else case["values"]

        async def call() -> Any:
            async with Client(made(place)) as client:
                return await client.call_tool(case.get("query", "ask"), {**values, "limit": MOST})

        given = anyio.run(call).structured_content
        return Told(given["rows"], given["said"], given["answered"])

    return ask


def by_page(place: str, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """What its functions give, which draw nothing: those are tried in tests/app."""
    monkeypatch.setenv(data.PLACE, place)
    st.cache_resource.clear()

    def ask(case: Mapping[str, Any]) -> Told:
        if "ask" in case:
            given = answer(case["ask"], asked._world(), [])
            rows = given.rows if isinstance(given, Answered) else ()
            return Told(plain(rows), given.sentence, isinstance(given, Answered))
        query = catalog.find_query(case["query"])
        rows = data.ask(query.name, case["values"])
        lacking = () if rows else absent(query, catalog.bind_values(query, case["values"]), data.ask)
        return Told(plain(rows), "；".join(each.in_words for each in lacking))

    return ask
