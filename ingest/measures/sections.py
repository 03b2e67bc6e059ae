"""What a section is for, from its title, what stands in it and the sections around it; kinds as in `headings.KINDS`."""

from __future__ import annotations

import re

from policygraph.ingest.figures.indicator_words import vocabulary
from policygraph.ingest.head import titles
from policygraph.ingest.outline import headings
from policygraph.ingest.outline.outline import Item
from policygraph.ingest.text.years import LONGEST_HEADING

_OF_MEASURES = re.compile("任务|措施|举措|做法|内容")
_WORDS = titles.words()
_GONE = "|".join((*_WORDS.repealed, "继续有效", "继续执行"))
# A row of a list of files: 《某办法》(某政发[2019]8号), with what becomes of it; of folded text. 落实…(某号) is work.
_TITLE = (
    rf"(?:《[^《》]{{2,120}}》|(?!.{{0,12}}(?:{'|'.join(_WORDS.derives)}))[^《》。;:(]{{2,60}}关于[^《》。;:(]{{2,90}})"
)
_FILE = re.compile(
    rf"(?:对|将)?{_TITLE}\s?\([^()]{{2,12}}[\[(]\d{{4}}[\])]\s?\d{{1,4}}号\)"
    rf"[,\s]?(?:(?:{'|'.join(_WORDS.performed)})*(?:{_GONE}))?[。;,\s]*"
)

# A field of a record (整改措施：) behind which a number stands.
_FIELD = re.compile(r"\n *[一-鿿]{0,6}(?:措施|目标|要求|内容|举措|做法)\s?: *\n?$")


def in_field(item: Item, folded: str) -> bool:
    """Do the items below begin in a field of a record (整改措施：1.…2.…)? They tell how the item's own work is done."""
    return item.number != "" and _FIELD.search(folded, item.title_end, item.children[0].start) is not None


_REVIEW = re.compile(
    r"20\d\d年[^,。;]{0,10}(?:回顾|总结|执行情况|完成情况|工作情况)|(?:工作|发展|五年|一年)[^,。;]{0,4}回顾"
)


def own_kind(item: Item, folded: str, report: Item | None = None) -> str | None:
    """What the item's own title says that it is for; see `headings.kind_of`. `report`: the root of one."""
    if item.kind == "root":
        return None
    if report is not None and item in report.children and _tells_of_past(item, folded, report):
        return "heading"
    if _FILE.fullmatch(folded, item.title_start, item.end):
        return "other"
    own = headings.kind_of(folded[item.title_start : item.title_end])
    if own == "objective" and item.children and "任务" in item.title:
        return "container"  # 目标任务 with items below: those are the measures
    if not own and folded[item.title_end : item.title_end + 1] == "?":  # a question asked to be answered
        return "container" if item.children and _OF_MEASURES.search(item.title) else "other"
    return own


def _tells_of_past(item: Item, folded: str, root: Item) -> bool:
    """Of a report that parts what was done from what is to be done: is it a section of the first (2025年工作回顾)?

    What a report that only tells of work calls it by stays a task, with what was reached.
    """
    words = vocabulary()

    def title(of: Item) -> str:
        return folded[of.title_start : min(of.title_end, of.title_start + LONGEST_HEADING)]

    back = _REVIEW.search(title(item))
    if back is None or words.looks_ahead.search(title(item), back.end()):
        return False
    return any(other.start > item.start and words.looks_ahead.search(title(other)) for other in root.children)


def kind_below(item: Item, own: str | None, kind: str | None) -> str | None:
    """What the items below are for: the articles of a regulation stay what they are, and who does what is work,
    whatever it stands under."""
    if own is None or kind == "other":
        return kind
    if own != "container":
        return own
    return None if re.search("分工|职责", item.title) else kind
