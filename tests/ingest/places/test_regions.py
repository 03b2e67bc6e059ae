"""Whose document it is: tables of cases. Real places come from the gazetteer, invented ones from their form."""

from __future__ import annotations

import pytest

from policygraph.ingest.places.document_region import find_jurisdiction
from policygraph.ingest.places.region_names import COUNTRY, above, division_of, place_at_start, successors
from policygraph.ingest.places.regions import Jurisdiction

# heads of the document, its text, level, full name of its place
FOUND = [
    (["岳阳市云溪区人民政府办公室"], "", "county", "岳阳市云溪区"),
    (["密云区关于节水的方案"], "", "county", "北京市密云区"),
    (["北京市密云区关于节水的方案"], "", "county", "北京市密云区"),
    (["临沂市河东区关于节水的方案"], "", "county", "临沂市河东区"),
    (["义乌市节水方案"], "", "county", "金华市义乌市"),  # a city under a city
    (["包头市节水方案"], "", "city", "包头市"),
    (["内蒙古自治区节水方案"], "", "province", "内蒙古自治区"),
    # an autonomous region calls itself 我区, whichever county its text names
    (["宁夏回族自治区节水方案"], "推广贺兰县做法，推动我区节水。", "province", "宁夏回族自治区"),
    (["北京市节水方案"], "", "province", "北京市"),
    (["国务院办公厅关于节水的意见"], "", "central", "中华人民共和国"),
    (["中共中央 国务院关于节水的意见"], "", "central", "中华人民共和国"),
    (["农业农村部关于节水的通知"], "", "central", "中华人民共和国"),
    (["中华人民共和国水法"], "", "central", "中华人民共和国"),
    (["关于印发《包头市节水方案》的通知"], "", "city", "包头市"),
    (["中共包头市委办公室"], "", "city", "包头市"),
    (["《包头市节水条例》政策解读"], "", "city", "包头市"),
    (["一图读懂:包头市节水方案"], "", "city", "包头市"),
    # invented
    (["青穗县节水方案"], "", "county", "青穗县"),
    (["岚江省云泽市临澜区节水方案"], "", "county", "临澜区"),
    (["栖霞岭区节水方案"], "", "county", "栖霞岭区"),  # begins as 栖霞区 and 栖霞市 are called in short
    (["云泽市鼓楼区节水方案"], "", "county", "云泽市鼓楼区"),  # one more of the name, in a city of no table
    (["云泽市城东区节水方案"], "", "county", "云泽市城东区"),
    (["云泽市城区节水方案"], "", "city", "云泽市"),
    (["芦川镇节水方案"], "", "town", "芦川镇"),
    (["云溪镇节水方案"], "", "town", "云溪镇"),  # no short form of 云溪区
    (["云溪县节水方案"], "", "county", "云溪县"),  # nor this: no district becomes a county again
    (["密云县域经济发展方案"], "", "county", "北京市密云区"),
    (["云州省节水方案"], "", "province", "云州省"),  # nor a province that no table holds
    (["云州省云泽市节水方案"], "", "city", "云泽市"),
    (["云州省级示范区节水方案"], "", "county", "大同市云州区"),
    (["阿坝州县(市)节水方案"], "", "city", "阿坝藏族羌族自治州"),
    # a name ends where the rest is a word
    (["青溪市内涝治理方案"], "", "city", "青溪市"),
    (["青溪市外商投资促进办法"], "", "city", "青溪市"),
    (["青溪市场所码推广办法"], "", "city", "青溪市"),
    (["青溪县村庄规划编制方案"], "", "county", "青溪县"),
    (["二是区级部门要抓好节水"], "", None, None),
    (["人行赣州市中支节水方案"], "", None, None),
    (["青溪市内河道治理方案"], "", "city", "青溪市"),
    (["青溪市场监管方案"], "", None, None),
    (["青溪市内交通方案"], "", None, None),
    (["青溪市级储备粮管理办法"], "", None, None),
    # a town of which there are others, in a county that no table holds; an area in the city that the text names
    (["白石镇节水方案"], "禾川县人民政府", "town", "禾川县白石镇"),
    (["江岸新区节水方案"], "云泽市人民政府", "county", "云泽市江岸新区"),
    # who reports to a people's congress
    (["政府工作报告"], "在青穗县第十八届人民代表大会第五次会议上", "county", "青穗县"),
    (["政府工作报告"], "我代表青穗县人民政府,向大会报告工作", "county", "青穗县"),
    # the surest head that tells it
    (["节水方案", "包头市节水方案"], "", "city", "包头市"),
    # a county's report on what its city asked for
    (["关于《包头市节水方案》落实情况的报告", "固阳县人民政府"], "我县推广滴灌。", "county", "包头市固阳县"),
    (["关于《包头市节水方案》落实情况的报告"], "我县推广滴灌。", "county", None),
    (["关于《包头市节水方案》落实情况的报告"], "我市推广滴灌。", "city", "包头市"),
    # only the text tells it
    (["节水方案"], "我县地处盆地,三台县要节水,我县要推广滴灌。", "county", "绵阳市三台县"),
    (["湖南省节水方案"], "我省水多。岳阳市、云溪区等地先行。", "province", "湖南省"),
    # several bear the name: the text tells which, or only the level is known
    (["河东区节水方案"], "按天津市的要求推广滴灌。", "county", "天津市河东区"),
    (["河东区节水方案"], "按天津市的要求推广滴灌,学习临沂市的做法。", "county", None),
    (["河东区节水方案"], "推广滴灌。", "county", None),
    (["河东区节水方案"], "临沂市河东区推广滴灌,学习天津市的做法。", "county", "临沂市河东区"),
    (["大连节水方案"], "", "city", "大连市"),
    (["永定区节水方案"], "龙岩要节水。", "county", "龙岩市永定区"),  # the city by its short name
    # a town of which there are two: the text tells in which county
    (["茂林镇节水方案"], "按玉林市的要求推广滴灌。", "town", "玉林市玉州区茂林镇"),
    (["茂林镇节水方案"], "推广滴灌。", "town", None),
    # offices by their rank alone, and the place that is named more than once
    (
        ["第9次会议纪要"],
        "市水利局、市财政局要推广滴灌。义乌市滴灌由市水利局抓好,义乌市财政兜底。",
        "county",
        "金华市义乌市",
    ),
    (["第9次会议纪要"], "市水利局、市财政局要学习义乌市推广滴灌。", None, None),
    (["第9次会议纪要"], "县水利局、县财政局要推广滴灌。三台县先行,三台县财政兜底。", "county", "绵阳市三台县"),
    # nobody tells it
    (["节水方案"], "推广滴灌。", None, None),
    (["节水方案"], "我县要推广滴灌。三台县、射洪县先行。", "county", None),  # named as often
    (["关于做好节水工作的通知"], "各县(区)要推广滴灌。", None, None),
]


