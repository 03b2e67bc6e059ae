"""Which organisation a name stands for: tables of cases."""

from __future__ import annotations

import pytest

from policygraph.ingest.organisations import unit_lists
from policygraph.ingest.organisations.departments import Department, Register
from policygraph.ingest.places.document_region import find_jurisdiction

COUNTY = "岳阳市云溪区节水方案"
CITY = "岳阳市节水方案"
PROVINCE = "湖南省节水方案"
DISTRICT_OF_BEIJING = "密云区节水方案"
COUNTY_LEVEL_CITY = "义乌市节水方案"
NEW_COUNTY = "青穗县节水方案"
NEW_CITY = "云泽市节水方案"
CENTRAL = "国务院办公厅关于节水的意见"
TOWN = "岳阳市云溪区陆城镇节水方案"
UNKNOWN = "关于节水的方案"


def register(title: str, document: str = "d") -> Register:
    return Register(find_jurisdiction([title], ""), document)


def enter(name: str, title: str, document: str = "d") -> Department:
    (unit,) = unit_lists.listed_units(name)
    return register(title, document).enter(unit)


# document, name as written, full name, whose it is, level
WHOSE = [
    (COUNTY, "区农业农村局", "岳阳市云溪区农业农村局", "云溪区", "county"),
    (COUNTY, "农业农村局", "岳阳市云溪区农业农村局", "云溪区", "county"),
    (COUNTY, "云溪区农业农村局", "岳阳市云溪区农业农村局", "云溪区", "county"),
    (COUNTY, "岳阳市云溪区农业农村局", "岳阳市云溪区农业农村局", "云溪区", "county"),
    (COUNTY, "市农业农村局", "岳阳市农业农村局", "岳阳市", "city"),
    (COUNTY, "省农业农村厅", "湖南省农业农村厅", "湖南省", "province"),
    (COUNTY, "区委宣传部", "岳阳市云溪区委宣传部", "云溪区", "county"),
    (COUNTY, "各镇(街道)", "岳阳市云溪区各镇(街道)", "云溪区", "county"),
    (CITY, "市水利局", "岳阳市水利局", "岳阳市", "city"),
    (CITY, "省水利厅", "湖南省水利厅", "湖南省", "province"),
    (CITY, "临沂市水利局", "临沂市水利局", "临沂市", "city"),  # another place's
    (PROVINCE, "省水利厅", "湖南省水利厅", "湖南省", "province"),
    # a municipality is the city of its districts
    (DISTRICT_OF_BEIJING, "区水务局", "北京市密云区水务局", "密云区", "county"),
    (DISTRICT_OF_BEIJING, "市水务局", "北京市水务局", "北京市", "province"),
    # a city under a city
    (COUNTY_LEVEL_CITY, "市水务局", "金华市义乌市水务局", "义乌市", "county"),
    # places that no gazetteer has, in one that it does not have either
    ("云泽市临澜区节水方案", "市住建局", "云泽市住建局", "云泽市", "city"),
    ("云泽市临澜区节水方案", "区住建局", "临澜区住建局", "临澜区", "county"),
    ("青穗县白石镇护林方案", "县林业局", "青穗县林业局", "青穗县", "county"),
    ("青穗县白石镇护林方案", "镇林业站", "青穗县白石镇林业站", "白石镇", "town"),
    # places that no gazetteer has
    (NEW_COUNTY, "县水利局", "青穗县水利局", "青穗县", "county"),
    (NEW_COUNTY, "青穗县水利局", "青穗县水利局", "青穗县", "county"),
    (NEW_CITY, "市水利局", "云泽市水利局", "云泽市", "city"),
    (NEW_COUNTY, "市水利局", "市水利局", None, None),
    (NEW_CITY, "建行云泽分行", "建行云泽分行", "云泽市", "city"),  # complete as it is
    (NEW_COUNTY, "青穗供电公司", "青穗县供电公司", "青穗县", "county"),  # by the short form of its own place
    # 新区 alone is the new area of the document, and was all of a district's name until 2002
    ("云漳新区节水方案", "新区经济发展局", "云漳新区经济发展局", "云漳新区", "county"),
    ("云漳新区节水方案", "云漳新区水务局", "云漳新区水务局", "云漳新区", "county"),
    (UNKNOWN, "新区经济发展局", "新区经济发展局", None, None),
    # governments and committees themselves
    (COUNTY, "区政府", "岳阳市云溪区人民政府", "云溪区", "county"),
    (COUNTY, "云溪区人民政府", "岳阳市云溪区人民政府", "云溪区", "county"),
    (CITY, "市委", "岳阳市委", "岳阳市", "city"),
    (COUNTY, "中共云溪区委员会", "岳阳市云溪区委", "云溪区", "county"),
    # of a level below: each of them
    (PROVINCE, "市水利局", "湖南省各市水利局", "湖南省", "province"),
    (CITY, "县政府", "岳阳市各县政府", "岳阳市", "city"),
    (CENTRAL, "省水利厅", "省水利厅", "全国", "central"),
    (COUNTY, "乡镇级河长办公室", "岳阳市云溪区各乡镇级河长办公室", "云溪区", "county"),
    # field units, which bear the name of the place that they are at
    (PROVINCE, "长沙海关", "长沙海关", "长沙市", "city"),
    ("陕西省节水方案", "西安海关", "西安海关", "西安市", "city"),  # elsewhere there are districts 西安区
    (PROVINCE, "西安海关", "西安海关", "西安市", "city"),
    (PROVINCE, "人行长沙中心支行", "人行长沙中心支行", "长沙市", "city"),
    (PROVINCE, "人行湖南省分行", "人行湖南省分行", "湖南省", "province"),
    (COUNTY, "国网云溪区供电公司", "国网云溪区供电公司", "云溪区", "county"),
    # in a town
    (TOWN, "镇政府", "岳阳市云溪区陆城镇人民政府", "陆城镇", "town"),
    (TOWN, "陆城司法所", "岳阳市云溪区陆城镇司法所", "陆城镇", "town"),
    (TOWN, "中共陆城镇委员会", "岳阳市云溪区陆城镇党委", "陆城镇", "town"),
    (TOWN, "区水利局", "岳阳市云溪区水利局", "云溪区", "county"),
    # the centre's
    (CENTRAL, "农业农村部", "农业农村部", "全国", "central"),
    (CENTRAL, "全国妇联", "全国妇联", "全国", "central"),
    (CENTRAL, "国家发展改革委", "国家发展改革委", "全国", "central"),
    # the country has one of them, whatever place names it
    (PROVINCE, "新华通讯社", "新华通讯社", "全国", "central"),
    (COUNTY, "人民日报社", "人民日报社", "全国", "central"),
    (COUNTY, "中国科学院", "中国科学院", "全国", "central"),
    (PROVINCE, "省社科院", "湖南省社科院", "湖南省", "province"),
    # a county or city that is given work stands for its government
    (CITY, "云溪区", "岳阳市云溪区人民政府", "云溪区", "county"),
    (PROVINCE, "岳阳市", "岳阳市人民政府", "岳阳市", "city"),
    (NEW_CITY, "青穗县", "青穗县人民政府", "青穗县", "county"),
    # nobody knows whose
    (UNKNOWN, "区水利局", "区水利局", None, None),
    (UNKNOWN, "水利局", "水利局", None, None),
]


