"""Departments of functional areas: each within its area, the area within its city or county."""

from __future__ import annotations

import pytest

from policygraph.ingest import pipeline
from policygraph.ingest.cleaning.clean import clean
from policygraph.ingest.head.head import Named
from policygraph.ingest.places import areas
from policygraph.ingest.relating.relate import relate
from policygraph.model.records import Records

ZONE = "岳阳市云溪区绿色化工产业园管委会"
# the document's title, the unit, its full name, the chain of regions that it lies in
CASES = [
    ("云漳新区2026年工作要点", "新区经济发展局", "云漳新区经济发展局", ["云漳新区"]),
    # named in a city that no table holds, it is none of another city's
    ("岚江省云泽市空港新区2026年工作要点", "新区管委会", "云泽市空港新区管委会", ["空港新区", "云泽市", "岚江省"]),
    ("云泽市空港新区2026年工作要点", "新区财政局", "云泽市空港新区财政局", ["空港新区", "云泽市"]),
    ("云漳新区2026年工作要点", "区农业农村局", "云漳新区农业农村局", ["云漳新区"]),
    ("云漳新区2026年工作要点", "管委会", "云漳新区管委会", ["云漳新区"]),
    ("云漳新区2026年工作要点", "云漳新区财政局", "云漳新区财政局", ["云漳新区"]),
    ("禾川县2026年招商方案", "新区经济发展局", "禾川新区经济发展局", ["新区", "禾川县"]),
    ("禾川县2026年招商方案", "禾川经济开发区管委会", "禾川经开区管委会", ["禾川经济开发区", "禾川县"]),
    ("禾川县2026年招商方案", "县工业园区管委会", "禾川工业园区管委会", ["工业园区", "禾川县"]),
    ("禾川县2026年招商方案", "白鹭湖旅游度假区管委会", "禾川县白鹭湖旅游度假区管委会", ["白鹭湖旅游度假区", "禾川县"]),
    ("禾川县2026年招商方案", "园区服务中心", "禾川县园区服务中心", ["禾川县"]),  # it may serve any park
    ("禾川县2026年招商方案", "重点产业园区管委会", "禾川县重点产业园区管委会", ["禾川县"]),  # several, of no name
    ("云漳新区2026年招商方案", "高新区管委会", "云漳新区高新区管委会", ["高新区", "云漳新区"]),  # one of those inside
    ("云漳新区2026年招商方案", "云漳新区党工委", "云漳新区党工委", ["云漳新区"]),
    ("云泽高新区2026年招商方案", "高新区投资促进局", "云泽高新区投资促进局", ["云泽高新区"]),
    # an area that is given work itself, under any of its spellings
    ("云泽市2026年招商方案", "高新区", "云泽高新区管委会", ["高新区", "云泽市"]),
    ("云泽市2026年招商方案", "市高新技术产业开发区", "云泽高新区管委会", ["高新技术产业开发区", "云泽市"]),
    ("云泽市2026年招商方案", "云泽国家高新区", "云泽高新区管委会", ["云泽国家高新区", "云泽市"]),
    ("云泽市2026年招商方案", "国家高新区管委会", "云泽高新区管委会", ["国家高新区", "云泽市"]),
    ("云泽市2026年招商方案", "产业园", "云泽市产业园", ["云泽市"]),  # of which there may be many
    ("云泽市高新区建设方案", "市科技局", "云泽市科技局", ["云泽市"]),  # about the area, not the area's
    ("岳阳南湖新区2026年工作要点", "市财政局", "岳阳市财政局", ["岳阳市", "湖南省"]),
    ("岳阳南湖新区2026年工作要点", "新区财政局", "岳阳市南湖新区财政局", ["南湖新区", "岳阳市", "湖南省"]),
    ("岳阳市2026年招商方案", "岳阳高新区管委会", "岳阳市高新区管委会", ["岳阳高新区", "岳阳市", "湖南省"]),
    ("岳阳市2026年招商方案", ZONE, ZONE, ["岳阳市云溪区绿色化工产业园", "云溪区", "岳阳市", "湖南省"]),
    ("合肥市2026年招商方案", "滨湖新区管委会", "合肥市滨湖新区管委会", ["滨湖新区", "合肥市", "安徽省"]),
    ("浙江省开发区条例", "省商务厅", "浙江省商务厅", ["浙江省"]),
]


def read(title: str, *units: str) -> Records:
    tasks = "".join(f"{i}.办好实事{i}。（牵头单位：{u}）\n" for i, u in enumerate(units, 1))
    return read_text(f"{title}\n一、重点任务\n{tasks}")


def read_text(text: str) -> Records:
    return relate(pipeline.read_document(clean(text), Named("x.txt")), text)


