"""What a question gets: an answer, in a sentence and rows, or the question back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from policygraph.graph.asking.catalog import Column, find_query
from policygraph.graph.asking.known_names import Ask
from policygraph.graph.ledgers.standing import Line, Rules
from policygraph.graph.questions.lexicon import Lexicon
from policygraph.graph.stores.store import Row


@dataclass(frozen=True)
class World:
    """Over what is asked: the catalogue's queries, lines of the ledger by ids of tasks, the day, an office's rules."""

    ask: Ask
    lines: Callable[[Sequence[str]], Sequence[Line]]
    today: date
    rules: Rules | None = None


@dataclass(frozen=True)
class Understood:
    """A slot as it was understood: what it is called, what it holds in words, the words it was read from, and its name
    among `meant.edited.SLOTS`; none of what is a value of a whole pattern."""

    slot: str
    value: str
    said: str = ""
    name: str = ""


@dataclass(frozen=True)
class Choice:
    """Something that may be meant: in words, and the question that asks for it, or the catalogue's query."""

    words: str
    question: str
    query: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """`query`, `values`: of the catalogue, by which it can be asked again. `notes`: what was taken otherwise than it is
    written, and what else is to be known. `units`, `count`: what is named, or counted, where that is asked for.
    `choices`: the same of one of several that are called alike. `sides`: of what is compared, what each is called and
    its number. `by_page`: what of where the page is (`meant.within`) the question was taken to be about."""

    sentence: str
    query: str
    values: Mapping[str, Any]
    rows: Sequence[Row]
    columns: Sequence[Column]
    understood: tuple[Understood, ...] = ()
    notes: tuple[str, ...] = ()
    units: tuple[str, ...] | None = None
    count: int | None = None
    choices: tuple[Choice, ...] = ()
    sides: tuple[tuple[str, float | None], ...] = ()
    by_page: tuple[str, ...] = ()


@dataclass(frozen=True)
class AskedBack:
    """Nothing is claimed: `sentence` says why; `choices` can be asked instead. `unused`: what was not understood."""

    sentence: str
    choices: tuple[Choice, ...] = ()
    understood: tuple[Understood, ...] = ()
    notes: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    by_page: tuple[str, ...] = ()


@dataclass
class Asking:
    """One question on its way: each query is asked once for it. `notes`: what was taken otherwise than written."""

    world: World
    lexicon: Lexicon
    question: str
    notes: list[str] = field(default_factory=list)
    _known: dict[str, Sequence[Row]] = field(default_factory=dict)

    def rows(self, query: str, values: Mapping[str, Any]) -> Sequence[Row]:
        name = f"{query} {sorted(values.items(), key=str)}"
        if name not in self._known:
            self._known[name] = self.world.ask(query, values)
        return self._known[name]

    @staticmethod
    def columns(query: str) -> Sequence[Column]:
        return find_query(query).columns
