"""The command `policygraph app`: serves the page on any database, on this machine only if nothing else is said."""

from __future__ import annotations

import os
import re
import socket
import sys
import threading
import time
import tomllib
import webbrowser
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from policygraph.app.frame.style import COLOURS, DARK_GROUND, DARK_PRIMARY, FONTS, PRIMARY
from policygraph.graph.stores.address import is_address
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import NoDatabaseError
from policygraph.ingest.formats import limits
from policygraph.model import extras
from policygraph.model.errors import PolicyGraphError
from policygraph.options import Database, Llm
from policygraph.services.accounts import Accounts, accounts_file
from policygraph.services.addresses import is_loopback
from policygraph.services.phrasing.addresses import LLM, endpoint
from policygraph.shell.said import message

if TYPE_CHECKING:  # what comes with the extra `app`
    from starlette.routing import BaseRoute

    from policygraph.app.gate.gate import Entry

LOOPBACK, EVERYWHERE = "127.0.0.1", "0.0.0.0"
PORT, TRIES = 8501, 20
START_SECONDS = 60
PART = re.compile(r"(?!\.+$)[A-Za-z0-9._~-]+")  # of --base-path; browsers take away `.` and `..`
HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
OIDC = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")


def settings(port: int, address: str, base: str = "", oidc: Path | None = None) -> dict[str, Any]:
    """Streamlit's: nothing is sent out, no developer's buttons, errors without code."""
    return {
        "server.port": port,
        "server.address": address,
        "server.baseUrlPath": base.strip("/"),
        "secrets.files": [] if oidc is None else [str(oidc)],
        # Otherwise Streamlit asks for an email address, and puts advertisements on the page.
        "server.headless": True,
        "logger.hideWelcomeMessage": True,
        "server.fileWatcherType": "none",
        "server.maxUploadSize": limits.FILE >> 20,  # MB
        "browser.gatherUsageStats": False,
        "client.toolbarMode": "minimal",
        "client.showErrorDetails": "none",
        # As the machine is set: who works in the dark has dark pages.
        "theme.light.primaryColor": PRIMARY,
        "theme.light.linkColor": PRIMARY,
        "theme.dark.primaryColor": DARK_PRIMARY,
        "theme.dark.linkColor": DARK_PRIMARY,
        "theme.dark.backgroundColor": DARK_GROUND,
        "theme.light.secondaryBackgroundColor": COLOURS["head"][0],
        "theme.dark.secondaryBackgroundColor": COLOURS["head"][1],
        "theme.font": FONTS,
        "theme.headingFont": FONTS,
        "theme.headingFontSizes": ["1.7rem", "1.3rem", "1.1rem", "1rem", "1rem", "1rem"],
        "theme.baseFontSize": 15,
    }


def check_place(place: str | None, hint: str = "") -> None:
    """Say what is wrong with a graph's place before anything is served; that there is nothing yet is not wrong."""
    try:
        open_store(place).close()
    except NoDatabaseError:
        message(f"图里还没有内容{hint}")


def taken(address: str, port: int) -> bool:
    """Whether somebody listens there already. PolicyGraphError for an address that is none."""
    with socket.socket() as probe:
        try:
            return probe.connect_ex((LOOPBACK if address == EVERYWHERE else address, port)) == 0
        except OSError as error:
            raise PolicyGraphError(
                f"{address} 不是这台机器的地址；可写 {LOOPBACK}、{EVERYWHERE} 或本机的一个地址"
            ) from error


def free_of(address: str, port: int | None, first: int) -> int:
    """The port that is asked for, or, if none is, one of those from `first` on. PolicyGraphError where none is free."""
    wanted = range(first, first + TRIES) if port is None else [port]
    free = next((each for each in wanted if not taken(address, each)), None)
    if free is None:
        raise PolicyGraphError(f"端口 {wanted[0]} 已被占用；可用 --port 换一个")
    return free


