"""REST: the catalogue's queries and what else is asked of a graph, as addresses that answer with JSON.

Endpoints of queries are made from their headers: a query that joins the catalogue has one. They take what
`graph/asking/catalog.py` takes and say what it says, so that commands, Python and REST differ in nothing.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI, Request, Response

import policygraph
from policygraph.app.frame.turns import ROWS
from policygraph.app.gate.guard import REST
from policygraph.graph.asking import catalog
from policygraph.graph.questions.meant.within import SCOPE
from policygraph.library.answer import Answer
from policygraph.model.errors import PolicyGraphError
from policygraph.model.words import perhaps
from policygraph.serving import cypher, described, forms, reading_page, writing, wrong
from policygraph.serving.desk import LIMIT, Desk
from policygraph.serving.wrong import MissingError

PAGE, SHOWN = 100, 5  # rows, and what is found of each kind, where nobody says how many
OFFSET = "offset"
FROM = {"type": "integer", "minimum": 0, "default": 0, "description": "从第几行起（0 是第一行）"}
MOST = {"type": "integer", "minimum": 1, "maximum": ROWS, "default": PAGE, "description": "这一页最多几行"}
PAGES = [described.queried(OFFSET, FROM), described.queried(LIMIT, MOST)]
TEXT = {"type": "string"}
DAY = {"type": "string", "format": "date"}
ERRORS: dict[int | str, dict[str, Any]] = {
    code: {"model": forms.ErrorForm, "description": words}
    for code, words in ((400, "参数不对"), (401, "要登录，或令牌不对"), (404, "没有"), (500, "程序出错"))
}
ABOUT = """\
政策知识图谱的接口：网页上查得到的，程序也查得到，说法一样，每条都带原文。

- 一页一页给：`limit`、`offset`，下一页的地址在 `next` 和响应头 `Link` 里；一个答案最多 10000 行。
- 响应头 `ETag` 在图、规则和日期不变时不变：带着 `If-None-Match` 再问，没有变化就答 304。
- 出错一律是 `{"status", "error", "message"}`，message 是一句中文。
- 有账号时要令牌：请求头 `Authorization: Bearer 令牌`（`policygraph user token-add` 发给）。
"""


def made(desk: Desk, today: Callable[[], date] = date.today) -> FastAPI:
    """The application, to be mounted at `REST` behind the gate's guard."""
    app = FastAPI(
        title="政策知识图谱", version=policygraph.__version__, description=ABOUT, docs_url=None, redoc_url=None,
        openapi_url=None, responses=ERRORS,
    )  # fmt: skip
    rest = _Rest(desk, today)
    for name, query in catalog.catalog().items():
        parameters = [*described.in_openapi(query), *PAGES]
        about = (query.title, query.answers, query.tags[0], f"query-{name}")
        _add(app, f"/queries/{name}", partial(rest.query, name), *about, parameters, forms.AnswerForm)
    for path, call, title, told, parameters, form in _others(rest):
        _add(app, path, call, title, told, "总的", path.strip("/").partition("/")[0], parameters, form)
    cypher.add(app, desk)
    writing.add(app, desk)
    reading_page.add(app)
    wrong.add(app)
    return app


