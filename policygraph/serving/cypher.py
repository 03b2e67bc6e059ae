"""Reading Cypher over REST: under the guard, in the process that can be stopped, one question of a person at a time."""

from __future__ import annotations

import json
from collections.abc import Hashable
from typing import Any

from anyio import to_thread
from fastapi import FastAPI, Request, Response

from policygraph.app.gate.guard import PERSON
from policygraph.graph.stores.store import StoppedError
from policygraph.serving import forms
from policygraph.serving.desk import Desk
from policygraph.serving.wrong import HttpError

BYTES = 1 << 20  # of a question with its parameters
LOOK = 0.25  # seconds after which it is looked whether whoever asked is still there
BODY = {
    "type": "object", "required": ["cypher"], "additionalProperties": False,
    "properties": {
        "cypher": {"type": "string", "description": "只读的 Cypher，例如 MATCH (t:Task) RETURN count(t)"},
        "parameters": {"type": "object", "description": "参数：$名字 用这里的值"},
    },
}  # fmt: skip


def add(app: FastAPI, desk: Desk) -> None:
    """The endpoint."""

    async def endpoint(request: Request) -> Response:
        text, parameters = await _question(request)
        asked = desk.begin(text, parameters, _who(request))
        try:
            while not await to_thread.run_sync(asked.wait, LOOK):
                if await request.is_disconnected():
                    raise StoppedError
        finally:
            asked.stop()
        rows = asked.result()
        found = forms.page(desk.as_answer(rows, text, parameters))
        return Response(forms.dump(found), headers={"cache-control": "no-store"}, media_type="application/json")

    app.add_api_route(
        "/cypher", endpoint, methods=["POST"], summary="只读的 Cypher", tags=["总的"], operation_id="cypher",
        description="用 Cypher 查询，只能读；最多 60 秒、10000 行。同一个人同时只运行一个，其余的排队。",
        responses={200: {"model": forms.AnswerForm, "description": "答案"}}, response_class=Response,
        openapi_extra={"requestBody": {"required": True, "content": {"application/json": {"schema": BODY}}}},
    )  # fmt: skip


def _who(request: Request) -> Hashable:
    """Whose turn it takes: of whoever has a name, else of the machine."""
    person = request.scope.get(PERSON)
    if person is not None and person.name:
        return ("person", person.name)
    return ("address", request.client.host if request.client else "")


async def _question(request: Request) -> tuple[str, dict[str, Any]]:
    given = await json_of(request, BYTES)
    if not isinstance(given.get("cypher"), str):
        raise HttpError(400, '请求的内容应写成 {"cypher": "MATCH …", "parameters": {…}}')
    parameters = given.get("parameters") or {}
    if not isinstance(parameters, dict) or set(given) - {"cypher", "parameters"}:
        raise HttpError(400, '请求的内容只能有 cypher 和 parameters，parameters 是 {"名字": 值}')
    return given["cypher"], parameters


async def json_of(request: Request, most: int) -> dict[str, Any]:
    """The object that is sent. Only what says that it is JSON: that, no form of a foreign page can send."""
    content = await body(request, most)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise HttpError(415, "请求的内容应为 JSON：请求头写 Content-Type: application/json")
    try:
        given = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise HttpError(400, "请求的内容不是 JSON") from error
    if not isinstance(given, dict):
        raise HttpError(400, "请求的内容应为 JSON 的对象：{…}")
    return given


async def body(request: Request, most: int) -> bytes:
    """What is sent; HttpError where it is more than so many bytes."""
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > most:
            raise HttpError(413, f"请求的内容太大：最多 {most >> 20} MB")
    return bytes(content)
