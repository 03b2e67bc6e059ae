"""The words by which a text is accounted for (`data/reading_share.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from policygraph.ingest.organisations.function_words import lexicon
from policygraph.ingest.roles.role_words import RoleWords
from policygraph.model.overlay import of_words
from policygraph.model.vocabulary import Expression, Words, alternatives, read


@dataclass(frozen=True, slots=True)
class Aside:
    """Why something is set aside; `zh` is what people see. `before` is searched in the words of the sentence before it,
    `behind` at once behind it."""

    zh: str
    why: str
    before: Expression | None = None
    behind: Expression | None = None


@dataclass(frozen=True, slots=True)
class Called:
    """A document whose share is `least` or more is called so, unless a better word fits; where less than `lost` was
    lost by weight, as the better one."""

    least: float
    why: str
    lost: float = 0.0


@dataclass(frozen=True, slots=True)
class ShareWords:
    """`data/reading_share.yaml`. States and weights in the order of the file, the best state first."""

    weights: dict[str, float]
    states: dict[str, Called]
    duty: Words
    nobody: Words
    closing: Expression
    asides: dict[str, Aside]


@of_words
def share_words() -> ShareWords:
    """The vocabulary, read once."""
    return read("reading_share.yaml", ShareWords)


@dataclass(frozen=True, slots=True)
class Patterns:
    """The same as patterns. `label`: a role noun where one can stand; `ending`: how a unit's name ends before a mark or
    a word of duty; `duty`: such a word."""

    label: re.Pattern[str]
    ending: re.Pattern[str]
    duty: re.Pattern[str]
    nobody: frozenset[str]
    known_ends: Mapping[str, tuple[str, ...]]


_LAST = "办委心室局会部司队行院团社联协署关厅府"
"""The last signs of most names; one that ends otherwise (铁塔) counts only where it was used."""


@of_words
def patterns() -> Patterns:
    """What is looked for, whatever the document."""
    roles, words = read("roles.yaml", RoleWords), share_words()
    stems = alternatives({stem for listed in roles.nouns.values() for stem in listed})
    duty = alternatives(words.duty)
    endings = lexicon().endings
    return Patterns(
        label=re.compile(rf"(?:{stems})(?:{alternatives(roles.noun_ends)})(?=\s?[:\])\n\t]|  |$)"),
        ending=re.compile(rf"(?:[{_LAST}]|(?<=部)门|(?<=单)位)(?=[、,;。:)\]\n\t /(和及与等]|$|{duty})"),
        duty=re.compile(rf"(?:等\d*个?(?:有关|相关)?(?:职能|主管)?(?:部门|单位|地方)?)?,?(?:{duty})"),
        nobody=frozenset(words.nobody),
        known_ends={last: tuple(e for e in endings if e[-1] == last) for last in _LAST},
    )
