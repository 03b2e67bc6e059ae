"""Signing in and out in a real browser, what each role sees there, and the page behind a real reverse proxy."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.services import audit
from policygraph.services.accounts import ROLES, Accounts, accounts_file
from tests.browser import free_port, open_page, serve, settle, taken
from tests.graphs import COUNTY_TEXT, city_opinion, county_plan
from tests.patience import LONG
from tests.plugins.without import without

PASSWORD = "correct horse battery"
NGINX = """
daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/1; proxy_temp_path {folder}/2; fastcgi_temp_path {folder}/3;
    uwsgi_temp_path {folder}/4; scgi_temp_path {folder}/5;
    server {{
        listen 127.0.0.1:{port};
        location /policy/ {{
            proxy_pass {to};
            proxy_http_version 1.1;
            proxy_set_header Host $http_host;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            client_max_body_size 210m;
        }}
    }}
}}
"""


@pytest.fixture
def guarded(tmp_path: Path) -> Path:
    """A graph whose page has an account a role, each named by its word."""
    with open_store(tmp_path / "graph", write=True) as store:
        load(store, [county_plan(), city_opinion()])
    accounts = Accounts(accounts_file(str(tmp_path / "graph")))
    for word in ROLES.values():
        accounts.add(word, word, PASSWORD)
    return tmp_path / "graph"


def sign_in(tab: Page, name: str, password: str = PASSWORD) -> None:
    tab.fill("#name", name)
    tab.fill("#password", password)
    tab.click("button")


def menu(tab: Page) -> list[str]:
    return tab.locator('[data-testid="stTopNavLink"]').all_inner_texts()


def test_signing_in_and_out_and_what_each_role_sees(guarded: Path, tab: Page) -> None:
    with serve(guarded) as site:
        tab.goto(f"{site}/import?document={county_plan().document}")
        assert "/sign-in?" in tab.url
        sign_in(tab, "查看", "wrong")
        assert tab.get_by_role("alert").inner_text() == "账号或口令不对" and tab.input_value("#name") == "查看"
        for word, more in (("查看", ["文档"]), ("录入", ["核对", "导入"]), ("管理", ["核对", "导入", "词表", "审计"])):
            sign_in(tab, word)
            tab.wait_for_selector('[data-testid="stHeading"]')
            settle(tab)
            assert menu(tab)[11:] == more
            # Waited for: the browser fetches that box's script when the page has been drawn.
            expect(tab.locator('[data-testid="stFileUploader"]')).to_have_count(int(word != "查看"))
            assert tab.get_by_role("button", name="移除这份文档").count() == (word == "管理")
            tab.goto(f"{site}/audit")
            tab.get_by_text("您不能看审计记录" if word != "管理" else "条没有成功").wait_for()
            tab.wait_for_load_state("networkidle")  # or what it still fetches is told as an error
            tab.click(".pg-who button")
            tab.wait_for_selector("#name")
            tab.goto(f"{site}/import?document={county_plan().document}")
            assert "/sign-in?" in tab.url, "what was signed out is out"
        tab.goto("about:blank")  # the sign-in page is none of Streamlit's, for which a tab waits at its end


def test_what_changed_elsewhere_shows_on_an_open_page(guarded: Path, browser: Browser, tmp_path: Path) -> None:
    """Another role, then the way out in another tab: Streamlit would say both in English, and lead nowhere."""
    (tmp_path / "新方案.txt").write_text(COUNTY_TEXT.replace("柳溪", "槐荫"), encoding="utf-8")
    accounts = Accounts(accounts_file(str(guarded)))
    # Not a watched tab: what the guard refuses is an error in the browser's console.
    with serve(guarded) as site, browser.new_context(locale="zh-CN") as context:
        tab = context.new_page()
        tab.goto(f"{site}/import")
        sign_in(tab, "录入")
        tab.wait_for_selector("input[type=file]", state="attached")
        settle(tab)
        accounts.change("录入", role="查看")
        tab.set_input_files("input[type=file]", tmp_path / "新方案.txt")
        expect(tab.locator(".pg-who span")).to_have_text("录入 · 查看 · 只读")
        expect(tab.locator('[data-testid="stFileUploader"]')).to_have_count(0)
        accounts.change("录入", role="录入")
        tab.evaluate("dispatchEvent(new Event('focus'))")
        tab.wait_for_selector("input[type=file]", state="attached")
        settle(tab)
        tab.request.post(f"{site}/sign-out", headers={"origin": site})
        tab.set_input_files("input[type=file]", tmp_path / "新方案.txt")
        tab.wait_for_selector("#name")
        assert tab.url == f"{site}/sign-in?next=%2Fimport"


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def nginx(folder: Path, to: str) -> Iterator[str]:
    """The address of a reverse proxy that leads to the server at `to`, below the path `/policy`."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if found is None:
        without("没有测试反向代理：没有找到 nginx（Debian、Ubuntu：apt install nginx-light）")
    port = free_port()
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port, to=to), encoding="utf-8")
    with subprocess.Popen([found, "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]) as process:
        try:
            until = time.monotonic() + LONG
            while not is_open(port):
                assert process.poll() is None and time.monotonic() < until, (folder / "error.log").read_text("utf-8")
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}/policy"
        finally:
            process.terminate()
            process.wait(LONG)


def test_behind_a_reverse_proxy(guarded: Path, tab: Page, tmp_path: Path) -> None:
    with serve(guarded, base="/policy") as server, nginx(tmp_path, server.removesuffix("/policy")) as site:
        tab.goto(f"{site}/import")
        assert tab.url == f"{site}/sign-in?next=%2Fpolicy%2Fimport"
        sign_in(tab, "录入")
        tab.wait_for_selector('[data-testid="stHeading"]')
        assert tab.url == f"{site}/import"
        (tmp_path / "新方案.txt").write_text(COUNTY_TEXT.replace("柳溪", "槐荫"), encoding="utf-8")
        tab.set_input_files("input[type=file]", tmp_path / "新方案.txt")
        tab.get_by_text("新版本 1 份：新方案.txt").wait_for()  # it bears the number of the plan that is there
        open_page(tab, f"{site}/query?name=departments")
        file = taken(tab, tab.get_by_role("button", name="下载 CSV").first)
        assert Path(file.path()).stat().st_size > 0
        tab.click(".pg-who button")
        tab.wait_for_selector("#name")
        assert tab.url == f"{site}/sign-in"
        tab.goto("about:blank")
    assert [(deed.act, deed.who) for deed in reversed(audit.deeds(guarded))] == [
        (act, "录入") for act in ("sign-in", "import", "export", "sign-out")
    ]
