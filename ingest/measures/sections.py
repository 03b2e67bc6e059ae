"""What a section is for, from its title, what stands in it and the sections around it; kinds as in `headings.KINDS`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policygraph.ingest.figures.indicator_words import vocabulary
from policygraph.ingest.head import titles
from policygraph.ingest.outline import headings
from policygraph.ingest.outline.outline import Item
from policygraph.ingest.roles.clauses import Clause
from policygraph.ingest.text.years import LONGEST_HEADING
from policygraph.model.overlay import of_words

EMPTY = 60
"""Characters; 重点任务 with fewer words below is only a heading."""
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


def is_empty(item: Item, own: str | None) -> bool:
    """Is it a container with nothing below?"""
    return own == "container" and item.end - item.title_end < EMPTY


def parted_by_semicolons(children: list[Item], folded: str) -> bool:
    """1.摸底；2.施工；3.验收。"""
    ends = [folded[max(0, c.end - 9) : c.end].rstrip() for c in children[:-1]]
    return bool(ends) and all(end.endswith(";") for end in ends)


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


_GUESTS = re.compile(r"(?:参[加会训赛]|与会|[出列]席|到会|对象)(?:的)?(?:人员|对象|范围|单位|代表|名额)")
_ASKED = re.compile(r"请|由[^,。;]{2,24}(?:负责|牵头)|务必|[要须](?![求点素])|日[^,。;]{0,9}前")


def asked_of_guests(item: Item, folded: str, told: list[Clause]) -> list[Clause]:
    """What is `told` below the title of an item; of who comes to a meeting (参会人员) only what is asked of them."""
    if not _GUESTS.match(folded, item.title_start, item.end):
        return told
    return [c for c in told if _ASKED.search(folded, c.start, c.end)]


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


@of_words
def _asking() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How a sentence begins that says what is to be done, and what says so anywhere in it."""
    words = vocabulary()
    before = (words.opener.pattern, words.scope.pattern, '[“"]', headings.asks_front().pattern)
    front = f"(?:{'|'.join(before)})*"
    return re.compile(f"{front}(?:{words.verb.pattern}|{headings.asks().pattern})"), headings.asks_anywhere()


def _asks_for_work(sentence: str) -> bool:
    """Does it say what is to be done, rather than name a thing or tell how one is? Of folded text.

    >>> [_asks_for_work(said) for said in ("建立河道巡查制度", "县直部门要于每月5日前报送", "会议时间和地点")]
    [True, True, False]
    """
    begins, anywhere = _asking()
    return bool(begins.match(sentence) or anywhere.search(sentence)) and not headings.asks_nobody(sentence)


_COUNTS = re.compile(r"[一-鿿”]\d[\d.]*[万亿]?[一-鿿%]{1,3}$")
"""A title that ends with how many are to be made: 老旧电梯更换150台."""
MANY = 8
"""Items of a document that asks for so little that the rest of them only sound so."""


def only_named(root: Item, folded: str) -> Iterator[int]:
    """Where items begin that ask for nothing, in lists of which at least half are such: an agenda, contents, who comes,
    how things stand. One that stands among measures is only worded otherwise than they, and is one, unless it is of the
    paper itself (本办法自…起施行). Of a document of verses or of terms all are such.
    """
    lists = [[item for item in above.children if not item.children] for above in root.walk()]
    named = [[item for item in alone if not _asks(item, folded)] for alone in lists]
    all_alone, all_named = sum(map(len, lists)), sum(map(len, named))
    if all_alone >= MANY and 4 * all_named >= 3 * all_alone:
        yield from (item.start for alone in lists for item in alone)
        return
    for alone, nothing in zip(lists, named, strict=True):
        most = 2 * len(nothing) >= len(alone)
        yield from (
            item.start for item in nothing if most or headings.is_of_itself(folded[item.title_start : item.end])
        )


def _asks(item: Item, folded: str) -> bool:
    """Is anything of what it says to be done, or was its work done?"""
    said = _sentences(item, folded)
    of_itself = headings.is_of_itself(folded[item.title_start : item.end])
    if of_itself:
        return False
    return bool(_COUNTS.search(said[0])) or headings.tells_outcome(said[0]) or any(map(_asks_for_work, said))


def _sentences(item: Item, folded: str) -> list[str]:
    """The title and the sentences below it."""
    behind = re.split(r"[。;:\n]", folded[item.title_end : item.end])
    return [folded[item.title_start : item.title_end], *(s.strip(" ,:.") for s in behind)]
