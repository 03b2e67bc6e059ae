"""The commands of review for rows of ledgers: listed with the tasks that they may be, decided by number or ids."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from policygraph.graph.stores.opening import open_store
from policygraph.services.settle import settle
from tests.app.review.test_rows_page import TEACH, TWO
from tests.commands import Run, run
from tests.graph.ledgers.test_decided_rows import (
    AS_FOUND,
    LEDGER,
    MACHINES,
    MEND,
    PINES,
    TRAIN,
    TRAINED,
    TRIM,
    TRIMMED,
    task,
    told,
)
from tests.graph.ledgers.test_ledgers import add
from tests.texts import PLAN

__all__ = ["run"]  # a fixture


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    with open_store(tmp_path / "graph", write=True) as store:
        add(store, plan=PLAN, ledger=TWO)
        settle(store)
    return tmp_path / "graph"


def listed(run: Run, place: Path, *more: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(run("review", *more, "--database", place, "--format", "json")[1])
    return rows


def tells(place: Path) -> dict[str, list[str]]:
    with open_store(place) as store:
        return told(store)


def ids(place: Path) -> dict[str, str]:
    """Of tasks by title, and of progress by row."""
    with open_store(place) as store:
        rows = store.read("MATCH (g:Progress) RETURN g.id AS id, g.task AS row")
        return {row["row"]: row["id"] for row in rows} | {title: task(store, title) for title in (TRIM, MEND, TRAIN)}


def test_rows_are_listed_with_the_tasks_that_they_may_be(run: Run, graph: Path) -> None:
    pairs = [(each["number"], each["first_name"], each["second_name"]) for each in listed(run, graph)]
    assert pairs == [(1, MACHINES, MEND), (2, TEACH, TRIM), (3, TEACH, TRAIN)]
    assert "已订购" in listed(run, graph)[0]["why"] and "青穗县工信局" in listed(run, graph)[0]["why"]
    for each in ("已订购，完成 50%", "整行：2，制茶设备，县林业局，"):
        assert each in listed(run, graph)[0]["why"]
    assert TEACH in run("review", "--database", graph)[1]


# arguments, with names for ids → what rows are then told to be
CASES: dict[str, tuple[list[str], dict[str, list[str]]]] = {
    "right by number": (["right", "3"], {**AS_FOUND, TEACH: [TRAIN]}),
    "wrong by number": (["wrong", "1"], AS_FOUND),
    "moved by number": (["move", "1", "--to", TRIM], {**AS_FOUND, MACHINES: [TRIM]}),
    "right by ids": (["right", TRAIN, MACHINES], {**AS_FOUND, MACHINES: [TRAIN]}),
    "wrong by ids": (["wrong", TRAIN, "HAS_PROGRESS", TRAINED], {TRIMMED: [TRIM]}),
    "moved by ids": (["move", TRAIN, "HAS_PROGRESS", TRAINED, "--to", MEND], {**AS_FOUND, TRAINED: [MEND]}),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_is_said_is_put_into_effect_and_taken_back(run: Run, graph: Path, case: str) -> None:
    arguments, after = CASES[case]
    known = ids(graph)
    code, _, err = run("review", *(known.get(each, each) for each in arguments), "--by", "甲", "--database", graph)
    assert code == 0 and err.startswith("已记下：台账的一行"), err
    assert ("每判断一次，后面的序号都会变" in err) == arguments[1].isdecimal()
    assert tells(graph) == after
    [decision] = listed(run, graph, "decisions")
    assert run("review", "undo", decision["id"], "--by", "乙", "--database", graph)[0] == 0
    assert tells(graph) == AS_FOUND and len(listed(run, graph)) == 3


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["right", "9"], "没有第 9 条，共 3 条；每判断一次，后面的序号都会变，请重新运行 policygraph review"),
        (["wrong", "x"], "或台账一行的候选序号"),
        (["same", "1"], "没有第 1 对候选"),
        (["right", TRIM, "x"], "图中没有从"),
        (["move", "1", "--to", "x"], "图中没有编号为 x 的任务"),
        (["wrong", MACHINES, "HAS_PROGRESS", MACHINES], "没有这条关系"),
    ],
)
def test_what_cannot_be_is_refused(run: Run, graph: Path, arguments: list[str], words: str) -> None:
    known = ids(graph)
    code, _, err = run("review", *(known.get(each, each) for each in arguments), "--database", graph)
    assert code == 1 and words in err, err
    assert tells(graph) == AS_FOUND


def test_a_row_that_matches_no_task_is_listed_moved_or_said_to_be_none(run: Run, tmp_path: Path) -> None:
    place = tmp_path / "graph"
    with open_store(place, write=True) as store:
        add(store, plan=PLAN, ledger=LEDGER)
        settle(store)
    [row] = [each for each in listed(run, place) if each["first_name"] == PINES]
    number = str(row["number"])
    assert row["second"] is None and "用 move 序号 --to 任务编号" in row["why"]
    code, _, err = run("review", "right", number, "--database", place)
    assert code == 1 and "是哪一项，请用 policygraph review move 序号 --to" in err
    words = "台账、通报里有 2 行没有对上任务，没有算进来"
    assert words in run("ledger", "show", "--database", place)[2]
    assert "其中 2 行没有对上任务" in run("unread", "ledger.md", "--database", place)[2]
    assert run("review", "wrong", number, "--by", "甲", "--database", place)[0] == 0
    assert PINES not in {each["first_name"] for each in listed(run, place)}
    assert "1 行没有对上任务" in run("ledger", "show", "--place", "青穗县", "--database", place)[2]
    undone = json.loads(run("review", "decisions", "--database", place, "--format", "json")[1])[0]["id"]
    run("review", "undo", undone, "--database", place)
    run("review", "move", number, "--to", ids(place)[MEND], "--database", place)
    assert tells(place)[PINES] == [MEND]
