"""The lines of the ledger as the page has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from policygraph.app.ledger import items
from policygraph.app.ledger.items import Item
from policygraph.graph.ledgers.standing import Line, rules_of
from policygraph.graph.ledgers.told import Told
from tests.graph.ledgers.test_standing import LINE

ON = date(2030, 7, 1)
BEGINS = date(2030, 1, 1)


def told(**said: Any) -> Told:
    return Told(
        **{"id": "g", "state": None, "share": None, "as_of": date(2030, 6, 30), "problem": None, "words": "", **said}
    )


def line(id_: str, **more: Any) -> Line:
    return replace(LINE, id=id_, begins=BEGINS, **more)


LATE = line("late", title="架桥", due_on=date(2030, 5, 31), leads=("交通局", "水利局"), place="上湾县")
DONE = line(
    "done", title="植树", told=(told(state="done", words="已栽完"),), leads=("林业局",), policy_id="q", policy="乙"
)
BEHIND = line("behind", title="铺管", due_on=date(2030, 12, 31), told=(told(share=0.3, words="铺了三成"),))
QUIET = line("quiet", title="清淤", supports=("水利局",))
SPEECH = line("speech", title="提高认识", policy_id=None, policy=None, leads=())


def made(*lines: Line, on: date = ON) -> list[Item]:
    return items.items(lines, on, rules_of())


EVERY = made(LATE, DONE, BEHIND, QUIET, SPEECH)


def ids(some: Sequence[Item]) -> list[str]:
    return [each.line.id for each in some]


def test_what_nobody_drives_is_no_line() -> None:
    assert ids(EVERY) == ["late", "done", "behind", "quiet"]
    assert (
        ids(made(replace(SPEECH, leads=("县政府",))))
        == ids(made(replace(SPEECH, told=(told(share=0.5),))))
        == ["speech"]
    )


def test_of_the_same_line_it_is_not_found_again() -> None:
    before = {each.line.id: each for each in EVERY}
    now = items.items([LATE, replace(DONE, told=())], ON, rules_of(), before)
    assert now[0] is before["late"] and now[1].standing.state == "not-started"


def test_what_was_told_later_is_not_seen() -> None:
    [then] = made(BEHIND, on=date(2030, 6, 29))
    assert (then.told, then.text, then.standing.state) == (None, "", "not-started")


def test_the_last_words_stay_where_less_is_told_later() -> None:
    later = told(id="h", as_of=date(2030, 7, 1), problem="缺石料", at="2030-07-01T08:00:00+08:00", by="甲")
    [now] = made(replace(BEHIND, told=(*BEHIND.told, later)))
    assert (now.text, now.standing.problem) == ("铺了三成", "缺石料")
    assert now.told and now.told.share == 0.3, "which a problem alone leaves as it was"


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("urgent", ["late", "behind", "quiet", "done"]),
        ("due", ["late", "behind", "done", "quiet"]),
        ("share", ["late", "done", "quiet", "behind"]),
        ("as-of", ["late", "quiet", "done", "behind"]),
        ("text", ["late", "done", "behind", "quiet"]),
    ],
)
def test_they_are_sorted(order: str, expected: list[str]) -> None:
    assert ids(sorted(EVERY, key=items.SORTS[order][1])) == expected


@pytest.mark.parametrize(
    ("words", "expected"), [("三成", ["behind"]), ("修路 架", ["late"]), ("植树 架", []), ("清淤", ["quiet"])]
)
def test_they_are_found_by_words(words: str, expected: list[str]) -> None:
    assert ids([each for each in EVERY if items.holds(each, words)]) == expected


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("bureau", [("交通局", "交通局", 3), ("水利局", "水利局", 1), ("林业局", "林业局", 1)]),
        ("policy", [("方案", "p", 3), ("乙", "q", 1)]),
        ("place", [("上湾县", "上湾县", 1), ("青穗县", "青穗县", 3)]),
    ],
)
def test_they_are_put_in_groups(by: str, expected: list[tuple[str, str, int]]) -> None:
    assert [(each.name, each.id, len(each.items)) for each in items.groups(EVERY, by)] == expected


def test_what_has_no_lead_is_a_group_that_leads_nowhere() -> None:
    [group] = items.groups(made(replace(LATE, leads=())), "bureau")
    assert (group.name, group.id) == (items.NOBODY, None)


def test_a_group_says_how_far_it_is() -> None:
    rows = items.group_rows(items.groups(EVERY, "policy"), {"p": "方案（2030年）"})
    assert [(row["name"], row["tasks"], row["share"], row["overdue"], row["done"]) for row in rows] == [
        ("方案（2030年）", 3, 0.1, 1, 0),
        ("乙", 1, 1.0, 0, 1),
    ]


def test_totals() -> None:
    assert items.summary(EVERY) == "共 4 项，办结（含销号）1 项，总体完成 32%"
    assert items.states(EVERY) == {"done": 1, "overdue": 1, "not-started": 1, "behind": 1}
    assert items.summary([]) == "共 0 项，办结（含销号）0 项，总体完成 0%"


def test_a_row_has_a_light_that_is_more_than_a_colour() -> None:
    assert [row["standing"] for row in items.rows(EVERY)] == ["▲ 逾期", "✓ 办结", "◆ 滞后", "○ 未开始"]
