"""REST at its place in a server: made when somebody asks first, so that the page does not wait for it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from anyio import to_thread
from starlette.routing import Mount
from starlette.types import ASGIApp, Receive, Scope, Send

from policygraph.app.frame.turns import Turns
from policygraph.app.gate.guard import REST
from policygraph.graph.stores.store import Store
from policygraph.serving.desk import Desk


class Later:
    """An application that is made when it is needed."""

    def __init__(self, make: Callable[[], ASGIApp]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._app is None:
            await to_thread.run_sync(self._finish)
        assert self._app is not None
        await self._app(scope, receive, send)

    def _finish(self) -> None:
        with self._lock:
            self._app = self._app or self._make()


def mounted(
    base: str, place: str | None, opened: Callable[[], Store | None] | None = None, turns: Turns | None = None
) -> Mount:
    """REST on the graph at `place` below the server's own path; `opened`, `turns` as `Desk` takes them."""

    def make() -> ASGIApp:
        from policygraph.serving.rest import made

        return made(Desk(place, opened, turns))

    return Mount(f"{base}{REST}", Later(make))
