"""What departments do and which spellings are one: tables of cases."""

from typing import Any

import pytest

from policygraph.ingest.organisations.functions import (
    department_key,
    function_of,
    is_bare,
    is_central,
    is_known_unit,
    is_listed,
    place_inside,
    same_department,
    town_of,
)
from policygraph.model.vocabulary import read_yaml

# name, function
FUNCTIONS = [
    ("区农业农村局", "农业农村"),
    ("岳阳市云溪区农业农村局", "农业农村"),
    ("市农业农村委", "农业农村"),
    ("旗农牧局", "农业农村"),
    ("农业农村部", "农业农村"),
    ("国家发展改革委", "发展改革"),
    ("市场监管局", "市场监管"),
    ("市市场监管局", "市场监管"),
    ("市场监管总局", "市场监管"),
    ("区规自分局", "自然资源"),
    ("岳阳市生态环境局云溪分局", "生态环境"),
    ("象州生态环境局", "生态环境"),
    ("区环保分局", "生态环境"),
    ("区商务粮食局", "商务、粮食"),
    ("区教体局", "教育、体育"),
    ("区科工局", "工业和信息化、科技"),
    ("文体广电和旅游局", "文化旅游"),
    ("市经济信息委", "工业和信息化"),
    ("合肥海关", "海关"),
    ("海关总署", "海关"),
    ("人行合肥中心支行", "人民银行"),
    ("人民银行西安分行", "人民银行"),
    ("湖北银保监局", "银保监"),
    ("县农业局", "农业"),
    ("县农业畜牧局", "农业"),
    ("国家移民局", "移民管理"),
    ("国家税务总局", "税务"),
    ("县国税局", "国税"),
    ("市新闻出版广电局", "广播电视、新闻出版"),
    ("市规划和国土资源管理委员会", "国土资源、规划"),
    ("市政府外办", "外事"),
    ("市住房城乡建委", "住房城乡建设"),
    ("县督查和绩效办", "考核"),
    ("中共云溪区委员会", "党委"),
    ("浙江金融监管局", "金融监管总局"),
    ("省地方金融监管局", "地方金融"),
    ("国网三台县供电公司", "供电"),
    ("供电分公司", "供电"),
    ("国家税务总局三台县税务局", "税务"),
    ("共青团三台县委", "共青团"),
    ("团县委", "共青团"),
    ("区委组织部", "组织"),
    ("自治区党委组织部", "组织"),
    ("中央网信办", "网信"),
    ("中共云溪区委宣传部", "宣传"),
    ("市公安局天河分局", "公安"),
    ("县公安局交警大队", "公安"),
    ("象州公路养护中心", "公路"),
    ("市政府口岸物流办", "口岸物流"),
    ("云岭市青禾县发展和改革委员会", "发展改革"),  # no table holds these places
    ("青禾县委组织部", "组织"),
    ("陆城镇人民政府", "乡镇政府"),
    ("市市场监督管理局（知识产权局）", "市场监管"),
    ("⽹信办", "网信"),  # a compatibility character
    ("各市人民政府", None),
    ("各镇(街道)", None),
    ("有关市县政府", None),
    ("试点城市政府", None),
    ("商局", None),  # single characters only in joined names
    ("全面推进乡村振兴", None),
    ("", None),
]

# spellings of one department
SAME = [
    ["市场监管局", "市场监督管理局", "区市场监管局", "市监局"],
    ["发改局", "发改委", "发展改革局", "发展和改革局", "发展和改革委员会", "发展改革委", "区发改局"],
    ["文旅局", "文旅广电局", "文化和旅游局", "文化旅游广电局", "文广旅体局", "文体广旅局", "文化广电旅游体育局"],
    ["规自分局", "规划和自然资源局", "自然资源和规划局", "自然资源局", "规资局"],
    ["人社局", "人力社保局", "人力资源和社会保障局", "人力资源社会保障局"],
    ["卫健委", "卫健局", "卫生健康委", "卫生健康局"],
    ["住建局", "建设局", "住房城乡建设局", "住房和城乡建设局", "住房城乡建设委"],
    ["经信局", "工信局", "工业和信息化局", "经济和信息化局"],
    ["教体局", "教育体育局", "教育和体育局"],
    ["科工局", "科技和工业信息化局", "科学技术和工业信息化局"],
    ["商务粮食局", "商粮局", "商务和粮食局"],
    ["政数局", "政务服务和数据管理局", "政务服务数据管理局"],
    ["行政审批局", "审批服务局", "政务服务局"],
    ["大数据局", "大数据发展局", "数据资源局"],
    ["环保局", "环保分局", "生态环境局"],
    ["供销社", "供销联社", "供销合作社", "供销合作联社"],
    ["粮食和物资储备局", "粮食和储备局"],
    ["扶贫办", "扶贫开发办公室", "乡村振兴局"],  # renamed
    ["农业局", "农委", "农牧业局"],
    ["陆城镇", "陆城镇人民政府", "陆城镇政府", "云溪区陆城镇人民政府"],
    ["云溪街道", "云溪街道办事处", "云溪街道办"],
    ["机场集团", "民航机场集团"],
    ["县公安局交警大队", "交警大队"],
    ["应急局", "应急管理局"],
    ["医保局", "医疗保障局"],
    ["城管局", "城市管理局", "综合行政执法局", "城市管理和综合执法局"],
    ["法院", "人民法院"],
    ["纪委监委", "纪委"],
    ["市政府办公室", "包头市人民政府办公室"],
    ["岳阳市云溪区财政局", "区财政局", "财政局"],
    ["农办", "区委农办", "区委农村工作领导小组办公室"],
    ["区公路建养中心", "公路建养中心"],
    ["区某某工作专班", "某某工作专班"],
    ["禾川经济开发区管委会", "禾川经济开发区管理委员会", "禾川经开区管委会", "禾川经济技术开发区管委会"],
    ["青穗高新区管委会", "青穗高新技术产业开发区管理委员会", "青穗高新技术开发区管委会"],
]

