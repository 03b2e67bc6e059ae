"""What a figure counts: a short noun phrase from the words around it.

All functions take strings without offsets; `targets.py` finds the clause and hands over its pieces.
"""

from __future__ import annotations

import re

from policygraph.ingest.figures.indicator_words import vocabulary

_WITHIN_YEARS = re.compile(r"(?:用|在)?[一二两三四五六七八九十\d]{1,3}年(?:内|时间|左右)")
_IN_FIELD = re.compile(r"在[^，。]{2,14}?(?:领域|方面|范围内|行业|区域)(?=[培打建形实创推新引])")
_JOIN = re.compile(r"[、，,：:;；\s]+|(?:以及|和|与|及|并|或|且)(?![美谐睦平时格联购网])")
_AT_PLACES = 40
"""Characters of the places where it is done: 在甲镇乙村、丙镇丁村改造菇棚300个."""
_PLACE_ENDS = re.compile(r"[村镇乡]|街道|社区")
# Who is told to do it: 县财政局要在年底前拨付工程款500万元.
_UNIT = r"[^，。、]{1,15}?(?:局|委|办公室|厅|公司|集团|中心|政府|街道|[镇乡]|部门|单位)"
_OF_PLACE = r"[省市县区州镇][^，。、]{1,12}?(?:局|委|办|厅|中心|公司|部门|政府)"
_ORDER = r"(?:要求|责成|责令|请|由)?"
# Several of whom each does it: 县公安局、县司法局各推荐专家2名.
_EACH_OF_SEVERAL = rf"(?:{_OF_PLACE}[、和与])*{_OF_PLACE}(?:各(?=[^\d\s])|(?=(?:推荐|选派|选送|抽调)))"
_COMMANDED = re.compile(
    rf"{_UNIT}(?:要(?![素道点闻求])|应当|须|必须|会同{_UNIT}于?)|会同{_UNIT}于?"
    rf"|{_ORDER}{_OF_PLACE}(?:负责|牵头|于|在)|(?:要求|责成|责令){_OF_PLACE}|{_ORDER}{_EACH_OF_SEVERAL}"
)
_MARKS = re.compile(r"[\0\s]")


def bare_words(text: str) -> str:
    """`text` without the marks of masked brackets, blanks and the punctuation around it."""
    return _MARKS.sub("", text).strip("、，,。；;：:").strip()


def strip_front(text: str) -> str:
    """`text` without joining words, scope and the words that say how or that it must be done.

    >>> strip_front("，全市力争高标准农田面积"), strip_front("高质量开源项目"), strip_front("高质量办好活动")
    ('高标准农田面积', '高质量开源项目', '办好活动')
    """
    words = vocabulary()
    rest = text
    while rest:
        leads = (_JOIN, _WITHIN_YEARS, _IN_FIELD, _COMMANDED, words.scope, words.opener)
        found = next((hit for lead in leads if (hit := lead.match(rest))), None)
        if not found or not found.end() or found.end() == len(rest):
            break
        adjective = words.adjective.fullmatch(found[0])
        rest = rest[_behind_places(rest) or found.end() :].lstrip("的")
        if not adjective or words.verb.match(rest):
            text = rest
    return text


def _behind_places(text: str) -> int | None:
    """Where the work begins of words that say first in which places it is done."""
    if not text.startswith("在"):
        return None
    ends = (m.end() for m in _PLACE_ENDS.finditer(text, 2, _AT_PLACES))
    return next((end for end in ends if vocabulary().verb.match(text, end)), None)


def strip_back(text: str) -> str:
    """`text` without the words that only lead up to its figure (占比达 keeps 占比), and a report's 已开发."""
    words = vocabulary()
    while text:
        said = words.reported.search(text)
        if said and said.start() >= 2 and words.verb_tail.search(said[0]):
            return strip_back(text[: said.start()])
        found = words.closer_tail.search(text)
        if found is None or (words.head_tail.search(text) and len(found.group()) == 1):
            return text
        text = text[: found.start()].rstrip("，,、：: ")
    return text


_LINKS = re.compile(r"^(?:[了着、及与]|和(?![美谐睦平]))+")


def strip_verbs(text: str) -> str:
    """`text` without verbs of carrying out at its front, as long as a noun of two characters is left."""
    words = vocabulary()
    while True:
        kept = words.kept.match(text)
        found = words.verb.match(text)
        if found is None or (kept and kept.end() >= found.end()):
            return text
        rest = _LINKS.sub("", text[found.end() :])
        bare = strip_front(rest)
        rest = bare if words.verb.match(bare) else rest
        if len(rest) < 2:
            return text
        text = rest


