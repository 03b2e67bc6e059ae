"""The calendar page: what stands on which day, what is late, what is chosen, how it is taken out."""

from __future__ import annotations

import json
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from policygraph.app.calendar import grid
from policygraph.app.calendar import page as calendar
from policygraph.app.frame import data
from policygraph.app.parts import dues
from policygraph.graph.ledgers import due as ledger
from policygraph.graph.loading.load import load
from policygraph.graph.resolving.resolve import resolve
from policygraph.graph.stores.opening import open_store
from policygraph.services.ingestion import add_document
from tests.graph.ledgers.test_due import DONE, PLAN
from tests.graphs import Writer
from tests.pages import place, read, run
from tests.patience import worked

__all__ = ["place"]  # a fixture
ON = "2031-06-15"


@pytest.fixture
def year(place: Path) -> Path:
    """A plan of which one task is late, one is done and one is due in October, after a step in April."""
    with open_store(place, write=True) as store:
        for name, text in (("plan.txt", PLAN), ("ledger.md", DONE)):
            add_document(store, text.encode(), name, f"/{name}")
        resolve(store)
    return place


def drawn(app: AppTest) -> list[dict[str, Any]]:
    """The days that the browser is told to draw."""
    [found] = [each for each in app.get("bidi_component") if each.proto.component_name == "policygraph.days"]
    return [day for week in json.loads(found.proto.json)["weeks"] for day in week]


def days(app: AppTest) -> dict[str, str]:
    """What is said of each day on which something is due."""
    return {day["day"]: f"{day['name']} · {day['number']} 项" for day in drawn(app) if day["number"]}


def opened(app: AppTest, day: str) -> AppTest:
    app.query_params["day"] = day
    app.run()
    assert not app.exception and [each["day"] for each in drawn(app) if each["opened"]] == [day]
    return app


def test_nothing_with_a_day_says_what_to_do(place: Path) -> None:
    with open_store(place, write=True) as store:
        load(store, [Writer("没有任务。", "通知", "/x").records])
    assert "没有写明时限的任务" in run("calendar").info[0].value


def test_what_is_late_stands_on_top_and_what_is_done_is_not_late(year: Path) -> None:
    app = run("calendar", on=ON)
    assert "逾期 1 项" in app.expander[0].label
    late = app.dataframe[0].value
    assert late["任务"].tolist() == ["培训茶工"] and late["还有几天"].tolist() == [-15]
    assert late["状态"].tolist() == ["▲红 逾期"]
    told = "逾期 1 项　·　7 天内到期 0 项　·　30 天内到期 0 项　·　到期任务中已办结 1 项"
    assert f"以2031年6月15日为准：{told}" in [read(each.value) for each in app.caption]


def test_a_month_has_its_days(year: Path) -> None:
    assert days(run("calendar", on=ON)) == {"2031-05-31": "31 · 2 项"}
    assert days(run("calendar", on=ON, at="2031-04-01")) == {"2031-04-30": "30 · 1 项"}
    assert days(run("calendar", on=ON, at="2031-12-01")) == {}


def test_the_months_are_turned_and_stand_in_the_address(year: Path) -> None:
    app = run("calendar", on=ON)
    app.button(key="calendar-before").click().run()
    assert app.query_params["at"] in ("2031-05-01", ["2031-05-01"])
    app.button(key="calendar-before").click().run()
    assert any("2031年4月" in read(each.value) for each in app.markdown) and list(days(app)) == ["2031-04-30"]
    app.button(key="calendar-today").click().run()
    assert "at" not in app.query_params and list(days(app)) == ["2031-05-31"]


def test_a_day_opens_with_its_tasks(year: Path) -> None:
    app = opened(run("calendar", on=ON), "2031-05-31")
    assert read(app.subheader[0].value) == "2031年5月31日 周六"
    table = app.dataframe[1].value
    assert table["任务"].tolist() == ["培训茶工", "检修设备"]
    assert table["状态"].tolist() == ["▲红 逾期", "✓绿 办结"] and table["时限原文"].tolist() == ["5月底前"] * 2
    [day] = [each for each in drawn(app) if each["number"]]
    said = [[light, mark, words] for light, mark, words, _ in day["lines"]]
    assert said == [["red", "▲", "培训茶工"], ["green", "✓", "检修设备"]] and day["where"] == "outside"
    assert day["lines"][0][3] == "逾期：培训茶工（青穗县人社局牵头）" and day["lights"] == [
        ["red", "▲1"],
        ["green", "✓1"],
    ]
    app.button(key="calendar-before").click().run()
    assert not app.subheader and "day" not in app.query_params


