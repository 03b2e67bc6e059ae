"""Departments that may be one, though reading knew them for two: for a person to decide, never done by rule.

What reading is sure of (区发改局, 区发展和改革局) is one node from the start
(`ingest.organisations.functions.department_key`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from policygraph.graph.identity.identity import Judgement
from policygraph.graph.identity.successions import Succession
from policygraph.graph.stores.store import Row
from policygraph.model.records import fold

SURE_SUCCESSION = 0.7  # from here on a reform's link is written without asking
ALIKE = 0.8  # of the characters of two names, in their order
CALLED = 0.9  # that the other name in brackets is of one office
SHORTEST = 3  # characters without place and rank
MOST = 3  # regions in which a name may be one of unknown place
_RANKS = ("自治区", "自治州", "自治县", "自治旗", "新区", *"省市区县州盟旗镇乡")
_RANK = re.compile(rf"^(?:{'|'.join(_RANKS)})(?=.{{3}})(?!场监|政[府园]|容|域)")
# A body of many offices, and the one that does its daily work.
_OFFICE_OF = re.compile(r"(?P<body>.+(?:小组|委员会|指挥部|联席会议|专班|政府))(?:办公室|办|秘书处)")
_END = re.compile(r"(?:委员会|办公室|管理局|中心|[局厅委办部])$")


def judge_departments(rows: Iterable[Row], successions: Iterable[Succession]) -> list[Judgement]:
    """Pairs of departments (rows of `offices.departments`) that may be one, or one after the other."""
    rows = [row for row in rows if row["kind"] == "unit"]
    by_id = {row["id"]: row for row in rows}
    found = {}
    for each in successions:
        if each.confidence < SURE_SUCCESSION and each.first in by_id and each.second in by_id:
            judged = _judgement(by_id[each.first], by_id[each.second], each.confidence, f"{each.year}年：{each.source}")
            found[judged.pair] = judged._replace(kind="renamed")
    followed = {frozenset((each.first, each.second)) for each in successions}
    regions: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row["region"] is not None or row["level"] == "central":
            regions[row["region"] or ""].append(row)
    for judged in [*_called(regions.values()), *_within(regions.values()), *of_unknown_place(rows)]:
        if frozenset((judged.first, judged.second)) not in followed:
            found.setdefault(judged.pair, judged)
    return list(found.values())


def _judgement(first: Row, second: Row, score: float, why: str) -> Judgement:
    names = (first["full_name"] or first["name"], second["full_name"] or second["name"])
    return Judgement("Department", first["id"], second["id"], *names, "same", round(score, 3), why, sure=False)


def _called(regions: Iterable[Sequence[Row]]) -> Iterator[Judgement]:
    """In one region, the other name that a text gives one in brackets, and who bears it: 县委组织部(县公务员局)."""
    for rows in regions:
        named = {fold(row["name"]): row for row in rows}
        for row in rows:
            for alias in row["aliases"] or ():
                other = named.get(fold(str(alias)))
                if other is not None and other is not row:
                    yield _judgement(row, other, CALLED, "一份文件在括号里把它写作另一个的名称")


class _Shape(NamedTuple):
    """What of a department its likeness to others of its region rests on. `office`: it ends as offices do."""

    bare: str
    function: str
    office: bool


def _within(regions: Iterable[Sequence[Row]]) -> Iterator[Judgement]:
    """In one region, by their functions and by their names."""
    for rows in regions:
        shaped = [(row, _Shape(bare(row), row["function"] or "", bool(_END.search(row["name"])))) for row in rows]
        for (one, a), (other, b) in combinations([each for each in shaped if len(each[1].bare) >= SHORTEST], 2):
            if found := _compared(a, b):
                yield _judgement(one, other, *found)


@lru_cache(maxsize=1 << 18)
def _compared(one: _Shape, other: _Shape) -> tuple[float, str] | None:
    """How likely two of one region are one, and why. Counties have the same offices: each pair is compared once."""
    if set(one.bare).isdisjoint(other.bare):
        return None
    if score := _contained(one, other):
        return score, "同一地区，职能一个包含另一个"
    if not (one.function and other.function) and (score := _spelt(one.bare, other.bare)):
        return score, "同一地区，名称相近"
    return None


def _contained(one: _Shape, other: _Shape) -> float:
    """商务局 and 商务粮食局: after a reform, or in short, one and the same; a bureau of its own else."""
    a, b = (set(filter(None, shape.function.split("、"))) for shape in (one, other))
    one_in_other = bool(a and b) and (a < b or b < a)
    return 0.2 + 0.5 * len(a & b) / max(len(a), len(b)) if one.office and other.office and one_in_other else 0.0


def _spelt(one: str, other: str) -> float:
    """How alike two names are. A figure or a direction in one alone makes them two (第一医院, 第二医院), and a body and
    its office are two (防汛指挥部, 防汛指挥部办公室)."""
    if any((office := _OFFICE_OF.fullmatch(a)) and office["body"] == b for a, b in ((one, other), (other, one))):
        return 0.0
    if re.findall(r"[一二三四五六七八九十\d东南西北]", one) != re.findall(r"[一二三四五六七八九十\d东南西北]", other):
        return 0.0
    short, long = sorted((_END.sub("", one), _END.sub("", other)), key=len)
    if len(short) >= SHORTEST and short in long and len(long) - len(short) <= len(short):
        return 0.65
    likeness = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return 0.9 * likeness if likeness >= ALIKE else 0.0


def is_of_unknown_place(row: Row) -> bool:
    return row["region"] is None and row["level"] != "central"


def of_unknown_place(rows: Sequence[Row]) -> Iterator[Judgement]:
    """A name whose place reading could not tell, and the same name somewhere."""
    known: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row["region"] is not None:
            known[bare(row)].append(row)
    for row in rows:
        if is_of_unknown_place(row) and len(bare(row)) >= SHORTEST:
            same = known.get(bare(row), [])
            for other in same if len(same) <= MOST else []:
                yield _judgement(row, other, 0.6 / len(same), "名称相同，一个地区不明")


def names_of(own: str) -> list[str]:
    """What departments may be called whose bare name this is: with or without their place's rank."""
    return [own, *(f"{rank}{own}" for rank in _RANKS)]


def bare(row: Row) -> str:
    """A department's name without place and rank: 岳阳市云溪区农业农村局, 区农业农村局 → 农业农村局."""
    name = _RANK.sub("", fold(row["name"]))
    full = fold(row["full_name"] or row["name"])
    return min(name, full, key=len) if full.endswith(name) else name
