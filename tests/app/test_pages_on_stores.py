"""Every page shows the same on every store."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from policygraph.app.frame import data, ledger_lines
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.services.ingestion import add_document
from policygraph.services.settle import settle
from tests.graph.ledgers.test_bureau import BUREAU, LEDGER, ON
from tests.graph.ledgers.test_bureau import PLAN as YEAR
from tests.graphs import city_opinion, county_plan
from tests.pages import run
from tests.stores import wipe

pytestmark = pytest.mark.neo4j  # in one process, which compares what the stores show

PLAN = next(node for node in county_plan().nodes if node.label == "Policy")
TASK = next(node for node in county_plan().nodes if node.label == "Task")
LEADS = next(
    f"Department:{each.source[1]}|LEADS|Task:{TASK.id}|{county_plan().document}"
    for each in county_plan().edges
    if each.type == "LEADS" and each.target[1] == TASK.id
)
NEXT = ON.replace(year=ON.year + 1)
TOOK = re.compile(r"用时 [\d.]+ 秒")
ADDRESSES: list[tuple[str, dict[str, str]]] = [
    ("overview", {"list": "without-lead"}),
    ("overview", {"list": "documents", "level": "county"}),
    ("explore", {"node": f"Policy:{PLAN.id}"}),
    ("matrix", {"policy": PLAN.id}),
    ("trace", {"policy": PLAN.id}),
    ("trace", {"task": TASK.id}),
    ("targets", {}),
    ("ledger", {"on": str(ON)}),
    ("ledger", {"on": str(ON), "group": "bureau", "order": "share", "state": "behind"}),
    ("ledger", {"on": str(ON), "task": "修剪茶园"}),
    ("ledger", {"on": str(ON), "group": "policy", "weigh": "figures"}),
    ("ledger", {"on": str(ON), "view": "trends", "by": "bureau", "weigh": "figures"}),
    ("ledger", {"on": str(ON), "view": "trends", "by": "industry"}),
    ("ledger", {"on": str(NEXT), "view": "years"}),
    ("calendar", {"on": str(ON)}),
    ("calendar", {"on": str(ON), "view": "list", "within": "365"}),
    ("calendar", {"on": str(ON), "day": "2031-07-31"}),
    ("bureau", {}),
    ("bureau", {"department": BUREAU, "on": str(ON)}),
    ("query", {"name": "tasks-led-by-department", "department": "县农业农村局"}),
    ("query", {"question": "县农业农村局牵头哪些任务？"}),
    ("query", {"cypher": "MATCH (t:Task) RETURN t.title AS 任务 ORDER BY 任务"}),
    ("review", {"node": f"Policy:{PLAN.id}"}),
    ("review", {"edge": LEADS}),
    ("import", {"document": county_plan().document}),
]


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Each kind of store, filled once: the pages only look."""
    place = str(tmp_path_factory.mktemp("graph"))
    if request.param == "neo4j":
        place = request.getfixturevalue("server_address")
        wipe(place)
    with open_store(place, write=True) as store:
        load(store, [county_plan(), city_opinion()])
        for name, text in (("方案.txt", YEAR), ("台账.md", LEDGER), ("下年.txt", YEAR.replace("2031", "2032"))):
            add_document(store, text.encode(), name, f"/{name}")
        settle(store)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(data.PLACE, place)
        yield place
    st.cache_resource.clear()
    st.cache_data.clear()


def seen(app: AppTest) -> dict[str, list[str]]:
    """What a person reads on the page."""
    return {
        "words": [each.value for kind in (app.title, app.subheader, app.markdown) for each in kind],
        "told": [TOOK.sub("", each.value) for each in app.caption],
        "drawn": [each.body for each in app.get("html") if "<style>" not in each.body],
        "said": [each.value for kind in (app.info, app.warning, app.error) for each in kind],
        "grids": [json.loads(each.proto.json).get("rows") for each in app.get("bidi_component") if each.proto.json],
        "tables": [each.value.to_csv(index=False) for each in app.dataframe],
        "numbers": [f"{each.label} {each.value}" for each in app.metric],
        "choices": [f"{each.label} {each.options} {each.value}" for each in app.selectbox],
        "pills": [f"{each.options} {each.value}" for each in app.get("button_group")],
        "buttons": [each.label for each in app.button],
    }


@pytest.fixture(scope="module")
def first() -> dict[str, dict[str, list[str]]]:
    """What the first store showed, by address."""
    return {}


@pytest.mark.parametrize(("page", "parameters"), ADDRESSES)
def test_a_page_shows_the_same_on_every_store(
    opened: str, first: dict[str, dict[str, list[str]]], page: str, parameters: dict[str, str]
) -> None:
    ids = {each.title: each.id for each in ledger_lines.every_line()}
    app = run(page, **{name: ids.get(value, value) for name, value in parameters.items()})
    for button in app.button:
        if button.key == "query-run-link":  # Cypher in a link waits for this
            app = button.click().run()
            break
    shown = seen(app)
    assert not any("出错" in each for each in shown["said"])
    assert shown == first.setdefault(f"{page} {parameters}", shown)
