"""How tasks stand on a day, by the table of cases."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from policygraph.graph.ledgers.standing import (
    Line,
    Standing,
    ahead_in_words,
    begun,
    completion,
    counted,
    rules_of,
    stand,
    there,
)
from policygraph.graph.ledgers.told import Told
from policygraph.model.errors import PolicyGraphError

TABLE = Path(__file__).parents[2] / "cases" / "ledgers" / "standing.tsv"
CASES = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()[1:], delimiter="\t"))
TOLD = re.compile(r"(?P<state>[a-z-]*)/(?P<share>[\d.]*)/(?P<day>[\d-]+)(?P<confirmed>!?)(?:@(?P<n>\d))?(?P<part>~?)")

LINE = Line(
    "1", None, "修路", "修路10公里。", (), "方案", "p", "青穗县", "county", ("交通局",), (), None, None, None,
    "d", "方案", 0, 6, 1,
)  # fmt: skip


def told(words: str) -> Told:
    m = TOLD.fullmatch(words)
    assert m
    at = f"2030-12-0{m['n']}T08:00:00+08:00" if m["n"] else None
    return Told(
        words, m["state"] or None, float(m["share"]) if m["share"] else None, date.fromisoformat(m["day"]), None, words,
        by="甲" if at else None, at=at, confirmed=bool(m["confirmed"]), part=bool(m["part"]),
    )  # fmt: skip


def day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_task_stands_as_told(case: dict[str, str]) -> None:
    line = replace(
        LINE, due_on=day(case["due"]), begins=day(case["begins"]),
        told=tuple(told(each) for each in case["told"].split(";") if each),
    )  # fmt: skip
    found = stand(line, date.fromisoformat(case["on"]))
    assert (found.state, found.light) == (case["state"], case["light"]), found.ground
    if case["share"]:
        assert found.share == (None if case["share"] == "none" else float(case["share"]))


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        (["/0.3/2030-03-31=缺石料", "/0.4/2030-04-30@1"], "缺石料"),  # who enters a share says nothing of the problem
        (["/0.3/2030-03-31=缺石料", "/0.4/2030-04-30@1=缺砂"], "缺砂"),
        (["/0.3/2030-03-31=缺石料", "/0.4/2030-04-30@1=无"], None),
        (["/0.3/2030-03-31=缺石料", "/0.4/2030-04-30@1=无", "/0.5/2030-05-31@2"], None),
        (["/0.3/2030-03-31@1=缺石料", "/0.4/2030-04-30@2"], "缺石料"),
        (
            ["/0.3/2030-03-31=缺石料", "/0.4/2030-04-30="],
            None,
        ),  # an empty column says that there is none
        (["/0.3/2030-03-31=缺石料", "/0.4/2030-04-30"], "缺石料"),  # one that has no such column says nothing of it
        (["/0.3/2030-03-31=缺石料", "/0.4/2030-04-30=", "/0.5/2030-05-31@1"], None),
        (["/0.3/2030-03-31=缺石料", "/0.4/2030-04-30", "/0.5/2030-05-31=缺砂"], "缺砂"),
        (["/0.3/2030-03-31=缺石料", "/1/2030-04-30"], None),
        (["/0.3/2030-03-31=缺石料", "done//2030-04-30@1"], None),  # nothing stands in its way any more
        (["/0.3/2030-03-31=缺石料", "done//2030-04-30@1", "behind//2030-05-31@2"], None),
        (["/0.3/2030-03-31=缺石料", "/0.2/2030-03-31=缺砂", "/0.4/2030-04-30@1"], "缺石料；缺砂"),
    ],
)
def test_a_problem_stands_until_it_is_said_to_be_solved(said: list[str], problem: str | None) -> None:
    parts = [each.partition("=") for each in said]
    read = [told(words)._replace(problem=of or None, unhindered=bool(column) and not of) for words, column, of in parts]
    line = replace(LINE, told=tuple(read))
    assert stand(line, date(2030, 6, 1)).problem == problem


def test_a_share_is_of_the_day_for_which_it_was_told() -> None:
    """A later report without one does not make it that day's."""
    reports = tuple(map(told, ("/0.2/2030-04-30", "//2030-10-31")))
    line = replace(LINE, begins=date(2030, 1, 1), due_on=date(2030, 12, 31), told=reports)
    found = stand(line, date(2030, 10, 31))
    assert (found.state, found.share, found.as_of) == ("behind", 0.2, date(2030, 10, 31))
    assert found.ground.startswith("截至2030-04-30报告完成 20%")
    said = replace(line, told=(reports[0], told("on-track//2030-10-31")))
    assert stand(said, date(2030, 10, 31)).ground.startswith("截至2030-04-30报告完成 20%，期限已过 33%，后来的报告")


