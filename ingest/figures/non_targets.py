"""Figures that nobody has to reach: conditions, terms of payment, lengths of time, the members of a list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from policygraph.ingest.figures import indicators
from policygraph.ingest.figures.quantities import Blank, Quantity
from policygraph.ingest.figures.sentences import Figure, FigureClause
from policygraph.ingest.figures.unit_grammar import grammar

_ENDED = re.compile(r"的[^，。]{0,4}(?:目标|任务|要求|标准|水平|规模|速度)")
_BASE = re.compile(r"(?:中|中有|中共有|占|占比|分别)$")  # 监测的112个湖中, 5项指标占61.8%: what is measured against
_LISTED = re.compile(r"名单\s?(?:1|一)?[、.．:]")  # 名单1、甲公司2、乙公司…12家
_LIST_HEAD = r"(?:名单|名册|目录|清单|一览表|汇总表)\s*[（(]\s*共?"  # 企业名单（共12家）
_CHAIN = re.compile(r"(?:且|并且|或|及)(?!时)")


Reason = Literal["condition", "terms", "limit", "description", "time", "enumeration", "background", "list"]


@dataclass(frozen=True, slots=True)
class Passed:
    """A figure that is no target. `reason`: part of a condition or a procedure, a term of payment, an upper limit of
    one, what describes a noun, a length of time, a small number in words, what is there already, the length of a list.
    """

    figure: Quantity
    reason: Reason


def sort_out_non_targets(clause: FigureClause, ahead: str, achieved: bool) -> tuple[list[Figure], list[Passed]]:
    """The figures of a clause that may be targets, blanks included, and those that are none and stay among its words.

    `ahead` is what the sentence says before the clause, all of it where the clause is in brackets.
    What a report has `achieved` is no term of payment.
    """
    words = indicators.vocabulary()
    condition = clause.masked.rstrip("\0 ").endswith("的")  # 造成10人以上死亡的，…: a case, not an aim
    condition = bool(condition or words.background_right.search(clause.masked) or words.procedure.search(clause.masked))
    own = words.terms.search(clause.masked) and not words.paid.search(clause.masked)
    terms = not achieved and bool(own or words.terms_ahead.search(ahead))
    kept: list[Figure] = []
    passed: list[Passed] = []
    for index, figure in enumerate(clause.figures):
        if isinstance(figure, Blank):
            kept.append(figure)
            continue
        ceiling = clause.figures[index + 1].start if index + 1 < len(clause.figures) else clause.end
        left, right = clause.cut(clause.start, figure.start), clause.cut(figure.end, ceiling)
        reason: Reason | None
        if condition:
            reason = "condition"
        elif terms and figure.group in ("money", "share"):
            reason = "terms"
        elif figure.raw.startswith(("最高", "最长", "最多")):
            reason = "limit"
        elif _is_attribute(clause, figure) or _is_extent(figure, ahead, left):
            reason = "description"
        elif clause.depth and re.search(_LIST_HEAD + re.escape(figure.raw), ahead):
            reason = "list"
        else:
            reason = _reason(figure, left, right)
        if reason:
            passed.append(Passed(figure, reason))
        else:
            kept.append(figure)
    return kept, passed


_FOUNDED = re.compile(
    r"(?:撤销|撤并|合并|设立|并入|划归|析置|改设)[^。；]{0,40}(?:村|社区|居委会|村委会|街道|镇|乡|园区)"
)
_EXTENT = re.compile(r"(?:共|共有|总?人口|常住人口|户籍人口|辖区?|面积|约)$")


def _is_extent(figure: Quantity, ahead: str, left: str) -> bool:
    """设立甲社区居委会，共1888户，6133人 describes the place."""
    head = indicators.bare_words(left)
    return (
        figure.unit in ("户", "人", "万人", "平方公里", "万户")
        and bool(_FOUNDED.search(ahead + left))
        and (not head or bool(_EXTENT.search(head)))
    )


# 积分制覆盖85%以上的行政村 is an aim.
_COVERS = re.compile(r"(?:覆盖|普及|惠及|推广|扩大|延伸|辐射|达)(?:到|至)?$")


def _is_attribute(clause: FigureClause, figure: Quantity) -> bool:
    """True where a figure describes a noun: 年销售额1000万元以上的网商, 融资需求300万元以下的新型主体."""
    right = indicators.bare_words(clause.cut(figure.end, clause.end))
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
    left = indicators.bare_words(clause.cut(clause.start, figure.start))
    if figure.group == "share":  # 推动50%以上的行政村达到标准 is an aim
        reaches = bool(_COVERS.search(left))
        return described and not reaches and (figure.unit == "倍" or (bounded and bool(indicators.noun_before(left))))
    return described and bounded and not indicators.vocabulary().verb_tail.search(left)


def _after(clause: FigureClause, figure: Quantity) -> list[Quantity]:
    """The next figure of the clause, if there is one."""
    return [f for f in clause.figures if isinstance(f, Quantity) and f.start > figure.start][:1]


def _reason(figure: Quantity, left: str, right: str) -> Reason | None:
    """Why the words beside a figure make it no target; None where they do not."""
    words = indicators.vocabulary()
    if figure.group == "time":
        return None if _is_service_time(figure, left, right) else "time"
    if figure.han and figure.value < 10 and figure.comparator == "=" and figure.group != "share":
        return "enumeration"  # 四条发展带专项规划
    head = indicators.bare_words(left)
    if words.figure_right.match(right) or words.background.search(left) or words.background_tail.search(head):
        return "background"
    if _LISTED.search(left):
        return "list"
    if figure.group not in ("count", "place"):
        return None
    if _BASE.search(indicators.bare_words(right)):
        return "background"
    noun = indicators.noun_after(right, "count")
    if head.endswith("等") and not _is_listed_work(head, noun):
        return "list"
    if words.counted.search(noun) or words.counted_alone.fullmatch(noun):
        return "list"
    return "background" if figure.unit in ("次", "场") and words.meeting.search(head) else None


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
    return figure.comparator == "<=" and bool(words.within.match(indicators.bare_words(right)))
