"""Villages and towns in texts: tables of cases. What is not in a case's list must not be found."""

from itertools import pairwise

import pytest

from policygraph.ingest.places.divisions import find_divisions
from policygraph.ingest.places.village_names import Place
from policygraph.ingest.places.villages import find_places

# text, region of the document, villages in order
VILLAGES = [
    ("打造清溪村、双花村、八一村农文旅示范带", "云溪区", ["清溪村", "双花村", "八一村"]),
    ("打造清溪村、双花村、八一村农文旅示范带", None, ["清溪村", "双花村", "八一村"]),
    ("打造清溪、双花、八一村农文旅示范带", "云溪区", ["清溪村", "双花村", "八一村"]),
    ("打造清溪、双花、八一等3个村", "云溪区", ["清溪村", "双花村", "八一村"]),
    ("抓好八一村、双花村、清溪村和美乡村创建", "云溪区", ["八一村", "双花村", "清溪村"]),
    ("深化河南寨镇圣水头村等7个镇10个试点村建设", "密云区", ["圣水头村"]),
    ("深化河南寨镇圣水头村等7个镇10个试点村建设", None, ["圣水头村"]),
    ("在青禾县柳河镇石桥村、双井村开展试点", None, ["石桥村", "双井村"]),
    ("在石门镇柳村、双井村建设驿站，石门镇强村富民", None, ["柳村", "双井村"]),
    ("支持青石镇高坪村、竹山村建设和美乡村", None, ["高坪村", "竹山村"]),
    ("以石桥村为核心，带动周边村庄", None, ["石桥村"]),
    ("新建三道河村至石板沟村道路12公里", None, ["三道河村", "石板沟村"]),
    ("柳河镇：石桥村5公里，双井村3公里", None, ["石桥村", "双井村"]),
    ("撤销下垟底村、东兴村村委会", None, ["下垟底村", "东兴村"]),
    ("撤销甲上官村、陈村村、大岭脚村村建制，合并后设立新的杨家村", None, ["甲上官村", "陈村村", "大岭脚村", "杨家村"]),
    ("撤销大坑村、长家坑（长加坑）村村建制", None, ["大坑村", "长家坑村"]),
    ("撤销水孔头村村委会、黎明居委会，设立水孔头社区居委会", None, ["水孔头村"]),
    ("撤销水孔头村、黎明居委会和竹山头村村委会", None, ["水孔头村", "竹山头村"]),
    ("合并后设立大高尖村，村委会驻址设原上村村", None, ["大高尖村", "上村村"]),
    ("撤销示范村、设立各行政村、合并重点村，驻村工作队", None, []),
    ("支持饶村创建示范村", "岳阳县", ["饶村"]),
    # kinds of villages, and words that hold 村
    ("推进示范村、美丽乡村、行政村、脱贫村、重点帮扶村建设", "云溪区", []),
    ("城中村改造，本村、各村、全村，驻村第一书记", "云溪区", []),
    ("确保不出现“返薄”村，集体经济薄弱村，建制村，传统村落，村庄规划", "云溪区", []),
    ("历史文化名村、传统文化示范村、民俗文化振兴村、生态农耕文化体验村", "密云区", []),
    ("西红柿种植专业村、一批试点村、99个达标村", "密云区", []),
    ("村集体、镇村、县乡村、联村帮扶、快递进村、入村、农产品出村进城", "三台县", []),
    ("创建文明村、平安村、卫生村、网红村、淘宝村、电商村", None, []),
    ("社会主义新农村，农业中关村，地球村，度假村，奥运村", None, []),
    ("一村一品、村村通、千村示范、万村整治、百宿兴村", "云溪区", []),
    ("贫困县和村挂牌督战，有需求的乡镇和村", "怀化市", []),
    ("东部水乡民俗乡村旅游，驻镇帮镇扶村", None, []),
    ("XX村、某某村、××村", None, []),
    # a list that ends in the number of its members
    ("推进白石镇东风、石桥、双井3个村道路硬化", None, ["东风村", "石桥村", "双井村"]),
    ("在东风村、石桥、双井三个行政村建设管网", None, ["东风村", "石桥村", "双井村"]),
    ("推进柳渡、上湾和河西3个村道路硬化", None, ["柳渡村", "上湾村", "河西村"]),
    ("在青石镇的柳渡、上湾以及河西3个村建设管网", None, ["柳渡村", "上湾村", "河西村"]),
    ("支持柳渡、上湾、河西等3个村", None, ["柳渡村", "上湾村", "河西村"]),
    ("推进东风、石桥、双井4个村道路硬化", None, []),
    ("建设示范、提升、和美3个村", None, []),
    ("支持25个自然村、3个自然村", None, []),
    ("在石门镇大湾村、渡口社区修建便桥，推进智慧村、智慧社区建设", None, ["大湾村", "渡口社区"]),
    # natural villages, villages by their organs, a verb behind a town
    ("在白石镇上湾自然村开展整治", None, ["上湾自然村"]),
    ("打造石桥村上湾自然村样板，改造自然村道路", None, ["石桥村", "上湾自然村"]),
    ("改造里村、上村线路8公里", None, ["里村", "上村"]),
    ("改造里村、各村线路8公里", None, ["里村"]),
    ("由和平村党支部牵头，各村党支部配合", None, ["和平村"]),
    ("由竹园村委会牵头，白石镇柳渡村委会配合", None, ["竹园村", "柳渡村"]),
    ("支持竹园村民委员会，指导各村委会、行政村委会和村民委员会", None, ["竹园村"]),
    # verbs before a village, and before its town
    ("整修松树村道路，铺设石桥村管道，撤并岭头村教学点", None, ["松树村", "石桥村", "岭头村"]),
    ("硬化白石镇龙湾、茶亭、古塘3个村道路", None, ["龙湾村", "茶亭村", "古塘村"]),
    ("承建龙泉镇石桥村道路", None, ["石桥村"]),
    ("依托白石镇和平村党支部", None, ["和平村"]),
    ("支持白石镇改造里村道路", None, ["里村"]),
    ("改造里村道路2公里，改造农村公路，整治空村", None, ["里村"]),
    ("", None, []),
]

