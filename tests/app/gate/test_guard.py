"""The gate before the page's server: who comes in, as whom, and what everybody else gets."""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from policygraph.app.gate.gate import BY_NAME, COOKIE, Entry, Gate
from policygraph.app.gate.guard import TICKET, Guard
from policygraph.app.gate.headers import Headers
from policygraph.app.gate.signing import routes
from policygraph.services import accounts, audit

PASSWORD = "correct horse battery"
OWN = {"sec-fetch-site": "same-origin"}
HTML = {"accept": "text/html"}
STREAM = "ws://localhost:8501/_stcore/stream"


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """How much a password's hash takes is looked at in tests/services/test_accounts.py."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(accounts, "_hasher", lambda: hasher)


def client(gate: Gate, address: str = "127.0.0.1", host: str = "localhost:8501", **more: Any) -> TestClient:
    """A browser at that address, which calls the server by that name; the page says the role."""

    async def page(request: Request) -> Response:
        person = gate.person(request)
        return PlainTextResponse("" if person is None else f"{person.name} {person.role}")

    async def stream(socket: WebSocket) -> None:
        await socket.accept()
        try:
            while True:
                await socket.receive_text()
                asked = gate.connection(socket.headers.get(TICKET))
                person = asked and gate.person(asked, touch=False)
                await socket.send_text(person.role if person else "nobody")
        except WebSocketDisconnect:
            pass

    base = gate.entry.base
    app = Starlette(
        routes=[*routes(gate), Route(f"{base}/_stcore/upload_file", page, methods=["PUT"]),
                WebSocketRoute(f"{base}/_stcore/stream", stream), Route(f"{base}/{{path:path}}", page)],
        middleware=[Middleware(Headers), Middleware(Guard, gate=gate)],
    )  # fmt: skip
    return TestClient(app, base_url=f"http://{host}", client=(address, 1), follow_redirects=False, **more)


def gate(place: Path, roles: str = "", **entry: Any) -> Gate:
    (place / "graph.kgl").touch()
    made = Gate(Entry(**entry), str(place))
    for role in roles.split():
        made.accounts.add(role, role, PASSWORD)
    return made


def sign_in(browser: TestClient, name: str, password: str = PASSWORD, **headers: str) -> int:
    base = str(browser.app.routes[0].path).removesuffix("/sign-in")  # type: ignore[attr-defined]
    answer = browser.post(f"{base}/sign-in", data={"name": name, "password": password}, headers={**OWN, **headers})
    return answer.status_code


@pytest.mark.parametrize(
    ("entry", "address", "headers", "role"),
    [
        ({}, "127.0.0.1", {}, "admin"),
        ({"read_only": True}, "127.0.0.1", {}, "admin"),
        ({}, "127.0.0.1", {"x-forwarded-for": "10.0.0.9"}, "viewer"),
        ({}, "127.0.0.1", {"host": "evil.example"}, "viewer"),
        ({"loopback": False}, "10.0.0.9", {}, "viewer"),
        ({"loopback": False}, "127.0.0.1", {}, "viewer"),
        ({"loopback": False, "open": True}, "10.0.0.9", {}, "admin"),
    ],
)
def test_without_accounts(
    tmp_path: Path, entry: dict[str, Any], address: str, headers: dict[str, str], role: str
) -> None:
    made = gate(tmp_path, **entry)
    assert client(made, address).get("/", headers=headers).text == f" {role}"
    upload = client(made, address).put("/_stcore/upload_file", headers=headers)
    assert upload.status_code == (200 if role == "admin" and not made.entry.read_only else 403)


def test_who_has_not_signed_in_gets_nothing(tmp_path: Path) -> None:
    browser = client(gate(tmp_path, "viewer"))
    asked = browser.get("/trace?task=1", headers=HTML)
    assert asked.status_code == 303 and asked.headers["location"] == "/sign-in?next=%2Ftrace%3Ftask%3D1"
    assert browser.get("/_stcore/media/x.csv").status_code == 401
    assert browser.put("/_stcore/upload_file").status_code == 401
    assert browser.get("/signed-in").status_code == 401
    with pytest.raises(WebSocketDisconnect), browser.websocket_connect(STREAM):
        pass


@pytest.mark.parametrize("role", ["viewer", "editor", "admin"])
def test_who_signs_in_comes_in_as_what_he_is(tmp_path: Path, role: str) -> None:
    browser = client(gate(tmp_path, "viewer editor admin"))
    assert sign_in(browser, role, "wrong") == 403 and COOKIE not in browser.cookies
    assert sign_in(browser, role) == 303
    assert browser.get("/").text == f"{role} {role}" and browser.get("/signed-in").text == f"{role} {role}"
    assert browser.put("/_stcore/upload_file").status_code == (403 if role == "viewer" else 200)
    with browser.websocket_connect(STREAM, headers={TICKET: "forged"}) as socket:
        socket.send_text("")
        assert socket.receive_text() == role
    deeds = [(deed.act, deed.who, deed.outcome) for deed in audit.deeds(tmp_path)]
    assert deeds == [("sign-in", role, "ok"), ("sign-in", role, "failed")]


@pytest.mark.parametrize("end", ["sign-out", "password", "remove"])
def test_what_ends_a_session_ends_an_open_websocket(tmp_path: Path, end: str) -> None:
    made = gate(tmp_path, "editor")
    browser = client(made)
    sign_in(browser, "editor")
    with browser.websocket_connect(STREAM) as socket:
        if end == "sign-out":
            client(made, cookies=dict(browser.cookies)).post("/sign-out", headers=OWN)
        elif end == "password":
            made.accounts.change("editor", password=PASSWORD + "!")
        else:
            made.accounts.remove("editor")
        socket.send_text("")
        with pytest.raises(WebSocketDisconnect):
            socket.receive_text()
    assert browser.get("/", headers=HTML).status_code == 303


def test_another_role_counts_at_once(tmp_path: Path) -> None:
    made = gate(tmp_path, "editor")
    browser = client(made)
    sign_in(browser, "editor")
    made.accounts.change("editor", role="viewer")
    assert browser.get("/").text == "editor viewer"


def test_a_lost_file_of_accounts_opens_nothing(tmp_path: Path) -> None:
    made = gate(tmp_path, "admin")
    assert client(made).get("/", headers=HTML).status_code == 303
    made.accounts.file.unlink()
    assert client(made).get("/", headers=HTML).status_code == 303


@pytest.mark.parametrize("path", ["/", "/sign-in", "/signed-in", "/_stcore/host-config", "/_stcore/upload_file"])
def test_a_damaged_file_of_accounts_opens_nothing_and_says_so(
    tmp_path: Path, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    made = gate(tmp_path, "admin")
    browser = client(made)
    sign_in(browser, "admin")
    with browser.websocket_connect(STREAM) as socket:
        whole = made.accounts.file.read_bytes()
        made.accounts.file.write_bytes(whole[:-9])
        socket.send_text("")
        with pytest.raises(WebSocketDisconnect):
            socket.receive_text()
    with pytest.raises(WebSocketDisconnect), browser.websocket_connect(STREAM):
        pass
    for answer in (browser.get(path), browser.put(path)):
        assert answer.status_code == 503 and answer.text.startswith("账号读不了，所以现在谁也进不来")
    [record] = caplog.records
    assert record.getMessage().split()[0] in answer.text, "the log has it once, under the number that is told"
    made.accounts.file.write_bytes(whole)
    assert browser.get("/").text == "admin admin"


def test_being_asked_who_it_is_keeps_no_session_alive(tmp_path: Path) -> None:
    made = gate(tmp_path, "admin")
    browser = client(made)
    sign_in(browser, "admin")
    [token] = browser.cookies.values()
    session = made.sessions.find(token, touch=False)
    assert session is not None
    before = session.seen
    assert browser.get("/signed-in").status_code == 200 and session.seen == before
    assert browser.get("/").status_code == 200 and session.seen > before


def test_the_cookie(tmp_path: Path) -> None:
    browser = client(gate(tmp_path, "viewer", base="/policy"))
    data = {"name": "viewer", "password": PASSWORD}
    plain = browser.post("/policy/sign-in?next=/policy/trace", data=data, headers=OWN)
    assert plain.headers["location"] == "/policy/trace"
    given = plain.headers["set-cookie"].lower()
    assert "httponly" in given and "samesite=lax" in given and "path=/policy" in given and "secure" not in given
    browser.cookies.clear()
    behind = browser.post("/policy/sign-in", data=data, headers={**OWN, "x-forwarded-proto": "https"})
    assert "secure" in behind.headers["set-cookie"].lower()


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example", ""])
def test_a_link_leads_to_no_other_site(tmp_path: Path, back: str) -> None:
    browser = client(gate(tmp_path, "viewer"))
    given = {"name": "viewer", "password": PASSWORD}
    answer = browser.post("/sign-in", params={"next": back}, data=given, headers=OWN)
    assert answer.headers["location"] == "/"


@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "http://evil.example"}, {}],
)
def test_a_form_of_another_site_is_not_heard(tmp_path: Path, headers: dict[str, str]) -> None:
    browser = client(gate(tmp_path, "viewer"))
    data = {"name": "viewer", "password": PASSWORD}
    assert browser.post("/sign-in", data=data, headers=headers).status_code == 403
    sign_in(browser, "viewer")
    assert browser.post("/sign-out", headers=headers).status_code == 403
    assert browser.get("/").text == "viewer viewer"
    assert browser.post("/sign-out", headers={"origin": "http://localhost:8501"}).status_code == 303


def test_passwords_are_not_tried_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = gate(tmp_path, "viewer")
    monkeypatch.setattr(made.accounts, "verified", lambda *_: None)
    assert [sign_in(client(made), "viewer", "guess") for _ in range(BY_NAME + 1)] == [403] * BY_NAME + [429]
    assert sign_in(client(made), "VIEWER") == 429, "nor the right one, for a while"
    assert sign_in(client(made), "another") == 403


def test_a_proxy_is_believed_where_it_is_trusted(tmp_path: Path) -> None:
    made = gate(tmp_path, proxy_header="x-remote-user", trusted=(ipaddress.ip_network("10.1.0.0/16"),))
    made.accounts.add("张敏", "录入", None)
    named = {"x-remote-user": "%E5%BC%A0%E6%95%8F", **HTML}
    assert client(made, "10.1.0.5").get("/", headers=named).text == "张敏 editor"
    assert client(made, "10.1.0.5").get("/", headers={**named, "x-remote-user": "nobody"}).status_code == 303
    assert client(made, "10.2.0.5").get("/", headers=named).status_code == 303
    assert client(made, "127.0.0.1").get("/", headers=named).status_code == 303


def test_a_long_form_is_not_read(tmp_path: Path) -> None:
    browser = client(gate(tmp_path, "viewer"))
    assert sign_in(browser, "viewer", "x" * 100_000) == 403


def test_every_answer_says_what_may_be_loaded(tmp_path: Path) -> None:
    for answer in (client(gate(tmp_path, "viewer")).get("/sign-in"), client(gate(tmp_path)).get("/nothing")):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
        assert "unsafe-eval" not in policy and "http:" not in policy and "*" not in policy
        assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