@pytest.mark.parametrize(("heads", "text", "level", "name"), FOUND)
def test_whose_document_it_is(heads: list[str], text: str, level: str | None, name: str | None) -> None:
    found = find_jurisdiction(heads, text)
    assert found.own == level
    assert (found.place.full_name if found.place else None) == name


# heads of the document, its text, its number, level, full name of its place, how many it may be
BY_NUMBER = [
    (["节水方案"], "推广滴灌。", "浙政办发〔2024〕1号", "province", "浙江省", 0),
    (["节水方案"], "推广滴灌。", "穗府办规〔2024〕1号", "city", "广州市", 0),
    (["节水方案"], "推广滴灌。", "国办发〔2024〕1号", "central", "中华人民共和国", 0),
    (["节水方案"], "象州县、武宣县推广滴灌。", "象政办发〔2024〕1号", "county", "来宾市象州县", 0),
    (["节水方案"], "岳阳市的云溪区、君山区推广滴灌。", "岳云委办发〔2024〕1号", "county", "岳阳市云溪区", 0),
    (["河东区节水方案"], "推广滴灌。", "临河政办发〔2024〕1号", "county", "临沂市河东区", 0),
    (["节水方案"], "我县要推广滴灌。三台县、射洪县先行。", "三府发〔2024〕1号", "county", "绵阳市三台县", 0),
    # the title goes before
    (["包头市节水方案"], "推广滴灌。", "浙政办发〔2024〕1号", "city", "包头市", 0),
    # Qinghai's or Qingdao's
    (["节水方案"], "推广滴灌。", "青政发〔2024〕1号", None, None, 2),
    (["节水方案"], "我省要推广滴灌。", "青政发〔2024〕1号", "province", "青海省", 0),
    # a province's sign, but the text speaks of its county
    (["节水方案"], "我县要推广滴灌。", "云政发〔2024〕1号", "county", None, 0),
    (["河东区节水方案"], "推广滴灌。", "河政办发〔2024〕1号", "county", None, 2),
    (["节水方案"], "推广滴灌。", "水办〔2024〕1号", None, None, 0),
]


