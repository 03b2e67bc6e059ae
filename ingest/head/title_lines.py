"""The title of a document: the first line, or run of lines, that is one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policygraph.ingest.head import run_on, titles
from policygraph.ingest.head.title_words import is_title, without_head
from policygraph.ingest.organisations import unit_lists
from policygraph.ingest.places.region_names import place_at_start
from policygraph.ingest.text.characters import for_matching
from policygraph.model.records import fold
from policygraph.model.vocabulary import alternatives

Span = tuple[int, int]

MOST_LINES = 25
"""Lines among which the title is looked for."""
LONGEST_RUN = 4
"""Lines of a title."""
LONGEST_LINE = 120
"""Characters of a line that may be a title, or a part of one."""
LONGEST_TITLE = 160
"""Characters of a run of lines."""
SITE_TITLES = 3
"""What a site may call a page before its document's title comes."""

_LINE = re.compile(r"[^\s][^\n]*")
_SENTENCE_ENDS = re.compile(r"[。;]")
# A line of running text, a subtitle, or the head of the paper with its number.
_NO_TITLE_LINE = re.compile(
    r"[。;]|[:,]$|^\((?![一-鿿]{2,6}\)$)[^()]*\)?$|^[(\[]?[一-鿿]{2,16}[\[(]\d{4}年?[\])]\s?第?\s?\d"
    r"|\(\d{4}年\d{1,2}月[^()]*日\)."  # 本周学习(2025年3月3日-9日)某方案
)
_QUOTED_ALONE = re.compile(r"《[^《》]*》(?:\([^()]*\))?")
# What goes on with the sentence of a 《…》 that a line holds alone.
_GOES_ON = re.compile(
    r"[,、;。]|等|(?:的|有关|文件)*(?:精神|要求|规定)|已[经于]|印发|和《|及《|\([^()]*(?:\(\d{4}\)[^()]*)?\)[,、]"
)
# What a report to a people's congress says of itself where the copy has no title.
_REPORTED = re.compile(r"向大会报告(?:政府)?工作")
_SUBTITLE = re.compile(
    r"\((?:(?:\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?\s?)?(?:第?[一二三四1-9]次?)?(?:征求意见|修改|送审|讨论|报批|审议|代拟|草案)稿|初稿|公开征求意见稿|草案|试行|暂行|修订|(?:19|20)\d{2}(?:-\d{2,4})?年?(?:修[订正]版?)?)\)"
)
# A title that says 关于 or 印发 is whole where its kind stands behind 的; that of a notice is so in any case.
_KIND = alternatives(titles.words().ends)
_WHOLE = re.compile(rf"的[^的]{{0,8}}?(?:{_KIND})(?:\([^()]*\))*$")
_NOTICE = re.compile(r"的[^的]{0,4}(?:通知|通告|公告|公示|函|批复|通报|决定|命令)(?:\([^()]*\))*$")
# Kinds that stand as often in the middle of a title as at its end: 全面推行执法公示制度…的意见.
_IN_THE_MIDDLE = re.compile(r"(?:制度|机制|标准|规范|工程|行动|政策|部署|安排|条|法|令|规划|计划|决定)$")
_YEAR_BEGINS = re.compile(r"(?:19|20)\d{2}年|全[国省市州县区](?!体)")
_BEHIND = re.compile(r"-{2}.*$|\s?[(（][^()（）\d]{2,16}[\[〔(（](?:19|20)\d{2}[\]〕)）]\d{1,4}号[)）]$", re.S)
_SITE_ENDS = re.compile(r"(?:网站?|门户|平台|首页|频道|专栏|日报|媒体)$")
# The day in brackets behind a title, as collections of documents print it.
_DAY_ENDS = re.compile(r"\s*[（(]\s?\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日?\s?[）)]$")


def find_title(text: str, folded: str, first_item: int) -> tuple[str, Span]:
    """The document's title: the first line, or run of lines, that is one. Of a page whose site calls it something else
    (本周学习：某方案) it is the line below that an issuer begins. A report to a people's congress has the usual one."""
    limit = min(max(first_item, 200), 2500)
    title, span = _first_title(text, folded, 0, limit)
    if title and not _issued(title):
        for below, below_span in _titles_below(text, folded, span[1], limit):
            if _issued(below) and (
                "关于" not in title or fold(_bare(title)).endswith((fold(below), titles.title_key(below)))
            ):
                return below, below_span
    if not title and (said := _REPORTED.search(folded[:400])):
        return titles.WORK_REPORT, said.span()
    return title, span


def _titles_below(text: str, folded: str, start: int, limit: int) -> Iterator[tuple[str, Span]]:
    """The next titles from `start` on: a site calls its page by its name more than once."""
    for _ in range(SITE_TITLES):
        title, span = _first_title(text, folded, start, limit)
        if not title:
            return
        yield title, span
        start = span[1]


def _first_title(text: str, folded: str, start: int, limit: int) -> tuple[str, Span]:
    """The first line, or run of lines, between `start` and `limit` that is a title; empty where there is none."""
    lines = [(m.start() + start, m.end() + start) for m in _LINE.finditer(folded[start:limit])][:MOST_LINES]
    for i, (begin, end) in enumerate(lines):
        line = folded[begin:end].strip(" ")
        if _is_running_text(line):
            if collapsed := run_on.title_end(folded, begin, end):
                shown = without_head(text[begin:collapsed])
                return shown, (collapsed - len(shown), collapsed)
            if _SENTENCE_ENDS.search(line):
                break
            continue
        below = folded[slice(*lines[i + 1])].strip() if i + 1 < len(lines) else ""
        if _is_citation(line, below, folded[lines[0][0] : begin]) or _stands_above_own(folded, lines[i:], line, below):
            continue
        if not _names_the_site(line, below):
            most = LONGEST_RUN if _may_go_on(line, below) else 1
            if count := _lines_of_title(folded, lines[i:], most):
                return _shown(text, lines[i : i + count])
    return "", (0, 0)