@pytest.mark.parametrize(("title", "name", "full_name", "place", "level"), WHOSE)
def test_whose_it_is(title: str, name: str, full_name: str, place: str | None, level: str | None) -> None:
    department = enter(name, title)
    assert (department.name, department.full_name) == (name, full_name)
    assert (department.place.name if department.place else None, department.level) == (place, level)


# document, spellings of one organisation
SAME = [
    (COUNTY, ["区市场监管局", "区市场监督管理局", "市场监管局", "云溪区市场监督管理局", "岳阳市云溪区市场监管局"]),
    (COUNTY, ["区发改局", "区发展改革局", "区发展和改革局"]),
    (COUNTY, ["各镇(街道)", "各镇街道", "各镇、街道"]),
    (COUNTY, ["区委办", "区委办公室"]),
    (COUNTY, ["区政府", "区人民政府", "云溪区人民政府"]),
    (CITY, ["云溪区", "云溪区人民政府", "云溪区政府"]),
    (NEW_CITY, ["青穗县", "青穗县人民政府"]),
    (PROVINCE, ["新华社", "新华通讯社"]),
    (PROVINCE, ["中国社会科学院", "中国社科院"]),
    (COUNTY, ["陆城镇", "陆城镇人民政府", "云溪区陆城镇人民政府"]),
    (COUNTY, ["区扶贫办", "区乡村振兴局"]),
    (TOWN, ["镇政府", "陆城镇人民政府"]),
    (TOWN, ["司法所", "镇司法所", "陆城司法所"]),
    (PROVINCE, ["各市政府", "各市人民政府"]),
    (NEW_COUNTY, ["县住建局", "县住房城乡建设局", "青穗县住房和城乡建设局"]),
    (CENTRAL, ["国家发展改革委", "发展改革委"]),
    (CENTRAL, ["住房城乡建设部", "住房和城乡建设部"]),
]


@pytest.mark.parametrize(("title", "names"), SAME)
def test_spellings_of_one_are_one_node(title: str, names: list[str]) -> None:
    entered = register(title)
    ids = {name: entered.enter(unit_lists.listed_units(name)[0]).id for name in names}
    assert len(set(ids.values())) == 1, ids
    (department,) = entered.departments.values()
    assert set(department.spellings) == {unit_lists.listed_units(name)[0].name for name in names}


