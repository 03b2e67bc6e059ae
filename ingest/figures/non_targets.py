"""Figures that nobody has to reach: conditions, terms of payment, lengths of time, the members of a list."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from policygraph.ingest.figures import indicators
from policygraph.ingest.figures.described import (
    Beside,
    is_attribute,
    is_capacity,
    is_extent,
    is_limit,
    is_measure_of_work,
    is_output_of_plant,
    is_plot,
    is_seat,
)
from policygraph.ingest.figures.indicator_words import vocabulary
from policygraph.ingest.figures.quantities import Blank, Quantity
from policygraph.ingest.figures.sentences import Figure, FigureClause, whole_of
from policygraph.ingest.figures.terms import is_allowance, is_term, states_terms

_BASE = re.compile(r"(?:中|中有|中共有|占|占比|分别)$")  # 监测的112个湖中, 5项指标占61.8%: what is measured against
_LISTED = re.compile(r"名单\s?(?:1|一)?[、.．:]")  # 名单1、甲公司2、乙公司…12家
_LIST_HEAD = re.compile(r"(?:名单|名册|目录|清单|一览表|汇总表)\s*[（(]\s*共?")  # 企业名单（共12家）


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
    condition = _is_condition(clause.masked)
    terms = not achieved and states_terms(clause.masked, ahead)
    kept: list[Figure] = []
    passed: list[Passed] = []
    for figure, following in zip_longest(clause.figures, clause.figures[1:]):
        if isinstance(figure, Blank):
            kept.append(figure)
            continue
        left = clause.cut(clause.start, figure.start)
        right = clause.cut(figure.end, following.start if following else clause.end)
        if reason := _reason(Beside(figure, clause, ahead, left, right), condition, terms):
            passed.append(Passed(figure, reason))
        else:
            kept.append(figure)
    return kept, passed


def _is_condition(masked: str) -> bool:
    """造成10人以上死亡的，…: a case, not an aim."""
    words = vocabulary()
    case = masked.rstrip("\0 ").endswith("的") or words.whom.search(masked) or words.if_clause.search(masked)
    return bool(case or words.background_right.search(masked) or words.procedure.search(masked))


def _reason(beside: Beside, condition: bool, terms: bool) -> Reason | None:
    """Why a figure is no target; None where nothing speaks against it. `condition` and `terms` are of its clause."""
    if condition or _is_asked_for(beside):
        return "condition"
    if terms and is_term(beside):
        return "terms"
    if reason := _first(_ANY_FIGURE, beside):
        return reason
    if beside.figure.group == "time":
        return None if _is_service_time(beside) else "time"
    return _first(_NUMBERS, beside)


def _first(rules: _Rules, beside: Beside) -> Reason | None:
    return next((reason for applies, reason in rules if applies(beside)), None)


def _is_asked_for(beside: Beside) -> bool:
    """应满足…，且场地不低于100平方米 says who may apply, 在已完成16项的基础上 what is there to begin with."""
    words = vocabulary()
    there = words.on_top_of.search(beside.tail) and not words.held.search(beside.left)
    return bool(there or words.must_be.search(beside.ahead + beside.left))


_ITEMS = ("项", "条")


def _is_length_of_list(beside: Beside) -> bool:
    """企业名单（共12家）, and a line that ends in how many items stand below it (完善产业链条（3项）)."""
    alone = beside.clause.depth > 0 and not beside.head and not beside.tail
    if alone and beside.figure.unit in _ITEMS and beside.figure.comparator == "=":
        said = beside.ahead[beside.ahead.rfind(beside.figure.raw) + len(beside.figure.raw) :]
        return said.rstrip() in ("）", ")")
    heads = _LIST_HEAD.finditer(beside.ahead) if beside.clause.depth > 0 else ()
    return any(beside.ahead.startswith(beside.figure.raw, head.end()) for head in heads)


# --- what times have to be, and what numbers must not be


_AT_ONCE = re.compile("^(?:即可|可|就能|一次性?|全部|当场)+")  # 3个工作日内一次办结


def _is_service_time(beside: Beside) -> bool:
    """压缩至5个工作日, 48小时内放行 and 受教育年限达到13.8年 are targets; 30年 is a length of time."""
    words, figure = vocabulary(), beside.figure
    if figure.unit in ("年", "岁", "周年", "周", "个季度"):
        return words.lasting.search(beside.head) is not None
    if _is_shortened(beside) or (figure.comparator == ">=" and words.spent.search(beside.head)):
        return True
    done = _AT_ONCE.sub("", indicators.bare_words(beside.right))
    if figure.comparator == "=":
        return done.startswith(_DONE) and not _COUNTED_FROM.search(beside.head)
    within = words.within.match(done) or words.limited.search(beside.head)
    return figure.comparator == "<=" and bool(within or _is_working_days(figure))


_DONE = ("办结", "办毕", "审结", "办好")  # 3个工作日办结
_COUNTED_FROM = re.compile(r"[后前起]$")


def _is_working_days(figure: Quantity) -> bool:
    """不得超过7个工作日: by working days nothing but a service is measured."""
    return figure.unit.endswith("工作日") and figure.raw.startswith("不")


def _is_shortened(beside: Beside) -> bool:
    words = vocabulary()
    moved = beside.figure.raw.startswith(("至", "到")) and _FROM.search(beside.left)  # 由20个工作日至15个工作日
    return bool(moved or words.shorten.search(beside.left) or words.shorten.search(beside.figure.raw))


_FROM = re.compile(r"[由从][^，,。；;]{0,6}\d[^，,。；;]{1,6}$")


def _is_small_in_words(beside: Beside) -> bool:
    """四条发展带专项规划; but 配送中心建成两处, 新建三所幼儿园 are aims: what is built stands somewhere."""
    figure = beside.figure
    if figure.unit in _BUILT and _BUILDS.search(beside.head):
        return False
    return figure.han and (figure.value or 0) < 10 and figure.comparator == "=" and figure.group != "share"


_BUILT = ("处", "座", "所", "家", "栋", "幢", "间", "台", "辆", "艘", "公里")
_BUILDS = re.compile("(?:新[建增开设]|建成|[改扩迁]建|改造|投用|添置|购置|更新|引进)了?$")


def _is_there_already(beside: Beside) -> bool:
    words = vocabulary()
    return bool(
        words.figure_right.match(beside.right)
        or _is_background(beside)
        or words.background_tail.search(beside.head)
        or (words.gained_by.match(beside.right) and beside.figure.unit not in _OF_LESSONS)
        or words.stands.search(whole_of(beside.ahead + beside.left))
    )


def _is_background(beside: Beside) -> bool:
    """下辖7个镇, 围绕5条产业链; but 围绕产业需求建设5条专用线 and 召开对接会10次以上 are aims."""
    words, left = vocabulary(), beside.left
    if words.others_list.search(left):
        return True
    for found in words.background.finditer(left):
        held = left[found.end() :]
        if words.for_what.fullmatch(found[0]) and (words.verb.search(held) or _is_of_these(found[0], held, beside)):
            continue
        if found[0] == _HELD and (_is_at_least(beside.figure) or words.each_time.search(left)):
            continue
        return True
    return False


_HELD = "召开"


def _is_of_these(word: str, held: str, beside: Beside) -> bool:
    """基于人工智能技术的首版次软件10项, 针对小微企业的担保余额不低于185亿元: it describes what is counted."""
    return "的" in held and (word == "基于" or (word == "针对" and _is_at_least(beside.figure)))


def _is_at_least(figure: Quantity) -> bool:
    """10次以上, 不少于20场; 31次, 30多次 only count."""
    return figure.comparator in (">=", ">") and not _SOME_MORE.search(figure.raw)


_SOME_MORE = re.compile("[余多](?!于)")
_OF_LESSONS = ("个", "条", "项", "例", "批", "种", "份", "篇")  # 推广10条以上的经验做法


def _is_member_of_list(beside: Beside) -> bool:
    return _LISTED.search(beside.left) is not None


def _is_measured_against(beside: Beside) -> bool:
    return beside.counts and _BASE.search(indicators.bare_words(beside.right)) is not None


_KINDS = ("类", "种", "大类")


def _counts_list(beside: Beside) -> bool:
    """…等39个部门 and 圣水头村等7个镇 only count the list; 探索实施…等40个项目 is work done."""
    done = _is_at_least(beside.figure) or beside.figure.unit.endswith(_TIMES)  # 等10家以上, 等600人次
    listed = beside.counts and not done and beside.head.endswith("等")
    if not listed or _is_scope(beside):  # 等11个事项平均办结时间缩短40%
        return listed
    return beside.figure.unit in _KINDS or not _is_listed_work(beside.head, beside.noun)


_TIMES = ("次", "场")
_JOINS_NEXT = re.compile(r"[、和及与]|[\0\s]$")


def _is_scope(beside: Beside) -> bool:
    """Does a share behind the figure in its clause say what becomes of the things counted?"""
    after = next((f for f in beside.clause.figures if f.start > beside.figure.start), None)
    share = isinstance(after, Quantity) and after.group == "share"
    return share and len(beside.right) > 1 and not _JOINS_NEXT.search(beside.right)


_NAMES = re.compile(r"(?:[一-鿿]{2,8}、)*[一-鿿]{2,8}(?:、|和|及|与|以及)[一-鿿]{2,6}$")
_PLACES = re.compile(r"(?:自然|行政|建制|中心)?(?:村|镇|乡|乡镇|社区|街道|县|区|市|县区|镇街)")


def _counts_names(beside: Beside) -> bool:
    """在石桥、双井2个村: as many names stand there as the figure says; 完成石桥、双井2个村污水治理 is work done."""
    names = _NAMES.search(f"{beside.ahead}{beside.left}".rstrip()) if beside.counts and beside.figure.value else None
    members = len(re.split(r"以及|[、和及与]", names[0])) if names else 0
    place = _PLACES.match(beside.noun) if names and members == beside.figure.value else None
    return bool(place and names and (names[0][0] in "在对以将" or place.end() == len(beside.noun)))


def _is_listed_work(head: str, noun: str) -> bool:
    rest = indicators.strip_front(head)
    said = head[: len(head) - len(rest)] if head.endswith(rest) else ""  # 完成 opens a clause and is a verb too
    verb = vocabulary().verb
    return len(noun) > 1 and bool(verb.match(rest) or verb.search(said))


STEPS = "环节"  # 企业开办压缩至1个环节
_ACT = re.compile(
    r"(?:地级市|设区市|县级市|县市区|市县|县区|[市县区镇乡]|街道|部门|单位)"
    r"(?:要(?!素)|应当?|须|必须|负责|牵头|配合|结合|抓好|抓实|抓紧)|[一-鿿]{2,8}(?:参加|列席|出席)"
)
_CAME = re.compile(r"(?:参[加训会赛评]|到会|受训)[^，。；、]{0,10}的$")


def _is_who_acts(beside: Beside) -> bool:
    """5个地级市要组团学习, 参加培训的120名学员全部持证: how many act or come, not how many are to be reached."""
    came = _CAME.search(beside.left) or (not beside.head and _ACT.match(beside.tail))
    return beside.counts and bool(came)


def _counts_articles(beside: Beside) -> bool:
    """优化营商环境20条措施: of how many points a paper is; 出台不少于20条措施 is an aim."""
    figure, words = beside.figure, vocabulary()
    said = figure.comparator != "=" or words.verb_tail.search(beside.head)
    return figure.unit == "条" and not said and words.articles.match(beside.noun) is not None


def _counts_words(beside: Beside) -> bool:
    words = vocabulary()
    if beside.noun == STEPS and (beside.figure.comparator == "<=" or _is_shortened(beside)):
        return False
    counted = words.counted.search(beside.noun) if beside.counts else None
    exact = beside.counts and beside.figure.comparator == "="  # 推动超1000家企业实施改造 is an aim
    return bool(counted or (exact and words.counted_alone.fullmatch(beside.noun)))


def _is_meeting(beside: Beside) -> bool:
    words, figure = vocabulary(), beside.figure
    told = beside.counts and figure.unit in ("次", "场") and not _is_at_least(figure)
    return told and not words.each_time.search(beside.left) and words.meeting.search(beside.head) is not None


_Rules = tuple[tuple[Callable[[Beside], bool], Reason], ...]
_ANY_FIGURE: _Rules = (
    (is_limit, "limit"),
    (is_attribute, "description"),
    (is_extent, "description"),
    (is_measure_of_work, "description"),
    (_is_length_of_list, "list"),
)
"""What speaks against a figure of any unit, in the order asked."""
_NUMBERS: _Rules = (
    (is_capacity, "description"),
    (is_output_of_plant, "description"),
    (is_plot, "description"),
    (is_seat, "description"),
    (is_allowance, "terms"),
    (_is_small_in_words, "enumeration"),
    (_is_there_already, "background"),
    (_is_member_of_list, "list"),
    (_is_measured_against, "background"),
    (_counts_list, "list"),
    (_counts_names, "list"),
    (_is_who_acts, "list"),
    (_counts_words, "list"),
    (_counts_articles, "list"),
    (_is_meeting, "background"),
)
"""What speaks against a figure that is no time, in the order asked."""
