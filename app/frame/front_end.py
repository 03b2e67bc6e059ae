"""Streamlit's own scripts, styles and fonts, each sent whole.

Of opening a page they are some 140 files, and by Streamlit's way each goes through a thread and six layers in pieces:
most of what a page costs the server. What they hold is in their names, so browsers keep them for good.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import streamlit
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

FOLDER = Path(streamlit.__file__).parent / "static"
HASHED = "static"  # the folder within it whose files are named by what they hold
KEEP = {"cache-control": "public, immutable, max-age=31536000"}


@cache
def files() -> dict[str, Path]:
    """By the path of their address below that of the page."""
    return dict(_found())


def _found() -> Iterator[tuple[str, Path]]:
    for file in (FOLDER / HASHED).rglob("*"):
        if file.is_file():
            yield f"/{file.relative_to(FOLDER).as_posix()}", file


class FrontEnd:
    """Answers who asks for such a file; stands behind the guard. `base`: such as `/policy`, or empty."""

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self.app, self.base = app, base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        whole = scope["type"] == "http" and scope["method"] == "GET" and not _of_a_part(scope)
        file = files().get(scope["path"].removeprefix(self.base)) if whole else None
        if file is None:
            await self.app(scope, receive, send)
            return
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        await Response(file.read_bytes(), media_type=kind, headers=KEEP)(scope, receive, send)


def _of_a_part(scope: Scope) -> bool:
    return any(name == b"range" for name, _ in scope["headers"])