# two departments
DIFFERENT = [
    ("乡村振兴局", "农业农村局"),
    # one after the other
    ("农业局", "农业农村局"),
    ("粮食局", "粮食和物资储备局"),
    ("大数据局", "数据局"),
    ("卫生局", "卫计局"),
    ("卫计局", "卫健局"),
    ("银监局", "银保监局"),
    ("银保监局", "金融监管局"),
    ("法制办", "司法局"),
    # offices of a council in a bureau
    ("安监局", "安委办"),
    ("食药监局", "食安办"),
    ("生态环境局", "环委会办公室"),
    ("农业农村局", "农办"),
    ("科技局", "科工局"),
    ("工信局", "科工局"),
    ("数据局", "统计局"),
    ("粮食局", "商务粮食局"),
    ("商务局", "商务粮食局"),
    ("教育局", "教体局"),
    ("市委宣传部", "市文旅局"),
    ("市委办公室", "市政府办公室"),
    ("省地方金融监管局", "湖北银保监局"),
    ("公安局", "交警大队"),
    ("县公共资源交易中心", "县公共资源交易监管局"),
    ("政务服务中心", "政务服务局"),
    ("林业局", "园林绿化局"),
    ("国税局", "地税局"),
    ("工商局", "质监局"),
    ("疾控局", "疾控中心"),
    ("档案局", "档案馆"),
    ("陆城镇人民政府", "路口镇人民政府"),
    ("西永综合保税区管委会", "两路寸滩保税港区管委会"),
    ("青穗高新区管委会", "青穗经开区管委会"),
    ("区财政局", "市财政局"),
    ("省发展改革委", "国家发展改革委"),
    ("省发展改革委", "中华人民共和国国家发展和改革委员会"),
    ("区委", "区政府"),
]


@pytest.mark.parametrize(("name", "function"), FUNCTIONS)
def test_function(name: str, function: str | None) -> None:
    assert function_of(name) == function
    assert is_known_unit(name) == (function is not None)


@pytest.mark.parametrize("names", SAME, ids=lambda names: names[0])
def test_spellings_of_one_department(names: list[str]) -> None:
    assert len({department_key(name) for name in names}) == 1, {name: department_key(name) for name in names}
    assert all(same_department(names[0], name) for name in names)


@pytest.mark.parametrize(("a", "b"), DIFFERENT)
def test_two_departments(a: str, b: str) -> None:
    assert not same_department(a, b)


def test_every_listed_unit_has_the_function_it_is_listed_under() -> None:
    data: dict[str, Any] = read_yaml("functions.yaml")
    for function, entry in data["functions"].items():
        listed = [u for kind in ("units", "kin") for each in entry.get(kind, ()) for u in _spellings(each)]
        units = [u for u in listed if "{}" not in u]
        assert [(unit, function_of(unit)) for unit in units if function_of(unit) != function] == []


def _spellings(entry: str | list[str]) -> list[str]:
    return entry if isinstance(entry, list) else [entry]


def test_no_word_or_unit_is_listed_twice() -> None:
    data: dict[str, Any] = read_yaml("functions.yaml")
    for kind in ("words", "parts", "units", "kin"):
        entries = [each for entry in data["functions"].values() for each in entry.get(kind, ())]
        names = [name for each in entries for name in _spellings(each)]
        assert sorted(names) == sorted(set(names))


def test_an_unknown_name_is_its_own_key() -> None:
    assert department_key("某某工作专班") == "某某工作专班"
    assert department_key("各镇(街道)") == "各镇(街道)"


@pytest.mark.parametrize(
    ("name", "bare", "central"),
    [
        ("农业农村部", True, True),
        ("海关总署", True, True),
        ("国家统计局", False, True),
        ("组织部", True, False),
        ("财政局", True, False),
        ("区财政局", False, False),
        ("岳阳市云溪区财政局", False, False),
    ],
)
def test_names_without_a_place(name: str, bare: bool, central: bool) -> None:
    assert (is_bare(name), is_central(name)) == (bare, central)


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("人行武汉分行", "武汉"),
        ("人行浙江省分行", "浙江省"),
        ("国网三台县供电公司", "三台县"),
        ("国家税务总局三台县税务局", "三台县"),
        ("县供电公司", None),
        ("三台县财政局", None),
    ],
)
def test_places_inside_names(name: str, inside: str | None) -> None:
    assert place_inside(name) == inside


@pytest.mark.parametrize(
    ("name", "town"),
    [
        ("陆城镇", "陆城镇"),
        ("云溪区陆城镇政府", "陆城镇"),
        ("云溪街道办", "云溪街道"),
        ("各镇政府", None),
        ("镇政府", None),
    ],
)
def test_governments_of_towns(name: str, town: str | None) -> None:
    assert town_of(name) == town


def test_names_that_the_vocabulary_lists_whole() -> None:
    assert is_listed("中央和国家机关工委")
    assert not is_listed("县委和县政府")
