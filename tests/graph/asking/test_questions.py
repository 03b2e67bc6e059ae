"""Questions as people write them, over the samples, and over no graph at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from policygraph.graph.asking import catalog, questions
from policygraph.graph.asking.known_names import Ask
from policygraph.graph.asking.periods import period
from policygraph.graph.asking.questions import SLOT, understand
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Row
from policygraph.model.vocabulary import read_yaml
from tests import samples
from tests.paths import cases

TODAY = date(2026, 11, 22)
CASES: list[list[Any]] = cases("questions")


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Over the samples; what was asked once is remembered."""
    place = tmp_path_factory.mktemp("graph")
    with open_store(place, write=True) as writer:
        load(writer, samples.every())
    known: dict[str, Sequence[Row]] = {}
    with open_store(place) as store:

        def answer(name: str, values: Mapping[str, Any]) -> Sequence[Row]:
            asked = f"{name} {values}"
            if asked not in known:
                known[asked] = catalog.run_query(store, name, values)
            return known[asked]

        yield answer


def nothing(name: str, values: Mapping[str, Any]) -> list[Row]:
    return []


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_understood_as_written_down(ask: Ask, case: list[Any]) -> None:
    question, expected, *values = case
    understood = understand(question, ask, TODAY)
    got = [(reading.query, reading.values) for reading in understood.readings]
    if expected in ("none", "unknown"):
        assert not got
        assert (understood.missing is not None) == (expected == "unknown")
    elif isinstance(expected, list):
        assert sorted(query for query, _ in got) == sorted(expected)
    elif values == ["several"]:
        assert len(got) > 1 and {query for query, _ in got} == {expected}
    else:
        assert got == [(expected, {name: str(value) for name, value in values[0].items()})]


def test_the_table_of_cases_is_as_long_as_it_should_be() -> None:
    assert len(CASES) >= 60 and sum(case[1] in ("none", "unknown") for case in CASES) >= 12
    assert len({case[0] for case in CASES}) == len(CASES)


def test_every_example_is_understood_as_the_query_it_is_an_example_of(ask: Ask) -> None:
    found = questions.examples(ask)
    assert len(found) >= 30
    for question, query in found:
        readings = understand(question, ask, TODAY).readings
        assert query in {reading.query for reading in readings}, question


def test_without_a_graph_only_questions_without_names_are_examples() -> None:
    found = questions.examples(nothing)
    assert ("哪些任务没有牵头单位？", "tasks-without-lead") in found
    assert not any(query == "tasks-led-by-department" for _, query in found)


def test_names_that_come_near_are_questions_that_can_be_asked(ask: Ask) -> None:
    missing = understand("区农业局牵头哪些任务？", ask, TODAY).missing
    assert missing is not None and missing.name == "区农业局"
    assert missing.near["区农业农村局"] == "区农业农村局牵头哪些任务？"
    assert understand(missing.near["区农业农村局"], ask, TODAY).readings


def test_a_name_of_several_units_says_which_they_are(ask: Ask) -> None:
    (reading,) = understand("水利局牵头什么", ask, TODAY).readings
    assert reading.among == {"department": ("临澜区水利局", "云泽市水利局", "青穗县水利局")}
    assert understand("区水利局牵头什么", ask, TODAY).readings[0].among == {}


def test_a_name_is_no_part_of_a_word(ask: Ask) -> None:
    assert not understand("村局牵头哪些任务", ask, TODAY).readings


def test_patterns_ask_for_what_their_query_takes() -> None:
    data = read_yaml("questions.yaml")
    for each in data["questions"]:
        query = catalog.find_query(each["query"])
        known = {parameter.name for parameter in query.parameters}
        slots = {slot for pattern in each["patterns"] for slot in SLOT.findall(pattern)}
        assert slots <= set(data["slots"])
        renamed = {each.get("parameter", {}).get(slot, slot) for slot in slots - {"period"}}
        assert renamed | set(each.get("values", {})) | ({"since", "until"} if "period" in slots else set()) <= known
        assert "的" not in "".join(each["patterns"]) and "得" not in "".join(each["patterns"])


# --- periods ----------------------------------------------------------------------------------------------------------


def test_a_long_question_is_refused_at_once() -> None:
    assert not understand("请问" * 5000 + "有哪些", nothing, TODAY).readings


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("今年年底前", None, "2026-12-31"),
        ("年底前", None, "2026-12-31"),
        ("2025年底前", None, "2025-12-31"),
        ("2025年", "2025-01-01", "2025-12-31"),
        ("明年", "2027-01-01", "2027-12-31"),
        ("10月底前", None, "2026-10-31"),
        ("2027年10月前", None, "2027-09-30"),
        ("2月份", "2026-02-01", "2026-02-28"),
        ("十二月", "2026-12-01", "2026-12-31"),
        ("6月30日前", None, "2026-06-30"),
        ("2026-06-30", None, "2026-06-30"),
        ("本月", "2026-11-01", "2026-11-30"),
        ("下个月", "2026-12-01", "2026-12-31"),
        ("上半年", "2026-01-01", "2026-06-30"),
        ("明年第一季度", "2027-01-01", "2027-03-31"),
        ("下季度", "2027-01-01", "2027-03-31"),
        ("三个月内", "2026-11-22", "2027-02-22"),
        ("未来两周", "2026-11-22", "2026-12-06"),
        ("半年内", "2026-11-22", "2027-05-22"),
        ("已经逾期", None, "2026-11-21"),
        ("即将", "2026-11-22", "2027-02-20"),
    ],
)
def test_periods(text: str, since: str | None, until: str) -> None:
    span = period(text, TODAY)
    assert span is not None
    assert tuple(str(day) if day else None for day in span) == (since, until)


@pytest.mark.parametrize("text", ["", "13月", "2月31日前", "牵头", "粮食", "前天晚上"])
def test_no_periods(text: str) -> None:
    assert period(text, TODAY) is None
