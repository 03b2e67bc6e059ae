"""The outline: numbered items of a text, nested as the writer meant, each with its title and its own words.

Numbers stand at line starts or, where a copy lost its line breaks, in mid-paragraph. There a number counts only if it
continues a sequence, so that figures are not taken for numbers. All offsets count in the cleaned text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from policygraph.ingest.outline import headings
from policygraph.ingest.text.numerals import parse_han

HAN = "一二三四五六七八九十百"
RUN_ON = 4
"""Characters; less behind a known heading is part of it (组织实施阶段), not the text that it runs into."""
CONTENTS_LINE = 30
"""Characters; a line of a table of contents is no longer."""
TITLE_LENGTH = 60
"""Characters; a longer first sentence is cut at its last comma before."""

# Kinds of numbering by rank: a kind may hold every kind after it.
KINDS = {
    "chapter": rf"第[{HAN}\d]{{1,4}}[章编](?=\s|[一-鿿])",
    "part": rf"第[{HAN}\d]{{1,3}}(?:部分|节)[:\s]?",
    "article": rf"第[{HAN}\d]{{1,5}}条(?=\s|[一-鿿])",
    "han": rf"[{HAN}]{{1,3}} ?(?:、|\.(?!\d)|,(?=[一-鿿]))|-、(?=[一-鿿])",
    "first": rf"第[{HAN}]{{1,2}},(?=[一-鿿])",
    "decimal": r"\d{1,2} (?=[一-鿿])",
    "decimal_2": r"\d{1,2}\.\d{1,2}(?:\.(?!\d))?(?= |[一-鿿])",
    "decimal_3": r"\d{1,2}\.\d{1,2}\.\d{1,2}\.?(?= |[一-鿿])",
    "han_bracket": rf"\( ?[{HAN}]{{1,3}} ?\)",
    "digit": r"\d{1,3} ?(?:[.、](?:(?!\d)|(?=\d{4}年))|,(?=[一-鿿]))",
    "digit_bare": r"\d{1,2}(?=[一-鿿])",
    "digit_bracket": r"\( ?\d{1,2} ?\)|[①-⑳]",
    "ordinal": rf"[{HAN}]{{1,2}}[是要](?=[一-鿿\"《])",
}
RANK = {kind: rank for rank, kind in enumerate(KINDS)} | {"root": -1}
DECIMALS = ("decimal", "decimal_2", "decimal_3")
_MARK = re.compile(rf"(?=[第(\d①-⑳{HAN}-])(?:" + "|".join(f"(?P<{k}>{p})" for k, p in KINDS.items()) + ")")
_NUMBER = re.compile(rf"[①-⑳]|\d+|[{HAN}]+")
# A number follows one of these, or a line start, or (if it continues a sequence) the end of an unpunctuated heading.
_BEFORE = set('。;:!?)"]>\n')
# What follows a bare number when it is a figure after all: 10个, 3月, 5%.
_COUNTED = set(
    "个项家名人户亩年月日号万亿千百元吨公里米处座条所种类次届级倍成点时分秒件套台辆只头批场期天周位字%支门对大多余"
)


@dataclass(slots=True)
class Item:
    """One numbered item. `start` to `end` covers its children; `body` is where the words after the title begin.

    `kind` is the kind of its number, "root" for the whole text. `title_end` is the end of the title as printed.
    """

    kind: str
    number: str
    value: int
    start: int
    title_start: int
    title_end: int
    end: int
    title: str
    children: list[Item] = field(default_factory=list)
    parent: Item | None = None

    def own_end(self) -> int:
        """Where its own words end and those of its first child begin."""
        return self.children[0].start if self.children else self.end

    def walk(self) -> Iterator[Item]:
        """Itself and everything below, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def path(self) -> list[str]:
        """Titles from the outside in, its own left out."""
        above: list[str] = []
        item = self.parent
        while item and item.kind != "root":
            above.insert(0, item.title)
            item = item.parent
        return above


