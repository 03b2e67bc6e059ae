"""What a person has changed in the grid: what it reports, what cannot be so, what others told meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from policygraph.app.ledger import drafts, items
from policygraph.app.ledger.drafts import Draft
from policygraph.app.ledger.items import Item
from policygraph.graph.ledgers.standing import rules_of
from tests.app.ledger.test_items import BEHIND, DONE, QUIET, told

ON, TODAY = date(2030, 7, 1), date(2030, 8, 1)


def item(**said: Any) -> Item:
    """A line of which that was told, or nothing."""
    return items.item(replace(BEHIND, told=(told(**said),) if said else ()), ON, rules_of())


HALF = item(state="on-track", share=0.5, problem="缺石料", words="铺了一半")
NONE = item()
WHOLE = item(share=1.0)


def draft(of: Item, **cells: Any) -> Draft:
    made = drafts.drafted(of, cells, None, ON)
    assert made
    return made


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"share": "75"}, {"share": 0.75}),
        ({"share": "75%"}, {"share": 0.75}),
        ({"share": "0.75"}, {"share": 0.75}),
        ({"share": "1e2"}, {"share": 1.0}),
        ({"share": "140"}, {"share": "140"}),
        ({"share": "1"}, {"share": "1"}),  # 1% or 100%
        ({"share": "1%"}, {"share": 0.01}),
        ({"share": "50%", "problem": "缺石料 "}, None),  # as it was
        ({"share": None}, {"share": None}),
        ({"as_of": "2030-07-15T00:00:00.000"}, {"as_of": date(2030, 7, 15)}),
        ({"reported": "done", "text": None}, {"reported": "done", "text": ""}),
        ({"confirmed": True}, {"confirmed": True}),
    ],
)
def test_what_is_changed(cells: dict[str, Any], said: dict[str, Any] | None) -> None:
    made = drafts.drafted(HALF, cells, None, ON)
    assert (made and made.said) == said


def test_what_was_changed_before_stays_until_it_is_changed_back() -> None:
    first = draft(HALF, share="75")
    both = drafts.drafted(HALF, {"problem": "缺砂"}, first, TODAY)
    assert both and both.said == {"share": 0.75, "problem": "缺砂"}
    assert drafts.drafted(HALF, {"share": "50", "problem": "缺石料"}, both, TODAY) is None


@pytest.mark.parametrize(
    ("of", "cells", "reported"),
    [
        (HALF, {"share": "75"}, {"share": 0.75, "problem": "缺石料"}),
        (
            HALF,
            {"share": "75", "as_of": "2030-06-29"},
            {"share": 0.75, "problem": "缺石料", "as_of": date(2030, 6, 29)},
        ),
        (HALF, {"reported": "behind"}, {"state": "behind", "share": 0.5, "problem": "缺石料"}),
        (HALF, {"reported": "done"}, {"state": "done", "problem": "缺石料"}),
        (HALF, {"reported": "not-started"}, {"state": "not-started", "problem": "缺石料"}),
        (HALF, {"problem": ""}, {"state": "on-track", "share": 0.5, "problem": "无"}),
        (
            HALF,
            {"as_of": "2030-07-15"},
            {"state": "on-track", "share": 0.5, "problem": "缺石料", "as_of": date(2030, 7, 15)},
        ),
        (HALF, {"text": "铺完一段"}, {"text": "铺完一段", "problem": "缺石料"}),
        (WHOLE, {"confirmed": True}, {"share": 1.0, "confirmed": True}),
        (NONE, {"problem": "没有经费"}, {"problem": "没有经费"}),
    ],
)
def test_what_it_reports(of: Item, cells: dict[str, Any], reported: dict[str, Any]) -> None:
    found = drafts.report_of(of, draft(of, **cells))
    nothing = {"as_of": ON, "state": None, "share": None, "problem": None, "text": None, "confirmed": False}
    assert found == nothing | reported


def test_it_is_told_of_the_day_on_which_it_was_made() -> None:
    more = drafts.drafted(HALF, {"problem": "缺砂"}, draft(HALF, share="75"), TODAY)
    assert more and drafts.report_of(HALF, more)["as_of"] == ON


@pytest.mark.parametrize(
    ("of", "cells", "column"),
    [
        (HALF, {"share": "140"}, "share"),
        (HALF, {"share": "-5"}, "share"),
        (HALF, {"share": "1"}, "share"),
        (HALF, {"share": "七成"}, "share"),
        (HALF, {"share": "140", "reported": "done"}, "share"),
        (HALF, {"share": None}, "share"),
        (HALF, {"as_of": "2030-08-02"}, "as_of"),
        (HALF, {"as_of": "1205-02-02"}, "as_of"),
        (HALF, {"reported": "done", "share": "60"}, "reported"),
        (HALF, {"reported": "behind", "share": "100"}, "reported"),
        (HALF, {"confirmed": True}, "confirmed"),
        (HALF, {"confirmed": True, "share": "100"}, None),
        (WHOLE, {"confirmed": True}, None),
        (HALF, {"share": "100"}, None),
    ],
)
def test_what_cannot_be_is_named_by_its_column(of: Item, cells: dict[str, Any], column: str | None) -> None:
    made = draft(of, **cells)
    wrong = drafts.wrong(of, made, drafts.report_of(of, made), TODAY)
    assert (wrong and wrong.column) == column


def test_closing_is_taken_back_where_it_was_told() -> None:
    closed = item(share=1.0, confirmed=True, by="甲", at="2030-06-30T08:00:00+08:00")
    made = draft(closed, confirmed=False)
    wrong = drafts.wrong(closed, made, drafts.report_of(closed, made), TODAY)
    assert wrong and "撤销" in wrong.words


def test_how_it_would_stand() -> None:
    def then(cells: dict[str, Any], of: Item = HALF) -> str:
        said = drafts.report_of(of, draft(of, **cells))
        return drafts.after(of, said, "乙", "2030-08-01T08:00:00+08:00", ON, rules_of()).state

    assert HALF.standing.state == "on-track"
    assert [then({"share": "100"}), then({"share": "10"}), then({"reported": "stopped"})] == [
        "done",
        "behind",
        "stopped",
    ]
    assert then({"share": "100", "as_of": "2030-06-01"}) == "on-track", "for it was told of a later day"
    assert then({"confirmed": True}, WHOLE) == "closed"


def test_what_others_told_meanwhile() -> None:
    made = draft(HALF, share="75")
    assert drafts.news(HALF, made) == []
    other = told(id="h", share=0.6, by="乙", at="2030-07-01T08:00:00+08:00")
    now = items.item(replace(HALF.line, told=(*HALF.line.told, other)), ON, rules_of())
    assert drafts.news(now, made) == [other]
    again = drafts.drafted(now, {"share": "80"}, made, ON)
    assert again and drafts.news(now, again) == [other], "until the person has seen it"


def test_it_is_said_from_what_to_what() -> None:
    made = draft(HALF, share="75", reported="behind", problem="")
    assert drafts.changes(HALF, made) == [
        ("完成比例", "50%", "75%"), ("上报状态", "正常", "滞后"), ("存在问题", "缺石料", "（空）"),
    ]  # fmt: skip
    assert [each for each in drafts.FIELDS if each not in drafts.shown(DONE_ITEM)] == []


DONE_ITEM = items.item(DONE, ON, rules_of())


def test_a_line_of_which_nothing_is_told_is_empty() -> None:
    assert drafts.shown(items.item(QUIET, ON, rules_of())) == {
        "share": None, "as_of": None, "reported": None, "text": "", "problem": "", "confirmed": False,
    }  # fmt: skip
