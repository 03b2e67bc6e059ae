"""What may be the title of a document, and what runs into it from above."""

from __future__ import annotations

import re

from policygraph.ingest.head import titles
from policygraph.ingest.organisations import unit_lists
from policygraph.ingest.places.region_names import place_at_start
from policygraph.model.vocabulary import alternatives

LONG = 8
"""Characters of a title that needs no place in front."""

_NUMBERED = re.compile(r"^[^《》\n]{2,60}?[\[(〔［（]\d{4}[\])〕］）]\s?第?\s?\d{1,4}\s?号\s*(?=[一-鿿])")
_LET_OUT = re.compile(r"^签发人? ?[:：] ?(?:[Xx×*]{2,4}|[一-鿿]{2,4}(?= )) *(?=[一-鿿])")
# The head of a paper without a year in its number, or without a number.
_COUNTED = re.compile(r"^(?:(?!关于)[^《》\n]){2,60}?\d{1,5}号(?=(?:(?!关于)[^《》\n]){2,60}关于)")
_PAPER = re.compile(
    r"^(?:(?!关于)[^《》\n,，。]){4,60}?(?:文件|(?:内部|普通)事项)(?=(?:(?!关于)[^《》\n,，。]){0,60}关于)"
)
_MARKED = re.compile(r"^(?:内部|普通)事项(?=.{6})")
_RUBRIC = re.compile(r"^【[^【】]{2,12}】(?=.{6})")
_KEY = re.compile(r"^(?:名称|标题|文件名称|文件标题)\s?[:：]\s?")
_REPRINTED = re.compile(r"^[（(](?:转载|转发)[）)]")
_COUNTED_IN = re.compile(r"[（(](?:计量|金额)?单位 ?[:：][^（）()]{1,12}[）)]$")
_TWICE = re.compile(r"^([^\s]{4,30})\1(?=.{4})")
# What tells of something, rather than plan it.
_TELLING = re.compile(
    r"(?:讲话|会的?纪要|汇报|报告|说明|解读|答记者问|致辞|总结|函|批复|答复|活动|提纲|讲话稿|通报"
    r"|简报|(?:计划|方案|要点)(?:执行|落实|完成|推进)情况|(?:情况|总结)(?:及|和|暨|与).{0,20}(?:打算|安排|计划|思路|谋划)|台账|月报|季报|(?:调度|督办|销号|晾晒)表|(?:(?:进展|进度)(?:情况)?|(?:完成|落实|推进)(?:情况|(?=统计|一览|汇总|通报|调度|表)))(?:统计|一览|汇总|通报|调度)?表?)"
    r"(?:\(.*\))?(?:20\d{4}(?:\d\d)?)?$"
)
# A sentence of what is done and why, not a title: 为推进节水, 现将有关事项通知….
_SENTENCE = re.compile(r"^(?:为|根据|按照|依据|依照|遵照|近日|近期|日前|现将|现就|经)[^,]*,")

_KIND = re.compile(rf"(?:{alternatives(titles.words().ends)})$")


def is_title(line: str) -> bool:
    """Can the folded line be the title of a document?"""
    line = line.lstrip("# ")
    if line == titles.WORK_REPORT:
        return True
    if re.match(r"[一二三四五六七八九十]{1,3}、|\(|第.{1,3}[章条]|附件", line):
        return False
    if len(line) < LONG:
        return _is_short_title(line)
    if _SENTENCE.match(line):
        return False
    if re.search(r"^《[^《》]+》印发$|^[^《》,。;:]{2,60}印发《[^《》]{6,}》(?:\([^()]*\))?$|解读《[^《》]+》$", line):
        return True
    plain = re.sub(r"\(.*?\)$|-{2}.*$", "", titles.strip_quotes(line)).strip()
    if titles.is_policy(plain) or titles.is_policy(line):
        return True
    telling = _TELLING.search(line)
    return bool(telling) and (len(line) > 8 or "关于" in line or "工作" in line or "在" in line[:1])


def _is_short_title(line: str) -> bool:
    """Is it a place in full with a kind of policy that is about something: 青穗县节水办法, but no 青穗县通知公告?"""
    found = place_at_start(line)
    if found is None or found[0].name != line[: found[1]] or not titles.is_policy(line):
        return False
    about = _KIND.sub("", line[found[1] :])
    return len(about) > 1 and not _KIND.search(about) and not unit_lists.is_complete(about)


def without_head(title: str) -> str:
    """Without what runs into it from above: the head of the paper with its number, a site's 【rubric】 or key, and the
    organ that the head names and the title again; nor what the numbers of a table are counted in."""
    for pattern in (_MARKED, _NUMBERED, _LET_OUT, _COUNTED, _PAPER, _RUBRIC, _KEY, _REPRINTED):
        title = pattern.sub("", title)
    return _TWICE.sub(r"\1", _COUNTED_IN.sub("", title))
