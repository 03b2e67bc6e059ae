"""Figures that nobody has to reach: conditions, terms of payment, lengths of time, the members of a list."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from typing import Literal

from policygraph.ingest.figures import indicators
from policygraph.ingest.figures.indicator_words import vocabulary
from policygraph.ingest.figures.quantities import Blank, Quantity
from policygraph.ingest.figures.sentences import Figure, FigureClause, whole_of
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


@dataclass(frozen=True)
class _Beside:
    """A figure with the masked words around it: `left` of it in its clause, `right` of it up to the next figure, and
    `ahead` of the clause in its sentence."""

    figure: Quantity
    clause: FigureClause
    ahead: str
    left: str
    right: str

    @cached_property
    def head(self) -> str:
        """The words of its clause before it."""
        return indicators.bare_words(self.left)

    @cached_property
    def tail(self) -> str:
        """The words of its clause behind it."""
        return indicators.bare_words(self.clause.cut(self.figure.end, self.clause.end))

    @cached_property
    def noun(self) -> str:
        """What it counts, if that stands behind it."""
        return indicators.noun_after(self.right, "count")

    @property
    def counts(self) -> bool:
        return self.figure.group in ("count", "place")


def sort_out_non_targets(clause: FigureClause, ahead: str, achieved: bool) -> tuple[list[Figure], list[Passed]]:
    """The figures of a clause that may be targets, blanks included, and those that are none and stay among its words.

    `ahead` is what the sentence says before the clause, all of it where the clause is in brackets.
    What a report has `achieved` is no term of payment.
    """
    condition = _is_condition(clause.masked)
    terms = not achieved and _states_terms(clause.masked, ahead)
    kept: list[Figure] = []
    passed: list[Passed] = []
    for figure, following in zip_longest(clause.figures, clause.figures[1:]):
        if isinstance(figure, Blank):
            kept.append(figure)
            continue
        left = clause.cut(clause.start, figure.start)
        right = clause.cut(figure.end, following.start if following else clause.end)
        if reason := _reason(_Beside(figure, clause, ahead, left, right), condition, terms):
            passed.append(Passed(figure, reason))
        else:
            kept.append(figure)
    return kept, passed


def _is_condition(masked: str) -> bool:
    """造成10人以上死亡的，…: a case, not an aim."""
    words = vocabulary()
    case = masked.rstrip("\0 ").endswith("的")
    return bool(case or words.background_right.search(masked) or words.procedure.search(masked))


def _states_terms(masked: str, ahead: str) -> bool:
    """Does the clause, or what leads up to it, say on which terms money is paid?"""
    words = vocabulary()
    own = words.terms.search(masked) and not words.paid.search(masked)
    return bool(own or words.terms_ahead.search(ahead))


def _reason(beside: _Beside, condition: bool, terms: bool) -> Reason | None:
    """Why a figure is no target; None where nothing speaks against it. `condition` and `terms` are of its clause."""
    if condition:
        return "condition"
    if terms and beside.figure.group in ("money", "share"):
        return "terms"
    if reason := _first(_ANY_FIGURE, beside):
        return reason
    if beside.figure.group == "time":
        return None if _is_service_time(beside) else "time"
    return _first(_NUMBERS, beside)


def _first(rules: _Rules, beside: _Beside) -> Reason | None:
    return next((reason for applies, reason in rules if applies(beside)), None)


# --- what describes


_UP_TO = re.compile(r"最[高多](?:可以?)?(?:不超过|给予|予以|支持|奖励|奖补|补助|补贴|资助|列支){1,3}$")


def _is_limit(beside: _Beside) -> bool:
    """最高800万元, 单个项目最高支持1000万元."""
    return beside.figure.raw.startswith(("最高", "最长", "最多")) or bool(_UP_TO.search(beside.head))


def _is_attribute(beside: _Beside) -> bool:
    """True where a figure describes a noun: 年销售额1000万元以上的网商, 融资需求300万元以下的新型主体."""
    figure, clause = beside.figure, beside.clause
    described = beside.tail.startswith("的") and not _ENDED.match(beside.tail)
    if described and figure.raw.startswith(grammar().describing):
        return True
    if _is_bounded(figure) and _CHAIN.match(beside.tail) and (following := _after(clause, figure)):
        chained = _Beside(following, clause, beside.ahead, clause.cut(clause.start, following.start), "")
        if _is_attribute(chained):  # 比重3%以上且年增长20%以上的企业
            return True
    return _describes(beside, described)


def _is_bounded(figure: Quantity) -> bool:
    """Does 以上 or 以下 stand behind the figure?"""
    return figure.end > figure.stop


def _after(clause: FigureClause, figure: Quantity) -> Quantity | None:
    """The next figure of the clause, if there is one."""
    return next((f for f in clause.figures if isinstance(f, Quantity) and f.start > figure.start), None)


# 积分制覆盖85%以上的行政村 is an aim.
_COVERS = re.compile(r"(?:覆盖|普及|惠及|推广|扩大|延伸|辐射|达)(?:到|至)?$")


def _describes(beside: _Beside, described: bool) -> bool:
    """What it takes, by the kind of its unit, that a figure describes a noun; `described`: 的 stands behind it."""
    group, tail, bounded = beside.figure.group, beside.tail, _is_bounded(beside.figure)
    if group == "money":
        return described or (bounded and bool(tail) and tail[0] not in "、和及与的")
    if not described or group in ("time", "none", "weight", "energy"):
        return described
    if group == "share":  # 推动50%以上的行政村达到标准 is an aim
        measured = beside.figure.unit == "倍" or (bounded and bool(indicators.noun_before(beside.head)))
        return measured and not _COVERS.search(beside.head)
    return bounded and not vocabulary().verb_tail.search(beside.head)


_FOUNDED = re.compile(
    r"(?:撤销|撤并|合并|设立|并入|划归|析置|改设)[^。；]{0,40}(?:村|社区|居委会|村委会|街道|镇|乡|园区)"
)
_EXTENT = re.compile(r"(?:共|共有|总?人口|常住人口|户籍人口|辖区?|面积|约)$")


def _is_extent(beside: _Beside) -> bool:
    """设立甲社区居委会，共1888户，6133人 describes the place."""
    return (
        beside.figure.unit in ("户", "人", "万人", "平方公里", "万户")
        and bool(_FOUNDED.search(beside.ahead + beside.left))
        and (not beside.head or bool(_EXTENT.search(beside.head)))
    )


def _is_length_of_list(beside: _Beside) -> bool:
    """企业名单（共12家）."""
    inside = beside.clause.depth > 0
    return inside and re.search(_LIST_HEAD + re.escape(beside.figure.raw), beside.ahead) is not None


# --- what times have to be, and what numbers must not be


def _is_service_time(beside: _Beside) -> bool:
    """压缩至5个工作日, 48小时内放行 and 受教育年限达到13.8年 are targets; 30年 is a length of time."""
    words, figure = vocabulary(), beside.figure
    if figure.unit in ("年", "岁", "周年", "周", "个季度"):
        return words.lasting.search(beside.head) is not None
    if _is_shortened(beside):
        return True
    within = words.within.match(indicators.bare_words(beside.right)) or words.limited.search(beside.head)
    return figure.comparator == "<=" and bool(within)


def _is_shortened(beside: _Beside) -> bool:
    words = vocabulary()
    return bool(words.shorten.search(beside.left) or words.shorten.search(beside.figure.raw))


def _is_small_in_words(beside: _Beside) -> bool:
    """四条发展带专项规划."""
    figure = beside.figure
    return figure.han and (figure.value or 0) < 10 and figure.comparator == "=" and figure.group != "share"


def _is_there_already(beside: _Beside) -> bool:
    words = vocabulary()
    return bool(
        words.figure_right.match(beside.right)
        or words.background.search(beside.left)
        or words.background_tail.search(beside.head)
        or (words.gained_by.match(beside.right) and beside.figure.unit not in _OF_LESSONS)
        or words.stands.search(whole_of(beside.ahead + beside.left))
    )


_OF_LESSONS = ("个", "条", "项", "例", "批", "种", "份")  # 推广10条以上的经验做法
_POWER = re.compile("(?:千瓦|兆瓦|千伏安|[kMG]W)$")


def _is_capacity(beside: _Beside) -> bool:
    """推进120万千瓦抽水蓄能电站建设: how large the plant is; 新增光伏装机120万千瓦 is an aim."""
    words, figure = vocabulary(), beside.figure
    power = figure.group == "energy" and _POWER.search(figure.unit) and figure.comparator in ("=", "~")
    return bool(power and words.plants.match(beside.right) and not words.power_moved.search(beside.head))


def _is_member_of_list(beside: _Beside) -> bool:
    return _LISTED.search(beside.left) is not None


def _is_measured_against(beside: _Beside) -> bool:
    return beside.counts and _BASE.search(indicators.bare_words(beside.right)) is not None


def _counts_list(beside: _Beside) -> bool:
    """…等39个部门 and 圣水头村等7个镇 only count the list; 探索实施…等40个项目 is work done."""
    return beside.counts and beside.head.endswith("等") and not _is_listed_work(beside.head, beside.noun)


def _is_listed_work(head: str, noun: str) -> bool:
    rest = indicators.strip_front(head)
    said = head[: len(head) - len(rest)] if head.endswith(rest) else ""  # 完成 opens a clause and is a verb too
    verb = vocabulary().verb
    return len(noun) > 1 and bool(verb.match(rest) or verb.search(said))


STEPS = "环节"  # 企业开办压缩至1个环节


_ACT = re.compile(
    r"(?:地级市|设区市|县级市|县市区|市县|县区|[市县区镇乡]|街道|部门|单位)"
    r"(?:要(?!素)|应当?|须|必须|负责|牵头|配合|结合|抓好|抓实|抓紧)"
)


def _is_who_acts(beside: _Beside) -> bool:
    """5个地级市要组团学习: how many act, not how many are to be reached."""
    return beside.counts and not beside.head and bool(_ACT.match(beside.tail))


def _counts_words(beside: _Beside) -> bool:
    words = vocabulary()
    if beside.noun == STEPS and (beside.figure.comparator == "<=" or _is_shortened(beside)):
        return False
    counted = words.counted.search(beside.noun) if beside.counts else None
    return bool(counted or (beside.counts and words.counted_alone.fullmatch(beside.noun)))


def _is_meeting(beside: _Beside) -> bool:
    held = beside.counts and beside.figure.unit in ("次", "场")
    return held and vocabulary().meeting.search(beside.head) is not None


_Rules = tuple[tuple[Callable[[_Beside], bool], Reason], ...]
_ANY_FIGURE: _Rules = (
    (_is_limit, "limit"),
    (_is_attribute, "description"),
    (_is_extent, "description"),
    (_is_length_of_list, "list"),
)
"""What speaks against a figure of any unit, in the order asked."""
_NUMBERS: _Rules = (
    (_is_capacity, "description"),
    (_is_small_in_words, "enumeration"),
    (_is_there_already, "background"),
    (_is_member_of_list, "list"),
    (_is_measured_against, "background"),
    (_counts_list, "list"),
    (_is_who_acts, "list"),
    (_counts_words, "list"),
    (_is_meeting, "background"),
)
"""What speaks against a figure that is no time, in the order asked."""
