"""How a task stands, as paragraphs of its item tell that say what they are: 进展情况：…; 存在问题：…; 下步打算：…."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from policygraph.ingest.outline.outline import Item
from policygraph.ingest.progress import dated, standing, telling
from policygraph.ingest.progress.standing import Judged
from policygraph.ingest.progress.telling import Report
from policygraph.ingest.tables.columns import kind_of

_LABEL = re.compile(
    r"(?:^|(?<=[\n。;]))[ \t]*(?:\(?[一二三四五六\d]{1,2}[)、.]|[一二三四五]是)? ?"
    r"[【\[]?(?P<label>[一-鿿]{2,12})[】\]]? ?:"
)
_KINDS = {"problem": "obstacle", "pace": "report", "remedy": "ahead"}
"""What labels are called beside a report: 问题 is what hinders it, 办理情况 tells of it."""

Span = tuple[int, int]


def find_labelled(folded: str, item: Item) -> dict[str, Span] | None:
    """What the paragraphs of an item hold, by kinds of columns; None where they do not tell of one task, the item's."""
    if item.kind == "root" or any(find_labelled(folded, child) for child in item.children):
        return None
    found = list(_spans(folded, item.title_end, item.end))
    reports = [span for kind, span in found if kind == "report"]
    if not reports and found and (told := _before(folded, item, found)):
        reports, found = [told], [("report", told), *found]
    return dict(reversed(found)) if len(reports) == 1 and len(found) > 1 else None


def _before(folded: str, item: Item, found: Sequence[tuple[str, Span]]) -> Span | None:
    """What stands before the first label and tells how the task stands, where a label behind says what hinders it."""
    first = _LABEL.search(folded, item.title_end, item.end)
    if first is None or not any(kind in ("obstacle", "ahead") for kind, _ in found):
        return None
    start, end = _trimmed(folded, item.title_end, first.start())
    return (start, end) if start < end and standing.tells(folded[start:end]) else None


def _spans(folded: str, start: int, end: int) -> Iterator[tuple[str, Span]]:
    labels = [(m, kind) for m in _LABEL.finditer(folded, start, end) if (kind := kind_of(m["label"]))]
    ends = [*(m.start() for m, _ in labels[1:]), end]
    for (m, kind), stop in zip(labels, ends, strict=False):  # no label, no end
        yield _KINDS.get(kind, kind), _trimmed(folded, m.end(), stop)


def _trimmed(folded: str, start: int, end: int) -> Span:
    while start < end and folded[start] in " \n\t。:":
        start += 1
    while end > start and folded[end - 1] in " \n\t。;":
        end -= 1
    return start, end


def report_of(
    text: str, folded: str, held: dict[str, Span], judged: Judged, until: date | None, year: int | None
) -> Report | None:
    """What they tell; None where they say nothing."""
    start, end = held["report"]
    said = folded[start:end]
    if start == end:
        return None
    as_of = dated.own_day(said, year) or until
    share = telling.share_in(said)
    return Report(
        state=standing.state(said, share, judged),
        share=share,
        as_of=as_of,
        problem=_said(text, folded, held.get("obstacle")),
        start=start,
        end=end,
        reached=telling.reached(text, start, end, as_of, year),
        ahead=_said(text, folded, held.get("ahead")),
        unhindered="obstacle" in held and _said(text, folded, held["obstacle"]) is None,
    )


def _said(text: str, folded: str, span: Span | None) -> str | None:
    if span is None or telling.is_none(folded[slice(*span)]):
        return None
    return text[slice(*span)]
