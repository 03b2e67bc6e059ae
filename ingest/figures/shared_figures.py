"""Lists that share a measure: 货物贸易、对外投资和实际利用外资分别占比达30%、20%和10% is three targets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policygraph.ingest.figures import counted, indicators
from policygraph.ingest.figures.indicator_words import vocabulary
from policygraph.ingest.figures.quantities import Quantity
from policygraph.ingest.figures.sentences import Figure, FigureClause

_EACH_BARE = re.compile(r"分别[^，,。；;\d]{0,14}(?P<bare>\d+(?:\.\d+)?(?:(?:、|和)\d+(?:\.\d+)?)*(?:、|和))$")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_REACH = 60  # characters of such a list


def with_bare(text: str, found: Sequence[Quantity]) -> Iterator[Quantity]:
    """The figures that were `found`, and before them the numbers of a list that leave their unit to its last: 2026年、
    2027年分别完成12、15平方公里."""
    floor = 0
    for q in found:
        bare = _EACH_BARE.search(text, max(floor, q.start - _REACH), q.start) if q.start == q.at else None
        for number in _NUMBER.finditer(text, bare.start("bare"), q.start) if bare else ():
            (at, stop), raw = number.span(), number[0]
            yield replace(q, start=at, end=stop, value=float(raw), value_high=None, raw=raw, at=at, stop=stop)
        floor = q.end
        yield q


_MARK = re.compile(
    r"分别|各(?=完成|建成|新建|新增|打造|创建|开展|[\0\s]*\d)|(?<!平)均(?:达|为|超|不|在|实现|控制|保持)"
)
_AND = re.compile(r"以及|[和与及](?![美谐睦平时])(?<![普涉危顾波]及)")  # 普及率 is one word
_PLACE = re.compile("(?:[镇乡县区市州村旗]|街道|社区)$")
_OFFICE = re.compile(r"^[省市县区州][一-鿿]{2,12}(?:[局厅委办]|[支总大]队)$")
_LIST_JOIN = re.compile(r"[\0\s]*(?:[、，,]|和|及|与|以及|或)?[\0\s]*")


def pair_listed(clause: FigureClause, figures: list[Figure], topic: str = "") -> list[tuple[str, Quantity]] | None:
    """Each thing of the clause's list with its own figure, blanks left out; None where the clause has no such list.

    One figure for several things (两类主体分别达到10000家) is each one's; of places it counts what stands behind it, or
    the `topic`, of which was spoken before.
    """
    mark = _MARK.search(clause.masked)
    run = _run(clause, [f for f in figures if mark and f.end > clause.start + mark.start()])
    if mark is None or not run:
        return None
    between = clause.cut(clause.start + mark.start() + len(mark[0].rstrip("达为超不在实现控制保持")), run[0].start)
    names = _names(clause.masked[: mark.start()], len(run), between)
    if names is None or _OFFICE.search(names[0]):  # 县公安局、县司法局推荐专家各2名
        return None
    bare = mark[0] == "各" and not between.strip()
    names = _with_noun(names, counted.noun_behind(run[-1], clause.cut(run[-1].end, clause.end)), topic, bare)
    numbers = run if len(run) == len(names) else run * len(names)
    return [(name, q) for name, q in zip(names, numbers, strict=True) if isinstance(q, Quantity)]


def of_each_year(clause: FigureClause, figures: list[Figure], topic: str = "") -> list[tuple[str, Quantity]]:
    """2026年、2027年分别新建3所、4所幼儿园: a list of figures of one thing, named before the first or behind the last;
    empty where things stand before 分别."""
    mark = _MARK.search(clause.masked)
    if mark is None or mark[0] != "分别" or indicators.noun_before(clause.masked[: mark.start()]):
        return []
    begin = clause.start + mark.end()
    run = [f for f in _run(clause, [f for f in figures if f.start >= begin]) if isinstance(f, Quantity)]
    if len(run) < 2 or figures[-len(run) :] != run:
        return []
    left, right = clause.cut(begin, run[0].start), clause.cut(run[-1].end, clause.end)
    noun = counted.what_is_counted(run[0], left, right, topic).noun
    return [(noun, q) for q in run] if noun else []


def _with_noun(names: list[str], noun: str, topic: str, bare: bool) -> list[str]:
    """The names with what their figures count: of places the `noun` behind the figure, or the topic; where a `bare` 各
    joins them (企业和个人各100项全生命周期事项), the noun."""
    if all(_PLACE.search(name) for name in names):
        return [name + (noun or topic) for name in names]
    return [name + noun for name in names] if bare else names


def _run(clause: FigureClause, figures: list[Figure]) -> list[Figure]:
    """The first of `figures` and those joined to it by nothing but 、 or 和."""
    run = figures[:1]
    for figure in figures[1:]:
        if not _LIST_JOIN.fullmatch(clause.cut(run[-1].end, figure.start)):
            break
        run.append(figure)
    return run


def _parts(left: str, count: int) -> list[str]:
    """The members of a list. 、 divides before 和 does: 信息服务业、租赁和商务服务业 are two; A、B和C are three."""
    text = indicators.bare_words(left)
    parts = text.split("、")
    if len(parts) != count or count == 1:
        parts = [*parts[:-1], *_AND.split(parts[-1])]
    parts = [cleaned for part in parts if (cleaned := indicators.bare_words(part))]
    return parts[-count:] if count > 1 else parts


def _names(left: str, count: int, between: str) -> list[str] | None:
    """The list before 分别 as full names: 县、乡、村道日常养护资金 → 县道日常养护资金, 乡道…, 村道…."""
    parts = _parts(left, count)
    if len(parts) < 2 or count > len(parts):
        return None
    first = indicators.strip_front(parts[0])
    opening, ending = _common_ends(first, parts, count)
    names = [first, *(opening + part for part in parts[1:])]
    whole = [name if name.endswith(ending) else name + ending for name in names]
    measure = indicators.strip_back(indicators.bare_words(between))
    return [indicators.as_shown(indicators.strip_verbs(indicators.strip_front(name)) + measure) for name in whole]


def _common_ends(first: str, parts: list[str], count: int) -> tuple[str, str]:
    """What all names of a list begin and end with, though it is written once: before the first, behind the last."""
    words = vocabulary()
    last, mark = parts[-1], parts[1][-1]
    if min((len(part) for part in parts[1:-1]), default=0) == 1:
        return first[:-1], last[1:]  # 县、乡、村道日常养护资金: each differs in one character
    if count > 2 and first.endswith(mark) and mark in last[:-1]:
        return "", last[last.index(mark) + 1 :]  # 国家级、省级、市级龙头企业
    head = words.head_tail.search(last)
    if head is None or head.group() in words.never_alone or words.head_tail.search(first):
        return "", ""
    ending = head.group()  # 花生种植、收获机械化率
    return (first[:-2] if len(last) - len(ending) == 2 and len(first) > 3 else ""), ending
