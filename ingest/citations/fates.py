"""What a text says becomes of a policy that it names: repealed, replaced or amended, and from when on.

The verb governs the 《…》 before it or behind it in its own clause, and does so by being said: 《…》同时废止,
决定废止《…》. What is planned (拟废止《…》, 修订完善《…》 as a task), denied or only told of its term (有效期) says
nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from policygraph.ingest.citations.cited import CUES, Fate, without_quoted
from policygraph.ingest.citations.listed_fates import Zone, of_list
from policygraph.ingest.head import titles
from policygraph.ingest.text import dates
from policygraph.model.records import fold
from policygraph.model.vocabulary import alternatives

REPEALED, REPLACED, AMENDED = (
    alternatives(w) for w in (titles.words().repealed, titles.words().replaced, titles.words().amended)
)
_INTENDED = alternatives(titles.words().intended)
_BRACKETS = r"(?:\s?\((?:[^()]|\([^()]{0,40}\)){1,120}\)){0,3}"
_BEHIND_TITLE = re.compile(_BRACKETS)
_QUOTED = rf"《[^《》]{{1,160}}(?:《[^《》]{{1,80}}》[^《》]{{0,80}})?》{_BRACKETS}"
# The further ones of a list: 、2019年印发的《…》(…), and what the list is called: 等3件文件.
_NEXT = re.compile(rf"\s?(?:[、,和及与]|以及)?\s?(?:原|\d{{4}}年[^《》。;,\n]{{0,20}}的|[一-鿿]{{2,16}})?{_QUOTED}")
_MOST = 200  # of one list in a sentence
_CALLED = (
    r"\s?(?:等)?(?:[\d一二三四五六七八九十]{1,4})?[件份部个项]?(?:行政|党内)?(?:规范性)?"
    r"(?:文件|规章|办法|规定|通知|意见)?"
)
# … and what goes with it: 及其配套文件, 及其补充通知(某发〔2021〕1号).
_CALLED = rf"(?:[及和]其?[一-鿿]{{2,10}}(?:文件|通知|规定|细则|办法|意见|措施|说明){_BRACKETS})?{_CALLED}"
_DAY = r"(?:自|从|于)[^,。;《》\n]{2,24}?(?:之?日)?起?"
_SAID = rf"\s?,?(?:{_DAY})?,?(?:{alternatives(titles.words().performed)})*"
_ARTICLES = r"第[一二三四五六七八九十百零\d、至和及第章条款项目()]{1,40}[章条款项目]"
_PART = rf"(?:的?(?:{_ARTICLES}|附件\s?\d*)[^,。;《》\n]{{0,40}}?|的?(?:部分|有关|相关|个别)(?:条款|内容|条文))"
_STAYS = r"(?![的后前时期]|或者?修)"
_REPEALED_BEHIND = re.compile(rf"{_CALLED}{_SAID}(?:{REPEALED}){_STAYS}")
_PART_REPEALED_BEHIND = re.compile(rf"{_PART}{_SAID}(?:{REPEALED}){_STAYS}")
_TOLD_BEHIND = re.compile(rf"{_CALLED}\s?(?:现|业)?(?:已|己)经?(?:{_DAY})?(?:被)?(?:{REPEALED}){_STAYS}")
_LAPSED = re.compile(rf"{_CALLED},?有效期已?经?[届期]?满,?{_SAID}(?:{REPEALED}){_STAYS}")
_BY_OTHER = re.compile(rf"(?:现|业)?已?经?被(?P<by>{_QUOTED})(?:所)?(?:{REPLACED}|{REPEALED}){_STAYS}")
_BY_THIS = re.compile(rf"{_CALLED}(?:由|被)本[一-鿿]{{1,8}}?(?:所)?(?:{REPLACED}|{REPEALED}){_STAYS}")
_AMENDED_BEHIND = re.compile(
    rf"{_CALLED}(?:{_PART})?,?(?:进行了?|予以|[作做]出?了?|已经?|现)*(?P<thus>如下|以下)?(?:部分|相应|适当|必要|重新|全面)*(?:{AMENDED})(?:完善)?"
    r"(?P<as>为|如下|[,:]?具体(?:内容)?如下)?"
)
# Of parts of it other words amend too: 对《…》有关条款调整如下.
_ADJUSTED = re.compile(rf"{_PART},?(?:予以|进行)?(?:[作做]出?(?:如下|以下)调整|调整(?:如下|为))")
# What stands behind where it has been done: 已修订,现将修订后的…印发.
_REISSUED = re.compile(
    r"[^。\n]{0,40}?(?:现(?:将|予|重新|印发|公布|发布)|(?:修订|修改)后的|(?:形成|制定|起草|出台|印发)(?:了|出)?《)"
)
# … and gone is the one before: 原预案同时废止, in the same sentence or the next.
_FORMER_GONE = re.compile(rf"[^\n]{{0,100}}?[。;,]\s?原(?!则|因)[一-鿿]{{2,8}}{_BRACKETS}{_SAID}(?:{REPEALED}){_STAYS}")
_NOW = re.compile(r"(?:现|决定|兹)[^,。;]{0,12}(?:对|将)(?:原)?$")
_ADDRESSED = re.compile(r"(?:对|将|把)(?:原)?$")
_MEANT = re.compile(rf"(?:{_INTENDED})[^,《》]{{0,6}}$")
_BEFORE = re.compile(
    rf"(?P<verb>{REPEALED}|{REPLACED}|{AMENDED})(?:了)?(?:原有?|现行|[一-鿿]{{0,20}}\d{{4}}年[^,。;]{{0,20}}的)?(?:部分|以下|下列)?(?P<list>:)?(?:[、和及与]|以及)*$"
)
# … of the ones that the list names which follows: 决定宣布下列文件失效:《…》、《…》.
_FOLLOWING = re.compile(r"(?:决定|宣布|现|兹|将|对)[^,。;:]{0,8}(?:下列|以下)[^,。;:]{0,16}$")
_BOTH = re.compile(rf"(?:{REPEALED}|{AMENDED})(?:和|、|或|及)$")
_DECIDED = re.compile(r"(?:决定|同意|兹|现|予以|宣布)(?:对|将|予以|即行)?$")
_ITEM = r"(?:[\d一二三四五六七八九十]{1,3}[.、]|\([\d一二三四五六七八九十]{1,3}\))"
_THIS = re.compile(r"本[一-鿿]{1,8}[^。;]{0,12}$")
_SENTENCE = re.compile(r"[。;\n]")
_IN_FORCE = r"(?:正式)?(?:施行|实施|执行|生效|试行)"
_FROM = re.compile(rf"(?:自|从|于)(?P<day>[^,。;《》\n]{{2,24}}?)(?:之日)?起?(?:{_IN_FORCE}|停止|终止|废止|失效|,)")
_FROM_THEN = re.compile(rf"(?:自|从|于)(?P<day>[^,。;《》\n]{{2,24}}?)(?:之日)?起?{_IN_FORCE}")
_ITSELF = re.compile(rf"本[一-鿿]{{1,8}}?{_FROM_THEN.pattern}")
_ISSUING = re.compile(r"(?:本[一-鿿]{1,6})?(?:印发|发布|公布|下发|颁布|发文)(?:之日)?$")
REACH = 160
"""Characters before and behind a citation in which its verb stands."""


@dataclass(frozen=True, slots=True)
class Saying:
    """The document that says it: its title, folded, when it was issued, from when on it holds, its lists of files."""

    title: str
    issued_on: str | None
    holds_from: str | None = None
    lists: tuple[Zone, ...] = ()


def saying_of(folded: str, title: str, issued_on: str | None, lists: tuple[Zone, ...]) -> Saying:
    """What is to be known of a document for what it says of others. It tells one day from which it holds itself
    (本办法自…起施行), or none counts."""
    days = {_as_day(m["day"], issued_on) for m in _ITSELF.finditer(folded)} - {None}
    return Saying(title, issued_on, days.pop() if len(days) == 1 else None, lists)


def fate_of(folded: str, start: int, end: int, saying: Saying) -> Fate | None:
    """What becomes of the policy that is named from `start` to `end`, with its number."""
    if closed := _BEHIND_TITLE.match(folded, end):
        end = closed.end()
    end += folded.startswith(")", end)  # of a bracket in which it is named
    clause = without_quoted(_SENTENCE.split(folded[max(0, start - REACH) : start])[-1])
    said = _behind(folded, start, end, clause, saying) or _before(folded, start, end, clause, saying)
    fate = said or of_list(folded, start, end, saying.lists)
    by_itself = fate is not None and fate.kind and fate.by is None
    return replace(fate, on=fate.on or saying.holds_from) if fate and by_itself else fate


def _behind(folded: str, start: int, end: int, clause: str, saying: Saying) -> Fate | None:
    if by := _BY_OTHER.match(folded, end):
        return Fate("SUPERSEDES", start, by.end(), by=by.start("by"))
    if _MEANT.search(clause):
        return None
    last = _end_of_list(folded, end)
    if told := _TOLD_BEHIND.match(folded, last) or _LAPSED.match(folded, last):
        return Fate("", start, told.end(), _day(folded, told.start(), told.end(), saying))
    if gone := _REPEALED_BEHIND.match(folded, last) or _BY_THIS.match(folded, last):
        return Fate("SUPERSEDES", start, gone.end(), day_of(folded, start, gone.end(), saying))
    if gone := _PART_REPEALED_BEHIND.match(folded, end):
        return Fate("AMENDS", start, gone.end(), day_of(folded, start, gone.end(), saying))
    if (changed := _ADJUSTED.match(folded, end)) and (_NOW.search(clause) or _ADDRESSED.search(clause)):
        return Fate("AMENDS", start, changed.end(), day_of(folded, start, changed.end(), saying))
    changed = _AMENDED_BEHIND.match(folded, last)
    if changed and _is_amended(folded, changed, clause, saying):
        if gone := _FORMER_GONE.match(folded, changed.end()):
            return Fate("SUPERSEDES", start, gone.end(), day_of(folded, start, gone.end(), saying))
        return Fate("AMENDS", start, changed.end(), day_of(folded, start, changed.end(), saying))
    return None


def _is_amended(folded: str, changed: re.Match[str], clause: str, saying: Saying) -> bool:
    """Do these words amend it, and not merely speak of it?"""
    if changed["as"] or changed["thus"] or _NOW.search(clause):
        return True
    done = _ADDRESSED.search(clause) or changed[0].startswith("已")
    return bool(done and (_REISSUED.match(folded, changed.end()) or re.search(AMENDED, saying.title)))


def _before(folded: str, start: int, end: int, clause: str, saying: Saying) -> Fate | None:
    own = fold(without_number(folded[start:end])) in fold(saying.title) and start < 600
    if own and _adjusts(folded, end, clause):
        return Fate("AMENDS", start, end)
    governed = _BEFORE.search(clause)
    if not governed or re.search(CUES, clause[: governed.start()]):
        return None
    verb, said = governed["verb"], clause[: governed.start()]
    performs = _THIS.search(said) if re.fullmatch(REPLACED, verb) else own or _is_decided(governed, said, saying)
    if not performs or _MEANT.search(said) or _BOTH.search(said):
        return None
    begin = max(0, folded.rfind(verb, 0, start))
    kind = "AMENDS" if re.fullmatch(AMENDED, verb) else "SUPERSEDES"
    if kind == "SUPERSEDES" and re.match(rf"{_PART}", folded[end : end + 60]):
        kind = "AMENDS"  # 废止《…》第三条
    return Fate(kind, begin, end, _day(folded, end, end + 60, saying))


def _adjusts(folded: str, end: int, clause: str) -> bool:
    """关于调整《…》有关条款的通知, behind whose title it ends."""
    return clause.endswith("调整") and bool(re.match(_PART, folded[end : end + 60]))


def _is_decided(governed: re.Match[str], said: str, saying: Saying) -> bool:
    """Is the verb `governed` done by these words: decided, or in an item of a list?"""
    listed = governed["list"] and _FOLLOWING.search(said)
    return bool(_DECIDED.search(said) or listed or (saying.lists and re.fullmatch(_ITEM, said.strip())))


def without_number(words: str) -> str:
    """What stands in 《》, of the words that name a policy."""
    return re.sub(r"》[^《》]*$", "", words).strip("《")


def _end_of_list(folded: str, end: int) -> int:
    """Where the last of a list ends, of whose members one ends at `end`."""
    for _ in range(_MOST):
        further = _NEXT.match(folded, end)
        if not further:
            break
        end = further.end()
    return end


def day_of(folded: str, start: int, end: int, saying: Saying) -> str | None:
    """From when on: as the sentence of the verb says, or one of the policy itself before it (自2026年3月1日起施行)."""
    floor = max(0, start - REACH)
    sentence = max((m.end() for m in _SENTENCE.finditer(folded, floor, start)), default=floor)
    closed = _SENTENCE.search(folded, end, end + REACH)
    last = closed.start() if closed else min(len(folded), end + REACH)
    said = _day(folded, sentence, last, saying)
    return said or _day(folded, floor, sentence, saying, _FROM_THEN)


def _day(folded: str, start: int, end: int, saying: Saying, words_for: re.Pattern[str] = _FROM) -> str | None:
    """The last day from which on something holds, between two places; that of issuing is the document's own."""
    day = None
    for m in words_for.finditer(folded, start, min(len(folded), end)):
        day = _as_day(m["day"], saying.issued_on) or day
    return day


def _as_day(words: str, issued_on: str | None) -> str | None:
    """2026年3月1日 as an ISO date, 印发之日 as that of the document; None of what is no day."""
    spans = dates.find_dates(words) if re.search(r"\d|[〇零一二]年", words) else []
    on: date | None = spans[-1].on if spans and "日" in spans[-1].raw else None
    if on:
        return on.isoformat()
    return issued_on if _ISSUING.search(words) else None
