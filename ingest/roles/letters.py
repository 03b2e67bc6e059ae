"""Duties that letters and notices tell in plain sentences: 请各单位于6月底前…; 各市财政局要…; 你公司应….

The subject of such a sentence is a unit, or all of a kind, or whom the letter goes to. It is found as that of what a
meeting charges units with is; a sentence with a word for a role (由A牵头，B配合) is read as in any plan.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from policygraph.ingest.organisations.unit_lists import Unit
from policygraph.ingest.roles import charges, prose
from policygraph.ingest.roles.charges import Charge
from policygraph.ingest.roles.clauses import Clause
from policygraph.ingest.roles.subjects import EVERYBODY, LONGEST, NO_NAME, Hearers

HEADING = 40
"""Characters of a heading that runs into its text."""

# Where a heading has run into its text without a mark, and that begins with all of a kind: 加强监测各单位要….
_RUN_IN = re.compile(
    r"(?<![对与向由和及、督促请把将在经为给导织助于\s])(?:(?:公司)?各(?![自种类项方个])|(?:现|特)?请(?!示))|地方各级"
)
# 发挥各级学会的作用, 督促本部门各内设机构: what stands behind is no subject.
_GOVERNS = re.compile(r"(?:发挥|督促|协调|指导|支持|鼓励|引导|依托)[^,。]{0,6}$")
_COMMANDS = re.compile(r"(?:现|特)?请|[^,。;:]{1,40}[要应须]")
# Governments of a level: no unit in particular.
_ANYBODY = re.compile(r"(?:各|有关|相关|责任|成员)(?:部门|单位)$|^各?(?:牵头|配合|[主协承]办)(?:部门|单位)$|网站$")
_SEVERAL = re.compile(r"级以上|[两三四同本]级|^各|^人民(?:法院|检察院|政府)$")
_IN_GENERAL = re.compile(
    r"[要须]?(?:切实|充分|认真|积极|进一步|继续|全面|主动)*(?:发挥[^,。;]{0,14}(?:作用|工作|职能)|做好牵头|(?:加强|强化|统筹)[^,。;]{0,8}(?:协调|调度|督[促导查]|指导|领导|督办)"
    r"|履行[^,。;]{0,8}职责|高度重视|提高[^,。;]{0,4}(?:认识|站位)|负责(?:日常|综合|统筹|组织|协调)[^,。;]{0,10}(?:协调|工作|推进)(?=[,。;]))"
)
# Who sees to it that others work: a plan says so of its supervisors as it ends.
_OVERSEES = re.compile(
    r"(?:不?定期|适时|每[日周月季年]度?|及时|组织|开展|进行|加强)*(?:对[^,。;]{2,20}?)?(?:进行|开展)?(?:专项|日常|跟踪|动态|全程)*"
    r"(?:督[查导办促]|检查|考核|评估|通报|调度)"
)
_MADE_UP = re.compile(r"由[^。;]{2,80}组成")
_DONE = re.compile(r"(?:牵头|会同)[^,。;]{0,12}[一-鿿]了(?![解望])")
# Not how most papers go on: 现将有关事项通知如下.
_LIST_BELOW = re.compile(r"(?:以下|下列|下述|(?<=好)如下)[^,。;:]{0,12}[:。]?$")


def find_requests(folded: str, start: int, end: int, hearers: Hearers) -> list[Clause]:
    """The sentences of `folded[start:end]` that give work to those who hear them, a clause each."""
    you = hearers.you
    start = max(start, you[-1].end + 1) if you and you[-1].end < end else start  # behind the title and the list
    told = [c for c in prose.find_prose_clauses(folded, start, end) if _is_sound(folded, c)]
    found = charges.find_charges(folded, _begin(folded, start, end, hearers), end, hearers)
    return _beside([c for c in told if not _holds_several(folded, c, found)], found)


def find_orders(folded: str, start: int, end: int) -> list[Clause]:
    """The sentences of a plan that give work: those with a word for a role, and those that command a unit in
    particular (县政府督查室要…). That 各部门 must do better, or an office coordinate, as each plan ends, is no task."""
    told = prose.find_prose_clauses(folded, start, end)
    found = charges.find_charges(folded, start, end, PLAN)
    found = [c for c in found if all(_is_one(a.unit) for a in c.assignments if a.role == "LEADS")]
    found = [c for c in found if not _IN_GENERAL.match(folded, c.task, c.end)]
    return _beside([c for c in told if not _holds_several(folded, c, found)], found, "order")


def said_first(folded: str, start: int, end: int) -> list[Clause]:
    """Whom a measure of a plan begins with, though no word commands them: 各基层单位加强与…的联系, 县工会每月召开…."""
    ends = re.compile(r"[。;\n]").search(folded, start, end)
    found = charges.find_charges(folded, start, ends.start() if ends else end, TOLD)[:1]
    if not found or found[0].start > start + 1 or "《" in folded[start : found[0].task]:
        return []
    if any(words.match(folded, found[0].task, found[0].end) for words in (_IN_GENERAL, _OVERSEES)):
        return []
    named = [a.unit for a in found[0].assignments]
    return _beside([], found, "order") if not any(map(_is_anybody, named)) else []


def _is_anybody(unit: Unit) -> bool:
    return bool(EVERYBODY.fullmatch(unit.name) or _ANYBODY.search(unit.name))


def _is_one(unit: Unit) -> bool:
    return unit.kind == "unit" and not _SEVERAL.search(unit.name)


PLAN = Hearers(everybody=True, ordered=True)
TOLD = Hearers(everybody=True, ordered=True, told=True)


def _beside(told: list[Clause], found: list[Charge], form: str = "prose") -> list[Clause]:
    """Both, but of `found` only what stands in none of `told`."""
    begins = [c.start for c in told]
    more = []
    for charge in found:
        at = bisect_left(begins, charge.end)
        if not any(c.end > charge.start for c in told[max(0, at - 1) : at]):
            more.append(Clause(charge.start, charge.end, charge.assignments, None, form))
    return sorted([*told, *more], key=lambda c: c.start)


def announced(folded: str, start: int, end: int, hearers: Hearers) -> list[Clause]:
    """What the last sentence before a list asks holds for each of its items: 各单位要抓好以下工作：."""
    begin = max(start, end - prose.ANNOUNCED, *(folded.rfind(c, start, end - 1) + 1 for c in "。;\n"))
    found = find_requests(folded, begin, end, hearers) if _LIST_BELOW.search(folded, begin, end) else []
    return [c for c in found[-1:] if c.end >= end - 1]


_ONLY_HELPS = re.compile(r"(?:[要应须]|积极|主动|密切|全力|做好)*(?:配合|协助|协同|支持|参与)")


def _holds_several(folded: str, clause: Clause, found: list[Charge]) -> bool:
    """Does it hold the work of several, each of whom does his own: 甲局负责…，乙局负责…?"""
    there = (c for c in found if clause.start <= c.start and c.end <= clause.end + 1)
    held = [{a.unit.name for a in c.assignments} for c in there if not _ONLY_HELPS.match(folded, c.task)]
    return len(held) > 1 and not set.intersection(*held)


def _is_sound(folded: str, clause: Clause) -> bool:
    """Are all whom it names units, and is it not only told of whom a group is made up, or what they have done?"""
    named = all(a.unit.kind == "collective" or not NO_NAME.search(a.unit.name) for a in clause.assignments)
    return named and not any(told.search(folded, clause.start, clause.end) for told in (_MADE_UP, _DONE))


def by_lead(told: list[Clause]) -> list[Clause]:
    """Those in a row that charge the same units are one."""
    runs: list[Clause] = []
    for clause in told:
        if runs and _units(runs[-1]) == _units(clause):
            runs[-1] = replace(runs[-1], end=clause.end)
        else:
            runs.append(clause)
    return runs


_NEXT_ORDER = re.compile(r"[,;、\s]*(?:(?:现|并|特|再)?请|由|责成|责令|要求)?$")


def own_end(folded: str, start: int, end: int) -> int:
    """Where what is said from `start` on ends, before the word with which the order at `end` begins (…，请|乙局)."""
    return _NEXT_ORDER.search(folded, start, end).start()  # type: ignore[union-attr]  # it matches nothing, too


def _units(clause: Clause) -> set[tuple[str, str]]:
    return {(a.unit.name, a.role) for a in clause.assignments}


def _begin(folded: str, start: int, end: int, hearers: Hearers) -> int:
    """Where the text begins behind a heading that has run into it; else `start`."""
    for m in _RUN_IN.finditer(folded, start + 2, min(end, start + HEADING)):
        before = folded[start : m.start()]
        if re.search("[。;:]", before):
            break
        found = charges.find_charges(folded, m.start(), min(end, m.start() + LONGEST), hearers)
        commanded = not ("," in before or _GOVERNS.search(before)) or _COMMANDS.match(folded, m.start(), end)
        if found and found[0].start - m.start() < 3 and commanded:
            return m.start()
    return _at_writer(folded, start, end, hearers)


def _at_writer(folded: str, start: int, end: int, hearers: Hearers) -> int:
    """Where the writer's name stands behind a heading that has run into it (活动组织某某办负责…); else `start`."""
    for begun in range(max(0, len(hearers.writer) - 3)):  # whole, or by the end of his name
        at = folded.find(hearers.writer[begun:], start + 2, min(end, start + HEADING))
        if at >= 0 and not re.search("[,。;:]", folded[start:at]):
            found = charges.find_charges(folded, at, min(end, at + LONGEST), hearers)
            return at if found and found[0].start == at else start
    return start