def _others(rest: _Rest) -> Iterable[tuple[str, Any, str, str, list[dict[str, Any]], type[Any]]]:
    """What is no query: path, what answers, title, what it tells, parameters, form of the answer."""

    def taken(name: str, told: str, required: bool = False, schema: Mapping[str, Any] = TEXT) -> dict[str, Any]:
        return described.queried(name, {**schema, "description": told}, required=required)

    on = taken("on", "当作哪一天；不写为今天", schema=DAY)
    kind = taken("kind", "只找这一类（任务、政策、部门、文档……），可写几次")
    each = described.queried(LIMIT, {**MOST, "maximum": PAGE, "default": SHOWN, "description": "每一类最多几个"})
    only = [taken("policy", "只看这项政策"), taken("department", "只看这个部门"), taken("place", "只看这个地方")]
    asked = [
        taken("question", "要问的话", True),
        taken("after", "前面问过的（可写几次），这一句接着问"),
        on,
        *(taken(name, told) for name, told in SCOPE.items()),
    ]
    what = taken("what", "政策的标题、文号、编号，或任务的编号", True)
    id_ = {"name": "id", "in": "path", "required": True, "description": "节点编号", "schema": TEXT}
    return (
        ("/queries", rest.queries, "查询目录", "有哪些查询，各回答什么，有哪些参数", PAGES, forms.AnswerForm),
        ("/search", rest.search, "按词查找",
         "政策、任务、章节、部门、村庄、指标的名称和原文，文档的全文；和网页上的搜索框一样",
         [taken("text", "要找的词，几个之间用空格隔开，都要有", True), kind, each], forms.SearchForm),
        ("/node/{id}", rest.node, "一个节点", "它的属性、说到它的原文、与它相连的节点", [id_], forms.NodeForm),
        ("/matrix", rest.matrix, "责任矩阵", "一项政策的每项任务由谁牵头、谁配合，各凭哪句话",
         [taken("policy", "政策：标题、文号或编号", True), *PAGES], forms.MatrixForm),
        ("/trace", rest.trace, "政策溯源", "一项政策或任务依据上级的什么，下级又怎样依据它",
         [what, *PAGES], forms.AnswerForm),
        ("/ledger", rest.ledger, "台账", "每项任务在这一天怎样：逾期、滞后、正常、办结，凭什么",
         [on, *only, *PAGES], forms.AnswerForm),
        ("/ask", rest.ask, "用一句话提问",
         "谁牵头、有哪些任务、做到多少、什么时候到期、进展如何、依据什么；没有听懂就反问",
         [*asked, *PAGES], forms.AnswerForm),
        ("/info", rest.info, "图里有什么", "每种节点、关系各有多少，没读懂的有多少，程序和图的版本", [], dict),
    )  # fmt: skip


def _add(
    app: FastAPI, path: str, call: Any, title: str, told: str, tag: str, name: str,
    parameters: list[dict[str, Any]], form: type[Any],
) -> None:  # fmt: skip
    app.add_api_route(
        path, _endpoint(call), methods=["GET"], summary=title, description=told, tags=[tag], operation_id=name,
        responses={200: {"model": form, "description": "答案"}, 304: {"description": "和上次一样"}},
        response_class=Response, openapi_extra={"parameters": parameters},
    )  # fmt: skip


def _endpoint(call: Callable[[Request], Response]) -> Callable[[Request], Response]:
    def endpoint(request: Request) -> Response:  # FastAPI reads its parameters: there is one, which is no document's
        return call(request)

    return endpoint


