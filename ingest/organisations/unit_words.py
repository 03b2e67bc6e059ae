"""How names of organisations end, and what names several at once (`data/organisations.yaml`)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policygraph.model.overlay import of_words
from policygraph.model.vocabulary import Expression, Words, read


@dataclass(frozen=True, slots=True)
class UnitWords:
    """`data/organisations.yaml`: endings by kind, and words that stand in lists of units."""

    ends: dict[str, Words]
    collective_starts: Expression
    collective_holds: Expression
    empty_after_etc: Words
    bare: Words
    not_in_names: Expression
    things: Words


@of_words
def unit_words() -> UnitWords:
    """The vocabulary, read once."""
    return read("organisations.yaml", UnitWords)


@of_words
def ending() -> Expression:
    """An ending at the end of a name."""
    ends = sorted({end for words in unit_words().ends.values() for end in words}, key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(ends)})$")
