"""Which department followed on which: tables of cases."""

from __future__ import annotations

from typing import Any

import pytest

from policygraph.graph.identity.successions import Office, successions
from policygraph.ingest.organisations.functions import function_of
from policygraph.model.ontology import ontology
from policygraph.model.vocabulary import read_yaml

REFORM_2018, REFORM_2023 = "深化党和国家机构改革方案（2018年3月）", "党和国家机构改革方案（2023年3月）"


def office(name: str, region: str | None = "溪", level: str = "county", **years: int | None) -> Office:
    kind = "collective" if name.startswith("各") else "unit"
    return Office(f"{name}@{region}", name, function_of(name), level, region, kind, years)


def links(*offices: Office) -> list[tuple[str, str, int, float]]:
    names = {o.id: o.name for o in offices}
    return [(names[s.first], names[s.second], s.year, s.confidence) for s in successions(offices)]


# departments of one county; what followed on what, from which year, how sure
ONE_COUNTY = [
    (["县农业局", "县农业农村局"], [("县农业局", "县农业农村局", 2018, 0.95)]),
    (["县工商局", "县质监局", "县市场监管局"],
     [("县工商局", "县市场监管局", 2018, 0.9), ("县质监局", "县市场监管局", 2018, 0.9)]),
    (["县乡村振兴局", "县农业农村局"], [("县乡村振兴局", "县农业农村局", 2023, 0.8)]),
    (["县国土资源局", "县规划局", "县自然资源和规划局"],
     [("县国土资源局", "县自然资源和规划局", 2018, 0.95), ("县规划局", "县自然资源和规划局", 2018, 0.8)]),
    (["县文化局", "县旅游局", "县文旅局"], [("县文化局", "县文旅局", 2018, 0.9), ("县旅游局", "县文旅局", 2018, 0.9)]),
    (["县卫生局", "县计生委", "县卫计局", "县卫健局"],
     [("县卫生局", "县卫计局", 2013, 0.9), ("县卫计局", "县卫健局", 2018, 0.95), ("县计生委", "县卫计局", 2013, 0.9)]),
    # the one between is not named: on to the next
    (["县卫生局", "县卫健局"], [("县卫生局", "县卫健局", 2018, 0.855)]),
    # only a part of an office of several functions
    (["县商务粮食局", "县粮食和物资储备局"], [("县商务粮食局", "县粮食和物资储备局", 2018, 0.64)]),
    (["县物价局", "县发改局"], [("县物价局", "县发改局", 2018, 0.7)]),
    # nothing followed
    (["县水利局", "县农业农村局"], []),
    (["县商务粮食局", "县粮食局"], []),
    (["县农业局"], []),
    (["县农业局", "农技推广中心"], []),  # in the same field, but not the department
    (["县农技推广中心", "县农业农村局"], []),
    (["县农业局", "各农业农村局"], []),
    (["县地方金融监管局", "县委金融办"], []),  # holds down to the city only
]  # fmt: skip


@pytest.mark.parametrize(("names", "expected"), ONE_COUNTY, ids=lambda v: "、".join(map(str, v))[:40])
def test_within_a_county(names: list[str], expected: list[tuple[str, str, int, float]]) -> None:
    assert sorted(links(*map(office, names))) == sorted(expected)


def test_the_centre_and_places_have_their_own_certainty() -> None:
    offices = [office("国家乡村振兴局", None, "central"), office("农业农村部", None, "central")]
    assert links(*offices) == [("国家乡村振兴局", "农业农村部", 2023, 0.95)]


def test_never_from_one_region_to_another() -> None:
    assert links(office("县农业局", "溪"), office("县农业农村局", "河")) == []
    assert links(office("省农业厅", "溪", "province"), office("县农业农村局", "溪")) == []
    assert links(office("县农业局", None), office("县农业农村局", None)) == []  # whose they are is unknown


# years of the documents that name the old one and the new one, by document; is there a link?
TOGETHER = [
    ("县乡村振兴局", "县农业农村局", {"a": 2022}, {"a": 2022}, True),  # merged into one that was there
    ("县乡村振兴局", "县农业农村局", {"a": 2022, "b": 2026}, {"b": 2026}, False),  # both go on
    ("县乡村振兴局", "县农业农村局", {"a": 2024}, {"a": 2024}, True),  # in the year of carrying it out
    ("县农业局", "县农业农村局", {"a": 2014}, {"a": 2014}, False),  # both before the one was founded
    ("县农业局", "县农业农村局", {"a": 2014}, {"b": 2019}, True),
    ("县农业局", "县农业农村局", {"a": None}, {"a": None}, True),  # no year tells
]


@pytest.mark.parametrize(("old", "new", "of_old", "of_new", "expected"), TOGETHER)
def test_two_side_by_side_did_not_follow(
    old: str, new: str, of_old: dict[str, int | None], of_new: dict[str, int | None], expected: bool
) -> None:
    assert bool(links(office(old, **of_old), office(new, **of_new))) == expected


def test_an_old_name_in_late_documents_is_less_sure() -> None:
    """县粮食局 in a text of 2022 may be the new office's short name."""
    [early] = links(office("县粮食局", a=2015), office("县粮食和物资储备局", b=2022))
    [late] = links(office("县粮食局", a=2022), office("县粮食和物资储备局", b=2022))
    assert (early[3], late[3]) == (0.8, 0.4)


def test_the_source_is_the_plan_of_the_reform() -> None:
    found = successions([office("县农业局"), office("县农业农村局"), office("县乡村振兴局")])
    assert [(s.year, s.source) for s in found] == [(2023, REFORM_2023), (2018, REFORM_2018)]


def test_reforms_are_of_known_functions_and_run_in_time() -> None:
    functions: dict[str, Any] = read_yaml("functions.yaml")["functions"]
    reforms: list[dict[str, Any]] = read_yaml("reforms.yaml")["reforms"]
    levels = set(ontology().nodes["Department"].properties["level"].values)
    for reform in reforms:
        assert {reform["from"], reform["to"]} <= functions.keys(), reform
        assert set(reform.get("levels", ())) <= levels, reform
        assert 0 < reform["confidence"] <= 1 and 0 < reform.get("local", 1) <= 1, reform
        later = [r for r in reforms if r["from"] == reform["to"]]
        assert all(r["year"] > reform["year"] for r in later), reform  # so that there is no circle
    pairs = [(r["from"], r["to"]) for r in reforms]
    assert len(pairs) == len(set(pairs))