@dataclass(slots=True)
class _Mark:
    kind: str
    number: str
    value: int
    start: int
    end: int
    at_line: bool


def _candidates(folded: str) -> Iterator[_Mark]:
    for m in _MARK.finditer(folded):
        found = _NUMBER.findall(m[0])
        raw = found[-1] if found else "一" if m[0].startswith("-") else ""
        value = ord(raw) - 0x245F if "①" <= raw <= "⑳" else int(raw) if raw.isdigit() else parse_han(raw)
        start = m.start()
        before = folded[max(0, start - 4) : start].rstrip(" #*")
        if value is None or not 0 < value < 200 or (before[-1:].isascii() and before[-1:].isdigit()):
            continue
        number = ".".join(found) if m.lastgroup in DECIMALS else raw
        yield _Mark(m.lastgroup or "", number, int(value), start, m.end(), before == "" or before[-1] == "\n")


def _accepted(folded: str) -> list[_Mark]:
    """The candidates that are numbers of items. A sequence starts at 1 and goes up by 1."""
    marks: list[_Mark] = []
    last: dict[str, int] = {}
    candidates = list(_candidates(folded))
    for i, mark in enumerate(candidates):
        kind = "digit" if mark.kind == "digit_bare" else mark.kind
        before = folded[max(0, mark.start - 3) : mark.start].rstrip(" ")[-1:]
        if before == "第" or _inside_attachments(folded, mark.start):
            continue
        opened = mark.at_line or before in _BEFORE or _heading_before(marks, mark, folded)
        if kind in DECIMALS and not (mark.at_line and folded[mark.end : mark.end + 2].strip()[:1] not in _COUNTED):
            continue
        step = mark.value - last.get(kind, -1)
        # One number in a row may be illegible: the next one still goes on, if the one behind it does.
        follows = step == 1 or (step == 2 and mark.value > 2 and _goes_on(candidates, i))
        first = mark.value == 1 and _has_next(candidates, i)
        if mark.kind == "digit_bare":
            ok = follows and mark.value > 1 and opened and folded[mark.end] not in _COUNTED
        elif mark.kind == "ordinal":
            ok = (follows or first) and (opened or before in ",、")
        elif mark.at_line:
            ok = True
        elif opened:
            ok = follows or first or (mark.value == 1 and before in "。\n" and RANK[kind] <= RANK["han_bracket"])
        else:  # no mark before it: a copy that lost even that keeps at least the sequence
            ok = (follows and mark.value > 2 and kind == "digit" and _is_han(folded[mark.end : mark.end + 1])) or (
                first
                and kind == "han"
                and kind not in last
                and _is_han(before)
                and before not in "统唯单同之万合专不逐其每"
            )
        if ok:
            mark.kind = kind
            last[kind] = mark.value
            if kind != "ordinal":
                last.pop("ordinal", None)
            for lower in DECIMALS[DECIMALS.index(kind) + 1 :] if kind in DECIMALS else ():
                last.pop(lower, None)
            marks.append(mark)
    return _without_contents(marks)


def _without_contents(marks: list[_Mark]) -> list[_Mark]:
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


def _has_next(candidates: list[_Mark], i: int) -> bool:
    """Is there a number 2 of the kind before the next number 1 of it?"""
    mine = candidates[i]
    for later in candidates[i + 1 :]:
        if later.kind == mine.kind:
            return later.value == 2
    return False


def _goes_on(candidates: list[_Mark], i: int) -> bool:
    """Does the next number of the kind continue this one?"""
    mine = candidates[i]
    for later in candidates[i + 1 :]:
        if later.kind == mine.kind and later.value != 1:
            return later.value == mine.value + 1
    return False


def _heading_before(marks: list[_Mark], mark: _Mark, folded: str) -> bool:
    """Does `mark` follow right on the title of the item before, without punctuation (一、总体要求(一)指导思想)?"""
    if not marks:
        return False
    between = folded[marks[-1].end : mark.start]
    return 0 < len(between) <= TITLE_LENGTH and not re.search(r"[。;!?\n]", between)


