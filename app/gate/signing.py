"""The sign-in page and the way out: plain HTML, made by the server, without a script."""

from __future__ import annotations

import html
import logging
import math
from importlib.resources import files
from string import Template
from urllib.parse import parse_qs, quote, urlsplit

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from policygraph.app.gate.gate import COOKIE, Gate
from policygraph.app.gate.guard import ORGANISATION, SIGN_IN, SIGN_OUT, SIGNED_IN
from policygraph.app.gate.sessions import ABSOLUTE
from policygraph.model.errors import PolicyGraphError
from policygraph.services import audit
from policygraph.services.accounts import Account

log = logging.getLogger(__name__)

BYTES = 10_000  # of a form
AT_ONCE = 2  # passwords that are tried at the same time; each takes 64 MiB
WRONG = "账号或口令不对"
FOREIGN = "请在本页面的登录框里登录"


def routes(gate: Gate) -> list[Route]:
    """Below the page's own path."""
    page = _Pages(gate)
    base = gate.entry.base
    return [
        Route(f"{base}{SIGN_IN}", page.sign_in, methods=["GET", "POST"]),
        Route(f"{base}{SIGN_OUT}", page.sign_out, methods=["POST"]),
        Route(f"{base}{SIGNED_IN}", page.signed_in, methods=["GET"]),
    ]


class _Pages:
    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._template = Template(files(__package__).joinpath("sign_in.html").read_text(encoding="utf-8"))
        self._limit: CapacityLimiter | None = None  # belongs to the loop that serves

    async def sign_in(self, request: Request) -> Response:
        back = self._back(request.query_params.get("next", ""))
        if self._gate.person(request, touch=False) is not None:
            return RedirectResponse(back, 303)
        if request.method == "GET":
            return self._form("", back)
        if not _is_own(request):
            return self._form(FOREIGN, back, 403)
        fields = await _fields(request)
        name, password = fields.get("name", "").strip(), fields.get("password", "")
        address = self._gate.address(request)
        counted = (self._gate.by_name, name.casefold()), (self._gate.by_address, address)
        wait = max(failures.wait(key) for failures, key in counted)
        if wait:
            return self._form(f"失败的次数太多，请 {math.ceil(wait / 60)} 分钟后再试", back, 429)
        # Counted before it is tried, so that many at once are not tried for one.
        for failures, key in counted:
            failures.add(key)
        self._limit = self._limit or CapacityLimiter(AT_ONCE)
        account = await to_thread.run_sync(self._gate.accounts.verified, name, password, limiter=self._limit)
        if account is None:
            await to_thread.run_sync(self._record, name, "sign-in", f"来自 {address}", WRONG)
            return self._form(WRONG, back, 403, name)
        for failures, key in counted:
            failures.forget(key)
        await to_thread.run_sync(self._record, account.name, "sign-in", f"来自 {address}")
        return self._welcome(request, account, back)

    def _welcome(self, request: Request, account: Account, back: str) -> Response:
        answer = RedirectResponse(back, 303)
        answer.set_cookie(
            COOKIE, self._gate.sessions.start(account.name, account.changed), max_age=ABSOLUTE,
            path=self._gate.entry.base or "/", secure=self._gate.is_encrypted(request), httponly=True, samesite="lax",
        )  # fmt: skip
        return answer

    async def sign_out(self, request: Request) -> Response:
        if not _is_own(request):
            return self._form(FOREIGN, self._back(""), 403)
        person = self._gate.person(request)
        for token in self._gate.tokens(request):
            self._gate.sessions.end(token)
        if person is not None and person.name:
            await to_thread.run_sync(self._record, person.name, "sign-out", "")
        base = self._gate.entry.base
        answer: Response = RedirectResponse(f"{base}{SIGN_IN}", 303)
        if self._gate.entry.oidc:
            # It leads to the organisation's own sign-out, to which no form of ours may lead (form-action).
            answer = HTMLResponse(f'<meta http-equiv="refresh" content="0;url={html.escape(base + ORGANISATION[1])}">')
        answer.delete_cookie(COOKIE, path=self._gate.entry.base or "/")
        return answer

    async def signed_in(self, request: Request) -> Response:
        """Asked by pages that are open: who it is by now; it keeps no session alive."""
        person = self._gate.person(request, touch=False)
        return Response(status_code=401) if person is None else PlainTextResponse(person.told)

    def _record(self, who: str, act: str, what: str, error: str = "") -> None:
        try:
            audit.record(self._gate.place, who[: audit.LONGEST_NAME], audit.PAGE, act, what, error)
        except PolicyGraphError as failed:  # to come and go changes nothing; who then writes is told
            log.error("%s", failed)

    def _back(self, asked: str) -> str:
        """Where to go on: a page of ours, whatever a link says."""
        base = self._gate.entry.base
        ours = asked.startswith(f"{base}/") and not asked.startswith("//") and not set(asked) & set("\\\r\n\t")
        return asked if ours else f"{base}/"

    def _form(self, error: str, back: str, status: int = 200, name: str = "") -> Response:
        organisation = ""
        if self._gate.entry.oidc:
            from policygraph.app.gate.organisation import way

            organisation = f'<a class="other" href="{html.escape(self._gate.entry.base + way())}">用单位账号登录</a>'
        action = f"{self._gate.entry.base}{SIGN_IN}?next={quote(back, safe='')}"
        filled = self._template.substitute(
            error=f'<p role="alert">{html.escape(error)}</p>' if error else "",
            action=html.escape(action), organisation=organisation, name=html.escape(name),
        )  # fmt: skip
        return HTMLResponse(filled, status, {"cache-control": "no-store"})


def _is_own(request: Request) -> bool:
    """Whether a form was sent from a page of this server: browsers say so, and no page can make them say otherwise."""
    if site := request.headers.get("sec-fetch-site"):
        return site == "same-origin"
    return urlsplit(request.headers.get("origin", "")).netloc == request.headers.get("host", "-")


async def _fields(request: Request) -> dict[str, str]:
    """The fields of a short form; none of a long one."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > BYTES:
            return {}
    found = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[0] for name, values in found.items()}
