"""From slots to the conditions of a query over tasks: which policies, which words, or why it cannot be asked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from policygraph.graph.asking.known_names import Names, key
from policygraph.graph.questions.answer import AskedBack, Asking, Choice
from policygraph.graph.questions.slots import Slots
from policygraph.graph.questions.topics import fitting, turned
from policygraph.graph.stores.store import Row
from policygraph.ingest.text.years import years_named

TASKS = "tasks-by-conditions"
ROLES = {"lead": "牵头", "support": "配合"}
LEADS = {"none": "没有", "several": "多个"}
MOST_UNITS = 2
MOST_NEAR = 5
INSIDE = ("里面", "里", "中")
MONTH = re.compile(r"^(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月")


class NotThereError(Exception):
    """What is asked of is not in the graph, or may be several things: `back` says so."""

    def __init__(self, back: AskedBack) -> None:
        super().__init__(back.sentence)
        self.back = back


def conditions(slots: Slots, asking: Asking) -> dict[str, Any]:
    """The values of the query over tasks. Raises NotThereError."""
    values = without_words(slots, asking)
    phrases = tuple(each for each in slots.words if not slots.plan or not of_title(each, slots, asking))
    if not phrases:
        return values
    every = {"nearest": False} if slots.has("mention") else {}
    words = fitting(phrases, lambda some: _is_there(some, values, asking))
    if words is None:
        lost = [each for each in phrases if fitting([each], lambda some: _is_there(some, values, asking)) is None]
        raise NotThereError(not_mentioned(lost or phrases, slots, asking))
    if set(words) != set(phrases):
        asking.notes.append(f"按“{'、'.join(words)}”查：没有一字不差的“{'、'.join(phrases)}”。")
    elif more := _turned(phrases, {**values, **every}, asking):
        ids = {row["task_id"] for row in asking.rows(TASKS, {**values, **every, "words": list(words)})}
        return {**values, **every, "ids": sorted(ids | more)}
    return {**values, **every, "words": list(words)}


def _turned(phrases: Sequence[str], values: Mapping[str, Any], asking: Asking) -> set[str]:
    """The tasks of `values` that say what a single phrase says with the deed before its object; it is said that they
    count."""
    if len(phrases) > 1 or (found := turned(phrases[0])) is None:
        return set()
    thing, deed, pattern = found
    rows = asking.rows(TASKS, {**values, "nearest": False, "words": [thing, deed]})
    kept = {row["task_id"] for row in rows if pattern.search(row["task"]) or pattern.search(row["evidence"] or "")}
    kept -= {row["task_id"] for row in asking.rows(TASKS, {**values, "words": list(phrases)})}
    if kept:
        asking.notes.append(f"“{deed}……{thing}”的说法也算。")
    return kept


def _is_there(words: Sequence[str], values: Mapping[str, Any], asking: Asking) -> bool:
    return bool(asking.rows(TASKS, {**values, "words": list(words)}))


def without_words(slots: Slots, asking: Asking) -> dict[str, Any]:
    """The values for everything but the words of measures. Raises NotThereError."""
    if len(slots.bureaus) > MOST_UNITS:
        raise NotThereError(AskedBack("一次最多问两个部门共同的任务；请去掉几个部门再问。"))
    role = ROLES.get(slots.role or "")
    values: dict[str, Any] = {
        "places": list(slots.places), "level": slots.own_level, "function": slots.function, "role": role,
        "year": slots.year, "since": _iso(slots.since), "until": _iso(slots.until),
        "leads": LEADS.get(slots.leads or ""), "location": next(iter(slots.locations), None),
        **_denied(slots),
    }  # fmt: skip
    for name, unit in zip(("departments", "partners"), slots.bureaus, strict=False):
        values[name] = list(unit)
    if "partners" in values:
        values["partner_role"] = role
    if slots.policies:
        values["policies"] = [row["id"] for row in asking.lexicon.policies if row["title"] in slots.policies]
    elif slots.plan:
        found = plans(slots, asking)
        if found:
            values["policies"] = [row["id"] for row in found]
            values.pop("year")
    elif slots.within:
        values["policies"] = [slots.within]
    return {name: value for name, value in values.items() if value not in (None, [], "")}


def _denied(slots: Slots) -> dict[str, Any]:
    role = ROLES.get(slots.other_role or "") if slots.others else None
    others = [name for names in slots.others for name in names]
    return {"others": others, "other_role": role, "elsewhere": list(slots.elsewhere), "lacks": "和".join(slots.lacks)}


def plans(slots: Slots, asking: Asking) -> list[Row]:
    """The policies that a question calls by their kind of text, place, year or a word of the title: those with tasks
    where there are such; none where it says nothing but the kind. Raises NotThereError where there is none of them."""
    of_title_ = [each for each in slots.words if of_title(each, slots, asking)]
    if not (slots.places or slots.own_level or slots.year or of_title_):
        return []
    found = [
        row
        for row in asking.lexicon.policies
        if _fits(row, slots) and all(each in key(row["title"]) for each in of_title_)
    ]
    if not found:
        raise NotThereError(
            AskedBack(f"图中没有这样的{noun(slots)}：{_scope(slots) or slots.text}。", _other_years(slots, asking))
        )
    with_tasks = [row for row in found if row["tasks"]]
    return with_tasks or found


def of_title(phrase: str, slots: Slots, asking: Asking) -> bool:
    """Whether a phrase belongs to the name of the policy that is asked of: some title has it."""
    return bool(slots.plan) and any(
        key(phrase) in key(row["title"]) for row in asking.lexicon.policies if _fits(row, slots)
    )


def noun(slots: Slots) -> str:
    """The kind of text that a question names: 工作方案."""
    word = slots.plan or "政策"
    for end in INSIDE:
        word = word.removesuffix(end)
    return word


def _fits(row: Row, slots: Slots) -> bool:
    return (
        (not slots.places or row["region"] in slots.places)
        and (not slots.own_level or row["level"] == slots.own_level)
        and (not slots.year or slots.year in years_of(row))
        and noun(slots) in row["title"]
        and row["status"] != "cited"
    )


def years_of(row: Mapping[str, Any]) -> range:
    """The years that a policy is for: from the first that its title names to the last, or that of its date."""
    named = years_named(row["title"] or "", None)
    if named:
        return range(named[0], named[-1] + 1)
    issued = row.get("issued_on")
    return range(int(issued[:4]), int(issued[:4]) + 1) if issued else range(0)


def not_mentioned(phrases: Sequence[str], slots: Slots, asking: Asking) -> AskedBack:
    """That nothing of what is asked of speaks of these words; names of units that come near them."""
    said = "、".join(f"“{each}”" for each in phrases)
    known = Names(tuple(asking.lexicon.departments))
    choices = [
        Choice(name, _without_place(slots, asking.question).replace(each, name, 1))
        for each in phrases
        if each in asking.question
        for name in (*_of_places(asking.lexicon.of_functions(each), slots, asking), *_alike(each, known))
    ]
    scope = _scope(slots)
    return AskedBack(
        f"{f'{scope}的任务里' if scope else '图里'}没有提到{said}，也没有这样的名称。",
        tuple({each.words: each for each in choices}.values())[:MOST_NEAR],
        unused=tuple(phrases),
    )


def _without_place(slots: Slots, question: str) -> str:
    """A question in which the name of a unit can stand with its own place."""
    said = slots.said.get("place", "")
    return question.replace(said, "", 1) if said else question


def _of_places(names: Sequence[str], slots: Slots, asking: Asking) -> list[str]:
    """Those of the places that are asked of, where they have some."""
    there = [name for name in names if asking.lexicon.apart(name)[1] in slots.places]
    return there or list(names)


def _alike(phrase: str, known: Names) -> list[str]:
    """Names that come near a phrase and end as it does; those that begin as it does first."""
    near = [name for name in known.near(phrase, 3 * MOST_NEAR) if name[-1] == phrase[-1]]
    return sorted(near, key=lambda name: name[0] != phrase[0])


def _scope(slots: Slots) -> str:
    year = f"{slots.year}年" if slots.year else ""
    bureaus = "、".join(unit[0] if len(unit) == 1 else slots.said.get("bureau", "") for unit in slots.bureaus)
    return "、".join(slots.places) + bureaus + "、".join(slots.locations) + year


def of_another_year(slots: Slots, values: Mapping[str, Any], asking: Asking) -> AskedBack | None:
    """Where there is nothing of the year asked for, that this is so, and the latest year of which there is."""
    if slots.year is None:
        return None
    others = asking.rows(TASKS, {name: value for name, value in values.items() if name != "year"})
    issued = {row["id"]: row for row in asking.lexicon.policies}
    years = {year for row in others if row["policy_id"] in issued for year in years_of(issued[row["policy_id"]])}
    if not years:
        return None
    latest = max(years)
    return AskedBack(
        f"{_scope(slots)}没有任务；最近的是 {latest} 年的。",
        (Choice(f"看 {latest} 年的", _with_year(slots, latest, asking.question)),),
    )


def of_another_term(slots: Slots, values: Mapping[str, Any], asking: Asking) -> AskedBack | None:
    """Where nothing falls due in a month that was named without its year, and something does in that of another."""
    if not (slots.since and slots.until) or slots.years or not MONTH.search(slots.said.get("period", "")):
        return None
    for year in (slots.until.year - 1, slots.until.year + 1):
        days = {name: _iso(_in_year(day, year)) for name, day in (("since", slots.since), ("until", slots.until))}
        if asking.rows(TASKS, {**values, **days}):
            said = slots.said["period"].split("、")[0]
            choice = Choice(f"看 {year} 年的", asking.question.replace(said, f"{year}年{said}", 1))
            return AskedBack(
                f"{_scope(slots)}在 {slots.since} 至 {slots.until} 没有到期的任务；{year} 年同期有。", (choice,)
            )
    return None


def _in_year(day: date, year: int) -> date:
    return day.replace(year=year, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _other_years(slots: Slots, asking: Asking) -> tuple[Choice, ...]:
    if slots.year is None:
        return ()
    rows = [row for row in asking.lexicon.policies if not slots.places or row["region"] in slots.places]
    years = sorted({year for row in rows if noun(slots) in row["title"] for year in years_of(row)}, reverse=True)
    return tuple(Choice(f"看 {year} 年的", _with_year(slots, year, asking.question)) for year in years[:1])


def _with_year(slots: Slots, year: int, question: str) -> str:
    said = slots.said.get("year", "")
    return question.replace(said, f"{year}年", 1) if said and said in question else f"{year}年{question}"


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None
