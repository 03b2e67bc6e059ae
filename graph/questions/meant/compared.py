"""Two things beside each other: years, places, units, or what was aimed at beside what was reached; by how many tasks
each has, or by one figure.

Only what can be held beside each other is: one figure of each side, of the same name, kind and unit. Else both are
shown and it is said why no difference is told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from policygraph.graph.questions import saying
from policygraph.graph.questions.answer import Answer, AskedBack, Asking, Choice
from policygraph.graph.questions.conditions import ROLES, NotThereError, years_of
from policygraph.graph.questions.on_figures import names_of_figures, on_figures
from policygraph.graph.questions.on_tasks import on_tasks
from policygraph.graph.questions.slots import Slots
from policygraph.graph.stores.store import Row
from policygraph.ingest.figures.comparable import amount
from policygraph.model.words import text

CUES = frozenset({"than", "more"})
ASKED = CUES | {"who", "which", "where", "items", "amount", "joint"}
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
    return slots.has(*CUES) or len(slots.years) > 1


def on_two(slots: Slots, asking: Asking) -> Answer | AskedBack:
    """Raises NotThereError."""
    if not slots.has(*CUES) and "都" in slots.text:
        choices = tuple(Choice(f"{year} 年", _of_year(slots, year, asking)) for year in slots.years)
        return AskedBack("一次只能问一个年份的任务；要看两年之间怎样变，请到“方案对比”。", choices)
    if not (sides := _sides(slots, asking)):
        return AskedBack("要比哪两个？请写出两个年份、地方或部门，例如“临澜区今年比去年多几项任务”。")
    if slots.words and names_of_figures(slots, asking):
        return _by_figure(slots, sides, asking)
    return _by_tasks(slots, sides, asking)


def _of_year(slots: Slots, year: int, asking: Asking) -> str:
    """The question of one of its years alone."""
    words = slots.said.get("year", "").split("、")
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
    years, today = slots.years, asking.world.today.year
    kinds = sorted((k for k in KINDS if slots.has(k)), key=lambda k: slots.text.find(slots.said.get(k, "")))
    alone = max(len(slots.places), len(slots.bureaus), len(kinds)) < 2
    if len(years) == 1 and slots.has("than") and alone and years[0] != today:  # 比去年: this year
        years = (today, years[0])
    found = [
        [Side(f"{year} 年", replace(asked, year=year)) for year in years],
        [Side(place, replace(asked, places=(place,))) for place in slots.places],
        [Side("、".join(names), replace(asked, bureaus=(names,))) for names in slots.bureaus],
        [Side(KINDS[kind], replace(asked, kind=kind, asks=asked.asks - set(KINDS) | {kind})) for kind in kinds],
    ]
    several = [sides for sides in found if len(sides) > 1]
    return several[0] if len(several) == 1 and len(several[0]) <= MOST else []


def _by_tasks(slots: Slots, sides: Sequence[Side], asking: Asking) -> Answer | AskedBack:
    held, rows = [], dict[str, Row]()
    back: AskedBack | None = None
    given: Answer | None = None
    for side in sides:
        answer = on_tasks(side.slots, asking)
        if isinstance(answer, AskedBack):
            back = back or answer
            held.append(Held(side.name, "没有任务", None))
            continue
        given = given or answer
        rows |= {row["task_id"]: row for row in answer.rows}
        held.append(Held(side.name, f"{len(answer.rows)} 项", len(answer.rows)))
    if given is None:
        return back or AskedBack("没有可比的任务。")
    state = f"{saying.STATE_WORDS.get(slots.state or '', '')}的" if slots.state else ""
    role = ROLES.get(slots.asked_role or slots.role or "", "")
    what = f"{_common(slots, sides)}{role}{state}任务"
    return _answer(what, held, "项", replace(given, rows=list(rows.values()), count=None))


def _common(slots: Slots, sides: Sequence[Side]) -> str:
    """What all sides are of."""
    first, second = sides[0].slots, sides[1].slots
    varied = {name: type(getattr(first, name))() for name in ("places", "bureaus")
              if getattr(first, name) != getattr(second, name)}  # fmt: skip
    scope = saying.scope(replace(slots, year=None if first.year != second.year else first.year, **varied))
    return f"{scope} " if scope else ""


def _by_figure(slots: Slots, sides: Sequence[Side], asking: Asking) -> Answer | AskedBack:
    names = names_of_figures(slots, asking)
    answers = [on_figures(side.slots, asking) for side in sides]
    told = [each for each in answers if isinstance(each, Answer)]
    if len(told) < len(sides):
        raise NotThereError(next(each for each in answers if isinstance(each, AskedBack)))
    every = [row for each in told for row in each.rows]
    given = replace(told[0], rows=list({row["target_id"]: row for row in every}.values()))
    issued = {row["id"]: row for row in asking.lexicon.policies}
    chosen = _comparable([each.rows for each in told], issued)
    if chosen is None:
        several = "两边读到的数不止一个，或不是同一个指标、同一年"
        why = several if all(each.rows for each in told) else "有一边没有读到这个数"
        return replace(given, sentence=f"{saying.figures(slots, given.rows, names).rstrip('。')}；{why}，不直接比。")
    amounts = [amount(row["value"], row["unit"]) for row in chosen]
    one_unit = len({row["unit"] for row in chosen}) == 1
    held = [
        Held(side.name, _shown(row), row["value"] if one_unit else of.value)
        for side, row, of in zip(sides, chosen, amounts, strict=True)
    ]
    unit = chosen[0]["unit"] if one_unit else amounts[0].unit
    kind = "" if {side.name for side in sides} <= set(KINDS.values()) else saying.kind_of(chosen[0])
    years = {_year(row, issued) for row in chosen}
    same = f"（{years.pop()} 年）" if not slots.year and len(years) == 1 and sides[0].slots.year is None else ""
    what = f"{_common(slots, sides)}{chosen[0]['indicator']}{kind}{same}"
    return _answer(what, held, "个百分点" if unit == "%" else unit or "", given)


def _shown(row: Row) -> str:
    return saying.value_of(row)


def _year(row: Row, issued: Mapping[str, Row]) -> int | None:
    policy = issued.get(row["policy_id"] or "")
    years = years_of(policy) if policy else ()
    return row["year"] or (years[-1] if years else None)


def _comparable(of_sides: Sequence[Sequence[Row]], issued: Mapping[str, Row]) -> list[Row] | None:
    """One row of each side: of the same figure, the same kind, and the latest year that all have, or that each has."""
    sides = [[row for row in rows if row["value"] is not None and row["value_high"] is None] for rows in of_sides]
    kinds = set.intersection(*({row["kind"] for row in rows} for rows in sides))
    if "planned" in kinds:
        sides = [[row for row in rows if row["kind"] == "planned"] for rows in sides]
    names = set.intersection(*({row["indicator"] for row in rows} for rows in sides))
    if len(names) == 1:
        sides = [[row for row in rows if row["indicator"] in names] for rows in sides]
    years = [{_year(row, issued) for row in rows} for rows in sides]
    if common := {year for year in set.intersection(*years) if year}:
        sides = [[row for row in rows if _year(row, issued) == max(common)] for rows in sides]
    one = [{(amount(row["value"], row["unit"]), row["indicator"]): row for row in rows} for rows in sides]
    if any(len(each) != 1 for each in one):
        return None
    chosen = [next(iter(each.values())) for each in one]
    same = len({row["indicator"] for row in chosen}) == 1
    return chosen if same and len({amount(row["value"], row["unit"]).unit for row in chosen}) == 1 else None


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
