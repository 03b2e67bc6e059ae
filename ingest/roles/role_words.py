"""The words by which plans give out work (`data/roles.yaml`), and the patterns made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from policygraph.ingest.text.dates import date_words
from policygraph.model.overlay import of_words
from policygraph.model.vocabulary import Expression, Words, alternatives, read

BULLETS = "·•*★☆◆◇●○■□▲△▶►※-"
_LEVEL = (
    r"(?:[省市县区镇乡]级|主要|主体|总|具体|共同|直接|村级|乡镇|镇街|其他|其它|监管|协同|业务"
    r"|指标|任务|工作|项目|整改|事项)?"
)


@dataclass(frozen=True, slots=True)
class RoleWords:
    """`data/roles.yaml`: stems by role, and what stands around them."""

    nouns: dict[str, Words]
    noun_ends: Words
    verbs: dict[str, Words]
    verb_tails: Words
    manners: Words
    nouns_with_colon: dict[str, Words]
    watchers: Words
    persons: Expression
    not_roles: Words
    deadlines: Words


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The same as patterns, and the role of each stem."""

    marker: Expression  # a role word
    own_line: Expression  # where a line begins with one
    line_marker: Expression
    hint: Expression  # any stem
    lasting: Expression  # a deadline that is no date
    not_roles: frozenset[str]
    deadlines: str
    noun_roles: dict[str, str]
    verb_roles: dict[str, str]
    verb_words: Expression  # a verb, and how the work is done
    leads: Expression  # a stem that says who leads


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))


def _roles(stems: dict[str, Words]) -> dict[str, str]:
    return {stem: role for role, words in stems.items() for stem in words}


@of_words
def vocabulary() -> Vocabulary:
    data = read("roles.yaml", RoleWords)
    verb_roles, with_colon = _roles(data.verbs), _roles(data.nouns_with_colon)
    stems, ends, deadlines = alternatives(_roles(data.nouns)), _any(data.noun_ends), _any(data.deadlines)
    noun = (
        rf"{_LEVEL}(?:{stems})(?:考核|落实|协调|实施|主管|配合|和配合|\(配合\))?(?:{ends})(?:(?:及|和)?责任人)?(?:名单)?"
        rf"|(?:{stems})(?=:)|(?:{_any(with_colon)})(?=\s?:)"
    )
    words = rf"{_any(data.manners)}|{alternatives(verb_roles)}|{_any(data.verb_tails)}"
    persons = rf"{data.persons.pattern}|(?:{_any(data.watchers)})(?:责任)?(?:{ends})"
    other = rf"{deadlines}|{persons}"
    bullet = rf"[ {BULLETS}]*"
    dates = date_words()
    return Vocabulary(
        marker=re.compile(
            rf"(?P<person>(?:{persons})(?=[:\s\]]))|(?P<due>(?:{deadlines})(?=[:\s为\]]))"
            rf"|(?P<noun>{noun})(?:\s?[\]:;为是]:?|\s|(?=\S))"
            rf"|(?P<verb>(?:[、,]{{0,3}}(?:{words})){{1,12}}(?:做好[^,;。()]{{1,8}})?|(?:做好|给予|提供)[^,;。()]{{1,8}})"
            rf"(?=[。.;,、)\]\s]|$|下同)"
            rf"|(?P<with>会同|会商|商同|联合(?!会|社|体|办|国|收割)|(?<=[局厅委部办府])商(?=[^务会业贸]))"
        ),
        own_line=re.compile(
            rf"(?:^|(?<=[。;!])){bullet}"
            rf"(?=(?:(?:{noun})|{other})\s?[:;为是]|(?:{noun})(?:\s|(?=[省市县区州旗镇]))|\[(?:{noun})\])",
            re.M,
        ),
        line_marker=re.compile(rf"{bullet}(?:(?:(?:{noun})|{other})\s?[: ]|\[(?:(?:{noun})|{other})\])"),
        hint=re.compile(alternatives({*_roles(data.nouns), *with_colon, *verb_roles})),
        lasting=re.compile(rf"(?:{_any([*dates.lasting, *dates.recurring])})[一-鿿]{{0,6}}"),
        not_roles=frozenset(data.not_roles),
        deadlines=deadlines,
        noun_roles=_roles(data.nouns) | with_colon,
        verb_roles=verb_roles,
        verb_words=re.compile(words),
        leads=re.compile(_any(sorted({*data.nouns["lead"], *data.verbs["lead"]}))),
    )
