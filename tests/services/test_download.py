"""Documents by their address: fetched within limits, from public addresses only."""

from __future__ import annotations

import http.server
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from typer.testing import CliRunner

from policygraph.cli import app
from policygraph.graph.stores.opening import open_store
from policygraph.ingest.formats import limits
from policygraph.model.errors import PolicyGraphError
from policygraph.services import download, ingestion
from tests import render
from tests.archives import MEMBERS, PLAN, TEXTS, packed

ZIP = packed({"县.txt": PLAN, "区.docx": MEMBERS["方案/区.docx"]})

# an address, whether it may be connected to
ADDRESSES = {
    "8.8.8.8": True,
    "2400:3200::1": True,
    "127.0.0.1": False,
    "0.0.0.0": False,
    "10.0.0.1": False,
    "172.16.3.4": False,
    "192.168.1.1": False,
    "169.254.169.254": False,
    "100.64.0.1": False,
    "224.0.0.1": False,
    "255.255.255.255": False,
    "::1": False,
    "::": False,
    "fe80::1%eth0": False,
    "fd00::1": False,
    "::ffff:127.0.0.1": False,
    "64:ff9b::7f00:1": False,
    "2002:7f00:1::": False,
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_addresses(address: str) -> None:
    assert download.is_public(address) is ADDRESSES[address]


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


def test_a_page_is_fetched_and_its_uri_is_the_address(site: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(
        app, ["ingest", f"{site}/to//plan", f"{site}/missing", "--database", str(tmp_path / "graph")]
    )
    assert result.exit_code == 1 and "取自网址 1" in result.output and "状态 404" in result.output
    with open_store(tmp_path / "graph") as store:
        row = store.read("MATCH (d:Document) RETURN d.uri AS uri, d.title AS title, d.published_on AS on")[0]
    assert row == {"uri": f"{site}/to//plan", "title": row["title"], "on": "2026-03-20"} and "方案" in row["title"]


def test_what_is_fetched_may_be_an_archive(site: str, tmp_path: Path) -> None:
    with open_store(tmp_path / "graph", write=True) as store:
        assert [bool(each.document) for each in ingestion.add_url(store, f"{site}/plan.zip")] == [True, True]
        uris = [row["uri"] for row in store.read("MATCH (d:Document) RETURN d.uri AS uri ORDER BY uri")]
    assert uris == [f"{site}/plan.zip!/区.docx", f"{site}/plan.zip!/县.txt"]


def test_chinese_in_an_address(site: str) -> None:
    assert download.fetch(f"{site}/方案.txt") == download.Fetched(PLAN, "方案.txt")


def test_redirects_are_checked_and_counted(site: str) -> None:
    with pytest.raises(PolicyGraphError, match="内部网络"):
        download.fetch(f"{site}/to/http://127.0.0.2/")
    with pytest.raises(PolicyGraphError, match="超过"):
        download.fetch(f"{site}{'/to' * 9}//plan")


def test_size_and_time_are_limited(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE", 20_000)
    with pytest.raises(PolicyGraphError, match="上限"):
        download.fetch(f"{site}/large")
    monkeypatch.setattr(download, "SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(PolicyGraphError, match="没有取完"):
        download.fetch(f"http://127.0.0.1:{silent.getsockname()[1]}/")
