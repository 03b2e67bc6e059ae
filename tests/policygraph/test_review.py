"""The commands of review: what is listed, what is decided, what follows from it and is taken back."""

from __future__ import annotations

import getpass
import json
import re
from pathlib import Path
from typing import Any

import pytest

from policygraph.graph.asking import catalog
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.graph.transfer.dump import dump_graph
from policygraph.services import audit, deciding
from policygraph.services.settle import settle
from tests.commands import Run, run
from tests.graphs import city_opinion
from tests.to_review import FARM, PESTS, SEEDS, SHADE, SHEDS, STATION, TECHNICAL, id_of, plans

__all__ = ["run"]  # a fixture

SPRING_ID = plans()[0].document
AUTUMN_ID = plans()[-1].document


@pytest.fixture
def graph(place: str) -> str:
    """A place, on each kind of store, with plans of one place and another's."""
    with open_store(place, write=True) as store:
        load(store, [*plans(), city_opinion()])
        settle(store)
    return place


@pytest.fixture
def local(tmp_path: Path) -> Path:
    """The same in the embedded store alone, for what is no matter of the store."""
    with open_store(tmp_path / "graph", write=True) as store:
        load(store, [*plans(), city_opinion()])
        settle(store)
    return tmp_path / "graph"


def duties(place: str | Path) -> set[tuple[str, str, str]]:
    """Who does what in which task: name, role, task."""
    with open_store(place) as store:
        rows = catalog.run_query(store, "responsibility-matrix", {"policy": "蔬菜生产方案"})
    return {(row["department_name"], row["role"], row["task"]) for row in rows}


