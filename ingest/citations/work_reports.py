"""The work report that a text names: 县政府工作报告, 2026年《政府工作报告》. What gives out its tasks rests on it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policygraph.ingest.citations.citation_levels import LEVEL_WORDS, LevelPlace, place_of_level
from policygraph.ingest.citations.cited import Citation, derives, is_above
from policygraph.ingest.head import titles
from policygraph.ingest.places.region_names import place_at_start
from policygraph.ingest.places.regions import Jurisdiction

LONGEST_PLACE = 9
"""Characters of the name of a place."""

_YEAR = re.compile(r"(?:(?P<year>20\d{2})年度?|今年|本年度?)的?$")
_RANK = re.compile(r"(?P<word>国务院|全国|自治区|[省市州县区])(?:人民)?$")
_OPENS = re.compile(r"[《\"]$")
# What a plan that gives out the report's tasks calls itself: …《政府工作报告》重点任务分解方案.
_GIVES_OUT = re.compile(r"[》\"]?[^《》\n]{0,16}(?:分解|分工|任务|目标|责任|清单|落实)")
_NOT_IT = re.compile(r"[》\"]?(?:起草|解读|说明|说|讨论|座谈|征求)")


def find_work_reports(
    folded: str, title_end: int, where: Jurisdiction, grounds_end: int, year: int | None
) -> Iterator[Citation]:
    """The work reports named before `grounds_end`, each with its year and place. `title_end`: where the document's own
    title ends; `year`: the document's, where it is sure."""
    seen = set()
    for m in re.finditer(titles.WORK_REPORT, folded[:grounds_end]):
        start, of, (level, place) = _named_before(folded, m.start(), where)
        of = of or (str(year) if year else "")
        in_title = m.end() <= title_end
        rests = bool(_GIVES_OUT.match(folded, m.end())) if in_title else derives(folded, start)
        if not rests or _NOT_IT.match(folded, m.end()) or not is_above(place, where) or (of, level) in seen:
            continue
        seen.add((of, level))
        name = f"{of}{'年' if of else ''}{place.name if place and level != 'central' else ''}{titles.WORK_REPORT}"
        yield Citation(name, None, level, place, start, m.end(), True)


def _named_before(folded: str, at: int, where: Jurisdiction) -> tuple[int, str, LevelPlace]:
    """Where the words begin that tell which one it is, the year that they name, and whose it is: the document's own
    place's, unless they say another's."""
    start, of, whose = at, "", (where.own, where.place)
    for _ in range(3):
        begun = start
        if opens := _OPENS.search(folded, max(0, start - 1), start):
            start = opens.start()
        if m := _YEAR.search(folded, max(0, start - 8), start):
            of, start = m["year"] or of, m.start()
        if rank := _RANK.search(folded, max(0, start - 5), start):
            named = _place_to(folded, start)
            start, whose = named or (rank.start(), _of_rank(rank["word"], where))
        if start == begun:
            break
    return start, of, whose


def _of_rank(word: str, where: Jurisdiction) -> LevelPlace:
    return place_of_level(LEVEL_WORDS["国务院" if word == "全国" else word], where)


def _place_to(folded: str, end: int) -> tuple[int, LevelPlace] | None:
    """The place whose name ends at `end`, longest first, and where it begins."""
    stop = end - 2 if folded.endswith("人民", 0, end) else end
    for length in range(LONGEST_PLACE, 1, -1):
        found = place_at_start(folded[stop - length : stop]) if length <= stop else None
        if found and found[1] == length:
            return stop - length, (found[0].level, found[0])
    return None
