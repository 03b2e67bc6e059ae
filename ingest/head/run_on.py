"""Titles that a text runs on from without a break, as copies that lost their lines have them."""

from __future__ import annotations

import re
from functools import cache

from policygraph.ingest.head import titles
from policygraph.ingest.head.title_words import is_title, without_head
from policygraph.model.vocabulary import alternatives

OPENING = 400
"""Characters in which the salutation ends that follows such a title."""

_LETTERS = ("请示", "复函", "通报", "纪要", "报告", "汇报")
# Who is addressed: 各市人民政府, 省直有关部门(单位).
_EACH = re.compile(r"各|有关|省直|市直|县直|区直|本部|总部|基层")
_ADDRESSED = re.compile(
    r"(?:单位|部门|公司|政府|局|厅|委|办|中心|院|会|组织|机构|部|社|校|处|室|企业|组|同志|集团|市|县|区|团|支部|站|所|镇|乡|街道)"
    r"(?:\([^()]*\))?$"
)
# Between the head of a paper and its title: who lets it out. His name is crossed out, or ends at a blank.
_SIGNED_BY = re.compile(r"签发(?:人)? ?: ?(?:[Xx×*]{2,4}|[一-鿿]{2,4}(?= ))")
HEAD = 80
"""Characters of the head of a paper: whose it is, and its number."""
_HEAD_NUMBER = re.compile(r"[一-鿿]{0,10}\[\d{4}\]\d{1,4}号(?=[^,。;:\n]{0,20}关于)")
_ABOUT = re.compile(r"关于|印发|转发|会签")
_GOES_ON = re.compile(r"[的和与及、)》”\"]|.*的(?:预|紧急|补充)?(?:通知|函|公告|意见|决定|批复|请示|报告|通报)")


@cache
def _kinds() -> str:
    return alternatives((*titles.words().ends, *_LETTERS))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A kind of paper, and a title before a number, a date or the first sentence."""
    ends = alternatives(titles.words().ends)
    before = (  # 某市规划|局 is an office
        rf"[^。;\n:]{{4,110}}?(?:{ends}|说明|讲话|答记者问|报告|汇报|会的?纪要|提纲)(?![局厅委院司])"
        r"(?=(?!的)[一-鿿]{0,10}\[\d{4}\]|各[省市区县镇乡有]|[一-鿿]{1,6}:|(?:为|近日|日前|现将|现就|[一二三四五六七八九十][、.])"
        r"|(?:根据|按照|依据)(?=[^,。]{0,60}《)|(?:\d{4}年)?\d{1,2}月\d{1,2}日)"
    )
    return re.compile(_kinds()), re.compile(before)


def title_end(folded: str, start: int, end: int) -> int | None:
    """Where the title ends that stands at `start` in a line that ends at `end`; None where there is none."""
    kinds, before = _patterns()
    by = _SIGNED_BY.search(folded, start, min(end, start + HEAD))
    colon = folded.find(":", by.end() if by else start, min(end, start + OPENING))
    if colon >= 0 and not re.search("[。;]", folded[start:colon]):
        for m in kinds.finditer(folded, start, colon):
            if _is_addressed(folded[m.end() : colon]) and _is_whole(folded[start : m.end()]):
                return m.end()
    found = before.match(folded, start, end)
    # The head of minutes with their number, and then the title: 某局会议纪要某纪[2026]2号关于某方案的讨论会纪要.
    if found and (numbered := _HEAD_NUMBER.match(folded, found.end(), end)):
        found = before.match(folded, numbered.end(), end) or found
    if found and "," in found[0] and not _ABOUT.search(found[0].split(",")[0]):
        return None
    return found.end() if found and is_title(found[0]) else None


def _is_whole(words: str) -> bool:
    """Are they a title that says what it is about, no 《 left open?"""
    title = without_head(words)
    return bool(_ABOUT.search(title)) and words.count("《") == words.count("》") and is_title(title)


def _is_addressed(words: str) -> bool:
    """Are they a salutation: 各县(区)人民政府,市政府各部门?"""
    if not words or _GOES_ON.match(words) or _patterns()[0].match(words):
        return False
    return bool(_EACH.match(words) or _ADDRESSED.search(words))
