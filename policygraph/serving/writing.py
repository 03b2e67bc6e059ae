"""What programs may put in over REST and take out, by an account that may: documents, how tasks stand."""

from __future__ import annotations

from functools import partial
from typing import Any

from anyio import to_thread
from fastapi import FastAPI, Request, Response
from pydantic import BaseModel, Field

from policygraph.app.gate.rights import Right
from policygraph.ingest.formats import limits, registry
from policygraph.model.errors import PolicyGraphError
from policygraph.services import audit
from policygraph.serving import described, forms
from policygraph.serving.cypher import body, json_of
from policygraph.serving.desk import Desk
from policygraph.serving.jobs import BusyError, Job, Jobs
from policygraph.serving.reporting import REPORT, reported, withdrawn, writer
from policygraph.serving.wrong import HttpError, MissingError

BYTES = 1 << 16  # of a report
TAG = "写入"


class JobForm(BaseModel):
    """交来的一份文件读得怎样了。"""

    id: str
    name: str
    state: str = Field(description="waiting、running、done、failed")
    said: str = Field(description="state 的中文")
    progress: dict[str, Any] = Field(description="做到哪里：done、total、what")
    message: str = Field(description="哪里不对")
    documents: list[dict[str, Any]] = Field(description="读成的文档：document 是编号，known 为 true 的图里原来就有")


class ReportForm(BaseModel):
    """记下的一条进展。"""

    id: str = Field(description="这条填报的编号")


class RemovalForm(BaseModel):
    """移除的文档。"""

    id: str
    name: str = Field(description="它的标题")


def add(app: FastAPI, desk: Desk) -> None:
    """The endpoints."""
    jobs = Jobs(desk.place, desk.add)

    async def documents(request: Request) -> Response:
        person = writer(request.scope)
        name = request.query_params.get("name", "").strip()
        _check_name(name)
        job = _handed_in(jobs, name, await body(request, limits.FILE), person.name)
        root = request.scope.get("root_path", "")
        return _answer(job.as_dict(), 202, {"location": f"{root}/jobs/{job.id}"})

    def job(request: Request) -> Response:
        found = jobs.find(request.path_params["id"])
        if found is None or found.by != writer(request.scope).name:
            raise MissingError(f"没有编号为 {request.path_params['id']} 的交件，或它不是这个账号交的")
        return _answer(found.as_dict(), 200)

    async def progress(request: Request) -> Response:
        person = writer(request.scope)
        given = await json_of(request, BYTES)
        made = await to_thread.run_sync(partial(reported, desk, given, person.name, audit.SERVICE))
        return _answer({"id": made}, 201)

    async def removal(request: Request) -> Response:
        person = writer(request.scope, Right.remove)
        gone = await to_thread.run_sync(partial(_removed, desk, request.path_params["id"], person.name))
        return _answer(gone, 200)

    async def withdrawal(request: Request) -> Response:
        person, report = writer(request.scope), request.path_params["id"]
        if report not in await to_thread.run_sync(desk.report_ids):
            raise MissingError(f"没有编号为 {report} 的填报；/queries/table-progress 列出全部")
        await to_thread.run_sync(partial(withdrawn, desk, report, person.name, audit.SERVICE))
        return _answer({"id": report}, 200)

    name = described.queried("name", {"type": "string", "description": "文件名，扩展名说明格式"}, required=True)
    id_, document, report = map(_id, ("交件的编号", "文档的编号", "填报的编号，填报时答的就是它"))
    octets = {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
    for path, call, method, code, form, title, told, extra in (
        ("/documents", documents, "POST", 202, JobForm, "导入一份文件", "请求的内容就是文件；读得怎样到 Location 去看。"
         "同样的文件再交一次，什么也不变", {"parameters": [name], "requestBody": {"required": True, **octets}}),
        ("/jobs/{id}", job, "GET", 200, JobForm, "交来的文件读得怎样", "只看得到自己交的", {"parameters": [id_]}),
        ("/progress", progress, "POST", 201, ReportForm, "填报一项任务的进展", "和台账页的填报一样，记在账号名下",
         {"requestBody": {"required": True, "content": {"application/json": {"schema": REPORT}}}}),
        ("/documents/{id}", removal, "DELETE", 200, RemovalForm, "移除一份文档", "连同只由它说到的一切，和网页上的"
         "移除一样；要“管理”角色", {"parameters": [document]}),
        ("/progress/{id}", withdrawal, "DELETE", 200, ReportForm, "撤销一条填报", "和台账页的撤销一样，历次进展里"
         "还看得到是谁撤销的", {"parameters": [report]}),
    ):  # fmt: skip
        app.add_api_route(
            path, call, methods=[method], summary=title, description=told, tags=[TAG], response_class=Response,
            operation_id=f"{method.lower()}-{path.split('/')[1]}", openapi_extra=extra, status_code=code,
            responses={code: {"model": form}, 403: {"model": forms.ErrorForm, "description": "不能写入"}},
        )  # fmt: skip


def _id(told: str) -> dict[str, Any]:
    return {"name": "id", "in": "path", "required": True, "description": told, "schema": {"type": "string"}}


def _removed(desk: Desk, id_: str, by: str) -> dict[str, Any]:
    """Take out a document; only by its id, for a name may come to mean another. MissingError where there is none."""
    found = next(iter(desk.answer("node", {"id": id_})), None)
    if found is None or found["label"] != "Document":
        raise MissingError(f"没有编号为 {id_} 的文档；/queries/documents 列出全部")
    with audit.recorded(desk.place, "remove", found["name"], who=by, via=audit.SERVICE):
        desk.remove(id_)
    return {"id": id_, "name": found["name"]}


def _check_name(name: str) -> None:
    """A file's own name, which tells its format."""
    if not name or "/" in name or "\\" in name or not name.isprintable() or len(name) > 200:
        raise PolicyGraphError("name 应为文件名，例如 name=实施方案.docx")
    suffix = f".{name.rpartition('.')[2].lower()}"
    if suffix not in registry.suffixes():
        listed = "、".join(sorted(registry.suffixes()))
        raise PolicyGraphError(f"不读 {suffix} 这种格式；可以交 {listed}")


def _handed_in(jobs: Jobs, name: str, content: bytes, by: str) -> Job:
    if not content:
        raise PolicyGraphError("请求没有内容：请求的内容应为文件")
    try:
        return jobs.hand_in(name, content, by)
    except BusyError as error:
        raise HttpError(429, str(error)) from error


def _answer(content: dict[str, Any], status: int, headers: dict[str, str] | None = None) -> Response:
    return Response(forms.dump(content), status, {"cache-control": "no-store", **(headers or {})}, "application/json")
