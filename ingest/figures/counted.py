"""What one figure counts: said before it, after it, or by what was spoken of last."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from policygraph.ingest.figures import indicators
from policygraph.ingest.figures.indicator_words import vocabulary
from policygraph.ingest.figures.non_targets import STEPS
from policygraph.ingest.figures.quantities import Quantity
from policygraph.ingest.figures.sentences import HIDDEN, Figure
from policygraph.ingest.figures.unit_grammar import Comparator


@dataclass(frozen=True, slots=True)
class Counted:
    """`noun` is "" where nothing says what is counted.

    `own`: the words between the figure and its neighbours say it in full. `follows`: they stand after the figure.
    """

    noun: str
    own: bool
    follows: bool


FULFILLED = "完成率"  # of what 占年度任务的80% is said
_LEVEL = re.compile(r"(?:国家|自治区|省|市|县|区|乡镇|镇|村|部)+级")  # 省级事项可办率…, 市县级…
_EACH_PLACE = re.compile("(?:每个?|各)(?:乡镇街道|镇街|乡镇|县区|区县|镇|乡|村|县|区|市|街道|社区|旗)")
_SERVICE = re.compile("(?:环节|材料|时限|时间|次数)$")  # told beside 办理时限, of the same service
_COMPARED = ("比", "较", "同比", "环比")
_SIGNS: dict[str, Comparator] = {
    **dict.fromkeys(("不低于", "不少于", "不小于", "不得低于", "不得少于"), ">="),
    **dict.fromkeys(("不高于", "不超过", "不多于", "不得超过", "不得高于"), "<="),
}
_OF_WHOLE = re.compile(rf"(?P<against>{'|'.join(_SIGNS)})(?P<whole>[^、\0\s]{{2,16}})的$")
_AT_LEAST = re.compile(r"(?:至少|不少于|最少)[^，、]{0,8}$")  # 至少建成1个


def what_is_counted(figure: Quantity, left: str, right: str, topic: str) -> Counted:
    """What `figure` counts, from the masked words on both sides and the `topic`, the thing last spoken of or ""."""
    lead = indicators.bare_words(left).rstrip("了过")
    if figure.group == "share" and (share := vocabulary().of_plan.search(lead)):
        return _fulfilled(lead[: share.start()], topic)
    before, after = indicators.noun_before(lead), noun_behind(figure, right)
    if _is_bare_change(before, left, topic):
        before = ""
    if figure.group == "time":
        return _within_time(before, after, topic)
    if steps := _with_steps(figure, before, after):
        return Counted(steps, True, True)
    if after and _stands_within(figure, before, after):
        whole = indicators.strip_verbs(indicators.strip_front(lead + after))
        return Counted(indicators.as_shown(whole), True, True)
    verb = vocabulary().verb_tail.search(lead)
    if after and (not before or verb or _counts_what_follows(figure, after)):
        noun = _completed(figure, after, topic)
        return Counted(_with_verb(lead, noun, verb), noun == after, True)
    return _before(before, topic) if before else _nothing_near(figure, lead, topic)


def _fulfilled(ahead: str, topic: str) -> Counted:
    """占年度任务的80%: how much was done of what stands ahead, or was spoken of."""
    noun = indicators.noun_before(ahead) or topic
    return Counted(f"{noun}{FULFILLED}" if noun else "", bool(ahead), False)


def _within_time(before: str, after: str, topic: str) -> Counted:
    """What is done within a time; a bare 办理时限 is that of the topic."""
    whose = bool(indicators.is_bare_head(before) and topic and not _SERVICE.search(topic))
    noun = indicators.modifier(topic) + before if whose else before or topic
    return Counted(noun + after, bool(before) and not whose, bool(after))


def _is_bare_change(before: str, left: str, topic: str) -> bool:
    """较上年提高2个百分点: nothing says what."""
    return not topic and HIDDEN in left and vocabulary().change_tail.fullmatch(before) is not None


def _with_steps(figure: Quantity, before: str, after: str) -> str:
    """办理环节不超过3个环节 and 企业开办压缩至1个环节 count 环节 of what stands before; "" where it is otherwise."""
    if not (before and after and figure.group == "count"):
        return ""
    return before if before.endswith(after) else before + after if after == STEPS else ""


def noun_behind(figure: Figure, right: str) -> str:
    """The noun that follows a figure, or ""; of a share the first of a list."""
    group = figure.group if isinstance(figure, Quantity) else "none"
    noun = "" if _ends_here(right) else indicators.noun_after(right, group)
    return noun.split("、")[0] if group == "share" else noun


def _stands_within(figure: Quantity, before: str, after: str) -> bool:
    """Are the words on both sides of a share or a rate one name? Not where a verb follows a noun."""
    return figure.group in ("share", "data") and not (before and vocabulary().verb.fullmatch(after))


def _counts_what_follows(figure: Quantity, after: str) -> bool:
    countable = figure.group in ("count", "area", "length", "place", "none")
    return countable and not vocabulary().verb.match(after)


def _completed(figure: Quantity, after: str, topic: str) -> str:
    """The noun behind a figure with what the topic adds to it: 3个老旧小区、1200户改造 counts 老旧小区改造."""
    kept = vocabulary().kept
    works = figure.group != "money" and topic and kept.fullmatch(after) and not kept.match(topic)
    return topic + after if works else indicators.qualify(after, topic)


def is_at_least(left: str) -> bool:
    """True where words apart from the figure make it a lower bound: 至少建成1个."""
    return bool(_AT_LEAST.search(left))


def with_whole(figure: Quantity, left: str) -> tuple[Quantity, str]:
    """A share with the whole that it is of and how it is compared, and the words before both: 不低于预算总额的40%."""
    found = _OF_WHOLE.search(left) if figure.group == "share" and figure.start == figure.at else None
    if found is None:
        return figure, left
    sign = figure.comparator if figure.comparator != "=" else _SIGNS[found["against"]]
    return replace(figure, comparator=sign, base=found["whole"]), left[: found.start()]


def _before(before: str, topic: str) -> Counted:
    """The noun before a figure, completed from the topic where it is only half a name."""
    if not topic:
        return Counted(before, True, False)
    if _EACH_PLACE.fullmatch(before):  # 建设村级公园。各乡镇分别建成2处
        return Counted(before + topic, False, False)
    level = _LEVEL.match(topic)
    if level and _LEVEL.fullmatch(before):  # 省级事项网上可办率…, 市县级
        return Counted(before + topic[level.end() :], False, False)
    if before.startswith(_COMPARED) or vocabulary().change_tail.fullmatch(before):
        return Counted(indicators.unchanged(topic) + before, False, False)
    if indicators.is_bare_head(before):
        return Counted(indicators.modifier(indicators.unchanged(topic)) + before, False, False)
    return Counted(before, True, False)


_LEVEL_REACHED = re.compile("达|突破|超|[降升减增压]至|[降升减增]到|到|至")  # what a change led to


def _nothing_near(figure: Quantity, lead: str, topic: str) -> Counted:
    """There is at most a verb beside the figure: 年内建成1.45万亩, 增长5.2%, 累计约3600户."""
    words = vocabulary()
    if not topic:
        return Counted(indicators.strip_front(lead) if words.kept_tail.search(lead) else "", True, False)
    if lead.endswith("累计"):
        return Counted("累计" + re.sub("^新[增建]", "", topic), False, False)
    change = words.change_tail.search(lead)
    kept = words.kept_tail.search(lead)
    if kept and (not change or figure.group == "count") and figure.group != "money":
        before = words.kept.match(topic)  # 建设高标准农田3万亩，其中新建2万亩、改造1万亩
        bare = topic[before.end() :] if before else topic
        return Counted(kept.group() + bare if len(bare) > 1 else topic, False, False)
    if not change and _LEVEL_REACHED.match(figure.raw) and (figure.group != "share" or indicators.is_share(topic)):
        return Counted(indicators.unchanged(topic), False, False)  # 覆盖率提高2个百分点，达到42%
    return Counted(indicators.unchanged(topic) + change.group() if change else topic, False, False)


_GOES_ELSEWHERE = re.compile(
    r"[、，,]|和(?![美谐睦平])|及(?!时)|与|以及|的[^，。]{0,4}(?:目标|任务|要求|标准|水平|速度|基础上)|等$|$"
    r"|[均都现]?已(?:经|全部|陆续|先后|基本)*[一-鿿]{2}(?:[，,。；;、]|$)"
)


def _ends_here(right: str) -> bool:
    """True where nothing that a figure could count stands directly after it."""
    return bool(_GOES_ELSEWHERE.match(re.sub(r"[\0\s]", "", right)))


_EACH = re.compile(r"(?:每个?|各(?:乡镇|镇|村|县|区|市|街道|社区|旗))[^，。]{1,30}$")
_LEAST = re.compile("至少|不少于|最少")


def _with_verb(lead: str, noun: str, verb: re.Match[str] | None) -> str:
    """The noun, with the verb that makes it another thing (改造危桥), or with what each of has it (每个乡镇)."""
    each = _EACH.search(lead)
    if each and not each.group().startswith(("每年", "每月")):
        return indicators.as_shown(_LEAST.sub("", each.group()) + noun)
    if each and verb:  # 每年分批发布100个 → 每年发布
        return each.group()[:2] + verb.group() + noun
    kept = vocabulary().kept_tail.search(lead) if verb else None
    return (kept.group() if kept else "") + noun
