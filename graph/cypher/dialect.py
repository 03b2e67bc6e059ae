"""The same Cypher for kglite as for Neo4j: what kglite spells otherwise is rewritten, and its answer's columns back.

kglite 0.21 knows no /* */, no blanks but ASCII's, no names but ASCII's (in backticks it does, but not in patterns nor
for parameters), and takes the properties `start` and `end` for a relationship's ends.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Any

from policygraph.graph.cypher.lexer import Token, tokens
from policygraph.model.errors import PolicyGraphError

# A property's name as written after a dot → the index by which kglite finds it.
SPANS = {"start": "['start']", "end": "['end']", "`start`": "['start']", "`end`": "['end']"}
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")  # what needs no backticks


class Dialect:
    """A statement as kglite reads it (`text`), and the way back to how it was written."""

    def __init__(self, cypher: str) -> None:
        self._written = tokens(cypher)
        self._stem = "name"
        while self._stem in cypher:
            self._stem += "_"
        self._aliases: dict[str, str] = {}  # a name → what it is called instead
        self._parameters: set[str] = set()
        self._columns: dict[str, str] = {}  # as they were written, of those that have been asked for
        self._given = [_blank(token) if token.kind == "blank" else token.text for token in self._written]
        solid = [i for i, token in enumerate(self._written) if token.kind != "blank"]
        open_: list[str] = []
        for at, i in enumerate(solid):
            token = self._written[i]
            if token.text in ("(", "[", "{"):
                open_.append(token.text)
            elif token.text in (")", "]", "}") and open_:
                open_.pop()
            elif token.kind in ("word", "quoted"):
                self._respell(solid, at, in_braces=open_[-1:] == ["{"])
        self._index_spans(solid)
        self._check_durations(solid)
        self.text = "".join(self._given)

    def _respell(self, solid: Sequence[int], at: int, *, in_braces: bool) -> None:
        """Give the word at `solid[at]` the name that kglite takes: of a property in backticks, else another one."""
        i = solid[at]
        token = self._written[i]
        before = self._written[solid[at - 1]].text if at else ""
        after = self._written[solid[at + 1]].text if at + 1 < len(solid) else ""
        is_key = in_braces and before in ("{", ",") and after == ":"
        if before == "." or is_key:
            self._given[i] = token.text if token.text.isascii() else f"`{_bare(token)}`"
        else:
            self._given[i] = self._name(token, parameter=before == "$")
        if before == "$":
            self._given[solid[at - 1] + 1 : i] = [""] * (i - solid[at - 1] - 1)  # no blanks after the $

    def parameters(self, given: Mapping[str, Any]) -> dict[str, Any]:
        renamed = {name: self._aliases[name] for name in self._parameters & self._aliases.keys()}
        return {renamed.get(name, name): value for name, value in given.items()}

    def as_written(self, column: str) -> str:
        """The name of a column, which is its expression where the query gives it none."""
        if column not in self._columns:
            self._columns[column] = self._expression(column)
        return self._columns[column]

    def _expression(self, column: str) -> str:
        ends = [0, *accumulate(map(len, self._given))]
        for text in (column, f"`{column}"):  # kglite cuts off a backtick that an expression begins with
            for first, at in enumerate(ends):
                if self.text.startswith(text, at) and at + len(text) in ends[first + 1 :]:
                    written = self._written[first : ends.index(at + len(text))]
                    return _bare(written[0]) if len(written) == 1 else "".join(token.text for token in written)
        return column  # what stands within backticks

    def renamed_back(self, text: str) -> str:
        names = {alias: name for name, alias in self._aliases.items()}
        return re.sub(rf"{self._stem}\d+_", lambda found: names.get(found[0], found[0]), text)

    def _name(self, token: Token, *, parameter: bool) -> str:
        """Of a variable, parameter, label or type."""
        name = _bare(token)
        if not name or NAME.fullmatch(name):
            return name if parameter else token.text
        if parameter:
            self._parameters.add(name)
        return self._aliases.setdefault(name, f"{self._stem}{len(self._aliases)}_")

    def _check_durations(self, solid: Sequence[int]) -> None:
        """kglite counts days only, where Neo4j counts months and the days that remain."""
        words = [self._written[i].text.lower() for i in solid]
        if any(words[i : i + 3] == ["duration", ".", "between"] for i in range(len(words))):
            raise PolicyGraphError(
                "内嵌的图不会把 duration.between 分成月和日；请写 duration.inDays(…) 或 duration.inMonths(…)"
            )

    def _index_spans(self, solid: Sequence[int]) -> None:
        """The properties `start` and `end` of a variable as `r['start']`.

        After a dot, kglite wants `end` in backticks where Neo4j does not, and takes both, on a relationship that has
        no such property, for its ends.
        """
        for owner, dot, name in zip(solid, solid[1:], solid[2:], strict=False):
            if self._written[dot].text == "." and (span := SPANS.get(self._written[name].text)):
                if self._written[owner].kind in ("word", "quoted") or self._written[owner].text == "]":
                    self._given[dot], self._given[name] = "", span
                else:
                    self._given[name] = f"`{_bare(self._written[name])}`"


@lru_cache(512)
def dialect(cypher: str) -> Dialect:
    """Of a statement; the same again for one that was asked before."""
    return Dialect(cypher)


def _blank(token: Token) -> str:
    """As long as it was, so that places in messages hold. A comment that does not end stays, to be refused."""
    if token.text.startswith("/"):
        if token.text.startswith("/*") and not token.text[2:].endswith("*/"):
            return token.text
        return re.sub(r"[^\n]", " ", token.text)
    return re.sub(r"[^ \t\r\n]", " ", token.text)


def _bare(token: Token) -> str:
    return token.text.strip("`") if token.kind == "quoted" else token.text
