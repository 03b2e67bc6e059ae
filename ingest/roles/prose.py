"""Responsibilities in running text: 由A牵头，B、C配合; A会同B; A负责…. Read only where an item has no clause.

A sentence also says such things of nobody in particular (党委领导、政府负责), so every name must be one that the
vocabulary knows, or a collective of governments, until 由 or a first certain group tells that work is given.
"""

from __future__ import annotations

import re
from dataclasses import replace

from policygraph.ingest.organisations import collectives, functions, unit_lists
from policygraph.ingest.organisations.unit_lists import Unit
from policygraph.ingest.places import divisions
from policygraph.ingest.roles.clauses import Clause
from policygraph.ingest.roles.moved import find_move
from policygraph.ingest.roles.roles import assign_roles

LONGEST = 300
"""Characters of a list; names of a working group's members run long."""
_LONGEST_NAME = 24
ANNOUNCED = 400
"""Characters of a sentence that announces a list, at most."""

_VERB = re.compile(
    r"(?:要|应当?|须|必须|适时|主动|积极|密切|统一|具体|共同|分别|全面|切实|统筹|按照?(?:各自)?职责(?:分工)?){0,8}"
    r"(?P<verb>(?:牵头|负责(?!解释|人|任|制|同志)|主办|会同|(?<![会协磋招])商(?=[^务会业贸品户场])|协办|配合|参加|参与|协助|协同|支持)+)"
    r"(?!单位|部门|机构|人|[一-鿿]{0,4}的[一-鿿\"《]"  # 省总工会牵头成立的集训队
    r"|、[^,。;]{2,40}(?:主办|承办|协办|支持)的)"  # 由甲馆主办、乙局承办的展览
)
_HINT = re.compile(r"牵头|负责|会同|主办")
_BY = re.compile(r"(?:^|[,;:、])[^,;:、]{0,12}由|^由")
_GOVERNMENT = re.compile(r"(?:政府|街道\)?|管委会|办事处|镇|乡|公署)$")
_OTHERS = re.compile(
    r".*?(?:部门|单位|政府|公司|中心|办公室|委员会|局|厅|委|部(?!门)|办(?![理结好公事学案])"
    r"|各[一-鿿]{0,4}(?:乡镇|镇街|街道|[镇乡区县])(?:\([^()]*\))?)(?=[^、和及与,]|$)"
)
# Nobody in particular: these work beside a named unit, but lead nothing in prose.
_GENERIC = re.compile(
    r"^(?:有关|相关|各有关|各相关|主管|审批|监管|监察|行业主管|业务主管|责任|牵头|成员)?(?:部门|单位|机关|机构)$"
    r"|^.{2,6}(?:主管|审批|监管)部门$"
)

_HEADED = re.compile(r"[一-鿿]{0,8}(?:机制|领导|保障|要求|实施|分工|措施|任务|协调|推进|事项|责任)(?=[省市县区州])")
_NO_NAME = re.compile("^(?:明确|落实|压实|细化|厘清)")
_SENTENCE = re.compile("组成|采取|跟进|等(?!级|.{0,5}(?:部门|单位|机构|企业)$)")
# The last sentence before a list, that announces it.
_ANNOUNCES = re.compile(
    r"(?P<said>[^。;\n]*(?:牵头|负责|会同)[^。;\n]*)(?:以下|下列|如下|下述)(?:几项|各项|重点|主要|具体)?"
    r"(?:工作|任务|事项|措施|职责)?:$"
)

Group = tuple[str, list[Unit]]


def find_prose_clauses(folded: str, start: int, end: int) -> list[Clause]:
    """The sentences of `folded[start:end]` that give work to somebody, a clause each.

    Parts between semicolons are one clause where the sentence names a lead, else each is a clause of its own.
    """
    found: list[Clause] = []
    if not _HINT.search(folded, start, end) and not find_move(folded, start, end):
        return found
    for m in re.compile(r"[^。\n]+").finditer(folded, start, end):
        if move := find_move(folded, *m.span()):
            more = _groups(folded, move.end, m.end(), given=True)
            found.append(_clause(m.start(), m.end(), [("lead", list(move.units)), *more]))
            continue
        if not _HINT.search(m[0]):
            continue
        if own := _each_his_own(folded, *m.span()):
            found += own
            continue
        whole = _groups(folded, m.start(), m.end())
        if any(role == "lead" for role, _ in whole):
            found.append(_clause(m.start(), m.end(), whole))
            continue
        for part in re.compile(r"[^;]+").finditer(folded, m.start(), m.end()):
            if groups := _groups(folded, part.start(), part.end()):
                found.append(_clause(part.start(), part.end(), groups))
    return found


def _each_his_own(folded: str, start: int, end: int) -> list[Clause]:
    """The clauses of a sentence in which two or more are each given work of their own: 由甲局牵头，…；由乙局牵头，…
    between semicolons, 甲局负责…，乙局负责… between commas. Who only helps belongs to the one before. Empty else."""
    for mark in ";", ",":
        begun = [
            m.start() for m in re.compile(f"[^{mark}]+").finditer(folded, start, end) if _begins_own(folded, m, mark)
        ]
        if len(begun) > 1:
            spans = zip([start, *begun[1:]], [*begun[1:], end], strict=True)
            cut = ((a, b - (folded[b - 1] == mark)) for a, b in spans)
            return [_clause(a, b, groups) for a, b in cut if (groups := _groups(folded, a, b))]
    return []


