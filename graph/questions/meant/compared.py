"""Two things beside each other: years, places, units, or what was aimed at beside what was reached; by how many tasks
each has, or by one figure.

Only what can be held beside each other is: one figure of each side, of the same name, kind and unit. Else both are
shown and it is said why no difference is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from policygraph.graph.questions import saying
from policygraph.graph.questions.answer import Answer, AskedBack, Asking, Choice
from policygraph.graph.questions.conditions import ROLES, NotThereError, years_of
from policygraph.graph.questions.meant.alike import comparable, year_of
from policygraph.graph.questions.meant.differing import on_differing, without_asking
from policygraph.graph.questions.on_figures import names_of_figures, on_figures
from policygraph.graph.questions.on_tasks import on_tasks
from policygraph.graph.questions.slots import Slots
from policygraph.graph.stores.store import Row
from policygraph.ingest.figures.comparable import amount
from policygraph.model.words import text

CUES = frozenset({"than", "more", "differs"})
ASKED = CUES | {"two-years", "who", "which", "where", "items", "amount", "joint"}
MOST = 6
KINDS = {"achieved": "完成", "planned": "目标"}


class Side(NamedTuple):
    """What is compared: what it is called, and what is asked of it."""

    name: str
    slots: Slots


class Held(NamedTuple):
    """A side with its number, as it is shown and in the unit of all; None where it has none."""

    name: str
    shown: str
    number: float | None


def is_meant(slots: Slots) -> bool:
    return slots.has(*CUES, "two-years") or len(slots.years) > 1


def on_two(slots: Slots, asking: Asking) -> Answer | AskedBack:
    """Raises NotThereError."""
    if not slots.has(*CUES) and ("都" in slots.text or slots.has("two-years")):
        years = slots.years or _latest_years(slots, asking)
        choices = tuple(Choice(f"{year} 年", _of_year(slots, year, asking)) for year in years)
        return AskedBack("一次只能问一个年份的任务；要看两年之间怎样变，请到“方案对比”。", choices)
    if not (sides := _sides(slots, asking)):
        return AskedBack("要比哪两个？请写出两个年份、地方或部门，例如“临澜区今年比去年多几项任务”。")
    if slots.words and names_of_figures(slots, asking):
        return _by_figure(slots, sides, asking)
    if slots.has("differs"):
        if len(sides) > 2:
            return AskedBack("一次只能逐项比两个；请只写两个年份、地方或部门。")
        return on_differing(
            [(side.name, without_asking(side.slots)) for side in sides], slots.said.get("differs", ""), asking
        )
    return _by_tasks(slots, sides, asking)


def _of_year(slots: Slots, year: int, asking: Asking) -> str:
    """The question of one of its years alone."""
    words = (slots.said.get("year") or slots.said.get("two-years", "")).split("、")
    question = asking.question
    for each in words[1:]:
        for join in ("和", "与", "及", "、", ""):
            question = question.replace(join + each, "", 1) if join + each in question else question
    return question.replace(words[0], f"{year}年", 1).replace("都", "", 1)


def _sides(slots: Slots, asking: Asking) -> list[Side]:
    """By the only thing of which there are several; none where nothing or more than one thing is."""
    asked = replace(
        slots, asks=slots.asks - ASKED, role=slots.asked_role or slots.role, asked_role=None, years=()
    )  # fmt: skip
    kinds = sorted((k for k in KINDS if slots.has(k)), key=lambda k: slots.text.find(slots.said.get(k, "")))
    years = _years(slots, len(kinds), asking)
    found = [
        [Side(f"{year} 年", replace(asked, year=year)) for year in years],
        [Side(place, replace(asked, places=(place,))) for place in slots.places],
        [Side("、".join(names), replace(asked, bureaus=(names,))) for names in slots.bureaus],
        [Side(KINDS[kind], replace(asked, kind=kind, asks=asked.asks - set(KINDS) | {kind})) for kind in kinds],
    ]
    if slots.own_level and len(slots.places) == 1:
        found.append(_level_and_place(slots, asked))
    several = [sides for sides in found if len(sides) > 1]
    return several[0] if len(several) == 1 and len(several[0]) <= MOST else []


def _years(slots: Slots, kinds: int, asking: Asking) -> tuple[int, ...]:
    """Those that are held together, named or not."""
    years, today = slots.years, asking.world.today.year
    one = max(len(slots.places), len(slots.bureaus)) < 2
    if slots.has("two-years", "differs") and len(years) < 2 and one and not (slots.own_level and slots.places):
        years = _latest_years(slots, asking)
    if len(years) == 1 and slots.has("than") and one and kinds < 2 and years[0] != today:  # 比去年: this year
        years = (today, years[0])
    return years


def _level_and_place(slots: Slots, asked: Slots) -> list[Side]:
    """A level beside a place, in the order in which they are named."""
    level, place = slots.said.get("level", ""), slots.places[0]
    sides = [Side(level, replace(asked, places=())), Side(place, replace(asked, own_level=None))]
    return sides if slots.text.find(level) <= slots.text.find(slots.said.get("place", "")) else sides[::-1]


def _latest_years(slots: Slots, asking: Asking) -> tuple[int, ...]:
    """The two latest years of which there are plans of the place; with the year that is named, that and the latest one
    before it."""
    homes = {asking.lexicon.apart(name)[1] for names in slots.bureaus for name in names} or set(slots.places)
    of = {
        year
        for row in asking.lexicon.policies
        if row["tasks"] and row["status"] == "issued" and (not homes or row["region"] in homes)
        for year in years_of(row)
    }
    first = slots.years[:1] or tuple(sorted(of)[-1:])
    before = [year for year in of if first and year < first[0]]
    return (*first, max(before)) if before else first


def _by_tasks(slots: Slots, sides: Sequence[Side], asking: Asking) -> Answer | AskedBack:
    held, rows = [], dict[str, Row]()
    back: AskedBack | None = None
    given: list[Answer] = []
    for side in sides:
        answer = on_tasks(side.slots, asking)
        if isinstance(answer, AskedBack):
            back = back or answer
            held.append(Held(side.name, "没有任务", None))
            continue
        given.append(answer)
        rows |= {row["task_id"]: row for row in answer.rows}
        held.append(Held(side.name, f"{len(answer.rows)} 项", len(answer.rows)))
    if not given:
        return back or AskedBack("没有可比的任务。")
    state = f"{saying.STATE_WORDS.get(slots.state or '', '')}的" if slots.state else ""
    role = ROLES.get(slots.asked_role or slots.role or "", "")
    what = f"{_common(slots, sides)}{role}{state}任务"
    return _answer(what, held, "项", replace(given[0], values=_of_all(given), rows=list(rows.values()), count=None))


def _of_all(sides: Sequence[Answer]) -> dict[str, Any]:
    """Conditions that hold of all sides, with which the query gives the rows of each: any of several names; of what has
    one value only, and differs, nothing is asked."""
    found = dict(sides[0].values)
    for name, value in sides[0].values.items():
        others = [each.values.get(name) for each in sides[1:]]
        if isinstance(value, list) and all(isinstance(other, list) for other in others):
            found[name] = list(dict.fromkeys([*value, *(one for other in others for one in other or ())]))
        elif any(other != value for other in others):
            del found[name]
    return found


def _common(slots: Slots, sides: Sequence[Side]) -> str:
    """What all sides are of."""
    first, second = sides[0].slots, sides[1].slots
    varied = {name: type(getattr(first, name))() for name in ("places", "bureaus")
              if getattr(first, name) != getattr(second, name)}  # fmt: skip
    scope = saying.scope(replace(slots, year=None if first.year != second.year else first.year, **varied))
    return f"{scope} " if scope else ""


def _by_figure(slots: Slots, sides: Sequence[Side], asking: Asking) -> Answer | AskedBack:
    names = names_of_figures(slots, asking)
    told = [_figures(side.slots, asking) for side in sides]
    every = {row["target_id"]: row for each in told for row in each.rows}
    given = replace(told[0], values=_of_all(told), rows=list(every.values()))
    issued = {row["id"]: row for row in asking.lexicon.policies}
    varied = len({side.slots.year for side in sides}) > 1
    chosen = comparable([each.rows for each in told], issued, over_years=varied)
    if chosen is None:
        every_figure = saying.figures(slots, given.rows, names).rstrip("。")
        return replace(given, sentence=f"{every_figure}；{_why_not(told)}，不直接比。")
    one_unit = len({row["unit"] for row in chosen}) == 1
    held = [
        Held(side.name, saying.value_of(row), row["value"] if one_unit else amount(row["value"], row["unit"]).value)
        for side, row in zip(sides, chosen, strict=True)
    ]
    unit = chosen[0]["unit"] if one_unit else amount(1, chosen[0]["unit"]).unit
    what = f"{_common(slots, sides)}{chosen[0]['indicator']}{_kind(sides, chosen[0])}"
    what += "" if varied or slots.year else f"（{year_of(chosen[0], issued)} 年）"
    return _answer(what, held, "个百分点" if unit == "%" else unit or "", given)


def _why_not(told: Sequence[Answer]) -> str:
    several = "两边读到的数不止一个，或不是同一个指标、同一年、同一种单位"
    return several if all(each.rows for each in told) else "有一边没有读到这个数"


def _figures(slots: Slots, asking: Asking) -> Answer:
    """Raises NotThereError."""
    found = on_figures(slots, asking)
    if isinstance(found, AskedBack):
        raise NotThereError(found)
    return found


def _kind(sides: Sequence[Side], row: Row) -> str:
    """Whether aimed at or reached, where that is not what is compared."""
    return "" if {side.name for side in sides} <= set(KINDS.values()) else saying.kind_of(row)


def _answer(what: str, held: Sequence[Held], unit: str, given: Answer) -> Answer:
    parts = "，".join(f"{each.name} {each.shown}" for each in held)
    sides = tuple((each.name, each.number) for each in held)
    return replace(given, sentence=f"{what}：{parts}{_difference(held, unit)}。", sides=sides)


def _difference(held: Sequence[Held], unit: str) -> str:
    if any(each.number is None for each in held):
        return ""
    numbers = [each.number or 0 for each in held]
    if len(held) > 2:
        most = [each.name for each in held if each.number == max(numbers)]
        return f"；最多的是{'、'.join(most)}" if len(most) < len(held) else "；都一样"
    by = round(numbers[0] - numbers[1], 6)
    return (
        f"，{held[0].name}{'多' if by > 0 else '少'} {text(abs(by))}{' ' if unit == '项' else ''}{unit}"
        if by
        else "，一样多"
    )
