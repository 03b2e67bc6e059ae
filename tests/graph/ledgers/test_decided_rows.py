"""Which task a row of a ledger tells of, as people say: kept, put into effect, taken back. On every store."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from policygraph.graph.decisions.decision import Decision
from policygraph.graph.decisions.decision_file import from_yaml, to_yaml
from policygraph.graph.decisions.decisions import about_edge, all_decisions
from policygraph.graph.loading.load import find_document, remove
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.graph.transfer.dump import dump_graph
from policygraph.model.errors import PolicyGraphError
from policygraph.services import deciding
from policygraph.services.settle import settle
from tests.graph.ledgers.test_ledgers import MARCH, PERHAPS, add
from tests.texts import PLAN

LEDGER = MARCH + PERHAPS
TRIM, MEND, TRAIN = "修剪茶园", "检修设备", "培训茶工"
TRIMMED, TRAINED = "全县老茶园修剪2000亩", "举办茶工培训班，完成300人"
PINES, MACHINES = "开展松材线虫病普查", "制茶设备"
# A plan that shares no office with the ledger, so that nothing compares the two.
FORESTS = """青穗县2031年森林防火工作方案
一、重点任务
1.普查病虫害。组织专业队伍开展普查。（牵头单位：县森林防火服务中心）
2.清理隔离带。春节前完成。（牵头单位：县森林防火服务中心）
"""
PESTS = "普查病虫害"

TOLD = """
MATCH (t:Task)-[h:HAS_PROGRESS]->(g:Progress) RETURN g.task AS row, t.title AS task, h.basis AS basis
ORDER BY row, task
"""
ASKED = "MATCH (g:Progress) WHERE g.perhaps IS NOT NULL RETURN g.task AS row, g.perhaps AS perhaps ORDER BY row"
AS_FOUND = {TRIMMED: [TRIM], TRAINED: [TRAIN]}


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with open_store(place, write=True) as opened:
        add(opened, plan=PLAN, ledger=LEDGER)
        settle(opened)
        yield opened


def told(store: Store) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in store.read(TOLD):
        found.setdefault(row["row"], []).append(row["task"])
    return found


def asked(store: Store) -> dict[str, list[str]]:
    titles = {row["id"]: row["title"] for row in store.read("MATCH (t:Task) RETURN t.id AS id, t.title AS title")}
    return {row["row"]: [titles[each] for each in row["perhaps"]] for row in store.read(ASKED)}


def task(store: Store, title: str) -> str:
    return str(store.read("MATCH (t:Task {title: $title}) RETURN t.id AS id", {"title": title})[0]["id"])


def said(store: Store, kind: str, title: str, row: str, to: str | None = None, end: str = "first") -> Decision:
    """A decision that the row tells of the task of that title, or does not."""
    query = "MATCH (g:Progress {task: $row})-[:STATED_IN]->(d:Document) RETURN g.id AS id, d.id AS document"
    [progress] = store.read(query, {"row": row})
    ends = ("Task", task(store, title)), ("Progress", progress["id"])
    moved = task(store, to) if to else None
    return about_edge(store.read, kind, "HAS_PROGRESS", *ends, progress["document"], by="甲", end=end, to=moved)


# what is said → what is told then, what is still asked
CASES: dict[str, tuple[list[tuple[str, ...]], dict[str, list[str]], dict[str, list[str]]]] = {
    "that it is": ([("right", MEND, MACHINES)], {**AS_FOUND, MACHINES: [MEND]}, {}),
    "that it is none": ([("wrong", MEND, MACHINES)], AS_FOUND, {}),
    "that it is another": ([("right", TRIM, MACHINES)], {**AS_FOUND, MACHINES: [TRIM]}, {}),
    "that it is two": ([("right", MEND, MACHINES), ("right", TRAIN, MACHINES)],
                       {**AS_FOUND, MACHINES: [TRAIN, MEND]}, {}),
    "of a row for which nothing speaks": ([("right", MEND, PINES)], {**AS_FOUND, PINES: [MEND]}, {MACHINES: [MEND]}),
    "that a sure one is wrong": ([("wrong", TRAIN, TRAINED)], {TRIMMED: [TRIM]}, {MACHINES: [MEND]}),
    "that a sure one is another": ([("moved", TRAIN, TRAINED, MEND)], {TRIMMED: [TRIM], TRAINED: [MEND]},
                                   {MACHINES: [MEND]}),
    "that a sure one is right": ([("right", TRAIN, TRAINED)], AS_FOUND, {MACHINES: [MEND]}),
    "another after that": ([("moved", TRAIN, TRAINED, MEND), ("wrong", MEND, TRAINED)], {TRIMMED: [TRIM]},
                           {MACHINES: [MEND]}),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_a_person_says_holds_and_is_taken_back(store: Store, case: str) -> None:
    words, after, open_ = CASES[case]
    before = dump_graph(store)
    assert (told(store), asked(store)) == (AS_FOUND, {MACHINES: [MEND]})
    made = []
    for each in words:
        made += deciding.decide(store, [said(store, *each)]).new
    assert ({row: sorted(tasks) for row, tasks in told(store).items()}, asked(store)) == (
        {row: sorted(tasks) for row, tasks in after.items()}, open_
    )  # fmt: skip
    assert not any(settle(store).resolved)
    decided = [row for row in store.read(TOLD) if row["basis"] == "decided"]
    assert len(decided) == sum(each[0] != "wrong" for each in words) - (case == "another after that")
    for decision in made:
        deciding.undo(store, [decision.id], "乙")
    assert without_decisions(dump_graph(store)) == before


def without_decisions(text: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if '"Decision"' not in line)


def test_the_tasks_of_a_plan_that_goes_are_told_of_when_it_comes_back(store: Store) -> None:
    add(store, forests=FORESTS)
    assert told(store) == AS_FOUND
    deciding.decide(store, [said(store, "right", PESTS, PINES)])
    assert told(store) == {**AS_FOUND, PINES: [PESTS]}
    decided = dump_graph(store)
    remove(store, find_document(store, "forests.txt"))
    settle(store)
    assert told(store) == AS_FOUND
    add(store, forests=FORESTS)
    settle(store)
    assert dump_graph(store) == decided


def test_the_graph_follows_from_documents_and_decisions_in_any_order(store: Store, tmp_path: Path) -> None:
    add(store, forests=FORESTS)
    deciding.decide(store, [said(store, "right", PESTS, PINES), said(store, "moved", TRAIN, TRAINED, MEND)])
    deciding.decide(store, [said(store, "wrong", MEND, MACHINES)])
    decided = dump_graph(store)
    kept = from_yaml(to_yaml(all_decisions(store.read)).encode(), "file")
    texts: dict[str, str | None] = {"plan": PLAN, "ledger": LEDGER, "forests": FORESTS, "decisions": None}
    names = list(texts)
    for seed in range(4):
        random.Random(seed).shuffle(names)
        with open_store(tmp_path / f"{seed}", write=True) as other:
            for name in names:
                if text := texts[name]:
                    add(other, **{name: text})
                else:
                    deciding.take_in(other, kept)
            settle(other)
            assert dump_graph(other) == decided


def test_a_plan_or_a_ledger_that_is_read_again_keeps_what_was_said(store: Store) -> None:
    deciding.decide(store, [said(store, "right", MEND, MACHINES), said(store, "wrong", TRAIN, TRAINED)])
    decided = dump_graph(store)
    for name, text in (("plan", PLAN), ("ledger", LEDGER)):
        add(store, **{name: text})
        assert dump_graph(store) == decided
        remove(store, find_document(store, f"{name}.{'md' if name == 'ledger' else 'txt'}"))
        settle(store)
        add(store, **{name: text})
        settle(store)
        assert dump_graph(store) == decided


def test_a_ledger_without_a_plan_has_nothing_to_decide(store: Store) -> None:
    remove(store, find_document(store, "plan.txt"))
    settle(store)
    with pytest.raises(PolicyGraphError, match="没有这条关系"):
        said(store, "wrong", MACHINES, MACHINES)
    assert asked(store) == {}


def test_a_row_is_moved_to_tasks_of_plans_alone(store: Store) -> None:
    with pytest.raises(PolicyGraphError, match=f"图中没有编号为 {task(store, MEND)} 的进展"):
        said(store, "moved", TRAIN, TRAINED, MEND, "second")
    own = "MATCH (g:Progress {task: $row}) RETURN g.id AS id"
    rows = {row: store.read(own, {"row": row})[0]["id"] for row in (TRAINED, PINES)}
    [ledger] = {edge["document"] for edge in store.read("MATCH ()-[h:HAS_PROGRESS]->() RETURN h.document AS document")}
    ends = ("Task", task(store, TRAIN)), ("Progress", rows[TRAINED])
    with pytest.raises(PolicyGraphError, match="只能改挂到方案的任务"):
        about_edge(store.read, "moved", "HAS_PROGRESS", *ends, ledger, by="甲", end="second", to=rows[PINES])


def test_what_was_said_is_told_in_words(store: Store) -> None:
    row, others = f"台账的一行“{TRAINED}”", [("right", TRAIN, None), ("wrong", TRAIN, None), ("moved", TRAIN, MEND)]
    assert [said(store, kind, title, TRAINED, to).sentence for kind, title, to in others] == [
        f"{row}说的是任务“{TRAIN}”",
        f"{row}说的不是任务“{TRAIN}”",
        f"{row}说的是任务“{MEND}”，不是“{TRAIN}”",
    ]
