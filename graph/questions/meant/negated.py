"""What a question says is not so: units without a part (不是…牵头的, 没有…参与的), others than those named (除了…)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from policygraph.graph.questions.laying import Stretch

ANY_PART = ("参与", "参加")
"""Who takes no part neither leads nor supports."""
NOTHING = ("light", "joint", "each")  # that may stand between a denial and what it denies


@dataclass(frozen=True, slots=True)
class Negated:
    """`units`: named as having no part, or not `role`; `own`: those named elsewhere have not this role. `besides`:
    units that are named so that others are meant; `places`: likewise. `rest`: the stretches that say what is so."""

    units: tuple[Stretch, ...] = ()
    role: str | None = None
    own: bool = False
    besides: tuple[Stretch, ...] = ()
    places: tuple[Stretch, ...] = ()
    rest: tuple[Stretch, ...] = ()
    lost: tuple[str, ...] = ()


def negated(stretches: Sequence[Stretch]) -> Negated:
    """What is denied, taken out of the stretches; a denial of anything else is lost, which is said."""
    found = Negated()
    at = 0
    others = any(each.kind in ("who", "lead-units", "support-units", "role-units") for each in stretches)
    while at < len(stretches):
        each = stretches[at]
        if each.kind not in ("not", "except"):
            found = replace(found, rest=(*found.rest, each))
            at += 1
            continue
        of = _next(stretches, at + 1)
        kind = stretches[of].kind if of < len(stretches) else ""
        if kind == "bureau" and each.kind == "except" and others:
            at, named = _listed(stretches, of, "bureau")
            found = replace(found, besides=(*found.besides, *named))
        elif kind == "bureau":
            at, named = _listed(stretches, of, "bureau")
            at, role = _role(stretches, at)
            found = replace(found, units=(*found.units, *named), role=role)
        elif kind == "place":
            at, named = _listed(stretches, of, "place")
            found = replace(found, places=(*found.places, *named))
        elif kind in ("lead", "support") and each.kind == "not":
            at, role = _role(stretches, of)
            found = replace(found, own=True, role=role)
        elif kind == "left" and of == at + 1:  # 不锈钢: part of a word
            word = stretches[of]
            found = replace(found, rest=(*found.rest, replace(word, start=each.start, text=each.text + word.text)))
            at = of + 1
        else:
            found = replace(found, lost=(*found.lost, each.text))
            at += 1
    return found


def _next(stretches: Sequence[Stretch], at: int) -> int:
    while at < len(stretches) and stretches[at].kind in NOTHING:
        at += 1
    return at


def _listed(stretches: Sequence[Stretch], at: int, kind: str) -> tuple[int, list[Stretch]]:
    """Names of a kind one behind the other, and where they end; before a unit its place belongs to it."""
    named = [stretches[at]]
    while (after := _next(stretches, at + 1)) < len(stretches) and stretches[after].kind == kind:
        if all(each.text in ("", "和", "与", "及", "跟", "以及") for each in stretches[at + 1 : after]):
            named.append(stretches[after])
            at = after
        else:
            break
    return at + 1, named


def _role(stretches: Sequence[Stretch], at: int) -> tuple[int, str | None]:
    """The role that is denied and where it ends; of who has no part at all none."""
    of = _next(stretches, at)
    if of >= len(stretches) or stretches[of].kind not in ("lead", "support", "does"):
        return at, None
    each = stretches[of]
    return of + 1, None if each.kind == "does" or each.text in ANY_PART else each.kind
