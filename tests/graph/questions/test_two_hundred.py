"""The two hundred questions: the working half one by one, the kept half by how many are right and wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from policygraph.graph.questions.answer import World
from policygraph.graph.questions.asking import answer
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
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


def test_of_the_kept_half_enough_is_right_and_next_to_nothing_wrong(world: World, known: asked.Codes) -> None:
    scores, _ = asked.scores("kept", known, lambda case: asked.claim(answer(case.question, world, case.after)))
    of = {outcome: sum(each[outcome] for each in scores.values()) for outcome in ("right", "wrong", "refused")}
    assert of["right"] >= RIGHT and of["wrong"] <= WRONG, of
