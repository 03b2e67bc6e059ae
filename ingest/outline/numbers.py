"""Numbers of items: what looks like one, and which of these begin an item.

A number stands at a line start or, where a copy lost its line breaks, in mid-paragraph. There it counts only if it
continues a sequence, so that figures are not taken for numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from policygraph.ingest.outline import named
from policygraph.ingest.outline.headings import TITLE_LENGTH
from policygraph.ingest.text.numerals import parse_han

HAN = "一二三四五六七八九十百"
CONTENTS_LINE = 30
"""Characters; a line of a table of contents is no longer."""

# What follows a bare number when it is a figure after all: 10个, 3月, 5%.
_COUNTERS = (
    "个项家名人户亩年月日号万亿千百元吨公里米处座条所种类次届级倍成点时分秒件套台辆只头批场期天周位字%支门对大多余"
)
_COUNTED = set(_COUNTERS)

# Kinds of numbering by rank: a kind may hold every kind after it.
KINDS = {
    "chapter": rf"第[{HAN}\d]{{1,4}}[章编](?=\s|[一-鿿])",
    "part": rf"第[{HAN}\d]{{1,3}}(?:部分|节)[:\s]?",
    "article": rf"第[{HAN}\d]{{1,5}}条(?=\s|[一-鿿])",
    "han": rf"[{HAN}]{{1,3}} ?(?:、|\.(?!\d)|,(?=[一-鿿]))|-、(?=[一-鿿])",
    "han_alone": rf"[{HAN}]{{1,3}}(?= *\n)",
    "first": rf"第[{HAN}]{{1,2}},(?=[一-鿿])",
    "named": r"(?!)",  # 问题一:, that hold items of their own: `named.numbered_words`
    "decimal": r"\d{1,2} (?=[一-鿿])",
    # 35.5个地市…: a figure, or item 35 that begins with one
    "digit_or_figure": rf"\d{{1,3}}\.(?=\d{{1,3}} ?[{_COUNTERS}])",
    "decimal_2": r"\d{1,2}\.\d{1,2}(?:\.(?!\d))?(?= |[一-鿿])",
    "decimal_3": r"\d{1,2}\.\d{1,2}\.\d{1,2}\.?(?= |[一-鿿])",
    "han_bracket": rf"\( ?[{HAN}]{{1,3}} ?\)",
    "digit": r"\d{1,3} ?(?:[.、](?:(?!\d)|(?=\d{4}年))|,(?=[一-鿿]))",
    "digit_bare": r"\d{1,2}(?=[一-鿿])",
    "digit_bracket": r"\( ?\d{1,2} ?\)|[①-⑳]",
    "named_leaf": r"(?!)",
    "ordinal": rf"[{HAN}]{{1,2}}[是要](?=[一-鿿\"《])",
}
RANK = {kind: rank for rank, kind in enumerate(KINDS)} | {"root": -1}
DECIMALS = ("decimal", "decimal_2", "decimal_3")
_MARK = re.compile(rf"(?=[第(\d①-⑳{HAN}-])(?:" + "|".join(f"(?P<{k}>{p})" for k, p in KINDS.items()) + ")")
_NUMBER = re.compile(rf"[①-⑳]|\d+|[{HAN}]+")
# A number follows one of these, or a line start, or (if it continues a sequence) the end of an unpunctuated heading.
_BEFORE = set('。;:!?)"]>\n')
_HELD_BY = re.compile(r"[0-9第]$")  # a longer figure; 第一、二次会议
# With these 一 is a word: 统一, 专一.
_WITH_ONE = set("统唯单同之万合专不逐其每")


@dataclass(slots=True)
class Mark:
    """A number as it is printed from `start` to `end`. `at_line`: at the start of a line; `doubtful`: it may be a
    figure's (35.5个地市), unless those of its kind before and behind it ask for it."""

    kind: str
    number: str
    value: int
    start: int
    end: int
    at_line: bool
    doubtful: bool = False


