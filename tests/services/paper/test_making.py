"""What papers say of a graph: which policy and department are meant, whose tasks, what stands above them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from policygraph.graph.ledgers.standing import Line
from policygraph.graph.ledgers.told import Told
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Row, Store
from policygraph.graph.transfer.forms import Group
from policygraph.graph.transfer.matrix import compose
from policygraph.model.errors import PolicyGraphError
from policygraph.services.paper import comparison, making, responsibilities
from policygraph.services.paper.paper import Ask, Heading, Paper
from tests.graphs import Writer, city_opinion, county_plan

ON = date(2026, 7, 1)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("graph"), write=True) as opened:
        w = Writer("县气象局要设站。县财政局配合。", "会议情况", "/loose")
        task = w.task("", "设站", "县气象局要设站", [], 1)
        for type_, name in (("LEADS", "县气象局"), ("SUPPORTS", "县财政局")):
            unit = w.node("Department", f"county-{name}", name, full_name=f"柳溪{name}", kind="unit")
            w.edge(type_, unit, task, name, basis="stated")
        load(opened, [county_plan(), city_opinion(), w.records])
        yield opened


def lines(paper: Paper, nth: int = 0) -> list[Any]:
    return [line.words if isinstance(line, Group) else line for line in paper.forms[nth].lines]


def test_the_matrix_of_a_policy(store: Store) -> None:
    paper = making.responsibilities_of(store, "柳溪县蔬菜", ON)
    assert (paper.name, paper.title) == (
        "柳溪县蔬菜产业发展实施方案责任分工表",
        ("柳溪县蔬菜产业发展实施方案责任分工表",),
    )
    found = lines(paper)
    assert [line if isinstance(line, str) else line[0] for line in found] == ["一、重点任务", "1", "2", "3"]
    assert found[1][2:4] == ("县农业农村局", "县水利局、白石镇") and paper.wide


def test_the_list_of_a_department_marks_what_it_does(store: Store) -> None:
    paper = making.duties_of(store, "柳溪县水利局", "柳溪县蔬菜", ON)
    assert paper.name == "柳溪县水利局任务清单" and paper.by == "柳溪县水利局"
    assert paper.forms[0].about == "共1项任务，其中牵头0项、配合1项"
    group, section, row = lines(paper)
    assert (group, section) == ("《柳溪县蔬菜产业发展实施方案》", "一、重点任务")
    assert (row[0], row[2], row[3]) == ("1", "配合", "县农业农村局")


def test_the_list_of_all_policies_has_also_what_belongs_to_none(store: Store) -> None:
    paper = making.duties_of(store, "county-县气象局", None, ON)
    assert lines(paper) == ["《会议情况》", ("1", "县气象局要设站", "牵头", "县气象局", "县财政局", "", "", "")]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda store: making.responsibilities_of(store, "不存在", ON), "图中没有政策“不存在”"),
        (lambda store: making.responsibilities_of(store, "蔬菜产业", ON), "不止一项政策"),
        (
            lambda store: making.responsibilities_of(store, "云岭省推进农业现代化规划", ON),
            "规划”的任务",
        ),
        (lambda store: making.duties_of(store, "县外星局", None, ON), "图中没有部门“县外星局”"),
        (
            lambda store: making.duties_of(store, "county-县气象局", "柳溪县蔬菜", ON),
            "县气象局”牵头或配合的任务",
        ),
        (
            lambda store: making.comparison_of(store, "云岭省推进农业现代化规划", ON),
            "规划”的任务",
        ),
        (lambda store: making.comparison_of(store, "清河市关于", ON), "上级政策的原文，无从对照"),
    ],
)
def test_nothing_found_is_said(store: Store, make: Any, words: str) -> None:
    with pytest.raises(PolicyGraphError, match=words):
        make(store)


# --- a department's own among the parts of a task -------------------------------------------------------------------


def test_a_part_stands_under_the_task_that_it_is_of() -> None:
    def row(id_: str, task: str, unit: str | None, parent: str | None = None) -> Row:
        return {**measure("county", id_, task, parent), "role": "牵头" if unit else None, "department_id": unit,
                "department_name": unit, "evidence": None}  # fmt: skip

    rows = [
        row("1", "强县", "甲局"),
        row("2", "种菜", "乙局", "1"),
        row("3", "卖菜", "甲局", "1"),
        row("4", "办节", "乙局"),
    ]
    paper = responsibilities.of_department("乙局", {"乙局"}, [compose("方案", rows, [])], responsibilities.Told({}), ON)
    found = [line if isinstance(line, str) else line[1] for line in lines(paper)]
    assert found == ["《方案》", "任务", "1.强县", "1.种菜。做好。", "1.办节。做好。"]
    assert [column.heading for column in paper.forms[0].columns] == [
        "序号", "工作任务", "本单位职责", "牵头单位", "时限", "进展", "备注"
    ]  # fmt: skip


# --- progress ---------------------------------------------------------------------------------------------------------


def line(id_: str, *told: tuple[str | None, float | None, date | None], due: date | None = None) -> Line:
    """A task of the year of which something is told."""
    bare = ("", (), None, None, None, None, (), (), None)
    each = tuple(Told(str(n), state, share, as_of, None, "") for n, (state, share, as_of) in enumerate(told))
    return Line(id_, None, "修路", *bare, due, date(2026, 1, 1), "d", "d", 0, 1, 1, told=each)


def test_how_tasks_stand_that_are_told_of() -> None:
    june, march = date(2026, 6, 30), date(2026, 3, 31)
    told = responsibilities.told(
        [
            line("1", ("behind", 0.4, june)),
            line("2", (None, 0.5, march), due=date(2026, 6, 1)),
            line("3", ("done", 1.0, june)),
            line("4", due=march),
        ],
        ON,
    )
    assert told.words == {"1": "滞后\n完成40%", "2": "逾期\n完成50%\n（2026年3月31日）", "3": "办结"}
    assert told.until == june


# --- comparison -------------------------------------------------------------------------------------------------------

POLICIES = [
    {"id": level, "number": None, "title": title, "level": level, "issuer": "县政府", "issued_on": None, "tasks": 2}
    for level, title in (("county", "甲县方案"), ("city", "乙市意见"), ("province", "丙省意见"), ("central", "意见"))
]
NONE: Row = {"role": None, "basis": None, "evidence": None, "department_name": None, "department_id": None, "due": None}


def measure(policy: str, id_: str, title: str, parent: str | None = None) -> Row:
    return {
        "policy_id": policy, "policy": next(row["title"] for row in POLICIES if row["id"] == policy), "task_id": id_,
        "task": title, "number": "1", "text": f"1.{title}。做好。", "parent_id": parent, "document": policy,
        "section": ["任务"], **NONE,
    }  # fmt: skip


TASKS = [
    measure("county", "a", "种菜"), measure("county", "a1", "建棚", "a"), measure("county", "b", "办节"),
    measure("city", "u", "种菜"), measure("central", "v", "建棚"), measure("city", "w", "卖菜"),
]  # fmt: skip


def link(lower: str, upper: str) -> Row:
    return {"lower_label": "Task", "upper_label": "Task", "lower_id": lower, "upper_id": upper}


def answer(answers: Mapping[str, Sequence[Row]]) -> Ask:
    """What a graph would say that holds no more than `answers` and the tasks above."""

    def asked(name: str, values: Mapping[str, Any]) -> Sequence[Row]:
        if name == "responsibility-matrix":
            return [row for row in TASKS if row["policy_id"] == values["policy"]]
        if name == "tasks":
            return [row for row in TASKS if row["task_id"] in values["ids"]]
        return POLICIES if name == "policies" else answers.get(name, ())

    return asked


def test_measures_stand_beside_those_above() -> None:
    figure = {
        "above_level": "city", "above_region": "乙市", "above_indicator": "面积", "above_comparator": ">=",
        "above_value": 10.0, "above_unit": "亩", "above_base": None, "above_year": 2026, "year": 2026, "base": None,
        "indicator": "面积", "comparator": "=", "value": 5.0, "unit": "亩", "result": "part", "finding": None,
        "share": 0.5,
    }  # fmt: skip
    left_out = {**figure, "indicator": None, "value": None, "comparator": None, "share": None, "result": "left-out"}
    paper = comparison.comparison(
        answer(
            {
                "derivations": [link("a", "u"), link("a1", "v")],
                "measures-without-ground": [{"task_id": "b", "finding": "没有找到对应"}],
                "figures-down-the-levels": [left_out, figure],
                "demands-not-taken-up": [
                    {"above_level": "city", "above": "乙市意见", "above_id": "city", "task_id": "w", "text": "x",
                     "finding": "未判断：两份文件可比程度低"}
                ],
            }
        ),
        POLICIES[0],
        ON,
    )  # fmt: skip
    headings = [block.words for block in paper.blocks if isinstance(block, Heading)]
    assert headings == ["一、任务对照", "二、指标对照", "三、上级要求中没有找到对应的"]
    assert [column.heading for column in paper.forms[0].columns] == ["序号", "本级任务", "国家要求", "市级要求"]
    assert paper.forms[0].about == "国家要求：《意见》\n市级要求：《乙市意见》"
    assert lines(paper) == [
        "任务",
        ("1", "1.种菜。做好。", "1.建棚。做好。", "1.种菜。做好。"),
        ("2", "1.办节。做好。", "未发现", "未发现"),
    ]
    assert "没有找到与它对应的" in paper.forms[0].notes[0]
    assert lines(paper, 1) == [
        ("1", "乙市", "面积", "不低于10亩", "面积", "5亩", "2026", "分解；占上级50%"),
        ("2", "乙市", "面积", "不低于10亩", "—", "—", "2026", "落空"),
    ]
    assert lines(paper, 2) == [("1", "市级", "《乙市意见》", "1.卖菜。做好。", "未判断")]


def test_nothing_is_concluded_where_two_papers_can_hardly_be_compared() -> None:
    unsure = {"task_id": "b", "finding": "未判断：与上级可比程度低"}
    links = [link("a", "u"), link("a", "w")]
    paper = comparison.comparison(answer({"derivations": links, "measures-without-ground": [unsure]}), POLICIES[0], ON)
    assert lines(paper)[2][2:] == ("未判断",) and "不能说它有没有依据" in paper.forms[0].notes[0]
    assert lines(paper)[1][2] == "1.种菜。做好。\n1.卖菜。做好。"


def test_where_no_measure_has_its_like_above_that_is_said() -> None:
    grounds = [{"task_id": id_, "finding": "没有找到对应"} for id_ in ("a", "b")]
    paper = comparison.comparison(answer({"measures-without-ground": grounds}), POLICIES[0], ON)
    assert not paper.forms and "没有找到" in str(paper.blocks[1])
