"""All of a kind as a subject (各级税务机关, 基础电信企业, 省市网信部门), and offices of which only the form is known:
those of a company or a project (国网经研院, 技术支撑组). Behind such words a command tells that they are given work."""

from __future__ import annotations

import re

from policygraph.ingest.organisations import functions
from policygraph.ingest.organisations.unit_lists import Unit
from policygraph.model.overlay import of_some_words

LONGEST = 20
"""Characters of such a name."""

_HEAD = (
    r"企业|公司|集团|银行|机构|机关|(?:党|团|社会|群团|基层|经济|合作)组织|单位|部门|"
    r"院校|学校|高校|医院|协会|商会|学会|党委|党组|支部|团委|工会|纪委|园区|开发区|处室|科室"
)
_OFFICE = r"办公室|中心|[局厅委处院办组科]|(?<!干)部"
_KIND = re.compile(
    rf"(?:各|有关|相关)?(?P<of>(?!(?:{_HEAD})(?:{_HEAD})$)[一-鿿A-Za-z]{{2,}}?|[省市县]|地市|区县)?(?P<head>{_HEAD})"
)
_FORM = re.compile(rf"[一-鿿A-Za-z]{{2,}}(?:{_OFFICE}|党委|党组|工会|团委|公司|集团|支部|银行)")
_SAID_OF = re.compile(r"[^、的]{2,30}的(?P<whom>[一-鿿]{4,12})")
# Whoever does something, or is one of them by chance: what is said of him is a rule for whom it may concern.
_WHOEVER = re.compile(
    r"申[报请领]|参[评加赛选展会训与]|投标|中标|推荐|获[得奖批评]|[被受拟该本其另]|承[租办接建担]|用人|建设|施工|项目|供应|供货|管理单位|使用|开户|主管部门"
    r"|[举主协]办|支持|试点|成员|责任|牵头|配合|行业|相关方|第三方|代理|中介|当事|所在|所属|提供|运营单位|[不若或等的了并将把对于在为与从向由至到及]|经(?![研营信贸济纪开])"
)
# The level or places of all of which something is said: each of them has one.
_EACH = re.compile(
    r"(?:各(?:地市?|级|省|市|县|区|县区|市县|县市|市州|镇街)|省市县|省市|市县|[省市县区]级|属地)(?=[一-鿿]{2})"
)
_VERBS = re.compile(
    r"^(?:争取|加入|动员|号召|发动|规范|明确|调整|优化|深化|加快|聚焦|紧盯|扎实|全面|持续|坚决|切实|做|抓)|反馈|报送|提交|上报|印发|转发|落实|提升|推进|推动|通过|依托|督促|加强|做好|开展|贯彻|学习|邀请|征求|听取|符合|结合|坚持|强化|完善|建立|健全|确保|利用|根据|按照|引导|鼓励|要求|会议|发挥"
)


@of_some_words(8192)
def kinds_named(words: str, commanded: bool) -> tuple[Unit, ...] | None:
    """The kinds or offices that `words` list and nothing else; empty where they are somebody, but nobody in particular;
    None where they are no such list. Only behind a command an office of unknown name is one.

    >>> [u.name for u in kinds_named("大型银行", True)], kinds_named("申报单位", True), kinds_named("天", True)
    (['大型银行'], (), None)
    """
    if each := _of_each(words):
        return each
    if said_of := _SAID_OF.fullmatch(words):  # 实现联网结算的定点医疗机构
        words = said_of["whom"]
    units, begin = [], said_of.start("whom") if said_of else 0
    for piece in re.split(r"([、和与]|及(?!时))", words):
        if piece and piece not in "、和及与":
            unit = _kind(piece, begin, commanded)
            if unit is None:
                return None
            units.append(unit)
        begin += len(piece)
    if any(not unit.known for unit in units):
        return ()
    return tuple(units) if units else None


def is_anybody(words: str) -> bool:
    """Is it whoever does something, by whatever chance: 申报单位, 主办单位?"""
    return bool(_WHOEVER.search(words))


def _kind(piece: str, begin: int, commanded: bool) -> Unit | None:
    """One of them; not `known` where it is nobody in particular."""
    if len(piece) > LONGEST or _VERBS.search(piece):
        return None
    span = begin, begin + len(piece)
    if m := _KIND.fullmatch(piece):
        if not commanded and not _EACH.match(piece):
            return None
        certain = bool(m["of"]) and not _WHOEVER.search(piece)
        return Unit(piece, *span, "collective", known=certain)
    if commanded and _FORM.fullmatch(piece) and not _WHOEVER.search(piece) and not _holds_unit(piece):
        return Unit(piece, *span, "collective" if piece.startswith("各") else "unit")
    return None


def _holds_unit(piece: str) -> bool:
    """Does a heading run into a name: 合作机制|省发展改革委?"""
    ranks = (m.start() for m in re.finditer(r"[省市县区]", piece) if m.start() > 1)
    return any(functions.is_known_unit(piece[at:]) for at in ranks)


def _of_each(words: str) -> tuple[Unit, ...] | None:
    """各地数据、网信等部门, 省市网信部门: those of one function each, at every level or place that is named."""
    m = _EACH.match(words)
    tail = re.search(r"(?:等(?:有关|相关|多个)?)?部门$", words)
    if m is None or tail is None:
        return None
    units, begin = [], m.end()
    for piece in re.split(r"([、和及与])", words[m.end() : tail.start()]):
        if piece and piece not in "、和及与":
            of = piece.removesuffix("部门")
            if not any(functions.function_of(f"{of}{ending}") for ending in "局办委"):
                return None
            name = f"{m[0]}{of}部门"
            units.append(Unit(name, begin, begin + len(piece), "collective"))
        begin += len(piece)
    return tuple(units) or None
