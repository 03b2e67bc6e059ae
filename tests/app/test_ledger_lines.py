"""The lines of the ledger: where a person told of some tasks on a page, only these are read again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from policygraph.app.frame import data, ledger_lines, serving
from policygraph.app.frame.ledger_lines import every_line, telling
from policygraph.app.gate import here
from policygraph.app.gate.rights import ForbiddenError
from policygraph.graph.ledgers.lines import lines
from policygraph.graph.ledgers.reports import report
from policygraph.graph.ledgers.standing import Line
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.services.ledgers import entering
from policygraph.services.settle import settle
from tests.graphs import COUNTY, Writer
from tests.pages import place

__all__ = ["place"]  # a fixture
TODAY = date.today()


@pytest.fixture
def graph(place: Path) -> Path:
    """修渠 with two parts, 清淤 and 衬砌, and 植树."""
    w = Writer("修渠\n清淤\n衬砌\n植树", "方案", "/方案.txt")
    w.regions((COUNTY, "柳溪县", "county"))
    plan = w.policy("柳溪县水渠修建方案", "county", "柳溪县", "issued")
    whole, *parts, other = (
        w.task(str(n), t, t, [], n) for n, t in enumerate(("修渠", "清淤", "衬砌", "植树"), start=1)
    )
    for task, above in ((whole, plan), (other, plan), *((part, whole) for part in parts)):
        w.edge("PART_OF", task, above, None, basis="stated")
    with open_store(place, write=True) as store:
        load(store, [w.records])
        settle(store)
    return place


@pytest.fixture
def read_whole(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Grows by one when all lines are read."""
    found: list[str] = []

    def counted(read: Any) -> list[Line]:
        found.append("all")
        return lines(read)

    monkeypatch.setattr(ledger_lines, "lines", counted)
    return found


def tell(title: str, **said: Any) -> str:
    """On a page."""
    id_ = next(each.id for each in every_line() if each.title == title)
    with telling("enter", title) as (store, tasks):
        [made] = entering.enter(store, [report(store.read, id_, by="甲", as_of=TODAY, today=TODAY, **said)])
        tasks.append(id_)
    return made.id


def told(some: Sequence[Line]) -> dict[str, int]:
    return {each.title: len(each.told) for each in some}


@pytest.mark.parametrize(
    ("title", "share", "expected"),
    [
        ("植树", 0.5, {"修渠": 0, "清淤": 0, "衬砌": 0, "植树": 1}),
        ("修渠", 1.0, {"修渠": 1, "清淤": 1, "衬砌": 1, "植树": 0}),
        ("清淤", 0.5, {"修渠": 0, "清淤": 1, "衬砌": 0, "植树": 0}),
    ],
)
def test_only_what_was_told_of_is_read_again(
    graph: Path, read_whole: list[str], title: str, share: float, expected: dict[str, int]
) -> None:
    before = {each.title: each for each in every_line()}
    made = tell(title, share=share)
    now = every_line()
    with open_store(graph) as store:
        assert now == lines(store.read)
    assert told(now) == expected and read_whole == ["all"]
    assert all((before[each.title] is each) == (not expected[each.title]) for each in now)
    with telling("undo") as (store, tasks):
        tasks.append(entering.undo(store, made, "甲").of)
    assert not any(told(every_line()).values()) and read_whole == ["all"]


def test_of_a_part_the_end_of_the_whole_stays(graph: Path, read_whole: list[str]) -> None:
    tell("修渠", share=1.0)
    first = tell("清淤", share=0.5)
    assert told(every_line()) == {"修渠": 1, "清淤": 1, "衬砌": 1, "植树": 0}
    with telling("undo") as (store, tasks):
        tasks.append(entering.undo(store, first, "甲").of)
    found = {each.title: each.told for each in every_line()}
    assert found["清淤"] == found["修渠"] != () and read_whole == ["all"]


def test_deadlines_are_not_read_again_for_what_is_told(
    graph: Path, read_whole: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(ledger_lines.catalog, "run_query", lambda _, name, __: asked.append(name) or [])
    ledger_lines.every_deadline()
    tell("植树", share=0.5)
    tell("清淤", share=0.5)
    ledger_lines.every_deadline()
    assert asked == ["deadlines"]
    with open_store(graph, write=True) as store:
        load(store, [Writer("植草", "另一份", "/另一份.txt").records])
    ledger_lines.every_deadline()
    assert asked == ["deadlines"] * 2


def test_what_another_process_wrote_is_read_with_all(graph: Path, read_whole: list[str]) -> None:
    every_line()
    with open_store(graph, write=True) as store:
        load(store, [Writer("植草", "另一份", "/另一份.txt").records])
        settle(store)
    tell("植树", share=0.5)
    assert read_whole == ["all", "all"], "before it was told of a task"


def test_what_another_process_wrote_between_the_look_and_the_turn(
    graph: Path, read_whole: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = next(each.id for each in every_line() if each.title == "植树")
    writing = data.writing

    def late(*args: Any, **more: Any) -> Any:
        with open_store(graph, write=True) as store:
            entering.enter(store, [report(store.read, id_, by="乙", as_of=TODAY, today=TODAY, share=0.2)])
        return writing(*args, **more)

    monkeypatch.setattr(data, "writing", late)
    tell("清淤", share=0.5)
    assert told(every_line()) == {"修渠": 0, "清淤": 1, "衬砌": 0, "植树": 1} and read_whole == ["all", "all"]


def test_what_fails_tells_of_nothing(graph: Path, read_whole: list[str]) -> None:
    before = every_line()
    with pytest.raises(ValueError, match="so"), telling("enter"):
        raise ValueError("so")
    assert every_line() is before or every_line() == before


def test_they_are_there_before_anybody_asks(
    graph: Path, read_whole: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who may not see them has no more for it."""
    serving.make_ready()
    assert read_whole == ["all"]
    assert len(every_line()) == 4 and read_whole == ["all"]
    monkeypatch.setattr(here, "person", lambda: None)
    with pytest.raises(ForbiddenError):
        every_line()


def test_without_a_graph_nothing_is_made_ready(place: Path, read_whole: list[str]) -> None:
    serving.make_ready()
    assert not read_whole and not place.exists()
