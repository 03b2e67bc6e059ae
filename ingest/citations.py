"""The policies that a text names: their level, their number, and whether the text says that it carries them out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policygraph.graph.records import fold
from policygraph.ingest import titles
from policygraph.ingest.regions import CENTRAL, LEVELS, Jurisdiction, Place, at_start
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
# The first document of a year, of one level or of several: 2024年中央、省委一号文件.
_LEVEL = r"(?:中央|自治区党委|自治区|省委|市委|州委|县委|区委|省|市|州|县)"
_NUMBER_ONE = re.compile(
    rf"(?P<year>\d{{4}}年)?(?P<levels>{_LEVEL}(?:[、和及与]{_LEVEL})*)(?P<rest>(?:\d{{4}}年)?[一1]号文件)"
)
# What is likened or revised is no ground, nor what a duty is not carried out by.
_LIKENED = re.compile(r"(?:参照|参考|借鉴)[^,]*$|(?:^|[^针面])对$")
_NOT_DONE = re.compile(r"[不未]落实|落实不")
# Behind the citation: business is done by it (按照《…》规定执行), or it changed the text (根据《…》第一次修订).
_BUSINESS = re.compile(
    r"(?:\([^()]*\))?(?:[、和及]?《[^《》]*》(?:\([^()]*\))?)*"
    r"(?:(?:等)?(?:有关|相关)?(?:的)?(?:规定|要求|办法|标准)?(?:予以|进行)?(?:执行|办理|处理|处罚)|(?:第.{1,3}次)?(?:修订|修正|修改))"
)
_MADE = re.compile(r"(?:制定|制订|起草|编制|印发|出台|修订)(?:印发|出台|形成|完成)?(?:[了本此该《。,]|$)")
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
    if (first := folded.find("第一条")) >= 0:  # of a text in articles the first tells its grounds
        second = folded.find("第二条", first)
        intro_end = min(intro_end, second if second >= 0 else len(folded))
    known = {titles.key(p.title) for p in own}
    explained = any(p.role == "explains" for p in own)
    short = {fold(m["name"]) for m in _SHORT_NAME.finditer(folded)}
    found: list[Citation] = []
    for m in _QUOTED.finditer(folded):
        title = titles.unwrap(titles.strip_quotes(m["title"]))
        shown = _shown(text, folded, title, m.start("title"), m.end("title"))
        plain = titles.without_draft_mark(title)
        if not titles.is_policy(re.sub(r"(?:\([^()]*\))+$", "", plain)) or fold(title) in short:
            continue
        if (len(plain) < 6 and not plain.endswith("法")) or _is_wrapped(folded, m.start(), m.end()):
            continue
        number, end = _number(text, folded, m.end())
        if not number and titles.is_technical(plain) and _level_of(title, None, jurisdiction)[0] is None:
            continue
        derives = m.start() < intro_end and (
            (_derives(folded, m.start()) and _is_ground(folded, m.start(), m.end(), explained))
            or _is_forwarded(folded, m.start(), m.end())
        )
        found += [
            Citation(shown, number, level, place, m.start(), end, derives and _is_above(place, jurisdiction))
            for level, place in _levels(folded, m.start(), m["title"], number, jurisdiction)
            if not (titles.key(plain) in known and _is_own(level, place, jurisdiction))
        ]
    for m in _UNQUOTED.finditer(folded):
        start, end = m.span("title")
        if titles.key(m["title"]) in known or _is_inside(folded, start):
            continue
        derives = start < intro_end and _derives(folded, start)
        level, place = _level_of(m["title"], None, jurisdiction)
        found.append(Citation(text[start:end], None, level, place, start, end, derives))
    return found + _number_ones(folded, jurisdiction, intro_end)


def _number_ones(folded: str, jurisdiction: Jurisdiction, intro_end: int) -> list[Citation]:
    """The first documents of the year, by level."""
    found = []
    for m in _NUMBER_ONE.finditer(folded):
        if _is_inside(folded, m.start()):
            continue
        derives = m.start() < intro_end and _derives(folded, m.start())
        for word in re.split(r"[、和及与]", m["levels"]):
            level = _LEVEL_WORDS[re.sub(r"(?:党委|委)$", "", word)]
            place = jurisdiction.at(level)
            title = f"{m['year'] or ''}{word}{m['rest']}"
            found.append(Citation(title, None, level, place, m.start(), m.end(), derives))
    return found


def _is_inside(folded: str, start: int) -> bool:
    """Does `start` stand between 《 and 》?"""
    return bool(re.search(r"《[^》]*$", folded[max(0, start - 60) : start]))


def _is_wrapped(folded: str, start: int, end: int) -> bool:
    """Is it what the document's own title wraps (…印发《X》的通知), however the body spells X?"""
    line = folded[folded.rfind("\n", 0, start) + 1 : start]
    return start < 400 and line.endswith("印发") and folded.startswith("的通知", end) and not re.search(_CUES, line)