# text, region of the document, towns in order
TOWNS = [
    ("打造河南寨镇、巨各庄镇、十里堡镇、西田各庄镇四个蔬菜规模提升群", "密云区",
     ["河南寨镇", "巨各庄镇", "十里堡镇", "西田各庄镇"]),
    ("打造河南寨镇、巨各庄镇、十里堡镇、西田各庄镇四个蔬菜规模提升群", None,
     ["河南寨镇", "巨各庄镇", "十里堡镇", "西田各庄镇"]),
    ("打造密云区溪翁庄乡村振兴示范片区", "密云区", ["溪翁庄镇"]),
    ("加强溪翁庄水库管护", "密云区", []),
    ("在柳河镇、白石镇和白水乡三个乡镇推广", None, ["柳河镇", "白石镇", "白水乡"]),
    ("云溪街道八一村", "云溪区", ["云溪街道"]),
    ("芦川镇先行开展试点。责任单位：区水利局、芦川镇", None, ["芦川镇", "芦川镇"]),
    ("芦川镇先行开展试点。", None, []),  # new and named but once: it could be any word
    ("特色小镇、特色小镇，各乡镇、各乡镇", None, []),
    ("各镇街道、乡镇、城镇化、特色小镇、产业强镇、重点乡镇、建制镇、中心镇", "云溪区", []),
    ("城乡融合、返乡创业、资本下乡、乡贤、文明乡风、侨乡、樱桃之乡", "湖南省", []),
    ("以人口集中村镇为重点，社区、新农村建设", "晋城市", []),
]  # fmt: skip


def places(text: str, region: str | None, kind: str) -> list[Place]:
    return [place for place in find_places(text, find_divisions(region)[0] if region else None) if place.kind == kind]


@pytest.mark.parametrize(("text", "region", "names"), VILLAGES)
def test_villages(text: str, region: str | None, names: list[str]) -> None:
    assert [place.name for place in places(text, region, "village")] == names


@pytest.mark.parametrize(("text", "region", "names"), TOWNS)
def test_towns(text: str, region: str | None, names: list[str]) -> None:
    assert [place.name for place in places(text, region, "town")] == names


