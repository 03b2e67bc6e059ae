"""One change to a text: the unit of cleaning."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `put` in the place of `text[start:end]`. With a `kind`, the words are kept aside under that name."""

    start: int
    end: int
    put: str = ""
    kind: str | None = None
