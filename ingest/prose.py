"""Responsibilities in running text: 由A牵头，B、C配合; A会同B; A负责…. Read only where an item has no clause.

A sentence also says such things of nobody in particular (党委领导、政府负责), so every name must be one that the
vocabulary knows, or a collective of governments.
"""

from __future__ import annotations

import re

from policygraph.ingest import functions, units
from policygraph.ingest.clauses import Clause
from policygraph.ingest.roles import assign_roles
from policygraph.ingest.units import Unit

_VERB = re.compile(
    r"(?:要|应当?|须|必须|适时|主动|积极|密切|统一|具体|共同|分别|全面|切实|统筹)*"
    r"(?P<verb>牵头|负责(?!人|任|制)|主办|会同|商(?=[^务会业贸品户场])|(?P<support>配合|参加|参与|协助|协同|支持))"
)
_HINT = re.compile(r"牵头|负责|会同|主办")
_LEAD_IN = re.compile(r"^.{0,12}?(?:此项工作|该项工作|具体工作|日常工作|工作)?(?:统一|原则上|主要)?由")
_GOVERNMENT = re.compile(r"(?:政府|街道\)?|管委会|办事处|镇|乡)$")


def find(folded: str, start: int, end: int) -> list[Clause]:
    """One clause for each sentence of `folded[start:end]` that gives work to somebody."""
    found: list[Clause] = []
    if not _HINT.search(folded, start, end):
        return found
    for m in re.compile(r"[^。;\n]+").finditer(folded, start, end):
        if _HINT.search(m[0]) and (groups := _groups(folded, m.start(), m.end())):
            found.append(Clause(m.start(), m.end(), tuple(assign_roles(groups)), None, "prose"))
    return found


def _groups(folded: str, start: int, end: int) -> list[tuple[str, list[Unit]]]:
    """Role and units of each part of one sentence that begins with units and a role verb."""
    groups: list[tuple[str, list[Unit]]] = []
    for m in re.compile(r"(?:[^,:()]|\([^()]{1,8}\))+").finditer(folded, start, end):
        lead_in = _LEAD_IN.match(m[0])
        begin = m.start() + (lead_in.end() if lead_in else 0)
        while (verb := _VERB.search(folded, begin, m.end())) is not None:
            listed = _known(folded, begin, verb.start(), sure=bool(lead_in or groups))
            if not listed:
                break
            if verb["verb"] in ("会同", "商"):
                groups.append(("lead", listed))
                others = re.compile(r"(?:.*?(?:局|厅|委|部|办|政府|单位|部门|公司|中心))(?=[^、和及与,])").match(
                    folded, verb.end(), m.end()
                )
                groups.append(("support", _known(folded, verb.end(), others.end(), sure=True) if others else []))
                break
            role = "support" if verb["support"] else "lead" if verb["verb"] in ("牵头", "主办") else "responsible"
            groups.append((role, listed))
            break
    return groups if any(role != "support" and listed for role, listed in groups) else []


def _known(folded: str, start: int, end: int, sure: bool) -> list[Unit]:
    """The units of a list in which every piece is a known unit; `sure` where 由 before them gives the work."""
    if not 2 < end - start < 80:
        return []
    listed = units.parse(folded, start, end)
    pieces = [p for p in re.split(r"[、,]|和|及|与", units.without_brackets(folded[start:end])) if p.strip()]
    known = all(
        functions.function_of(u.name) or (u.kind == "collective" and _GOVERNMENT.search(u.name)) for u in listed
    )
    named = any(units.prefix_of(u.name) or u.kind == "collective" or functions.is_central(u.name) for u in listed)
    return listed if listed and known and (named or sure) and len(listed) * 2 >= len(pieces) else []
