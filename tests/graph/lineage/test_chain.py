"""Chains: links followed over levels, guesses along them, cards in columns."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import pytest

from policygraph.graph.lineage import chain
from policygraph.graph.lineage.chain import Candidate, Chain, Link
from policygraph.graph.stores.store import Row


def row(lower: str, upper: str, basis: str = "cited", **more: Any) -> Row:
    """A row of the query `derivations` between two keys."""
    ends = dict(zip(("lower_label", "lower_id"), lower.split(":"), strict=True))
    ends |= dict(zip(("upper_label", "upper_id"), upper.split(":"), strict=True))
    return {
        **ends,
        "relation": "DERIVES_FROM",
        "basis": basis,
        "score": None,
        "evidence": f"{lower}依据{upper}",
        **more,
    }


COUNTY, COUNTY2, CITY, PROVINCE, CENTRE = (
    f"Policy:{name}" for name in ("county", "county2", "city", "province", "centre")
)
ROWS = [
    row(COUNTY, CITY), row(COUNTY, PROVINCE), row(CITY, PROVINCE), row(PROVINCE, CENTRE), row(COUNTY2, CITY),
    row("Task:a", "Task:b", "aligned", score=0.8), row("Task:b", "Task:c", "aligned", score=0.7),
]  # fmt: skip


def links_of(ids: Sequence[str]) -> list[Row]:
    return [each for each in ROWS if each["lower_id"] in ids or each["upper_id"] in ids]


@pytest.mark.parametrize(
    ("start", "up", "keys"),
    [
        (COUNTY, True, [f"{COUNTY}>{CITY}", f"{COUNTY}>{PROVINCE}", f"{CITY}>{PROVINCE}", f"{PROVINCE}>{CENTRE}"]),
        (COUNTY, False, []),
        (CITY, False, [f"{COUNTY}>{CITY}", f"{COUNTY2}>{CITY}"]),
        ("Task:a", True, ["Task:a>Task:b", "Task:b>Task:c"]),
        ("Task:c", False, ["Task:b>Task:c", "Task:a>Task:b"]),
        ("Task:unknown", True, []),
    ],
)
def test_a_line_goes_one_way_nearest_first_and_holds_no_other_branch(start: str, up: bool, keys: list[str]) -> None:
    assert [link.key for link in chain.links_along([start], links_of, up=up)] == keys


def test_a_circle_ends() -> None:
    circle = [row("Policy:a", "Policy:b"), row("Policy:b", "Policy:a"), row("Policy:a", "Policy:a")]
    assert [link.key for link in chain.links_along(["Policy:a"], lambda _: circle, up=True)] == [
        "Policy:a>Policy:b",
        "Policy:b>Policy:a",
    ]


def test_several_documents_are_one_link_and_what_is_cited_goes_before_what_is_alike() -> None:
    cited = [row("Policy:a", "Policy:b", document="1"), row("Policy:a", "Policy:b", document="2")]
    [link] = chain.merged([row("Policy:a", "Policy:b", "aligned", score=0.5), *cited])
    assert link.kind == "cited" and [each["document"] for each in link.grounds] == ["1", "2"]
    [link] = chain.merged([row("Task:a", "Task:b", "aligned", score=s) for s in (0.5, 0.6)])
    assert link.kind == "aligned" and link.score == 0.6 and len(link.grounds) == 2


def measure(task: str, policy: str | None, role: str | None = "text", parent: str | None = None) -> Row:
    return {"task_id": task, "policy_id": policy, "role": role, "parent_id": parent, "task": task, "text": task}


def test_measures_are_those_of_the_text_and_outermost_ones() -> None:
    rows = [measure("one", "p"), measure("part", "p", parent="one"), measure("said", "p", "interprets"),
            measure("told", "q", "interprets"), measure("loose", "q", None)]  # fmt: skip
    found = chain.measures(rows)
    assert {policy: [each["task_id"] for each in own] for policy, own in found.items()} == {"p": ["one"], "q": ["told"]}


# --- guesses ----------------------------------------------------------------------------------------------------------

OF = {
    name: [measure(f"{name}{i}", name) for i in (1, 2)] for name in ("county", "county2", "city", "province", "centre")
}
HOME = {f"Task:{each['task_id']}": f"Policy:{name}" for name, own in OF.items() for each in own}


def near(lower: str, upper: str, about: Collection[str]) -> list[Candidate]:
    """The first of each level is like the first of the others, the second like the second."""
    assert about, "asked about something"
    return [Candidate(f"{lower}{i}", f"{upper}{i}", 0.5 + i / 10, 0.5 + i / 10) for i in (1, 2)]


def guessed(start: str, *, up: bool, stored: Sequence[Link] = (), of: dict[str, list[Row]] = OF) -> list[str]:
    lines = chain.links_along([HOME[start]], links_of, up=up)
    return [link.key for link in chain.guesses(start, lines, of, near, HOME, stored, up=up)]


def test_guesses_go_from_level_to_level_by_the_nearest_way() -> None:
    assert guessed("Task:county1", up=True) == [
        "Task:county1>Task:city1", "Task:city1>Task:province1", "Task:province1>Task:centre1",
    ]  # fmt: skip
    assert guessed("Task:centre2", up=False) == [
        "Task:province2>Task:centre2", "Task:city2>Task:province2",
        "Task:county2>Task:city2", "Task:county22>Task:city2",
    ]  # fmt: skip


def test_a_level_without_text_is_passed_over_where_the_line_does_so() -> None:
    assert guessed("Task:county1", up=True, of=OF | {"city": []}) == [
        "Task:county1>Task:province1", "Task:province1>Task:centre1",
    ]  # fmt: skip


def test_what_the_graph_says_is_not_guessed_again_but_gone_on_from() -> None:
    stored = [Link("Task:county1", "Task:city2", "aligned", 0.9)]
    assert guessed("Task:county1", up=True, stored=stored) == [
        "Task:city2>Task:province2", "Task:province2>Task:centre2",
    ]  # fmt: skip


@pytest.mark.parametrize(("tenths", "kept"), [(range(2, 9), [0.8, 0.7, 0.6]), ((8, 3, 4), [0.8, 0.4])])
def test_an_upper_measure_may_have_become_several_of_one_policy(tenths: Sequence[int], kept: list[float]) -> None:
    def many(lower: str, upper: str, about: Collection[str]) -> list[Candidate]:
        return [Candidate(f"{lower}-{i}", f"{upper}1", i / 10, i / 10) for i in tenths]

    found = chain.guesses("Task:centre1", [Link(COUNTY, CENTRE, "cited")], OF, many, HOME, [], up=False)
    assert [link.score for link in found] == kept


def test_of_too_many_policies_the_nearest_are_kept() -> None:
    lines = chain.links_along([PROVINCE], links_of, up=False)
    assert [link.key for link in chain.direct(lines)] == [
        f"{CITY}>{PROVINCE}", f"{COUNTY}>{CITY}", f"{COUNTY2}>{CITY}",
    ]  # fmt: skip
    kept, cut = chain.nearest(lines, 3)
    assert ({link.key for link in kept}, cut) == ({f"{CITY}>{PROVINCE}", f"{COUNTY}>{CITY}", f"{COUNTY}>{PROVINCE}"}, 1)


# --- columns ----------------------------------------------------------------------------------------------------------


def policy(name: str, level: str | None, region: str | None = None) -> Row:
    return {"id": name, "title": name, "level": level, "region": region}


def test_cards_stand_by_level_with_the_start_first_then_those_with_measures_by_place() -> None:
    policies = [
        policy("c", "county", "丙县"),
        policy("a", "county", "甲县"),
        policy("b", "county", "乙县"),
        policy("z", "central"),
    ]
    shown = [measure("a1", "a"), measure("z1", "z")]
    found = chain.columns(policies, shown, "Policy:c")
    assert [(level, [group.policy and group.policy["id"] for group in groups]) for level, groups in found] == [
        ("county", ["c", "a", "b"]), ("city", []), ("province", []), ("central", ["z"]),
    ]  # fmt: skip


def test_towns_and_unknown_levels_have_a_column_only_where_there_are_any() -> None:
    found = chain.columns([policy("t", "town"), policy("x", None)], [measure("s", None)], "Task:s")
    assert [level for level, _ in found] == ["town", "county", "city", "province", "central", chain.UNKNOWN]
    unknown = found[-1][1]
    assert [group.policy for group in unknown] == [None, policy("x", None)]
    assert Chain("Task:s", found, ()).level == chain.UNKNOWN


def test_what_is_reached_is_counted_by_kind_and_with_or_without_guesses() -> None:
    links = (Link("Task:a", "Task:b", "aligned"), Link("Task:b", "Task:c", "guess"), Link("Task:a", COUNTY, "cited"))
    found = Chain("Task:a", (), links)
    assert found.reach(up=True) == {"Task:b", "Task:c"} and found.reach(up=True, guesses=False) == {"Task:b"}
    assert found.reach(up=False) == set()