class _Rest:
    def __init__(self, desk: Desk, today: Callable[[], date]) -> None:
        self._desk, self._today = desk, today

    def queries(self, request: Request) -> Response:
        return self._page(request, lambda _: Answer(catalog.listed(), catalog.LISTED, "查询目录"))

    def query(self, name: str, request: Request) -> Response:
        return self._page(request, lambda given: self._desk.answer(name, given))

    def search(self, request: Request) -> Response:
        given = _given(request, ("text", "kind"), ("text",))
        most = _whole(given, LIMIT, SHOWN, 1, PAGE)
        kinds = request.query_params.getlist("kind")
        return self._unless_known(request, lambda: self._desk.found(given["text"], kinds, most))

    def trace(self, request: Request) -> Response:
        return self._page(request, lambda given: self._desk.traced(given["what"]), ("what",))

    def ledger(self, request: Request) -> Response:
        only = ("policy", "department", "place")

        def answer(given: Mapping[str, str]) -> Answer:
            return self._desk.standing(self._day(given), **{name: given.get(name) for name in only})

        return self._page(request, answer, (), ("on", *only))

    def ask(self, request: Request) -> Response:
        after = request.query_params.getlist("after")

        def answer(given: Mapping[str, str]) -> Answer:
            return self._desk.told(given["question"], after, self._day(given), described.scope(given))

        return self._page(request, answer, ("question",), ("after", "on", *SCOPE))

    def matrix(self, request: Request) -> Response:
        parts: list[dict[str, Any]] = []

        def answer(given: Mapping[str, str]) -> Answer:
            found, words = self._desk.whole_matrix(given["policy"])
            parts.extend(words)
            return found

        def more(rows: list[dict[str, Any]]) -> dict[str, Any]:
            return {"parts": forms.parts_of(rows, parts)}

        return self._page(request, answer, ("policy",), more=more)

    def node(self, request: Request) -> Response:
        def content() -> dict[str, Any]:
            found = self._desk.one(request.path_params["id"])
            if found is None:
                raise MissingError(f"图中没有编号为 {request.path_params['id']} 的节点；可以用 {REST}/search 按名称找")
            return found

        _given(request, (), ())
        return self._unless_known(request, content)

    def info(self, request: Request) -> Response:
        def content() -> dict[str, Any]:
            return forms.shown(self._desk.info())

        _given(request, (), ())
        return self._unless_known(request, content)

    # --- what all do

    def _page(
        self, request: Request, ask: Callable[[Mapping[str, str]], Answer], required: tuple[str, ...] | None = None,
        optional: tuple[str, ...] = (), more: Callable[[list[dict[str, Any]]], dict[str, Any]] = lambda rows: {},
    ) -> Response:  # fmt: skip
        """`required` None: the catalogue knows which parameters there are."""
        names = None if required is None else (*required, *optional)
        given = _given(request, names, required or ())
        offset, limit = _whole(given, OFFSET, 0, 0, ROWS), _whole(given, LIMIT, PAGE, 1, ROWS)
        asked = {name: value for name, value in given.items() if name not in (OFFSET, LIMIT)}
        links: dict[str, str] = {}

        def content() -> dict[str, Any]:
            query = [(name, value) for name, value in request.query_params.multi_items() if name not in (OFFSET, LIMIT)]
            path = f"{request.scope.get('root_path', '')}{_path(request)}"
            following = f"{path}?{urlencode([*query, (OFFSET, offset + limit), (LIMIT, limit)])}"
            found = forms.page(ask(asked), offset, limit, following)
            if found["next"]:
                links["link"] = f'<{found["next"]}>; rel="next"'
            return {**found, **more(found["rows"])}

        return self._unless_known(request, content, links)

    def _unless_known(
        self, request: Request, content: Callable[[], dict[str, Any]], headers: Mapping[str, str] | None = None
    ) -> Response:
        """The content with what it is known by, or that it is as it was when it was asked for before."""
        state = self._desk.state(self._today())
        tag = f'W/"{hashlib.sha256(f"{state} {request.url}".encode()).hexdigest()[:20]}"'
        held = {each.strip() for each in request.headers.get("if-none-match", "").split(",")}
        # What a browser or a proxy keeps belongs to who may see it, and is asked for again each time.
        kept = {"etag": tag, "cache-control": "private, no-cache"}
        if tag in held or "*" in held:
            return Response(status_code=304, headers=kept)
        body = forms.dump(content())
        return Response(body, headers={**kept, **(headers or {})}, media_type="application/json")

    def _day(self, given: Mapping[str, str]) -> date:
        return forms.day("on", given["on"]) if given.get("on") else self._today()


def _path(request: Request) -> str:
    path: str = request.scope["path"]
    return path.removeprefix(request.scope.get("root_path", ""))


def _given(request: Request, names: tuple[str, ...] | None, required: tuple[str, ...]) -> dict[str, str]:
    """The parameters of the address. PolicyGraphError for one that is not known, or lacks."""
    given = dict(request.query_params)
    known = (*(names or ()), OFFSET, LIMIT)
    for name in given if names is not None else ():
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            raise PolicyGraphError(f"没有参数 {name}" + perhaps(near, f"；可以写 {'、'.join(known)}"))
    for name in required:
        if not given.get(name):
            raise PolicyGraphError(f"缺少参数 {name}")
    return given


def _whole(given: Mapping[str, str], name: str, otherwise: int, least: int, most: int) -> int:
    written = given.get(name) or str(otherwise)
    if not written.isascii() or not written.isdigit() or not least <= int(written[:9]) <= most:
        raise PolicyGraphError(f"{name} 应为 {least} 到 {most} 的整数；得到 {written}")
    return int(written)
