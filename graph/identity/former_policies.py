"""Policies of one title of which one replaced the other, as editions of a regulation do: their numbers tell them apart.

The text that replaces one of its own title names that with its number (`records.policy_id`, `former`). Other documents
know nothing of the two: what they say under the title and that number is said of the former one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from policygraph.graph.identity import policy_names
from policygraph.graph.identity.identity import Judgement, Mention
from policygraph.graph.loading.claims import REPEALED, knowledge
from policygraph.model.records import Properties, policy_id

_MARKED = re.compile(r"(?P<key>.+)\(原(?P<number>[^()]*)\)")
WHY = "名称和文号都是被同名文件代替的那一份"

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


def parted(mentions: Iterable[Mention]) -> Parted:
    """What is said under the title of two policies, one before the other."""
    said = [each for each in mentions if each.label == "Policy"]
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
    return Parted(judged, [each for each in said if id(each) not in moved])


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
