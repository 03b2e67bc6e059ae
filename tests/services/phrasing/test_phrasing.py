"""A model of one's own that puts questions into slots: a stub on loopback, which also misbehaves."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from policygraph.graph.questions import asking
from policygraph.graph.questions.answer import Answer, AskedBack, World
from policygraph.graph.questions.meant.within import Within
from policygraph.graph.stores.opening import open_store
from policygraph.model.errors import PolicyGraphError
from policygraph.services.phrasing.addresses import endpoint
from policygraph.services.phrasing.answering import answer
from tests import asked

ODD = "粮食那摊子事咱青穗是哪家扛着呢"
"""Which our own reading asks back."""


class Stub(ThreadingHTTPServer):
    """Says `said` whatever it is asked; keeps what it was asked."""

    daemon_threads = True
    said: Any = "{}"
    status = 200
    late = 0.0

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[str, Any]] = []

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Who asked is gone: that is what some tests are about."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class _Handler(BaseHTTPRequestHandler):
    server: Stub

    def do_GET(self) -> None:
        self._answer({"data": [{"id": "stub"}]}, None)

    def do_POST(self) -> None:
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        time.sleep(self.server.late)
        self._answer({"choices": [{"message": {"content": self.server.said}}]}, told)

    def _answer(self, content: Any, told: Any) -> None:
        self.server.asked.append((self.path, told))
        body = json.dumps(content).encode()
        self.send_response(self.server.status)
        self.send_header("Location", "http://192.0.2.1/")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def stub() -> Iterator[Stub]:
    server = Stub()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def world(samples_graph: Path) -> Iterator[World]:
    with open_store(samples_graph) as store:
        yield asked.world(store)


def test_a_model_puts_what_we_do_not_understand_into_slots(world: World, stub: Stub) -> None:
    stub.said = '好的：\n```json\n{"asks": "who", "place": "青穗县", "role": "lead", "words": "粮食生产"}\n```'
    assert isinstance(asking.answer(ODD, world), AskedBack)
    given = answer(ODD, world, llm=stub.url)
    assert isinstance(given, Answer) and given.units == ("青穗县农业农村局",)
    assert "按模型的理解" in given.notes[0] and "place=青穗县" in given.notes[0]
    assert [path for path, _ in stub.asked] == ["/v1/models", "/v1/chat/completions"]
    told = stub.asked[1][1]
    assert told["model"] == "stub" and told["messages"][1] == {"role": "user", "content": ODD}


@pytest.mark.parametrize("question", ["青穗县谁牵头粮食生产", "区农业农村局局长是谁", "今天天气怎么样"])
def test_it_is_not_asked_what_we_understand_or_what_no_document_tells(
    world: World, stub: Stub, question: str
) -> None:  # fmt: skip
    assert answer(question, world, llm=stub.url) == asking.answer(question, world)
    assert not stub.asked


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ('{"place": "火星县", "asks": "who"}', "地方不能是“火星县”"),
        ('{"asks": "cypher"}', "asks 不能是“cypher”"),
        ('{"answer": "农业农村局"}', "没有“answer”这个条件"),
        ('{"asks": "tasks", "year": "[2026]"}', "年份不能是"),
        ("青穗县农业农村局牵头。", "没有给出查询条件"),
        ("{坏的", "看不懂"),
        ("{}", "也没有听懂"),
        (None, "没有给出查询条件"),
    ],
)
def test_what_is_no_slot_is_refused(world: World, stub: Stub, said: Any, why: str) -> None:
    stub.said = said
    own = asking.answer(ODD, world)
    given = answer(ODD, world, llm=stub.url)
    assert isinstance(given, AskedBack) and given.sentence == own.sentence
    assert why in given.notes[-1] and "自己的读法" in given.notes[-1]


def test_words_that_stand_nowhere_claim_nothing(world: World, stub: Stub) -> None:
    stub.said = '{"asks": "who", "words": "火星基地"}'
    given = answer(ODD, world, llm=stub.url)
    assert isinstance(given, AskedBack) and "火星基地" in given.sentence


@pytest.mark.parametrize(
    ("status", "late", "why"), [(500, 0, "应答 500"), (302, 0, "应答 302"), (200, 2.0, "没有应答")]
)
def test_errors_and_lateness_fall_back(world: World, stub: Stub, status: int, late: float, why: str) -> None:
    stub.status, stub.late, stub.said = status, late, '{"asks": "tasks"}'
    given = answer(ODD, world, llm=f"{stub.url}#named", seconds=0.5 if late else 30)
    assert isinstance(given, AskedBack) and why in given.notes[-1]


def test_nobody_there(world: World, stub: Stub) -> None:
    url = stub.url
    stub.shutdown()
    stub.server_close()
    assert "连不上模型" in answer(ODD, world, within=Within(), llm=url).notes[-1]


@pytest.mark.parametrize(
    "url",
    [
        "http://8.8.8.8/v1", "https://203.0.113.5:8443", "ftp://127.0.0.1/", "127.0.0.1:80", "http://user@127.0.0.1/",
        "http://169.254.169.254/latest", "http://[2001:db8::1]/", "http://127.0.0.1/?key=1", "http://127.0.0.1:port/",
        "http://0.0.0.0:80/",
    ],
)  # fmt: skip
def test_no_address_but_ones_own(url: str) -> None:
    with pytest.raises(PolicyGraphError):
        endpoint(url)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/v1", "http://localhost/", "https://10.2.3.4", "http://[fd00::1]:8/"]
)
def test_ones_own_addresses(url: str) -> None:
    assert endpoint(url).host
