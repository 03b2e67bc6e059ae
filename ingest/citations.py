"""The policies that a text names: their level, their number, and whether the text says that it carries them out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policygraph.graph.records import fold
from policygraph.ingest import titles
from policygraph.ingest.regions import CENTRAL, Jurisdiction, Place, at_start
from policygraph.ingest.stated import NUMBER, OwnPolicy

_QUOTED = re.compile(r"《(?P<title>[^《》\n]{2,120}(?:《[^《》]{1,60}》[^《》]{0,60})?)》")
_SHORT_NAME = re.compile(r"(?:以下|下)(?:统一)?简称:?为?[《\"]?(?P<name>[^《》\"',;。)]{2,24})")
_LEVEL_WORDS = {
    "中央": "central",
    "国家": "central",
    "省": "province",
    "自治区": "province",
    "市": "city",
    "州": "city",
    "县": "county",
    "区": "county",
}
_SEVERAL = re.compile(
    r"((?:中央|国家|自治区|省|市|州|县|区)(?:委|政府|级)?(?:[、,和及](?:自治区|省|市|州|县|区)(?:委|政府|级)?)+)(?:关于|印发|有关)?$"
)
_CUES = "|".join(titles.words()["derives"])
_UNQUOTED = re.compile(
    rf"(?:{_CUES})(?:了)?(?P<title>(?:中共中央|国务院|中央|[一-鿿]{{0,8}}省委|[一-鿿]{{0,8}}市委|[一-鿿]{{0,8}}政府)[^,。;《》、]{{0,24}}?关于[^,。;《》]{{4,80}}?(?:意见|决定|方案|规划|通知|办法|要点))"
)
_NUMBER_ONE = re.compile(r"(?P<title>(?:\d{4}年)?中央(?:一|1)号文件)")
_PROVINCES = "京津沪渝冀豫云滇辽黑湘皖鲁新苏浙赣鄂桂甘陇晋蒙内陕秦吉闽贵黔粤青藏川蜀宁琼"


@dataclass(frozen=True, slots=True)
class Citation:
    """A policy as it is named. `start` to `end` are the words, in the cleaned text.

    `level` is None where nothing tells it; `place` is whose policy it is, where known. `derives`: the text says that it
    carries the policy out.
    """

    title: str
    number: str | None
    level: str | None
    place: Place | None
    start: int
    end: int
    derives: bool


def find(text: str, folded: str, own: list[OwnPolicy], jurisdiction: Jurisdiction, intro_end: int) -> list[Citation]:
    """The policies named in the text, the document's own left out. Descent is read before `intro_end` only: what a
    measure carries out (按《…》规定办理) is no ground of the plan."""
    known = {titles.key(p.title) for p in own}
    short = {fold(m["name"]) for m in _SHORT_NAME.finditer(folded)}
    found: list[Citation] = []
    for m in _QUOTED.finditer(folded):
        title = titles.unwrap(titles.strip_quotes(m["title"]))
        shown = _shown(text, folded, title, m.start("title"), m.end("title"))
        plain = titles.without_draft_mark(title)
        if (
            not titles.is_policy(re.sub(r"(?:\([^()]*\))+$", "", plain))
            or titles.key(title) in known
            or fold(title) in short
        ):
            continue
        if len(plain) < 6 and not plain.endswith("法"):
            continue
        derives = m.start() < intro_end and _derives(folded, m.start())
        number, end = _number(text, folded, m.end())
        found += [
            Citation(shown, number, level, place, m.start(), end, derives)
            for level, place in _levels(folded, m.start(), m["title"], number, jurisdiction)
        ]
    for pattern in (_UNQUOTED, _NUMBER_ONE):
        for m in pattern.finditer(folded):
            if titles.key(m["title"]) in known or re.search(r"《[^》]*$", folded[max(0, m.start() - 60) : m.start()]):
                continue
            derives = m.start("title") < intro_end and _derives(folded, m.start("title"))
            level, place = _level_of(m["title"], None, jurisdiction)
            found.append(
                Citation(
                    text[m.start("title") : m.end("title")],
                    None,
                    level,
                    place,
                    m.start("title"),
                    m.end("title"),
                    derives,
                )
            )
    return found


def _shown(text: str, folded: str, title: str, start: int, end: int) -> str:
    at = folded.find(title, start, end)
    return (text[at : at + len(title)] if at >= 0 else text[start:end]).strip()


def _derives(folded: str, start: int) -> bool:
    """Does a word of descent stand before, in the same part of the sentence (根据…和《…》精神)?"""
    sentence = re.split(r"[。;\n]", folded[max(0, start - 500) : start])[-1]
    sentence = re.sub(r"《[^《》]*》(?:\([^()]*\))?", "", sentence)
    return bool(re.search(_CUES, sentence)) and not re.search(r"(?:印发|出台|制定|起草)(?:了)?$", sentence)


def _number(text: str, folded: str, end: int) -> tuple[str | None, int]:
    """发文字号 in the bracket behind a title, and where the citation ends."""
    bracket = re.compile(r"\s?\(([^()]{4,40})[,，)]").match(folded, end)
    m = NUMBER.search(bracket[1]) if bracket else None
    if not bracket or not m:
        return None, end
    return f"{m['organ'].strip()}〔{m['year']}〕{int(m['n'])}号", bracket.end()


def _levels(
    folded: str, start: int, title: str, number: str | None, where: Jurisdiction
) -> list[tuple[str | None, Place | None]]:
    """Level and place of a policy; several where one title stands for several: 中央、省、市《…》."""
    before = folded[max(0, start - 40) : start]
    if several := _SEVERAL.search(before):
        words = re.split(r"[、,和及]", several[1])
        levels = [_LEVEL_WORDS[re.sub(r"(?:委|政府|级)$", "", w)] for w in words]
        return [(level, where.at(level)) for level in dict.fromkeys(levels)]
    own_level, place = _level_of(title, number, where)
    if own_level is None:
        issuer = re.split(
            rf"[,。;:、\n]|{_CUES}|和(?!信息|改革|社会|旅游|城乡)|及",
            re.sub(r"《[^《》]*》(?:\([^()]*\))?", "", before),
        )[-1].strip()
        own_level, place = _level_of(issuer, None, where) if issuer else (None, None)
    return [(own_level, place)]


def _level_of(name: str, number: str | None, where: Jurisdiction) -> tuple[str | None, Place | None]:
    """What an issuer's name, a title or a number says of the level."""
    name = re.sub(r"^(?:中共(?!中央)|\"|'|关于)+", "", name)
    place = at_start(name)
    central = CENTRAL.search(name[:24]) or re.match(r"党中央", name)
    if central and not (place and central.start()):  # 某省实施〈中华人民共和国水法〉办法 is the province's
        return "central", where.at("central")
    if place:
        return place[0].level, place[0]
    if m := re.match(
        r"(?:我|本)?(自治区|省|市|州|县|区)(?=委|政府|人民政府|级|人大|[一-鿿]{2,12}(?:局|厅|办|委|部)|$)", name
    ):
        level = _LEVEL_WORDS[m[1]]
        place_there = where.by_prefix(m[1])
        return (place_there.level if place_there else level), place_there
    if number:
        if re.match(r"(?:国|中(?:发|办))", number):
            return "central", where.at("central")
        if number[0] in _PROVINCES and re.match(r".(?:政|发|办|委|党|府|字)", number):
            return "province", where.at("province")
    if re.search(r"(?<!办)法$", name) and len(name) < 24:
        return "central", where.at("central")  # only the centre makes laws (立法法, Article 10)
    return None, None
