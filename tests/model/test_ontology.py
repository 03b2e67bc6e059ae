"""The ontology as data, and the check that keeps wrong records out of the graph."""

from collections.abc import Callable
from typing import Any

import pytest

from policygraph.model.check import check
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology, to_markdown
from policygraph.model.records import Edge, Node, Records
from tests.graphs import city_opinion, county_plan

TYPES = {"string", "text", "integer", "float", "boolean", "date", "strings", "integers"}


def test_documentation_names_everything() -> None:
    text = to_markdown()
    for kind in [*ontology().nodes.values(), *ontology().edges.values()]:
        assert kind.zh in text and kind.why in text
        assert all(f"`{name}`" in text for name in kind.properties)


def test_data_is_consistent() -> None:
    kinds = ontology()
    for edge in kinds.edges.values():
        assert {*edge.sources, *edge.targets} <= set(kinds.nodes)
    for kind in [*kinds.nodes.values(), *kinds.edges.values()]:
        for prop in kind.properties.values():
            assert prop.type in TYPES
            assert prop.why
    # The store has virtual properties of these names.
    assert not {name for kind in kinds.nodes.values() for name in kind.properties} & {"type", "label"}
    for label in kinds.exclusive:
        assert label in kinds.edges["STATED_IN"].sources, "removal finds what is a document's own by this edge"


@pytest.mark.parametrize(
    ("of", "value", "word"),
    [
        ("Document.genre", "plan", "方案"),
        ("Policy.level", "county", "县级"),
        ("LEADS.basis", "first-listed", "列第一位"),
        ("labels", "Task", "任务"),
        ("types", "LEADS", "牵头"),
        ("Policy.title", "某方案", "某方案"),
    ],
)
def test_words(of: str, value: str, word: str) -> None:
    assert ontology().word(of, value) == word


@pytest.mark.parametrize("records", [county_plan(), city_opinion()], ids=["county", "city"])
def test_good_records_pass(records: Records) -> None:
    check(records)


def node(records: Records, label: str) -> Node:
    return next(node for node in records.nodes if node.label == label)


def edge(records: Records, type_: str) -> Edge:
    return next(edge for edge in records.edges if edge.type == type_)


def put(label: str, **properties: Any) -> Callable[[Records], None]:
    return lambda records: node(records, label).properties.update(properties)


def change(type_: str, **fields: Any) -> Callable[[Records], None]:
    def spoil(records: Records) -> None:
        for name, value in fields.items():
            setattr(edge(records, type_), name, value)

    return spoil


# what is done to good records, words of the error
SPOILED: dict[str, tuple[Callable[[Records], Any], str]] = {
    "unknown label": (lambda r: r.nodes.append(Node("Bureau", "1", {"name": "x"})), "没有这种节点"),
    "unknown property": (put("Task", colour="red"), "没有属性 colour"),
    "wrong type": (put("Task", position="1"), "position 应为 integer"),
    "boolean for integer": (put("Task", position=True), "position 应为 integer"),
    "not a number": (put("Target", value=float("nan")), "value 应为 float"),
    "list of others": (put("Task", section=[1]), "section 应为 strings"),
    "list of no numbers": (put("Document", pages=[0, "1"]), "pages 应为 integers"),
    "not a date": (put("Task", due_on="2025-13-01"), "due_on 应为 date"),
    "date in another form": (put("Task", due_on="20251231"), "due_on 应为 date"),
    "value not allowed": (put("Policy", status="lost"), "status 不能是 'lost'"),
    "missing property": (put("Task", title=None), "缺少属性 title"),
    "missing name": (lambda r: node(r, "Department").properties.pop("name"), "缺少属性 name"),
    "the loader's property": (put("Task", documents=["1"]), "documents 不由读取程序填写"),
    "an internal property": (put("Policy", claims="[]"), "claims 不由读取程序填写"),
    "span outside the text": (put("Task", end=10**6), "不在原文"),
    "span backwards": (put("Task", start=50, end=40), "不在原文"),
    "no id": (lambda r: setattr(node(r, "Village"), "id", ""), "缺少 id"),
    "twice": (lambda r: r.nodes.append(node(r, "Task")), "出现了两次"),
    "document not first": (lambda r: r.nodes.reverse(), "第一个节点应是文档本身"),
    "two documents": (
        lambda r: r.nodes.append(Node("Document", "2", {"name": "x", "text": ""})),
        "只能有一个 Document",
    ),
    "no uri": (put("Document", uri=None), "缺少属性 uri"),
    "no text": (put("Document", text=None), "缺少属性 text"),
    "half a character": (
        lambda r: put("Document", text=node(r, "Document").properties["text"] + "\ud800")(r),
        "代理对",
    ),
    "unknown relationship": (change("LEADS", type="OWNS"), "没有这种关系"),
    "wrong ends": (lambda r: change("LEADS", source=node_key(r, "Village"))(r), "两端的类型不对"),
    "a policy from a task": (lambda r: change("DERIVES_FROM", target=node_key(r, "Task"))(r), "两端的类型不对"),
    "an end that is not there": (change("LEADS", source=("Department", "nobody")), "有一端不在"),
    "other words": (change("LEADS", evidence="配合单位"), "依据与原文"),
    "shifted": (lambda r: change("LEADS", start=edge(r, "LEADS").start + 1)(r), "依据与原文"),  # type: ignore[operator]
    "no evidence, no basis": (change("CONCERNS", evidence=None, start=None, end=None), "没有原文依据"),
    "offsets without evidence": (lambda r: setattr(edge(r, "WITHIN"), "start", 0), "没有原文依据"),
    "too sure": (change("LEADS", confidence=1.5), "confidence"),
    "basis not allowed": (lambda r: edge(r, "LEADS").properties.update(basis="guess"), "basis 不能是"),
    "evidence as property": (lambda r: edge(r, "LEADS").properties.update(evidence="x"), "evidence 不由"),
    "not stated": (lambda r: r.edges.remove(edge(r, "STATED_IN")), "没有 STATED_IN"),
}


def node_key(records: Records, label: str) -> tuple[str, str]:
    return label, node(records, label).id


@pytest.mark.parametrize("what", SPOILED)
def test_wrong_records_are_refused(what: str) -> None:
    spoil, words = SPOILED[what]
    records = county_plan()
    spoil(records)
    with pytest.raises(PolicyGraphError) as caught:
        check(records)
    assert words in str(caught.value)
    assert records.document in str(caught.value)
    assert "\n" not in str(caught.value)
