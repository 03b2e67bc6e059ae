"""What two names of a policy have in common: its core, its number, the year and level of a first document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from policygraph.ingest.head import document_numbers
from policygraph.ingest.head.titles import title_key
from policygraph.ingest.text.characters import for_matching
from policygraph.model.records import fold
from policygraph.model.vocabulary import read

# What a title ends in, and says nothing of its matter: 的实施意见, 工作方案, 三年行动计划 (but not the years).
_KIND = re.compile(
    r"(?:\(.*?\))?(?:的|实施|工作|行动|若干|指导|具体|重点|任务|分工|专项|政策|推进|落实)*"
    r"(?:意见|方案|办法|措施|通知|计划|要点|规划|细则|决定|纲要|决议)(?:\((?:试行|暂行|修订)\))?$"
)
_BEFORE = re.compile(r"^(?:关于|印发|贯彻|落实|实施|深入|进一步|切实|全面|扎实|做好)+")
_BEHIND = re.compile(r"(?:的|工作|行动)+$")
# 中发, 湘发, 岳发: the Party committee's own series; 国发, 湘政发 are governments'.
_COMMITTEE = re.compile(r"(?!国)[一-鿿]{0,2}[^政府]发")
_FIRST = re.compile(r"(?P<year>\d{4})年?(?P<whose>中央|省委|自治区党委|市委|州委|县委|区委)(?:第?[一1]号文件)")
_LEVELS = {
    "中": "central",
    "省": "province",
    "自": "province",
    "市": "city",
    "州": "city",
    "县": "county",
    "区": "county",
}


def core(key: str, places: Iterable[str] = ()) -> str:
    """What a title is about, without place, kind of document and the words that say so.

    >>> core(fold("实施百溪千村行动的实施意见")) == core(fold("云泽市实施百溪千村行动工作方案"), ["云泽市"])
    True
    """
    plain = key
    for place in sorted(places, key=len, reverse=True):
        plain = plain.removeprefix(place)
    return _BEHIND.sub("", _BEFORE.sub("", _KIND.sub("", plain)))


def number(written: str) -> str:
    """发文字号 as it is compared; what is none stays as it is folded.

    >>> number("中发[2024] 1号") == number("中发〔2024〕第01号")
    True
    """
    found = document_numbers.NUMBER.search(for_matching(written))
    return document_numbers.written(found) if found else fold(written)


def first_of_year(name: str) -> tuple[int, str] | None:
    """Year and level of a policy that is called a year's first document.

    >>> first_of_year("2024年中央1号文件")
    (2024, 'central')
    """
    m = _FIRST.fullmatch(fold(name).replace(" ", ""))
    return (int(m["year"]), _LEVELS[m["whose"][0]]) if m else None


def numbered_first(written: str) -> int | None:
    """The year of which a number is the first of a Party committee.

    >>> numbered_first("中发〔2024〕1号"), numbered_first("中发〔2024〕2号"), numbered_first("国发〔2024〕1号")
    (2024, None, None)
    """
    m = document_numbers.NUMBER.fullmatch(for_matching(written))
    return int(m["year"]) if m and int(m["n"]) == 1 and _COMMITTEE.fullmatch(m["organ"]) else None


@dataclass(frozen=True, slots=True)
class FirstDocument:
    """The central committee's first document of a year, its title as published."""

    year: int
    title: str


@dataclass(frozen=True, slots=True)
class KnownPolicies:
    """`data/known_policies.yaml`."""

    first_documents: tuple[FirstDocument, ...]


@cache
def known() -> dict[str, int]:
    """The year of the central committee's first document by its title's key."""
    return {title_key(each.title): each.year for each in read("known_policies.yaml", KnownPolicies).first_documents}
