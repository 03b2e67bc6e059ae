"""Several papers in one file, one behind the other (汇编): where each begins.

A paper begins with its head: a title with its day in a bracket behind (某县关于节水的通知(2026年1月5日)), or a title
above or below a 发文字号 on a line of its own, and then to whom it goes. One head is every paper's own; the file is a
compilation where others follow, each with words of its own below. What a notice forwards or annexes is no other paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from policygraph.ingest.head import titles
from policygraph.ingest.head.title_words import is_title
from policygraph.ingest.places.region_names import place_at_start
from policygraph.ingest.text.characters import for_matching

OPENING = 300
"""Characters in which the first paper's own head begins."""
REST = 1500
"""Characters at least of a paper whose head the file does not hold: less is the frame of a page."""
BODY = 200
"""Characters at least of a paper whose head tells neither its number nor to whom it goes."""
LINES = 6
"""A title takes no more."""
LONGEST = 160
"""Characters of a title."""
NEAR = 240
"""Characters behind a title in which its number stands, and behind a number those to whom the paper goes."""

_PERHAPS = re.compile(r"(?:号|日\s*[)）])[ \t　]*$", re.M)
# A draft says so in a bracket of its own before the day.
_DATED = re.compile(
    r"(?:[ \n]*\([^()\d\n]{1,4}(?:稿|案|行)\))?[ \n]*\(\s*20\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*\)[ \t]*$",
    re.M,
)
_NUMBER = re.compile(r"^ *[一-鿿]{2,16}\[ ?\d{4} ?\] ?\d{1,4} ?号 *$", re.M)
_TO = re.compile(r"[^。;:《》]*:")  # up to the first colon, if no sentence and no title stands before
_ITEM = re.compile(r"\s*\d{1,3} ?[.、] ?(?=\D|$)")
# Behind such a line a title begins: a sentence, a bracket on its own, a date, what an annex is called.
_ENDS = re.compile(r"[。;:!?]$|^\(.*\)$|\d{1,2} ?月 ?\d{1,2} ?日(?:印发)?$|^附[件表录]|\.{6}")
# What a compilation files its papers under: 三、华东, (一)上海.
_FILED = re.compile(
    r"(?:\s(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)) ?[一-鿿]{2,6}(?=\s|$))+\s*$"
)
_KIND = re.compile(r"通知|意见|办法|方案|条例|公告|通告|决定|措施|规定|细则|要点|计划|规划|函|通报|清单|标准")


@dataclass(frozen=True, slots=True)
class _Head:
    """`start`: of the title or number; `end`: behind both. `sure`: it tells its number or to whom it goes."""

    start: int
    end: int
    sure: bool


def find_papers(text: str) -> list[tuple[int, int]]:
    """The spans of the papers in a text as it was written, in order; one span for a file that is one paper."""
    if len(list(islice(_PERHAPS.finditer(text), 2))) < 2:
        return [(0, len(text))]
    folded = for_matching(text)
    heads = _heads(folded)
    if heads and heads[0].start >= REST and folded.count("。", 0, heads[0].start) > REST // BODY:
        heads = [_Head(0, 0, True), *heads]
    elif heads:
        heads = [_Head(0, heads[0].end, heads[0].sure), *heads[1:]]
    if len(heads) < 2:
        return [(0, len(folded))]
    ends = [_end_before(folded, head.start) for head in heads[1:]]
    return [(head.start, end) for head, end in zip(heads, [*ends, len(folded)], strict=True)]


def _heads(folded: str) -> list[_Head]:
    """Those that have words of a paper below them, in order."""
    found = sorted([*_dated(folded), *_numbered(folded)], key=lambda h: (h.start, -h.end))
    heads: list[_Head] = []
    for head in found:
        if heads and head.start < heads[-1].end:  # the number below a dated title
            continue
        heads.append(head)
    ends = [*(h.start for h in heads[1:]), len(folded)]
    return [head for head, end in zip(heads, ends, strict=False) if head.sure or _is_body(folded, head.end, end)]


def _is_body(folded: str, start: int, end: int) -> bool:
    return end - start >= BODY and folded.count("。", start, end) > 1


def _dated(folded: str) -> Iterator[_Head]:
    """Titles with the day behind, in a bracket that closes the line."""
    for m in _DATED.finditer(folded):
        start = _title_above(folded, m.start())
        if start is not None:
            number = _NUMBER.search(folded, m.end(), m.end() + NEAR // 4)
            end = number.end() if number and not folded[m.end() : number.start()].strip() else m.end()
            yield _Head(start, end, end > m.end() or _goes_to_somebody(folded, end))


def _numbered(folded: str) -> Iterator[_Head]:
    """Numbers that were not named before, with a title above or below and those to whom the paper goes."""
    if titles.forwards("".join(folded[:OPENING].split("。")[0].split())) or "转发" in folded[:OPENING]:
        return
    for m in _NUMBER.finditer(folded):
        lines = folded[max(0, m.start() - NEAR) : m.start()].split("\n")[-4:]
        if _named_before(folded, m) or any(line.lstrip().startswith("附件") for line in lines):
            continue
        above = _title_above(folded, len(folded[: m.start()].rstrip()))
        if above is not None and _goes_to_somebody(folded, m.end()):
            yield _Head(above, m.end(), True)


def _named_before(folded: str, number: re.Match[str]) -> bool:
    """Has the text named the number before? Then it is that of a paper that is forwarded or annexed."""
    signs = r" ?".join(re.escape(sign) for sign in "".join(number[0].split()))
    return re.search(signs, folded[: number.start()]) is not None


def _goes_to_somebody(folded: str, at: int) -> bool:
    m = _TO.match(folded, at, at + NEAR)
    return m is not None and re.search(r"各|[局厅委部府]", m[0]) is not None


def _title_above(folded: str, end: int) -> int | None:
    """Where the title begins that ends at `end`, at the beginning of one of the lines above; None where none does."""
    start, taken = end, None
    for _ in range(LINES):
        line_start = folded.rfind("\n", 0, max(start - 1, 0)) + 1
        line = folded[line_start:start].strip()
        if line and (_ENDS.search(line) or re.fullmatch(r"\d{1,3} ?[.、]?", line)):
            break
        item = _ITEM.match(folded, line_start, start)
        start = item.end() if item else line_start
        words = "".join(folded[start:end].split())
        if len(words) > LONGEST:
            break
        if line and _KIND.search(words[-14:]) and is_title(words) and (item or _begins(words) or taken is None):
            taken = start + len(folded[start:end]) - len(folded[start:end].lstrip())
        if item or start == 0:
            break
        start = line_start
    return taken


def _begins(words: str) -> bool:
    """Does it begin with whose paper it is?"""
    return (
        place_at_start(words) is not None
        or re.match(r"国|中共|中央|[一-鿿]{2,14}(?:部|局|委|厅|会)", words) is not None
    )


def _end_before(folded: str, start: int) -> int:
    """Where the paper ends behind which another begins at `start`: before its number in the compilation and before the
    headings that it is filed under."""
    end = start
    if item := re.search(r"\n\s*\d{1,3} ?[.、]?\s*$", folded[max(0, end - 40) : end]):
        end = max(0, end - 40) + item.start()
    if filed := _FILED.search(folded, max(0, end - 60), end):
        end = filed.start()
    return end
