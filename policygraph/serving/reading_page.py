"""OpenAPI as JSON, and as a page to read: HTML made here, without a script and without anything from outside."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from importlib.resources import files
from string import Template
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse

from policygraph.model.words import text

OPENAPI = "/openapi.json"


def add(app: FastAPI) -> None:
    """Both, at the application's root and beside it."""

    def described(request: Request) -> dict[str, Any]:
        return {**app.openapi(), "servers": [{"url": request.scope.get("root_path") or "/"}]}

    def openapi(request: Request) -> Response:
        return Response(json.dumps(described(request), ensure_ascii=False).encode(), media_type="application/json")

    def page(request: Request) -> Response:
        return HTMLResponse(as_html(described(request)))

    app.add_api_route(OPENAPI, openapi, methods=["GET"], include_in_schema=False)
    app.add_api_route("/", page, methods=["GET"], include_in_schema=False)


def as_html(openapi: dict[str, Any]) -> str:
    """The page: what is said of all, and each address with its parameters."""
    base = openapi["servers"][0]["url"].rstrip("/")
    by_tag: dict[str, list[str]] = {}
    for path, ways in openapi["paths"].items():
        for method, operation in ways.items():
            by_tag.setdefault(operation["tags"][0], []).append("".join(_operation(base, path, method, operation)))
    template = Template(files(__package__).joinpath("reading_page.html").read_text(encoding="utf-8"))
    parts = (f"<h2>{html.escape(tag)}</h2>{''.join(some)}" for tag, some in by_tag.items())
    return template.substitute(
        title=html.escape(openapi["info"]["title"]), version=html.escape(openapi["info"]["version"]),
        openapi=html.escape(f"{base}{OPENAPI}"), about="".join(_paragraphs(openapi["info"]["description"])),
        operations="".join(parts),
    )  # fmt: skip


def _paragraphs(markdown: str) -> Iterator[str]:
    for line in filter(None, markdown.splitlines()):
        pieces = html.escape(line.removeprefix("- ")).split("`")
        yield "<p>" + "".join(f"<code>{each}</code>" if n % 2 else each for n, each in enumerate(pieces)) + "</p>"


def _operation(base: str, path: str, method: str, operation: dict[str, Any]) -> Iterator[str]:
    called = html.escape(f"{method.upper()} {base}{path}")
    yield f'<section id="{html.escape(operation["operationId"])}"><h3>{html.escape(operation["summary"])}</h3>'
    yield f"<p><code>{called}</code></p><p>{html.escape(operation.get('description', ''))}</p>"
    if rows := [_parameter(each) for each in operation.get("parameters", ())]:
        yield f"<table><tr><th>参数</th><th>说明</th><th>例</th></tr>{''.join(rows)}</table>"
    yield "</section>"


def _parameter(parameter: dict[str, Any]) -> str:
    schema = parameter["schema"]
    example = next(iter(schema.get("examples", ())), schema.get("default", ""))
    told = parameter["description"] + ("（必填）" if parameter["required"] else "")
    cells = (parameter["name"], told, text(example))
    return "<tr>" + "".join(f"<td>{html.escape(each)}</td>" for each in cells) + "</tr>"