def _is_own(level: str | None, place: Place | None, where: Jurisdiction) -> bool:
    """Is a policy of that level, with the title of the document's own, the document's own? A county's notice may have
    the title of its province's."""
    if level is None or where.own is None or level == where.own:
        return place is None or where.place is None or level is None or place.name == where.place.name
    return False


def _is_above(place: Place | None, where: Jurisdiction) -> bool:
    """Can a policy of `place` bind the document's? Another county's, or a lower one's, does not."""
    if place is None or where.own is None or place.level == "country":
        return True
    if LEVELS.index(place.level) > LEVELS.index(where.own):
        return False
    same = where.at(place.level)
    return same is None or same.name == place.name


def _shown(text: str, folded: str, title: str, start: int, end: int) -> str:
    at = folded.find(title, start, end)
    return (text[at : at + len(title)] if at >= 0 else text[start:end]).strip()


def _derives(folded: str, start: int) -> bool:
    """Does a word of descent stand before, in the same part of the sentence (根据…和《…》精神)?"""
    sentence = re.split(r"[。;\n]", folded[max(0, start - 500) : start])[-1]
    sentence = re.sub(r"《[^《》]*》(?:\([^()]*\))?", "", sentence)
    if _LIKENED.search(sentence):
        return False
    sentence = _NOT_DONE.sub("", sentence)
    return bool(re.search(_CUES, sentence)) and not re.search(r"(?:印发|出台|制定|起草)(?:了)?$", sentence)


def _is_ground(folded: str, start: int, end: int, explained: bool) -> bool:
    """Is it what the policy rests on, and not what some business is done by? An explanation says so where it tells how
    the policy was made."""
    if _BUSINESS.match(folded, end):
        return False
    if not explained:
        return True
    opened = max(folded.rfind(c, 0, start) for c in "。?!\n") + 1
    closed = min((i for c in "。\n" if (i := folded.find(c, end)) >= 0), default=len(folded))
    return bool(_MADE.search(folded, opened, closed))


def _is_forwarded(folded: str, start: int, end: int) -> bool:
    """Does the document hand it down: 现将《X》转发给你们? Of its own level's it is the text itself."""
    return bool(
        re.search(r"转发$", folded[:start][-2:]) or re.match(r"(?:\([^()]*\))?转发给?你们", folded[end : end + 60])
    )


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
        if number.startswith(tuple(titles.words()["central_numbers"])):
            return "central", where.at("central")
        if number[0] in _PROVINCES and re.match(r".(?:政|发|办|委|党|府|字)", number):
            return "province", where.at("province")
    if re.search(r"(?<!办)法$", name) and len(name) < 24:
        return "central", where.at("central")  # only the centre makes laws (立法法, Article 10)
    if re.match(r"中国(?!\()[^()]{2,24}(?:规划|纲要)", name):
        return "central", where.at("central")
    return None, None
