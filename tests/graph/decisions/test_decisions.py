"""Decisions of people: what stands of them, and the file that they come and go in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from policygraph.graph.decisions.decision import Decision
from policygraph.graph.decisions.decision_file import read_file, to_yaml
from policygraph.graph.decisions.decisions import about_edge, about_nodes, all_decisions, standing
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.model.errors import PolicyGraphError
from tests.decided import keep, withdraw
from tests.graphs import county_plan

SAME = Decision(
    "same", "Department", "a", "b", "Department", "Department", "甲局", "乙局", "王五", "2030-01-01T09:00:00+08:00"
)
MOVED = Decision(
    "moved", "LEADS", "a", "t", "Department", "Task", "甲局", "修路", "王五", "2030-01-02T09:00:00+08:00",
    document="d", evidence="甲局牵头", end="first", to="c", to_name="丙局", to_claim='{"name": "丙局"}', note="手误",
)  # fmt: skip


@pytest.fixture
def store(place: str) -> Store:
    with open_store(place, write=True) as opened:
        load(opened, [county_plan()])
    return open_store(place, write=True)


def edge(store: Store) -> tuple[tuple[str, str], tuple[str, str], str]:
    [row] = store.read(
        "MATCH (d:Department {name: '县工信局'})-[r:LEADS]->(t) "
        "RETURN d.id AS unit, t.id AS task, r.document AS document"
    )
    return ("Department", row["unit"]), ("Task", row["task"]), row["document"]


def test_what_is_kept_is_there_again(store: Store) -> None:
    with store:
        keep(store, [SAME, MOVED])
        keep(store, [SAME])  # again
        assert all_decisions(store.read) == [SAME, MOVED]


def test_the_last_on_one_subject_stands(store: Store) -> None:
    later = replace(SAME, kind="different", first="b", second="a", by="赵六", at="2030-03-01T09:00:00+08:00")
    with store:
        keep(store, [SAME])
        keep(store, [later])
        first, second = all_decisions(store.read)
        assert (first.withdrawn_by, first.withdrawn_at, second.stands) == ("赵六", later.at, True)
        assert standing([SAME, later]) == [later]


def test_who_takes_it_back_is_kept(store: Store) -> None:
    with store:
        keep(store, [SAME])
        gone = withdraw(store, SAME.id, "赵六")
        assert all_decisions(store.read) == [gone] and not standing([gone])
        assert gone.withdrawn_by == "赵六" and gone.id == SAME.id
        with pytest.raises(PolicyGraphError, match="赵六 已于"):
            withdraw(store, SAME.id, "王五")
        with pytest.raises(PolicyGraphError, match="没有编号为 nothing 的判断"):
            withdraw(store, "nothing", "王五")


def test_decisions_on_what_is_there(store: Store) -> None:
    with store:
        source, target, document = edge(store)
        wrong = about_edge(store.read, "wrong", "LEADS", source, target, document, by=" 王五 ")
        assert wrong.evidence == "县工信局牵头" and wrong.by == "王五"
        assert wrong.sentence == "“县工信局”—牵头→“扶持加工企业” 不对"
        [water] = store.read("MATCH (d:Department {name: '县水利局'}) RETURN d.id AS id")
        moved = about_edge(store.read, "moved", "LEADS", source, target, document, by="王五", to=water["id"])
        assert moved.to_name == "县水利局" and moved.to_claim and "水利" in moved.to_claim
        same = about_nodes(store.read, "same", "Department", source[1], water["id"], by="王五")
        assert same.sentence == "“县工信局”和“县水利局”是同一个"
        assert len({wrong.id, moved.id, same.id}) == 3 and wrong.subject == moved.subject


@pytest.mark.parametrize(
    ("kind", "type_", "by", "to", "said"),
    [
        ("same", "LEADS", "王五", None, "没有“same”这种判断"),
        ("right", "LEADS", "王五", None, "只有任务与上级任务"),
        ("wrong", "PART_OF", "王五", None, "PART_OF 关系不能改"),
        ("wrong", "SUPPORTS", "王五", None, "没有这条关系"),
        ("wrong", "LEADS", "  ", None, "写明是谁"),
        ("moved", "LEADS", "王五", "nowhere", "没有编号为 nowhere 的部门"),
    ],
)
def test_what_cannot_be_decided_on_a_relationship(
    store: Store, kind: str, type_: str, by: str, to: str | None, said: str
) -> None:
    with store:
        source, target, document = edge(store)
        with pytest.raises(PolicyGraphError, match=said):
            about_edge(store.read, kind, type_, source, target, document, by=by, to=to)


@pytest.mark.parametrize(
    ("kind", "label", "second", "said"),
    [
        ("wrong", "Department", "x", "没有“wrong”这种判断"),
        ("same", "Task", "x", "Task 不是多份文档共有的节点"),
        ("same", "Department", "x", "没有编号为 x 的部门"),
        ("same", "Department", None, "两个编号是同一个"),
    ],
)
def test_what_cannot_be_decided_on_nodes(store: Store, kind: str, label: str, second: str | None, said: str) -> None:
    with store:
        (_, unit), _, _ = edge(store)
        with pytest.raises(PolicyGraphError, match=said):
            about_nodes(store.read, kind, label, unit, second or unit, by="王五")


def test_a_file_holds_them_all(tmp_path: Path) -> None:
    file = tmp_path / "decisions.yaml"
    taken_back = replace(SAME, withdrawn_by="赵六", withdrawn_at="2030-01-05T10:00:00+08:00")
    file.write_text(to_yaml([taken_back, MOVED]), encoding="utf-8")
    assert read_file(file) == [taken_back, MOVED]
    assert "甲局" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "不是 policygraph review export 写出的文件"),
        ("a: b", "应是一个判断的列表"),
        ("- 1", "第 1 条判断缺少 全部内容"),
        (to_yaml([SAME]).replace("by:", "who:"), "第 1 条判断缺少 by"),
        (to_yaml([SAME, SAME]) + "  colour: red\n", "第 2 条判断有不认识的项 colour"),
        (to_yaml([SAME]).replace("王五", "5"), "第 1 条判断的 by 应是文字"),
        (to_yaml([SAME]).replace("kind: same", "kind: perhaps"), "合不到一起"),
        (to_yaml([SAME]).replace("of: Department", "of: Task"), "合不到一起"),
        (to_yaml([MOVED]).replace("end: first", "end: middle"), "合不到一起"),
        (to_yaml([MOVED]).replace("  document: d\n", ""), "合不到一起"),
        (to_yaml([MOVED]).replace('丙局"}', "丙局"), "to_claim 不是"),
        (to_yaml([MOVED]).replace('"name": "丙局"', '"name": "丙局", "claims": "x"'), "to_claim 不是"),
        (to_yaml([SAME]).replace("2030-01-01T09:00:00+08:00", "yesterday"), "at 应写成"),
    ],
)
def test_a_file_that_is_wrong_says_where(tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "decisions.yaml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(PolicyGraphError, match=said) as error:
        read_file(file)
    assert "decisions.yaml" in str(error.value)
