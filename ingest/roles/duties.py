"""Duties by unit: a unit and a colon, then what it does (县财政局：统筹安排专项资金): a heading, item or paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policygraph.ingest.organisations import functions, unit_lists
from policygraph.ingest.organisations.unit_lists import Unit
from policygraph.ingest.roles import kinds, role_words, roles
from policygraph.ingest.roles.clauses import Clause
from policygraph.ingest.roles.roles import Assignment

_NOTE = re.compile(r"\([^()]*\)$")
_TASKS_OF = re.compile(r"(?:牵头|负责|承担|主要|工作)*(?:的)?(?:任务|职责|工作|事项)(?:清单|分工)?$")
# A group with its people and then its duties: （一）综合组 组长：… 成员：… 职责：负责…; 成立领导小组，由…组成：….
_PEOPLE = (
    r"(?:副?组\s{0,8}长|组\s{0,8}员|成\s{0,8}员|(?:副\s{0,4})?主\s{0,8}任|召\s{0,4}集\s{0,4}人"
    r"|牵\s{0,4}头\s{0,4}人)(?:单位)?\s*:"
)
_GROUP = re.compile(
    rf"(?:成立|设立|组建|[一-鿿]{{2,12}}下设)?(?P<name>[一-鿿]{{2,16}}?(?:组|专班|指挥部|办公室))(?=\s*(?:{_PEOPLE}|\n|$))"
)
_SET_UP = re.compile(
    rf"(?:成立|设立|组建|下设)(?P<name>[一-鿿]{{2,20}}?(?:组|专班|指挥部|办公室))(?:,?(?:由)?(?:以下|下列)(?:人员|同志|单位)组成:?|:|,)?\s*(?={_PEOPLE})"
)
_DUTY_LABEL = re.compile(r"(?:(?:主要|工作|具体)?(?:职\s{0,8}责|任务))(?:是|为|:)\s*(?=[^\s:])")
# Whoever of a kind there is (学校, 医院), and no words for anybody at all.
_EVERY = re.compile(r"(?:学校|高校|院校|医院)$")
_DONE_SO = re.compile(r"办$")  # 高频事项网上办 is no office
_OF_DUTIES = re.compile(
    r"[\s:。]*(?:全面|主要|具体)?(?:负责|承担|统筹|牵头|督促|指导|组织|协调|协助|配合|做好|落实|制定|编制|履行)"
)
_PARAGRAPH = re.compile(r"(?:^[ ·•*-]*|(?<=[。;]))(?P<name>[^:\n。;]{2,40}):(?=\S)", re.M)


def units_named(folded: str, start: int, end: int) -> list[Assignment]:
    """The units that `folded[start:end]` names and nothing else; empty if it is no such list."""
    name = _NOTE.sub("", folded[start:end])
    listed = unit_lists.listed_units(folded, start, start + len(name))
    pieces = re.split(r"[、,]", unit_lists.without_brackets(name))
    if not listed or len(listed) < len(pieces) or not all(u.known for u in listed):
        return []
    if listed[0].kind == "collective" and len(name) > 20:
        return []
    if any(
        re.search("职责|任务|领导|的|^其[他它]|^(?:有关|相关)(?:部门|单位)?$", u.name)
        or (len(u.name) < 3 and u.kind == "collective")
        for u in listed
    ):
        return []  # 其他 of 其他事项 stands for nobody
    if not any(functions.function_of(u.name) or unit_lists.prefix_of(u.name) or u.kind == "collective" for u in listed):
        return []
    return roles.assign_roles([("responsible", listed)])


def duty_of_heading(folded: str, start: int, end: int) -> list[Assignment]:
    """Whose work stands below a heading: 县财政局：, 县财政局牵头的任务, 县财政局职责."""
    title = folded[start:end]
    tail = _TASKS_OF.search(title.rstrip(":"))
    if folded[end : end + 1] == "。":  # a short sentence may hold a name: here nothing else may stand
        found = units_named(folded, start, end)
        whole = "、".join(a.unit.name for a in found) == title.replace(",", "、")
        return found if whole and all(functions.is_known_unit(a.unit.name) for a in found) else []
    if folded[end : end + 1] != ":" and not title.endswith(":") and not tail:
        return []
    return units_named(folded, start, start + (tail.start() if tail else len(title.rstrip(":"))))


def group_with_duties(folded: str, start: int, end: int) -> tuple[list[Assignment], int] | None:
    """The group that `folded[start:end]` sets up, and where its duties begin."""
    named = _GROUP.match(folded, start, end) or _SET_UP.search(folded, start, end)
    label = _DUTY_LABEL.search(folded, named.end(), end) if named else None
    if named is None or label is None:
        return None
    unit = Unit(named["name"], *named.span("name"))
    return [Assignment(unit, "LEADS")], label.end()


def kinds_of_headings(folded: str, titles: Sequence[tuple[int, int]]) -> dict[int, list[Assignment]]:
    """Whose work stands below each of the headings `titles` of one list, where two or more of them, and no fewer than
    half, are nothing but whose it is (（一）教育行政部门, （二）学校)."""
    found = {start: named for start, end in titles if (named := kind_of_heading(folded, start, end))}
    return found if len(found) > 1 and len(found) * 2 >= len(titles) else {}


def told_below(folded: str, start: int, named: list[Assignment] | None) -> list[Assignment]:
    """Those that a heading names, where the words from `start` on, behind it, tell what somebody does."""
    return named if named and _OF_DUTIES.match(folded, start) else []


def kind_of_heading(folded: str, start: int, end: int) -> list[Assignment]:
    """The unit, or all of a kind, that a heading names and nothing else: 教育行政部门, 学校, 县财政局."""
    words = folded[start:end].strip(" :。")
    if kinds.is_anybody(words) or (not unit_lists.is_complete(words) and not _EVERY.fullmatch(words)):
        return []
    if named := units_named(folded, start, start + len(folded[start:end].rstrip(" :。"))):
        return named if named[0].unit.name == words and len(named) == 1 else []
    found = kinds.kinds_named(words, commanded=True)
    if found is None or len(found or ()) > 1 or not (found or _EVERY.fullmatch(words)):
        return []
    return [Assignment(Unit(words, start, start + len(words), "collective"), "LEADS")]


@dataclass(frozen=True, slots=True)
class Duty:
    """A paragraph that says what a unit does; `begin`: where that begins, behind the colon."""

    start: int
    begin: int
    end: int
    assigned: list[Assignment]


def duties_of_several(folded: str, start: int, end: int) -> list[Duty]:
    """Such paragraphs of a text that no heading says are of duties: where most of them say so (县水利局：负责…)."""
    found = list(duty_paragraphs(folded, start, end))
    told = sum(_OF_DUTIES.match(folded, duty.begin) is not None for duty in found)
    return found if told * 2 > len(found) else []


def helpers(duty: Duty, told: Sequence[Clause]) -> list[tuple[Assignment, int, int, float]]:
    """Who helps, as the sentences `told` of a duty say (会同县气象局发布预警): with their spans, and how sure it is."""
    named = {a.unit.name for a in duty.assigned}
    helping = [(a, c) for c in told for a in c.assignments if a.role == "SUPPORTS" and a.unit.name not in named]
    return [(a, clause.start, clause.end, 0.7) for a, clause in helping]


def duty_paragraphs(folded: str, start: int, end: int) -> Iterator[Duty]:
    """Paragraphs that begin with a unit and a colon, two at least."""
    found = []
    for m in _PARAGRAPH.finditer(folded, start, end):
        line = folded.find("\n", m.end(), end)
        role = role_words.vocabulary().line_marker.match(f"{m['name'].strip()}:")  # 责任单位：甲局 is a clause
        assigned = [] if role else units_named(folded, *m.span("name"))
        in_line = folded[max(0, m.start() - 1) : m.start()] in tuple("。;")  # there much else may stand before a colon
        sure = all(unit_lists.prefix_of(a.unit.name) or functions.function_of(a.unit.name) for a in assigned)
        if assigned and (sure or not in_line):
            found.append(Duty(m.start("name"), m.end(), line if line >= 0 else end, assigned))
    if len(found) > 1:
        yield from found
