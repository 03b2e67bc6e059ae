"""What one comes to the overview for: the work of the context, each number with what it counts; over nothing, a way."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from policygraph.app.frame.context import Context
from policygraph.graph.ledgers import bureau
from policygraph.graph.stores.opening import open_store
from policygraph.services.ingestion import add_document
from policygraph.services.settle import settle
from tests.graph.ledgers.test_due import DONE, PLAN
from tests.pages import place, run
from tests.patience import LONG

__all__ = ["place"]  # fixtures


@pytest.fixture
def past(place: Path) -> Path:
    """A plan and its ledger of years long past."""
    with open_store(place, write=True) as store:
        for name, text in (("plan.txt", PLAN), ("ledger.md", DONE)):
            add_document(store, text.replace("2031", "2021").encode(), name, f"/{name}")
        settle(store)
    return place


def numbers(app: AppTest) -> dict[str, int]:
    """Of what there is to do, by its words."""
    names = ("soon", "late", "behind", "leads", "supports", "going", "nobody", "finished", "aims")
    shown = [each for each in app.button if each.key in [f"open-{name}" for name in names]]
    return {each.label.split("\n")[1]: int(each.label.split("**")[1]) for each in shown}


def test_of_a_bureau_as_its_own_page_counts(past: Path) -> None:
    with open_store(past) as store:
        names = bureau.bureaus(bureau.lines(store.read))
        for name in names:
            own = bureau.sums(bureau.own_tasks(store.read, name, date.today()), date.today())
            app = run(**Context(bureau=name).parameters)
            found = numbers(app)
            assert app.subheader[0].value == f"{name}要办的"
            assert (found["牵头"], found["配合"], found["已经逾期"]) == (own["牵头"], own["配合"], own["逾期"])
            assert (found["30 天内到期"], found["滞后"]) == (own["30 天内到期"], own["滞后"])
            assert found["办结、销号"] == own["办结、销号"] and "指标" in found
    assert names


def test_each_number_opens_what_it_counts(past: Path) -> None:
    found = numbers(run())
    assert found["已经逾期"] == 2 and found["办结、销号"] == 1 and "牵头" not in found
    for name, title in (("late", "已经逾期"), ("finished", "办结、销号"), ("going", "在办")):
        app = run(list=name)
        assert len(app.dataframe[0].value) == found[title]
    assert run(list="late").dataframe[0].value["任务"].str.contains("培训茶工|修剪茶园").all()


def test_another_place_has_none_of_it(past: Path) -> None:
    assert set(numbers(run(**{"in": "火星"})).values()) == {0}


def test_over_nothing_it_leads_on(place: Path) -> None:
    app = run()
    assert {each.key for each in app.button} == {"begin-import", "begin-samples"}
    app.button(key="begin-import").click().run()
    assert app.title[0].value == "导入"


@pytest.mark.slow("reads all samples")
def test_the_samples_are_read_at_one_click(place: Path) -> None:
    app = run()
    app.button(key="begin-samples").click().run(timeout=LONG)
    assert not app.error and not app.exception
    assert next(each for each in app.button if each.key == "open-documents").label.startswith("**17**")
    assert numbers(app)["在办"] > 20
