"""The title of a document: the first line, or run of lines, that is one."""

from __future__ import annotations

import re

from policygraph.ingest.head import titles
from policygraph.ingest.organisations import unit_lists
from policygraph.ingest.places.region_names import place_at_start
from policygraph.ingest.text.characters import for_matching
from policygraph.model.records import fold

Span = tuple[int, int]

MOST_LINES = 25
"""Lines among which the title is looked for."""
LONGEST_RUN = 4
"""Lines of a title."""
LONGEST_LINE = 120
"""Characters of a line that may be a title, or a part of one."""
LONGEST_TITLE = 160
"""Characters of a run of lines."""

_LINE = re.compile(r"[^\s][^\n]*")
_SENTENCE_ENDS = re.compile(r"[。;]")
# A line of running text, a subtitle, or the head of the paper with its number.
_NO_TITLE_LINE = re.compile(r"[。;]|[:,]$|^\(|^[(\[]?[一-鿿]{2,16}[\[(]\d{4}")
# What a report to a people's congress says of itself where the copy has no title.
_REPORTED = re.compile(r"向大会报告(?:政府)?工作")
_SUBTITLE = re.compile(
    r"\((?:征求意见稿|公开征求意见稿|草案|送审稿|讨论稿|试行|暂行|修订|(?:19|20)\d{2}(?:-\d{2,4})?年?)\)"
)


def find_title(text: str, folded: str, first_item: int) -> tuple[str, Span]:
    """The document's title: the first line, or run of lines, that is one. Of a page whose site calls it something else
    (本周学习：某方案) it is the line below that an issuer begins. A report to a people's congress has the usual one."""
    limit = min(max(first_item, 200), 2500)
    title, span = _first_title(text, folded, 0, limit)
    if title and not _issued(title):
        below, below_span = _first_title(text, folded, span[1], limit)
        if _issued(below) and (
            "关于" not in title or fold(_bare(title)).endswith((fold(below), titles.title_key(below)))
        ):
            return below, below_span
    if not title and (said := _REPORTED.search(folded[:400])):
        return titles.WORK_REPORT, said.span()
    return title, span


def _first_title(text: str, folded: str, start: int, limit: int) -> tuple[str, Span]:
    """The first line, or run of lines, between `start` and `limit` that is a title; empty where there is none."""
    lines = [(m.start() + start, m.end() + start) for m in _LINE.finditer(folded[start:limit])][:MOST_LINES]
    for i, (begin, end) in enumerate(lines):
        line = folded[begin:end].strip(" ")
        if _is_running_text(line):
            if collapsed := _collapsed_title(folded, begin, end):
                shown = _without_head(text[begin:collapsed])
                return shown, (collapsed - len(shown), collapsed)
            if _SENTENCE_ENDS.search(line):
                break
            continue
        below = folded[slice(*lines[i + 1])].strip() if i + 1 < len(lines) else ""
        if not _names_the_site(line, below):
            most = LONGEST_RUN if _may_go_on(line, below) else 1
            if count := _lines_of_title(folded, lines[i:], most):
                return _shown(text, lines[i : i + count])
    return "", (0, 0)


def _is_running_text(line: str) -> bool:
    return len(line) > LONGEST_LINE or bool(re.search(r"[。;]|[:,]$", line))


def _may_go_on(line: str, below: str) -> bool:
    """May a title begin with the line that fills several lines? A place alone does, unless the next line is a title."""
    last = titles.strip_quotes(line).split(" ")[-1]
    if "关于" in line or "印发" in line or line.startswith("《") or unit_lists.is_complete(last):
        return True
    return titles.WORK_REPORT.startswith(line) or (place_at_start(line) is not None and not is_title(below))


def _lines_of_title(folded: str, lines: list[Span], most: int) -> int | None:
    """How many of the lines, from the first on, are a title; a subtitle in brackets belongs to it."""
    for count in range(1, min(most, len(lines)) + 1):
        words = [folded[a:b].strip(" ") for a, b in lines[:count]]
        joined = "".join(words)
        last = folded[slice(*lines[count - 1])]
        if len(joined) > LONGEST_TITLE or _NO_TITLE_LINE.search(last) or _is_rubric(joined, words):
            return None
        below = folded[slice(*lines[count])].strip() if count < len(lines) else None
        if is_title(joined) and not (below is not None and _continues(joined, below)):
            return count + 1 if below and _SUBTITLE.fullmatch(below) else count
    return None


