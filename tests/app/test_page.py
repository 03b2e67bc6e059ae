"""The command that serves the page: started for real, on loopback, and what it refuses before it starts."""

from __future__ import annotations

import socket
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from policygraph.app.frame import serving
from policygraph.cli import main
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.services.accounts import Accounts, accounts_file
from policygraph.serving.page import settings
from tests.browser import COMMAND, serve
from tests.graphs import county_plan
from tests.patience import LONG


def test_nothing_is_sent_out_and_only_this_machine_is_served() -> None:
    given = settings(8501, "127.0.0.1")
    assert given["browser.gatherUsageStats"] is False and given["server.headless"] is True
    assert given["client.toolbarMode"] == "minimal" and given["server.address"] == "127.0.0.1"


def test_the_page_is_served(tmp_path: Path) -> None:
    with open_store(tmp_path / "graph", write=True) as store:
        load(store, [county_plan()])
    with serve(tmp_path / "graph", program=COMMAND) as address:
        port = int(address.rpartition(":")[2])
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=LONG) as answer:
            assert answer.read() == b"ok"
    with socket.socket() as again:
        assert again.connect_ex(("127.0.0.1", port)) != 0, "nothing is left of it"


def test_what_is_wrong_with_the_place_is_said_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes.txt").write_text("no graph")
    with pytest.raises(SystemExit) as stop:
        main(["app", "-d", str(tmp_path / "notes.txt"), "--no-browser"])
    assert stop.value.code == 1 and "不是图数据库" in capsys.readouterr().err


def test_a_port_that_is_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(SystemExit) as stop:
        main(["app", "-d", str(tmp_path), "--no-browser", "--port", str(taken.getsockname()[1])])
    assert stop.value.code == 1 and "已被占用" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--address", "没有这里"), "没有这里 不是这台机器的地址"),
        (("--port", "99999"), "--port"),
        (("--port", "0"), "--port"),
    ],
)
def test_an_address_or_port_that_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...], said: str
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["app", "-d", str(tmp_path), "--no-browser", *more])
    error = capsys.readouterr().err
    assert stop.value.code in (1, 2)
    assert said in error and "程序出错" not in error


def test_without_a_port_the_first_free_one_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    given: dict[str, Any] = {}
    monkeypatch.setattr(serving, "serve", lambda settings, *_: given.update(settings))
    with socket.create_server(("127.0.0.1", 0)) as other:
        monkeypatch.setattr("policygraph.serving.page.PORT", other.getsockname()[1])
        with pytest.raises(SystemExit) as stop:
            main(["app", "-d", str(tmp_path), "--no-browser"])
        assert not stop.value.code
        assert given["server.port"] > other.getsockname()[1]


@pytest.mark.parametrize(
    ("more", "screen", "opened"), [((), True, True), ((), False, False), (("--no-browser",), True, False)]
)
def test_the_browser_is_opened_where_there_is_a_screen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, more: tuple[str, ...], screen: bool, opened: bool
) -> None:
    seen: list[str] = []
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        port = server.getsockname()[1]

        def serve(*_: object) -> None:
            server.listen()
            until = time.monotonic() + LONG
            while not seen and time.monotonic() < until and opened:
                time.sleep(0.05)

        monkeypatch.setattr(serving, "serve", serve)
        monkeypatch.setattr("webbrowser.open", lambda url: seen.append(url))
        monkeypatch.setattr("policygraph.serving.page.has_screen", lambda: screen)
        with pytest.raises(SystemExit) as stop:
            main(["app", "-d", str(tmp_path), "--port", str(port), *more])
        assert not stop.value.code
        if not opened:
            time.sleep(0.5)  # time enough to do what it must not
    assert seen == ([f"http://localhost:{port}"] if opened else [])


@pytest.mark.parametrize(
    ("more", "accounts", "said"),
    [
        ((), 0, "在本机打开能做一切"),
        (("--address", "0.0.0.0"), 0, "没有账号：只能看"),
        (("--address", "0.0.0.0", "--open"), 0, "打得开的人都能导入"),
        (("--address", "0.0.0.0"), 1, "要登录：1 个账号"),
        (("--read-only",), 1, "要登录：1 个账号。只读（--read-only）"),
        (("--open", "--read-only"), 0, "没有账号：打得开的人都能看。只读（--read-only）：谁也不能导入、移除、判断\n"),
        (("--base-path", "/policy/"), 0, "/policy　按 Ctrl+C"),
        (("--proxy-header", "X-Remote-User"), 0, "还没有账号"),
        *((("--base-path", path), 0, "--base-path 应写成") for path in ("/政策", "../x", "/a/./b", "a//b", "/a/..")),
        *((("--proxy-header", name), 0, "--proxy-header 应为") for name in ("a:b", "", "用户", "a b")),
        (("--trust", "nobody"), 0, "--trust 应为地址或网段"),
    ],
)
def test_who_may_do_what_is_said_at_the_start(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    more: tuple[str, ...],
    accounts: int,
    said: str,
) -> None:
    monkeypatch.setattr(serving, "serve", lambda *_: None)
    for _ in range(accounts):
        Accounts(accounts_file(str(tmp_path))).add("张敏", "管理", None)
    with pytest.raises(SystemExit):
        main(["app", "-d", str(tmp_path), "--no-browser", *more])
    assert said in capsys.readouterr().err
