"""Streamlit's own scripts, styles and fonts, each sent whole; and its page, with a script of ours before its own.

Of opening a page they are some 140 files, and by Streamlit's way each goes through a thread and six layers in pieces:
most of what a page costs the server. What they hold is in their names, so browsers keep them for good.

The script of ours (frontend/address.js) has to be there before Streamlit writes the first address.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from functools import cache
from importlib.resources import as_file
from importlib.resources import files as resources
from pathlib import Path
from urllib.parse import quote

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FOLDER = Path(streamlit.__file__).parent / "static"
HASHED = "static"  # the folder within it whose files are named by what they hold
OWN = f"/{HASHED}/policygraph/"  # begins the path of our script
KEEP = {"cache-control": "public, immutable, max-age=31536000"}
TITLE, OURS = b"<title>Streamlit</title>", "政策知识图谱"
LONGEST = 80  # characters of an address at which there is no page
# Of a question for a page: by these the answer would be another than the whole of it.
PARTLY = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")


@cache
def files() -> dict[str, Path]:
    """By the path of their address below that of the page."""
    return dict(_found())


def _found() -> Iterator[tuple[str, Path]]:
    for file in (FOLDER / HASHED).rglob("*"):
        if file.is_file():
            yield f"/{file.relative_to(FOLDER).as_posix()}", file
    for each in resources("policygraph").joinpath("assets").iterdir():
        if each.name.startswith("address-"):
            with as_file(each) as file:
                yield f"{OWN}{each.name}", file


@cache
def page() -> bytes:
    """The HTML that Streamlit sends for every address."""
    return (FOLDER / "index.html").read_bytes()


@cache
def ours() -> bytes:
    """What is sent in its place."""
    scripts = "".join(f'<script src=".{path}"></script>' for path in files() if path.startswith(OWN))
    return page().replace(TITLE, f"<title>{OURS}</title>{scripts}".encode(), 1)


def elsewhere(path: str) -> str | None:
    """Where who asks for a page in a folder is sent, since pages stand in none: there it is said that there is none.

    >>> [elsewhere(each) for each in ("/matrix", "/matrix/", "/matrix/of/临澜")]
    [None, '../matrix', '../../matrix-of-%E4%B8%B4%E6%BE%9C']
    """
    depth = path.count("/") - 1
    return "../" * depth + quote("-".join(filter(None, path.split("/")))[:LONGEST]) if depth > 0 else None


class FrontEnd:
    """Answers who asks for such a file; stands behind the guard. `base`: such as `/policy`, or empty."""

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self.app, self.base = app, base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = scope["type"] == "http" and scope["method"] == "GET"
        file = files().get(scope["path"].removeprefix(self.base)) if asked and not _of_a_part(scope) else None
        if file is not None:
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            await Response(file.read_bytes(), media_type=kind, headers=KEEP)(scope, receive, send)
        elif asked and "text/html" in Headers(scope=scope).get("accept", ""):
            whole = {**scope, "headers": [(name, value) for name, value in scope["headers"] if name not in PARTLY]}
            await self.app(whole, receive, _Page(send, elsewhere(scope["path"].removeprefix(self.base))).sent)
        else:
            await self.app(scope, receive, send)


class _Page:
    """Sends an answer on; Streamlit's page as ours."""

    def __init__(self, send: Send, to: str | None) -> None:
        self.send, self.to = send, to
        self.start: Message = {}
        self.body = b""

    async def sent(self, message: Message) -> None:
        if message["type"] == "http.response.start" and self._may_be(message):
            self.start = message
        elif message["type"] != "http.response.body" or not self.start:
            await self.send(message)
        else:
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                await self._whole()

    def _may_be(self, start: Message) -> bool:
        length = Headers(raw=start["headers"]).get("content-length")
        return start["status"] == 200 and length == str(len(page()))

    async def _whole(self) -> None:
        is_page = self.body == page()
        body = ours() if is_page else self.body
        status, headers = self.start["status"], MutableHeaders(raw=list(self.start["headers"]))
        for name in ("etag", "last-modified", "accept-ranges"):
            del headers[name]
        if is_page and self.to:
            status, body, headers["location"] = 303, b"", self.to
        headers["content-length"] = str(len(body))
        await self.send({**self.start, "status": status, "headers": headers.raw})
        await self.send({"type": "http.response.body", "body": body})


def _of_a_part(scope: Scope) -> bool:
    return any(name == b"range" for name, _ in scope["headers"])