def listed(run: Run, place: str | Path, *more: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(run("review", *more, "--database", place, "--format", "json")[1])
    return rows


BEFORE = {
    (STATION, "牵头", SEEDS), (FARM, "配合", SEEDS), (FARM, "牵头", SHEDS), (STATION, "配合", SHEDS),
    (STATION, "牵头", SHADE), (TECHNICAL, "牵头", PESTS),
}  # fmt: skip

# command → who does what instead (gone, come)
CASES: dict[str, tuple[list[str], set[tuple[str, str, str]], set[tuple[str, str, str]]]] = {
    "same by number": (["same", "1"], {(TECHNICAL, "牵头", PESTS)}, {(STATION, "牵头", PESTS)}),
    "same by ids": (["same", id_of(TECHNICAL), id_of(STATION)], {(TECHNICAL, "牵头", PESTS)},
                    {(STATION, "牵头", PESTS)}),
    "different": (["different", "1"], set(), set()),
    "renamed": (["renamed", id_of(STATION), id_of(TECHNICAL)], set(), set()),
    "wrong": (["wrong", id_of(STATION), "LEADS", id_of(SEEDS), "--document", SPRING_ID],
              {(STATION, "牵头", SEEDS)}, set()),
    "by the document's title": (
        ["wrong", id_of(TECHNICAL), "LEADS", id_of(PESTS), "--document", "柳溪县秋季蔬菜生产方案"],
        {(TECHNICAL, "牵头", PESTS)}, {(None, None, PESTS)}),
    "moved to another department": (
        ["move", id_of(STATION), "LEADS", id_of(SEEDS), "--document", SPRING_ID, "--to", id_of(TECHNICAL)],
        {(STATION, "牵头", SEEDS)}, {(TECHNICAL, "牵头", SEEDS)}),
    "moved to another task": (
        ["move", id_of(STATION), "LEADS", id_of(SEEDS), "--document", SPRING_ID, "--to", id_of(SHEDS), "--end",
         "second"], {(STATION, "牵头", SEEDS)}, {(STATION, "牵头", SHEDS)}),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_decision_changes_the_matrix_and_can_be_taken_back(run: Run, graph: str, case: str) -> None:
    command, gone, come = CASES[case]
    with open_store(graph) as store:
        at_first = dump_graph(store)
    assert duties(graph) == BEFORE
    code, _, err = run("review", *command, "--by", "甲", "--note", "看过原文", "--database", graph)
    assert code == 0 and err.startswith("已记下："), err
    assert duties(graph) == (BEFORE - gone) | come
    [decision] = listed(run, graph, "decisions")
    assert (decision["by"], decision["note"], decision["withdrawn_at"]) == ("甲", "看过原文", None)
    assert run("review", "undo", decision["id"], "--by", "乙", "--database", graph)[0] == 0
    assert listed(run, graph, "decisions") == []
    assert listed(run, graph, "decisions", "--all")[0]["withdrawn_by"] == "乙"
    with open_store(graph) as store:
        left = dump_graph(store)
        assert catalog.run_query(store, "decisions", {"standing": True}) == []
        assert [row["withdrawn_by"] for row in catalog.run_query(store, "decisions")] == ["乙"]
    assert without_decisions(left) == at_first


def without_decisions(text: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if '"Decision"' not in line)


def test_what_may_be_the_same_is_listed_until_somebody_decides(run: Run, local: Path) -> None:
    [pair] = listed(run, local)
    assert {pair["first"], pair["second"]} == {id_of(STATION), id_of(TECHNICAL)}
    assert pair["number"] == 1 and pair["label"] == "Department" and pair["why"]
    assert STATION in run("review", "--database", local)[1]
    run("review", "different", "1", "--database", local)
    assert listed(run, local) == []
    assert listed(run, local, "decisions")[0]["by"] == getpass.getuser()


def test_departments_of_two_regions_are_joined_with_a_word(run: Run, local: Path) -> None:
    _, out, _ = run("query", "search", "-p", "text=市农业农村局", "--database", local, "--format", "json")
    city = json.loads(out)[0]["id"]
    code, _, err = run("review", "same", id_of(FARM), city, "--database", local)
    assert code == 0 and "注意：这两个部门不在一个地区（柳溪县；清河市）" in err


def test_decisions_outlive_reading_again(run: Run, local: Path) -> None:
    run("review", "same", "1", "--database", local)
    with open_store(local, write=True) as store:
        load(store, plans())
        settle(store)
    assert (STATION, "牵头", PESTS) in duties(local)


def test_times_and_the_trail_are_for_people(run: Run, local: Path) -> None:
    for _ in range(2):
        run("review", "same", id_of(STATION), id_of(TECHNICAL), "--database", local)
    [decision] = listed(run, local, "decisions")
    for _ in range(2):
        run("review", "undo", decision["id"], "--database", local)
    [gone] = listed(run, local, "decisions", "--all")
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", gone[name]) for name in ("at", "withdrawn_at"))
    told = [deed.what for deed in audit.deeds(local)]
    assert all(gone["sentence"] in what for what in told) and ["早已" in what for what in told] == [True, False] * 2


# --- a file of decisions


def test_decisions_go_into_another_graph_once(run: Run, local: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "判断.yaml", tmp_path / "other"
    run("review", "same", "1", "--by", "甲", "--database", local)
    assert "1 条判断" in run("review", "export", file, "--database", local)[2]
    with open_store(other, write=True) as store:
        load(store, plans())
        settle(store)
    assert "文件里有 1 条判断，新增 1 条" in run("review", "import", file, "--database", other)[2]
    assert (STATION, "牵头", PESTS) in duties(other)
    assert "新增 0 条" in run("review", "import", file, "--database", other)[2]
    [decision] = listed(run, other, "decisions")
    run("review", "undo", decision["id"], "--database", other)
    assert "新增 0 条" in run("review", "import", file, "--database", other)[2], "what was taken back stays so"
    assert duties(other) == BEFORE


def test_decisions_wait_for_their_documents(run: Run, local: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "判断.yaml", tmp_path / "other"
    run("review", "same", "1", "--database", local)
    run("review", "export", file, "--database", local)
    assert "还没有图数据库" in run("review", "import", file, "--database", other)[2]
    open_store(other, write=True).close()
    assert "有 1 条说到图里没有的内容" in run("review", "import", file, "--database", other)[2]
    with open_store(other, write=True) as store:
        load(store, plans())
        settle(store)
    assert (STATION, "牵头", PESTS) in duties(other)


def test_a_file_of_something_else_is_refused(run: Run, local: Path, tmp_path: Path) -> None:
    file = tmp_path / "别的.yaml"
    file.write_text("title: 不是判断\n", encoding="utf-8")
    code, _, err = run("review", "import", file, "--database", local)
    assert code == 1 and "应是一个判断的列表" in err
    assert "打不开" in run("review", "import", tmp_path / "没有.yaml", "--database", local)[2]


# --- what a node stands for


def test_a_node_tells_what_it_stands_for_and_why(local: Path) -> None:
    with open_store(local, write=True) as store:
        label = "Department"
        assert [each.name for each in deciding.readings(store.read, label, id_of(STATION))] == ["柳溪县蔬菜服务站"]
        made = deciding.about_nodes(store.read, "same", label, id_of(STATION), id_of(TECHNICAL), by="甲")
        deciding.decide(store, [made])
        now = deciding.current(store.read, label, id_of(TECHNICAL))
        assert now is not None and deciding.label_of(store.read, id_of(TECHNICAL)) == label
        read_as = deciding.readings(store.read, label, now)
        assert read_as[0].id == now and {each.id for each in read_as} == {id_of(STATION), id_of(TECHNICAL)}
        assert {each.id: each.documents for each in read_as}[id_of(TECHNICAL)] == (AUTUMN_ID,)
        assert deciding.grounds(store.read, label, [each.id for each in read_as]) == [f"甲 {made.at[:10]} 判断是同一个"]
        deciding.decide(store, deciding.tell_apart(store.read, label, now, id_of(TECHNICAL), "乙"))
        assert len(deciding.readings(store.read, label, id_of(STATION))) == 1
    assert duties(local) == BEFORE


# --- what is refused

# arguments after `review`, words of the error
REFUSED: list[tuple[list[str], str]] = [
    (["same", "7"], "没有第 7 对候选，共 1 对"),
    (["same", "x"], "请给出两个编号，或一个候选的序号"),
    (["same", "x", "y"], "图中没有编号为 x 的政策、部门、村庄、地区、产业、文档"),
    (["same", id_of(STATION), id_of(STATION)], "两个编号是同一个"),
    (["same", id_of(STATION), "y"], "图中没有编号为 y 的部门"),
    (["different", "1", "--by", " "], "请写明是谁判断的"),
    (["wrong", id_of(STATION), "LED", id_of(SEEDS), "--document", SPRING_ID], "没有 LED 这种关系"),
    (["wrong", id_of(STATION), "LEADS", id_of(PESTS), "--document", SPRING_ID], "图中没有从"),
    (["wrong", id_of(STATION), "LEADS", id_of(SEEDS), "--document", AUTUMN_ID], "图中没有这条关系"),
    (["wrong", id_of(STATION), "LEADS", id_of(SEEDS), "--document", "没有的文档"], "图中没有文档“没有的文档”"),
    (["wrong", id_of(SEEDS), "PART_OF", id_of("柳溪县春季蔬菜生产方案"), "--document", SPRING_ID],
     "PART_OF 关系不能改"),
    (["move", id_of(STATION), "LEADS", id_of(SEEDS), "--document", SPRING_ID, "--to", "x"], "图中没有编号为 x 的部门"),
    (["move", id_of(STATION), "LEADS", id_of(SEEDS), "--document", SPRING_ID, "--to", id_of(PESTS), "--end", "second"],
     "不在这份文档里"),
    (["move", id_of(STATION), "LEADS", id_of(SEEDS), "--document", SPRING_ID, "--to", "x", "--end", "third"],
     "--end 只能是 first（起点）、second（终点）"),
    (["undo", "x"], "没有编号为 x 的判断"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "words"), REFUSED, ids=[words for _, words in REFUSED])
def test_what_cannot_be_is_refused_and_changes_nothing(run: Run, local: Path, arguments: list[str], words: str) -> None:
    code, _, err = run("review", *arguments, "--database", local)
    assert code == 1 and words in err and "Traceback" not in err
    assert duties(local) == BEFORE
    assert listed(run, local, "decisions", "--all") == []


def test_a_place_without_a_graph_is_not_made_one(run: Run, tmp_path: Path) -> None:
    assert run("review", "same", "a", "b", "--database", tmp_path / "none")[0] == 1
    assert not (tmp_path / "none").exists()


def test_the_option_before_the_command_is_refused_as_it_would_be_lost(run: Run, local: Path) -> None:
    code, _, err = run("review", "--database", local, "same", "1")
    assert code == 1 and "写在 policygraph review same 的后面" in err


def test_two_texts_are_told_by_path_file_name_or_title(run: Run, tmp_path: Path) -> None:
    folder, graph = tmp_path / "plans", str(tmp_path / "texts")
    folder.mkdir()
    for name, more in (("甲.txt", ""), ("乙.txt", "三、养鱼。（牵头单位：县水产站）\n"), ("丙.txt", "")):
        title = "青穗县护泉工作方案" if name != "丙.txt" else "青穗县修路工作方案"
        tasks = "一、清理泉池。（牵头单位：县水利局）\n二、种树。（牵头单位：县林业局）\n"
        (folder / name).write_text(f"{title}\n{tasks}{more}", encoding="utf-8")
    assert run("ingest", str(folder), "--database", graph)[0] == 0
    counts = lambda *texts: run("review", "counts", *texts, "--by", "测试", "--database", graph)  # noqa: E731
    code, _, said = counts(str(folder / "甲.txt"), "乙.txt")
    assert code == 0 and "以前者为准" in said
    code, _, said = counts("青穗县护泉工作方案", "青穗县修路工作方案")
    assert code != 0 and "不止一份文档" in said and said.count("青穗县护泉工作方案") == 3
    code, _, said = counts("青穗县修路工作方案", "没有.txt")
    assert code != 0 and "图中没有文档“没有.txt”" in said
