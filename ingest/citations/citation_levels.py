"""Whose policy a text names: by its title, its number, or the words before it, which may stand for several levels."""

from __future__ import annotations

import re

from policygraph.ingest.citations.cited import CUES, without_quoted
from policygraph.ingest.head import document_numbers
from policygraph.ingest.places.region_names import COUNTRY, Place, place_at_start
from policygraph.ingest.places.regions import CENTRAL, Jurisdiction

LevelPlace = tuple[str | None, Place | None]

LEVEL_WORDS = {
    "中央": "central",
    "国家": "central",
    "国务院": "central",
    "自治区": "province",
    "省": "province",
    "市": "city",
    "州": "city",
    "县": "county",
    "区": "county",
}
# 市场监管总局, 海关总署: no place has one.
_OF_STATE = re.compile(r"党中央|[一-鿿]{2,8}总[局署]")
# An organ by the word for its level: 省政府, 市水利局; 市场, 市政 name none.
_BY_LEVEL = re.compile(
    r"(?:我|本)?(自治区|省|市(?!场|政(?!府)|域|容|民)|州|县|区)"
    r"(?=委|政府|人民政府|级|人大|两办|[一-鿿]{2,12}(?:局|厅|办|委|部)|$)"
)
_FIRST_WORD = re.compile("|".join(LEVEL_WORDS))
# An organ or level by one word: 中央, 省委, 市政府, 县级; 省市 are two.
_ORGAN = r"(?:党委|委|人民政府|政府)?(?:办公厅|办公室)?级?"
LEVEL = rf"(?:(?:中共|党)?中央|国务院|国家级?|(?:自治区|[省市州县区]){_ORGAN})"
LEVELS_LISTED = rf"(?:省市[县区]?|{LEVEL})(?:(?:[、,和及与]|以及)(?:省市[县区]?|{LEVEL})){{0,7}}"
_SEVERAL = re.compile(
    rf"(?P<words>{LEVELS_LISTED})(?:[两三四]级|各级)?(?:党委|政府)*(?:关于|印发|下发|出台|制定|有关|相关|政策|文件|的)*$"
)
# Behind a place two of its organs, which are one issuer: 岚江省委、省政府.
_TWO_ORGANS = re.compile(r"[^、]{1,4}、(?:自治区|[省市州县区])[^、]{1,6}")


def listed_levels(words: str) -> list[str]:
    """The levels that words for them name, each once: 中央和省委、市委.

    >>> listed_levels("中央、省委、省政府和市")
    ['central', 'province', 'city']
    """
    pieces = (p for w in re.split(r"[、,和及与]|以及", words) for p in (list(w) if w.startswith("省市") else [w]))
    return list(dict.fromkeys(LEVEL_WORDS[m[0]] for p in pieces if (m := _FIRST_WORD.search(p))))


def place_of_level(level: str, where: Jurisdiction) -> LevelPlace:
    """The place of that level that the document lies in; 市 of a municipality's is the municipality."""
    place = where.at(level)
    return (place.level if place and level != "central" else level), place


def levels_of(folded: str, start: int, title: str, numbers: list[str], where: Jurisdiction) -> list[LevelPlace]:
    """Level and place of a policy; several where one title stands for several: 中央、省、市《…》."""
    before = re.sub(r"(?:今|去)年|\d{4}年", "", folded[max(0, start - 60) : start])
    if (several := _SEVERAL.search(before)) and len(levels := listed_levels(several["words"])) > 1:
        return [place_of_level(level, where) for level in levels]
    own_level, place = level_of_name(title, numbers[0] if numbers else None, where)
    if own_level is None:
        said = without_quoted(before)
        if (
            re.search(r"》(?:\([^()]*\))?[、和及]?$", before)
            and (shared := _SEVERAL.search(said))
            and len(listed_levels(shared["words"])) > 1
        ):
            return [(None, None)]  # 省、市《甲》《乙》: whose the second is stays open
        own_level, place = level_of_name(issuer_in(said), None, where)
    return [(own_level, place)]


def issuer_in(before: str) -> str:
    """The words for whose policy it is, at the end of what stands before its title."""
    joint = re.split(rf"[,。;:\n]|{CUES}", before)[-1].strip()
    if (named := place_at_start(joint)) and re.fullmatch(
        r"[^、]{1,4}、(?:自治区|[省市州县区])[^、]{1,6}", joint[named[1] :]
    ):
        return joint
    pieces = re.split(rf"[,。;:、\n]|{CUES}|和(?!信息|改革|社会|旅游|城乡)|及", before)
    return pieces[-1].strip()


def _of_own_province(number: str | None, where: Jurisdiction) -> LevelPlace | None:
    """Whose number it is, if it is of the document's own province or of a place in it."""
    told = document_numbers.level_of(number, where) if number else (None, None)
    own, place = where.place, told[1]
    near = own is not None and place is not None and own != COUNTRY and own.path[0] == place.path[0]
    return told if near else None


def level_of_name(name: str, number: str | None, where: Jurisdiction) -> LevelPlace:
    """What an issuer's name, a title or a number says of the level."""
    name = re.sub(r"^(?:中共(?!中央)|\"|'|关于)+", "", name)
    place = place_at_start(name, where.year)
    central = CENTRAL.search(name[:24]) or _OF_STATE.match(name)
    if central and not (place and central.start()):  # 某省实施〈中华人民共和国水法〉办法 is the province's
        own = _of_own_province(number, where)  # 《国家某局检查发现问题整改方案》(岚安发…) is the province's
        return own or ("central", where.at("central"))
    if place:
        return place[0].level, place[0]
    if m := re.match(
        r"(?:我|本)?(自治区|省|市(?!场|政(?!府)|域|容|民)|州|县|区)(?=委|政府|人民政府|级|人大|两办|[一-鿿]{2,12}(?:局|厅|办|委|部)|$)",
        name,
    ):
        level = LEVEL_WORDS[m[1]]
        place_there = where.by_prefix(m[1])
        return (place_there.level if place_there else level), place_there
    if number:
        told = document_numbers.level_of(number, where)
        if told[0]:
            return told
    if re.search(r"(?<!办)法$", name) and len(name) < 24:
        return "central", where.at("central")  # only the centre makes laws (立法法, Article 10)
    if re.match(r"(?:中国(?!\()|全国)[^()]{2,24}(?:规划|纲要)", name):
        return "central", where.at("central")
    return None, None
