"""Questions that are patterns as a whole, over the samples and over no graph; the table of all older questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from policygraph.graph.asking import catalog
from policygraph.graph.questions import examples, fixed_patterns
from policygraph.graph.questions.answer import Answer, AskedBack, World
from policygraph.graph.questions.asking import LONGEST, answer
from policygraph.graph.questions.fixed_patterns import SLOT
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Row
from policygraph.model.vocabulary import read_yaml
from tests import asked
from tests.paths import cases

CASES: list[list[Any]] = cases("questions/catalogue")


@pytest.fixture(scope="module")
def world(samples_graph: Path) -> Iterator[World]:
    with open_store(samples_graph) as store:
        yield asked.world(store)


def nothing(name: str, values: Mapping[str, Any]) -> list[Row]:
    return []


NOWHERE = World(nothing, lambda ids: [], asked.TODAY)


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_understood_as_written_down(world: World, case: list[Any]) -> None:
    question, expected, *values = case
    given = answer(question, world)
    if expected == "none":
        assert isinstance(given, AskedBack) and given.sentence
    else:
        assert isinstance(given, Answer)
        said = {name: value if isinstance(value, list | int) else str(value) for name, value in given.values.items()}
        assert (given.query, said) == (expected, values[0])


def test_the_table_of_cases_is_as_long_as_it_should_be() -> None:
    assert len(CASES) >= 60 and sum(case[1] == "none" for case in CASES) >= 12
    assert len({case[0] for case in CASES}) == len(CASES)


def test_every_example_is_answered(world: World) -> None:
    found = examples.examples(world.ask)
    assert len(found) >= 30
    backs = {question: given for question, _ in found if isinstance(given := answer(question, world), AskedBack)}
    assert not backs


def test_without_a_graph_only_questions_without_names_are_examples() -> None:
    found = [question for question, _ in examples.examples(nothing)]
    assert "哪些任务没有牵头单位？" in found and "图里有哪些政策？" in found
    assert not any("牵头哪些任务" in question for question in found)


def test_names_that_come_near_are_questions_that_can_be_asked(world: World) -> None:
    given = answer("区农业局牵头哪些任务？", world)
    assert isinstance(given, AskedBack) and given.unused == ("区农业局",)
    near = {choice.words: choice.question for choice in given.choices}
    assert near["区农业农村局"] == "区农业农村局牵头哪些任务？"
    assert isinstance(answer(near["区农业农村局"], world), Answer)


def test_a_name_of_several_units_says_which_they_are(world: World) -> None:
    given = answer("水利局牵头什么", world)
    assert isinstance(given, Answer)
    assert [choice.words for choice in given.choices] == ["临澜区水利局", "云泽市水利局", "青穗县水利局"]
    assert given.sentence.endswith("其中临澜区水利局 4 项，云泽市水利局 2 项，青穗县水利局 4 项。")
    one = answer("区水利局牵头什么", world)
    assert isinstance(one, Answer) and not one.choices


def test_what_was_taken_otherwise_is_said(world: World) -> None:
    for question, note in [
        ("区水力局牵头什么", "“区水力局”按“区水利局”理解。"),
        ("区文旅局牵头什么", "“区文旅局”按“临澜区文旅广电局”理解。"),
        ("高标准农田谁签头", "“签头”按“牵头”理解。"),
        ("临澜区人居环境整治谁牵头", "按“人居环境”查：没有一字不差的“人居环境整治”。"),
    ]:
        assert note in answer(question, world).notes
    given = answer("那配合单位呢", world, ["云泽市谁牵头高标准农田"])
    assert given.notes[0] == "接着“云泽市谁牵头高标准农田”问的。"


def test_a_question_of_its_own_does_not_go_on(world: World) -> None:
    before = ["区农业农村局今年牵头哪些任务"]
    own, rest = answer("哪些任务逾期", world, before), answer("哪些逾期了", world, before)
    assert isinstance(own, Answer) and isinstance(rest, Answer)
    assert len(own.rows) > len(rest.rows) == 1


def test_a_year_without_a_plan_is_said_with_the_latest(world: World) -> None:
    given = answer("临澜区2030年有哪些任务", world)
    assert isinstance(given, AskedBack) and given.sentence == "临澜区2030年没有任务；最近的是 2026 年的。"
    assert given.choices[0].question == "临澜区2026年有哪些任务"


def test_a_name_is_no_part_of_a_word(world: World) -> None:
    assert isinstance(answer("村局牵头哪些任务", world), AskedBack)


def test_over_no_graph_nothing_is_claimed() -> None:
    assert isinstance(answer("区水利局牵头什么", NOWHERE), AskedBack)


@pytest.mark.parametrize("question", ["", "  ", "请问" * LONGEST])
def test_nothing_and_too_much_is_refused_at_once(question: str) -> None:
    assert isinstance(answer(question, NOWHERE), AskedBack)


def test_patterns_ask_for_what_their_query_takes() -> None:
    data = read_yaml("questions.yaml")
    for each in data["questions"]:
        query = catalog.find_query(each["query"])
        known = {parameter.name for parameter in query.parameters}
        slots = {slot for pattern in each["patterns"] for slot in SLOT.findall(pattern)}
        assert slots <= set(data["slots"])
        renamed = {each.get("parameter", {}).get(slot, slot) for slot in slots}
        assert renamed | set(each.get("values", {})) <= known
        assert "的" not in "".join(each["patterns"]) and "得" not in "".join(each["patterns"])


def test_only_readings_of_the_patterns_count(world: World) -> None:
    assert fixed_patterns.understand("区水利局牵头什么", world.ask) == ()
