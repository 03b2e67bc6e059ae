"""Measures that are only a heading over their parts: a part carries out what the whole is too broad to be linked to.

A whole is linked to three measures above at most. Where a plan puts ten measures of a policy below one heading, most of
them would seem not to be taken up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from policygraph.graph.lineage.pairing import Pair
from policygraph.graph.stores.store import Row

HEADING = 12  # characters of a heading beside its title: its number, a colon, line ends


def spelled_out(measures: Sequence[Row], parts: Iterable[Row]) -> list[Row]:
    """The measures, with the parts of each that is only a heading in its place; none where none is."""
    of: dict[str, list[Row]] = defaultdict(list)
    for part in parts:
        of[part["parent"]].append(part)
    found = [each for row in measures for each in (of[row["id"]] if _is_heading(row, of[row["id"]]) else [row])]
    return found if len(found) > len(measures) else []


def _is_heading(row: Row, parts: Sequence[Row]) -> bool:
    own = len(row["text"]) - sum(len(part["text"]) for part in parts)
    return len(parts) > 1 and own - len(row["title"]) <= HEADING


def not_linked(found: Iterable[Pair], rows: Sequence[Row], linked: Collection[tuple[str, int]]) -> list[Pair]:
    """Of what was found for `rows`, which `spelled_out` gave: what parts carry out and their wholes are not `linked`
    to (ids of wholes, positions above).
    """
    of = ((pair, rows[pair.lower].get("parent")) for pair in found)
    return [pair for pair, parent in of if parent and (parent, pair.upper) not in linked]
