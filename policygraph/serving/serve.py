"""The command `policygraph serve`: REST alone, without the page; on this machine only if nothing else is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from policygraph.model import extras
from policygraph.options import Database
from policygraph.serving.page import EVERYWHERE, LOOPBACK, check_place, entered, free_of, told
from policygraph.shell.said import message

if TYPE_CHECKING:  # what comes with the extra `serve`
    from starlette.types import ASGIApp

PORT = 8600


def serve_command(
    graph: Annotated[str | None, typer.Argument(help="图的位置；不写则用 --database", metavar="GRAPH")] = None,
    port: Annotated[
        int | None, typer.Option("--port", min=1, max=65535, help=f"端口；不写则从 {PORT} 起用第一个空闲的")
    ] = None,
    address: Annotated[str, typer.Option("--address", help="监听的地址；0.0.0.0 让别的机器也能用")] = LOOPBACK,
    read_only: Annotated[bool, typer.Option("--read-only", help="有令牌的也只能看，谁也不能导入、填报")] = False,
    base_path: Annotated[str, typer.Option("--base-path", metavar="/PATH", help="经反向代理时，接口所在的路径")] = "",
    trust: Annotated[
        list[str] | None, typer.Option("--trust", metavar="ADDRESS", help="可信代理的地址；不写则只信本机")
    ] = None,
    database: Database = None,
) -> None:
    """只开接口（REST），不开网页：查询、溯源、台账，给别的程序用。"""
    place = graph or database
    with extras.needed("serve", "接口"):
        import fastapi  # noqa: F401
        import uvicorn  # noqa: F401
    check_place(place)
    free = free_of(address, port, PORT)
    entry = entered(address, base_path, False, read_only, None, trust or [], None, "email")
    url = f"http://{'localhost' if address in (LOOPBACK, EVERYWHERE) else address}:{free}{entry.base}/api/"
    message(f"接口在 {url}　按 Ctrl+C 停止")
    message(f"{told(entry, place)}。导入和填报只认令牌（policygraph user token-add）")
    serve(application(entry, place), address, free)


def serve(app: ASGIApp, address: str, port: int) -> None:
    """Until it is stopped. uvicorn would take any proxy's word for who asks; the gate takes that of those which it was
    told to trust."""
    import uvicorn

    uvicorn.run(
        app, host=address, port=port, log_config=None, access_log=False, proxy_headers=False, server_header=False
    )


def application(entry: Any, place: str | None) -> Any:
    """What is served: REST behind the gate, and the page on which one signs in."""
    from starlette.applications import Starlette
    from starlette.middleware import Middleware
    from starlette.responses import RedirectResponse
    from starlette.routing import Route

    from policygraph.app.gate.gate import Gate
    from policygraph.app.gate.guard import REST, Guard
    from policygraph.app.gate.headers import Headers, without_scripts
    from policygraph.app.gate.signing import routes
    from policygraph.serving.mounting import mounted

    gate = Gate(entry, place)
    start = Route(f"{entry.base}/", lambda request: RedirectResponse(f"{entry.base}{REST}/"))
    return Starlette(
        routes=[*routes(gate), mounted(entry.base, place), start],
        middleware=[Middleware(Headers, policy=without_scripts), Middleware(Guard, gate=gate)],
    )
