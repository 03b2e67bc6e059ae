"""Stands before every route of the page's server, and before its websocket: who may not come in gets nothing."""

from __future__ import annotations

import math
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import quote

from anyio import CapacityLimiter, to_thread
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from policygraph.app.gate.gate import Gate, Person, bearer
from policygraph.app.gate.rights import Right
from policygraph.model.errors import PolicyGraphError
from policygraph.services import faults

SIGN_IN, SIGN_OUT, SIGNED_IN = "/sign-in", "/sign-out", "/signed-in"
REST, MCP = "/api", "/mcp"  # where programs ask; they are told in JSON what is wrong (policygraph/serving)
HEALTH, UPLOAD = "/_stcore/health", "/_stcore/upload_file"
# Streamlit's: sign-in through an organisation.
ORGANISATION = ("/auth/login", "/auth/logout", "/oauth2callback")
OPEN = frozenset({SIGN_IN, SIGN_OUT, SIGNED_IN, *ORGANISATION})
TICKET = "x-policygraph-ticket"
PERSON = "policygraph.person"  # in the scope of what is asked: who asks it, as the gate knows him
AT_ONCE = 2  # tokens that are proved at the same time; each takes 64 MiB
SIGN_IN_FIRST = "请先登录"
WRONG_TOKEN = "令牌不对，或者已经失效、收回"
TOO_MANY = "不对的令牌太多，请 {} 分钟后再试"
BROKEN = "账号读不了，所以现在谁也进不来。请告诉管理员：日志中的 {}"
NOT_ALLOWED = 1008  # of a websocket that is closed: policy violation


class Guard:
    """Asks the gate at each request, and at each message of a websocket."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        self.app, self.gate = app, gate
        self._limit: CapacityLimiter | None = None  # belongs to the loop that serves
        self._is_broken = False  # whether nobody's account could be read the last time

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "").removeprefix(self.gate.entry.base)
        if scope["type"] not in ("http", "websocket") or (scope["type"], path) == ("http", HEALTH):
            await self.app(scope, receive, send)
            return
        is_open = scope["type"] == "http" and path in OPEN
        try:
            if scope["type"] == "http" and (wait := await self._proved(HTTPConnection(scope))):
                await _plain(path, TOO_MANY.format(math.ceil(wait / 60)), 429)(scope, receive, send)
                return
            person = self._person(HTTPConnection(scope), touch=not is_open)
        except PolicyGraphError as error:
            broken = _plain(path, BROKEN.format(faults.number(error)), 503)
            await (_refused(send) if scope["type"] == "websocket" else broken(scope, receive, send))
            return
        if is_open:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await (_refused(send) if person is None else self._websocket(scope, receive, send))
        elif person is None:
            await self._refusal(scope, path)(scope, receive, send)
        elif path.startswith(UPLOAD) and Right.enter not in person.rights:
            await PlainTextResponse("您不能导入", 403)(scope, receive, send)
        else:
            await self.app({**scope, PERSON: person}, receive, send)

    async def _proved(self, connection: HTTPConnection) -> float:
        """Prove a program's token, beside what is served meanwhile; seconds to wait where too many were wrong."""
        with self._telling():
            if not self.gate.is_to_prove(connection):
                return 0.0
            self._limit = self._limit or CapacityLimiter(AT_ONCE)
            return await to_thread.run_sync(self.gate.prove, connection, limiter=self._limit)

    def _person(self, connection: HTTPConnection, *, touch: bool = True) -> Person | None:
        """Raises PolicyGraphError where accounts cannot be read, so that nobody comes in."""
        with self._telling():
            person = self.gate.person(connection, touch=touch)
        self._is_broken = False
        return person

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """The log has it once that accounts cannot be read."""
        try:
            yield
        except PolicyGraphError as error:
            if not self._is_broken:
                faults.report(error, "at the gate")
            self._is_broken = True
            raise

    def _may_go_on(self, connection: HTTPConnection) -> bool:
        with suppress(PolicyGraphError):
            return self._person(connection) is not None
        return False

    def _refusal(self, scope: Scope, path: str) -> Response:
        """To the sign-in page, for who has opened a page."""
        asked = HTTPConnection(scope)
        if scope["method"] != "GET" or "text/html" not in asked.headers.get("accept", ""):
            return _plain(path, WRONG_TOKEN if bearer(asked) else SIGN_IN_FIRST, 401)
        query = f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else ""
        back = quote(f"{scope['path']}{query}", safe="")
        return RedirectResponse(f"{self.gate.entry.base}{SIGN_IN}?next={back}", 303)

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        id_ = secrets.token_urlsafe()
        others = [(name, value) for name, value in scope["headers"] if name != TICKET.encode()]
        connection = HTTPConnection({**scope, "headers": others})

        async def received() -> Message:
            message = await receive()
            if message["type"] == "websocket.receive" and not self._may_go_on(connection):
                await _refused(send)
                return {"type": "websocket.disconnect", "code": NOT_ALLOWED}
            return message

        with self.gate.ticket(id_, connection):
            await self.app({**scope, "headers": [*others, (TICKET.encode(), id_.encode())]}, received, send)


ERRORS = {
    400: "bad-request", 401: "unauthorised", 403: "forbidden", 404: "not-found", 405: "not-allowed", 409: "conflict",
    413: "too-large", 415: "wrong-type", 429: "too-many", 500: "our-fault", 503: "unavailable",
}  # fmt: skip


def wrong_in_json(status: int, words: str) -> dict[str, str | int]:
    """What is wrong, for programs: as `ErrorForm` of policygraph/serving/forms.py says."""
    return {"status": status, "error": ERRORS.get(status, "error"), "message": words}


def is_rest(path: str) -> bool:
    """Whether a program asks, of REST or MCP. `path`: below the page's own.

    >>> [is_rest(each) for each in ("/api", "/api/info", "/apiary")]
    [True, True, False]
    """
    return path in (REST, MCP) or path.startswith(f"{REST}/")


def _plain(path: str, words: str, status: int) -> Response:
    """What is wrong, for whoever asks there."""
    if not is_rest(path):
        return PlainTextResponse(words, status)
    headers = {"www-authenticate": "Bearer"} if status == 401 else None
    return JSONResponse(wrong_in_json(status, words), status, headers)


async def _refused(send: Send) -> None:
    """Close a websocket."""
    await send({"type": "websocket.close", "code": NOT_ALLOWED})
