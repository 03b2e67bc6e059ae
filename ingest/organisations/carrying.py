"""What carries over from a name of a list to the next: the level (省发展改革委、工业和信息化厅), 各县 (各县水利局、
林业局), and the bureau whose offices are named (省教育厅财务处、人事处).
"""

from __future__ import annotations

import re
from dataclasses import replace

from policygraph.ingest.organisations import collectives, functions, unit_lists
from policygraph.ingest.organisations.unit_lists import Unit
from policygraph.ingest.places import divisions
from policygraph.ingest.places.regions import MINISTRIES
from policygraph.model.overlay import of_some_words

_BUREAU = re.compile(r"(?:局|厅|委(?!管)|部|办|院|署|联社|供销社|供销合作社|妇联|工商联|残联|科协|总工会)$")
# An office inside a bureau, and one whose name tells nothing without the bureau's: every one has such.
_WHOLE = re.compile(r"(?:[部厅局]|委(?!员会))(?=[一-鿿]{2,24}(?:处|室|科|股|司|(?<!分)局|中心)$)")
_OF_THE_PARTY = re.compile(r"[省市县区州旗]委$")
_INSIDE = re.compile(r"[一-鿿]{2,24}(?:处|科|股|司|处室|科室)$|(?:信息|服务|宣传|培训)中心$|办公室$")
_OFFICE = re.compile(
    r"(?:[厅局](?:机关)?)?(?P<office>[一-鿿]{2,20}(?:(?<!办事)处|科|股|(?<!公)司)|办公室|(?<=厅)[一-鿿]{2,8}(?:室|办|中心))"
)
_SEVERAL = re.compile(r"[各等]|有关|相关|成员|单位|处室$")
_OF_THE_STATE = re.compile(r"[一-鿿]{2,6}总[局署](?=[一-鿿]{2,}(?:局|署|办)$)")  # 某某总局岚江监管局
_MINISTRY = re.compile(rf"(?:{MINISTRIES})部")  # 教育部 behind 省民政厅 is the centre's
_OF_AREA = re.compile(r"(?P<area>[一-鿿]{2,}区)党工委")  # 某新区党工委、管委会
_COMMITTEE = re.compile(r"管委会|管理委员会")
_OF_PLACES = re.compile(r"各[省市县区州旗乡镇地级]")


def _lacks_prefix(name: str) -> bool:
    """Is it the bare name of a bureau (财政厅)? Companies, banks, the centre's field units (税务总局某监管局) and what
    bears its place's name (昆明供电局) are complete."""
    place = divisions.divisions_at_start(name)
    return (
        bool(_BUREAU.search(name))
        and not name.startswith(("人行", "中国", "国家", "团", "驻"))
        and not _OF_THE_STATE.match(name)
        and not _MINISTRY.fullmatch(name)
        and not functions.is_central(name)
        and functions.is_bare(name)
        and (place is None or not functions.is_known_unit(name[place.length :]))
    )


@of_some_words(16384)
def whole_of(name: str) -> str:
    """The bureau that an office is part of; empty where it is none.

    >>> whole_of("省教育厅财务处"), whole_of("市公安局"), whole_of("县委老干部局")
    ('省教育厅', '', '')
    """
    whole = (name[: m.end()] for m in _WHOLE.finditer(name))
    return next((w for w in whole if functions.is_known_unit(w) and not _OF_THE_PARTY.search(w)), "")


@of_some_words(16384)
def is_inside(name: str) -> bool:
    """Can it be only an office of the bureau that was named before it: 财务处, 登记注册局, but not 财政局?"""
    if unit_lists.prefix_of(name) or _OF_PLACES.match(name) or divisions.divisions_at_start(name):
        return False
    return bool(_INSIDE.match(name)) or (name.endswith("局") and functions.function_of(name) is None)


def office_inside(name: str) -> str:
    """The office that in a bureau's own document can only be that bureau's, without the bureau; empty where it is none.

    >>> [office_inside(name) for name in ("法规处", "厅法规处", "办公室", "市城建处", "燃气公司", "厅机关有关处室")]
    ['法规处', '法规处', '办公室', '', '', '']
    """
    found = _OFFICE.fullmatch(name) if name.startswith("厅") or is_inside(name) else None
    none = found is None or _SEVERAL.search(name) or functions.function_of(name) is not None
    return "" if none or found is None else found["office"]


def carry_prefix(groups: list[tuple[str, list[Unit]]]) -> list[tuple[str, list[Unit]]]:
    """省发展改革委、工业和信息化厅: the second is 省工业和信息化厅; a bare 林业局 behind 各县水利局 is each one's. Over
    all the groups (role, units) of one clause."""
    carried: list[tuple[str, list[Unit]]] = []
    prefix = each = whole = before = ""
    for role, units in groups:
        completed = []
        for u in _with_endings(_governments(list(units))):
            u = replace(u, name=_of_area(u.name, before))
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
            before = u.name
            completed.append(u)
        carried.append((role, completed))
    return carried


def _of_area(name: str, before: str) -> str:
    """管委会 behind 某新区党工委 is that area's."""
    area = _OF_AREA.fullmatch(before) if _COMMITTEE.fullmatch(name) else None
    return area["area"] + name if area else name


_GOVERNMENT = re.compile(r"(?P<place>[一-鿿]{2,4}?)等?(?P<rank>[市县区州旗])(?P<organ>(?:人民)?政府)")


def _governments(units: list[Unit]) -> list[Unit]:
    """广州、深圳、东莞等市政府, 郑州市、洛阳市政府: what stands behind the last is each one's."""
    for i in range(len(units) - 1, 0, -1):
        last = _GOVERNMENT.fullmatch(units[i].name)
        if last is None:
            continue
        before = i
        while before and _place_of(units[before - 1].name, last["rank"]):
            before -= 1
        if before < i:
            named = (_place_of(u.name, last["rank"]) for u in units[before:i])
            ours = [
                replace(u, name=f"{n}{last['organ']}", known=True) for u, n in zip(units[before:i], named, strict=True)
            ]
            whole = replace(units[i], name=f"{last['place']}{last['rank']}{last['organ']}")
            units[before : i + 1] = [*ours, whole]
    return units


_ENDING = re.compile(r"[局厅]$")


def _with_endings(units: list[Unit]) -> list[Unit]:
    """市财政、人社、医保局: what the last ends in, all of them do that are called by what they do alone."""
    found = list(units)
    for i in range(len(units) - 2, -1, -1):
        after, name = _ENDING.search(found[i + 1].name), found[i].name
        open_ = found[i].kind == "unit" and (not unit_lists.is_complete(name) or name.endswith("社"))  # 人社
        if after and open_ and not functions.is_known_unit(name) and functions.is_known_unit(name + after[0]):
            found[i] = replace(found[i], name=name + after[0], known=True)
    return found


def _place_of(name: str, rank: str) -> str:
    """The division of that rank that `name` is, or may be, with its rank; empty where it is something else."""
    whole = name if name.endswith(rank) else name + rank
    found = divisions.divisions_at_start(whole) if len(whole) < 6 else None
    unknown = len(name) in (2, 3) and not unit_lists.is_complete(name) and not functions.function_of(f"{name}局")
    return whole if unknown or (found and found.length == len(whole)) else ""
