"""Division names: each table is a list of cases a person can add to."""

import pytest

from policygraph.ingest.places import division_tables
from policygraph.ingest.places.divisions import (
    Division,
    divisions_at_start,
    divisions_in,
    find_divisions,
    towns_of,
    villages_by_town,
)

# what a text begins with: text, the places it may be, how many characters
STARTS = [
    ("岳阳市云溪区学习运用经验", ["湖南省岳阳市云溪区"], 6),
    ("湖南省岳阳市云溪区农业农村局", ["湖南省岳阳市云溪区"], 9),
    ("岳阳市云溪区陆城镇人民政府", ["湖南省岳阳市云溪区陆城镇"], 9),
    ("浙江省人形机器人产业", ["浙江省"], 3),
    ("密云区关于印发", ["北京市密云区"], 3),
    ("北京市密云区", ["北京市密云区"], 6),
    ("三台县驻村工作队", ["四川省绵阳市三台县"], 3),
    ("阿坝州政务数据", ["四川省阿坝藏族羌族自治州"], 3),
    ("重庆市人民政府", ["重庆市"], 3),
    ("内蒙古自治区包头市稀土高新区管委会", ["内蒙古自治区包头市稀土高新技术产业开发区"], 14),
    ("合肥海关", ["安徽省合肥市"], 2),
    ("东莞市长安镇", ["广东省东莞市长安镇"], 6),
    ("仙桃市农业农村局", ["湖北省仙桃市"], 3),  # no city above it
    ("密云县农业局", ["北京市密云区"], 3),  # what it was called
    ("南京市鼓楼区关于", ["江苏省南京市鼓楼区"], 6),
    ("永定区关于", ["福建省龙岩市永定区", "湖南省张家界市永定区"], 3),
    ("长治久安", [], 0),
    ("东方市场监管", [], 0),
    ("全面推进乡村振兴", [], 0),
    ("", [], 0),
]

# former names: text, year of the document, the places it may be, the year in which the first of them went
FORMER = [
    # another name for the same place
    ("密云县农业局", 2010, ["北京市密云区"], None),
    ("密云县农业局", None, ["北京市密云区"], None),  # nobody bears the name today
    ("密云县农业局", 2020, ["北京市密云区"], None),  # 原密云县
    ("湖北省襄樊市农业局", 2005, ["湖北省襄阳市"], None),
    ("襄樊农业局", 2005, ["湖北省襄阳市"], None),
    ("襄樊市老河口市", None, ["湖北省襄阳市老河口市"], None),  # a county under its city's former name
    ("望城县", 2005, ["湖南省长沙市望城区"], None),
    ("四川省重庆市", 1990, ["重庆市"], None),
    # moved to another city
    ("六安市寿县", None, ["安徽省淮南市寿县"], None),
    ("巢湖市庐江县", None, ["安徽省合肥市庐江县"], None),
    # gone
    ("北京市崇文区", None, ["北京市崇文区"], 2010),
    ("崇文区", 2005, ["北京市崇文区"], 2010),
    ("塘沽区", None, ["天津市塘沽区"], 2009),
    # another place bears the name today: the year tells
    ("淮安市", 1999, ["江苏省淮安市淮安区"], None),
    ("淮安市", 2000, ["江苏省淮安市"], None),
    ("淮安市", None, ["江苏省淮安市"], None),
    ("巢湖市", 2005, ["安徽省巢湖市"], 2011),
    ("巢湖市", 2015, ["安徽省合肥市巢湖市"], None),
    ("合肥市郊区", 1999, ["安徽省合肥市郊区"], 2002),
    ("合肥市郊区", None, ["安徽省合肥市"], None),  # mostly the plain word
]

# where regions stand in a text: text, region of the document, [mention, full name of the first candidate]
MENTIONS = [
    ("根据湖南省岳阳市云溪区的安排", None, [("湖南省岳阳市云溪区", "湖南省岳阳市云溪区")]),
    ("赴浙江、江苏和上海市考察", None, [("浙江", "浙江省"), ("江苏", "江苏省"), ("上海市", "上海市")]),
    ("大同市城区改造,城区绿化", None, [("大同市", "山西省大同市")]),
    ("阳泉市城区改造,城区绿化", None, [("阳泉市城区", "山西省阳泉市城区")]),
    ("结合密云实际", None, []),
    ("结合密云实际", "密云区", [("密云", "北京市密云区")]),
    ("推广东西部协作,保持均衡水平", None, []),
    ("打造河南寨镇", None, []),
    ("医疗资源县域统筹", None, []),
    ("江北区域发展", None, []),
    ("在和县试点", None, []),
    ("支持合肥高新区建设", None, [("合肥高新区", "安徽省合肥市高新技术产业开发区")]),
    ("朝阳区和海淀区", "密云区", [("朝阳区", "北京市朝阳区"), ("海淀区", "北京市海淀区")]),
    ("推广密云县、襄樊市经验", None, [("密云县", "北京市密云区"), ("襄樊市", "湖北省襄阳市")]),
    ("朝阳区和宽城区", "长春市", [("朝阳区", "吉林省长春市朝阳区"), ("宽城区", "吉林省长春市宽城区")]),
]

