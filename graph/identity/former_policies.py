"""Policies of one title of which one replaced the other, as editions of a regulation do, or the plans of two years:
their numbers or dates tell them apart.

The text that replaces one of its own title names that with its number (`records.policy_id`, `former`). Other documents
know nothing of the two: what they say under the title and that number is said of the former one. So is what texts of
one title say whose numbers differ, or whose dates lie too far apart: the latest has the title, the others are former
ones (`editions`); who cites the title without a number means the latest that there was in his year.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from policygraph.graph.identity import policy_names
from policygraph.graph.identity.identity import Judgement, Mention
from policygraph.graph.loading.claims import REPEALED, knowledge
from policygraph.model.records import Properties, policy_id

_MARKED = re.compile(r"(?P<key>.+)\(原(?P<number>[^()]*)\)")
WHY = "名称和文号都是被同名文件代替的那一份"
EDITION = "名称相同，文号或印发日期不同，是先后的两份"
MOST_APART = 183  # days between the dates under two texts of one policy: beyond, they are two policies

Place = tuple[str | None, str | None]  # level, id of the region


class Parted(NamedTuple):
    """`judged`: in which documents a title means the former policy. `rest`: the mentions without what is said so."""

    judged: list[Judgement]
    rest: list[Mention]


def is_former(key: object) -> bool:
    """Is it the key of a policy that one of its own title replaced?

    >>> is_former("某县节水办法(原某政发〔2019〕8号)"), is_former("某县节水办法")
    (True, False)
    """
    return _MARKED.fullmatch(str(key)) is not None


def unmarked(key: str) -> tuple[str, str | None]:
    """The key of a policy, and the number by which it is told from the one of its title that replaced it.

    >>> unmarked("某县节水办法(原某政发〔2019〕8号)"), unmarked("某县节水办法")
    (('某县节水办法', '某政发〔2019〕8号'), ('某县节水办法', None))
    """
    m = _MARKED.fullmatch(key)
    return (m["key"], m["number"]) if m else (key, None)


def parted(mentions: Iterable[Mention], years: Mapping[str, int] | None = None) -> Parted:
    """What is said under the title of two policies, one before the other. `years`: those that documents are of, where
    `mentions` are not all that is said."""
    apart, said = editions([each for each in mentions if each.label == "Policy"], years)
    former: dict[str, dict[str, list[tuple[Place, str]]]] = defaultdict(lambda: defaultdict(list))
    by_key: dict[str, list[Mention]] = defaultdict(list)
    for each in said:
        if marked := _MARKED.fullmatch(str(each.properties.get("key"))):
            number = policy_names.number(marked["number"]) if marked["number"] else ""
            former[marked["key"]][number].append((_place(each.properties), each.id))
        elif _number(each.properties):
            by_key[str(each.properties.get("key"))].append(each)
    for key, numbered in by_key.items():
        for number, place, id_ in _overtaken(key, numbered):
            former[key][number].append((place, id_))
    judged, moved = [], set()
    for key, numbers in former.items():
        for each in by_key.get(key, ()):
            ends = [id_ for place, id_ in numbers.get(_number(each.properties), ()) if _fits(place, each)]
            if ends:
                title = str(each.properties["title"])
                judged.append(
                    Judgement("Policy", each.id, ends[0], title, title, "same", 0.96, WHY, True, each.documents)
                )
                moved.add(id(each))
    return Parted([*apart, *judged], [each for each in said if id(each) not in moved])


# --- texts of one title


_IN_NUMBER = re.compile(r"〔(\d{4})〕")
_IN_TITLE = re.compile(r"((?:19|20)\d{2})年")


class _Edition(NamedTuple):
    """Texts of one policy among those of a title. `first`: its day, else its year, as far as they tell."""

    first: str
    numbers: tuple[str, ...]
    texts: list[Mention]


def editions(said: Sequence[Mention], years: Mapping[str, int] | None = None) -> Parted:
    """Of each title the texts that are those of other policies than the latest is, and who cites these."""
    years = years_of(said) if years is None else years
    of_title: dict[tuple[str, Place], list[Mention]] = defaultdict(list)
    rest: list[Mention] = []
    for each in said:
        key = str(each.properties.get("key") or "")
        if key and not is_former(key) and each.properties.get("status") != "draft" and "naming" not in each.properties:
            of_title[key, _place(each.properties)].append(each)
        else:
            rest.append(each)
    judged: list[Judgement] = []
    for (key, place), some in of_title.items():
        found = _editions([each for each in some if each.properties.get("status") == "issued"])
        if len(found) < 2 or place == (None, None):
            rest += some
            continue
        ids = [policy_id(key, *place, former=(*each.numbers, each.first)[0]) for each in found[:-1]]
        for each, documents, at in _belonging(found, some, years):
            if at == len(ids):
                rest.append(each._replace(documents=documents))
                continue
            title = str(each.properties["title"])
            judged.append(Judgement("Policy", each.id, ids[at], title, title, "same", 0.96, EDITION, True, documents))
            marked = f"{key}(原{(*found[at].numbers, found[at].first)[0]})"
            rest.append(Mention(each.label, ids[at], documents, {**each.properties, "key": marked}))
    return Parted(judged, rest)


def years_of(said: Iterable[Mention]) -> dict[str, int]:
    """The year that a document is of, by what it says of the policy whose text it is."""
    found: dict[str, int] = {}
    for each in said:
        own = each.properties
        if own.get("status") != "issued":
            continue
        day, m = str(own.get("issued_on") or ""), _IN_NUMBER.search(_number(own)) or _IN_TITLE.search(str(own["title"]))
        if day or m:
            found |= dict.fromkeys(each.documents, int(day[:4] or (m[1] if m else 0)))
    return found


def _editions(texts: Sequence[Mention]) -> list[_Edition]:
    """Texts that may be of one policy together, the latest last; one where nothing tells them apart for sure."""
    groups: list[list[Mention]] = []
    for text in sorted(texts, key=lambda each: (str(each.properties.get("issued_on") or ""), each.id)):
        near = [group for group in groups if any(not _contradict(text, other) for other in group)]
        groups = [group for group in groups if group not in near] + [[text, *(each for g in near for each in g)]]
    return sorted(map(_edition, groups), key=lambda each: (each.first, each.numbers))


def _edition(texts: list[Mention]) -> _Edition:
    numbers = sorted({_number(each.properties) for each in texts} - {""})
    days = sorted(str(each.properties["issued_on"]) for each in texts if each.properties.get("issued_on"))
    told = [m[1] for m in map(_IN_NUMBER.search, numbers) if m]
    return _Edition((days or told or [""])[0], tuple(numbers), texts)


def _contradict(one: Mention, other: Mention) -> bool:
    """Do numbers or dates tell that they are texts of two policies?"""
    numbers = {_number(one.properties), _number(other.properties)}
    if "" not in numbers:
        return len(numbers) > 1
    days = [each.properties.get("issued_on") for each in (one, other)]
    if not all(isinstance(day, str) for day in days):
        return False
    first, second = (date.fromisoformat(str(day)).toordinal() for day in days)
    return abs(first - second) > MOST_APART


def _belonging(
    found: Sequence[_Edition], some: Iterable[Mention], years: Mapping[str, int]
) -> Iterator[tuple[Mention, tuple[str, ...], int]]:
    """Of each mention which documents mean which of the editions, by their places."""
    for each in some:
        number = _number(each.properties)
        own = [at for at, edition in enumerate(found) if each in edition.texts or number in edition.numbers]
        if own or number:
            yield each, each.documents, (own or [len(found) - 1])[0]
            continue
        of: dict[int, list[str]] = defaultdict(list)
        for document in each.documents:
            of[_of_year(found, years.get(document))].append(document)
        for at, documents in of.items():
            yield each, tuple(documents), at


def _of_year(found: Sequence[_Edition], year: int | None) -> int:
    """The latest edition that there was in a year; the latest of all where the year tells none."""
    before = [at for at, edition in enumerate(found) if edition.first and year and int(edition.first[:4]) <= year]
    return (before or [len(found) - 1])[-1]


def _overtaken(key: str, numbered: Iterable[Mention]) -> Iterable[tuple[str, Place, str]]:
    """Of the policies of one title those that some list repeals by number, while the text at hand has another one."""
    of_place: dict[Place, list[Mention]] = defaultdict(list)
    for each in numbered:
        of_place[_place(each.properties)].append(each)
    for (level, region), group in of_place.items():
        texts = {_number(each.properties) for each in group if not knowledge(each.properties)}
        gone = {_number(each.properties) for each in group if each.properties.get("status") == REPEALED}
        for number in sorted(gone):
            if texts - {number}:
                yield number, (level, region), policy_id(key, level, region, former=number)


def _number(properties: Properties) -> str:
    number = properties.get("number")
    return policy_names.number(number) if isinstance(number, str) else ""


def _place(properties: Properties) -> Place:
    level, region = properties.get("level"), properties.get("region_id")
    return (level if isinstance(level, str) else None), (region if isinstance(region, str) else None)


def _fits(place: Place, mention: Mention) -> bool:
    """Can it be of that level and place, as far as it says?"""
    return all(one == other or other is None for one, other in zip(place, _place(mention.properties), strict=True))
