"""The command `policygraph mcp`: the graph for assistants that speak MCP, over stdio or over HTTP on this machine."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

import policygraph
from policygraph.model import extras
from policygraph.model.errors import PolicyGraphError
from policygraph.model.words import perhaps
from policygraph.options import Database
from policygraph.services import audit, faults
from policygraph.serving.page import LOOPBACK, check_place, free_of
from policygraph.serving.serve import serve
from policygraph.shell.said import message

if TYPE_CHECKING:  # what comes with the extra `mcp`
    from mcp.server import Server, ServerRequestContext
    from mcp.types import CallToolRequestParams, CallToolResult, ListToolsResult, PaginatedRequestParams
    from starlette.types import ASGIApp

    from policygraph.serving.tools import Tool

PORT = 8700
ABOUT = """\
中国政府政策文件的知识图谱：谁牵头、谁配合、做什么、做到多少、什么时候完成、依据上级的哪一条。
每个答案的行里 evidence 是原文，document、start、end 是它在哪份文档的第几个字到第几个字。
回答时请引用原文，图里没有的不要说。
先用 ask 用一句话问；名称拿不准用 search 找；said 说明哪个名字图里没有、是否指相近的哪个。
left 大于 0 时用 offset 取后面的。\
"""

log = logging.getLogger(__name__)


def mcp_command(
    graph: Annotated[str | None, typer.Argument(help="图的位置；不写则用 --database", metavar="GRAPH")] = None,
    http: Annotated[bool, typer.Option("--http", help="不用标准输入输出，在本机开 HTTP（/mcp）")] = False,
    port: Annotated[
        int | None, typer.Option("--port", min=1, max=65535, help=f"--http 的端口；不写则从 {PORT} 起用第一个空闲的")
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="也能导入文件、填报进展；不写只能查询")] = False,
    database: Database = None,
) -> None:
    """给会 MCP 的助手用：查询、查找、提问都是它的工具，每个答案带原文。"""
    place = graph or database
    with extras.needed("mcp", "给助手用的 MCP "):
        import mcp  # noqa: F401
        import uvicorn  # noqa: F401
    check_place(place)
    if not http:
        _over_stdio(place, write)
        return
    free = free_of(LOOPBACK, port, PORT)
    message(f"MCP 在 http://localhost:{free}/mcp　按 Ctrl+C 停止")
    serve(application(place, write), LOOPBACK, free)


def _over_stdio(place: str | None, write: bool) -> None:
    """Until whoever started it goes."""
    import anyio
    from mcp.server.stdio import stdio_server

    async def serve() -> None:
        server = made(place, write)
        async with stdio_server() as (read, written):
            await server.run(read, written, server.create_initialization_options())

    anyio.run(serve)


def made(place: str | None, write: bool = False) -> Server[Any]:
    """The server of the graph at `place`; `write`: with the tools that change it."""
    from anyio import to_thread
    from mcp.server import Server
    from mcp.types import CallToolResult, ListToolsResult, TextContent

    from policygraph.serving import forms
    from policygraph.serving.desk import Desk
    from policygraph.serving.tools import tools

    desk = Desk(place)
    known = tools(desk, write=write)

    async def listed(context: ServerRequestContext[Any], params: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=[_told(each) for each in known.values()])

    async def call(context: ServerRequestContext[Any], params: CallToolRequestParams) -> CallToolResult:
        given = params.arguments or {}
        try:
            if (tool := known.get(params.name)) is None:
                raise PolicyGraphError(f"没有名为 {params.name} 的工具{_near(params.name, known)}")
            if tool.writes:
                tool = tools(desk, write=True, by=_who(context))[params.name]
            content = await to_thread.run_sync(tool.answer, given)
        except PolicyGraphError as error:
            return _wrong(str(error))
        except Exception as error:
            return _wrong(faults.report(error, f"over MCP, {params.name}"))
        words = forms.dump(content).decode()
        return CallToolResult(content=[TextContent(type="text", text=words)], structured_content=forms.plain(words))

    return Server(
        "policygraph", version=policygraph.__version__, title="政策知识图谱", instructions=ABOUT, on_list_tools=listed,
        on_call_tool=call,
    )  # fmt: skip


def application(place: str | None, write: bool = False) -> ASGIApp:
    """MCP over HTTP at `/mcp`, behind the gate: where there are accounts, with the token of one."""
    from policygraph.app.gate.gate import Entry, Gate
    from policygraph.app.gate.guard import MCP, Guard
    from policygraph.app.gate.headers import Headers, without_scripts

    inner = made(place, write).streamable_http_app(
        streamable_http_path=MCP, json_response=True, stateless_http=True, host=LOOPBACK
    )
    return Headers(Guard(inner, Gate(Entry(read_only=not write), place)), without_scripts)


def _told(tool: Tool) -> Any:
    """As MCP lists it."""
    from mcp.types import Tool as Listed
    from mcp.types import ToolAnnotations

    hints = ToolAnnotations(
        title=tool.title, read_only_hint=not tool.writes, destructive_hint=False, open_world_hint=False
    )
    return Listed(
        name=tool.name, title=tool.title, description=f"{tool.title}：{tool.told}", input_schema=tool.schema,
        annotations=hints,
    )  # fmt: skip


def _who(context: ServerRequestContext[Any]) -> str:
    """In whose name is written: of who started it on this machine, or, over HTTP, of a token's account that may."""
    from policygraph.serving.reporting import writer

    return audit.operator() if context.request is None else writer(context.request.scope).name


def _near(name: str, known: Mapping[str, Tool]) -> str:
    import difflib

    return perhaps(difflib.get_close_matches(name, known, n=3, cutoff=0.4))


def _wrong(words: str) -> CallToolResult:
    from mcp.types import CallToolResult, TextContent

    return CallToolResult(content=[TextContent(type="text", text=words)], is_error=True)