# what a name stands for, the best level first
NAMES = [
    ("云溪区", ["湖南省岳阳市云溪区"]),
    ("岳阳市云溪区", ["湖南省岳阳市云溪区"]),
    ("湖南省岳阳市云溪区", ["湖南省岳阳市云溪区"]),
    ("三台", ["四川省绵阳市三台县"]),
    ("密云", ["北京市密云区"]),
    ("阿坝", ["四川省阿坝藏族羌族自治州", "四川省阿坝藏族羌族自治州阿坝县"]),
    ("吉林", ["吉林省"]),
    ("保定", ["河北省保定市"]),
    ("河南寨镇", ["北京市密云区河南寨镇"]),
    ("某县", []),
]

# shorts: full name, the short forms
SHORTS = [
    ("三台县", ("三台",)),
    ("密云区", ("密云",)),
    ("内蒙古自治区", ("内蒙古",)),
    ("广西壮族自治区", ("广西",)),
    ("阿坝藏族羌族自治州", ("阿坝", "阿坝州")),
    ("恩施土家族苗族自治州", ("恩施", "恩施州")),
    ("长阳土家族自治县", ("长阳", "长阳县")),
    ("科尔沁左翼中旗", ("科左中旗",)),
    ("海南藏族自治州", ("海南州",)),
    ("和县", ()),
    ("河南寨镇", ("河南寨",)),
]


@pytest.mark.parametrize(("text", "places", "length"), STARTS)
def test_the_path_a_text_begins_with(text: str, places: list[str], length: int) -> None:
    match = divisions_at_start(text)
    assert [d.full_name for d in match.divisions] == places if match else not places
    assert (match.length if match else 0) == length
    if match:
        assert (match.division is None) == (len(places) > 1)


@pytest.mark.parametrize(("text", "year", "places", "until"), FORMER)
def test_former_names(text: str, year: int | None, places: list[str], until: int | None) -> None:
    match = divisions_at_start(text, year)
    assert match and [d.full_name for d in match.divisions] == places
    assert match.divisions[0].until == until
    if until is None:
        assert match.divisions[0] in division_tables.upper().values()


def test_what_is_gone_went_into_places_of_today() -> None:
    gone = find_divisions("巢湖市", year=2005)[0]
    today = division_tables.upper()
    assert [today[code].name for code in gone.successors] == ["合肥市", "芜湖市", "马鞍山市"]
    assert gone.parent and gone.parent.name == "安徽省"
    everything = {b.division for those in division_tables.bearers().values() for b in those}
    names = {d.full_name for d in today.values()}
    for division in everything - set(today.values()):
        assert division.successors and all(code in today for code in division.successors)
        assert division.parent and division.parent.contains(division)
        assert division.full_name not in names  # or the two would be one node


def test_a_gone_district_lies_in_its_city() -> None:
    district = find_divisions("莱芜市", year=2000)[0]
    assert [d.full_name for d in find_divisions("莱芜市莱城区")] == ["山东省济南市莱芜区"]
    assert district.level == "city" and not district.contains(find_divisions("莱芜区")[0])


@pytest.mark.parametrize(("text", "region", "mentions"), MENTIONS)
def test_mentions_in_a_text(text: str, region: str | None, mentions: list[tuple[str, str]]) -> None:
    where = find_divisions(region)[0] if region else None
    assert [(text[start:end], places[0].full_name) for start, end, places in divisions_in(text, where)] == mentions


@pytest.mark.parametrize(("name", "places"), NAMES)
def test_find(name: str, places: list[str]) -> None:
    assert [d.full_name for d in find_divisions(name)] == places


@pytest.mark.parametrize(("name", "shorts"), SHORTS)
def test_short_forms(name: str, shorts: tuple[str, ...]) -> None:
    assert find_divisions(name)[0].shorts == shorts


def test_find_within_a_city() -> None:
    nanjing = find_divisions("南京市")[0]
    assert len(find_divisions("鼓楼区")) == 4
    assert [d.full_name for d in find_divisions("鼓楼区", nanjing)] == ["江苏省南京市鼓楼区"]


def test_levels_and_parents() -> None:
    def chain(division: Division | None) -> list[str]:
        return [f"{division.level} {division.name}", *chain(division.parent)] if division else []

    assert chain(find_divisions("河南寨镇")[0]) == ["town 河南寨镇", "county 密云区", "province 北京市"]
    assert chain(find_divisions("三台县")[0]) == ["county 三台县", "city 绵阳市", "province 四川省"]
    assert chain(find_divisions("仙桃市")[0]) == ["county 仙桃市", "province 湖北省"]
    assert find_divisions("绵阳市")[0].contains(find_divisions("三台县")[0])
    assert not find_divisions("三台县")[0].contains(find_divisions("绵阳市")[0])


def test_towns_of_a_county_and_of_a_city_without_counties() -> None:
    assert {"河南寨镇", "溪翁庄镇", "果园街道"} <= set(towns_of(find_divisions("密云区")[0]))
    assert "长安镇" in towns_of(find_divisions("东莞市")[0])


def test_villages_by_town() -> None:
    miyun = villages_by_town(find_divisions("密云区")[0])
    assert "圣水头村" in miyun["河南寨镇"] and "圣水头村" not in miyun["溪翁庄镇"]
    assert villages_by_town(find_divisions("河南寨镇")[0]) == {"河南寨镇": miyun["河南寨镇"]}
    assert {"清溪村", "双花村", "八一村"} <= set().union(*villages_by_town(find_divisions("云溪区")[0]).values())
    assert villages_by_town(find_divisions("香港特别行政区")[0]) == {}


def test_every_division_is_found_by_its_full_name() -> None:
    lost = [d.full_name for d in division_tables.upper().values() if d not in find_divisions(d.full_name)]
    assert lost == []
