"""Stands before every route of the page's server, and before its websocket: who may not come in gets nothing."""

from __future__ import annotations

import secrets
from urllib.parse import quote

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from policygraph.app.gate.gate import Gate
from policygraph.app.gate.rights import Right

SIGN_IN, SIGN_OUT, SIGNED_IN = "/sign-in", "/sign-out", "/signed-in"
HEALTH, UPLOAD = "/_stcore/health", "/_stcore/upload_file"
# Streamlit's: sign-in through an organisation.
ORGANISATION = ("/auth/login", "/auth/logout", "/oauth2callback")
OPEN = frozenset({SIGN_IN, SIGN_OUT, SIGNED_IN, HEALTH, *ORGANISATION})
TICKET = "x-policygraph-ticket"
NOT_ALLOWED = 1008  # of a websocket that is closed: policy violation


class Guard:
    """Asks the gate at each request, and at each message of a websocket."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        self.app, self.gate = app, gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        path = scope["path"].removeprefix(self.gate.entry.base)
        if scope["type"] == "http" and path in OPEN:
            await self.app(scope, receive, send)
            return
        person = self.gate.person(connection)
        if person is None:
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": NOT_ALLOWED})
            else:
                await self._refusal(scope)(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        elif path.startswith(UPLOAD) and Right.enter not in person.rights:
            await PlainTextResponse("您不能导入", 403)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response:
        """To the sign-in page, for who has opened a page."""
        asked = HTTPConnection(scope)
        if scope["method"] != "GET" or "text/html" not in asked.headers.get("accept", ""):
            return PlainTextResponse("请先登录", 401)
        query = f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else ""
        back = quote(f"{scope['path']}{query}", safe="")
        return RedirectResponse(f"{self.gate.entry.base}{SIGN_IN}?next={back}", 303)

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        id_ = secrets.token_urlsafe()
        others = [(name, value) for name, value in scope["headers"] if name != TICKET.encode()]
        connection = HTTPConnection({**scope, "headers": others})

        async def received() -> Message:
            message = await receive()
            if message["type"] == "websocket.receive" and self.gate.person(connection) is None:
                await send({"type": "websocket.close", "code": NOT_ALLOWED})
                return {"type": "websocket.disconnect", "code": NOT_ALLOWED}
            return message

        with self.gate.ticket(id_, connection):
            await self.app({**scope, "headers": [*others, (TICKET.encode(), id_.encode())]}, received, send)
