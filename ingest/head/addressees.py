"""To whom a paper goes: the units behind its title, up to a colon (各市财政局，省直有关单位：)."""

from __future__ import annotations

import re
from dataclasses import replace

from policygraph.ingest.organisations import carrying, unit_lists
from policygraph.ingest.organisations.unit_lists import Unit

LONGEST = 400
"""Characters of such a list."""
OPENING = 60
"""Characters between the title and the list: a date, a number."""

_LIST = re.compile(rf"[^。;:《》]{{2,{LONGEST}}}:")


def find_addressees(folded: str, title_end: int) -> tuple[Unit, ...] | None:
    """The units that a paper is addressed to; empty where some of their names are not known, None where what stands
    behind the title is no list of units."""
    m = _LIST.search(folded, title_end, title_end + LONGEST + OPENING)
    if m is None or m.start() > title_end + OPENING:
        return None
    line = max(m.start(), folded.rfind("\n", m.start(), len(folded[: m.end() - 1].rstrip())) + 1)
    line = max(line, folded.rfind("号", line, m.end()) + 1)
    listed = carrying.carry_prefix([("", unit_lists.listed_units(folded, line, m.end() - 1))])[0][1]
    pieces = [p for p in re.split(r"[、,]", unit_lists.without_brackets(folded[line : m.end() - 1])) if p.strip()]
    known = [unit for unit in listed if unit.known]
    if not known or len(known) * 2 < len(pieces) or any(len(p) > unit_lists.LONGEST for p in pieces):
        return None
    return tuple(_joined(listed)) if len(known) == len(listed) else ()


def _joined(listed: list[Unit]) -> list[Unit]:
    """省直有关部门、单位 are one."""
    joined: list[Unit] = []
    for unit in listed:
        if joined and unit.name in ("部门", "单位", "机构"):
            joined[-1] = replace(joined[-1], name=f"{joined[-1].name}、{unit.name}", end=unit.end)
        else:
            joined.append(unit)
    return joined