@pytest.mark.parametrize(("heads", "text", "number", "level", "name", "possible"), BY_NUMBER)
def test_a_number_tells_whose_document_it_is_where_nothing_else_does(
    heads: list[str], text: str, number: str, level: str | None, name: str | None, possible: int
) -> None:
    found = find_jurisdiction(heads, text, number=number)
    assert (found.own, found.place.full_name if found.place else None) == (level, name)
    assert len(found.unsure.places if found.unsure else ()) == possible


# title, year of the document, full name of its place, what it was called, who 市农业局 is there
OF_THEIR_TIME = [
    ("密云县节水方案", 2010, "北京市密云区", "密云县", "北京市"),
    ("密云区节水方案", 2020, "北京市密云区", None, "北京市"),
    ("三水市节水方案", 1999, "佛山市三水区", "三水市", "三水区"),
    ("淮安市节水方案", 1999, "淮安市淮安区", "淮安市", "淮安区"),
    ("淮安市节水方案", 2010, "淮安市", None, "淮安市"),
    ("崇文区节水方案", 2005, "北京市崇文区", None, "北京市"),
]


@pytest.mark.parametrize(("title", "year", "name", "former", "city"), OF_THEIR_TIME)
def test_a_place_under_the_name_that_it_had(title: str, year: int, name: str, former: str | None, city: str) -> None:
    found = find_jurisdiction([title], "", year=year)
    assert found.place and (found.place.full_name, found.place.former) == (name, former)
    whose = found.by_prefix("市")
    assert whose and whose.name == city


def test_what_is_gone_lies_in_its_city_and_has_successors() -> None:
    place = find_jurisdiction(["崇文区节水方案"], "", year=2005).place
    assert place and [p.name for p in above(place)] == ["北京市"]
    assert [p.full_name for p in successors(place)] == ["北京市东城区"] and place.until == 2010
    assert division_of(place) is None


def test_a_place_of_the_gazetteer_has_those_above_it() -> None:
    places = find_jurisdiction(["岳阳市云溪区节水方案"], "").places
    assert {level: place.name for level, place in places.items()} == {
        "county": "云溪区",
        "city": "岳阳市",
        "province": "湖南省",
    }
    assert [p.name for p in above(places["county"])] == ["岳阳市", "湖南省"]
    assert above(places["province"]) == []


def test_a_new_place_has_those_above_it_that_the_titles_of_other_policies_name() -> None:
    found = find_jurisdiction(["临澜区节水方案"], "根据《岚江省节水意见》和《云泽市节水方案》,制定本方案。")
    assert {level: place.name for level, place in found.places.items()} == {
        "county": "临澜区",
        "city": "云泽市",
        "province": "岚江省",
    }


def test_what_is_below_or_beside_is_not_above() -> None:
    found = find_jurisdiction(["云泽市节水方案"], "根据《临澜区节水方案》《柳河市节水方案》,制定本方案。")
    assert list(found.places) == ["city"]


# level asked for, place of a county in a municipality
IN_A_MUNICIPALITY = [
    ("county", "密云区"),
    ("city", "北京市"),
    ("province", "北京市"),
    ("central", "全国"),
    (None, None),
]


