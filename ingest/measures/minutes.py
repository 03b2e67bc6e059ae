"""Minutes: what was before a meeting are sections, and what it charges units with are tasks. Bulletins: how the work of
others stands are sections, and what they order a unit to do from now on are tasks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policygraph.ingest.measures.parts import Draft
from policygraph.ingest.outline.headings import first_sentence, gives_orders
from policygraph.ingest.outline.outline import Item
from policygraph.ingest.roles import charges
from policygraph.ingest.roles.charges import Charge
from policygraph.ingest.roles.subjects import MEETING, Hearers
from policygraph.ingest.text.characters import for_matching

SURE = 0.8
"""How sure a charge in running text is."""

# A paragraph with which an item of business begins where the minutes number none.
_BUSINESS = re.compile(r"^[ \t]*会议(?:还)?(?:听取|传达|审议|审定|讨论|研究|通报|学习|书面|集体)[^\n]*", re.M)
# Where they say of none that it was heard: a paragraph with what the meeting had to say of it.
_SAID = re.compile(r"^[ \t]*会议(?:原则(?:上)?)?(?:同意|指出|强调|要求|确定|明确|议定|决定|认为)[^\n]*", re.M)

# The people who were there, the end of the minutes.
_ATTENDED = re.compile(
    r"^[ \t]*(?:[出列缺]\s{0,9}席|请\s{0,9}假|参\s{0,3}会|参加(?:人员|会议|单位)?|记\s{0,9}录|固定列席)[^\n:]{0,8}:",
    re.M,
)
# In a bulletin: a paragraph with which the office that looked asks others to do something.
_ASKS = re.compile(
    r"^[ \t]*[^,。;:\n]{0,16}(?:建议|要求|提出)[:,]|^[ \t]*(?=责成|责令)"
    r"|^[ \t]*(?:\(?[一二三四五六七八九十\d]{1,3}[)、.] ?)?(?=(?:请[^,。;:\n]{2,24}?(?:[局委办镇乡]|中心|公司|街道))"
    r"|[^,。;:\n的]{2,24}?(?:[局委办镇乡]|中心|公司|街道)(?:要(?![求素点])|应当?(?![急对用])|须|务必))",
    re.M,
)

# A company's minutes charge its departments, which no list of offices knows (运检部牵头), and its units in general.
_OF_COMPANY = re.compile(r"公司|集团")
_COMPANY = Hearers(everybody=True)
_ORDERED = Hearers(told=True)
"""Below 下一步工作 of a bulletin what a unit does is its work, though no word commands it (市发改委每月调度一次)."""
HEAD = 60
"""Characters of the head of minutes that say whose they are."""

Business = tuple[str, str, tuple[str, ...], int, int]
"""An item of business: its number, its title, the titles above, where its words begin and end."""


def assemble(text: str, folded: str, root: Item, genre: str) -> list[Draft]:
    """The parts of minutes or of a bulletin in order. What is said to nobody stays in the section of its item."""
    end = _attended_from(folded) if genre == "minutes" else len(folded)
    drafts: list[Draft] = []
    for business in _before_items(text, folded, root, genre):
        if found := _charges(folded, business, genre):
            drafts += _parts(text, folded, business, found)
    for business in _business(text, folded, root, end):
        drafts += _parts(text, folded, business, _charges(folded, business, genre))
    return drafts


def _before_items(text: str, folded: str, root: Item, genre: str) -> Iterator[Business]:
    """What a meeting stressed before the numbered items of its minutes: 会议强调，县农业农村局牵头….会议决定：1.…."""
    first = root.children[0].start if root.children and genre == "minutes" else 0
    said = [m.start() for m in _SAID.finditer(folded, 0, first)]
    for start, stop in zip(said, [*said[1:], first], strict=False):
        yield "", first_sentence(text, folded, start, stop), (), start, stop


def _charges(folded: str, business: Business, genre: str) -> list[Charge]:
    """Whom the item charges with what. That everybody must do better, as each bulletin ends, is no task."""
    _, title, path, start, end = business
    if genre == "minutes":
        return charges.find_charges(folded, start, end, _COMPANY if _OF_COMPANY.search(folded, 0, HEAD) else MEETING)
    if any(gives_orders(for_matching(each)) for each in (*path, title)):
        found = charges.find_charges(folded, start, end, _ORDERED)
    else:
        found = [c for m in _ASKS.finditer(folded, start, end) for c in charges.find_charges(folded, m.end(), end)]
    return [c for c in found if any(a.role == "LEADS" and a.unit.kind == "unit" for a in c.assignments)]


def _business(text: str, folded: str, root: Item, end: int) -> Iterator[Business]:
    if numbered := [item for item in root.children if item.kind != "ordinal"]:
        for item in numbered:
            yield from _items(item, end)
        return
    heard = [m.start() for m in _BUSINESS.finditer(folded, 0, end)]
    said = [m.start() for m in _SAID.finditer(folded, 0, heard[0] if heard else end)]
    begun = [*said, *heard] or [0]
    for start, stop in zip(begun, [*begun[1:], end], strict=True):
        yield "", first_sentence(text, folded, start, stop), (), start, stop


def _items(item: Item, end: int) -> Iterator[Business]:
    """The item and those in it; 一是…二是… are points of what it says."""
    below = [child for child in item.children if child.kind != "ordinal"]
    if item.start >= end:
        return
    yield item.number, item.title, item.path, item.start, min(end, below[0].start if below else item.end)
    for child in below:
        yield from _items(child, end)


def _parts(text: str, folded: str, business: Business, found: list[Charge]) -> Iterator[Draft]:
    number, title, path, start, end = business
    alone = len(found) == 1 and found[0].start - start < len(title) + 9
    if not alone:
        yield Draft("background", number, title, start, found[0].start if found else end, path)
    for charge in found:
        yield _task(text, folded, charge, number if alone else "", path if alone else (*path, title))


def _task(text: str, folded: str, charge: Charge, number: str, section: tuple[str, ...]) -> Draft:
    title = first_sentence(text, folded, charge.task, charge.told)
    given = [(a, charge.start, charge.named, SURE) for a in charge.assignments]
    return Draft("task", number, title, charge.start, charge.end, section, assigned=given)


def _attended_from(folded: str) -> int:
    """Where the list of those begins who attended; the end of the text where there is none."""
    found = [m.start() for m in _ATTENDED.finditer(folded)]
    return next((at for at in found if at > len(folded) * 0.3), len(folded))