def test_a_week_and_a_list(year: Path) -> None:
    app = run("calendar", on=ON, view="week", at="2031-10-29")
    assert days(app) == {"2031-10-31": "10月31日 周五 · 1 项"}
    assert any("2031年第44周" in read(each.value) for each in app.markdown)
    app = run("calendar", on=ON, view="list")
    assert "这段时间没有到期的任务" in app.info[0].value
    app = run("calendar", on=ON, view="list", within="365")
    assert app.dataframe[1].value["到时完成什么"].tolist() == ["10月底前修剪2000亩"]


@pytest.mark.parametrize(
    ("address", "tasks"),
    [
        ({"department": "青穗县财政局"}, {"修剪茶园"}),
        ({"department": "青穗县人社局", "place": "青穗县"}, {"培训茶工"}),
        ({}, {"修剪茶园", "检修设备", "培训茶工"}),
    ],
)
def test_what_is_chosen_stands_in_the_address(year: Path, address: dict[str, str], tasks: set[str]) -> None:
    app = run("calendar", on=ON, view="list", within="365", **address)
    [chosen] = [each.value for each in app.multiselect if each.label == "牵头或配合单位"]
    assert chosen == [address["department"]] if "department" in address else chosen == []
    told = next(read(each.value) for each in app.caption if "为准" in each.value)
    assert ("逾期 1 项" in told) == ("培训茶工" in tasks) and ("已办结 1 项" in told) == ("检修设备" in tasks)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ({"view": "year"}, "看法"), ({"view": "list", "within": "8"}, "天数"), ({"place": "火星"}, "地方"),
        ({"policy": "x"}, "政策"),
    ],
)  # fmt: skip
def test_an_address_that_leads_nowhere_is_said(year: Path, address: dict[str, str], words: str) -> None:
    app = run("calendar", **{"on": ON, **address})
    assert any(f"没有地址所指的{words}" in read(each.value) for each in app.error)


@pytest.mark.parametrize("address", [{"on": "2026-13-41"}, {"on": ON, "at": "2031-13-01"}, {"on": ON, "day": "x"}])
def test_a_day_that_is_none_is_said_and_the_days_are_shown(year: Path, address: dict[str, str]) -> None:
    app = run("calendar", **address)
    assert [read(each.value)[:14] for each in app.warning] == ["这里没有地址所指的日期：可能"] and not app.error
    assert app.button(key="calendar-today")
    on = address["on"] if address["on"] == ON else str(date.today())
    assert any(f"以{grid.day_called(date.fromisoformat(on))}为准" in read(each.value) for each in app.caption)


def test_shares_are_in_per_cent(year: Path) -> None:
    app = run("calendar", on=ON, day="2031-05-31")
    assert app.dataframe[1].value["完成比例"].tolist() == ["", "100%"]


def test_a_day_without_anything(year: Path) -> None:
    assert "这一天没有到期的任务" in run("calendar", on=ON, day="2031-06-16").info[0].value


def test_far_from_anything(year: Path) -> None:
    assert days(run("calendar", on="0001-01-01")) == {} == days(run("calendar", on="9999-12-31"))


# --- many


def many(tasks: int) -> Writer:
    """A plan with so many tasks, due day by day through a year."""
    lines = [f"{n}.修建第{n}号水渠。牵头单位：县水利局。" for n in range(tasks)]
    writer = Writer("\n".join(lines), "水渠方案", "/many.txt")
    plan = writer.policy("水渠方案", "county", "青穗县", "issued")
    for n, line in enumerate(lines):
        day = date(2031, 1, 1) + timedelta(days=n % 365)
        task = writer.task(str(n), f"修建第{n}号水渠", line, [], n, due="年内", due_on=str(day))
        writer.edge("PART_OF", task, plan, line)
    return writer


def test_two_thousand_tasks_are_smooth(place: Path) -> None:
    """Processor time, not the clock's."""
    with open_store(place, write=True) as store:
        load(store, [many(2_000).records])
    app = run("calendar", on=ON)
    assert "逾期 990 项" in app.expander[0].label and len(days(app)) == 42
    assert len(app.dataframe[0].value) == calendar.LATE
    began = time.process_time()
    app.button(key="calendar-after").click().run()
    opened(app, "2031-07-15")
    assert time.process_time() - began < worked(2 * 1.5) and len(days(app)) == 35
    began = time.process_time()
    found = dues.on_day(date.fromisoformat(ON))
    assert len(ledger.soon(found, 30)) == 165 and time.process_time() - began < worked(0.2)
    assert data.KEPT.size < 8 << 20
