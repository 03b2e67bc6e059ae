"""The part of the page 核对 that asks which task a row of a ledger tells of, without a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from policygraph.app.parts.review_link import parameter
from policygraph.graph.asking import catalog
from policygraph.graph.decisions.decisions import all_decisions
from policygraph.graph.stores.opening import open_store
from policygraph.services.settle import settle
from tests.app.review.test_review_page import opened, press, said
from tests.graph.ledgers.test_decided_rows import AS_FOUND, LEDGER, MACHINES, MEND, PINES, TRAIN, TRAINED, TRIM, told
from tests.graph.ledgers.test_ledgers import OTHER, add
from tests.pages import place, run
from tests.texts import PLAN

__all__ = ["place"]  # a fixture

TEACH = "县农业农村局、县人社局培训和修剪茶园"  # may be either of two
TWO = f"{LEDGER.replace(OTHER, '')}| 4 | {TEACH} | 县人社局 | 进行中 | 20% | 资金不足 |\n"


@pytest.fixture
def graph(place: Path) -> Path:
    with open_store(place, write=True) as store:
        add(store, plan=PLAN, ledger=TWO)
        settle(store)
    return place


def tells(place: Path) -> dict[str, list[str]]:
    with open_store(place) as store:
        return told(store)


def row(app: AppTest, name: str) -> AppTest:
    """The page with that row chosen in the list."""
    return press(
        app, next(each.key for each in app.button if each.key.startswith("review-row-") and name in each.label)
    )


def test_without_anything_unsure_it_says_so(place: Path) -> None:
    with open_store(place, write=True) as store:
        add(store, plan=PLAN)
    assert "没有要核对的台账行" in run("review", view="ledgers").info[0].value


def test_a_row_is_shown_with_its_words_and_the_tasks_that_it_may_be(graph: Path) -> None:
    app = row(opened(view="ledgers"), TEACH)
    shown = said(app)
    assert "台账的哪一行是哪一项任务" in shown and "存在问题：资金不足" in shown and r"完成 20\%" in shown
    assert f"<b>1 {TRIM}</b>" in shown and f"<b>3 {TRAIN}</b>" in shown and "牵头：青穗县人社局" in shown
    assert "青穗县2031年春茶生产方案" in shown and "修剪茶园2000亩" in shown
    assert app.segmented_control[0].options[1] == "台账 2"


# button, what the row is then told to be
@pytest.mark.parametrize(
    ("button", "tasks"),
    [("review-row-is-1", [TRAIN]), ("review-row-all", [TRIM, TRAIN]), ("review-row-none", [])],
)
def test_what_is_said_of_a_row_and_taken_back(graph: Path, button: str, tasks: list[str]) -> None:
    app = press(row(opened(view="ledgers"), TEACH), button)
    assert sorted(tells(graph).get(TEACH, [])) == sorted(tasks)
    assert "已记下：台账的一行" in app.success[0].value and f"<b>2 {MEND}</b>" in said(app), "the next row is shown"
    app = press(app, "review-undo-last")
    assert tells(graph) == AS_FOUND and app.segmented_control[0].options[1] == "台账 2"


def test_another_task_of_the_plan_is_chosen(graph: Path) -> None:
    app = row(opened(view="ledgers"), MACHINES)
    others = next(each for each in app.multiselect if each.key.startswith("review-row-others"))
    assert others.options == [TRIM, TRAIN], "the plan's other tasks"
    with open_store(graph) as store:
        [trim] = store.read("MATCH (t:Task {title: $title}) RETURN t.id AS id", {"title": TRIM})
    others.set_value([trim["id"]]).run()
    press(app, "review-row-other")
    assert tells(graph)[MACHINES] == [TRIM]


def test_what_is_put_off_stays_in_the_list(graph: Path) -> None:
    app = press(run("review", view="ledgers"), "review-row-later")
    assert any("以后再说" in each.label for each in app.button if each.key.startswith("review-row-"))


def test_who_decides_must_be_said(graph: Path) -> None:
    app = press(run("review", view="ledgers"), "review-row-none")
    assert "判断人" in app.error[0].value
    with open_store(graph) as store:
        assert all_decisions(store.read) == []


def test_a_row_that_matches_no_task_is_attached_or_said_to_be_none(place: Path) -> None:
    with open_store(place, write=True) as store:
        add(store, plan=PLAN, ledger=LEDGER)
        settle(store)
        [mend] = store.read("MATCH (t:Task {title: $title}) RETURN t.id AS id", {"title": MEND})
    app = row(opened(view="ledgers"), PINES)
    assert "和方案的哪一项任务都对不上" in app.info[0].value and app.segmented_control[0].options[1] == "台账 2"
    assert not [each for each in app.button if each.key == "review-row-all"]
    press(app, "review-row-none")
    assert f"台账的一行“{PINES}”不是方案里的任务" in app.success[0].value
    assert app.segmented_control[0].options[1] == "台账 1"
    app = row(press(app, "review-undo-last"), PINES)
    [others] = [each for each in app.multiselect if each.key.startswith("review-row-others")]
    press(others.set_value([mend["id"]]).run(), "review-row-other")
    assert tells(place)[PINES] == [MEND]


def edge(place: Path, row_name: str) -> dict[str, str]:
    """The relationship of that row with its task, as the address of the page has it."""
    query = "MATCH (t:Task)-[:HAS_PROGRESS]->(g:Progress {task: $row}) RETURN t.id AS task, g.id AS progress"
    with open_store(place) as store:
        [ids] = store.read(query, {"row": row_name})
        [found] = catalog.run_query(store, "relations-among", {"nodes": [ids["task"], ids["progress"]]})
    return {"edge": parameter(found), "basis": found["basis"]}


def test_what_was_sure_is_moved_and_confirmed(graph: Path) -> None:
    address = edge(graph, TRAINED)["edge"]
    app = opened(edge=address)
    app.segmented_control(key="review-edge-kind").set_value("改挂到别处").run()
    assert app.selectbox(key="review-edge-task").options == [TRIM, MEND], "tasks of the plan"
    with open_store(graph) as store:
        [mend] = store.read("MATCH (t:Task {title: $title}) RETURN t.id AS id", {"title": MEND})
    app.selectbox(key="review-edge-task").set_value(mend["id"]).run()
    press(app, "review-edge-do")
    assert tells(graph)[TRAINED] == [MEND]
    moved = opened(edge=edge(graph, TRAINED)["edge"])
    assert "说的是任务" in moved.info[0].value
    press(moved, "review-edge-undo")
    app = opened(edge=address)
    app.segmented_control(key="review-edge-kind").set_value("这条对").run()
    press(app, "review-edge-do")
    assert edge(graph, TRAINED)["basis"] == "decided"


def test_what_a_ledger_says_of_its_own_tasks_is_not_asked(place: Path) -> None:
    with open_store(place, write=True) as store:
        add(store, ledger=LEDGER)
        settle(store)
    app = opened(edge=edge(place, TRAINED)["edge"])
    assert "不能逐条改" in app.info[0].value
