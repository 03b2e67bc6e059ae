"""Weights learnt from what people decided about links: a step that few decisions cannot make large, and that lasts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from policygraph.graph.decisions.decision import Decision
from policygraph.graph.decisions.decision_file import from_yaml, to_yaml
from policygraph.graph.decisions.decisions import about_edge, all_decisions, standing
from policygraph.graph.lineage import evidence, learning
from policygraph.graph.lineage.calibration import Choice, refit
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Row, Store
from policygraph.graph.transfer.dump import dump_graph
from policygraph.model.errors import PolicyGraphError
from policygraph.services import deciding
from policygraph.services.settle import settle
from tests import samples
from tests.commands import Run, run
from tests.decided import calibrated_to_nothing, withdraw

__all__ = ["run"]  # pytest finds fixtures by their names

LINKS = """
MATCH (a:Task)-[r:DERIVES_FROM]->(b:Task)
RETURN a.id AS lower, b.id AS upper, r.document AS document, r.confidence AS confidence, r.decision AS decision
ORDER BY confidence, lower, upper
"""


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with open_store(place, write=True) as opened:
        load(opened, [samples.records(number) for number in ("01", "02", "03")])
        settle(opened)
        yield opened


def decide(store: Store, kind: str, rows: Sequence[Row]) -> list[Decision]:
    made = [
        about_edge(
            store.read, kind, "DERIVES_FROM", ("Task", row["lower"]), ("Task", row["upper"]), row["document"], by="甲"
        )
        for row in rows
    ]
    return deciding.decide(store, made).new


def calibrated(store: Store) -> Decision:
    return deciding.decide(store, [learning.learn(store.read, "甲").decision]).new[0]


# --- the step ---------------------------------------------------------------------------------------------------------


def choice(*, right: bool) -> Choice:
    """A measure that is like one above by far, and is it or is not."""
    alike = np.full((6, 8), 0.02)
    alike[np.arange(6), np.arange(6)] = 0.2
    found = evidence.signs(alike, np.full(alike.shape, 0.4))
    return Choice(found.pairs[2], found.none[2], (2,) if right else (0, 1, 3, 4, 5, 6, 7), learning.OWN, not right)


def sure(by: evidence.Weights) -> float:
    one = choice(right=True)
    return float(evidence.chosen(evidence.Signs(one.pairs, one.none), by)[0][2])


def test_decisions_lead_where_they_point_and_the_more_the_further() -> None:
    start = evidence.weights()
    ways = {n: sure(refit([choice(right=n > 0)] * abs(n), start, evidence.information())) for n in (-60, -3, 3, 60)}
    assert ways[-60] < ways[-3] < sure(start) < ways[3] < ways[60]


def test_a_few_decisions_do_not_wreck_it() -> None:
    start = evidence.weights()
    assert abs(sure(refit([choice(right=False)] * 3, start, evidence.information())) - sure(start)) < 0.15
    assert sure(refit([choice(right=False)] * 300, start, evidence.information())) < 0.5, "many do count"


def test_what_is_known_of_the_shipped_weights_is_of_them() -> None:
    known = evidence.information()
    assert known.shape == (len(evidence.PAIRS) + len(evidence.NONE),) * 2
    assert np.allclose(known, known.T) and np.linalg.eigvalsh(known).min() > 0
    assert set(evidence.shipped().words) == {*evidence.PAIRS, *evidence.NONE}


# --- in the graph -----------------------------------------------------------------------------------------------------


def test_without_decisions_there_is_nothing_to_learn(store: Store) -> None:
    with pytest.raises(PolicyGraphError, match="还没有人判断过"):
        learning.learn(store.read, "甲")


def test_a_calibration_is_used_by_what_is_aligned_later_until_it_is_taken_back(store: Store, tmp_path: Path) -> None:
    before = dump_graph(store)
    rows = store.read(LINKS)
    wrong, right = decide(store, "wrong", rows[:6]), decide(store, "right", rows[-2:])
    decided = dump_graph(store)
    made = calibrated(store)
    assert learning.read_weights(made).pairs.tolist() != evidence.weights().pairs.tolist()
    links = {(row["lower"], row["upper"]): row for row in store.read(LINKS)}
    assert not {(row["lower"], row["upper"]) for row in rows[:6]} & links.keys()
    assert [links[row["lower"], row["upper"]]["decision"] for row in rows[-2:]] == [each.id for each in right]
    assert {row["confidence"] for row in rows} != {row["confidence"] for row in links.values()}
    after = dump_graph(store)
    assert settle(store).compared == 0 and dump_graph(store) == after
    with open_store(tmp_path / "again", write=True) as other:  # rebuilt from documents and the plain file
        load(other, [samples.records(number) for number in ("03", "02", "01")])
        deciding.take_in(other, from_yaml(to_yaml(all_decisions(store.read)).encode(), "判断.yaml"))
        settle(other)
        assert dump_graph(other) == after
    deciding.undo(store, [made.id], "甲")
    assert links_of(dump_graph(store)) == links_of(decided)
    for each in (*wrong, *right):
        withdraw(store, each.id, "甲")
    settle(store)
    assert links_of(dump_graph(store)) == links_of(before)


def links_of(dump: str) -> list[str]:
    return [line for line in dump.splitlines() if line.startswith('["DERIVES_FROM"')]


def test_what_a_person_said_is_right_stays_whatever_the_weights(store: Store) -> None:
    [row] = store.read(LINKS)[:1]
    decide(store, "right", [row])
    made = calibrated(store)
    none = {**json.loads(made.weights or ""), "none": dict.fromkeys(evidence.NONE, 50.0)}
    deciding.decide(store, [replace(made, weights=json.dumps(none), at="2099-01-01T00:00:00+08:00")])
    assert [(each["lower"], each["upper"]) for each in store.read(LINKS)] == [(row["lower"], row["upper"])]


OLDER = {"aligner": 4, "pairs": dict.fromkeys(evidence.PAIRS[:-1], 1.0)}  # before meaning was a sign


@pytest.mark.parametrize("changed", [{"aligner": 0}, {"pairs": {"likeness": 1.0}}, {"none": 3}, OLDER])
def test_a_calibration_of_another_way_of_comparing_does_not_count(changed: dict[str, object]) -> None:
    weights = learning.written(evidence.weights())
    made = Decision(
        "calibrated", "DERIVES_FROM", "*", "*", "Task", "Task", "任务", "上级任务", by="甲",
        at="2030-01-01T00:00:00+08:00", weights=weights,
    )  # fmt: skip
    assert learning.fits(made)
    other = replace(made, weights=json.dumps({**json.loads(weights), **changed}))
    assert not learning.fits(other) and learning.in_force([other]) is None
    assert not learning.fits(replace(made, weights="{")) and not learning.fits(replace(made, weights=None))


# --- the command ------------------------------------------------------------------------------------------------------


def test_the_command_says_that_an_older_calibration_does_not_count(store: Store, place: str, run: Run) -> None:
    weights = {**json.loads(learning.written(evidence.weights())), **OLDER}
    made = replace(calibrated_to_nothing(), weights=json.dumps(weights))
    before = links_of(dump_graph(store))
    deciding.decide(store, [made])
    assert links_of(dump_graph(store)) == before, "the shipped weights hold, nothing of the older ones"
    store.close()
    assert "权重是按较早的比对办法校准的，现在用的是程序自带的" in run("align", "--database", place)[2]


def test_the_command_says_what_changed_and_takes_it_back(store: Store, place: str, run: Run) -> None:
    decide(store, "wrong", store.read(LINKS)[:6])
    store.close()
    said = run("align", "--calibrate", "--database", place)[2]
    assert "按 6 条对任务对应的判断（不对 6）校准" in said and "权重的变化：" in said and "相近程度" in said
    assert "新增对应" in said and "取消" in said and "policygraph align --reset" in said
    with open_store(place) as reader:
        assert learning.in_force(standing(all_decisions(reader.read))) is not None
    assert "已恢复程序自带的权重" in run("align", "--reset", "--database", place)[2]
    assert "没有校准过" in run("align", "--reset", "--database", place)[2]