def test_a_known_village_has_its_town_and_place() -> None:
    text = "推进圣水头村建设"
    (village,) = places(text, "密云区", "village")
    assert (text[village.start : village.end], village.town, village.known) == ("圣水头村", "河南寨镇", True)
    assert village.division is not None and village.division.full_name == "北京市密云区河南寨镇"


def test_a_new_village_takes_the_town_before_it_and_hands_it_on() -> None:
    assert [(v.name, v.town, v.known) for v in places("柳河镇石桥村、双井村", None, "village")] == [
        ("石桥村", "柳河镇", False),
        ("双井村", "柳河镇", False),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("白石镇和平村党支部、双河村党总支", "白石镇和平村 白石镇双河村"),
        ("城南街道桃源社区、翠湖社区和云岭社区", "城南街道桃源社区 城南街道翠湖社区 城南街道云岭社区"),
        ("城南街道桃源、翠湖2个社区", "城南街道桃源社区 城南街道翠湖社区"),
        ("白石镇东风村、河口村、幸福社区", "白石镇东风村 白石镇河口村 白石镇幸福社区"),
        ("白石镇东风村和城南街道桃源社区", "白石镇东风村 城南街道桃源社区"),
        ("在白石镇（东风村、岩脚底村）、龙泉镇（河口村）", "白石镇东风村 白石镇岩脚底村 龙泉镇河口村"),
        ("白石镇：石桥村5公里，双井村3公里；龙泉镇：石桥村2公里", "白石镇石桥村 白石镇双井村 龙泉镇石桥村"),
        ("白石镇东风村3户、河口村5户", "白石镇东风村 白石镇河口村"),
        ("白石镇的东风村，河口村（龙泉镇）", "白石镇东风村 龙泉镇河口村"),
        ("整治白石镇、龙泉镇东风村", "龙泉镇东风村"),
        ("修缮白石镇双溪村老屋自然村民居", "白石镇双溪村 白石镇老屋自然村"),
        ("智慧社区、完整社区，桃源社区，在白石镇（3个村、2个社区）", ""),
    ],
)
def test_towns_of_villages_in_lists(text: str, found: str) -> None:
    villages = [place for place in find_places(text) if place.kind == "village"]
    assert " ".join(f"{place.town}{place.name}" for place in villages) == found


def test_a_list_with_its_number_is_all_in_the_town_before_it() -> None:
    found = [p for p in find_places("推进白石镇东风、石桥、双井3个村道路硬化") if p.kind == "village"]
    assert [p.town for p in found] == ["白石镇"] * 3


def test_regions() -> None:
    text = "赴浙江省湖州市考察，结合密云实际"
    found = places(text, "密云区", "region")
    assert [(text[p.start : p.end], p.division.full_name if p.division else None) for p in found] == [
        ("浙江省湖州市", "浙江省湖州市"),
        ("密云", "北京市密云区"),
    ]


def test_a_short_name_of_a_city_and_its_county_is_the_citys() -> None:
    [found] = [p for p in find_places("学习长沙经验") if p.kind == "region"]
    assert found.division is not None and found.division.name == "长沙市"


def test_a_shared_name_spans_what_is_written() -> None:
    text = "打造清溪、双花村"
    assert [(text[p.start : p.end], p.name) for p in places(text, "云溪区", "village")] == [
        ("清溪", "清溪村"),
        ("双花村", "双花村"),
    ]


@pytest.mark.parametrize(("text", "region", "names"), VILLAGES + TOWNS)
def test_places_do_not_overlap(text: str, region: str | None, names: list[str]) -> None:
    found = find_places(text, find_divisions(region)[0] if region else None)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("text", "towns"),
    [
        ("修缮白石镇古塘村民居，恢复龙泉镇石桥村教学点", ["白石镇", "龙泉镇"]),  # verbs that the vocabulary has
        (
            "承建白石镇古塘村道路，托管龙泉镇石桥村教学点",
            ["白石镇", "龙泉镇"],
        ),  # and others, before names that towns bear
        ("支持青石镇高坪村建设", ["青石镇"]),
    ],
)
def test_a_verb_is_no_part_of_a_towns_name(text: str, towns: list[str]) -> None:
    assert [place.name for place in find_places(text) if place.kind == "town"] == towns
