"""What a paper says, before it is a file: a title, then headings, paragraphs and tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from policygraph.graph.stores.store import Row
from policygraph.graph.transfer.forms import Form


def day(of: date) -> str:
    """
    >>> day(date(2026, 7, 1))
    '2026年7月1日'
    """
    return f"{of.year}年{of.month}月{of.day}日"


Ask = Callable[[str, Mapping[str, Any]], Sequence[Row]]
"""The rows of a query of the catalogue, by its name."""


class Heading(NamedTuple):
    words: str
    level: int = 1


class TableTitle(NamedTuple):
    """Above one of several tables."""

    words: str


class Words(NamedTuple):
    """A paragraph."""

    words: str


class Signature(NamedTuple):
    """Below a paper's text: which office it comes from, where that is known, and the day."""

    by: str
    on: str


Block = Heading | Words | TableTitle | Form | Signature


@dataclass(frozen=True, slots=True)
class Paper:
    """`kind`: what a template of its own is called; `title`: its lines; `name`: of its file, without a suffix; `wide`:
    on paper across; `by`: the office that it comes from, where that is known.
    """

    kind: str
    title: tuple[str, ...]
    name: str
    blocks: tuple[Block, ...]
    wide: bool = False
    by: str = ""
    on: date | None = None

    @property
    def forms(self) -> list[Form]:
        return [block for block in self.blocks if isinstance(block, Form)]
