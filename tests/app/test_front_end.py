"""Streamlit's own files: sent whole to who may come in, and nothing else of the machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from policygraph.app.frame import front_end, serving
from policygraph.app.frame.front_end import FrontEnd
from policygraph.app.gate import here
from policygraph.app.gate.gate import Entry
from policygraph.app.gate.guard import Guard
from policygraph.app.gate.headers import Headers

SCRIPT = next(path for path in front_end.files() if path.endswith(".js"))


def client(base: str = "") -> TestClient:
    async def page(_: Request) -> Response:
        return PlainTextResponse("the page")

    routes = [Route("/{path:path}", page, methods=["GET", "POST"])]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(FrontEnd, base=base)]))


def test_a_file_is_sent_whole_and_kept_by_browsers() -> None:
    answer = client().get(SCRIPT)
    assert answer.content == (front_end.FOLDER / SCRIPT[1:]).read_bytes()
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "immutable" in answer.headers["cache-control"]
    assert client("/policy").get(f"/policy{SCRIPT}").content == answer.content


@pytest.mark.parametrize(
    "path", ["/", "/index.html", "/ledger", "/static/js/none.js", "/static/../index.html", "/static/%2e%2e/index.html"]
)
def test_all_else_is_left_to_streamlit(path: str) -> None:
    assert client().get(path).text == "the page"


def test_what_is_no_plain_question_is_left_to_streamlit() -> None:
    assert client().get(SCRIPT, headers={"range": "bytes=0-9"}).text == "the page"
    assert client().post(SCRIPT).text == "the page"


@pytest.mark.parametrize("asked", [{}, {"accept-encoding": "gzip"}, {"if-none-match": "x", "range": "bytes=0-9"}])
def test_streamlits_page_has_our_script_before_its_own(asked: dict[str, str]) -> None:
    async def page(request: Request) -> Response:
        if request.url.path == "/other":
            return HTMLResponse("another")
        return FileResponse(front_end.FOLDER / "index.html")

    ask = TestClient(
        Starlette(routes=[Route("/{path:path}", page)], middleware=[Middleware(FrontEnd), Middleware(GZipMiddleware)]),
        headers={"accept": "text/html", **asked},
    )
    answer = ask.get("/ledger")
    assert answer.text.index("/policygraph/address-") < answer.text.index("/js/index") and "etag" not in answer.headers
    assert ask.get("/other").text == "another"
    away = ask.get("/ledger/of", follow_redirects=False)
    assert (away.status_code, away.headers["location"]) == (303, "../ledger-of")


def test_it_stands_behind_the_guard(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found: list[Any] = []

    class App:
        def __init__(self, *_: Any, middleware: list[Middleware], **__: Any) -> None:
            found.extend(each.cls for each in middleware)

        def run(self, **_: Any) -> None:
            pass

    monkeypatch.setattr(st, "App", App)
    monkeypatch.setattr(here, "_gate", None)
    monkeypatch.delenv("FORWARDED_ALLOW_IPS", raising=False)
    serving.serve({}, Entry(), str(tmp_path))
    assert found == [Headers, Guard, FrontEnd]
