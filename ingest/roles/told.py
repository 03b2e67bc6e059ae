"""A bracket that tells in sentences who does what: （任务分解：甲局、乙局做好…；丙局在…）, （甲局负责…，乙局负责…）."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policygraph.ingest.organisations.unit_lists import Unit
from policygraph.ingest.roles import charges
from policygraph.ingest.roles.charges import Charge
from policygraph.ingest.roles.roles import ClauseContent
from policygraph.ingest.roles.subjects import Hearers

_HELD = r"(?P<held>(?:[^()\[\]\n]|[(\[][^()\[\]\n]{1,30}[)\]]){4,400})"
_ANNOUNCED = re.compile(rf"[(\[](?:任务(?:分解|分工)|(?:责任|职责|工作)?分工(?:任务)?)[:]{_HELD}[)\]]")
# A verb of a role with its work behind it, as no list of units has: 负责清理…, but not 负责、配合, 负责落实.
_WITH_WORK = re.compile(
    rf"[(\[](?=[^()\n]{{2,60}}?(?:负责|牵头)(?!落实|实施|推进|组织|抓好|办理|协调|配合|按|单位|部门)[一-鿿]{{3}}){_HELD}[)\]]"
)
_TOLD = Hearers(decided=True)

Groups = tuple[tuple[str, list[Unit]], ...]


def brackets(folded: str, start: int, end: int) -> Iterator[tuple[int, int, ClauseContent]]:
    """Each such bracket in `folded[start:end]`, with its span and whom it names in order."""
    for m in _ANNOUNCED.finditer(folded, start, end):
        if groups := _groups(charges.find_charges(folded, *m.span("held"), _TOLD)):
            yield m.start(), m.end(), ClauseContent(groups, None)
    for m in _WITH_WORK.finditer(folded, start, end):
        found = charges.find_charges(folded, *m.span("held"), _TOLD)
        if len(found) > 1 and found[0].start == m.start("held"):
            yield m.start(), m.end(), ClauseContent(_groups(found), None)


def _groups(found: list[Charge]) -> Groups:
    """Whom the bracket names, by role. Who is said to lead leads, and so does the first of all; the others have a part
    in it, each with what is said of it."""
    leads = [a.unit for charge in found for a in charge.assignments if a.role == "LEADS" and a.basis == "stated"]
    named = [a.unit for charge in found for a in charge.assignments]
    if not leads:
        return (("responsible", named),) if named else ()
    first = [a.unit for a in found[0].assignments if a.role == "LEADS"]
    leading = [*first, *(u for u in leads if u not in first)]
    return ("lead", leading), ("support", [u for u in named if u not in leading])
