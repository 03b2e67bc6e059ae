"""Policies that a text names without their title: 2024年中央一号文件, 中发〔2024〕1号, or not at all: 市级相关文件."""

from __future__ import annotations

import re

from policygraph.ingest.citations.citation_levels import LEVEL, LEVEL_WORDS, LEVELS_LISTED, LevelPlace, place_of_level
from policygraph.ingest.citations.cited import Citation, derives, is_above, is_ground, is_inside
from policygraph.ingest.head import document_numbers
from policygraph.ingest.places.region_names import Place, place_at_start
from policygraph.ingest.places.regions import Jurisdiction
from policygraph.ingest.text.windows import matches_around

# The first document of a year, of one level or of several: 2024年中央、省委一号文件.
_ISSUER = (
    r"(?:(?:中共|党)?中央(?:[、 ]?国务院)?|自治区(?:党委|政府)?|省(?:委|政府)?|"
    r"[市州](?:委|政府)?|县(?:委|政府)?|区(?:委|政府))"
)
_TOGETHER = 7  # further ones: a run of 市 or 县 is read once, not once from each of them
_NUMBER_ONE = re.compile(
    rf"(?P<levels>{_ISSUER}(?:[、和及与]?{_ISSUER}){{0,{_TOGETHER}}})(?:(?P<later>20\d{{2}})年|(?P<word>今年|去年)的?)?"
    r"\s?\"?第?\s?[一1]\s?号\s?\"?文件\"?"
)
_IS_ONE = re.compile(r"[一1]\s?号")
_WHEN = re.compile(r"(?:(?P<year>20\d{2})年度?|(?P<word>今年|本年度?|去年))的?$")
# They speak of the first documents of many years: 连续多年的中央一号文件.
_MANY = re.compile(
    r"(?:历年|每年|逐年|年年|连续[^,。]{0,6}|多年来?|近年来?|以来|[个份道](?:[^,。、]{0,12}的)?)(?:的)?$"
)
# Behind a number that stands alone in a sentence; elsewhere it is the head of a paper, or an index.
_SPOKEN_OF = re.compile(r"\s?\)?(?:[、和及与]|以及|等)?(?:\d*个?(?:文件|文|通知|意见|方案)|精神|要求|规定|同时|废止)")
_ORDERS = re.compile(r"(?:政府|国务院|部|委员会|总?局|总?署)$")
_UNNAMED = re.compile(
    rf"(?<![我本全各《])(?P<levels>上级|{LEVELS_LISTED})(?:各级|[两三四]级)?(?:[一-鿿]{{2,10}}?(?:厅|局|委|办|部门))?的?"
    r"(?:(?:有关|相关|部署|指导|实施|工作|政策|系列)*(?:文件|通知|方案)|(?:有关|相关|指导|实施)+意见)(?:的)?(?:精神|要求|规定|部署)?"
)


def find_number_ones(folded: str, where: Jurisdiction, intro_end: int, year: int | None) -> list[Citation]:
    """The first documents of the year, by level, under one name each. `year`: the document's own, where it is sure."""
    found: list[Citation] = []
    for m in matches_around(_NUMBER_ONE, _IS_ONE, 120, 12, folded):
        organs = re.findall(_ISSUER, m["levels"])
        named, start = _named_before(folded, m.start("levels"), organs[0], where)
        when = _WHEN.search(folded[max(0, start - 8) : start])
        start -= len(when[0]) if when else 0
        said = (when and when["year"]) or m["later"]
        if is_inside(folded, start) or (not said and _MANY.search(folded[max(0, start - 20) : start])):
            continue
        last_year = "去年" in ((when and when["word"]), m["word"])
        of = said or (str(year - last_year) if year else "")
        numbers, end = document_numbers.numbers_behind(folded, m.end())
        is_derived = start < intro_end and derives(folded, start)
        for level, (place, organ) in _by_level(organs, named, where).items():
            title = f"{of}{'年' if of else ''}{'中央' if level == 'central' else organ}一号文件"
            number = _number_of(numbers, level, where, alone=len(organs) == 1)
            derived = is_derived and is_above(place, where)
            found.append(Citation(title, number, level, place, start, end, derived, "nickname"))
    return found


