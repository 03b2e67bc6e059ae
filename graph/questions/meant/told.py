"""Beside the sentence of an answer: the slots as understood, each to be taken out or changed, and what was taken
otherwise than it is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from policygraph.graph.questions.answer import Answer, AskedBack, Choice, Understood
from policygraph.graph.questions.conditions import ROLES
from policygraph.graph.questions.meant.edited import SLOTS
from policygraph.graph.questions.saying import MOST_TASKS, STATE_WORDS, denied_part, listed, term
from policygraph.graph.questions.slots import Slots
from policygraph.model.ontology import ontology


def with_slots(given: Answer | AskedBack, slots: Slots, question: str, taken: Sequence[str]) -> Answer | AskedBack:
    """The same with what is told beside it."""
    notes = tuple(f"“{written}”按“{name}”理解。" for written, name in slots.read_as if written != name)
    if slots.follows:
        notes = (f"接着“{slots.follows}”问的。", *notes)
    if not (isinstance(given, Answer) and given.query == "figures"):
        slots = replace(slots, kind=None)  # of figures alone
    if isinstance(given, Answer):
        given = replace(given, choices=tuple(_of_one(slots, question)))
    loose = tuple(taken) if isinstance(given, Answer) else ()
    given = replace(given, understood=tuple(understood(slots)), notes=(*given.notes, *notes, *loose))
    return replace(given, by_page=slots.by_page)


def _of_one(slots: Slots, question: str) -> Iterator[Choice]:
    """The same question of one of the units that are called alike."""
    said = slots.said.get("bureau", "")
    for names in slots.bureaus:
        if len(names) > 1 and said in question:
            yield from (Choice(name, question.replace(said, name, 1)) for name in names)


def understood(slots: Slots) -> Iterator[Understood]:
    """The slots that a question fills, as people call them, each with the words it was read from."""
    role = str(slots.role)
    told: list[tuple[str, str, str]] = [
        ("place", listed(slots.places, MOST_TASKS), "place"),
        ("level", _word("Policy.level", slots.own_level), "level"),
        ("location", "、".join(slots.locations), "location"),
        *(("bureau", listed(names, MOST_TASKS), "bureau") for names in slots.bureaus),
        ("function", str(slots.function or ""), "function"),
        ("role", ROLES.get(role, ""), role),
        *(("others", f"{listed(names, MOST_TASKS)}{denied_part(slots)}", "not") for names in slots.others),
        *(("besides", listed(names, MOST_TASKS), "except") for names in slots.besides),
        ("elsewhere", "、".join(slots.elsewhere), "except"),
        ("lacks", "、".join((*(["牵头"] if slots.leads == "none" else []), *slots.lacks)), "no-due"),
        ("words", "、".join(slots.words), ""),
        ("policy", "、".join(slots.policies) or str(slots.plan or ""), "plan" if slots.plan else "policy"),
        ("year", "、".join(f"{year} 年" for year in _years(slots)), "year"),
        ("term", term(slots).removesuffix("到期的").strip(), "period"),
        ("state", STATE_WORDS.get(str(slots.state), ""), str(slots.state)),
        ("kind", _word("Target.kind", slots.kind), str(slots.kind)),
        ("above", _word("Policy.level", slots.above), "level"),
    ]
    yield from (Understood(SLOTS[name].zh, value, slots.said.get(of, ""), name) for name, value, of in told if value)


def _years(slots: Slots) -> tuple[int, ...]:
    """Those that were compared, or the one that is asked of."""
    return slots.years if len(slots.years) > 1 else (slots.year,) if slots.year else ()


def _word(of: str, value: str | None) -> str:
    return ontology().word(of, value) if value else ""
