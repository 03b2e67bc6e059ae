"""What carries over from a name of a list to the next: the level (省发展改革委、工业和信息化厅), 各县 (各县水利局、
林业局), and the bureau whose offices are named (省教育厅财务处、人事处).
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from policygraph.ingest.organisations import collectives, functions, unit_lists
from policygraph.ingest.organisations.unit_lists import Unit
from policygraph.ingest.places import divisions

_BUREAU = re.compile(r"(?:局|厅|委(?!管)|部|办|院|署|联社|供销社|供销合作社|妇联|工商联|残联|科协|总工会)$")
# An office inside a bureau, and one whose name tells nothing without the bureau's: every one has such.
_WHOLE = re.compile(r"[部厅局委](?=[一-鿿]{2,24}(?:处|室|科|股|司|(?<!分)局|中心)$)")
_OF_THE_PARTY = re.compile(r"[省市县区州旗]委$")
_INSIDE = re.compile(r"[一-鿿]{2,24}(?:处|科|股|司|处室|科室)$|(?:信息|服务|宣传|培训)中心$|办公室$")
_OF_PLACES = re.compile(r"各[省市县区州旗乡镇地级]")


def _lacks_prefix(name: str) -> bool:
    """Is it the bare name of a bureau (财政厅)? Companies, banks, the centre's field units and what bears its place's
    name (昆明供电局) are complete."""
    place = divisions.divisions_at_start(name)
    return (
        bool(_BUREAU.search(name))
        and not name.startswith(("人行", "中国", "国家", "团", "驻"))
        and functions.is_bare(name)
        and (place is None or not functions.is_known_unit(name[place.length :]))
    )


@lru_cache(maxsize=16384)
def whole_of(name: str) -> str:
    """The bureau that an office is part of; empty where it is none.

    >>> whole_of("省教育厅财务处"), whole_of("市公安局"), whole_of("县委老干部局")
    ('省教育厅', '', '')
    """
    whole = (name[: m.end()] for m in _WHOLE.finditer(name))
    return next((w for w in whole if functions.is_known_unit(w) and not _OF_THE_PARTY.search(w)), "")


@lru_cache(maxsize=16384)
def is_inside(name: str) -> bool:
    """Can it be only an office of the bureau that was named before it: 财务处, 登记注册局, but not 财政局?"""
    if unit_lists.prefix_of(name) or _OF_PLACES.match(name) or divisions.divisions_at_start(name):
        return False
    return bool(_INSIDE.match(name)) or (name.endswith("局") and functions.function_of(name) is None)


def carry_prefix(groups: list[tuple[str, list[Unit]]]) -> list[tuple[str, list[Unit]]]:
    """省发展改革委、工业和信息化厅: the second is 省工业和信息化厅; a bare 林业局 behind 各县水利局 is each one's. Over
    all the groups (role, units) of one clause."""
    carried: list[tuple[str, list[Unit]]] = []
    prefix = each = whole = ""
    for role, units in groups:
        completed = []
        for u in units:
            own = unit_lists.prefix_of(u.name)
            if whole and is_inside(u.name):
                u = replace(u, name=whole + u.name)
            elif own:
                prefix, each = own, ""
            elif at := collectives.each_of(u.name, 0, len(u.name)):
                each = u.name[:at]
            elif each and u.kind == "unit" and _lacks_prefix(u.name) and not u.name.endswith("厅"):
                u = replace(u, name=each + u.name, kind="collective")
            elif prefix and u.kind == "unit" and _lacks_prefix(u.name):
                level = prefix.removesuffix("委")
                u = replace(u, name=(f"{level}委" if unit_lists.OF_COMMITTEE.search(u.name) else level) + u.name)
            whole = whole_of(u.name)
            completed.append(u)
        carried.append((role, completed))
    return carried
