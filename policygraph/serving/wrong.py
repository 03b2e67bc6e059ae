"""What goes wrong over REST: one form with a sentence in Chinese, ours with the number under which the log has it."""

from __future__ import annotations

import difflib

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from policygraph.app.gate.guard import wrong_in_json
from policygraph.app.gate.rights import ForbiddenError
from policygraph.graph.asking import catalog
from policygraph.graph.stores.store import NoDatabaseError
from policygraph.model.errors import PolicyGraphError
from policygraph.model.words import perhaps
from policygraph.services import faults
from policygraph.serving import forms

QUERIES = "/queries/"
SAID = {404: "没有这个地址", 405: "这个地址不能这样用"}


class MissingError(PolicyGraphError):
    """There is nothing of that name or id."""


class HttpError(PolicyGraphError):
    """What is wrong, and as what status it is told."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def answered(status: int, message: str, headers: dict[str, str] | None = None) -> Response:
    """The answer that tells of it."""
    body = forms.dump(wrong_in_json(status, message))
    return Response(body, status, {**(headers or {}), "cache-control": "no-store"}, "application/json")


def status_of(error: PolicyGraphError) -> int:
    """As HTTP tells it."""
    if isinstance(error, HttpError):
        return error.status
    if isinstance(error, ForbiddenError):
        return 403
    return 404 if isinstance(error, MissingError | NoDatabaseError) else 400


def add(app: FastAPI) -> None:
    """From now on, whatever goes wrong is told in that form."""
    app.add_exception_handler(PolicyGraphError, _ours)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _unfit)
    app.add_exception_handler(Exception, _fault)


def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, PolicyGraphError)
    return answered(status_of(error), str(error))


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    if error.status_code == 404:
        return answered(404, _near(request, path))
    return answered(error.status_code, SAID.get(error.status_code, str(error.detail)))


def _near(request: Request, path: str) -> str:
    """That there is no such address, and which there are that come near."""
    if path.startswith(QUERIES):
        try:
            catalog.find_query(path.removeprefix(QUERIES))
        except PolicyGraphError as error:
            return str(error)
    paths = [route.path for route in request.app.routes if not route.path.startswith(QUERIES)]
    near = difflib.get_close_matches(path, paths, n=3, cutoff=0.5)
    return f"没有 {path} 这个地址{perhaps(near, '；有哪些见接口的首页')}"


def _unfit(request: Request, error: Exception) -> Response:
    return answered(400, "请求的内容不对：" + "；".join(_told(error)))


def _told(error: Exception) -> list[str]:
    assert isinstance(error, RequestValidationError)
    return [f"{'.'.join(str(part) for part in each['loc'])} {each['msg']}" for each in error.errors()]


def _fault(request: Request, error: Exception) -> Response:
    return answered(500, faults.report(error, "over REST"))
