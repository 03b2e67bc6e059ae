"""Which words of the graph's texts a question's own words stand for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import product

from policygraph.graph.asking.known_names import key
from policygraph.graph.questions.words import ends, question_words

SHORTEST = 2  # characters of a piece of a phrase
MOST_PHRASES = 3
AND = re.compile("[和与及跟、]|以及")
BETWEEN = "[^，,；;。：:、！？!?（）()]{0,8}"  # the words of a thing between what is done with it and its name
AMOUNT_END = re.compile("(?:面积|数量|数|量)$")


def variants(phrase: str) -> Iterator[tuple[str, ...]]:
    """A phrase as it is, without what is done with the thing, and in two pieces; the nearest first.

    >>> list(variants("小流域治理"))[:4]
    [('小流域治理',), ('小流域',), ('小流', '域治理'), ('小流域', '治理')]
    """
    head, tail = ends()
    bare = [phrase, tail.sub("", phrase), head.sub("", phrase), tail.sub("", head.sub("", phrase))]
    shorter = tuple(dict.fromkeys(bare))
    yield from ((each,) for each in shorter)
    for each in shorter:
        if AND.search(each) and all(len(piece) >= SHORTEST for piece in AND.split(each)):
            yield tuple(AND.split(each))
        yield from ((each[:at], each[at:]) for at in range(SHORTEST, len(each) - SHORTEST + 1))


def fitting(phrases: Sequence[str], finds: Callable[[tuple[str, ...]], bool]) -> tuple[str, ...] | None:
    """The words for all `phrases` together under which something is found, the nearest to what was written first."""
    if not phrases or len(phrases) > MOST_PHRASES or any(len(each) < SHORTEST for each in phrases):
        return None
    for chosen in product(*(tuple(variants(each)) for each in phrases)):
        words = tuple(dict.fromkeys(word for pieces in chosen for word in pieces))
        if finds(words):
            return words
    return None


def turned(phrase: str) -> tuple[str, str, re.Pattern[str]] | None:
    """A phrase of a thing and what is done with it: both, and how a sentence says the same the other way round.

    Chinese has the deed before its object or behind it, and the object may have words of its own; nothing else lies
    between them, no mark and no other deed.

    >>> thing, deed, pattern = turned("茶园改造")
    >>> thing, deed, bool(pattern.search("改造低产茶园2400亩")), bool(pattern.search("完成改造，新建茶园"))
    ('茶园', '改造', True, False)
    """
    _, tail = ends()
    found = tail.search(phrase)
    if found is None or found.group() not in question_words().turned:
        return None
    thing, deed = phrase[: found.start()], found.group()
    return thing, deed, re.compile(f"{re.escape(deed)}{BETWEEN}{re.escape(thing)}")


def indicators(phrases: Sequence[str], names: Sequence[str]) -> list[str]:
    """The figures of the graph that are called so: those that have the phrase, or its pieces in another order; where
    some name is just that, no other.

    >>> indicators(["低产茶园改造"], ["改造低产茶园", "低产茶园改造", "新造油茶"])
    ['低产茶园改造', '改造低产茶园']
    """
    if not phrases or any(len(each) < SHORTEST for each in phrases):
        return []
    folded = [(key(name), name) for name in names]
    exact = [name for of, name in folded if of == "".join(phrases)]
    swapped = _of_pieces(phrases, folded, whole=True)
    if exact or swapped:
        return list(dict.fromkeys((*exact, *swapped)))
    whole = [name for of, name in folded if all(each in of for each in phrases)]
    return list(dict.fromkeys((*whole, *_of_pieces(phrases, folded, whole=False))))


def _of_pieces(phrases: Sequence[str], folded: Sequence[tuple[str, str]], *, whole: bool) -> list[str]:
    """Names with all pieces of the phrases; `whole`: and nothing else."""
    length = sum(map(len, phrases))
    if length < 2 * SHORTEST:
        return []
    found: list[str] = []
    for chosen in product(
        *([(each,), *((each[:a], each[a:]) for a in range(SHORTEST, len(each) - 1))] for each in phrases)
    ):
        pieces = [piece for some in chosen for piece in some]
        found += [
            name for of, name in folded
            if (len(of) == length if whole else len(of) <= 2 * length) and all(piece in of for piece in pieces)
        ]  # fmt: skip
    return list(dict.fromkeys(found))