def within(records: Records, id_: str) -> list[str]:
    names = {n.id: str(n.properties["name"]) for n in records.nodes}
    upper = {e.source[1]: e.target[1] for e in records.edges if e.type == "WITHIN"}
    chain = []
    while id_ in upper:
        id_ = upper[id_]
        chain.append(names[id_])
    return chain


@pytest.mark.parametrize(("title", "unit", "full", "chain"), CASES, ids=[f"{t[:6]}-{u}" for t, u, *_ in CASES])
def test_departments_of_areas(title: str, unit: str, full: str, chain: list[str]) -> None:
    records = read(title, unit)
    [department] = [n for n in records.nodes if n.label == "Department"]
    assert department.properties["full_name"] == full
    assert within(records, department.id) == chain


@pytest.mark.parametrize(
    ("title", "area", "units"),
    [
        ("廊坊市2026年招商方案", "131071", ["廊坊开发区管委会", "开发区管委会", "廊坊经济技术开发区管理委员会"]),
        ("合肥市2026年招商方案", "340178", ["新站高新区管委会", "新站高新技术产业开发区管理委员会"]),
    ],
)
def test_an_area_that_the_table_knows_keeps_its_code(title: str, area: str, units: list[str]) -> None:
    records = read(title, *units)
    [department] = [n for n in records.nodes if n.label == "Department"]
    [region] = [e.target[1] for e in records.edges if e.type == "WITHIN" and e.source[1] == department.id]
    assert [n.properties["code"] for n in records.nodes if n.id == region] == [area]


def test_an_area_is_one_under_its_spellings_in_its_own_document_and_its_countys() -> None:
    spelt = read("禾川县2026年招商方案", "禾川经济开发区管委会", "经开区管理委员会", "禾川经济技术开发区管委会")
    own = read("禾川经济开发区2026年招商方案", "管委会")
    found = [{n.id for n in records.nodes if n.label == "Department"} for records in (spelt, own)]
    assert found[0] == found[1] and len(found[0]) == 1


@pytest.mark.parametrize(
    ("title", "units"),
    [
        ("云泽市2026年招商方案", ["高新区", "市高新区", "云泽高新技术产业开发区", "国家高新区管委会"]),
        ("云泽市2026年招商方案", ["经开区", "经济技术开发区", "云泽市经济技术开发区", "云泽经济开发区"]),
        ("岳阳市2026年招商方案", ["高新区", "岳阳高新技术产业开发区", "市高新区", "国家高新区"]),
    ],
)
def test_an_area_that_is_given_work_is_one_under_its_spellings(title: str, units: list[str]) -> None:
    records = [read(title, unit) for unit in units]
    found = {(n.label, n.id) for each in records for n in each.nodes if n.label == "Department"}
    regions = {e.target for each in records for e in each.edges if e.type == "WITHIN" and e.source in found}
    assert len(found) == len(regions) == 1


def test_who_is_called_short_is_the_one_that_is_named_in_full() -> None:
    records = read("岳阳市2026年招商方案", "岳阳高新区管委会", "南湖新区经济发展局", "新区农业农村局")
    full = {n.properties["full_name"] for n in records.nodes if n.label == "Department"}
    assert full == {"岳阳市高新区管委会", "岳阳市南湖新区经济发展局", "岳阳市南湖新区农业农村局"}


@pytest.mark.parametrize(
    ("area", "short"),
    [("经济技术开发区", "经开区"), ("高新技术产业开发区", "高新区"), ("国家级高新区", "高新区")],
)
def test_short_names(area: str, short: str) -> None:
    assert areas.short(area) == short


@pytest.mark.parametrize(
    ("title", "words", "found"),
    [
        ("青溪市2026年方案", "在青溪高新区修路", ["青溪高新区"]),
        ("青溪市2026年方案", "在高新技术产业开发区修路，在经济技术开发区建厂", ["青溪高新区", "青溪经开区"]),
        ("青溪市2026年方案", "由高新区管委会建厂，推进各开发区改革，在园区修路", []),
        ("岳阳市2026年方案", "在岳阳高新区修路，在岳阳市城区建厂", ["湖南省岳阳市高新区", "湖南省岳阳市"]),
        ("岳阳市2026年方案", "赴合肥高新区学习", ["安徽省合肥市高新技术产业开发区"]),
        ("湖南省2026年方案", "在高新区修路", []),  # of whichever city
    ],
)
def test_what_is_done_in_an_area_is_there_and_not_in_its_city(title: str, words: str, found: list[str]) -> None:
    text = f"{title}\n一、重点任务\n1.办好实事。{words}。（牵头单位：市水利局）\n"
    records = relate(pipeline.read_document(clean(text), Named("x.txt")), text)
    names = {n.id: n.properties["full_name"] for n in records.nodes if n.label == "Region"}
    assert [names[e.target[1]] for e in records.edges if e.type == "LOCATED_IN"] == found
