"""The headers of every answer of the page's server: what the browser may load, and who may show the page in a frame."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@cache
def content_security_policy() -> str:
    """Everything comes from here; measured with every page in Chromium (tests/app/gate).

    Streamlit's own page has one script in its HTML, told by its digest; its style sheets are made by scripts, for which
    there is no digest.
    """
    import streamlit  # not there where only programs are served

    html = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    digests = [base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in INLINE.findall(html)]
    rules = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", *(f"'sha256-{each}'" for each in digests)]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def without_scripts() -> str:
    """For a server that has none: its pages are HTML with a style of their own."""
    return (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    )


def headers(policy: str) -> dict[str, str]:
    """By name; also for answers that Streamlit has made."""
    return {
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",  # frame-ancestors, for old browsers
        "referrer-policy": "same-origin",
    }


class Headers:
    """Puts them on every answer, in the place of any of the same name. `policy`: what the browser may load."""

    def __init__(self, app: ASGIApp, policy: Callable[[], str] = content_security_policy) -> None:
        self.app, self.policy = app, policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(headers(self.policy()))
            await send(message)

        await self.app(scope, receive, sent if scope["type"] == "http" else send)
