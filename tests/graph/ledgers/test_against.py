"""What a ledger says of a task otherwise than its plan is said, and nothing else. On every store."""

from __future__ import annotations

from datetime import date

import pytest

from policygraph.graph.asking import catalog
from policygraph.graph.ledgers.against import Said, differences
from policygraph.graph.ledgers.due import find_due
from policygraph.graph.ledgers.lines import lines
from policygraph.graph.stores.opening import open_store
from policygraph.services.settle import settle
from tests.graph.ledgers.test_ledgers import add
from tests.texts import PLAN

PLANTED = ("播种面积", "亩")


def said(
    leads: str = "", others: str = "", due: str = "", on: str = "", steps: str = "", area: float | None = None,
    stated: bool = True,
) -> Said:  # fmt: skip
    figures = {PLANTED: {area: f"播种面积{area:g}亩"}} if area else {}
    days = frozenset({on, *steps.split()} - {""})
    return Said(dict(zip(leads, leads, strict=True)), stated, frozenset(leads + others), due, on, days, figures)


# what the ledger says, what the plan → what is other
CASES: dict[str, tuple[Said, Said, dict[str, str]]] = {
    "another lead": (said("甲"), said("乙"), {"lead": "甲"}),
    "one of two leads": (said("甲乙"), said("乙丙"), {}),
    "the plan names no lead": (said("甲"), said(), {}),
    "the ledger names no lead": (said(), said("乙"), {}),
    "a lead that the plan lets support": (said("甲"), said("乙", "甲"), {"lead": "甲"}),
    "who stands first in the plan only": (said("甲"), said("乙", "甲", stated=False), {}),
    "who stands first in the ledger only": (said("甲", stated=False), said("乙", "甲"), {}),
    "whom the plan does not list": (said("甲"), said("乙", "丙", stated=False), {"lead": "甲"}),
    "another day": (said(due="6月20日", on="2031-06-20"), said(due="6月10日", on="2031-06-10"), {"due": "6月20日"}),
    "the month of the day": (said(due="2031.6", on="2031-06-30"), said(due="6月10日", on="2031-06-10"), {}),
    "another month": (said(due="9月底", on="2031-09-30"), said(due="6月底", on="2031-06-30"), {"due": "9月底"}),
    "a step's day": (said(due="3月底", on="2031-03-31"), said(due="6月底", on="2031-06-30", steps="2031-03-31"), {}),
    "no deadline": (said(), said(due="6月底", on="2031-06-30"), {}),
    "a deadline that the plan has not": (
        said(due="全年", on="2031-12-31"), said(), {"added_due": "全年", "added_due_on": "2031-12-31"},
    ),
    "… and says has no end": (said(due="全年", on="2031-12-31"), said(due="长期坚持"), {}),
    "… as the ledger has not": (said(due="随时"), said(), {}),
    "another figure": (said(area=1500), said(area=2000), {"figure": "播种面积1500亩"}),
    "the same figure": (said(area=2000), said(area=2000), {}),
    "a figure that the plan has not": (said(area=2000), said(), {}),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_is_other(case: str) -> None:
    ledger, plan, other = CASES[case]
    assert differences(ledger, plan) == other


HEAD = """| 序号 | 工作任务 | 牵头单位 | 完成时限 | 目前进展情况 | 完成比例 |
|---|---|---|---|---|---|
"""
ROWS = """| 1 | 全县老茶园应剪尽剪，修剪茶园1500亩 | 县林业局 | 5月底前 | 正在修剪 | 40% |
| 2 | 检修揉捻机、杀青机等制茶设备 | 县工信局 | 3月底前 | 已检修 | 80% |
| 3 | 举办茶工培训班，培训茶工300人 | 县人社局 | 4月底前 | 已培训120人 | 40% |
"""
MARCH = f"青穗县2031年春茶生产工作台账（截至2031年3月31日）\n{HEAD}{ROWS}"


def test_the_query_lists_them_once(place: str) -> None:
    with open_store(place, write=True) as store:
        add(store, plan=PLAN, march=MARCH, april=MARCH.replace("3月31日", "4月30日"))
        settle(store)
        rows = catalog.run_query(store, "ledger-against-plan")
        [row] = rows
        named = ("task", "lead", "departments", "due", "plan_due", "figure", "as_of")
        assert [row[name] for name in named] == [
            "修剪茶园", "青穗县林业局", ["青穗县农业农村局"], "5月底前", "2031-03-31", "修剪茶园1500亩", "2031-04-30",
        ]  # fmt: skip
        ours = {"department": "青穗县农业农村局"}
        assert catalog.run_query(store, "ledger-against-plan", ours) == rows
        assert catalog.run_query(store, "ledger-against-plan", {"department": "青穗县人社局"}) == []


def test_a_deadline_that_the_ledger_alone_names_is_the_task_s(place: str) -> None:
    """In the ledger and among what falls due; the last ledger's counts."""
    with open_store(place, write=True) as store:
        later = MARCH.replace("3月31日", "4月30日").replace("4月底前", "全年")
        add(store, plan=PLAN, march=MARCH, april=later)
        settle(store)
        [line] = [each for each in lines(store.read) if each.title.startswith("培训茶工")]
        assert (line.due, str(line.due_on), line.due_basis) == ("全年", "2031-12-31", "ledger")
        [due] = [each for each in find_due(store, date(2031, 5, 1)) if each.task_id == line.id]
        assert (due.day, due.due, due.due_basis, due.last) == ("2031-12-31", "全年", "ledger", True)