def _is_running_text(line: str) -> bool:
    return len(line) > LONGEST_LINE or bool(re.search(r"[。;]|[:,]$", line))


def _is_citation(line: str, below: str, above: str) -> bool:
    """Is a 《…》 alone on its line a citation that lost the rest of its sentence, so never the title? One that stands
    below a salutation, a sentence or a word that awaits it, or above what goes on with it."""
    if not _QUOTED_ALONE.fullmatch(line):
        return False
    before = above.rstrip()
    return bool(
        re.search(r"[:;。]\s*$|[:;。,]\n", above) or before.endswith(titles.words().derives) or _GOES_ON.match(below)
    )


def _stands_above_own(folded: str, lines: list[Span], line: str, below: str) -> bool:
    """Is it a 《…》 alone on its line, a citation, above the document's own title, which a place begins?"""
    own = _QUOTED_ALONE.fullmatch(line) and place_at_start(below) is not None
    return bool(own) and _lines_of_title(folded, lines[1:], LONGEST_RUN) is not None


def _may_go_on(line: str, below: str) -> bool:
    """May a title begin with the line that fills several lines? A place alone does, unless the next line is a title."""
    last = titles.strip_quotes(line).split(" ")[-1]
    if "关于" in line or "印发" in line or line.startswith("《") or unit_lists.is_complete(last):
        return True
    if titles.WORK_REPORT.startswith(line):
        return True
    placed = place_at_start(line)
    if placed is None and not _YEAR_BEGINS.match(line):
        return False
    alone = placed is not None and placed[1] == len(line)
    return not (is_title(below) and (alone or _begins_title(below))) and not _SITE_ENDS.search(line)


def _begins_title(line: str) -> bool:
    """Does the line begin a title, rather than go on with that of the line before?"""
    return bool("关于" in line or "印发" in line or line.startswith("《") or _YEAR_BEGINS.match(line)) or (
        place_at_start(line) is not None
    )


def _lines_of_title(folded: str, lines: list[Span], most: int) -> int | None:
    """How many of the lines, from the first on, are a title; subtitles in brackets belong to it."""
    words = [folded[a:b].strip(" ") for a, b in lines[: most + 1]]
    found, joined = None, ""
    for count, line in enumerate(words[:most], 1):
        joined += line
        below = words[count] if count < len(words) else None
        if len(joined) > LONGEST_TITLE or _NO_TITLE_LINE.search(line) or _is_rubric(joined, words[:count]):
            break
        if found is not None and not (_WHOLE.search(joined) or _ends_as_plan(joined)):
            continue
        if is_title(joined) and not (below is not None and _continues(joined, below)):
            found = count
            if not _may_be_longer(joined, below):
                break
    return None if found is None else found + _subtitles(folded, lines[found:])


def _may_be_longer(title: str, below: str | None) -> bool:
    """Is it a title only as far as its line goes: a kind that others follow, or 印发 of what no 通知 ends?"""
    if below is None or _NO_TITLE_LINE.search(below) or _begins_title(below) or _NOTICE.search(title):
        return False
    plain = re.sub(r"(?:\([^()]*\))+$", "", title)
    if "印发" in title or "转发" in title:
        return not is_title(below)
    return bool(_IN_THE_MIDDLE.search(plain)) and not _is_running_text(below)


def _ends_as_plan(title: str) -> bool:
    """Does it end as what gives out work does, and not in a kind that stands in the middle as well?"""
    return is_title(title) and not _IN_THE_MIDDLE.search(title)


def _subtitles(folded: str, lines: list[Span]) -> int:
    """How many lines from the first on are subtitles in brackets: (2026-2030年), (征求意见稿)."""
    for count, (begin, end) in enumerate(lines):
        if not _SUBTITLE.fullmatch(folded[begin:end].strip()):
            return count
    return len(lines)


def _shown(text: str, lines: list[Span]) -> tuple[str, Span]:
    """The title as it is printed in the lines, and its span."""
    shown = without_head("".join(text[a:b].strip(" #") for a, b in lines))
    start, end = lines[0][0], lines[-1][1]
    return _DAY_ENDS.sub("", shown), (max(start, text.find(shown[:6], start)), end)


def _names_the_site(line: str, below: str) -> bool:
    """Is the line an organ of the place whose policy the next line names in full, so the site and no part of it?"""
    return "关于" not in line and unit_lists.is_complete(line) and line[:2] == below[:2] and is_title(below)


def _is_rubric(joined: str, lines: list[str]) -> bool:
    """Is it an office and a part of its site: 某县水利局 over 通知公告?"""
    below = lines[-1]
    if len(lines) < 2 or len(below) not in (3, 4) or not titles.is_policy(below):
        return False
    return unit_lists.is_complete(joined.removesuffix(below))


def _bare(title: str) -> str:
    """Without the name of the site, or the number, that stands behind it."""
    return _BEHIND.sub("", title)


def _issued(title: str) -> bool:
    """Does an issuer begin the title: 某县人民政府关于…?"""
    m = re.match(r"(.{2,60}?)(?:关于|印发|转发)", for_matching(title))
    names = m[1].split() if m else []
    return bool(names) and all(unit_lists.is_complete(n) or n in ("国务院", "中共中央") for n in names)


def _continues(joined: str, following: str) -> bool:
    """Is the next line the rest of the title (…意见 + 的通知, 印发《…》 + 的通知)?"""
    return following in ("的通知", "通知", "的函") or (joined.count("《") > joined.count("》"))
