"""The page in a real Chromium: a server of our own on loopback, and a tab in which nothing goes outside."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Download,
    Locator,
    Page,
    Playwright,
    Request,
    TimeoutError,
    WebSocket,
    expect,
)

from tests import nursery, paths
from tests.nursery import Child, Nursery
from tests.patience import LONG

SAMPLES = paths.ROOT / "data" / "samples"
NAMES = ("chromium", "chromium-browser", "google-chrome", "microsoft-edge", "msedge", "chrome")
# A browser that asks nobody for updates, finds no other machine, and runs as root in a container. (Playwright could
# hold back each request too, but that takes the browser's cache away, and much time.)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
# For what is not measured: no page stays long enough for what is compiled once more, and better, to be worth it.
QUICK = "--js-flags=--no-opt --no-maglev"
SMALL, WIDE = (1280, 720), (1920, 1080)
PATIENCE = 120_000  # milliseconds until a test gives up waiting, on a busy machine too
expect.set_options(timeout=PATIENCE)
COMMAND = ("-m", "policygraph")
PAGES = sorted(f"policygraph.app.{file.parent.name}.page" for file in (paths.ROOT / "app").glob("*/page.py"))
SERVERS = Nursery("policygraph.cli", "policygraph.app.frame.serving", *PAGES, "tests.first_page")
LOOPBACK = ("127.0.0.1", "localhost")
BLANK = "about:blank"
FREE: list[Page] = []
"""Tabs that tests have left as they found them."""
LEFT: list[socket.socket] = []
"""What holds the ports of servers that have ended."""


class UnavailableError(Exception):
    """There is no Chromium on this machine; says what to do."""


def launch(playwright: Playwright, *, quick: bool = False) -> Browser:
    """A headless Chromium of the system; `quick`: for tests, not to be measured. Raises UnavailableError."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        raise UnavailableError("没有找到 Chromium（Debian、Ubuntu：apt install chromium fonts-noto-cjk）")
    return playwright.chromium.launch(executable_path=found, args=[*ARGUMENTS, *([QUICK] if quick else [])])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def port() -> Iterator[int]:
    """For a server; where one has ended before, its port. To the browser it is the same site then, whose scripts it has
    fetched and compiled: half of what the first page of a server takes.

    Between two servers nothing else gets the port: it is bound all the while, by a socket that does not listen.
    """
    if not nursery.POSSIBLE:  # where two may not be bound at once
        yield free_port()
        return
    held = LEFT.pop() if LEFT else socket.socket()
    if held.getsockname()[1] == 0:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", 0))
    yield int(held.getsockname()[1])
    LEFT.append(held)


@contextmanager
def serve(place: Path | str, *more: str, base: str = "", program: Sequence[str] = ()) -> Iterator[str]:
    """The address of a server of the page on the graph at `place`, as `policygraph app` starts it with `more`.

    `base`: the path below which it is told to be; `program`: what Python runs instead of a fork that has loaded all.
    """
    with port() as own:
        arguments = ["app", "-d", str(place), "--no-browser", "--port", str(own), *more]
        arguments += ["--base-path", base] if base else []
        with started(program, arguments) as process:
            try:
                wait_until_served(f"http://127.0.0.1:{own}{base}", process)
                yield f"http://127.0.0.1:{own}{base}"
            finally:
                process.terminate()
                process.wait(LONG)


def started(program: Sequence[str], arguments: Sequence[str]) -> subprocess.Popen[bytes] | Child:
    if nursery.POSSIBLE and not program:
        return SERVERS.start("policygraph", *arguments)
    command = [sys.executable, *(program or COMMAND), *arguments]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def wait_until_served(address: str, process: subprocess.Popen[bytes] | Child) -> None:
    until = time.monotonic() + LONG
    while True:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5) as answer:
                assert answer.read() == b"ok"
                return
        except OSError:
            assert process.poll() is None and time.monotonic() < until, "the page's server did not start"
            time.sleep(0.2)


def _tab(context: BrowserContext) -> Page:
    """One that a test has left, or a new one, which takes the processor a third of what a page takes to open."""
    while FREE:
        tab = FREE.pop()
        if tab.context == context and not tab.is_closed():
            tab.mouse.move(0, 0)
            return tab
    return context.new_page()


@contextmanager
def watched_tab(browser: Browser, size: Sequence[int] = SMALL) -> Iterator[Page]:
    """A tab that fails if the page asked another machine for something, which it does not reach, or had an error."""
    outside: list[str] = []
    errors: list[str] = []

    def look(asked: Request | WebSocket) -> None:
        parts = urlsplit(asked.url)
        if parts.scheme not in ("data", "blob", "file") and parts.hostname not in LOOPBACK:
            outside.append(asked.url)

    def listen(message: ConsoleMessage) -> None:
        # The browser's own words about a response (404…) are not the page's errors.
        if message.type == "error" and "Failed to load resource" not in message.text:
            errors.append(message.text)

    # One for all, so that what a server sent is fetched and compiled once; cookies and what is kept go with the test.
    # Nothing moves while one waits: sixty pictures a second were a fourth of what a page takes.
    context = browser.contexts[0] if browser.contexts else browser.new_context(locale="zh-CN", reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    context.on("request", look)
    heard = {"websocket": look, "pageerror": lambda error: errors.append(str(error)), "console": listen}
    tab = _tab(context)
    tab.set_viewport_size({"width": size[0], "height": size[1]})
    for event, hear in heard.items():
        tab.on(event, hear)  # type: ignore[call-overload]
    try:
        yield tab
        settle(tab)
        if tab.url.startswith("http"):
            tab.evaluate("localStorage.clear(); sessionStorage.clear()")
        for event, hear in heard.items():
            tab.remove_listener(event, hear)
        tab.goto(BLANK)
        FREE.append(tab)
    finally:
        if tab not in FREE:
            tab.close()
        context.clear_cookies()
        context.remove_listener("request", look)
    assert not outside, f"the page asked outside: {outside}"
    assert not errors, f"errors in the page: {errors}"


def settle(tab: Page) -> None:
    """Wait until the server has nothing more to send."""
    if tab.url.startswith("http"):
        tab.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', state="attached")


def open_page(tab: Page, address: str) -> None:
    """Go to an address of the page and wait until it has been drawn."""
    tab.goto(address)
    tab.wait_for_selector('[data-testid="stHeading"]')
    settle(tab)


def taken(tab: Page, button: Locator) -> Download:
    """The file that a button of Streamlit's gives. A click that comes while the page is being drawn anew asks for a
    file that is no longer offered, so that a person clicks again; so does this, once."""
    settle(tab)
    try:
        with tab.expect_download(timeout=PATIENCE / 4) as started:
            button.click()
    except TimeoutError:
        settle(tab)
        with tab.expect_download() as started:
            button.click()
    return started.value
