"""The subject of a sentence that charges: units and nothing else, and which of them are somebody in particular."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from policygraph.ingest.organisations import collectives, functions, unit_lists
from policygraph.ingest.organisations.unit_lists import Unit
from policygraph.ingest.places.region_names import place_at_start
from policygraph.ingest.roles import kinds
from policygraph.model.overlay import of_some_words

LONGEST = 120
"""Characters of the units that a charge names."""
LONGEST_PLACE = 8
"""Characters of the name of a county."""

# Whose the project is that a meeting is about.
_OWNER = re.compile(r"项目(?:建设)?业主(?:单位)?|业主单位|代建单位")
_NOBODY = re.compile(r"(?:部门|单位|机关|机构|领导|同志|人员|干部|成员|负责人|上下|各级|企业|方面|群众|社会)$")
_FORM = re.compile(
    r".{2}(?:公司|集团|中心|委员会|管委会|办事处|街道|镇|乡|局|厅|办公室|政府|[支大总]队|分局|法院|检察院)$"
)
# 各乡镇各部门, 各镇和相关部门: the towns are somebody in particular.
_PLACES_AND = re.compile(
    r"(?P<places>各(?:[省市州盟县区旗镇乡](?![直级属])|街道|板块|苏木){1,3})[和及与]?(?:各|有关|相关)(?:有关|相关)?(?:部门|单位)+"
)
_ETC = re.compile(r"等.{0,8}?(?:部门|单位)$")
# A town stands for its government, beside what offices do: 芦川镇和财政、林草等部门.
_TOWN_AND = re.compile(r"(?<=[一-鿿][一-鿿][镇乡])[和及与](?=[一-鿿]{2,8}(?:、|等|部门|局))")
# What was before the meeting, which charges nobody: 会议听取县水利局关于…的汇报.
HEARD = re.compile(r"[\s\"]*(?:会议)?(?:听取|审议|审定|传达|讨论|研究|通报|学习|书面)")
BY = re.compile("(?<!自)由(?!于)")
_NO_SUBJECT = re.compile(r"[的了将并把对为在或]|可以?$|会议|《|^(?:更|是|也|既|不|从|以|让|使|其|协调|协同|督促)")
# What is done with those who are named behind: 动员本单位人员积极参与.
_WITH_OTHERS = re.compile(r"督促|动员|号召|发动|引导|邀请|鼓励|教育引导|组织(?=(?:本|所属|相关|有关))")
# Those to whom a paper goes, and all of a kind.
_YOU = re.compile(
    r"(?:你们|[你贵](?:们|单位|部门|公司|集团|中心|办公室|[局厅委省市县区州旗镇乡院校处办行部所站])|贵方)(?:党委|党组)?"
)
_KIND = r"(?:有关|相关)?(?:部门|处室|科室|机关|单位|机构|组织|地区?|级)"
_POWERS = r"(?:党委|党组织|(?:人民)?政府)"
EVERYBODY = re.compile(
    rf"(?:(?:公司|[省市县区州]直?)?各|(?:公司|[省市县区州](?:[级直]|政府)?)(?:有关|相关)){_KIND}(?:[、和及]?(?:各|公司有关)?{_KIND}|\({_KIND}\))*"
    rf"|(?:(?:地方)?各级(?:地方)?|属地|当地){_POWERS}(?:[、和及]?{_POWERS})?"
)
# 我委, and 我委研究后 before what it then does.
_WRITER = re.compile(
    r"(?:我(?:[局厅委办部院署会省市县区]|公司|单位|中心|集团)|本(?:[局厅委办部]|公司|单位))(?:[^,。;]{2,12}后,?)?"
)
_ALL_OF = re.compile(
    r"(?:属地|当地)|(?:公司|本|地方|全[省市县区州]|[省市县区州]直?)?各|公司(?:有关|相关)|[省市县区州](?:级|直)?有关"
)
# 各市, 各省(自治区、直辖市), 各地: short, and all of a kind.
_ALL_PLACES = re.compile(r"各[省市州盟县区旗镇乡地]")
_PLACE = re.compile(r"(?!.*[各经向对由从与及和的])[一-鿿]{2,3}[省市县区州旗盟](?:[一-鿿]{2,3}[县区旗])?")
_OF_COMPANY = re.compile(
    r"公司(?:本部)?(?!各|有关|相关|所属|系统)[一-鿿]{0,8}(?:(?<![干全])部|办|办公室|工会|党委|纪委|团委|中心|处)"
)
# No subject: what is said behind it, a date.
_NO_WORDS = re.compile(r"[\d\s]|[于从]|通过")
# Who takes a decision, and is given none of the work; organs by their kind; what begins or holds a verb.
NO_NAME = re.compile(
    r"^(?:中共.{2,8}委|(?:中共)?(?:[省市县区州旗]|自治区|党|党中)(?:委|政府|人民政府|央)|国务院|人民政府|党组织|办公室)$|中央$"
    r"|^(?:协同|联合)|配合|落实|服务(?!局|办|中心)|提升|推进|推动|宣传(?!部)|通过|依托|分别|及时|持续|扎实|大力|会同|督促|指导|组织(?!部|$)|支持|加强|做好"
    r"|开展|贯彻|学习|参加|邀请|征求|听取|汇报|要求|符合|结合|进驻|填写|提交|地点|会议|同意|不得|原则|根据|按照|[要须](?!闻)|^[报向经径对与按据并到送时拟已可]"
)
_WHOLE = re.compile(r"(?:部|厅|局|委|公司)(?=[一-鿿]{2,8}(?:局|司|处|室|部|中心)$)")
_SOME_AND = re.compile(r"(?:有关|相关)[一-鿿]{2,10}[、和及]")
# What may follow the units of a subject: who is no unit (采购人), what sums them up, but not 等重要场所.
_BEHIND = re.compile(r"等.{0,8}?(?:部门|单位|机构|企业|公司)|[(][^()]*[)]|[、和及与][^在将把对的]{1,16}|\s+")
_PERSONS = re.compile(r"(?:领导|同志|人员|干部|成员|负责人|人|职工|群众|党员|各级|各方|上下|会场)$")


@dataclass(frozen=True, slots=True)
class Hearers:
    """To whom words are said. `you`: whom 你单位, and a request that names nobody, means; `everybody`: words to all of
    them (各单位要…) give work; `decided`: what a unit does is its work, though no word commands it, and `told`: where a
    verb of work says what; `writer`: who is meant by 我委; `ordered`: only what is ordered is work, not what a rule
    says that somebody should do (应当); `known`: names that the document commands elsewhere, which are units wherever
    they stand; `terms`: what it calls units (出租方), and whom it means.
    """

    you: tuple[Unit, ...] = ()
    everybody: bool = False
    decided: bool = False
    told: bool = False
    writer: str = ""
    ordered: bool = False
    known: frozenset[str] = frozenset()
    terms: Mapping[str, str] = field(default_factory=dict)

    @property
    def hear_of_work(self) -> bool:
        """Does a verb of work that commands nothing tell of it?"""
        return self.decided or self.told

    def named(self, folded: str, start: int, end: int, commanded: bool = True) -> tuple[Unit, ...] | None:
        """The units of the subject `folded[start:end]`, as `named_units` has them. `commanded`: a word behind it tells
        that it is given work."""
        words = folded[start:end].strip(" ,")
        if self.you and _YOU.fullmatch(words):
            return self.you
        by = [m.end() for m in BY.finditer(folded, start, end)]
        if by:  # 派位工作由县教育局组织
            start = by[-1]
            words = folded[start:end].strip(" ,")
        if name := self.writer if self.writer and _WRITER.fullmatch(words) else self.terms.get(words):
            return (Unit(name, start, end),)
        if not words or (self.everybody and _NO_WORDS.search(words)):
            return None
        units = self.units(words, commanded)
        if not units and words in self.known:
            return (Unit(words, start, end),)
        return units and tuple(replace(u, start=start + u.start, end=start + u.end) for u in units)

    def is_writer(self, words: str) -> bool:
        """Do they name the writer, whole or by the end of his name (国家某公司华北中心 as 华北中心)?"""
        return len(words) >= 4 and self.writer.endswith(words) and unit_lists.is_complete(words)

    def units(self, words: str, commanded: bool) -> tuple[Unit, ...] | None:
        """The same of the words alone."""
        if self.everybody and _OF_COMPANY.fullmatch(words):
            return (Unit(words, 0, len(words)),)
        units = named_units(words, self.everybody)
        if not self.everybody:
            return (_owner_or_places(words) if commanded else ()) or units
        if _OWNER.fullmatch(words):
            return _owner_or_places(words) if commanded else ()
        return _of_many(words, units, commanded)


def _of_many(words: str, units: tuple[Unit, ...] | None, commanded: bool) -> tuple[Unit, ...] | None:
    """The `units` of words that may be said to everybody, where they are whole and surely some; else who all are of a
    kind."""
    behind = words[units[-1].end :] if units else ""
    sure = units and _are_whole(units, words, behind) and all(_is_sure(u, words, commanded) for u in units)
    if sure and not behind.startswith(tuple("、和及与")):
        return units
    kind = kinds.kinds_named(words, commanded)
    if kind:
        return kind
    return units if sure or units == () else kind


def _owner_or_places(words: str) -> tuple[Unit, ...]:
    """Whose the project is, or the districts and counties by their names alone, of which each stands for its government
    where a meeting commands it: 望江区、临澜县要…."""
    if _OWNER.fullmatch(words):
        return (Unit(words, 0, len(words)),)
    found = [Unit(m[0], *m.span()) for m in re.finditer(r"[^、和]+", words)]
    return tuple(found) if found and all(_is_district(u.name) for u in found) else ()


def _is_district(name: str) -> bool:
    place = place_at_start(name) if len(name) <= LONGEST_PLACE else None
    return place is not None and place[1] == len(name) and place[0].level == "county"


def _are_whole(units: tuple[Unit, ...], words: str, behind: str) -> bool:
    """Does nothing stand around the `units` that makes them others?"""
    begun = words[: units[0].start]
    return bool((not begun or _SOME_AND.fullmatch(begun)) and (not behind or _BEHIND.fullmatch(behind)))


def _is_sure(unit: Unit, words: str, commanded: bool) -> bool:
    """Is it a name from its first character on? Behind a subject that is commanded something, its form will do."""
    name = unit.name
    behind = unit_lists.without_brackets(words[unit.start : unit.end]).removeprefix(name)
    cut_off = unit.kind == "unit" and bool(behind) and not _ETC.fullmatch(behind)  # 县财政局审核
    too_short = len(name) < 3 and not _ALL_PLACES.fullmatch(name)
    if cut_off or too_short or NO_NAME.search(name):
        return False
    return _begins_like_one(name) or (commanded and bool(_FORM.search(name)))


def _begins_like_one(name: str) -> bool:
    """Does it begin with a place or rank, then say what it does, or name all of a kind, or an office of such a unit?"""
    if _ALL_OF.match(name) or functions.is_listed(name) or functions.place_inside(name):
        return True
    before = functions.before_function(name)
    if before is not None and (functions.is_rank_or_place(before) or _PLACE.fullmatch(before)):
        return True
    if any(functions.is_known_unit(name[: m.end()]) for m in _WHOLE.finditer(name)):
        return True  # 省水利厅建设处
    return name.endswith("部门") and functions.function_of(f"{name.removesuffix('部门')}局") is not None


MEETING = Hearers()
"""Those of whom minutes tell."""


@of_some_words(8192)
def named_units(named: str, everybody: bool = False) -> tuple[Unit, ...] | None:
    """The units of a subject; empty where it is somebody, but nobody in particular; None where it is no subject.

    >>> [u.name for u in named_units("县水利局、县财政局")], named_units("各级各部门"), named_units("进一步健全机制")
    (['县水利局', '县财政局'], (), None)
    """
    if everybody and EVERYBODY.fullmatch(named):
        return (Unit(named, 0, len(named), "collective"),) if not _PERSONS.search(named) else ()
    if _WITH_OTHERS.match(named):
        return None
    named = _TOWN_AND.sub("、", named)
    listed = unit_lists.listed_units(named) if _may_be_subject(unit_lists.without_brackets(named)) else []
    if not listed or not _are_plain(listed):
        return () if _NOBODY.search(named) and len(named) < 40 else None
    by_function = bool(re.search(r"(?:部门|单位)$", named))
    found = tuple(filter(None, (_particular(_of_places(unit, everybody), by_function, everybody) for unit in listed)))
    return found if found or _NOBODY.search(named) else None


def _may_be_subject(words: str) -> bool:
    """May they list units and nothing else: no long piece, and nothing that no subject holds?"""
    pieces = (p for p in re.split(r"[、]|和|及|与", words) if p.strip())
    return not _NO_SUBJECT.search(words) and max(map(len, pieces), default=0) <= unit_lists.LONGEST


def _are_plain(listed: list[Unit]) -> bool:
    return all(u.known or functions.function_of(f"{u.name}局") for u in listed)


def _particular(unit: Unit, by_function: bool, everybody: bool) -> Unit | None:
    """A unit that can be charged: not 各部门, but 市场监管部门, 各乡镇, and in 财政、审计等部门 each."""
    if everybody and unit.kind == "collective" and _ALL_OF.match(unit.name):
        return unit if _is_whole(unit.name) else None
    name = _ETC.sub("", unit.name)
    bare = name.removesuffix("部门")
    of_function = bool(functions.function_of(f"{bare}局")) and functions.function_of(bare) is None
    if of_function and (by_function or name.endswith("部门")):
        return Unit(f"{bare}部门", unit.start, unit.end, "collective")
    if unit.kind == "collective" and name == unit.name:
        return None if _is_general(name) else unit
    nobody = bool(_NOBODY.search(name)) and not functions.function_of(name)
    if nobody or re.search("谁|成员", name):
        return None
    return replace(unit, name=name, kind="unit") if _is_certain(name) else None


def _of_places(unit: Unit, everybody: bool) -> Unit:
    """The towns alone of 各乡镇各部门, where not everybody is somebody."""
    places = None if everybody else _PLACES_AND.fullmatch(unit.name)
    return replace(unit, name=places["places"], kind="collective") if places else unit


def _is_general(name: str) -> bool:
    """Does it name several of whatever kind, not those of each place?"""
    return name.startswith(("有关", "相关")) or not collectives.FORM.fullmatch(name)


def _is_whole(name: str) -> bool:
    """Does it end like units, not like persons?"""
    whole = unit_lists.is_complete(name) or collectives.FORM.fullmatch(name)
    return bool(whole) and not _PERSONS.search(name)


def _is_certain(name: str) -> bool:
    """Is it the name of a unit beyond doubt: by what it does, whose it is, or its form? A place alone is none."""
    if functions.function_of(name):
        return True
    return bool(_FORM.search(name)) or (unit_lists.is_complete(name) and bool(unit_lists.prefix_of(name)))


_UNITS_END = re.compile(
    r"[^,。;:]*?(?:部门|单位|政府|公司|集团|企业(?!集团)|中心|办公室|委员会|管委会|街道|项目(?:建设)?业主(?!单位)|镇(?!街|村|人民|政府)|乡(?!镇|村|人民|政府|建设)|局|厅|委(?!员)|部(?!门|署|分)|办(?!理|好|公|事)"
    r"|[支总大]队(?!长)|工商联|[妇残]联(?!合)|供销社)(?=[^、和及与]|$)"
)
_LONGER = re.compile(
    r"(?:[、和及]?(?:有关|相关)?(?:单位|部门|机构)|(?<=公司)[一-鿿]{2,4}部(?:门|(?![署分]))|党?支部|党总支|团支部|党组织|党委|党组|纪委|团组织|团委|工会|纪检机构|办公室|办公厅|办事处|督查室|委员会|分局|集团|公司|办|局|[(][^()]{2,14}[)])"
)


def end_of_units(folded: str, start: int, end: int) -> int | None:
    """Where a list of units ends that begins at `start`."""
    m = _UNITS_END.match(folded, start, min(end, start + LONGEST))
    if m is None:
        return None
    longer = _LONGER.match(folded, m.end(), end)
    return longer.end() if longer else m.end()