def entered(
    address: str, base: str, everybody: bool, read_only: bool,
    header: str | None, trust: Sequence[str], oidc: Path | None, claim: str,
) -> Entry:  # fmt: skip
    """How the page may be entered. Raises PolicyGraphError for what cannot be meant."""
    from policygraph.app.gate.gate import Entry, networks

    path = base.strip("/")
    if path and not all(map(PART.fullmatch, path.split("/"))):
        raise PolicyGraphError(f"--base-path 应写成 /policy 这样；得到 {base}")
    if header is not None and not HEADER.fullmatch(header):
        raise PolicyGraphError(f"--proxy-header 应为请求头的名字，例如 X-Remote-User；得到 {header}")
    try:
        trusted = networks(trust) if trust else Entry.trusted
    except ValueError as error:
        raise PolicyGraphError(
            f"--trust 应为地址或网段，例如 127.0.0.1、10.1.0.0/16；得到 {'、'.join(trust)}"
        ) from error
    if oidc is not None:
        _check_oidc(oidc)
    return Entry(
        base=f"/{path}" if path else "", loopback=is_loopback(address), open=everybody,
        read_only=read_only, proxy_header=header, trusted=trusted, oidc=oidc is not None, claim=claim,
    )  # fmt: skip


def _check_oidc(file: Path) -> None:
    with extras.needed("oidc", "用 OpenID Connect 登录"):
        import authlib  # type: ignore[import-untyped]  # noqa: F401
    try:
        given = tomllib.loads(file.read_text(encoding="utf-8")).get("auth", {})
    except (OSError, ValueError) as error:
        raise PolicyGraphError(f"{file}：不是能读的 TOML 文件") from error
    if missing := [name for name in OIDC if not given.get(name)]:
        raise PolicyGraphError(f"{file}：[auth] 里缺少 {'、'.join(missing)}")


def told(entry: Entry, place: str | None) -> str:
    """Who may do what, for whoever starts the page."""
    accounts = Accounts(accounts_file(place)).all()
    if accounts or entry.oidc or entry.proxy_header:
        line = f"要登录：{len(accounts)} 个账号" if accounts else "要登录，但还没有账号：用 policygraph user add 添加"
    elif entry.read_only:
        line = "没有账号：打得开的人都能看"
    elif entry.open:
        line = "没有账号：打得开的人都能导入、移除、判断（--open）"
    elif entry.loopback:
        line = "没有账号：在本机打开能做一切；经代理打开只能看"
    else:
        line = "没有账号：只能看。添加账号用 policygraph user add；--open 让打得开的人都能导入、移除、判断"
    return f"{line}。只读（--read-only）：谁也不能导入、移除、判断" if entry.read_only else line


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
    read_only: Annotated[bool, typer.Option("--read-only", help="只能看，谁也不能导入、移除、判断")] = False,
    everybody: Annotated[
        bool, typer.Option("--open", help="没有账号时，从别的机器打开的人也能导入、移除、判断")
    ] = False,
    base_path: Annotated[str, typer.Option("--base-path", metavar="/PATH", help="经反向代理时，页面所在的路径")] = "",
    proxy_header: Annotated[
        str | None, typer.Option("--proxy-header", metavar="NAME", help="可信的代理在哪个请求头里写明登录的人")
    ] = None,
    trust: Annotated[
        list[str] | None, typer.Option("--trust", metavar="ADDRESS", help="可信代理的地址；不写则只信本机")
    ] = None,
    oidc: Annotated[
        Path | None,
        typer.Option("--oidc", metavar="FILE", help="用单位的 OpenID Connect 登录：写有 [auth] 的 TOML 文件"),
    ] = None,
    claim: Annotated[str, typer.Option("--oidc-claim", help="OpenID Connect 的哪一项是账号名")] = "email",
    llm: Llm = None,
) -> None:
    """打开网页。"""
    if llm is not None:
        endpoint(llm)  # what is wrong with it is said now
        os.environ[LLM] = llm
    with extras.needed("app", "网页"):
        from policygraph.app.frame import serving  # Streamlit takes its time to load

    check_place(database, "：可以在页面的“导入”里放入文件")
    free = free_of(address, port, PORT)
    if database is not None:
        os.environ["POLICYGRAPH_DATABASE"] = database if is_address(database) else str(Path(database).absolute())
    entry = entered(address, base_path, everybody, read_only, proxy_header, trust or [], oidc, claim)
    url = f"http://{'localhost' if address in (LOOPBACK, EVERYWHERE) else address}:{free}{entry.base}"
    message(f"页面在 {url}　按 Ctrl+C 停止")
    message(told(entry, database))
    if browser and has_screen():
        threading.Thread(target=open_when_served, args=(address, free, url), daemon=True).start()
    serving.serve(settings(free, address, entry.base, oidc), entry, database, _beside(entry.base, database))


def _beside(base: str, place: str | None) -> list[BaseRoute]:
    """What programs ask of the page's own server, on the page's own graph and turns."""
    from policygraph.app.frame import data
    from policygraph.serving.mounting import mounted

    return [mounted(base, place, data.opened, data.TURNS)]