@pytest.mark.parametrize(("level", "name"), IN_A_MUNICIPALITY)
def test_the_city_of_a_municipality_is_the_municipality(level: str | None, name: str | None) -> None:
    place = find_jurisdiction(["密云区节水方案"], "").at(level)
    assert (place.name if place else None) == name


def test_the_city_of_a_province_is_unknown() -> None:
    assert find_jurisdiction(["湖南省节水方案"], "").at("city") is None


# the text, name of the place that it begins with, how many characters name it
AT_START = [
    ("云溪区农业农村局", "云溪区", 3),
    ("岳阳市云溪区", "云溪区", 6),
    ("青穗县交通运输局", "青穗县", 3),
    ("云泽市临澜区水利局", "临澜区", 6),
    ("青穗县云泽市", "青穗县", 3),  # the second does not lie in the first
    ("合肥海关", "合肥市", 2),
    ("云溪镇人民政府", "云溪镇", 3),
    ("乌苏里县水利局", "乌苏里县", 4),  # a county that no table holds, and not 乌苏市
    ("河北易县水利局", "易县", 4),
    ("密云新区节水方案", "密云新区", 4),  # of that name, and nowhere in 密云区
    ("青穗县青穗经开区节水方案", "青穗经开区", 8),
    ("河东区水利局", None, 0),  # two places have the name
    ("县水利局", None, 0),
    ("各县水利局", None, 0),
    ("全市", None, 0),
    ("乡镇卫生院", None, 0),
    ("开发区管委会", None, 0),
    ("农村商业银行", None, 0),
    ("住房和城乡建设局", None, 0),
    ("城乡供水公司", None, 0),
    ("", None, 0),
]


@pytest.mark.parametrize(("text", "name", "length"), AT_START)
def test_place_at_start(text: str, name: str | None, length: int) -> None:
    found = place_at_start(text)
    assert (found[0].name, found[1]) == (name, length) if found else name is None


def test_two_places_of_one_name_are_two() -> None:
    here, there = (find_jurisdiction([f"{city}河东区节水方案"], "").place for city in ("临沂市", "天津市"))
    assert here and there and here.name == there.name == "河东区" and here.id != there.id


def test_the_gazetteer_knows_its_own() -> None:
    place = find_jurisdiction(["岳阳市云溪区节水方案"], "").place
    assert place and place.code == "430603"
    division = division_of(place)
    assert division and division.full_name == "湖南省岳阳市云溪区"


def test_nothing_known() -> None:
    assert Jurisdiction().place is None
    assert Jurisdiction().at("county") is None
    assert Jurisdiction(own="central").place == COUNTRY


# what a text begins with, the place that it names, its level
STARTS = [
    ("青穗县节水方案", "青穗县", "county"),
    ("岳阳市云溪区云岫镇节水方案", "云岫镇", "town"),  # younger than the gazetteer
    ("湖南云岫新区管理委员会", "云岫新区", "city"),
    ("湖南省美丽城镇建设方案", "湖南省", "province"),
    ("海南自由贸易港", "海南省", "province"),  # a district bears the name too
    # no places
    ("住房城乡建设部", None, None),
    ("走访辖区商户", None, None),
    ("事发地设区的市", None, None),
    ("人行湖南省分行", None, None),
    ("加强产业园区管理", None, None),
    ("金融商务区总部经济", None, None),
    ("参照青穗县的做法", None, None),
    ("云溪县乡村振兴工作方案", "云溪县", "county"),
    ("云溪县乡公路", "云溪区", "county"),
    ("抓紧办好全县节水", None, None),
]


@pytest.mark.parametrize(("text", "name", "level"), STARTS)
def test_places_that_a_text_begins_with(text: str, name: str | None, level: str | None) -> None:
    found = place_at_start(text)
    assert (found[0].name if found else None, found[0].level if found else None) == (name, level)


def test_a_town_younger_than_the_gazetteer_lies_in_its_county() -> None:
    found = place_at_start("岳阳市云溪区云岫镇")
    assert found and [p.name for p in above(found[0])] == ["云溪区", "岳阳市", "湖南省"]