def test_there_is_a_task_from_when_its_plan_was_issued() -> None:
    early, late = replace(LINE, since=date(2030, 1, 1)), replace(LINE, id="2", since=date(2031, 1, 1))
    days = (date(2029, 12, 31), date(2030, 6, 1), date(2031, 1, 1))
    assert [len(there([LINE, early, late], on)) for on in days] == [1, 2, 3]


def test_the_plan_of_next_year_is_not_driven_yet() -> None:
    now, next_year = replace(LINE, begins=date(2030, 1, 1)), replace(LINE, id="2", begins=date(2031, 1, 1))
    far = replace(LINE, id="3", begins=date(2035, 1, 1))  # what a title names is not always when work begins
    early = replace(next_year, id="4", told=(told("/0.1/2030-12-20"),))
    every = [now, next_year, far, early]
    assert [line.id for line in begun(every, date(2030, 12, 31))] == ["1", "3", "4"]
    assert [line.id for line in begun(every, date(2031, 1, 1))] == ["1", "2", "3", "4"]
    assert ahead_in_words(every, date(2030, 12, 31)) == "明年的方案（《方案》）里的 1 项任务还没有开始，没有列"
    assert ahead_in_words(every, date(2031, 1, 1)) == ""


def test_a_larger_task_counts_where_it_alone_is_told_of() -> None:
    whole, part, other = replace(LINE, parts=True), replace(LINE, id="2", within="1"), replace(LINE, id="3", within="1")
    said = (told("/0.5/2030-06-30"),)
    assert counted([whole, part, other]) == [part, other]
    assert counted([replace(whole, told=said), part, other]) == [replace(whole, told=said)]
    assert counted([replace(whole, told=said), replace(part, told=said), other]) == [replace(part, told=said), other]


def test_several_are_as_far_as_their_shares() -> None:
    stands = [
        Standing("done", "green", None, None, None, ""),
        Standing("behind", "yellow", 0.5, None, None, ""),
        Standing("not-started", "grey", None, None, None, ""),
    ]
    found = completion(stands)
    assert (found.tasks, found.finished, found.share) == (3, 1, 0.5)
    assert completion([]).share is None


OWN = """
tolerance: 0.5
lights:
  - {light: yellow, states: [behind, overdue]}
  - {light: green, states: [closed, done, on-track, not-started, stopped]}
"""


def test_an_office_has_its_own_lights(tmp_path: Path) -> None:
    file = tmp_path / "lights.yaml"
    file.write_text(OWN, encoding="utf-8")
    line = replace(LINE, due_on=date(2030, 12, 31), begins=date(2030, 1, 1), told=(told("/0.1/2030-06-30"),))
    assert stand(line, date(2030, 6, 30), rules_of(file)).state == "on-track"
    assert stand(line, date(2031, 6, 30), rules_of(file)).light == "yellow"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tolerance: 0.5\nlights:\n  - {light: pink, states: [done]}\n", "没有“pink”这种状态或灯色"),
        ("tolerance: 0.5\nlights:\n  - {light: red, states: [late]}\n", "没有“late”这种状态或灯色"),
        ("lights: []\n", "第 1 行：缺少“tolerance”"),
        (
            "tolerance: 0.1\nlights:\n  - {light: red, states: [overdue]}\n",
            "没有说 销号、办结、中止、未开始、",
        ),
        ("tolerance: 10\nlights: []\n", "tolerance 应在 0 和 1 之间"),
        ("", "里面没有内容"),
        ("a: [", "不是 UTF-8 编码的 YAML 文件"),
    ],
)
def test_wrong_lights_are_told_with_their_file(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "lights.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(PolicyGraphError, match=said) as found:
        rules_of(file)
    assert str(file) in str(found.value)


def test_a_problem_alone_tells_nothing_of_how_far_a_task_is() -> None:
    """It leaves the state as it was told before; with none before, nothing is said to be on track."""
    hindered = Told("2", None, None, date(2030, 6, 30), "缺场地", "缺场地")
    alone, words = (
        stand(replace(LINE, told=(each,)), date(2030, 7, 1)) for each in (hindered, hindered._replace(words="已开会"))
    )
    assert (alone.state, alone.problem) == ("not-started", "缺场地") and "没有报告过进展" in alone.ground
    assert words.state == "on-track" and "没有说快慢" in words.ground
    before = Told("1", "behind", 0.2, date(2030, 5, 31), None, "进度滞后")
    after = stand(replace(LINE, told=(before, hindered)), date(2030, 7, 1))
    assert (after.state, after.share, after.problem, after.as_of) == ("behind", 0.2, "缺场地", date(2030, 6, 30))
