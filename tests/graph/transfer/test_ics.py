"""Deadlines as a calendar: what other programs read of it, whole lines folded by bytes, the same in every run."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from policygraph.graph.ledgers.due import Due
from policygraph.graph.transfer.ics import to_ics

ON = date(2031, 6, 15)
USUAL: dict[str, Any] = {
    "id": "a1", "task_id": "t1", "task": "修剪茶园", "number": "1", "day": "2031-10-31", "left": 138, "due": "10月底前",
    "step": "", "last": True, "state": "not-started", "light": "grey", "share": None, "as_of": None, "problem": None,
    "ground": "没有报告过进展", "leads": ("青穗县农业农村局",), "supports": ("青穗县财政局",), "policy": "春茶方案",
    "policy_id": "p", "place": "青穗县", "document": "d", "source": "关于印发春茶方案的通知", "evidence": "原文",
    "start": 0, "end": 1,
}  # fmt: skip


def due(**given: Any) -> Due:
    return Due(**{**USUAL, **given})


def events(*dues: Due, on: date = ON) -> list[Any]:
    return list(Calendar.from_ical(to_ics(dues, on)).walk("VEVENT"))


def test_a_task_is_a_whole_day_with_an_alarm_a_week_before() -> None:
    [event] = events(due())
    assert event["uid"] == "a1@policygraph" and event["summary"] == "青穗县农业农村局：修剪茶园"
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2031, 10, 31), date(2031, 11, 1))
    assert event["transp"] == "TRANSPARENT"
    [alarm] = event.walk("VALARM")
    assert alarm["action"] == "DISPLAY" and alarm.decoded("trigger") == timedelta(days=-7)
    told = str(event["description"]).split("\n")
    assert {
        "任务：1 修剪茶园",
        "时限：10月底前",
        "状态：未开始（没有报告过进展）",
        "出处：关于印发春茶方案的通知",
    } <= set(told)


@pytest.mark.parametrize(
    ("given", "summary", "alarms"),
    [
        ({"leads": ()}, "修剪茶园", 1),
        ({"step": "4月底前完成方案", "last": False}, "青穗县农业农村局：修剪茶园：4月底前完成方案", 1),
        ({"left": -3, "state": "overdue", "leads": ()}, "修剪茶园", 0),
        ({"state": "done", "leads": ()}, "修剪茶园", 0),
        ({"task": "甲;乙,丙\\丁\n戊\x07", "leads": ()}, "甲;乙,丙\\丁\n戊", 1),
        ({"day": "9999-12-31", "leads": ()}, "修剪茶园", 1),
    ],
)
def test_what_it_says(given: dict[str, Any], summary: str, alarms: int) -> None:
    [event] = events(due(**given))
    assert event["summary"] == summary and len(event.walk("VALARM")) == alarms


def test_lines_are_folded_by_bytes_within_no_character() -> None:
    made = to_ics([due(task="加强高标准农田建设" * 30)], ON)
    lines = made.split(b"\r\n")
    assert made.endswith(b"\r\n") and b"\n" not in made.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75 and all(line.decode("utf-8") for line in lines if line)
    assert events(due(task="加强高标准农田建设" * 30))[0]["summary"].endswith("加强高标准农田建设" * 30)


def test_the_same_in_every_run_and_known_again_the_day_after() -> None:
    assert to_ics([due()], ON) == to_ics([due()], ON)
    [today], [tomorrow] = events(due()), events(due(left=137), on=ON + timedelta(days=1))
    assert today["uid"] == tomorrow["uid"] and today.decoded("dtstamp") < tomorrow.decoded("dtstamp")


def test_nothing_is_a_calendar_too() -> None:
    calendar = Calendar.from_ical(to_ics([], ON))
    assert calendar["version"] == "2.0" and calendar["prodid"] and not calendar.walk("VEVENT")
