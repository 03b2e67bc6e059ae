"""Which policies are one: the table of cases, and what does not depend on order."""

from __future__ import annotations

from typing import Any

import pytest

from policygraph.graph.identity.identity import Judgement, Mention
from policygraph.graph.identity.same_policies import Surroundings, judge_policies
from policygraph.ingest.head.titles import title_key
from tests.paths import cases

CASES = cases("same_policies")


def mentions(case: dict[str, Any]) -> list[Mention]:
    found = []
    for id_, told in case["policies"].items():
        said = {
            "name": told["title"], "title": told["title"], "key": title_key(told["title"]), "level": told.get("level"),
            "region": told.get("place"), "region_id": told.get("place"), "number": told.get("number"),
            "naming": told.get("naming"), "status": told.get("status", "cited"), "aliases": told.get("aliases", []),
        }  # fmt: skip
        kept = {name: value for name, value in said.items() if value is not None}
        found.append(Mention("Policy", id_, tuple(told.get("in", [f"document of {id_}"])), kept))
    return found


def around(case: dict[str, Any]) -> Surroundings:
    places = {told["place"] for told in case["policies"].values() if "place" in told}
    regions = {document: frozenset(inside) for document, inside in case.get("documents", {}).items()}
    return Surroundings(regions, {place: (place,) for place in places})


def pairs(judged: list[Judgement], *, sure: bool) -> set[frozenset[str]]:
    return {frozenset((each.first, each.second)) for each in judged if each.sure is sure}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_case(case: dict[str, Any]) -> None:
    judged = judge_policies(mentions(case), around(case))
    assert pairs(judged, sure=True) == {frozenset(pair) for pair in case.get("sure", ())}
    assert pairs(judged, sure=False) == {frozenset(pair) for pair in case.get("ask", ())}
    assert all(0 < each.score <= 1 and each.why for each in judged)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_order_does_not_matter(case: dict[str, Any]) -> None:
    said = mentions(case)
    assert set(judge_policies(said, around(case))) == set(judge_policies(said[::-1], around(case)))


def test_what_a_citation_means_elsewhere_stays_open() -> None:
    """The same title, cited from two cities: in each it is that city's."""
    title = "关于保护山泉水源的意见"
    case = {
        "documents": {"d1": ["云泽市"], "d2": ["清河市"]},
        "policies": {
            "cited": {"title": title, "in": ["d1", "d2"]},
            "one": {"title": title, "level": "city", "place": "云泽市", "status": "issued"},
            "other": {"title": title, "level": "city", "place": "清河市", "status": "issued"},
        },
    }
    judged = judge_policies(mentions(case), around(case))
    assert {(each.second, each.documents) for each in judged if each.sure} == {("one", ("d1",)), ("other", ("d2",))}