def _by_level(
    organs: list[str], named: Place | None, where: Jurisdiction
) -> dict[str | None, tuple[Place | None, str]]:
    """Place and organ by level, each once: 省委、省政府一号文件 is one. `named`: the place of the first, by name."""
    found: dict[str | None, tuple[Place | None, str]] = {}
    for i, organ in enumerate(organs):
        by_word = place_of_level(LEVEL_WORDS[_level(organ)], where)
        level, place = (named.level, named) if named and not i else by_word
        found.setdefault(level, (place, organ))
    return found


def _level(word: str) -> str:
    return "中央" if "中央" in word else re.sub(r"(?:党委|委|政府)$", "", word)


def _named_before(folded: str, start: int, word: str, where: Jurisdiction) -> tuple[Place | None, int]:
    """The place whose it is by name, and where the name begins: 云泽 before 市委. One that the gazetteer holds, or the
    document's own."""
    suffix = _level(word)
    for length in range(6, 1, -1):
        name = folded[max(0, start - length) : start] + suffix
        found = place_at_start(name) if suffix != "中央" and length <= start else None
        if found and found[1] == len(name) and (found[0].code or found[0] == where.at(found[0].level)):
            return found[0], start - length
    return None, start


def _number_of(numbers: list[str], level: str | None, where: Jurisdiction, alone: bool) -> str | None:
    """Of the numbers in the bracket behind several policies the one that tells the level."""
    if alone:
        return numbers[0] if numbers else None
    return next((n for n in numbers if document_numbers.level_of(n, where)[0] == level), None)


def number_of_each(numbers: list[str], levels: list[LevelPlace], where: Jurisdiction) -> list[str | None]:
    """Which of the numbers behind a title is whose, of the several policies that it stands for."""
    return [_number_of(numbers, level, where, alone=len(levels) == 1) for level, _ in levels]


def find_numbers(
    folded: str, own: str | None, where: Jurisdiction, intro_end: int, held: list[tuple[int, int]]
) -> list[Citation]:
    """Policies that only their number names: 根据中发〔2024〕1号文件精神. `own`: the document's; `held`: the spans of
    other citations, which hold theirs."""
    found: list[Citation] = []
    inside = {at for a, b in held for at in range(a, b)}
    orders = (m for m in document_numbers.orders_in(folded) if _ORDERS.search(document_numbers.organ(m)))
    for m in (*document_numbers.numbers_in(folded), *orders):
        number, organ = document_numbers.written(m), document_numbers.organ(m)
        start = folded.rindex(organ, m.start(), m.end())
        of_a_title = re.search(r"》\s?\([^()]*$", folded[max(0, start - 60) : start])
        if number == own or of_a_title or is_inside(folded, start) or start in inside:
            continue
        cited = derives(folded, start)
        if not cited and not _SPOKEN_OF.match(folded, m.end()):
            continue
        level, place = _whose(number, own, where)
        is_derived = start < intro_end and cited and is_ground(folded, start, m.end(), explained=False)
        is_derived = is_derived and is_above(place, where)
        found.append(Citation(number, number, level, place, start, m.end(), is_derived, "number"))
    return found


def _whose(number: str, own: str | None, where: Jurisdiction) -> LevelPlace:
    """Level and place of a number; one of the document's own series is of its place."""
    if own and number.partition("〔")[0] == own.partition("〔")[0]:
        return where.own, where.place
    return document_numbers.level_of(number, where)


def find_unnamed(folded: str, explained: bool, intro_end: int) -> list[tuple[int, int]]:
    """Where the text says that it rests on papers of a level without naming them: 按照市级相关文件要求."""
    found = []
    for m in _UNNAMED.finditer(folded, 0, intro_end):
        named = re.match(r"[^,。;]{0,2}[《<]|\s?\(?[^()]{0,8}[\[(](?:19|20)\d{2}[\])]", folded[m.end() : m.end() + 24])
        if named or is_inside(folded, m.start()) or not re.search(LEVEL + "|上级", m[0]):
            continue
        if derives(folded, m.start()) and is_ground(folded, m.start(), m.end(), explained):
            found.append(m.span())
    return found
