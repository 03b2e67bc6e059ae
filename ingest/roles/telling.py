"""Who is given work by the sentences of an item, by what kind of document they stand in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from policygraph.ingest.roles import letters, prose
from policygraph.ingest.roles.clauses import Clause
from policygraph.ingest.roles.subjects import Hearers
from policygraph.ingest.text import genres


class Numbered(Protocol):
    """An item of the outline: where its words, its title and itself end."""

    @property
    def kind(self) -> str: ...
    @property
    def title_start(self) -> int: ...
    @property
    def title_end(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Telling:
    """A document's sentences. Letters and notices with `hearers` ask those in plain sentences; in plans, notices and
    opinions duties in running text are read too."""

    folded: str
    genre: str
    hearers: Hearers | None

    def of_item(self, item: Numbered, start: int, end: int, decided: bool, ruled: bool) -> list[Clause]:
        """The sentences of `item` that give work. The articles of a norm ask nobody for anything; what stands among
        them (`ruled`) only names roles. `decided`: what a unit does is its work."""
        if self.hearers is not None and item.kind != "article":
            hearers = replace(self.hearers, decided=decided and self.genre == "notice")  # a letter tells much else
            return letters.find_requests(self.folded, start, end, hearers)
        if self.genre not in genres.GIVE_WORK:
            return []
        if ruled:
            return prose.find_prose_clauses(self.folded, start, end)
        return letters.find_orders(self.folded, start, end) or self._said_first(item)

    def _said_first(self, item: Numbered) -> list[Clause]:
        """Whom the item begins with, or the words behind its title."""
        for at in (item.title_start, item.title_end):
            words = self.folded[at : item.end]
            begin = at + len(words) - len(words.lstrip(" \n。:;,"))
            if found := letters.said_first(self.folded, begin, item.end):
                return found
        return []

    def announced(self, start: int, end: int) -> list[Clause]:
        """甲局牵头，乙局配合，做好以下工作：said before a list is said of each of its items."""
        stop = start + len(self.folded[start:end].rstrip())
        if self.hearers is not None:
            return letters.announced(self.folded, start, stop, self.hearers)
        return prose.announced(self.folded, start, stop) if self.genre in genres.GIVE_WORK else []


def states_lead(told: Clause) -> bool:
    """Is somebody in particular ordered, or called the lead? That 各县区 do better is no task of a safeguard."""
    if told.form == "order":
        return not any(a.unit.kind == "collective" and a.unit.name.startswith("各") for a in told.assignments)
    return any(a.role == "LEADS" and a.basis == "stated" for a in told.assignments)
