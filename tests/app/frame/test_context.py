"""The context: from the address to every page, kept from page to page, and cleared."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from policygraph.app.frame import context
from policygraph.app.frame.context import NOWHERE, PARAMETERS, Context
from tests.app.matrix.test_matrix_page import OPINION, PLAN
from tests.pages import filled, place, read, run

__all__ = ["filled", "place"]  # fixtures

CITY, FARM = "清河市", "清河市农业农村局"


def values(app: AppTest, name: str) -> list[str]:
    found = app.query_params.get(name, [])
    return found if isinstance(found, list) else [found]


@pytest.mark.parametrize("whole", [NOWHERE, Context("甲县", "甲县&乙局", "2026", "a=b"), Context(year="2031")])
def test_what_a_browser_keeps_comes_back(whole: Context) -> None:
    assert context.unpacked(whole.kept) == whole == context.read(whole.parameters)


@pytest.mark.parametrize(
    "given", [{}, {"yr": "今年"}, {"yr": "２０２６"}, {"yr": "20260"}, {"in": "  "}, {"policy": "x"}]
)
def test_what_says_nothing_is_no_context(given: dict[str, str]) -> None:
    assert not context.read(given)


# page, context, parameter of the page's own, its values
BEGINS: list[tuple[str, Context, str, list[str]]] = [
    ("matrix", Context(place=CITY), "policy", [OPINION]),
    ("matrix", Context(policy=OPINION), "policy", [OPINION]),
    ("matrix", Context(), "policy", [PLAN]),
    ("matrix", Context(place="火星"), "policy", [PLAN]),
    ("ledger", Context(place=CITY, bureau=FARM), "place", [CITY]),
    ("ledger", Context(place=CITY, bureau=FARM), "department", [FARM]),
    ("ledger", Context(policy=PLAN), "policy", [PLAN]),
    ("ledger", Context(year="2025"), "policy", [PLAN]),
    ("bureau", Context(bureau=FARM), "department", [FARM]),
    ("calendar", Context(place="柳溪县"), "place", ["柳溪县"]),
    ("targets", Context(place=CITY), "region", [CITY]),
    ("targets", Context(year="2026"), "year", ["2026"]),
    ("targets", Context(policy=PLAN), "policy", [PLAN]),
]


UNKNOWN = "图里没有“火星”。请点左上角另选，或不限范围。"


@pytest.mark.parametrize(("page", "given", "name", "expected"), BEGINS)
def test_a_page_begins_with_it(filled: Path, page: str, given: Context, name: str, expected: list[str]) -> None:
    app = run(page, **given.parameters)
    assert values(app, name) == expected and not app.error
    assert [read(each.value) for each in app.warning] == ([UNKNOWN] if given.place == "火星" else [])
    assert {key: values(app, key)[0] for key in given.parameters} == given.parameters, "the address says it still"


def test_the_trace_begins_with_its_policy(filled: Path) -> None:
    assert next(each for each in run("trace", plan=OPINION).selectbox if each.label == "政策").value == OPINION
    assert next(each for each in run("trace", **{"in": CITY}).selectbox if each.label == "政策").value == OPINION


def test_who_follows_a_link_sees_what_it_leads_to(filled: Path) -> None:
    app = run("ledger", policy=PLAN, **{"in": CITY})
    assert values(app, "policy") == [PLAN] and not values(app, "place")


def test_it_stays_where_the_address_says_nothing(filled: Path) -> None:
    app = run("matrix", **{"in": CITY})
    app.query_params.clear()
    app.run()
    assert values(app, PARAMETERS["place"]) == [CITY] and values(app, "policy") == [OPINION]


def test_a_query_of_the_catalogue_begins_with_it_and_can_be_asked_without(filled: Path) -> None:
    app = run("query", name="tasks-led-by-department", **{"for": FARM})
    assert app.dataframe[0].value["任务"].tolist() == ["发展设施蔬菜"]
    app = run("query", name="responsibilities", **{"for": FARM})
    assert len(app.dataframe[0].value) == 2
