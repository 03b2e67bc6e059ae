"""Words that read what a figure counts (`data/indicators.yaml`), and the patterns made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from policygraph.model.overlay import of_words
from policygraph.model.vocabulary import Expression, Limits, Words, read


@dataclass(frozen=True, slots=True)
class IndicatorWords:
    """`data/indicators.yaml`."""

    verbs: Words
    kept_verbs: Words
    verb_nouns: Words
    verb_not_before: Limits
    change_verbs: Words
    openers: Words
    adjectives: Words
    opener_not_before: Limits
    scopes: Words
    closers: Words
    closer_not_behind: Limits
    reported: Expression
    of_plan: Expression
    heads: Words
    never_alone: Words
    not_objects: Words
    object_tails: Words
    noun_tails: Words
    area_tails: Words
    phrase_ends: Words
    phrase_goes_on: Words
    background: Words
    background_tail: Words
    gained_by: Expression
    stands: Expression
    plants: Expression
    drawn: Expression
    power_moved: Expression
    figure_right: Words
    background_right: Expression
    counted_words: Words
    counted_alone: Words
    terms: Expression
    paid: Words
    terms_ahead: Words
    meetings: Words
    shorten: Words
    limited: Expression
    lasting: Expression
    within: Words
    conditions: Expression
    procedure: Expression
    whom: Expression
    if_clause: Expression
    must_be: Expression
    on_top_of: Expression
    held: Expression
    for_what: Words
    each_time: Expression
    others_list: Expression
    named_rates: Expression
    share_of_whole: Expression
    never_totals: Expression
    spent: Expression
    by_rule: Expression
    raised: Expression
    given: Expression
    articles: Expression
    size: Expression
    planned: Expression
    objectives: Words
    estimate: Words
    achieved: Words
    done: Expression
    turns: Expression
    told: Expression
    intended: Expression
    hoped: Expression
    under_way: Expression
    finished: Expression
    to_finish: Expression
    aimed_at: Expression
    aimed: Expression
    years_over: Expression
    looks_back: Expression
    looks_ahead: Expression
    results: Expression
    spell: Expression


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The same, compiled: each pattern matches one word of a list at a place, longest first."""

    opener: Expression
    scope: Expression
    verb: Expression
    kept: Expression
    verb_tail: Expression
    kept_tail: Expression
    change_tail: Expression
    closer_tail: Expression
    reported: Expression
    of_plan: Expression
    head_tail: Expression
    object_tail: Expression
    noun_tail: Expression
    area_tail: Expression
    phrase_end: Expression
    background: Expression
    background_right: Expression
    background_tail: Expression
    gained_by: Expression
    stands: Expression
    plants: Expression
    drawn: Expression
    power_moved: Expression
    figure_right: Expression
    not_object: Expression
    adjective: Expression
    objective: Expression
    terms_ahead: Expression
    paid: Expression
    counted: Expression
    counted_alone: Expression
    terms: Expression
    meeting: Expression
    shorten: Expression
    limited: Expression
    lasting: Expression
    within: Expression
    conditions: Expression
    procedure: Expression
    whom: Expression
    if_clause: Expression
    must_be: Expression
    on_top_of: Expression
    held: Expression
    for_what: Expression
    each_time: Expression
    others_list: Expression
    named_rates: Expression
    share_of_whole: Expression
    never_totals: Expression
    spent: Expression
    by_rule: Expression
    raised: Expression
    given: Expression
    articles: Expression
    size: Expression
    planned: Expression
    estimate: Expression
    achieved: Expression
    done: Expression
    turns: Expression
    told: Expression
    intended: Expression
    hoped: Expression
    under_way: Expression
    finished: Expression
    to_finish: Expression
    aimed_at: Expression
    aimed: Expression
    years_over: Expression
    looks_back: Expression
    looks_ahead: Expression
    results: Expression
    spell: Expression
    never_alone: frozenset[str]
    verb_nouns: frozenset[str]


def _any(words: Iterable[str], limits: dict[str, str] | None = None) -> str:
    limits = limits or {}
    ordered = sorted(set(words), key=len, reverse=True)
    return "|".join(re.escape(w) + (f"(?!{limits[w]})" if w in limits else "") for w in ordered)


@of_words
def vocabulary() -> Vocabulary:
    data = read("indicators.yaml", IndicatorWords)
    any_verb = [*data.verbs, *data.kept_verbs]

    def starts(words: Iterable[str], limits: dict[str, str] | None = None, tail: str = "") -> Expression:
        return re.compile(f"(?:{_any(words, limits)}){tail}")

    def ends(words: Iterable[str], behind: dict[str, str] | None = None) -> Expression:
        plain = [w for w in words if w not in (behind or {})]
        guarded = [f"(?<!{before}){re.escape(word)}" for word, before in (behind or {}).items()]
        return re.compile(f"(?:{'|'.join([_any(plain), *guarded])})$")

    # What the file has as an expression is taken as it is; made of lists of words are those named below.
    as_read: dict[str, Any] = {
        each.name: found
        for each in fields(Vocabulary)
        if isinstance(found := getattr(data, each.name, None), re.Pattern)
    }
    return Vocabulary(
        **as_read,
        opener=starts(data.openers, data.opener_not_before),
        scope=starts(data.scopes),
        verb=starts(any_verb, data.verb_not_before),
        kept=starts(data.kept_verbs, data.verb_not_before),
        verb_tail=ends(any_verb),
        kept_tail=ends(data.kept_verbs),
        change_tail=ends(data.change_verbs),
        closer_tail=ends(data.closers, data.closer_not_behind),
        head_tail=ends(data.heads),
        object_tail=ends(data.object_tails),
        noun_tail=ends(data.noun_tails),
        area_tail=ends(data.area_tails),
        phrase_end=starts(data.phrase_ends, tail=f"(?!{_any(data.phrase_goes_on)}|$)"),
        background=starts(data.background, data.verb_not_before),
        figure_right=starts(data.figure_right),
        not_object=ends(data.not_objects),
        background_tail=ends(data.background_tail),
        adjective=starts(data.adjectives),
        objective=starts(data.objectives),
        terms_ahead=starts(data.terms_ahead),
        paid=starts(data.paid),
        counted=ends(data.counted_words),
        counted_alone=starts(data.counted_alone),
        meeting=starts(data.meetings),
        shorten=starts(data.shorten),
        within=starts(data.within),
        for_what=starts(data.for_what),
        estimate=starts(data.estimate),
        achieved=starts(data.achieved),
        never_alone=frozenset(data.never_alone),
        verb_nouns=frozenset(data.verb_nouns),
    )
