"""Whose policy a notice forwards: that of an office of its own place, or of one above."""

from __future__ import annotations

import re
from dataclasses import replace

from policygraph.ingest.citations import citation_levels
from policygraph.ingest.citations.cited import Citation
from policygraph.ingest.head import document_numbers, titles
from policygraph.ingest.head.own_policy import OwnPolicy
from policygraph.ingest.places.region_names import Place
from policygraph.ingest.places.regions import Jurisdiction
from policygraph.ingest.text.characters import for_matching

# Who made it, right before its title: 现将市水利局、市财政局制订的《…》.
_MAKERS = re.compile(
    r"(?:^|将|转发|批转|同意)(?P<who>(?:(?!将|同意|转)[一-鿿、 ]){2,60}?(?:[局委厅办部会院]|政府|中央|部门))"
    r"(?:联合)?(?:制[定订]|起草|提出|拟[定订]|印发)?的?$"
)
# Before a title that has no 关于: 教育部等部门某行动计划.
_AND_OTHERS = re.compile(
    r"^[一-鿿、]{2,30}?等(?:有关|相关|[\d一二三四五六七八九十]+)?(?:个)?(?:部门|单位)(?:制[定订]的?)?(?!关于)"
)


def whose_is_forwarded(
    folded: str, policy: OwnPolicy, where: Jurisdiction
) -> tuple[str | None, Place | None, OwnPolicy]:
    """Level and place of the `policy` that a notice forwards, and the policy with its own issuer and number. Of an
    office that no place stands before it is the notice's own level."""
    quoted = folded.startswith("《", policy.start)
    start = policy.start if quoted else 0
    numbers = document_numbers.numbers_behind(folded, policy.end)[0] if quoted else []
    makers = _MAKERS.search(re.split(r"[,。;:\n]", folded[max(0, start - 80) : start])[-1])
    policy = replace(policy, number=numbers[0] if numbers else None, issuer=makers["who"].strip() if makers else None)
    levels = citation_levels.levels_of(folded, start, for_matching(policy.title), numbers, where)
    level, place = levels[0] if len(levels) == 1 else (None, None)
    if level is None or level == where.own:
        level, place = where.own, place or where.place
    return level, place, policy


def named_inside(citation: Citation, where: Jurisdiction) -> Citation | None:
    """The policy that a cited notice forwards, as the notice's title names it: 国务院办公厅转发某委关于…意见的通知. Of
    an office that no place stands before it is the notice's own level."""
    title = for_matching(citation.title)
    if citation.naming or citation.draft or not titles.forwards(title):
        return None
    inner = titles.carried(titles.strip_quotes(title))
    level, place = citation_levels.level_of_name(inner, None, where)
    inner = _AND_OTHERS.sub("", inner)
    at = title.find(inner)
    inner = citation.title[at : at + len(inner)] if len(title) == len(citation.title) else inner  # as printed
    if level is None or level == citation.level:
        level, place = citation.level, place or citation.place
    return Citation(inner, None, level, place, citation.start, citation.end, derives=False)
