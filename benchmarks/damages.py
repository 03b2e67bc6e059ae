"""Damage to the files of a graph, for `benchmarks.faults`: is it seen, and is all that was committed brought back?

Three graphs: one at rest; one whose writer was killed after it had kept a decision, one after it had read a document,
so that the log holds what no snapshot does. In each a bit of a file is turned, its end cut off, or the file deleted.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from policygraph.graph.loading import entries
from policygraph.graph.stores import seal
from policygraph.graph.stores.embedded import database_file
from policygraph.model.errors import PolicyGraphError
from policygraph.services import safekeeping

SHARES = {"rest": 0.7, "judged": 0.15, "read": 0.15}  # of the damages; most of the time nobody writes


class Damage(NamedTuple):
    """What became of a damage. `lost`: the lines of the graph that are gone; `named`: the command said so."""

    state: str
    what: str
    seen: bool
    lost: int
    named: bool


def flip(file: Path, chance: random.Random) -> None:
    """Turn one bit."""
    data = bytearray(file.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    file.write_bytes(data)


def cut(file: Path, chance: random.Random) -> None:
    """Cut off the end."""
    file.write_bytes(file.read_bytes()[: chance.randrange(file.stat().st_size)])


def delete(file: Path, chance: random.Random) -> None:
    file.unlink()


KINDS = (flip, cut, delete)


def damages(most: int, begin: Callable[[str], Path], ask: Callable[[Path, Callable[[Path], str]], str],
            truth: Callable[[Path], str]) -> Iterator[Damage]:  # fmt: skip
    """What becomes of `most` damages. `begin` gives a copy of a state; `ask` the words of a function in a child."""
    chance = random.Random(1)
    for state, share in SHARES.items():
        whole = ask(begin(state), truth).splitlines()
        for n in range(round(most * share)):
            place = begin(state)
            file = database_file(place)
            files = [each for each in (*seal.files_of(file), entries.file_of(str(file))) if each.exists()]
            hurt, kind = files[n % len(files)], KINDS[n // len(files) % len(KINDS)]
            kind(hurt, chance)
            seen = ask(place, look) != ""
            said = ask(place, mend)
            after = set(ask(place, truth).splitlines())
            lost = sum(line not in after for line in whole)
            yield Damage(state, f"{kind.__name__} {hurt.name}", seen, lost, said != "0")


def look(place: Path) -> str:
    """What `policygraph check` says."""
    try:
        return "\n".join(safekeeping.check(place))
    except PolicyGraphError as error:
        return str(error)


def mend(place: Path) -> str:
    """What `policygraph restore` says that it cannot bring back: a number of commits, None where it does not know."""
    return str(safekeeping.recover(place, lambda _: None).lost)