def _inside_attachments(folded: str, start: int) -> bool:
    """The numbers of a list of attachments (附件:1.…2.…) are no items."""
    at = folded.rfind("附件", max(0, start - 120), start)
    return (
        at >= 0 and bool(re.match(r"附件 ?[:：]?\s*(?:\d|$)", folded[at:start] + "1")) and "。" not in folded[at:start]
    )


def title_span(text: str, folded: str, start: int, end: int) -> tuple[int, int]:
    """Span of the title of an item whose words are `text[start:end]`: its first sentence or line."""
    first = start
    while start < end and folded[start] in " \n:.、,":
        start += 1
    if folded.startswith("问:", start) and start + 2 < end:  # of a question the words are the title
        start += 2
    if start == end:
        return first, first
    stop = re.compile(
        r"[。;!?\n]|:(?=[^\"《])|\((?=[^()]{0,200}(?:单位|部门|牵头|负责|配合|落实)[^()]{0,400}\))|  "
    ).search(folded, start, end)
    title_end = stop.start() if stop else end
    if (known := headings.run_on(folded, start, end)) and known + RUN_ON < title_end:
        return start, known
    if title_end - start > TITLE_LENGTH:
        comma = max(folded.rfind(c, start + 6, start + TITLE_LENGTH) for c in ",:、")
        title_end = comma if comma > 0 else start + TITLE_LENGTH
    while title_end > start and folded[title_end - 1] in " ,":
        title_end -= 1
    return start, title_end


# Where the body of a document ends: an attachment, the list of recipients, who signed and when.
_SIGNS = "政府|办公室|办公厅|委员会|国务院|小组|局|厅|部|委|办"
_DAY = r"\d{4}年\d{1,2}月\d{1,2}日"
_STOP = re.compile(
    r"^ *(?:附件(?: ?\d{1,2}| ?[一二三四五六七八九十])?(?: ?:| *$)|附 ?表 ?\d? ?:|抄送|主题词)"
    rf"|^ *[^\n。,;:]{{2,40}}(?:{_SIGNS})(?:\(.{{1,4}}\))? *\n+ *{_DAY}"
    rf"|(?<=[。)])[^\n。,;:]{{2,30}}(?:{_SIGNS}){_DAY}(?=\s*(?:\(|$|附件|\n))",
    re.M,
)


def cut(text: str, folded: str) -> Item:
    """The outline of `text` as a tree; `folded` is the same text as `characters.for_matching` gives it."""
    root = Item("root", "", 0, 0, 0, 0, len(text), "")
    stack = [root]
    marks = _accepted(folded)
    items = {mark.start for mark in marks}  # 一、总体要求某某政府2025年6月3日 is an item, whatever it ends in
    stops = [m.start() for m in _STOP.finditer(folded) if m.start() not in items] + [len(text)]
    for i, mark in enumerate(marks):
        stop = stops[bisect_left(stops, stack[-1].start)]
        while len(stack) > 1 and stop < mark.start:
            _close(stack.pop(), stop, folded)
        following = marks[i + 1].start if i + 1 < len(marks) else len(text)
        stop = min(following, stops[bisect_left(stops, mark.start)])
        title_start, title_end = title_span(text, folded, mark.end, stop)
        item = Item(
            mark.kind,
            mark.number,
            mark.value,
            mark.start,
            title_start,
            title_end,
            len(text),
            text[title_start:title_end],
        )
        while len(stack) > 1 and RANK[stack[-1].kind] >= RANK[mark.kind]:
            _close(stack.pop(), mark.start, folded)
        item.parent = stack[-1]
        stack[-1].children.append(item)
        stack.append(item)
    stop = stops[bisect_left(stops, stack[-1].start)]
    while len(stack) > 1:
        _close(stack.pop(), stop, folded)
    return root


def _close(item: Item, end: int, folded: str) -> None:
    while end > item.title_end and folded[end - 1] in " \n":
        end -= 1
    item.end = end
