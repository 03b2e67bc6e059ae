"""Lists that share a measure: 货物贸易、对外投资和实际利用外资分别占比达30%、20%和10% is three targets."""

from __future__ import annotations

import re

from policygraph.ingest import indicators
from policygraph.ingest.quantities import Quantity
from policygraph.ingest.sentences import Figure, FigureClause

_MARK = re.compile("分别|均达|均为|均超|均不|均在|均实现|均控制|均保持")
_PARTS = re.compile(r"、|以及|[和与及](?![美谐睦平时])")
_LIST_JOIN = re.compile(r"[\0\s]*(?:[、，,]|和|及|与|以及|或)?[\0\s]*")


def shared(clause: FigureClause, figures: list[Figure]) -> list[tuple[str, Quantity]] | None:
    """Each thing of the clause's list with its own figure, blanks left out; None where the clause has no such list.

    One figure for several things (两类主体分别达到10000家) is each one's.
    """
    mark = _MARK.search(clause.masked)
    run = _run(clause, [f for f in figures if mark and f.end > clause.start + mark.start()])
    if mark is None or not run:
        return None
    between = clause.cut(clause.start + mark.start() + len(mark[0].rstrip("达为超不在实现控制保持")), run[0].start)
    names = _names(clause.masked[: mark.start()], len(run), between)
    if names is None:
        return None
    numbers = run if len(run) == len(names) else run * len(names)
    return [(name, q) for name, q in zip(names, numbers, strict=True) if isinstance(q, Quantity)]


def _run(clause: FigureClause, figures: list[Figure]) -> list[Figure]:
    """The first of `figures` and those joined to it by nothing but 、 or 和."""
    run = figures[:1]
    for figure in figures[1:]:
        if not _LIST_JOIN.fullmatch(clause.cut(run[-1].end, figure.start)):
            break
        run.append(figure)
    return run


def _names(left: str, count: int, between: str) -> list[str] | None:
    """The list before 分别 as full names: 县、乡、村道日常养护资金 → 县道日常养护资金, 乡道…, 村道…."""
    parts = [part for piece in _PARTS.split(indicators.clean(left)) if (part := indicators.clean(piece))]
    if len(parts) < 2 or count > len(parts):
        return None
    if count > 1:  # 全省、全市…: more things than figures: the last ones are meant
        parts = parts[-count:]
    first, last = indicators.strip_front(parts[0]), parts[-1]
    measure = indicators.strip_back(indicators.clean(between))
    if measure:
        return [indicators.finish(indicators.strip_verbs(part) + measure) for part in (first, *parts[1:])]
    size = min((len(part) for part in parts[1:-1]), default=0)
    head = indicators.vocabulary().head_tail.search(last)
    ending = last[size:] if 0 < size <= 2 else head.group() if head else ""
    opening = first[:-size] if 0 < size <= 2 else ""
    names = [first, *(opening + part for part in parts[1:])]
    whole = [name if name.endswith(ending) else name + ending for name in names]
    return [indicators.finish(indicators.strip_verbs(indicators.strip_front(name))) for name in whole]
