"""Words that were not understood: counted, so that nothing is dropped in silence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UnreadSpan:
    """`text[start:end]` of the cleaned text was not understood; kinds as in the ontology.

    `choices`: full names of the places that an unsure region may be.
    """

    kind: str
    start: int
    end: int
    choices: tuple[str, ...] = ()
