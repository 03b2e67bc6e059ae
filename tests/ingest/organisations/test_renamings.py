"""What a text says became of departments: tables of cases, and the links that a document gives."""

from __future__ import annotations

import pytest

from policygraph.ingest import pipeline
from policygraph.ingest.cleaning.clean import clean
from policygraph.ingest.head.head import Named
from policygraph.ingest.organisations import renamings
from policygraph.ingest.relating.relate import relate
from policygraph.ingest.text.characters import for_matching
from policygraph.model.records import Records

# text, (the old one, the new one, the year) for each that it says
CASES = [
    ("责任单位：县乡村振兴局（现县农业农村局）、县财政局", [("县乡村振兴局", "县农业农村局", None)]),
    ("县农业农村局（原县农业局）牵头", [("县农业局", "县农业农村局", None)]),
    (
        "县文旅局（原县文化局、县旅游局）牵头",
        [("县文化局", "县文旅局", None), ("县旅游局", "县文旅局", None)],
    ),
    ("由原县工商局（2019年3月并入县市场监管局）负责", [("县工商局", "县市场监管局", 2019)]),
    ("2019年机构改革后，县安监局职责划入县应急管理局。", [("县安监局", "县应急管理局", 2019)]),
    ("县机构改革后县乡村振兴局的职责划入县农业农村局，不再保留。", [("县乡村振兴局", "县农业农村局", None)]),
    (
        "将县农业局、县畜牧局的职责整合，组建县农业农村局。",
        [("县农业局", "县农业农村局", None), ("县畜牧局", "县农业农村局", None)],
    ),
    ("青穗县粮食局于2019年3月更名为青穗县粮食和物资储备局。", [("青穗县粮食局", "青穗县粮食和物资储备局", 2019)]),
    ("县旅游局并入县文化广电和旅游局后，", [("县旅游局", "县文化广电和旅游局", None)]),
    ("撤销云漳县，设立云漳区，原云漳县林业局更名为云漳区自然资源局。", []),  # of places that nobody names: see below
    # nothing of the kind
    ("县农业农村局（县乡村振兴局）牵头", []),  # a second name
    ("县农业局的农田水利项目管理职责划入县水利局", []),  # a part
    ("县农业农村局（现场指导）", []),
    ("县财政局（原则同意）", []),
    ("原县扶贫办负责", []),
    ("石桥村并入柳河村", []),
    ("职责划入县农业农村局", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_what_became_of_departments(text: str, expected: list[tuple[str, str, int | None]]) -> None:
    folded = for_matching(text)
    found = renamings.find_renamings(folded, {"青穗县"})
    assert [(r.first, r.second, r.year) for r in found] == expected
    for r in found:
        assert r.first in folded[r.start : r.end] and r.second in folded[r.start : r.end]


def read(clause: str) -> Records:
    text = f"青穗县节水工作方案\n一、修复泉眼\n完成二十处泉眼修复。（{clause}）\n二、清理沟渠\n清理沟渠三十公里。\n"
    return relate(pipeline.read_document(clean(text), Named("青穗县节水工作方案.txt")), text)


def departments(records: Records) -> dict[str, str]:
    return {n.id: str(n.properties["name"]) for n in records.nodes if n.label == "Department"}


def test_a_bracket_that_says_so_is_a_link_with_its_evidence() -> None:
    records = read("责任单位：县乡村振兴局（现县农业农村局）、县水利局")
    names = departments(records)
    [link] = [e for e in records.edges if e.type == "SUCCEEDED_BY"]
    assert (names[link.source[1]], names[link.target[1]]) == ("县乡村振兴局", "县农业农村局")
    assert (link.evidence, link.properties["basis"]) == ("县乡村振兴局（现县农业农村局）", "stated")
    assert sorted(names.values()) == ["县乡村振兴局", "县农业农村局", "县水利局"]
    leads = [names[e.source[1]] for e in records.edges if e.type == "LEADS"]
    assert leads == ["县乡村振兴局"]


# the clause, names of the departments, their second names
ONE = [
    ("责任单位：县农业农村局（县乡村振兴局）", ["县农业农村局"], ["县乡村振兴局"]),
    ("责任单位：县乡村振兴局（原县扶贫办）", ["县乡村振兴局"], ["县扶贫办"]),  # renamed: one under two names
    ("责任单位：原县扶贫办", ["县扶贫办"], []),
]


@pytest.mark.parametrize(("clause", "names", "aliases"), ONE)
def test_two_names_of_one_are_no_link(clause: str, names: list[str], aliases: list[str]) -> None:
    records = read(clause)
    assert list(departments(records).values()) == names
    [node] = [n for n in records.nodes if n.label == "Department"]
    assert node.properties.get("aliases", []) == aliases
    assert not records.count("SUCCEEDED_BY")


def test_offices_of_a_county_that_becomes_a_district_are_followed() -> None:
    told = "撤销云漳县，设立云漳区。原云漳县林业局更名为云漳区自然资源局。"
    text = f"岚江省节水工作方案\n一、修复泉眼\n完成二十处泉眼修复。（省水利厅牵头）\n二、其他\n{told}\n"
    records = relate(pipeline.read_document(clean(text), Named("x.txt")), text)
    called = departments(records)
    ends = [(e.source[1], e.target[1]) for e in records.edges if e.type == "SUCCEEDED_BY" and e.source[1] in called]
    assert [tuple(map(called.get, each)) for each in ends] == [("云漳县林业局", "云漳区自然资源局")]