# two documents, the name in each
DIFFERENT = [
    (COUNTY, "区水利局", DISTRICT_OF_BEIJING, "区水利局"),
    ("临沂市河东区节水方案", "区水利局", "天津市河东区节水方案", "区水利局"),  # two 河东区
    (COUNTY, "区水利局", CITY, "市水利局"),
    (COUNTY, "区水利局", COUNTY, "市水利局"),
    (COUNTY, "区水利局", COUNTY, "区农业农村局"),
    (COUNTY, "区农业局", COUNTY, "区农业农村局"),  # one after the other
    (COUNTY, "区卫计局", COUNTY, "区卫健局"),
    (COUNTY, "陆城镇", COUNTY, "云溪镇"),
    (COUNTY, "区公安分局", COUNTY, "区司法局"),
    (COUNTY, "各镇(街道)", CITY, "各镇(街道)"),
    (NEW_COUNTY, "县水利局", "柳溪县节水方案", "县水利局"),
]


@pytest.mark.parametrize(("title", "name", "other_title", "other"), DIFFERENT)
def test_others_are_others(title: str, name: str, other_title: str, other: str) -> None:
    assert enter(name, title).id != enter(other, other_title).id


def test_two_documents_of_a_place_speak_of_one() -> None:
    assert enter("区水利局", COUNTY, "d").id == enter("云溪区水利局", CITY, "e").id
    assert enter("西安海关", "陕西省节水方案", "d").id == enter("西安海关", "西安市节水方案", "e").id
    for name, in_its_town in [("陆城镇", "镇政府"), ("陆城镇党委", "镇党委"), ("陆城镇司法所", "司法所")]:
        assert enter(name, COUNTY, "d").id == enter(in_its_town, TOWN, "e").id


def test_where_the_place_is_unknown_it_is_the_documents_own() -> None:
    assert enter("区水利局", UNKNOWN, "d").id == enter("区水利局", UNKNOWN, "d").id
    assert enter("区水利局", UNKNOWN, "d").id != enter("区水利局", UNKNOWN, "e").id


def test_the_name_is_the_spelling_met_most_and_the_first_of_several() -> None:
    entered = register(COUNTY)
    names = []
    for name in ("区市场监管局", "区市场监督管理局", "区市场监督管理局"):
        names.append(entered.enter(unit_lists.listed_units(name)[0]).name)
    assert names == ["区市场监管局", "区市场监管局", "区市场监督管理局"]


def test_bureaus_of_one_list_are_two_however_alike() -> None:
    """县水利局 and 县水务局 are spellings of one, but not side by side."""
    alone, listed = register(COUNTY), register(COUNTY)
    names = ["区水利局", "区水务局"]
    assert len({alone.enter(unit_lists.listed_units(name)[0]).id for name in names}) == 1
    listed.tell_apart(set(names))
    assert len({listed.enter(unit_lists.listed_units(name)[0]).id for name in names}) == 2


def test_second_names_are_kept_aside() -> None:
    department = enter("区委农办（区农业农村局）".translate({ord("（"): "(", ord("）"): ")"}), COUNTY)
    assert (department.name, department.aliases) == ("区委农办", {"区农业农村局"})


# name, kind, function
KINDS = [
    ("区农业农村局", "unit", "农业农村"),
    ("区市场监督管理局", "unit", "市场监管"),
    ("各镇(街道)", "collective", None),
    ("各成员单位", "collective", None),
    ("茶坪镇", "unit", None),
    ("国网青穗县供电公司", "unit", "供电"),
]


@pytest.mark.parametrize(("name", "kind", "function"), KINDS)
def test_kind_and_function(name: str, kind: str, function: str | None) -> None:
    department = enter(name, COUNTY)
    assert (department.kind, department.function) == (kind, function)


# names of one document, as lists have them; which department the last of them is
MAIMED = [
    (["省科技厅", "省财政厅", "省技厅"], "省科技厅"),
    (["省卫生健康委", "省生健康委"], "省卫生健康委"),
    (["省科技厅", "省水利厅", "省利厅"], "省水利厅"),
    (["省药监局", "省证监局", "省监局"], None),  # either
    (["省财政厅", "省技厅"], None),
]


@pytest.mark.parametrize(("names", "whole"), MAIMED)
def test_a_character_that_a_lines_end_took(names: list[str], whole: str | None) -> None:
    entered = register(PROVINCE)
    entered.tell_apart(set(names))
    ids = {name: entered.enter(unit_lists.listed_units(name)[0]).id for name in names}
    same = [name for name in names[:-1] if ids[name] == ids[names[-1]]]
    assert same == ([whole] if whole else [])


def test_what_it_signs_with_is_its_formal_name() -> None:
    entered = register(PROVINCE)
    entered.enter(unit_lists.listed_units("湖南省发展和改革委员会")[0], signs=True)
    department = entered.enter(unit_lists.listed_units("省发展改革委")[0])
    assert (department.name, department.full_name) == ("省发展改革委", "湖南省发展和改革委员会")


@pytest.mark.parametrize("words", ["区市", "市区县", "镇街道", "县市、", "(镇、街道)", "乡镇街"])
def test_any_number_of_ranks_is_read_in_a_moment(words: str) -> None:
    """Each can be parted in many ways, which must not all be tried; a test that takes twenty seconds fails."""
    unit_lists.listed_units(words * 400 + "场监管局")  # whatever it is
