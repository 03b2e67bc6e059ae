"""Which office is meant: by a second name, by a place's name in its own, in a county that no table knows."""

from __future__ import annotations

import pytest

from tests.ingest.organisations.test_areas import read, read_text, within

SEVERAL = ["黑潭县专班", "黑潭县教育局", "黑潭县水利局"]
# the document's title, the lists of units task by task, the full names of all departments
CASES = [
    # what a bracket calls a unit is the same office later, with its rank or without
    ("黑潭县2026年方案", ["县委宣传部（县文明办）", "县文明办"], ["黑潭县委宣传部"]),
    ("黑潭县2026年方案", ["县委宣传部（文明办）", "县文明办"], ["黑潭县委宣传部"]),
    ("黑潭县2026年方案", ["县文明办", "县委宣传部（县文明办）"], ["黑潭县委宣传部"]),
    # a bureau's own name counts before that of an office in it
    ("黑潭县2026年方案", ["县委农办（县农业农村局）", "县农业农村局"], ["黑潭县农业农村局"]),
    # two that one list holds are two, and so is what two are called
    ("黑潭县2026年方案", ["县教育局（县招考办）、县招考办"], ["黑潭县招考办", "黑潭县教育局"]),
    ("黑潭县2026年方案", ["县教育局（县专班）", "县水利局（县专班）、县专班"], SEVERAL),
    # what bears its place's name has no rank before it
    ("绍兴市2026年方案", ["市发改委、绍兴供电局、财政局"], ["绍兴供电局", "绍兴市发改委", "绍兴市财政局"]),
    ("福建省2030年方案", ["省财政厅、国开行福建省分行"], ["国开行福建省分行", "福建省财政厅"]),
    # 市政管理局 has no rank before it, 省政务服务局 has
    ("福建省2030年方案", ["省政务服务局"], ["福建省政务服务局"]),
    ("绍兴市2030年方案", ["市政管理局"], ["绍兴市市政管理局"]),
    ("绍兴市2030年方案", ["市委办"], ["绍兴市委办"]),
    # the centre's is nobody else's
    ("福建省2030年方案", ["国家卫生健康委"], ["国家卫生健康委"]),
    (
        "福建省2030年方案",
        ["省民政厅、教育部、国务院国资委", "民政部"],
        ["国务院国资委", "教育部", "民政部", "福建省民政厅"],
    ),
    # … and its field units are their places'
    ("福建省2030年方案", ["国家外汇管理局福建省分局"], ["国家外汇管理局福建省分局"]),
    # another place's unit of the same work is another's
    ("绍兴市2030年方案", ["绍兴供电局", "宁波供电局"], ["宁波供电局", "绍兴供电局"]),
    # 州 is no 市, nor the other way round
    ("绍兴市2030年方案", ["市民政局", "州民政局"], ["州民政局", "绍兴市民政局"]),
    # names that run into one another where a line's end was lost
    ("黑潭县2026年方案", ["黑潭县教育局黑潭县公安局"], ["黑潭县公安局", "黑潭县教育局"]),
    ("福建省2030年方案", ["中共福建省委办公厅福建省人民政府办公厅"], ["中共福建省委办公厅", "福建省政府办公厅"]),
    ("福建省2030年方案", ["福建省商务厅国家税务总局福建省税务局"], ["国家税务总局福建省税务局", "福建省商务厅"]),
    ("绍兴市2030年方案", ["绍兴市公安局柯桥区分局"], ["绍兴市公安局柯桥区分局"]),
    # whose committee it is tells the Party's before it
    ("云泽市2026年方案", ["临江新区党工委、管委会"], ["云泽市临江新区党工委", "云泽市临江新区管委会"]),
    # a branch tells of which city a district of no table is
    ("临澜区2026年方案", ["市水利局临澜分局", "云泽市水利局临澜分局"], ["云泽市水利局临澜分局"]),
    # what a reform does to a unit is no name
    ("黑潭县2026年方案", ["组建县水利局", "县水利局"], ["黑潭县水利局"]),
    # where a list ends
    ("绍兴市2030年方案", ["市财政局、各县政府按"], ["绍兴市各县政府", "绍兴市财政局"]),
    # a bracket in a collective may be of any kind, and lines end in it
    ("绍兴市2030年方案", ["各县<市、区>人民政府", "各县（市、\n区）人民\n政府"], ["绍兴市各县(市、区)人民政府"]),
    # who is told by what he is like is nobody's name
    ("绍兴市2030年方案", ["市财政局、实力强的企业"], ["绍兴市实力强的企业", "绍兴市财政局"]),
    # what is complete has no place before it: firms, and the State's field units
    ("绍兴市2030年方案", ["中铁二局集团有限公司"], ["中铁二局集团有限公司"]),
    ("上海市2030年方案", ["上海海关", "上海海关", "中华人民共和国上海海关"], ["上海海关"]),
    # a commission's name is no bureau with an office in it
    (
        "岚江省2030年方案",
        ["中国银行保险监督管理委员会岚江监管局、岚江银保监局"],
        ["中国银行保险监督管理委员会岚江监管局", "岚江省银保监局"],
    ),
    # a county that no table knows is not the city of a like name, nor is its city
    ("黑河县2026年方案", ["县农业农村局", "黑河县财政局"], ["黑河县农业农村局", "黑河县财政局"]),
]


@pytest.mark.parametrize(("title", "lists", "full"), CASES, ids=[lists[0] for _, lists, _ in CASES])
def test_offices(title: str, lists: list[str], full: list[str]) -> None:
    records = read(title, *lists)
    assert sorted(str(n.properties["full_name"]) for n in records.nodes if n.label == "Department") == full


@pytest.mark.parametrize(
    ("title", "name", "unlisted"),
    [
        ("黑河县2026年方案", "黑河县", True),
        ("黑河市2026年方案", "黑河市", None),
        ("云漳新区2026年方案", "云漳新区", None),
    ],
)
def test_a_region_that_no_table_knows_says_so(title: str, name: str, unlisted: bool | None) -> None:
    records = read(title, "县财政局")
    [region] = [n for n in records.nodes if n.label == "Region" and n.properties["name"] == name]
    assert region.properties.get("unlisted") is unlisted
    assert within(records, region.id) == (["黑龙江省"] if name == "黑河市" else [])


def test_an_organ_of_the_state_is_the_centres_wherever_it_is_named() -> None:
    records = read("福建省2030年方案", "国家卫生健康委")
    levels = [n.properties.get("level") for n in records.nodes if n.label == "Department"]
    assert levels == ["central"]


OFFICES = "1.清理文件。（责任处室：法规处、厅建设处；配合单位：办公室、厅信息中心）\n"


@pytest.mark.parametrize(
    ("issuer", "full"),
    [
        ("岚江省水利厅", [f"岚江省水利厅{office}" for office in ("信息中心", "办公室", "建设处", "法规处")]),
        ("岚江省财政厅", [f"岚江省财政厅{office}" for office in ("信息中心", "办公室", "建设处", "法规处")]),
        # whose they are a government's document does not say
        ("岚江省人民政府", [f"岚江省{office}" for office in ("办公室", "厅信息中心", "厅建设处", "法规处")]),
    ],
)
def test_an_office_alone_is_of_the_bureau_that_signs(issuer: str, full: list[str]) -> None:
    records = read_text(f"{issuer}2026年工作方案\n为做好工作，制定本方案。\n{OFFICES}{issuer}\n2026年3月2日\n")
    names = {str(n.properties["full_name"]) for n in records.nodes if n.label == "Department"}
    assert sorted(names - {issuer}) == full
