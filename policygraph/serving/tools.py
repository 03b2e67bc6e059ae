"""What an assistant may ask of the graph over MCP: the catalogue's queries, search, questions and the rest, as tools.

Each has a description and parameters in Chinese made from the header of its query, and answers in the form of REST:
rows with the words they were read from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from policygraph.app.frame.turns import ROWS
from policygraph.graph.asking import catalog
from policygraph.graph.questions.meant.within import SCOPE
from policygraph.library.answer import Answer
from policygraph.model.errors import PolicyGraphError
from policygraph.services import audit
from policygraph.serving import described, forms
from policygraph.serving.desk import LIMIT, Desk

PAGE, SHOWN = 30, 5  # rows, and what is found of each kind, where nobody says how many: an assistant reads them all
OFFSET = "offset"
Given = Mapping[str, Any]
Call = Callable[[Given], dict[str, Any]]

PAGES: dict[str, dict[str, Any]] = {
    LIMIT: {"type": "integer", "minimum": 1, "maximum": ROWS, "default": PAGE, "description": "最多几行"},
    OFFSET: {"type": "integer", "minimum": 0, "default": 0, "description": "从第几行起（0 是第一行）"},
}
ON = {"type": "string", "format": "date", "description": "当作哪一天；不写为今天"}


@dataclass(frozen=True, slots=True)
class Tool:
    """`properties`: its parameters in the words of JSON Schema; `writes`: it changes the graph."""

    name: str
    title: str
    told: str
    properties: Mapping[str, Mapping[str, Any]]
    call: Call
    required: tuple[str, ...] = ()
    writes: bool = False

    @property
    def schema(self) -> dict[str, Any]:
        """Of what it is given."""
        return {
            "type": "object", "properties": {name: dict(each) for name, each in self.properties.items()},
            "required": list(self.required), "additionalProperties": False,
        }  # fmt: skip

    def answer(self, given: Given) -> dict[str, Any]:
        """PolicyGraphError for what is wrong in what is given."""
        for name in given:
            if name not in self.properties:
                raise PolicyGraphError(f"{self.name} 没有参数 {name}。它的参数：{'、'.join(self.properties) or '没有'}")
        if missing := [name for name in self.required if given.get(name) in (None, "")]:
            raise PolicyGraphError(f"{self.name} 缺少参数 {'、'.join(missing)}")
        return self.call(given)


def tools(desk: Desk, *, write: bool = False, by: str = "") -> dict[str, Tool]:
    """By name. `write`: also those that change the graph, in the name of `by`."""
    made = [*map(_of_query(desk), catalog.catalog().values()), *_others(desk), *(_writing(desk, by) if write else ())]
    return {tool.name: tool for tool in made}  # `node` and `search` tell more than the queries of these names


def _of_query(desk: Desk) -> Callable[[catalog.Query], Tool]:
    def made(query: catalog.Query) -> Tool:
        taken = described.taken(query)

        def call(given: Given) -> dict[str, Any]:
            return _page(given, lambda: desk.answer(query.name, _without_pages(given)))

        properties = {each.name: described.schema(each) for each in taken} | PAGES
        required = tuple(each.name for each in taken if each.required)
        return Tool(query.name, query.title, query.answers, properties, call, required)

    return made


def _others(desk: Desk) -> list[Tool]:
    def text(told: str) -> dict[str, Any]:
        return {"type": "string", "description": told}

    def node(given: Given) -> dict[str, Any]:
        found = desk.one(str(given["id"]))
        if found is None:
            raise PolicyGraphError(f"图中没有编号为 {given['id']} 的节点；可以用 search 按名称找")
        return found

    def matrix(given: Given) -> dict[str, Any]:
        found, parts = desk.whole_matrix(str(given["policy"]))
        page = _page(given, lambda: found)
        return {**page, "parts": forms.parts_of(page["rows"], parts)}

    def ledger(given: Given) -> dict[str, Any]:
        only = {name: given.get(name) for name in ("policy", "department", "place")}
        return _page(given, lambda: desk.standing(_day(given), **only))

    def ask(given: Given) -> dict[str, Any]:
        after = given.get("after") or []
        if not isinstance(after, list) or not all(isinstance(each, str) for each in after):
            raise PolicyGraphError("after 应为几句话的列表")
        return _page(given, lambda: desk.told(str(given["question"]), after, _day(given), described.scope(given)))

    def cypher(given: Given) -> dict[str, Any]:
        values = given.get("parameters") or {}
        if not isinstance(values, dict):
            raise PolicyGraphError('parameters 应为 {"名字": 值}')
        asked = desk.begin(str(given["cypher"]), values, "mcp")
        while not asked.wait(1):
            pass
        return _page(given, lambda: desk.as_answer(asked.result(), str(given["cypher"]), values))

    questions = {"type": "array", "items": {"type": "string"}, "description": "前面问过的话，这一句接着问"}
    place = {"policy": text("只看这项政策"), "department": text("只看这个部门"), "place": text("只看这个地方")}
    values = {"type": "object", "description": "参数：$名字 用这里的值"}
    what = {"what": text("政策的标题、文号、编号，或任务的编号")}
    return [
        Tool("ask", "用一句话提问", "谁牵头、有哪些任务、做到多少、什么时候到期、进展如何、依据什么；没有听懂就反问",
             {"question": text("要问的话，例如 谁牵头高标准农田"), "after": questions, "on": ON,
              **{name: text(told) for name, told in SCOPE.items()}, **PAGES}, ask,
             ("question",)),
        _search(desk),
        Tool("node", "一个节点", "它的属性、说到它的原文、与它相连的节点", {"id": text("节点编号")}, node, ("id",)),
        Tool("matrix", "责任矩阵", "一项政策的每项任务由谁牵头、谁配合；各格的原文在 parts",
             {"policy": text("政策：标题、文号或编号"), **PAGES}, matrix, ("policy",)),
        Tool("trace", "政策溯源", "一项政策或任务依据上级的什么，下级又怎样依据它", {**what, **PAGES},
             lambda given: _page(given, lambda: desk.traced(str(given["what"]))), ("what",)),
        Tool("ledger", "台账", "每项任务在这一天怎样：逾期、滞后、正常、办结，凭什么",
             {"on": ON, **place, **PAGES}, ledger),
        Tool("info", "图里有什么", "每种节点、关系各有多少，没读懂的有多少，程序和图的版本", {},
             lambda given: forms.shown(desk.info())),
        Tool("cypher", "只读的 Cypher", "用 Cypher 查询，只能读；最多 60 秒、10000 行。节点和关系的种类见 info",
             {"cypher": text("Cypher"), "parameters": values, **PAGES}, cypher, ("cypher",)),
    ]  # fmt: skip


def _search(desk: Desk) -> Tool:
    def search(given: Given) -> dict[str, Any]:
        kinds = given.get("kinds") or []
        if not isinstance(kinds, list) or not all(isinstance(each, str) for each in kinds):
            raise PolicyGraphError("kinds 应为几个种类的列表")
        return desk.found(str(given["text"]), kinds, _whole(given, LIMIT, SHOWN, 1))

    properties: dict[str, dict[str, Any]] = {
        "text": {"type": "string", "description": "要找的词，几个之间用空格隔开，都要有"},
        "kinds": {"type": "array", "items": {"type": "string"}, "description": "只找这几类：任务、政策、部门、文档……"},
        LIMIT: {"type": "integer", "minimum": 1, "default": SHOWN, "description": "每一类最多几个"},
    }
    told = "政策、任务、章节、部门、村庄、指标的名称和原文，文档的全文；snippet 是原文的一段"
    return Tool("search", "按词查找", told, properties, search, ("text",))


def _writing(desk: Desk, by: str) -> list[Tool]:
    from policygraph.serving.reporting import REPORT, reported, withdrawn

    def document(given: Given) -> dict[str, Any]:
        name, content = str(given["name"]), str(given["text"]).encode("utf-8", "replace")
        if not name.endswith((".txt", ".md", ".html")) or "/" in name or "\\" in name:
            raise PolicyGraphError("name 应为文件名，以 .txt、.md 或 .html 结尾")
        with audit.recorded(desk.place, "import", name, who=by, via=audit.MCP):
            found = desk.add(name, content)
        if wrong := [each.error for each in found if each.error]:
            raise PolicyGraphError("；".join(wrong))
        return {"documents": [{"name": each.name, "document": each.document, "known": each.known} for each in found]}

    def withdraw(given: Given) -> dict[str, Any]:
        withdrawn(desk, str(given["id"]), by, audit.MCP)
        return {"id": given["id"]}

    named = {"name": {"type": "string", "description": "文件名，以 .txt、.md 或 .html 结尾"},
             "text": {"type": "string", "description": "政策文件的全文，一字不改"}}  # fmt: skip
    return [
        Tool("add-document", "导入一份文件", "把一份政策文件的全文读进图里", named, document, ("name", "text"), True),
        Tool("report-progress", "填报一项任务的进展", "和台账页的填报一样", REPORT["properties"],
             lambda given: {"id": reported(desk, given, by, audit.MCP)}, ("task",), True),
        Tool("withdraw-progress", "撤销一条填报", "和台账页的撤销一样，历次进展里还看得到",
             {"id": {"type": "string", "description": "填报的编号，即 report-progress 所答"}}, withdraw, ("id",), True),
    ]  # fmt: skip


def _page(given: Given, ask: Callable[[], Answer]) -> dict[str, Any]:
    offset, limit = _whole(given, OFFSET, 0, 0), _whole(given, LIMIT, PAGE, 1)
    found = forms.page(ask(), offset, limit)
    left = found["total"] - offset - len(found["rows"])
    del found["next"]
    return {**found, "left": max(left, 0)}


def _whole(given: Given, name: str, otherwise: int, least: int) -> int:
    value = given.get(name, otherwise)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= ROWS:
        raise PolicyGraphError(f"{name} 应为 {least} 到 {ROWS} 的整数；得到 {value}")
    return value


def _without_pages(given: Given) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name not in PAGES}


def _day(given: Given) -> date:
    return forms.day("on", str(given["on"])) if given.get("on") else date.today()
