"""Figures that nobody has to reach: conditions, terms of payment, lengths of time, the members of a list."""

from __future__ import annotations

import re

from policygraph.ingest import indicators
from policygraph.ingest.quantities import Blank, Quantity
from policygraph.ingest.sentences import Figure, FigureClause
from policygraph.ingest.unit_grammar import grammar

_ENDED = re.compile(r"的[^，。]{0,4}(?:目标|任务|要求|标准|水平|规模|速度)")
_BASE = re.compile(r"(?:中|中有|中共有|占|占比|分别)$")  # 监测的112个湖中, 5项指标占61.8%: what is measured against
_CHAIN = re.compile(r"(?:且|并且|或|及)(?!时)")


def standing(clause: FigureClause, ahead: str, achieved: bool) -> list[Figure]:
    """The figures of a clause that may be targets, blanks included; the others stay part of its words.

    `ahead` is what the sentence says before the clause, all of it where the clause is in brackets.
    What a report has `achieved` is no term of payment.
    """
    words = indicators.vocabulary()
    condition = clause.masked.rstrip("\0 ").endswith("的")  # 造成10人以上死亡的，…: a case, not an aim
    if condition or words.background_right.search(clause.masked) or words.procedure.search(clause.masked):
        return [f for f in clause.figures if isinstance(f, Blank)]
    own = words.terms.search(clause.masked) and not words.paid.search(clause.masked)
    terms = not achieved and bool(own or words.terms_ahead.search(ahead))
    kept: list[Figure] = []
    for index, figure in enumerate(clause.figures):
        if isinstance(figure, Quantity):
            ceiling = clause.figures[index + 1].start if index + 1 < len(clause.figures) else clause.end
            left, right = clause.cut(clause.start, figure.start), clause.cut(figure.end, ceiling)
            if (terms and figure.group in ("money", "share")) or figure.raw.startswith(("最高", "最长", "最多")):
                continue
            if _is_attribute(clause, figure) or _is_passing(figure, left, right):
                continue
        kept.append(figure)
    return kept


# 积分制覆盖85%以上的行政村 is an aim.
_COVERS = re.compile(r"(?:覆盖|普及|惠及|推广|扩大|延伸|辐射|达)(?:到|至)?$")


def _is_attribute(clause: FigureClause, figure: Quantity) -> bool:
    """True where a figure describes a noun: 年销售额1000万元以上的网商, 融资需求300万元以下的新型主体."""
    right = indicators.clean(clause.cut(figure.end, clause.end))
    described = right.startswith("的") and not _ENDED.match(right)
    bounded = figure.end > figure.stop  # 以上, 以下 after it
    if described and figure.raw.startswith(grammar().describing):
        return True
    if bounded and _CHAIN.match(right) and any(_is_attribute(clause, f) for f in _after(clause, figure)):
        return True  # 比重3%以上且年增长20%以上的企业
    if figure.group == "money":
        return described or (bounded and bool(right) and right[0] not in "、和及与的")
    if figure.group in ("time", "none", "weight", "energy"):
        return described
    left = indicators.clean(clause.cut(clause.start, figure.start))
    if figure.group == "share":  # 推动50%以上的行政村达到标准 is an aim
        reaches = bool(_COVERS.search(left))
        return described and not reaches and (figure.unit == "倍" or (bounded and bool(indicators.noun_before(left))))
    return described and bounded and not indicators.vocabulary().verb_tail.search(left)


def _after(clause: FigureClause, figure: Quantity) -> list[Quantity]:
    """The next figure of the clause, if there is one."""
    return [f for f in clause.figures if isinstance(f, Quantity) and f.start > figure.start][:1]


def _is_passing(figure: Quantity, left: str, right: str) -> bool:
    words = indicators.vocabulary()
    if figure.group == "time":
        return not _is_service_time(figure, left, right)
    if figure.han and figure.value < 10 and figure.comparator == "=" and figure.group != "share":
        return True  # 四条发展带专项规划: an enumeration
    head = indicators.clean(left)
    if words.figure_right.match(right) or words.background.search(left) or words.background_tail.search(head):
        return True
    if figure.group not in ("count", "place"):
        return False
    if _BASE.search(indicators.clean(right)):
        return True
    noun = indicators.noun_after(right, "count")
    if head.endswith("等") and not _is_listed_work(head, noun):
        return True
    if words.counted.search(noun) or words.counted_alone.fullmatch(noun):
        return True
    return figure.unit in ("次", "场") and bool(words.meeting.search(head))


def _is_listed_work(head: str, noun: str) -> bool:
    """探索实施…等40个项目 is work done; …等39个部门 and 圣水头村等7个镇 only count the list."""
    rest = indicators.strip_front(head)
    said = head[: len(head) - len(rest)] if head.endswith(rest) else ""  # 完成 opens a clause and is a verb too
    verb = indicators.vocabulary().verb
    return len(noun) > 1 and bool(verb.match(rest) or verb.search(said))


def _is_service_time(figure: Quantity, left: str, right: str) -> bool:
    """压缩至5个工作日 and 48小时内放行 are targets; 30年 and 3年内 are lengths of time."""
    words = indicators.vocabulary()
    if figure.unit in ("年", "周年", "周", "个季度"):
        return False
    if words.shorten.search(left) or words.shorten.search(figure.raw):
        return True
    return figure.comparator == "<=" and bool(words.within.match(indicators.clean(right)))
