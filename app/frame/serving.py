"""The page's server, within this process, so that whoever ends it ends the server."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from importlib.resources import files
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from policygraph.app.frame import ledger_lines
from policygraph.app.frame.front_end import FrontEnd
from policygraph.app.frame.memory import giving_back
from policygraph.app.frame.plain import plain
from policygraph.app.gate import here
from policygraph.app.gate.gate import Entry, Gate
from policygraph.app.gate.guard import Guard
from policygraph.app.gate.headers import Headers
from policygraph.app.gate.signing import routes
from policygraph.model.errors import PolicyGraphError
from policygraph.services import faults


def show_fault(error: Exception) -> bool:
    """An error of ours on a page: one line there, its traceback in the log. True: nothing else is to be shown."""
    st.error(plain(str(error) if isinstance(error, PolicyGraphError) else faults.report(error, "on a page")))
    return True


@asynccontextmanager
async def _running(app: object) -> AsyncIterator[None]:
    """While the server runs. What the first who comes would wait for is done beforehand, beside it."""
    ahead = asyncio.create_task(asyncio.to_thread(make_ready))
    async with giving_back(app):
        yield
    ahead.cancel()


def make_ready() -> None:
    """Read the graph and its ledger; load what every page with a table needs. What is wrong is said on the page."""
    with suppress(PolicyGraphError):
        ledger_lines.warm()
    import_module("pandas")


def serve(settings: Mapping[str, Any], entry: Entry, place: str | None, more: Sequence[BaseRoute] = ()) -> None:
    """Serve the page of the graph at `place` with Streamlit's `settings` by name, until the process is ended. `more`:
    what else is served there, behind the same guard."""
    # uvicorn would take any proxy's word for who asks; the gate takes that of those which it was told to trust.
    os.environ["FORWARDED_ALLOW_IPS"] = ""
    gate = Gate(entry, place)
    here.use(gate)
    app = st.App(
        str(files("policygraph.app").joinpath("main.py")),
        routes=[*routes(gate), *more],
        middleware=[Middleware(Headers), Middleware(Guard, gate=gate), Middleware(FrontEnd, base=entry.base)],
        lifespan=_running,
        on_script_error=show_fault,
    )
    app.run(config=settings)
