"""A policy as a text names it, and whether the text says that it carries it out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from policygraph.ingest.head import titles
from policygraph.ingest.places.region_names import LEVELS, Place
from policygraph.ingest.places.regions import Jurisdiction

CUES = "|".join(titles.words().derives)
# What is likened or revised is no ground, nor what is made by these words, nor what a duty is not carried out by.
_LIKENED = re.compile(r"(?:参照|参考|借鉴)[^,]*$|(?:^|[^针面])对$|在$")
_MADE_BY = re.compile(
    r"(?:印发|出台|制定|制订|起草|拟定|拟订|代拟|编制|编写|修订)(?:完成|形成)?(?:了)?(?:[、和及与]|以及)*$"
)
# What follows is what the text asks for, and no more of the sentence that says on what it rests.
_ASKS = re.compile(r"如下:\s*(?=[一1]\s?[、.]|\([一1]\))")
_NOT_DONE = re.compile(r"[不未]落实|落实不")
# Behind the citation: business is done by it (按照《…》规定执行), or it changed the text (根据《…》第一次修订).
_BUSINESS = re.compile(
    r"(?:\([^()]*\))?(?:[、和及]?《[^《》]*》(?:\([^()]*\))?)*"
    r"(?:(?:等)?(?:有关|相关)?(?:的)?(?:规定|要求|办法|标准)?(?:予以|进行)?(?:执行|办理|处理|处罚)|(?:第.{1,3}次)?(?:修订|修正|修改))"
)
_MADE = re.compile(r"(?:制定|制订|拟定|拟订|起草|编制|印发|出台|修订)(?:印发|出台|形成|完成)?(?:[了本此该《。,]|$)")
_SENTENCES = re.compile(r"[。?!\n]")
_BEHIND = re.compile(r"[。\n]")
# What stands before a title that begins its line, and the heading above the list.
_ITEM_OF_LIST = re.compile(r"\s*(?:[\[(]?\d{1,2}[\])]?[.、]?|\([一二三四五六七八九十]{1,2}\)|[-•])?\s*[一-鿿、]{0,20}")
_GROUNDS_BELOW = re.compile(
    r"(?:[一二三四五六七八九十]{1,2}、|\([一二三四五六七八九十]{1,2}\)|\d(?:\.\d)*[.、]?)?\s*(?:编制|制定|起草|政策|文件|主要|法律|法规)*依据:?"
)
REACH = 1000
"""Characters before and behind a citation that are looked at as its sentence."""
_QUOTED = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)?》(?:\((?:[^()]|\(\d{4}\))*\))?")


@dataclass(frozen=True, slots=True)
class Fate:
    """What a text says became of a policy. `kind`: SUPERSEDES or AMENDS, as in the ontology; "" where the text only
    tells that it is no longer in force. `start` to `end` are the words, `on` the day as an ISO date. `by`: where the
    policy is named that took its place, if that is not the document's.
    """

    kind: str
    start: int
    end: int
    on: str | None = None
    by: int | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A policy as it is named. `start` to `end` are the words, in the cleaned text.

    `level` is None where nothing tells it; `place` is whose policy it is, where known. `derives`: the text says that it
    carries the policy out. `naming` as in the ontology (Policy.naming). `aliases`: the title of the notice around it.
    `draft`: the text calls it one. `fate`: what the text says became of it. `former`: it has the title of the
    document's own policy and was there before.
    """

    title: str
    number: str | None
    level: str | None
    place: Place | None
    start: int
    end: int
    derives: bool
    naming: str | None = None
    aliases: tuple[str, ...] = ()
    draft: bool = False
    fate: Fate | None = None
    former: bool = False


def joined(found: Iterable[Citation]) -> list[Citation]:
    """What is told twice of one paper, by its title and by its number alone, or of an older edition once without its
    number, under one name."""
    cited = list(found)
    titled: dict[str, list[Citation]] = defaultdict(list)
    editions: dict[str, set[str]] = defaultdict(set)
    for c in cited:
        if c.number and c.naming is None:
            titled[c.number].append(c)
        if c.former and c.number:
            editions[titles.title_key(c.title)].add(c.number)
    return [_as_named(c, titled.get(c.number or "", ()), editions.get(titles.title_key(c.title), ())) for c in cited]


def _as_named(c: Citation, titled: Sequence[Citation], editions: Collection[str]) -> Citation:
    if c.naming == "number" and len({titles.title_key(each.title) for each in titled}) == 1:
        return replace(titled[0], start=c.start, end=c.end, derives=c.derives, fate=c.fate)
    if c.former and c.number is None and len(editions) == 1:
        return replace(c, number=next(iter(editions)))
    return c


def without_quoted(words: str) -> str:
    """`words` without the policies in 《》 and the brackets behind them."""
    return _QUOTED.sub("", words)


def is_inside(folded: str, start: int) -> bool:
    """Does `start` stand between 《 and 》?"""
    return bool(re.search(r"《[^》]*$", folded[max(0, start - 60) : start]))


def derives(folded: str, start: int) -> bool:
    """Does a word of descent stand before, in the same part of the sentence (根据…和《…》精神)?"""
    sentence = re.split(r"[。;\n]", folded[max(0, start - 500) : start])[-1]
    sentence = without_quoted(_ASKS.split(sentence)[-1])
    if _LIKENED.search(sentence):
        return False
    sentence = _NOT_DONE.sub("", sentence)
    return bool(re.search(CUES, sentence)) and not _MADE_BY.search(sentence)


def is_ground(folded: str, start: int, end: int, explained: bool) -> bool:
    """Is it what the policy rests on, and not what some business is done by? An explanation says so where it tells how
    the policy was made."""
    if _BUSINESS.match(folded, end):
        return False
    if not explained:
        return True
    before, behind = _SENTENCES.split(folded[max(0, start - REACH) : start])[-1], folded[end : end + REACH]
    return bool(_MADE.search(before + folded[start:end] + _BEHIND.split(behind, 1)[0]))


def is_listed_ground(folded: str, start: int) -> bool:
    """Does the title begin a line of the list below a heading that says 编制依据?"""
    above = folded[max(0, start - REACH) : start].split("\n")
    if not _ITEM_OF_LIST.fullmatch(above.pop()):
        return False
    while above and "《" in above[-1]:
        above.pop()
    return bool(above and _GROUNDS_BELOW.fullmatch(above[-1].strip()))


def calls_meeting(folded: str, start: int, end: int) -> bool:
    """Does the sentence tell of a meeting that is held? In minutes the others tell what was heard there: on what a plan
    rests that somebody else has made."""
    before, behind = _SENTENCES.split(folded[max(0, start - REACH) : start])[-1], folded[end : end + REACH]
    return "召开" in before or "召开" in _BEHIND.split(behind, 1)[0]


def is_above(place: Place | None, where: Jurisdiction) -> bool:
    """Can a policy of `place` bind the document's? Another county's, or a lower one's, does not."""
    if place is None or where.own is None or place.level == "country":
        return True
    if LEVELS.index(place.level) > LEVELS.index(where.own):
        return False
    same = where.at(place.level)
    return same is None or same.name == place.name
