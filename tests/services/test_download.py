"""Documents by their address: fetched within limits, from public addresses only."""

from __future__ import annotations

import http.server
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
import trustme
from typer.testing import CliRunner

from policygraph.cli import app
from policygraph.graph.stores.opening import open_store
from policygraph.ingest.formats import limits
from policygraph.model.errors import PolicyGraphError
from policygraph.services import download, ingestion
from tests import render
from tests.archives import MEMBERS, PLAN, TEXTS, packed
from tests.patience import within

ZIP = packed({"县.txt": PLAN, "区.docx": MEMBERS["方案/区.docx"]})

# a URL, words of the error
REFUSED = {
    "http://127.0.0.1/a.txt": "内部网络",
    "http://localhost:8080/": "内部网络",
    "http://[::1]/": "内部网络",
    "http://2130706433/": "内部网络",
    "http://0x7f.1/": "内部网络",
    "http://169.254.169.254/latest/meta-data": "内部网络",
    "http://a:b@8.8.8.8/": "用户名",
    "http://8.8.8.8:99999/": "网址不对",
    "https:///a": "只能读",
    "ftp://8.8.8.8/a": "只能读",
}


@pytest.mark.parametrize("url", REFUSED)
def test_what_is_not_fetched(url: str) -> None:
    with pytest.raises(PolicyGraphError, match=REFUSED[url]):
        download.fetch(url)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A site on this machine, which counts as public here; hosts called `inner` do not."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            pages: dict[str, Callable[[], tuple[str, bytes]]] = {
                "/plan": lambda: ("text/html; charset=utf-8", render.to_html(TEXTS[-1])),
                "/plan.zip": lambda: (
                    "application/zip",
                    packed({"县.txt": PLAN, "区.docx": MEMBERS["方案/区.docx"]}),
                ),
                "/large": lambda: ("text/plain", b"a" * 40_000),
                "/方案.txt": lambda: ("text/plain", PLAN),
            }
            path = unquote(self.path)
            if path.startswith("/to/"):
                self.send_response(302)
                self.send_header("Location", path.removeprefix("/to/"))
                self.end_headers()
            elif path in pages:
                kind, body = pages[path]()
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.end_headers()
                self.wfile.write(body)
            else:
                self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setattr(download, "is_public", lambda address: address == "127.0.0.1")
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def certified(site: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[int]:
    """The port of an encrypted server on this machine for policies.example, whose certificate this machine trusts."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("policies.example").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    monkeypatch.setattr(download, "resolve", lambda host, port, seconds: ["127.0.0.1"])
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Named)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


class _Named(http.server.BaseHTTPRequestHandler):
    """Gives back the host that it was asked for."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(str(self.headers["Host"]).encode())

    def log_message(self, *_: object) -> None:
        pass


def test_the_name_stays_what_is_asked_for_and_certified(certified: int) -> None:
    url = f"https://policies.example:{certified}/a.txt"
    assert download.fetch(url).data == f"policies.example:{certified}".encode()
    with pytest.raises(PolicyGraphError, match="证书"):
        download.fetch(f"https://other.example:{certified}/a.txt")


def test_proxies_of_the_environment_are_not_used(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "all_proxy", "HTTP_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert download.fetch(f"{site}/方案.txt").data == PLAN


# what a host has for addresses, words of the error; nothing is sent to any of them
RESOLVED = {
    "inner": (["10.0.0.1"], "内部网络"),
    "one-of-two": (["8.8.8.8", "::ffff:10.0.0.1"], "内部网络"),
    "none": ([], "找不到网站"),
}


@pytest.mark.parametrize("host", RESOLVED)
def test_all_addresses_of_a_host_are_checked(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    addresses, words = RESOLVED[host]
    monkeypatch.setattr(download, "resolve", lambda host, port, seconds: addresses)
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("connected"))
    with pytest.raises(PolicyGraphError, match=words):
        download.fetch(f"http://{host}/")


def test_a_page_is_fetched_and_its_uri_is_the_address(site: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(
        app, ["ingest", f"{site}/to//plan", f"{site}/missing", "--database", str(tmp_path / "graph")]
    )
    assert result.exit_code == 1 and "取自网址 1" in result.output and "状态 404" in result.output
    with open_store(tmp_path / "graph") as store:
        row = store.read("MATCH (d:Document) RETURN d.uri AS uri, d.title AS title, d.published_on AS on")[0]
    assert row == {"uri": f"{site}/to//plan", "title": row["title"], "on": date(2026, 3, 20)} and "方案" in row["title"]


def test_what_is_fetched_may_be_an_archive(site: str, tmp_path: Path) -> None:
    with open_store(tmp_path / "graph", write=True) as store:
        found = ingestion.add_fetched(store, download.fetch(f"{site}/plan.zip"))
        assert [bool(each.document) for each in found] == [True, True]
        uris = [row["uri"] for row in store.read("MATCH (d:Document) RETURN d.uri AS uri ORDER BY uri")]
    assert uris == [f"{site}/plan.zip!/区.docx", f"{site}/plan.zip!/县.txt"]


def test_chinese_in_an_address(site: str) -> None:
    url = f"{site}/方案.txt"
    assert download.fetch(url) == download.Fetched(url, PLAN, "方案.txt")


def test_redirects_are_checked_and_counted(site: str) -> None:
    with pytest.raises(PolicyGraphError, match="内部网络"):
        download.fetch(f"{site}/to/http://127.0.0.2/")
    with pytest.raises(PolicyGraphError, match="超过"):
        download.fetch(f"{site}{'/to' * 9}//plan")


def test_size_is_limited(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE", 20_000)
    with pytest.raises(PolicyGraphError, match="上限"):
        download.fetch(f"{site}/large")


def drip(connection: socket.socket, before: bytes) -> None:
    """Answer with `before`, then a byte every 50 ms for as long as somebody listens."""
    with connection:
        try:
            connection.sendall(before)
            while True:
                connection.sendall(b"a")
                time.sleep(0.05)
        except OSError:
            return


# what a server that takes its time begins with
SLOW = [
    ("http", None),
    ("https", None),
    ("http", b"HTTP/1.1 200 O"),
    ("http", b"HTTP/1.1 200 OK\r\nServer: "),
    ("http", b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"),
    ("http", b"HTTP/1.1 200 OK\r\n\r\n"),
    ("http", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffff\r\n"),
    ("https", b"\x16\x03\x03\x3f\xff"),  # the head of a message of the handshake
]


@pytest.mark.parametrize(("scheme", "before"), SLOW)
def test_the_whole_is_bounded_in_time(
    scheme: str, before: bytes | None, site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download, "SECONDS", 0.4)
    with socket.create_server(("127.0.0.1", 0)) as server:
        if before is not None:
            threading.Thread(target=lambda: drip(server.accept()[0], before), daemon=True).start()
        began = time.monotonic()
        with pytest.raises(PolicyGraphError, match="没有取完"):
            download.fetch(f"{scheme}://127.0.0.1:{server.getsockname()[1]}/")
        assert time.monotonic() - began < within(10)


def test_a_server_without_encryption_is_said_to_be_so(site: str) -> None:
    with pytest.raises(PolicyGraphError, match="加密连接没有建立"):
        download.fetch(site.replace("http://", "https://"))


def test_a_name_that_takes_its_time_is_bounded_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(2) or [])
    monkeypatch.setattr(download, "SECONDS", 0.2)
    with pytest.raises(PolicyGraphError, match="没有取完"):
        download.fetch("http://policies.example/")


def test_nobody_else_waits_for_a_slow_site(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    place = tmp_path / "graph"

    def fetch(url: str) -> download.Fetched:
        open_store(place, write=True).close()  # fails where the lease is taken
        return download.Fetched(url, PLAN, "方案.txt")

    monkeypatch.setattr(download, "fetch", fetch)
    result = CliRunner().invoke(app, ["ingest", "http://policies.example/a", "-d", str(place)])
    assert result.exit_code == 0 and "取自网址 1" in result.output


def test_where_nothing_could_be_fetched_no_database_is_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(download, "resolve", lambda host, port, seconds: [])
    result = CliRunner().invoke(app, ["ingest", "http://policies.example/a", "-d", str(tmp_path / "graph")])
    assert result.exit_code == 1 and "找不到网站" in str(result.exception) and not list(tmp_path.iterdir())