def _candidates(folded: str) -> Iterator[Mark]:
    for m in _MARK.finditer(folded):
        found = _NUMBER.findall(m[0])
        raw = found[-1] if found else "一" if m[0].startswith("-") else ""
        value = ord(raw) - 0x245F if "①" <= raw <= "⑳" else int(raw) if raw.isdigit() else parse_han(raw)
        start = m.start()
        before = folded[max(0, start - 4) : start].rstrip(" #*")
        if value is None or not 0 < value < 200 or _HELD_BY.search(before):
            continue
        number = ".".join(found) if m.lastgroup in DECIMALS else raw
        at_line = before == "" or before[-1] == "\n"
        doubtful = m.lastgroup == "digit_or_figure"
        if not doubtful or at_line:
            kind = "digit" if doubtful else m.lastgroup or ""
            yield Mark(kind, number, int(value), start, m.end(), at_line, doubtful)


def _with_named(candidates: list[Mark], folded: str) -> list[Mark]:
    """The candidates and the numbers that a word bears (问题一：), in order."""
    words = [
        Mark("named" if holds else "named_leaf", number, value, start, end, at_line=True)
        for start, end, number, value, holds in (*named.numbered_words(folded), *named.records(folded))
    ]
    bare = [c for c in candidates if not any(word.start <= c.start < word.end for word in words)]
    return sorted([*bare, *words], key=lambda mark: mark.start) if words else candidates


@dataclass(slots=True)
class _Seen:
    """A candidate with what tells whether it is the number of an item.

    `before` is the character before it, blanks left out; `behind` the two behind it; `pause` its own last. `opened`:
    what stands before has ended, with a mark, a line or a heading. `follows`: it goes on from the last number of its
    kind; `begins`: it is a 1 that a 2 follows; `fresh`: no number of its kind counted so far.
    """

    mark: Mark
    before: str
    behind: str
    pause: str
    opened: bool
    follows: bool
    begins: bool
    fresh: bool


@dataclass(slots=True)
class _Sequences:
    """How far the numbers of each kind have come. A sequence starts at 1 and goes up by 1."""

    last: dict[str, int] = field(default_factory=dict)

    def follows(self, mark: Mark, later: int) -> bool:
        """Is it the next of its kind? One number in a row may be illegible, if the one behind goes on from this one:
        `later` is the next of its kind that is no 1."""
        step = mark.value - self.last.get(_counted_as(mark), -1)
        return step == 1 or (step == 2 and mark.value > 2 and later == mark.value + 1)

    def count(self, mark: Mark) -> None:
        """A number begins the ordinals inside its item anew, and a decimal the longer decimals."""
        self.last[mark.kind] = mark.value
        if mark.kind != "ordinal":
            self.last.pop("ordinal", None)
        if mark.kind in DECIMALS:
            for longer in DECIMALS[DECIMALS.index(mark.kind) + 1 :]:
                self.last.pop(longer, None)


def item_numbers(folded: str) -> list[Mark]:
    """The numbers of items, in order; a bare one (1改造管网) is of the kind "digit"."""
    marks: list[Mark] = []
    sequences = _Sequences()
    candidates = _with_named(list(_candidates(folded)), folded)
    counted = set(_figures(candidates))
    for mark, (behind, later) in zip(candidates, _those_behind(candidates), strict=True):
        before = folded[max(0, mark.start - 3) : mark.start].rstrip(" ")[-1:]
        if _inside_attachments(folded, mark.start):
            continue
        if mark.doubtful and not (sequences.follows(mark, later) and later == mark.value + 1):
            continue
        if mark.kind == "digit_bare" and not mark.at_line and (mark.start, mark.value) in counted:
            continue
        seen = _Seen(
            mark,
            before,
            folded[mark.end : mark.end + 2],
            folded[mark.end - 1],
            opened=mark.at_line or before in _BEFORE or _heading_before(marks, mark, folded),
            follows=sequences.follows(mark, later),
            begins=mark.value == 1 and behind == 2,
            fresh=_counted_as(mark) not in sequences.last,
        )
        if _is_item(seen):
            mark.kind = _counted_as(mark)
            sequences.count(mark)
            marks.append(mark)
    return _without_contents(marks)


def _figures(candidates: list[Mark]) -> Iterator[tuple[int, int]]:
    """Where bare numbers stand, and which, that are figures since that number of an item begins the next numbered line:
    推进3宗拍卖。⏎3.建设公寓."""
    next_line = 0
    for mark in reversed(candidates):
        if mark.kind == "digit" and mark.at_line:
            next_line = mark.value
        elif mark.kind == "digit_bare" and mark.value == next_line:
            yield mark.start, mark.value


