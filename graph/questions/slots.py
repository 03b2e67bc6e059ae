"""What a question says, by slot: whatever it says of place, unit, year …, each by itself and in any order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, get_args

from policygraph.graph.ledgers.standing import State
from policygraph.graph.questions.laying import Stretch
from policygraph.graph.questions.lexicon import Lexicon
from policygraph.graph.questions.meant.negated import Negated, negated

STATES: Mapping[str, tuple[State, ...]] = {
    **{state: (state,) for state in get_args(State)},
    "finished": ("done", "closed"),
    "unfinished": ("overdue", "not-started", "behind", "on-track"),
}
"""States of measures that a cue means."""
STATE_CUES = ("unfinished", "overdue", "behind", "not-started", "finished", "closed", "stopped", "on-track")
ROLES = {
    "lead": "lead", "lead-units": "lead", "support": "support", "support-units": "support",
}  # fmt: skip
UNITS = {"lead-units", "support-units"}
LACKING = {"no-support": "配合", "no-due": "时限"}
"""What a measure may lack, by cue."""
ASKING = (
    "who", "lead-units", "support-units", "role-units", "tasks", "items", "amount", "when", "progress", "above",
    "below", "documents", "policies", "most", *STATE_CUES,
)  # fmt: skip
"""Cues that ask for something of their own; without one a question goes on with what was asked before."""


KEPT = (
    "own_level", "above", "locations", "bureaus", "function", "role", "asked_role", "words", "kind", "plan", "policies",
    "leads", "lacks", "others", "other_role", "besides", "elsewhere",
)  # fmt: skip
"""Slots that stay from one question to the next where the next says nothing of them."""


@dataclass(frozen=True)
class Slots:
    """`bureaus`: for each unit the full names of which any may be meant. `role` is that of the units that are named,
    `asked_role` that of those who are asked for. `words`: what was left over: words of a measure, a figure or a title.
    `own_level`: whose policies; `above`: the level of what they rest on. `asks`: the cues that stand in the question;
    `said`: the words that each slot was read from. `read_as`: what is written, and the name in the graph that it is
    taken for. `text`: the question, folded; `follows`: the one with which it goes on.

    `others`: units that have no part, or not `other_role`; `besides`: those beside whom others are asked for;
    `elsewhere`: places that are not meant; `lacks`: what is not written of a measure (配合, 时限); `years`: all that
    are named; `within`: the id of the policy that the page is about; `by_page`: what was taken from the page; `lost`:
    denials of what cannot be denied."""

    places: tuple[str, ...] = ()
    own_level: str | None = None
    above: str | None = None
    locations: tuple[str, ...] = ()
    bureaus: tuple[tuple[str, ...], ...] = ()
    function: str | None = None
    role: str | None = None
    asked_role: str | None = None
    words: tuple[str, ...] = ()
    year: int | None = None
    since: date | None = None
    until: date | None = None
    state: str | None = None
    kind: str | None = None
    plan: str | None = None
    policies: tuple[str, ...] = ()
    leads: str | None = None
    lacks: tuple[str, ...] = ()
    others: tuple[tuple[str, ...], ...] = ()
    other_role: str | None = None
    besides: tuple[tuple[str, ...], ...] = ()
    elsewhere: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    within: str = ""
    lost: tuple[str, ...] = ()
    by_page: tuple[str, ...] = ()
    asks: frozenset[str] = frozenset()
    said: Mapping[str, str] = field(default_factory=dict)
    read_as: tuple[tuple[str, str], ...] = ()
    text: str = ""
    follows: str = ""

    def has(self, *cues: str) -> bool:
        return not self.asks.isdisjoint(cues)


def read_slots(stretches: Sequence[Stretch], lexicon: Lexicon) -> Slots:
    """The slots that stretches fill."""
    said = _said(stretches)
    denied = negated(stretches)
    stretches = denied.rest
    asks = {each.kind for each in stretches}
    of = _by_kind(stretches)
    levels = [str(each.value) for each in of("level")]
    own, above = _levels(stretches, levels)
    since, until = _span(of("period"), of("year") if "due" in asks else ())
    bureaus = _units(of("bureau"))
    role, asked_role = _roles(stretches, asks)
    places = _names(of("place"))
    places = _with_those_within(places, lexicon) if "each" in asks else places
    slots = Slots(
        places=places, own_level=own, above=above, locations=_names(of("location")),
        bureaus=_of_places(bureaus, places, lexicon), function=next(iter(_names(of("function"))), None),
        role=role, asked_role=asked_role, words=_words(stretches), since=since, until=until,
        year=None if "due" in asks else next((_year(each) for each in of("year")), None),
        state=_state(asks), kind=_kind(asks), plan=next((each.text for each in of("plan")), None),
        policies=_names(of("policy")), leads=_leads(asks), asks=frozenset(asks), said=said,
        lacks=tuple(word for cue, word in LACKING.items() if cue in asks), lost=denied.lost,
        years=tuple(dict.fromkeys(year for each in of("year") if (year := _year(each)) is not None)),
        read_as=_read_as((*stretches, *denied.units, *denied.besides)),
        text="".join(each.text for each in stretches),
    )  # fmt: skip
    return _without_own_place(_with_denied(slots, denied, lexicon), lexicon)


def _with_denied(slots: Slots, denied: Negated, lexicon: Lexicon) -> Slots:
    """What is denied of units: of those that are named for it, or of those that are asked about themselves."""
    named = [_of_places(_units(some), slots.places, lexicon) for some in (denied.units, denied.besides)]
    if denied.own and denied.role is None and slots.bureaus:  # of whom it is only said that they have no part
        homes = tuple(dict.fromkeys(lexicon.apart(name)[1] for names in slots.bureaus for name in names))
        slots = replace(slots, bureaus=(), places=slots.places or homes, others=slots.bureaus, lost=denied.lost)
        return replace(slots, elsewhere=_names(denied.places))
    return replace(
        slots, others=named[0] or (slots.bureaus if denied.own else ()), other_role=denied.role, besides=named[1],
        elsewhere=_names(denied.places), lost=(*denied.lost, *(("不",) if denied.own and not slots.bureaus else ())),
    )  # fmt: skip


def _units(stretches: Iterable[Stretch]) -> tuple[tuple[str, ...], ...]:
    return tuple(each.entity.names for each in stretches if each.entity)


def _state(asks: set[str]) -> str | None:
    if {"achieved", "tasks"} <= asks and asks & {"amount", "items"}:  # 完成了多少任务
        return "finished"
    return next((name for name in STATE_CUES if name in asks), None)


def _read_as(stretches: Sequence[Stretch]) -> tuple[tuple[str, str], ...]:
    return tuple((each.text, _called(each)) for each in stretches if each.entity and each.entity.loose)


def goes_on(slots: Slots) -> bool:
    """Whether a question is the rest of one that was asked before: 那配合单位呢, 去年呢, 谁配合. One that names a
    subject, or asks for tasks or policies, is a question of its own."""
    subject = (
        slots.bureaus
        or slots.words
        or slots.policies
        or slots.function
        or slots.plan
        or slots.places
        or slots.locations
    )
    begins = slots.text.startswith("那") or slots.text.endswith("呢")
    return begins or not (slots.has("tasks", "documents", "policies", "most") or (subject and slots.has(*ASKING)))


def merged(before: Slots, now: Slots, lexicon: Lexicon) -> Slots:
    """What was asked before with what is now said otherwise."""
    given: dict[str, Any] = {name: getattr(now, name) or getattr(before, name) for name in KEPT}
    has_time = now.year or now.since or now.until
    given |= {name: getattr(now if has_time else before, name) for name in ("year", "since", "until")}
    given["state"] = now.state or (before.state if not now.has(*ASKING) else None)
    elsewhere = now.bureaus or now.own_level  # of another place than the one asked of before
    given["places"] = now.places or (() if elsewhere else before.places)
    if now.places and not now.bureaus:
        given["bureaus"] = _there(before.bureaus, now.places, lexicon)
    asks = now.asks if now.has(*ASKING) else before.asks | now.asks
    said = {**before.said, **now.said}
    return replace(
        now, **given, asks=frozenset(asks), said=said, read_as=(*before.read_as, *now.read_as), follows=before.text
    )


def _there(
    bureaus: tuple[tuple[str, ...], ...], places: tuple[str, ...], lexicon: Lexicon
) -> tuple[tuple[str, ...], ...]:
    """The units of the same names in other places, where there are such."""
    full = {row["full_name"] or row["name"] for row in lexicon.departments}
    moved = []
    for names in bureaus:
        rests = {lexicon.apart(name)[0] for name in names}
        found = tuple(
            sorted(name for name in full if lexicon.apart(name)[0] in rests and lexicon.apart(name)[1] in places)
        )
        moved.append(found or names)
    return tuple(moved)


def _with_those_within(places: tuple[str, ...], lexicon: Lexicon) -> tuple[str, ...]:
    """Places with all below them, where those are asked for one by one."""
    below = (
        lexicon.apart(row["department"])[1] for place in places for row in lexicon.ask("departments", {"region": place})
    )
    return (*places, *sorted({place for place in below if place} - set(places)))


def _by_kind(stretches: Sequence[Stretch]) -> Callable[[str], list[Stretch]]:
    return lambda kind: [each for each in stretches if each.kind == kind]


def _names(stretches: Iterable[Stretch]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.entity.names[0] for each in stretches if each.entity))


def _called(stretch: Stretch) -> str:
    return "、".join(stretch.entity.names) if stretch.entity else ""


def _year(stretch: Stretch) -> int | None:
    return stretch.value if isinstance(stretch.value, int) else None


def _levels(stretches: Sequence[Stretch], levels: Sequence[str]) -> tuple[str | None, str | None]:
    """Whose policies, and the level of what they rest on: where that is asked for, the last level is that one."""
    kinds = [each.kind for each in stretches]
    if "above" in kinds and levels:
        return (levels[0] if len(levels) > 1 else None), levels[-1]
    return (levels[0] if levels else None), None


def _roles(stretches: Sequence[Stretch], asks: set[str]) -> tuple[str | None, str | None]:
    """The role of the units that are named, and of those who are asked for: 区水利局牵头的任务谁配合."""
    kinds = [each.kind for each in stretches if each.kind in ("who", "bureau", *ROLES)]
    if "bureau" not in kinds or not asks & {"who", *UNITS}:
        roles = {ROLES[kind] for kind in kinds if kind in ROLES}
        return (roles.pop() if len(roles) == 1 else None), None
    at = kinds.index("who") if "who" in kinds else len(kinds)
    own = [ROLES[kind] for kind in kinds[:at] if kind in ROLES.keys() - UNITS]
    asked = [ROLES[kind] for kind in (*UNITS & set(kinds), *kinds[at:]) if kind in ROLES]
    supported = "lead" if asked[:1] == ["support"] else None
    return (own[0] if own else supported), (asked[0] if asked else None)


def _kind(asks: set[str]) -> str | None:
    achieved = bool(asks & {"achieved", "progress", "finished"})
    if achieved == ("planned" in asks):
        return None
    return "achieved" if achieved else "planned"


def _leads(asks: set[str]) -> str | None:
    return "none" if "no-lead" in asks else "several" if "several-leads" in asks else None


def _span(periods: Sequence[Stretch], years: Sequence[Stretch]) -> tuple[date | None, date | None]:
    """A term; what ends without a beginning begins with its year, and a year in which something falls due is a term."""
    for each in periods:
        if isinstance(each.value, tuple):
            since, until = each.value
            return since or (date(until.year, 1, 1) if until else None), until
    for each in years:
        if (year := _year(each)) is not None:
            return date(year, 1, 1), date(year, 12, 31)
    return None, None


def _words(stretches: Sequence[Stretch]) -> tuple[str, ...]:
    """What is left over; with the unit of a figure before it, where it is part of the word (多少户厕)."""
    found = []
    for at, each in enumerate(stretches):
        if each.kind == "left":
            amount = at > 0 and stretches[at - 1].kind == "amount" and len(each.text) == 1
            found.append((stretches[at - 1].text[-1] if amount else "") + each.text)
    return tuple(found)


def _of_places(
    bureaus: tuple[tuple[str, ...], ...], places: tuple[str, ...], lexicon: Lexicon
) -> tuple[tuple[str, ...], ...]:
    """Units by the place that is named, or that of another unit beside them."""
    sure = {lexicon.apart(names[0])[1] for names in bureaus if len(names) == 1} | set(places)
    narrowed = []
    for names in bureaus:
        there = tuple(name for name in names if lexicon.apart(name)[1] in sure)
        narrowed.append(there or names)
    return tuple(narrowed)


def _without_own_place(slots: Slots, lexicon: Lexicon) -> Slots:
    """A place that only says which unit is meant is no condition of its own."""
    homes = {lexicon.apart(name)[1] for names in slots.bureaus for name in names}
    if slots.bureaus and slots.places and homes == set(slots.places):
        return replace(slots, places=())
    return slots


def _said(stretches: Sequence[Stretch]) -> dict[str, str]:
    said: dict[str, str] = {}
    for each in stretches:
        if each.kind not in ("light", "left"):
            said[each.kind] = f"{said[each.kind]}、{each.text}" if each.kind in said else each.text
    return said
