"""Questions take turns: one each person, short ones pass long ones, who waits is told how many come before."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from policygraph.app.frame import data, turns
from policygraph.app.frame.turns import Asked, Turns
from policygraph.app.gate import here
from policygraph.app.gate.gate import Person
from policygraph.app.gate.rights import RIGHTS
from policygraph.graph.stores.store import Rows, Stop, StoppedError
from policygraph.model.errors import PolicyGraphError
from tests.pages import filled, place
from tests.patience import LONG, until

__all__ = ["filled", "place"]  # fixtures
PATIENCE = LONG


class Question:
    """Takes until it is released, or is too long for a moment; keeps how often it was begun."""

    def __init__(self, *, short: bool = False) -> None:
        self.begun = 0
        self.released = threading.Event()
        if short:
            self.released.set()

    def read(self, seconds: float, stop: Stop) -> Rows:
        self.begun += 1
        with stop.acting(self.released.set):
            answered = self.released.wait(seconds)
        if stop.pressed:
            raise StoppedError
        if not answered:
            raise PolicyGraphError(f"查询用时超过 {seconds:g} 秒")
        return Rows([{"x": 1}])


@pytest.fixture(autouse=True)
def a_short_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "MOMENT", 0.05)


def ask(line: Turns, question: Question, who: str) -> Asked:
    return line.ask(who, question.read, PATIENCE)


def test_a_short_question_passes_six_long_ones() -> None:
    line, long = Turns(), [Question() for _ in range(6)]
    asked = [ask(line, each, f"person {n}") for n, each in enumerate(long)]
    until(lambda: all(each.begun for each in long))
    began = time.monotonic()
    assert ask(line, Question(short=True), "one more").result() == [{"x": 1}]
    assert time.monotonic() - began < PATIENCE / 2
    until(lambda: sum(each.is_long for each in asked) == 4)  # the first two had a place for as long as they liked
    until(lambda: sorted(each.ahead for each in asked) == [0, 0, 2, 3, 4, 5])
    for each in long:
        each.released.set()
    assert all(each.result() == [{"x": 1}] for each in asked)
    assert sorted(each.begun for each in long) == [1, 1, 2, 2, 2, 2]


def test_a_person_has_one_question_at_a_time() -> None:
    line, first, second, other = Turns(), Question(), Question(short=True), Question(short=True)
    one = ask(line, first, "甲")
    until(lambda: first.begun == 1)
    two = ask(line, second, "甲")
    assert ask(line, other, "乙").result() and not second.begun and two.ahead == 1
    first.released.set()
    assert one.result() and two.result()


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        (("甲", "tab 1"), ("甲", "tab 2"), True),
        (("甲", "tab 1"), ("乙", "tab 2"), False),
        (("", "tab 1"), ("", "tab 1"), True),
        (("", "tab 1"), ("", "tab 2"), False),
        (("tab 1", "tab 2"), ("", "tab 1"), False),
    ],
)
def test_who_has_an_account_is_one_person_in_all_tabs(
    monkeypatch: pytest.MonkeyPatch, one: tuple[str, str], two: tuple[str, str], same: bool
) -> None:
    def whose(name: str, session: str) -> tuple[str, str]:
        monkeypatch.setattr(here, "person", lambda: Person(name, "viewer", RIGHTS["viewer"]))
        monkeypatch.setattr(data, "session", lambda: session)
        return data.whose()

    assert (whose(*one) == whose(*two)) == same


def test_a_question_takes_the_turn_of_whoever_asks(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "whose", lambda: ("person", "甲"))
    asked = data.begin("MATCH (t:Task) RETURN count(t) AS tasks", dict)
    assert asked.who == ("person", "甲") and asked.result() == [{"tasks": 4}]


def test_long_questions_go_on_in_the_order_of_their_coming() -> None:
    line, questions = Turns(2), [Question() for _ in range(4)]
    asked = []
    for number, each in enumerate(questions):
        asked.append(ask(line, each, str(number)))
        until(lambda each=each: each.begun == 1)  # type: ignore[misc]
    until(lambda: all(each.is_long for each in asked[1:]))
    for number in (1, 2, 3):
        questions[number - 1].released.set()
        until(lambda number=number: questions[number].begun == 2)  # type: ignore[misc]
        assert all(questions[later].begun == 1 for later in range(number + 1, 4))
    questions[3].released.set()
    assert all(each.result() for each in asked)


@pytest.mark.parametrize("waits", [True, False])
def test_it_can_be_stopped(waits: bool) -> None:
    line, before, question = Turns(), Question(), Question()
    first = ask(line, before, "甲")
    until(lambda: before.begun == 1)
    asked = ask(line, question, "甲" if waits else "乙")
    until(lambda: asked.ahead == 1 if waits else question.begun == 1)
    asked.stop()
    with pytest.raises(StoppedError):
        asked.result()
    assert asked.stopped and question.begun == (not waits)
    before.released.set()
    assert first.result() and ask(line, Question(short=True), "甲").result()


def test_what_nobody_waits_for_any_more_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "FORGOTTEN", 0.2)
    asked = ask(Turns(), Question(), "甲")
    until(lambda: asked.stopped)
    with pytest.raises(StoppedError):
        asked.result()


def test_what_goes_wrong_comes_back() -> None:
    def wrong(seconds: float, stop: Stop) -> Rows:
        raise ValueError("ours")

    with pytest.raises(ValueError, match="ours"):
        Turns().ask("甲", wrong, 1).result()