def _counted_as(mark: Mark) -> str:
    """The kind in whose sequence it counts."""
    return "digit" if mark.kind == "digit_bare" else mark.kind


def _is_item(seen: _Seen) -> bool:
    """Is it the number of an item?"""
    kind, at_line = seen.mark.kind, seen.mark.at_line
    if kind in DECIMALS:
        return at_line and seen.behind.strip()[:1] not in _COUNTED
    if kind == "han_alone":  # on a line of its own, as minutes number their business
        return at_line and (seen.follows or seen.begins)
    if kind == "digit_bare":
        return seen.opened and seen.follows and seen.mark.value > 1 and seen.behind[0] not in _COUNTED
    if kind == "ordinal":
        return (seen.follows or seen.begins) and (seen.opened or seen.before in ",、")
    return at_line or (_is_opened_number(seen) if seen.opened else _is_run_in(seen))


def _is_opened_number(seen: _Seen) -> bool:
    """Is it the number of an item in mid-paragraph? A 1 alone only where a sentence has ended."""
    alone = seen.mark.value == 1 and seen.before in "。\n" and RANK[seen.mark.kind] <= RANK["han_bracket"]
    return seen.follows or seen.begins or alone


def _is_run_in(seen: _Seen) -> bool:
    """Is it a number in a copy that lost even the marks before it? That keeps at least the sequence."""
    if seen.mark.kind == "han" and seen.follows and seen.mark.value > 2 and seen.pause == "、":
        # …扫描四、活动要求, but not 二、三、四、, nor 居全国前三、全省第一
        return _is_han(seen.behind[:1]) and seen.before not in f'{HAN}第前其居数、,(《“"-'
    if seen.mark.kind == "digit":
        return seen.follows and seen.mark.value > 2 and _is_han(seen.behind[:1])
    if seen.mark.kind != "han" or not (seen.begins and seen.fresh):
        return False
    return _is_han(seen.before) and seen.before not in _WITH_ONE


def _without_contents(marks: list[Mark]) -> list[Mark]:
    """A table of contents has the numbers of all decimal headings a first time, with no text between them."""
    last = {(m.kind, m.number): i for i, m in enumerate(marks) if m.kind in DECIMALS}
    kept = []
    for i, mark in enumerate(marks):
        again = last.get((mark.kind, mark.number), i) > i
        bare = i + 1 < len(marks) and marks[i + 1].start - mark.start < CONTENTS_LINE
        if not (again and bare):
            kept.append(mark)
    return kept


def _is_han(c: str) -> bool:
    return "一" <= c <= "鿿"


def _those_behind(candidates: list[Mark]) -> list[tuple[int, int]]:
    """For each the next number of its kind, and the next of it that is no 1, 0 for none; found in one pass from the
    end."""
    following: dict[str, tuple[int, int]] = {}
    found: list[tuple[int, int]] = []
    for mark in reversed(candidates):
        behind, later = following.get(mark.kind, (0, 0))
        found.append((behind, later))
        following[mark.kind] = mark.value, later if mark.value == 1 else mark.value
    return found[::-1]


def _heading_before(marks: list[Mark], mark: Mark, folded: str) -> bool:
    """Does `mark` follow right on the title of the item before, without punctuation (一、总体要求(一)指导思想)?"""
    if not marks or not 0 < mark.start - marks[-1].end <= TITLE_LENGTH:
        return False
    return not re.search(r"[。;!?\n]", folded[marks[-1].end : mark.start])


_ANNEX = re.compile(r"附件 ?\d{1,2} *\n(?! *\d{1,2} ?[.、:])")
_ATTACHED = re.compile(r"(?:附件|附(?: ?[表录图])?(?= ?:)) ?:?\s*(?:\d|$)")


def _inside_attachments(folded: str, start: int) -> bool:
    """The numbers of a list of attachments (附件:1.…2.…, 附:1.…) are no items."""
    at = folded.rfind("附", max(0, start - 120), start)
    if at >= 0 and _ANNEX.match(folded, at, start):  # an annex begins there, with items of its own
        return False
    return at >= 0 and bool(_ATTACHED.match(folded[at:start] + "1")) and "。" not in folded[at:start]
