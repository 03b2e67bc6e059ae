"""Names that stand for several units: 各镇(街道), 各市人民政府, 镇政府. All functions look at folded text."""

from __future__ import annotations

import re

# Cities of 江苏 call their towns and zones together 各板块.
# Each is taken once, as long as it is: 区市区市… could else be parted in as many ways as there are of doubling.
_DIVISION = (
    r"(?>自治[州县旗区]|设区市|地级市|县级市|县市区|旗县区|市县区|区县|县区|县市|市县|市州|市区|旗县|乡镇|镇街(?!道)|街镇|街道|社区|苏木|"
    r"地区|林区|(?<=各)板块|[省市州盟县区旗镇乡村])"
)
# 各县(市、区), <市、区>: a line may end before and inside.
_IN_BRACKETS = rf"(?:\s?[(\[<](?:{_DIVISION}|[、,\s])+[)\]>])"
FORM = re.compile(
    rf"(?:(?:沿[线江河湖海岸途])?(?:各|有关|相关))?(?:级)?{_DIVISION}(?:[、,]?{_DIVISION}|{_IN_BRACKETS})*"
    r"(?:(?:级)?(?:人民\s?)?政府|党委、?政府|党委|党工委|街道办事处|办事处|办|管委会)?(?=$|[、,;\s和及与等按。)\]])"
)
# 各市、县(区)|市场监管局: the bureaus of each of them; 市直, 区属 are no divisions. A place of its own may be the last:
# 各市、云漳新区|财政局, but 云漳新区管委会 is that place's alone.
_EACH_OF = re.compile(
    rf"各(?P<first>{_DIVISION}){_IN_BRACKETS}?(?:、(?P<last>{_DIVISION}){_IN_BRACKETS}?)*"
    r"(?:、[一-鿿]{2,5}(?:新区|开发区|示范区)(?!管理?委))?"
    r"(?![直属管级内域委、,])(?=[一-鿿]{2,24}(?:局|办|中心|部门|委员会|领导小组|指挥部|站|所)(?![一-鿿]))"
)
ROUND = str.maketrans("[]<>", "()()")  # brackets as names have them
_RANKS = {"省": 1, "市": 2, "州": 2, "盟": 2, "区": 3, "县": 3, "旗": 3, "镇": 4, "乡": 4, "道": 4, "村": 5}
ONE_GOVERNMENT = re.compile(r"(?:[省市州盟区县旗]|自治[区州县旗])(?:人民)?政府")  # 市政府; 镇政府 are several
OF_EACH = re.compile(r"(?:镇|乡|乡镇|街道|村)级")  # 乡镇级路长办公室: every town has one
CLASS = re.compile(r"(?:单位|部门)$")  # 数据提供部门 is nobody's name


def each_of(folded: str, start: int, end: int) -> int | None:
    """Where the divisions end of which each has a bureau that is named behind them; None where there are none.

    Not where the last is above the first: 各区、市教育局 are the districts and the city's bureau.

    >>> each_of("各市、县(区)水利局", 0, 10), each_of("各区、市教育局", 0, 7)
    (7, None)
    """
    m = _EACH_OF.match(folded, start, end)
    if m is None:
        return None
    last = m["last"] or m["first"]
    if _RANKS.get(last[-1], 6) < _RANKS.get(m["first"][-1], 6):
        return None
    of_name = last.endswith("市") and folded.startswith("场", m.end())  # 县|市场监管局
    return m.end() - 1 if of_name else m.end()


def whole_to(folded: str, start: int, end: int) -> int | None:
    """Up to where the separators of a list are a collective's own; None where none begins."""
    if each := each_of(folded, start, end):
        return each
    m = FORM.match(folded, start, end)
    return m.end() if m and m.end() > start + 1 else None


def canonical(name: str) -> tuple[str, tuple[str, ...]]:
    """镇、街道 and 各镇街道 are written 各镇(街道); other collectives stay as they are.

    >>> canonical("镇、街道")
    ('各镇(街道)', ('镇、街道',))
    """
    plain = re.sub(r"[各、,()<>]", "", name)
    written = {
        "镇街道": "各镇(街道)",
        "镇街": "各镇(街道)",
        "街镇": "各镇(街道)",
        "乡镇街道": "各乡镇(街道)",
        "乡镇": "各乡镇",
        "乡镇人民政府": "各乡镇人民政府",
        "乡镇政府": "各乡镇人民政府",
    }
    usual = written.get(plain, name)
    return usual, () if usual == name else (name,)


def fold(name: str) -> str:
    """One key for 各镇(街道), 各镇、街道 and 各镇街道, and for 各市政府 and 各市人民政府."""
    return re.sub(r"[、,()<>]", "", name).replace("人民政府", "政府")
