"""The two hundred questions: the working half one by one, the kept half by how many are right and wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from policygraph.graph.asking import catalog
from policygraph.graph.questions.answer import Answer, World
from policygraph.graph.questions.asking import answer
from policygraph.graph.questions.lexicon import Lexicon
from policygraph.graph.questions.meant.edited import SLOTS
from policygraph.graph.questions.meant.within import Within
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.model.errors import PolicyGraphError
from tests import asked
from tests.asked import Case

MISSED = {"谁牵头猕猴桃": "who sells them is named too, each unit with its task, for both tasks speak of them"}
"""Questions of the working half that are not answered as written down."""
KINDS, EACH, REFUSED = 10, 10, 20
RIGHT, WRONG = 85, 1
"""Of a hundred: at least so many are right, and at most so many claim something else without a word."""


@pytest.fixture(scope="module")
def store(samples_graph: Path) -> Iterator[Store]:
    with open_store(samples_graph) as reader:
        yield reader


@pytest.fixture(scope="module")
def known(store: Store) -> asked.Codes:
    return asked.codes(store)


@pytest.fixture(scope="module")
def world(store: Store) -> World:
    return asked.world(store)


@pytest.mark.parametrize("half", asked.HALVES)
def test_each_half_is_as_large_as_it_should_be(half: str) -> None:
    cases = asked.cases(half)
    assert len({case.kind for case in cases}) == KINDS and len(cases) == KINDS * EACH
    assert sum("refuse" in case.right for case in cases) >= REFUSED
    assert len({str(case) for case in cases}) == len(cases)


@pytest.mark.parametrize("case", asked.cases("work"), ids=str)
def test_the_answer_is_right(world: World, known: asked.Codes, case: Case) -> None:
    given = answer(case.question, world, case.after)
    assert given.sentence and not given.sentence.startswith(("，", "；", " "))
    assert asked.is_right(case, asked.claim(given), known) == (case.question not in MISSED), given


@pytest.mark.parametrize("case", asked.cases(asked.MORE), ids=str)
def test_what_is_not_so_compared_and_within_the_page(
    world: World, known: asked.Codes, store: Store, case: Case
) -> None:
    within = asked.within(case, store)
    given = answer(case.question, world, case.after, within)
    assert asked.is_right(case, asked.claim(given), known), given
    assert bool(given.by_page) <= bool(within)
    if isinstance(given, Answer) and given.sides:  # who changes its conditions begins with all sides
        own = "target_id" if given.query == "figures" else "task_id"
        again = catalog.run_query(store, given.query, given.values)
        assert {row[own] for row in given.rows} <= {row[own] for row in again}


@pytest.mark.parametrize(
    ("question", "within", "changes", "sentence", "by_page"),
    [
        ("谁牵头粮食生产", {"place": "青穗县"}, {}, "青穗县农业农村局牵头", ("青穗县",)),
        ("谁牵头粮食生产", {"place": "青穗县"}, {"place": "临澜区"}, "临澜区：临澜区农业农村局牵头", ()),
        ("谁牵头粮食生产", {"place": "青穗县"}, {"place": ""}, "岚江省：岚江省农业农村厅牵头", ()),
        ("区水利局今年牵头哪些任务", {}, {"year": "2025"}, "2025 年牵头任务 2 项", ()),
        ("区水利局今年牵头哪些任务", {}, {"year": "", "role": "配合"}, "配合任务 4 项", ()),
        ("区水利局今年牵头哪些任务", {}, {"bureau": "临澜区林业局", "year": "2025"}, "林业局 2025 年牵头任务 1 项", ()),
        ("不由区水利局牵头的小流域任务", {}, {"others": ""}, "任务", ()),
        # Nothing of the unit that the page is looked at in: of its place, which is said.
        ("发展水上运动什么时候到期", {"place": "临澜区", "bureau": "临澜区妇联"}, {}, "“发展水上运动”", ("临澜区",)),
    ],
)  # fmt: skip
def test_slots_can_be_changed_and_left_to_the_page(
    world: World,
    question: str,
    within: dict[str, str],
    changes: dict[str, str],
    sentence: str,
    by_page: tuple[str, ...],
) -> None:
    given = answer(question, world, (), Within(**within), changes)
    assert sentence in given.sentence and given.by_page == by_page, given


@pytest.mark.parametrize(
    ("within", "changes", "why"),
    [
        ({"place": "火星县"}, {}, "没有叫“火星县”的地方"),
        ({"bureau": "农业农村局"}, {}, "请写全称"),
        ({"year": "26"}, {}, "四位数字"),
        ({"policy": "没有这一份"}, {}, "没有“没有这一份”"),
        ({}, {"place": "火星县"}, "地方不能是“火星县”"),
        ({}, {"year": "一年"}, "年份不能是"),
        ({}, {"state": "很好"}, "状态不能是"),
        ({}, {"cypher": "MATCH (n) RETURN n"}, "没有“cypher”这个条件"),
    ],
)
def test_what_the_graph_has_not_is_no_slot(
    world: World, within: dict[str, str], changes: dict[str, str], why: str
) -> None:
    with pytest.raises(PolicyGraphError, match=why):
        answer("谁牵头粮食生产", world, (), Within(**within), changes)


@pytest.mark.parametrize("half", [*asked.HALVES, asked.MORE])
def test_what_is_offered_for_a_slot_is_a_value_of_it(world: World, half: str) -> None:
    """Of every slot that a question fills: what may stand there instead, and that it can be taken out."""
    seen: set[str] = set()
    for case in asked.cases(half):
        for each in answer(case.question, world, case.after).understood:
            if not each.name or each.name in seen:
                continue
            seen.add(each.name)
            for value in list(SLOTS[each.name].offered(Lexicon(world.ask)))[:2]:
                answer(case.question, world, case.after, changes={each.name: value})
            left = answer(case.question, world, case.after, changes={each.name: ""})
            assert each.name not in {slot.name for slot in left.understood}, (case, each)
    assert {"place", "bureau", "year", "words"} <= seen


def test_of_the_kept_half_enough_is_right_and_next_to_nothing_wrong(world: World, known: asked.Codes) -> None:
    scores, _ = asked.scores("kept", known, lambda case: asked.claim(answer(case.question, world, case.after)))
    of = {outcome: sum(each[outcome] for each in scores.values()) for outcome in ("right", "wrong", "refused")}
    assert of["right"] >= RIGHT and of["wrong"] <= WRONG, of
