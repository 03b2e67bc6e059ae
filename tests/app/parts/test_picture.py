"""Which nodes are drawn after expanding and collapsing, and that the address brings the same picture back."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.app.parts.picture import (
    AT_ONCE,
    LEAVE_ROOM,
    Neighbour,
    Picture,
    Step,
    collapse,
    drawn,
    expand,
    opened,
    picture_parameters,
    read_picture,
    tasks_of_plan,
    whole_plan,
)

HUB, TASK, OTHER = "Department:hub", "Task:0", "Task:1"
MANY = 60
# A department leads 20 tasks and supports 40; two of the tasks share a figure.
GRAPH = {
    HUB: [Neighbour(f"Task:{i}", ["LEADS" if i < 20 else "SUPPORTS"]) for i in range(MANY)],
    TASK: [Neighbour(HUB, ["LEADS"]), *(Neighbour(f"Target:{i}", ["HAS_TARGET"]) for i in range(3))],
    OTHER: [Neighbour(HUB, ["LEADS"]), Neighbour("Target:2", ["HAS_TARGET"]), Neighbour("Target:9", ["HAS_TARGET"])],
}


def around(key: str) -> Sequence[Neighbour]:
    return GRAPH.get(key, [])


def test_the_first_neighbours_are_drawn_in_their_order() -> None:
    assert drawn(opened(HUB), around) == [HUB, *(f"Task:{i}" for i in range(AT_ONCE))]


def test_a_plan_of_more_tasks_than_are_drawn_is_known_by_their_number() -> None:
    def tasks(number: int) -> list[Neighbour]:
        return [Neighbour(f"Task:{i}", ["PART_OF"]) for i in range(number)]

    for number, told in ((LEAVE_ROOM, 0), (LEAVE_ROOM + 1, LEAVE_ROOM + 1)):
        beside = {"Policy:p": [*tasks(number), Neighbour("Document:d", ["STATED_IN"])]}
        assert tasks_of_plan(whole_plan("Policy:p"), lambda key, beside=beside: beside.get(key, [])) == told
    assert tasks_of_plan(opened("Policy:p"), lambda _: tasks(MANY * 5)) == 0


def test_each_expansion_brings_the_next() -> None:
    picture = opened(HUB)
    sizes = []
    for _ in range(4):
        sizes.append(len(drawn(picture, around)) - 1)
        picture = expand(picture, HUB, "", around)
    assert sizes == [25, 50, 60, 60]
    assert expand(picture, HUB, "", around) == picture, "nothing more to bring"


def test_a_relationship_comes_first_and_then_the_others() -> None:
    picture = expand(Picture((HUB,)), HUB, "SUPPORTS", around)
    assert drawn(picture, around)[1:] == [f"Task:{i}" for i in range(20, 45)]
    picture = expand(picture, HUB, "SUPPORTS", around)
    assert len(drawn(picture, around)) == 1 + 40
    picture = expand(picture, HUB, "SUPPORTS", around)
    assert len(drawn(picture, around)) == 1 + 40 + 20, "no more of these, so those that are left"


def test_an_expansion_goes_on_until_something_is_new() -> None:
    picture = Picture((HUB,), (Step(HUB, "LEADS", 25), Step(HUB, "SUPPORTS", 25)))
    assert len(drawn(picture, around)) == 1 + 45
    assert len(drawn(expand(picture, HUB, "", around), around)) > 1 + 45


def test_collapsing_takes_away_what_nothing_else_holds() -> None:
    picture = expand(expand(opened(HUB), TASK, "", around), OTHER, "", around)
    assert {"Target:0", "Target:2", "Target:9"} <= set(drawn(picture, around))
    left = drawn(collapse(picture, TASK, around), around)
    assert "Target:0" not in left and "Target:2" in left, "the second task holds the figure that both have"
    assert TASK in left, "it was there before it was expanded"


def test_what_hung_on_a_node_that_goes_is_forgotten() -> None:
    picture = collapse(expand(opened(HUB), TASK, "", around), HUB, around)
    assert drawn(picture, around) == [HUB] and picture.steps == ()


def test_a_node_opened_by_itself_stays() -> None:
    both = opened(HUB, TASK)
    assert {TASK, "Target:0"} <= set(drawn(collapse(both, HUB, around), around))


KEYS = st.builds(
    "{}:{}".format, st.sampled_from(["Policy", "Task"]), st.text("0123456789abcdef", min_size=1, max_size=16)
)
STEPS = st.builds(Step, KEYS, st.sampled_from(["", "LEADS", "DERIVES_FROM"]), st.sampled_from([25, 50, 300]))
PICTURES = st.builds(
    Picture, st.lists(KEYS, min_size=1, unique=True).map(tuple), st.lists(STEPS, unique=True).map(tuple)
)


@given(PICTURES)
def test_the_address_brings_the_picture_back(picture: Picture) -> None:
    there = picture_parameters(picture)
    assert read_picture(there["node"], there["open"]) == picture


@pytest.mark.parametrize(
    ("node", "steps", "picture"),
    [("", "", Picture()), ("Nobody:1", "", Picture()), ("Task:1,Task:1", "-", Picture(("Task:1",))),
     ("Task:1", "Task:1~x~LEADS", Picture(("Task:1",), (Step("Task:1", "LEADS"),))),
     ("Task:1", "Task:1~50~HATES", Picture(("Task:1",))), ("Task:<b>", "", Picture()),
     ("Task:1", "Task:1~99999999", Picture(("Task:1",), (Step("Task:1", "", 300),)))],
)  # fmt: skip
def test_an_address_written_by_hand_does_no_harm(node: str, steps: str, picture: Picture) -> None:
    assert read_picture(node, steps) == picture