def _begins_own(folded: str, part: re.Match[str], mark: str) -> bool:
    """Does it name a lead, or between commas somebody who bears what is said right behind (甲局负责清淤)?"""
    groups = _groups(folded, *part.span())
    if mark == ";":
        return any(role == "lead" for role, _ in groups)
    verb = _VERB.search(part[0])
    work = part[0][verb.end() :].strip() if verb else ""
    return len(groups) == 1 and groups[0][0] == "responsible" and len(work) > 1


def announced(folded: str, start: int, end: int) -> list[Clause]:
    """What the sentence at the end of `folded[start:end]` says of the list that it announces."""
    begin = max(start, end - ANNOUNCED, *(folded.rfind(c, start, end) + 1 for c in "。;\n"))
    opens = _ANNOUNCES.match(folded, begin, end)
    return find_prose_clauses(folded, opens.start("said"), opens.end("said")) if opens else []


def _clause(start: int, end: int, groups: list[Group]) -> Clause:
    return Clause(start, end, tuple(assign_roles(groups)), None, "prose")


def _groups(folded: str, start: int, end: int, *, given: bool = False) -> list[Group]:
    """Roles with their units: a verb governs what stands before it, back to the verb before. `given`: it was said
    before who leads."""
    groups: list[Group] = []
    position = start
    for verb in _VERB.finditer(folded, start, end):
        if verb.start() < position:
            continue
        listed = _before(folded, position, verb.start(), given or bool(groups))
        position = verb.end()
        if verb["verb"].endswith(("会同", "商")):
            if not listed and not groups:
                continue
            others = _OTHERS.match(folded, verb.end(), end)
            after = _units(folded, verb.end(), others.end(), sure=True) if others else []
            groups += [("lead", listed)] if listed else []
            groups += [("support", after)] if after else []
            position = others.end() if others and after else position
        elif listed:
            groups.append((_role(verb["verb"]), listed))
    return groups if given or any(role != "support" for role, _ in groups) else []


def _role(verb: str) -> str:
    if "牵头" in verb or "主办" in verb:
        return "lead"
    return "responsible" if "负责" in verb else "support"


def _before(folded: str, start: int, end: int, sure: bool) -> list[Unit]:
    """The list that ends at `end`: from 由, else from `start`, else from the last comma."""
    by = list(_BY.finditer(folded[start:end]))
    if by:
        return _units(folded, start + by[-1].end(), end, sure=True)
    if listed := _units(folded, start, end, sure):
        return listed
    comma = max(folded.rfind(c, start, end) for c in ",;:")
    return _units(folded, comma + 1, end, sure) if comma >= 0 else []


def _units(folded: str, start: int, end: int, sure: bool) -> list[Unit]:
    """The units of a list in which every piece is one. `sure`: the words before tell that work is given, so that a
    name that only ends like one counts too, and one that does not is passed over."""
    while start < end and folded[start] in "、,;: ":
        start += 1
    if not 2 < end - start < LONGEST:
        return []
    listed = [_behind_heading(u) for u in unit_lists.listed_units(folded, start, end)]
    if not _are_all_units(listed, unit_lists.without_brackets(folded[start:end])):
        return []
    if sure:
        return [u for u in listed if u.known and _is_whole(u)]
    return listed if all(map(_has_function, listed)) and any(map(_is_certain, listed)) else []


def _behind_heading(unit: Unit) -> Unit:
    """The unit without the heading that has run into its name: 合作机制省水利厅."""
    if (m := _HEADED.match(unit.name)) and functions.is_known_unit(unit.name[m.end() :]):
        return replace(unit, name=unit.name[m.end() :], start=unit.start + m.end())
    return unit


def _is_whole(unit: Unit) -> bool:
    """Not where a sentence begins like a collective: 相关数据填报校核, 有关部门采取投资补助等方式."""
    whole = unit_lists.is_complete(unit.name) or collectives.FORM.fullmatch(unit.name)
    return bool(unit.kind == "unit" or whole) and not _SENTENCE.search(unit.name)


def _are_all_units(listed: list[Unit], words: str) -> bool:
    """Are the words a list of the units that were found in it, and not of just anybody?"""
    pieces = [p for p in re.split(r"[、,;]|和|及|与", words) if p.strip()]
    short = bool(pieces) and max(map(len, pieces)) <= _LONGEST_NAME
    if any(_NO_NAME.match(u.name) for u in listed):
        return False
    return short and len(listed) * 2 >= len(pieces) and not all(_GENERIC.match(u.name) for u in listed)


def _has_function(unit: Unit) -> bool:
    """Is it known what the unit does, or that it is governments?"""
    government = unit.kind == "collective" and _GOVERNMENT.search(unit.name)
    return bool(functions.function_of(unit.name) or government)


def _is_certain(unit: Unit) -> bool:
    """Is it a name beyond doubt: with the level or place that it belongs to, or of the central government?"""
    name = unit.name
    level = unit_lists.prefix_of(name) or unit.kind == "collective"
    return bool(level or functions.is_central(name) or divisions.divisions_at_start(name))