_RISE = re.compile(r"[由从自][^，。、]{0,6}\d[^，。、]{0,8}$")  # 关税总水平由9.8%降至7.5%: the 由9.8%


def noun_before(left: str) -> str:
    """The noun phrase that a figure follows: 确保全市粮食播种面积 → 粮食播种面积; "" where there is only a verb."""
    if vocabulary().aimed.fullmatch(bare_words(left)):
        return ""
    text = strip_back(strip_front(_RISE.sub("", bare_words(left))))
    if text in vocabulary().verb_nouns:
        return text
    if not text or vocabulary().verb.fullmatch(text) or vocabulary().opener.fullmatch(text):
        return ""
    noun = strip_verbs(text)
    return "" if vocabulary().kept.fullmatch(noun) and noun not in vocabulary().verb_nouns else as_shown(noun)


_PLACES_DO = re.compile("[村镇乡县区](?=开展|实施|推进|参加|参与|先行|率先|启动)")  # 12个村开展试点
_FOR = re.compile("支持|用于")  # 1000亿元失业保险基金支持稳岗


def noun_after(right: str, group: str) -> str:
    """The noun phrase that follows a figure: 高标准农田建设，→ 高标准农田. `group` is the kind of the figure's unit."""
    words = vocabulary()
    text = bare_words(right)
    whole = group == "share" and text.startswith("的") and len(text) < 36  # 90%的市场主体纳入平台
    text = text.lstrip("的")
    cut = (
        _PLACES_DO.match(text)
        or words.phrase_end.search(text, 2)
        or (_FOR.search(text, 2) if group == "money" else None)
    )
    if cut and not whole:
        text = text[: cut.start() or 1]
    text = re.sub(r"(?:[、，]|以及|和|与|及)+$", "", text)
    tails = (words.area_tail, words.noun_tail) if group in ("area", "length") else (words.noun_tail,)
    for tail in tails:
        found = tail.search(text)
        if found and found.start() >= 2:
            text = text[: found.start()]
    return as_shown(_without_clause(text))


_RELATIVE = re.compile(r"^(?:具有|具备|拥有|符合|能够|在[^的]{2,12}|以[^的]{2,14}为[^的]{1,6}|有)[^的]*的(?=.{3})")


def _without_clause(text: str) -> str:
    """具有行业示范效应的企业级平台 → 企业级平台."""
    return _RELATIVE.sub("", text)


def as_shown(text: str) -> str:
    """The phrase as a table would show it: no quotes that stand alone, no punctuation at its ends."""
    text = text.strip("、，,。；;：: 　的")
    for left, right in ("“”", "（）", "()", "《》"):
        if text.count(left) != text.count(right):
            text = text.replace(left, "").replace(right, "")
    return text.replace('"', "")


def object_of(clause: str) -> str:
    """What a clause without figures is about: 加快推进高标准农田建设 → 高标准农田."""
    text = strip_verbs(strip_front(bare_words(clause)))
    if vocabulary().not_object.search(text):
        return ""
    found = vocabulary().object_tail.search(text)
    return as_shown(text[: found.start()] if found and found.start() >= 2 else text)


def qualify(noun: str, topic: str) -> str:
    """试点村, where 和美乡村试点项目 was just spoken of, is 和美乡村试点村; a noun of its own stays as it is."""
    at = topic.find(noun[:2])
    return topic[:at] + noun if len(noun) <= 3 and at > 0 and not topic.endswith(noun) else noun


def is_bare_head(noun: str) -> bool:
    """产量 and 面积 alone: the thing measured was named before."""
    found = vocabulary().head_tail.search(noun)
    return bool(found and found.start() == 0 and noun not in vocabulary().never_alone)


def unchanged(noun: str) -> str:
    """国内生产总值增长 → 国内生产总值: the thing that changed."""
    found = vocabulary().change_tail.search(noun)
    return noun[: found.start()] if found and found.start() >= 2 else noun


def is_share(noun: str) -> bool:
    """Whether a noun, its change left out, is itself measured in percent: 覆盖率提高."""
    return unchanged(noun).endswith(("率", "比例", "比重", "占比", "度", "水平"))


def modifier(noun: str) -> str:
    """What a measured noun measures: 粮食播种面积 → 粮食."""
    kept = vocabulary().kept.match(noun)
    bare = strip_verbs(noun[kept.end() :]) if kept and len(noun) - kept.end() > 1 else noun
    found = vocabulary().head_tail.search(bare)
    return bare[: found.start()] if found else bare
