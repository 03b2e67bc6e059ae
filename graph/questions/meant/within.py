"""What is known before anything is asked: the place, the unit, the year, the policy that a page is looked at in.

A question is about these where it says nothing else of them; that it was so is said, and one may ask without. Units are
asked of only where what units do is asked for and no other unit is meant: who leads a thing is not answered by whom one
belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from policygraph.graph.questions.lexicon import Lexicon
from policygraph.graph.questions.slots import Slots
from policygraph.graph.stores.store import Row
from policygraph.model.errors import PolicyGraphError

OF_WHOM = (
    "who", "lead-units", "support-units", "role-units", "most", "amount", "planned", "achieved", "policies",
    "documents", "above", "below",
)  # fmt: skip
"""Cues of what is asked of others than the unit itself."""
SCOPE = {
    "place": "没有写地方时，问的是哪里", "bureau": "没有写部门时，问的是哪个部门（全称）",
    "year": "没有写年份时，问的是哪一年的方案", "policy": "只问这一项政策：标题、文号或编号",
}  # fmt: skip
"""The fields of `Within` that a person or a program gives, as they are told of them."""
EVERYWHERE = ("each", "where", "most")


@dataclass(frozen=True, slots=True)
class Within:
    """`place`: a region's name; `bureau`: a department's full name; `year`: four digits; `policy`: an id, number or
    title. `called`: how it came to be so, before what it is. `strict`: what the graph does not have is an error,
    and not left away."""

    place: str = ""
    bureau: str = ""
    year: str = ""
    policy: str = ""
    called: str = "按所给的范围"
    strict: bool = True

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in SCOPE)


def checked(within: Within, lexicon: Lexicon) -> Within:
    """The same by the names of the graph. Raises PolicyGraphError where there is nothing called so."""
    place, bureau = (lexicon.named(kind, getattr(within, kind)) for kind in ("place", "bureau"))
    if not within.strict:
        policy = within.policy if within.policy and lexicon.policy(within.policy) else ""
        return replace(within, place=place, bureau=bureau, policy=policy)
    if within.place and not place:
        raise PolicyGraphError(f"图中没有叫“{within.place}”的地方")
    if within.bureau and not bureau:
        raise PolicyGraphError(f"图中没有叫“{within.bureau}”的部门，或不止一个；请写全称")
    if within.year and not (len(within.year) == 4 and within.year.isascii() and within.year.isdigit()):
        raise PolicyGraphError(f"年份应为四位数字；得到“{within.year}”")
    if within.policy and lexicon.policy(within.policy) is None:
        raise PolicyGraphError(f"图中没有“{within.policy}”这项政策")
    return replace(within, place=place, bureau=bureau)


def applied(slots: Slots, within: Within, lexicon: Lexicon) -> Slots:
    """The slots with what is left open taken from where the page is; `by_page` says which."""
    if not within or slots.has("beyond"):
        return slots
    policy = lexicon.policy(within.policy) if within.policy else None
    if policy and _is_of(slots, policy, lexicon):
        return _of_policy(slots, policy)
    slots, where = _somewhere(slots, within, lexicon)
    year = within.year and not (slots.year or slots.years or slots.since or slots.until or slots.policies)
    if year:
        slots = replace(slots, year=int(within.year))
    return replace(slots, by_page=(*where, *((f"{within.year} 年",) if year else ())))


def _somewhere(slots: Slots, within: Within, lexicon: Lexicon) -> tuple[Slots, tuple[str, ...]]:
    """With the page's unit, or its place, where they are left open; and what was taken."""
    if within.bureau and _may_be_own(slots, within, lexicon):
        return replace(slots, bureaus=((within.bureau,),)), (within.bureau,)
    if not within.place:
        return slots, ()
    slots, narrowed = _narrowed(slots, within.place, lexicon)
    if not (narrowed or _is_anywhere(slots)):
        return slots, ()
    named = slots.bureaus or slots.others
    return slots if named else replace(slots, places=(within.place,)), (within.place,)


def _is_of(slots: Slots, policy: Row, lexicon: Lexicon) -> bool:
    """Whether a question may be about that policy: it names no other place, level, year or policy."""
    elsewhere = slots.places or slots.own_level or slots.year or slots.policies or slots.has(*EVERYWHERE, "policies")
    if elsewhere or slots.elsewhere or (slots.plan and slots.words):
        return False
    homes = {lexicon.apart(name)[1] for names in (*slots.bureaus, *slots.others) for name in names}
    return not homes or policy["region"] in homes


def _of_policy(slots: Slots, policy: Row) -> Slots:
    """About the policy as a whole where that is all that is said, else about its measures."""
    whole = slots.plan or (slots.has("above", "below") and not slots.words)
    by_page = (f"《{policy['title']}》",)
    if whole and not slots.words:
        return replace(slots, policies=(policy["title"],), plan=None, asks=slots.asks - {"this-plan"}, by_page=by_page)
    return replace(slots, within=policy["id"], asks=slots.asks - {"this-plan"}, by_page=by_page)


def _is_anywhere(slots: Slots) -> bool:
    """Whether it says nothing of where: no place, and no unit, which has its own."""
    named = (
        slots.places or slots.own_level or slots.locations or slots.bureaus or slots.policies or slots.elsewhere
        or slots.others
    )  # fmt: skip
    return not named and not slots.has(*EVERYWHERE)


def _may_be_own(slots: Slots, within: Within, lexicon: Lexicon) -> bool:
    own = not slots.places or slots.places == (lexicon.apart(within.bureau)[1],)
    other = slots.own_level or slots.locations or slots.bureaus or slots.function or slots.policies or slots.others
    return own and not (other or slots.plan or slots.leads or slots.elsewhere or slots.has(*OF_WHOM, *EVERYWHERE))


def _narrowed(slots: Slots, place: str, lexicon: Lexicon) -> tuple[Slots, bool]:
    """Units that several places have by that of the page; whether any was."""
    given = (slots.bureaus, slots.others, slots.besides)
    if slots.places:
        return slots, False
    found = [tuple(_there(names, place, lexicon) for names in units) for units in given]
    after = replace(slots, bureaus=found[0], others=found[1], besides=found[2])
    return after, tuple(found) != given


def _there(names: tuple[str, ...], place: str, lexicon: Lexicon) -> tuple[str, ...]:
    there = tuple(name for name in names if lexicon.apart(name)[1] == place)
    return there or names


def wider(within: Within) -> Iterator[Within]:
    """Where there is nothing of all that, what to look in next: everything but the unit."""
    if within.bureau and (rest := replace(within, bureau="")):
        yield rest
