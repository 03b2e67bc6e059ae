"""The outline: numbered items of a text, nested as the writer meant, each with its title and its own words.

All offsets count in the cleaned text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from policygraph.ingest.outline.headings import title_span
from policygraph.ingest.outline.numbers import RANK, item_numbers


@dataclass(frozen=True, slots=True)
class Item:
    """One numbered item. `start` to `end` covers its children.

    `kind` is the kind of its number, "root" for the whole text. `title_end` is the end of the title as printed. `path`:
    titles from the outside in, its own left out.
    """

    kind: str
    number: str
    start: int
    title_start: int
    title_end: int
    end: int
    title: str
    path: tuple[str, ...] = ()
    children: tuple[Item, ...] = ()

    def walk(self) -> Iterator[Item]:
        """Itself and everything below, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(slots=True)
class _Open:
    """An item whose end and children are still looked for."""

    kind: str
    number: str
    start: int
    title_start: int
    title_end: int
    end: int
    children: list[_Open] = field(default_factory=list)

    def closed(self, text: str, path: tuple[str, ...]) -> Item:
        title = text[self.title_start : self.title_end]
        below = (*path, title) if self.kind != "root" else ()
        children = tuple(child.closed(text, below) for child in self.children)
        places = self.start, self.title_start, self.title_end, self.end
        return Item(self.kind, self.number, *places, title, path, children)


# Where the body of a document ends: an attachment, the list of recipients, who signed and when.
_SIGNS = "政府|办公室|办公厅|委员会|国务院|小组|局|厅|部|委|办"
_DAY = r"\d{4}年\d{1,2}月\d{1,2}日"
_STOP = re.compile(
    r"^ *(?:附件(?: ?\d{1,2}| ?[一二三四五六七八九十])?(?: ?:| *$)|附(?: ?[表录图])? ?\d? ?:|抄送|主题词)"
    rf"|^ *[^\n。,;:]{{2,40}}(?:{_SIGNS})(?:\(.{{1,4}}\))? *\n+ *{_DAY}"
    rf"|(?<=[。)])[^\n。,;:()]{{2,30}}(?:{_SIGNS}){_DAY}(?=\s*(?:\(|$|附件|\n))",
    re.M,
)


def cut(text: str, folded: str) -> Item:
    """The outline of `text` as a tree; `folded` is the same text as `characters.for_matching` gives it."""
    root = _Open("root", "", 0, 0, 0, len(text))
    stack = [root]
    marks = item_numbers(folded)
    items = {mark.start for mark in marks}  # 一、总体要求某某政府2025年6月3日 is an item, whatever it ends in
    stops = [m.start() for m in _STOP.finditer(folded) if m.start() not in items] + [len(text)]

    def stop_behind(start: int) -> int:
        return stops[bisect_left(stops, start)]

    for mark, following in zip(marks, [*(m.start for m in marks[1:]), len(text)], strict=False):
        stop = stop_behind(stack[-1].start)
        while len(stack) > 1 and stop < mark.start:
            _close(stack.pop(), stop, folded)
        while len(stack) > 1 and RANK[stack[-1].kind] >= RANK[mark.kind]:
            _close(stack.pop(), mark.start, folded)
        title = title_span(folded, mark.end, min(following, stop_behind(mark.start)))
        item = _Open(mark.kind, mark.number, mark.start, *title, len(text))
        stack[-1].children.append(item)
        stack.append(item)
    stop = stop_behind(stack[-1].start)
    while len(stack) > 1:
        _close(stack.pop(), stop, folded)
    return root.closed(text, ())


def _close(item: _Open, end: int, folded: str) -> None:
    while end > item.title_end and folded[end - 1] in " \n":
        end -= 1
    item.end = end
