"""Rows of ledgers that are no task's: which these are, what is said of them, that a person says so. On every store."""

from __future__ import annotations

import pytest

from policygraph.graph.asking import catalog
from policygraph.graph.decisions.decision_file import from_yaml, to_yaml
from policygraph.graph.decisions.decisions import about_row, all_decisions
from policygraph.graph.ledgers.asked import apart, as_rows, asked, in_words, of_lines, plans_told_of
from policygraph.graph.ledgers.lines import lines
from policygraph.graph.loading.load import find_document
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.model.errors import PolicyGraphError
from policygraph.services import deciding
from policygraph.services.settle import settle
from tests.graph.ledgers.test_decided_rows import MACHINES, MEND, PINES, TRIM, said, store, told
from tests.graph.ledgers.test_ledgers import APRIL, MARCH, add

__all__ = ["store"]  # a fixture


def state(store: Store, name: str = "ledger.md") -> tuple[str, int | None]:
    """How far a document is said to be read, and how many of its rows match no task: two queries say the same."""
    [row] = catalog.run_query(store, "documents", {"ids": [find_document(store, name)]})
    listed = catalog.run_query(store, "documents-to-check")
    assert [(each["id"], each["reading_state"], each["unmatched"]) for each in listed if each["id"] == row["id"]] == (
        [] if row["reading_state"] == "complete" else [(row["id"], row["reading_state"], row["unmatched"])]
    )
    return row["reading_state"], row["unmatched"]


def test_a_row_that_matches_no_task_is_asked_about_beside_those_that_are_unsure(store: Store) -> None:
    assert [(row.row, row.matched, [task.title for task in row.tasks]) for row in asked(store.read)] == [
        (PINES, False, []), (MACHINES, True, [MEND]),
    ]  # fmt: skip
    assert in_words(asked(store.read)) == (
        "台账、通报里有 2 行没有对上任务，没有算进来：拿不准是哪一项任务的 1 行，和哪一项任务都对不上的 1 行"
    )
    assert [(row["row"], row["why"], row["perhaps"]) for row in as_rows(apart(store.read))] == [
        (PINES, "和哪一项任务都对不上", []), (MACHINES, "拿不准是哪一项任务", [MEND]),
    ]  # fmt: skip
    assert plans_told_of(store.read, find_document(store, "ledger.md")) == [find_document(store, "plan.txt")]


def test_a_ledger_with_such_rows_is_not_whole(store: Store) -> None:
    assert state(store) == ("check", 2) and state(store, "plan.txt")[1] is None
    deciding.decide(store, [said(store, "right", TRIM, MACHINES)])
    assert state(store) == ("check", 1)
    deciding.decide(store, [about_row(store.read, row.id, by="甲") for row in asked(store.read)])
    assert state(store) == ("complete", None)


def test_a_person_says_that_a_row_is_no_task_and_takes_it_back(store: Store) -> None:
    [row, _] = asked(store.read)
    before = told(store)
    [made] = deciding.decide(store, [about_row(store.read, row.id, by="甲", note="另一份方案的")]).new
    assert made.sentence == f"台账的一行“{PINES}”不是方案里的任务" and not any(settle(store).resolved)
    assert [each.row for each in asked(store.read)] == [MACHINES] and told(store) == before
    assert [(each.row, each.judged) for each in apart(store.read)] == [(PINES, True), (MACHINES, False)]
    assert as_rows(apart(store.read))[0]["why"] == "已判断不是方案里的任务" and "1 行" in in_words(apart(store.read))
    assert from_yaml(to_yaml(all_decisions(store.read)).encode(), "判断.yaml") == [made]
    deciding.undo(store, [made.id], "乙")
    assert len(asked(store.read)) == 2
    with pytest.raises(PolicyGraphError, match="没有这一行台账"):
        about_row(store.read, "0", by="甲")


def test_a_row_that_was_said_to_be_none_is_a_tasks_once_somebody_says_which(store: Store) -> None:
    [row, _] = asked(store.read)
    deciding.decide(store, [about_row(store.read, row.id, by="甲")])
    deciding.decide(store, [said(store, "right", MEND, PINES)])
    assert told(store)[PINES] == [MEND] and [each.row for each in apart(store.read)] == [MACHINES]


def test_rows_are_those_of_the_ledgers_that_tell_of_the_tasks(store: Store) -> None:
    every = lines(store.read)
    assert len(of_lines(asked(store.read), [line for line in every if line.title == TRIM])) == 2
    [mend] = [line for line in every if line.title == MEND]  # of which nothing is told, but which a row may be
    assert [row.row for row in of_lines(asked(store.read), [mend])] == [MACHINES]
    assert of_lines(asked(store.read), []) == []


def test_without_a_plan_a_row_that_may_be_one_of_before_is_counted_too(place: str) -> None:
    with open_store(place, write=True) as store:
        add(store, march=MARCH, april=APRIL.replace("举办茶工培训班，完成300人", "举办茶工与电工培训"))
        settle(store)
        [row] = asked(store.read)
        assert row.row == "举办茶工与电工培训" and row.matched and state(store, "april.md") == ("check", 1)
