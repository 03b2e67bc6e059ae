"""Two plans side by side: deadlines that are others, figures of an indicator, units and what they became."""

from __future__ import annotations

from typing import Any

import pytest

from policygraph.graph.lineage.changes import Plan, changes
from policygraph.graph.lineage.plans import side_by_side
from policygraph.graph.stores.store import Row


def plan(year: str, *, tasks: Any = (), figures: Any = (), units: Any = ()) -> Plan:
    """`tasks`: (title, due, due_basis); `figures`: (name, value, unit); `units`: (id, role) on the first task."""
    named = [
        {"task_id": f"{year}{n}", "task": title, "text": title, "due": due, "due_basis": basis, "parent_id": None,
         "policy": f"柳溪县{year}年方案", "policy_id": year, "role": "text"}
        for n, (title, due, basis) in enumerate(tasks)
    ]  # fmt: skip
    of = named[0]["task_id"] if named else ""
    amounts = [
        {"kind": "planned", "owner_id": of, "indicator": name, "family": name, "measure": unit, "amount": value,
         "value": value, "value_high": None, "unit": unit, "comparator": "=", "base": None, "year": None, "mode": None}
        for name, value, unit in figures
    ]  # fmt: skip
    roles: list[Row] = [
        {"department": f"柳溪县{id_}", "department_name": id_, "department_id": id_, "role": role, "task_id": of}
        for id_, role in units
    ]
    return Plan(named, amounts, roles)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (("2029年6月底前", None), ("2030年6月底前", None), ""),
        (("6月底前", None), ("9月底前", None), "6月底前 → 9月底前"),
        (("6月底前", None), (None, None), "6月底前 → 没有写"),
        (("2029-12-31", "stage"), ("11月底前", None), "没有写 → 11月底前"),  # the stage's day is not the task's own
        (("2030年6月底前", None), ("2030年6月底前", None), "2030年6月底前 → 2030年6月底前"),  # a year ahead, and not
    ],
)
def test_deadlines(old: tuple[str | None, str | None], new: tuple[str | None, str | None], said: str) -> None:
    before, after = plan("2029", tasks=[("修水渠", *old)]), plan("2030", tasks=[("修水渠", *new)])
    [row] = side_by_side.tasks(changes(before, after), before, after)
    assert row["dues"] == said and row["same"] is (not said)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ([("粮食产量", 8.0, "万吨")], [("粮食产量", 9.0, "万吨")], {"粮食产量": "调高"}),
        ([("茶园", 8.0, "亩")], [("茶园", 8.0, "亩")], {"茶园": "相同"}),
        ([("茶园", 8.0, "亩")], [], {"茶园": "只在左边有"}),
        ([], [("茶园", 8.0, "亩")], {"茶园": "只在右边有"}),
        ([("茶园", 8.0, "亩")], [("茶园", 8.0, "处")], {"茶园": "单位不同"}),
        (
            [("茶园", 8.0, "亩"), ("茶园", 9.0, "亩")],
            [("茶园", 8.0, "亩")],
            {"茶园": ""},
        ),  # which is which, nobody says
    ],
)
def test_figures(old: Any, new: Any, said: dict[str, str]) -> None:
    plans = [plan(year, tasks=[("甲", None, None)], figures=given) for year, given in (("2029", old), ("2030", new))]
    assert {row["indicator"]: row["change"] for row in side_by_side.figures(*plans)} == said


def test_units_and_what_they_became() -> None:
    old = plan("2029", tasks=[("甲", None, None)], units=[("农业局", "牵头"), ("水利局", "配合"), ("财政局", "配合")])
    new = plan(
        "2030", tasks=[("甲", None, None)], units=[("农业农村局", "牵头"), ("水利局", "牵头"), ("科技局", "配合")]
    )
    became = [{"old_id": "农业局", "new_id": "农业农村局"}]
    rows = {row["unit"]: (row["old"], row["new"], row["change"]) for row in side_by_side.units(old, new, became)}
    assert rows == {
        "柳溪县农业农村局": ("牵头1", "牵头1", "原为柳溪县农业局"), "柳溪县水利局": ("配合1", "牵头1", "有变化"),
        "柳溪县科技局": ("", "配合1", "只在右边有"), "柳溪县财政局": ("配合1", "", "只在左边有"),
    }  # fmt: skip