def _shown(text: str, lines: list[Span]) -> tuple[str, Span]:
    """The title as it is printed in the lines, and its span."""
    shown = _without_head("".join(text[a:b].strip(" #") for a, b in lines))
    start, end = lines[0][0], lines[-1][1]
    return shown, (max(start, text.find(shown[:6], start)), end)


def _names_the_site(line: str, below: str) -> bool:
    """Is the line an organ of the place whose policy the next line names in full, so the site and no part of it?"""
    return "关于" not in line and unit_lists.is_complete(line) and line[:2] == below[:2] and is_title(below)


def _is_rubric(joined: str, lines: list[str]) -> bool:
    """Is it an office and a part of its site: 某县水利局 over 通知公告?"""
    below = lines[-1]
    if len(lines) < 2 or len(below) not in (3, 4) or not titles.is_policy(below):
        return False
    return unit_lists.is_complete(joined.removesuffix(below))


def _without_head(title: str) -> str:
    """Without what runs into it from above: the head of the paper with its number, a site's 【rubric】."""
    title = re.sub(r"^[^《》\n]{2,40}[\[(〔［（]\d{4}[\])〕］）]\s?第?\s?\d{1,4}\s?号\s*(?=[一-鿿])", "", title)
    return re.sub(r"^【[^【】]{2,12}】(?=.{6})", "", title)


def _bare(title: str) -> str:
    """Without the name of the site behind it."""
    return re.sub(r"-{2}.*$", "", title, flags=re.S)


def _issued(title: str) -> bool:
    """Does an issuer begin the title: 某县人民政府关于…?"""
    m = re.match(r"(.{2,60}?)(?:关于|印发|转发)", for_matching(title))
    names = m[1].split() if m else []
    return bool(names) and all(unit_lists.is_complete(n) or n in ("国务院", "中共中央") for n in names)


def _continues(joined: str, following: str) -> bool:
    """Is the next line the rest of the title (…意见 + 的通知, 印发《…》 + 的通知)?"""
    return following in ("的通知", "通知", "的函") or (joined.count("《") > joined.count("》"))


def is_title(line: str) -> bool:
    line = line.lstrip("# ")
    if line == titles.WORK_REPORT:
        return True
    if len(line) < 8 or re.match(r"[一二三四五六七八九十]{1,3}、|\(|第.{1,3}[章条]|附件", line):
        return False
    if re.search(r"^《[^《》]+》印发$|解读《[^《》]+》$", line):
        return True
    plain = re.sub(r"\(.*?\)$|-{2}.*$", "", titles.strip_quotes(line)).strip()
    if titles.is_policy(plain) or titles.is_policy(line):
        return "关于" in line or len(line) >= 8
    return bool(
        re.search(r"(?:讲话|汇报|报告|说明|解读|答记者问|致辞|总结|函|批复|答复|活动|提纲|讲话稿)(?:\(.*\))?$", line)
    ) and (len(line) > 8 or "关于" in line or "工作" in line or "在" in line[:1] or "政府工作报告" in line)


def _collapsed_title(folded: str, start: int, end: int) -> int | None:
    """Where a title ends that the text runs on from without a break: before a number, a salutation or a date."""
    ends = "|".join(sorted(titles.words().ends, key=len, reverse=True))
    m = re.compile(
        rf"[^。;\n:]{{4,110}}?(?:{ends}|说明|讲话|答记者问)(?=(?!的)[一-鿿]{{2,10}}\[\d{{4}}\]|各[省市区县镇乡有]|[一-鿿]{{1,6}}:|(?:为|近日|日前|[一二三四五六七八九十]、))"
    ).match(folded, start, end)
    return m.end() if m and is_title(m[0]) else None
