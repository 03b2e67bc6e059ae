"""Duties by unit: a unit and a colon, then what it does (县财政局：统筹安排专项资金): a heading, item or paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policygraph.ingest.organisations import functions, unit_lists
from policygraph.ingest.roles import roles
from policygraph.ingest.roles.roles import Assignment

_NOTE = re.compile(r"\([^()]*\)$")
_TASKS_OF = re.compile(r"(?:牵头|负责|承担|主要|工作)*(?:的)?(?:任务|职责|工作|事项)(?:清单|分工)?$")
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
    if any(re.search("职责|任务|领导|的", u.name) or (len(u.name) < 3 and u.kind == "collective") for u in listed):
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


def duty_paragraphs(folded: str, start: int, end: int) -> Iterator[tuple[int, int, int, list[Assignment]]]:
    """Paragraphs that begin with a unit and a colon, two at least: start, where the duty begins, end, and who."""
    found = []
    for m in _PARAGRAPH.finditer(folded, start, end):
        line = folded.find("\n", m.end(), end)
        assigned = units_named(folded, *m.span("name"))
        in_line = folded[max(0, m.start() - 1) : m.start()] in tuple("。;")  # there much else may stand before a colon
        sure = all(unit_lists.prefix_of(a.unit.name) or functions.function_of(a.unit.name) for a in assigned)
        if assigned and (sure or not in_line):
            found.append((m.start("name"), m.end(), line if line >= 0 else end, assigned))
    if len(found) > 1:
        yield from found
