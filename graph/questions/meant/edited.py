"""Slots by name, as they are put into an address, changed by a click, or given by a program that read the question.

Each slot takes what the graph knows, and nothing else: a place that it has, a unit, a year, a state. What is no such
value is refused by name; no value at all takes the slot out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from policygraph.graph.asking.known_names import names_of
from policygraph.graph.questions.conditions import ROLES, years_of
from policygraph.graph.questions.lexicon import Lexicon
from policygraph.graph.questions.saying import STATE_WORDS
from policygraph.graph.questions.slots import LACKING, Slots
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology

TERM = "—"  # between the first and the last day
MOST_WORDS = 4
LISTED = 400
"""Values of a slot that are offered: more than that nobody looks through, and may be typed."""


@dataclass(frozen=True, slots=True)
class Slot:
    """`zh`: what people call it. `put`: the slots with that value; raises ValueError for what is none. `offered`:
    values to choose from, with their words; none where it is typed."""

    zh: str
    put: Callable[[Slots, str, Lexicon], Slots]
    without: Callable[[Slots], Slots]
    offered: Callable[[Lexicon], Mapping[str, str]] = lambda _: {}


def changed(slots: Slots, changes: Mapping[str, str], lexicon: Lexicon) -> Slots:
    """Raises PolicyGraphError for what is no slot, or no value of one."""
    for name, value in changes.items():
        slot = SLOTS.get(name)
        if slot is None:
            raise PolicyGraphError(f"没有“{name}”这个条件；有的是：{'、'.join(SLOTS)}")
        value = value.strip()
        if not value:
            slots = slot.without(slots)
            continue
        try:
            slots = slot.put(slots, value, lexicon)
        except ValueError as error:
            raise PolicyGraphError(f"{slot.zh}不能是“{value}”：图中没有，或不是这样写的") from error
    if changes:
        slots = replace(slots, by_page=tuple(each for each in slots.by_page if _still(each, slots)))
    return slots


def _still(said: str, slots: Slots) -> bool:
    """Whether what was taken from the page is still in a slot."""
    units = {name for names in slots.bureaus for name in names}
    homes = bool(slots.bureaus) and said not in units  # a place by which a unit was told
    return said in slots.places or said in units or said == f"{slots.year} 年" or said.startswith("《") or homes


def _with(slots: Slots, field: str, value: object) -> Slots:
    given: dict[str, Any] = {field: value}
    return replace(slots, **given)


def _named(kind: str, field: str, *, nested: bool = False) -> Callable[[Slots, str, Lexicon], Slots]:
    def put(slots: Slots, value: str, lexicon: Lexicon) -> Slots:
        found: list[Any] = []
        for each in value.split("、"):
            name = lexicon.named(kind, each)
            if not name:
                raise ValueError(each)
            found.append((name,) if nested else name)
        return _with(slots, field, tuple(found))

    return put


def _one_of(field: str, words: Callable[[], Mapping[str, str]]) -> Callable[[Slots, str, Lexicon], Slots]:
    def put(slots: Slots, value: str, lexicon: Lexicon) -> Slots:
        known = words()
        named = next((name for name, word in known.items() if value in (name, word)), None)
        if named is None:
            raise ValueError(value)
        return _with(slots, field, named)

    return put


def _policy(slots: Slots, value: str, lexicon: Lexicon) -> Slots:
    found = lexicon.policy(value)
    if found is None:
        raise ValueError(value)
    return replace(slots, policies=(found["title"],), plan=None, within="")


def _year(slots: Slots, value: str, lexicon: Lexicon) -> Slots:
    year = int(value.removesuffix("年").strip())
    if not 1949 <= year <= 2100:
        raise ValueError(value)
    return replace(slots, year=year, years=(year,), since=None, until=None)


def _term(slots: Slots, value: str, lexicon: Lexicon) -> Slots:
    first, _, last = value.partition(TERM)
    since, until = (date.fromisoformat(each.strip()) if each.strip() else None for each in (first, last))
    if since is None and until is None:
        raise ValueError(value)
    return replace(slots, since=since, until=until)


def _words(slots: Slots, value: str, lexicon: Lexicon) -> Slots:
    words = tuple(each.strip() for each in value.replace("，", "、").split("、") if each.strip())
    if not words or len(words) > MOST_WORDS or any(len(each) < 2 for each in words):
        raise ValueError(value)
    return replace(slots, words=words)


def _lacks(slots: Slots, value: str, lexicon: Lexicon) -> Slots:
    if not set(value.split("、")) <= {"牵头", *LACKING.values()}:
        raise ValueError(value)
    lacks = tuple(each for each in value.split("、") if each != "牵头")
    return replace(slots, lacks=lacks, leads="none" if "牵头" in value else slots.leads)


def _without(**empty: Any) -> Callable[[Slots], Slots]:
    return lambda slots: replace(slots, **empty)


def _words_of(of: str) -> Callable[[], Mapping[str, str]]:
    return lambda: ontology().words(of)


def _of(words: Callable[[], Mapping[str, str]]) -> Callable[[Lexicon], Mapping[str, str]]:
    return lambda _: words()


def _as_they_are(names: Sequence[str]) -> dict[str, str]:
    return {name: name for name in names[:LISTED]}


def _places(lexicon: Lexicon) -> Mapping[str, str]:
    return _as_they_are(sorted({row["region"] for row in lexicon.policies if row["region"]}))


def _years(lexicon: Lexicon) -> Mapping[str, str]:
    years = sorted({year for row in lexicon.policies if row["tasks"] for year in years_of(row)}, reverse=True)
    return {str(year): f"{year} 年" for year in years}


def _bureaus(lexicon: Lexicon) -> Mapping[str, str]:
    return _as_they_are([row["full_name"] or row["name"] for row in lexicon.departments])


def _policies(lexicon: Lexicon) -> Mapping[str, str]:
    return _as_they_are([row["title"] for row in lexicon.policies if row["status"] != "cited"])


SLOTS: Mapping[str, Slot] = {
    "place": Slot("地方", _named("place", "places"), _without(places=()), _places),
    "level": Slot("层级", _one_of("own_level", _words_of("Policy.level")), _without(own_level=None),
                  _of(_words_of("Policy.level"))),
    "location": Slot("村镇", _named("location", "locations"), _without(locations=()),
                     lambda lexicon: _as_they_are(names_of("Village", lexicon.ask).names)),
    "bureau": Slot("部门", _named("bureau", "bureaus", nested=True), _without(bureaus=()), _bureaus),
    "function": Slot("职能", lambda slots, value, lexicon: replace(slots, function=_function(value, lexicon)),
                     _without(function=None)),
    "role": Slot("职责", _one_of("role", lambda: ROLES), _without(role=None), lambda _: ROLES),
    "others": Slot("不是", _named("bureau", "others", nested=True), _without(others=(), other_role=None), _bureaus),
    "besides": Slot("除了", _named("bureau", "besides", nested=True), _without(besides=()), _bureaus),
    "elsewhere": Slot("除了", _named("place", "elsewhere"), _without(elsewhere=()), _places),
    "lacks": Slot("没有写明", _lacks, _without(lacks=(), leads=None),
                  lambda _: _as_they_are(["牵头", *LACKING.values()])),
    "words": Slot("事项", _words, _without(words=())),
    "policy": Slot("政策", _policy, _without(policies=(), plan=None, within=""), _policies),
    "year": Slot("年份", _year, _without(year=None, years=()), _years),
    "term": Slot("到期", _term, _without(since=None, until=None)),
    "state": Slot("状态", _one_of("state", lambda: STATE_WORDS), _without(state=None), lambda _: STATE_WORDS),
    "kind": Slot("性质", _one_of("kind", _words_of("Target.kind")), _without(kind=None), _of(_words_of("Target.kind"))),
    "above": Slot("上级", _one_of("above", _words_of("Policy.level")), _without(above=None),
                  _of(_words_of("Policy.level"))),
}  # fmt: skip
"""By the name that stands in an address and in what a program gives."""


def _function(value: str, lexicon: Lexicon) -> str:
    for form in (value, value.removesuffix("部门")):
        if name := lexicon.named("function", form):
            return name
    raise ValueError(value)
