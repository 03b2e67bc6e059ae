"""The command `policygraph app`: serves the page on any database, on this machine only if nothing else is said."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
import webbrowser
from pathlib import Path
from typing import Annotated, Any

import typer

from policygraph.app.frame.style import FONTS, PRIMARY
from policygraph.graph.stores.address import is_address
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import NoDatabaseError
from policygraph.ingest.formats import limits
from policygraph.model import extras
from policygraph.model.errors import PolicyGraphError
from policygraph.options import Database
from policygraph.show import message

LOOPBACK, EVERYWHERE = "127.0.0.1", "0.0.0.0"
PORT, TRIES = 8501, 20
START_SECONDS = 60


def settings(port: int, address: str) -> dict[str, Any]:
    """Streamlit's: nothing is sent out, no developer's buttons, errors without code."""
    return {
        "server.port": port,
        "server.address": address,
        # Otherwise Streamlit asks for an email address, and puts advertisements on the page.
        "server.headless": True,
        "logger.hideWelcomeMessage": True,
        "server.fileWatcherType": "none",
        "server.maxUploadSize": limits.FILE >> 20,  # MB
        "browser.gatherUsageStats": False,
        "client.toolbarMode": "minimal",
        "client.showErrorDetails": "none",
        "theme.base": "light",
        "theme.primaryColor": PRIMARY,
        "theme.font": FONTS,
        "theme.headingFont": FONTS,
        "theme.headingFontSizes": ["1.7rem", "1.3rem", "1.1rem", "1rem", "1rem", "1rem"],
        "theme.baseFontSize": 15,
        "theme.linkColor": PRIMARY,
    }


def taken(address: str, port: int) -> bool:
    """Whether somebody listens there already. PolicyGraphError for an address that is none."""
    with socket.socket() as probe:
        try:
            return probe.connect_ex((LOOPBACK if address == EVERYWHERE else address, port)) == 0
        except OSError as error:
            raise PolicyGraphError(
                f"{address} 不是这台机器的地址；可写 {LOOPBACK}、{EVERYWHERE} 或本机的一个地址"
            ) from error


def has_screen() -> bool:
    """Whether a browser would have a window to appear in; elsewhere Python might start one in the terminal."""
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_when_served(address: str, port: int, url: str) -> None:
    """Open the person's browser as soon as somebody answers there."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if taken(address, port):
            webbrowser.open(url)
            return
        time.sleep(0.2)


def app_command(
    database: Database = None,
    port: Annotated[
        int | None, typer.Option("--port", min=1, max=65535, help=f"端口；不写则从 {PORT} 起用第一个空闲的")
    ] = None,
    address: Annotated[str, typer.Option("--address", help="监听的地址；0.0.0.0 让别的机器也能打开")] = LOOPBACK,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="打开浏览器")] = True,
) -> None:
    """打开网页。"""
    with extras.needed("app", "网页"):
        from policygraph.app.frame import serving  # Streamlit takes its time to load

    try:
        open_store(database).close()  # what is wrong with the place is said here, not in the page
    except NoDatabaseError:
        message("图里还没有内容：可以在页面的“导入”里放入文件")
    wanted = range(PORT, PORT + TRIES) if port is None else [port]
    free = next((each for each in wanted if not taken(address, each)), None)
    if free is None:
        raise PolicyGraphError(f"端口 {wanted[0]} 已被占用；可用 --port 换一个")
    if database is not None:
        os.environ["POLICYGRAPH_DATABASE"] = database if is_address(database) else str(Path(database).absolute())
    url = f"http://{'localhost' if address in (LOOPBACK, EVERYWHERE) else address}:{free}"
    message(f"页面在 {url}　按 Ctrl+C 停止")
    if browser and has_screen():
        threading.Thread(target=open_when_served, args=(address, free, url), daemon=True).start()
    serving.serve(settings(free, address))
