"""Rows of ledgers that are no task's, on the page 台账 and where ledgers are brought in."""

from __future__ import annotations

from pathlib import Path

import pytest

from policygraph.graph.stores.opening import open_store
from policygraph.services.settle import settle
from tests.app.review.test_review_page import press
from tests.graph.ledgers.test_decided_rows import LEDGER, MACHINES, PINES
from tests.graph.ledgers.test_ledgers import add
from tests.pages import boxes_open, place, read, run
from tests.texts import PLAN

__all__ = ["boxes_open", "place"]  # fixtures
pytestmark = pytest.mark.usefixtures("boxes_open")
WORDS = "台账、通报里有 2 行没有对上任务，没有算进来：拿不准是哪一项任务的 1 行，和哪一项任务都对不上的 1 行"


def filled(place: Path, **texts: str) -> None:
    with open_store(place, write=True) as store:
        add(store, **texts)
        settle(store)


def test_they_are_counted_listed_and_lead_to_the_page_where_one_says(place: Path) -> None:
    filled(place, plan=PLAN, ledger=LEDGER)
    app = run("ledger", on="2031-04-01")
    assert next(read(each.label) for each in app.expander) == WORDS
    [table] = [each.value for each in app.dataframe if "台账写的任务" in each.value]
    assert table["台账写的任务"].tolist() == [PINES, MACHINES] and table["进展情况"].tolist() == ["已启动", "已订购"]
    assert table["为什么没有算进来"].tolist() == ["和哪一项任务都对不上", "拿不准是哪一项任务"]
    app = press(app, "ledger-unmatched-review")
    assert not app.exception


def test_where_all_match_nothing_is_said(place: Path) -> None:
    filled(place, plan=PLAN)
    assert not [each for each in run("ledger").expander if "没有对上" in each.label]


def test_they_are_those_of_what_is_chosen(place: Path) -> None:
    filled(place, plan=PLAN, ledger=LEDGER, other=PLAN.replace("青穗县", "溪桥县").replace("茶", "麦"))
    for chosen, there in (({"place": "青穗县"}, True), ({"place": "溪桥县"}, False)):
        app = run("ledger", **chosen)
        assert bool([each for each in app.expander if "没有对上任务" in each.label]) is there, chosen


def test_the_document_says_that_it_has_such_rows(place: Path) -> None:
    filled(place, plan=PLAN, ledger=LEDGER)
    with open_store(place) as store:
        [row] = store.read("MATCH (d:Document) WHERE d.tells_of IS NOT NULL RETURN d.id AS id")
    app = run("import", document=row["id"])
    assert any("读得怎样：请核对" in read(each.value) and "2 行没有对上任务" in each.value for each in app.warning)
