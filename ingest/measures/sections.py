"""What a section is for, from its title, what stands in it and the sections around it; kinds as in `headings.KINDS`."""

from __future__ import annotations

import re

from policygraph.ingest.head import titles
from policygraph.ingest.outline import headings
from policygraph.ingest.outline.outline import Item

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


def own_kind(item: Item, folded: str) -> str | None:
    """What the item's own title says that it is for; see `headings.kind_of`."""
    if item.kind == "root":
        return None
    if _FILE.fullmatch(folded, item.title_start, item.end):
        return "other"
    own = headings.kind_of(folded[item.title_start : item.title_end])
    if own == "objective" and item.children and "任务" in item.title:
        return "container"  # 目标任务 with items below: those are the measures
    if not own and folded[item.title_end : item.title_end + 1] == "?":  # a question asked to be answered
        return "container" if item.children and _OF_MEASURES.search(item.title) else "other"
    return own


def kind_below(item: Item, own: str | None, kind: str | None) -> str | None:
    """What the items below are for: the articles of a regulation stay what they are, and who does what is work,
    whatever it stands under."""
    if own is None or kind == "other":
        return kind
    if own != "container":
        return own
    return None if re.search("分工|职责", item.title) else kind
