"""Cypher that is always the same stands in `.cypher` files: a header of `//` lines in YAML, then one statement.

A room keeps its own in its folder `cypher/`. Their header: `answers` (or `does`, of a statement that writes),
`parameters` with an example of each, `columns`. What people ask stands in `queries/` (graph/asking/catalog.py).
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from policygraph.graph.cypher.kinds import written_out
from policygraph.model.vocabulary import LOADER

ORDERED = re.compile(r"ORDER BY \w+(\.\w+)?( DESC)?(, \w+(\.\w+)?( DESC)?)*")
_OWN: set[str] = set()
"""The statements of all files that were read."""


@cache
def fixed(room: str, name: str) -> str:
    """The statement of `cypher/NAME.cypher` in a room, which is a package's name, as `__package__` has it."""
    return statement(files(room).joinpath("cypher", f"{name}.cypher").read_text(encoding="utf-8"))


def texts(room: str) -> list[str]:
    """The whole of each file that a room keeps, by name."""
    there = files(room).joinpath("cypher").iterdir()
    return [each.read_text(encoding="utf-8") for each in sorted(there, key=lambda each: each.name)]


def statement(text: str) -> str:
    """What stands below a file's header, written out for all kinds of nodes that it goes through."""
    own = others_statement(text)
    _OWN.add(own)
    return own


def others_statement(text: str) -> str:
    """The same of a file that is not ours, and is asked as what people write is."""
    lines = text.splitlines()
    return written_out("\n".join(lines[_length(lines) :]).strip() + "\n")


def is_own(cypher: str) -> bool:
    """Whether it stands in a file, to the letter: nobody has put anything into it."""
    return cypher in _OWN


def cut(cypher: str, rows: int | str | None) -> str:
    """A statement of ours that ends with an ORDER BY, with a LIMIT for one row more than is wanted, which leaves the
    engines less to make and to order; any other as it is. `rows`: how many are wanted; or `$name`, the parameter that
    gives the limit, for an engine that plans a statement anew for each number in it.

    Not where it is ordered by more than columns and properties: kglite takes a CASE of a column for nothing then.
    """
    last = cypher.rstrip().rpartition("\n")[2]
    if rows is None or not is_own(cypher) or not ORDERED.fullmatch(last):
        return cypher
    own = f"{cypher.rstrip()} LIMIT {rows if isinstance(rows, str) else rows + 1}\n"
    _OWN.add(own)
    return own


def header(text: str) -> Any:
    """What a file's header holds. Raises yaml.YAMLError."""
    lines = text.splitlines()
    return yaml.load("\n".join(line[2:].removeprefix(" ") for line in lines[: _length(lines)]), LOADER)


def first_line(text: str) -> int:
    """The number of the line in which the statement begins, from 1."""
    return _length(text.splitlines()) + 1


def _length(lines: list[str]) -> int:
    """How many lines the header has."""
    return next((i for i, line in enumerate(lines) if not line.startswith("//")), len(lines))
