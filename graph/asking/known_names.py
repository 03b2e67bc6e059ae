"""Names that a graph knows, to recognise them in what people write and to offer them where a name is asked for."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from policygraph.graph.stores.store import Row
from policygraph.model.records import fold
from policygraph.model.words import near, perhaps

Ask = Callable[[str, Mapping[str, Any]], Sequence[Row]]  # the rows of a query of the catalogue
FUNCTION = "Function"  # what departments do (农业农村): no nodes, but names all the same
BOUNDARY = "省市县区州盟旗委国镇乡"  # what a full name has before the part that a unit is called by
SHORTEST, PIECE = 2, 2  # characters of a part of a name; of a piece of one
MOST_PIECES = 5
ALIKE, SLIP = 0.8, 0.7  # of a name's beginning; of what may be a slip of the pen in a short name
OF_FILES = re.compile(r"^\d+[-_.、\s]*(?!\d*年)|\.[A-Za-z]{2,5}$")  # what a file's name has around a title


@dataclass(frozen=True)
class Names:
    """Those of one label, much used ones first."""

    rows: tuple[Row, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row["name"] for row in self.rows))

    @cached_property
    def _spelled(self) -> dict[str, str]:
        """Every folded spelling → how the graph spells it; the first one that has it."""
        found: dict[str, str] = {}
        for row in self.rows:
            for name in spellings(row):
                found.setdefault(key(name), name)
        return found

    def exact(self, text: str) -> str | None:
        """The name, full name or alias that `text` is."""
        return self._spelled.get(key(text))

    def ending(self, text: str) -> list[str]:
        """Full names that end with `text` as a unit is called (财政局, 组织部), or have it as name or alias."""
        folded = key(text)
        return sorted({row["full_name"] or row["name"] for row in self.rows if _ends(row, folded)})

    def containing(self, text: str) -> list[str]:
        folded = key(text)
        return [name for name in self.names if folded in key(name)] if len(folded) >= SHORTEST else []

    def in_pieces(self, text: str) -> list[str]:
        """Names that have all of `text` in its order, in pieces (粮食产量 in 粮食总产量)."""
        folded = key(text)
        return [name for name in self.names if _has_pieces(folded, key(name))] if len(folded) >= 2 * PIECE else []

    def near(self, text: str, most: int = 5) -> list[str]:
        """Names that look like `text`, the likest first."""
        found = near(key(text), self._spelled, most)
        return list(dict.fromkeys(self._spelled[each] for each in found))

    def slips(self, text: str, most: int = 5) -> list[str]:
        """Names of which `text` may be a slip of the pen, the likest first: much more alike than what is `near`."""
        found = near(key(text), self._spelled, most, SLIP)
        return list(dict.fromkeys(self._spelled[each] for each in found))

    def likely(self, text: str, most: int = 5) -> list[str]:
        """Names that somebody may mean who writes `text` and means none exactly: what he leaves out or adds is looked
        past, a file's number and suffix too (05_临澜区2026年实施方案.docx); those that have it in its order come first.
        """
        words = OF_FILES.sub("", text.strip()) or text
        sure = [*self.containing(words), *self.in_pieces(words)]
        return list(dict.fromkeys(sure or [*self._beginning(words), *self.near(words, most)]))[:most]

    def _beginning(self, text: str) -> list[str]:
        """Names that begin nearly so (临澜区2027年: 临澜区2026年……行动实施方案)."""
        folded = key(text)
        return [self._spelled[each] for each in self._spelled if len(folded) >= 2 * PIECE < len(each)
                and difflib.SequenceMatcher(None, folded, each[: len(folded)]).ratio() >= ALIKE]  # fmt: skip


LISTING = {"Policy": "policies", "Department": "departments"}
"""By label the query of the catalogue that lists all."""


def likely(label: str, text: str, ask: Ask, most: int = 3) -> str:
    """What is added where none of a label (of `LISTING`) is called so: the near ones, or how to list all."""
    otherwise = f"；运行 policygraph query {LISTING[label]} 可列出全部"
    return perhaps(names_of(label, ask).likely(text, most), otherwise)


def names_of(label: str | None, ask: Ask) -> Names:
    """All names of a label in the graph, or of all labels."""
    if label != FUNCTION:
        return Names(tuple(ask("names", {"label": label})))
    functions: Iterable[str | None] = (row["function"] for row in ask("departments", {}))
    return Names(tuple({"name": each, "full_name": None, "aliases": None} for each in dict.fromkeys(functions) if each))


def key(text: str) -> str:
    """`text` as names are compared: folded, and without the particles that people leave out or write wrongly."""
    return fold(text).replace("的", "").replace("得", "")


def spellings(row: Row) -> list[str]:
    """Name, full name and aliases of a row of `names`."""
    return [name for name in (row["name"], row["full_name"], *(row["aliases"] or ())) if name]


def _ends(row: Row, folded: str) -> bool:
    if any(key(name) == folded for name in spellings(row)):
        return True
    full = key(row["full_name"] or "")
    return len(folded) >= SHORTEST and full.endswith(folded) and full[: -len(folded)][-1:] in tuple(BOUNDARY)


def _has_pieces(text: str, name: str, start: int = 0, most: int = MOST_PIECES) -> bool:
    if not text:
        return True
    for length in range(len(text), PIECE - 1, -1):
        at = name.find(text[:length], start)
        if at >= 0:  # the longest piece at its first place: to try all others would take for ever
            return most > 1 and _has_pieces(text[length:], name, at + length, most - 1)
    return False
