"""Which units of a task changed from one plan to the next, and which only have another name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policygraph.cli import main
from policygraph.graph.lineage.changes import Changed, Plan, as_rows, changes
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Row
from tests.decided import calibrated_to_nothing, keep

TASK: Row = {"task": "种树", "task_id": "t", "text": "种树", "parent_id": None}
TASK |= {"policy_id": "p", "position": 1, "role": "text"}


def plan(units: dict[str, str]) -> Plan:
    """With one task. `units`: a role by the name, which is the id too."""
    roles = [
        {"department": name, "department_name": name, "department_id": name, "role": role, "task_id": "t"}
        for name, role in units.items()
    ]
    return Plan([TASK], [], roles)


def became(*pairs: tuple[str, str]) -> list[Row]:
    return [{"old_id": old, "new_id": new} for old, new in pairs]


LEAD, SUPPORT = "牵头", "配合"
# units before, units after, what became of them, what changed, what is only a name
CASES = [
    ({"甲局": LEAD}, {"乙局": LEAD}, [("甲局", "乙局")], [], ["更名：甲局 → 乙局"]),
    ({"甲局": LEAD}, {"乙局": LEAD}, [], ["新增牵头：乙局", "不再牵头：甲局"], []),
    ({"甲局": LEAD}, {"丙局": LEAD}, [("甲局", "乙局"), ("乙局", "丙局")], [], ["更名：甲局 → 丙局"]),
    ({"甲局": LEAD}, {"乙局": SUPPORT}, [("甲局", "乙局")], ["乙局：牵头 → 配合"], ["更名：甲局 → 乙局"]),
    ({"甲局": SUPPORT, "乙局": LEAD}, {"乙局": LEAD}, [("甲局", "乙局")], [], ["并入：甲局 → 乙局"]),
    (
        {"甲局": LEAD, "乙局": SUPPORT}, {"丙局": LEAD}, [("甲局", "丙局"), ("乙局", "丙局")],
        [], ["更名：甲局 → 丙局", "并入：乙局 → 丙局"],
    ),
    ({"乙局": LEAD}, {"甲局": LEAD}, [("甲局", "乙局")], ["新增牵头：甲局", "不再牵头：乙局"], []),
    ({"甲局": LEAD}, {"乙局": LEAD}, [("甲局", "乙局"), ("乙局", "甲局")], [], ["更名：甲局 → 乙局"]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "pairs", "changed", "renamed"), CASES)
def test_units(
    old: dict[str, str], new: dict[str, str], pairs: list[tuple[str, str]], changed: list[str], renamed: list[str]
) -> None:
    [found] = changes(plan(old), plan(new), became(*pairs))
    assert (list(found.units), list(found.renamed)) == (changed, renamed)
    rows = as_rows([found])
    assert [row["units"] for row in rows] == [changed + renamed]


def test_a_task_in_which_nothing_changed_is_listed_only_if_asked_for() -> None:
    found: list[Changed] = changes(plan({"甲局": LEAD}), plan({"甲局": LEAD}))
    assert as_rows(found) == []
    assert len(as_rows(found, everything=True)) == 1


def test_a_reform_between_two_plans_changes_no_unit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for year, bureau in (("2017", "县农业局"), ("2030", "县农业农村局")):
        text = f"苇塘县{year}年种粮工作方案\n一、重点任务\n1.推广良种。推广良种。（牵头单位：{bureau}）\n"
        (tmp_path / f"{year}.txt").write_text(text)
    place = str(tmp_path / "graph")
    with pytest.raises(SystemExit) as end:
        main(["ingest", str(tmp_path / "2017.txt"), str(tmp_path / "2030.txt"), "--database", place, "--jobs", "1"])
    assert not end.value.code
    capsys.readouterr()
    with pytest.raises(SystemExit):
        main(["analyse", "changes", "苇塘县2030年种粮工作方案", "--database", place, "--format", "json"])
    [row] = json.loads(capsys.readouterr().out)
    assert row["units"] == ["更名：县农业局 → 县农业农村局"]


# what is known of the succession, what is said
MERGED = [
    ({"basis": "reform", "old": "苇塘县乡村振兴局", "new": "苇塘县农业农村局", "year": 2023}, "职责并入"),
    ({"basis": "reform", "old": "苇塘县农业局", "new": "苇塘县农业农村局", "year": 2018}, "更名"),
    ({"basis": "stated", "old": "县甲局", "new": "县乙局", "evidence": "县甲局职责划入县乙局"}, "职责并入"),
    ({"basis": "stated", "old": "县甲局", "new": "县乙局", "evidence": "县甲局更名为县乙局"}, "更名"),
    ({"basis": "decided", "old": "县甲局", "new": "县乙局"}, "更名"),
]


@pytest.mark.parametrize(("known", "word"), MERGED)
def test_duties_that_went_to_another_office_are_no_new_name(known: Row, word: str) -> None:
    [found] = changes(plan({"甲局": LEAD}), plan({"乙局": LEAD}), [{"old_id": "甲局", "new_id": "乙局", **known}])
    assert found.renamed == (f"{word}：甲局 → 乙局",)
    then = [{"old_id": "丁局", "new_id": "甲局"}, {"old_id": "甲局", "new_id": "乙局", **known}]
    [found] = changes(plan({"丁局": LEAD}), plan({"乙局": LEAD}), then)
    assert found.renamed == (f"{word}：丁局 → 乙局",)


TASKS = {
    "2029": (
        "推广优质稻良种种植。推广优质稻良种，建设示范田",
        "修复水渠。清淤疏浚水渠",
        "培训农技员。举办培训班",
        "建设冷库。建设蔬菜冷库",
    ),
    "2030": (
        "推广优质水稻良种。在各镇推广优质稻良种，建设示范田",
        "修复水渠和泵站。清淤疏浚水渠",
        "培训农技人员。举办培训班",
        "发展垂钓。举办比赛",
    ),
}


def test_what_was_renamed_is_found_with_the_weights_of_the_graph(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place, unit = str(tmp_path / "graph"), "（牵头单位：县农业农村局）"
    for year, tasks in TASKS.items():
        items = "".join(f"{number}.{task}。{unit}\n" for number, task in enumerate(tasks, 1))
        (tmp_path / f"{year}.txt").write_text(f"苇塘县{year}年种粮工作方案\n一、重点任务\n{items}")
    with pytest.raises(SystemExit):
        main(["ingest", *(str(tmp_path / f"{year}.txt") for year in TASKS), "--database", place, "--jobs", "1"])
    kinds = []
    for calibration in ([], [calibrated_to_nothing()]):
        with open_store(place, write=True) as store:
            keep(store, calibration)
        capsys.readouterr()
        with pytest.raises(SystemExit):
            main(["analyse", "changes", "苇塘县2030年种粮工作方案", "--database", place, "--format", "json"])
        kinds.append([row["kind"] for row in json.loads(capsys.readouterr().out)])
    assert kinds == [["renamed"] * 3 + ["added", "dropped"], ["added"] * 4 + ["dropped"] * 4]


def test_a_county_that_became_a_district_keeps_its_offices() -> None:
    region = {"label": "Region", "old": "岚江省云泽市禾川县", "new": "岚江省云泽市禾川区", "old_id": "a", "new_id": "b"}
    old = {"云泽市禾川县教育局": LEAD, "云泽市禾川县档案馆": SUPPORT, "云泽市教育局": SUPPORT}
    new = {"云泽市禾川区教育局": LEAD, "云泽市教育局": SUPPORT}
    [found] = changes(plan(old), plan(new), [region])
    assert found.renamed == ("更名：云泽市禾川县教育局 → 云泽市禾川区教育局",)
    assert found.units == ("不再配合：云泽市禾川县档案馆",)
