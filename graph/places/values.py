"""What each place has: its tasks, how far they are, an indicator's figure; and the steps in which that is coloured."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from policygraph.graph.ledgers.standing import Line, Rules, completion, counted, stand
from policygraph.graph.stores.store import Row
from policygraph.model.words import figure, whole_percent

PROVINCE = 2  # digits of a province's code
STEPS = 5  # colours
SHARES = (0.2, 0.4, 0.6, 0.8)  # where the steps of shares begin: the same whatever there is
NONE = "—"


@dataclass(frozen=True, slots=True)
class Place:
    """A region of the graph. `code`: of the division, empty where no list holds it; `within`: name of what it is
    in; `lies`: its code, or that of what it is in."""

    id: str
    name: str
    full_name: str
    code: str
    level: str
    within: str
    lies: str = ""

    @property
    def province(self) -> str:
        """The code of the province that it is or lies in; what no list holds lies in none."""
        return self.lies[:PROVINCE]


class Value(NamedTuple):
    """What is told of a place. `number`: by which it is coloured, none where nothing is to be compared; `words`: as it
    is written on its tile; `why`: said beside it."""

    number: float | None
    words: str
    why: str = ""


class Gathered(NamedTuple):
    """`lines`: by id of a place its tasks; `apart`: how many tasks are nobody's, as far as is known."""

    places: Mapping[str, Place]
    lines: Mapping[str, Sequence[Line]]
    apart: int


def place_of(row: Row) -> Place:
    """Of a row of the queries `policies-of-places` and `towns-of-tasks`."""
    return Place(row["region_id"], row["place"], row["full_name"] or row["place"], row["code"] or "",
                 row["level"] or "", row["within"] or "", row["code"] or row["within_code"] or "")  # fmt: skip


def gather(lines: Iterable[Line], policies: Iterable[Row], towns: Iterable[Row]) -> Gathered:
    """Tasks by whose plan they stand in, and by the towns that they touch: one is in several towns, and once in each.

    `policies`, `towns`: rows of the queries `policies-of-places` and `towns-of-tasks`.
    """
    places: dict[str, Place] = {}
    of_policy: dict[str, str] = {}
    for row in policies:
        places[row["region_id"]] = place_of(row)
        of_policy[row["policy_id"]] = row["region_id"]
    of_task: dict[str, set[str]] = defaultdict(set)
    for row in towns:
        places.setdefault(row["region_id"], place_of(row))
        of_task[row["task_id"]].add(row["region_id"])
    found: dict[str, list[Line]] = defaultdict(list)
    apart = 0
    for line in lines:
        own = of_policy.get(line.policy_id or "")
        apart += own is None
        for id_ in {*([own] if own else []), *of_task.get(line.id, ())}:
            found[id_].append(line)
    return Gathered({id_: places[id_] for id_ in places if id_ in found}, found, apart)


def tasks(lines: Sequence[Line]) -> Value:
    number = len(counted(lines))
    return Value(float(number), str(number)) if number else Value(None, NONE)


def done(lines: Sequence[Line], on: date, rules: Rules | None = None) -> Value:
    """How far they are on a day; nothing where nobody has told of any of them."""
    own = counted(lines)
    told = sum(bool(line.told) for line in own)
    found = completion(stand(line, on, rules) for line in own)
    if not told or found.share is None:
        return Value(None, NONE, "没有报过进展")
    return Value(
        found.share, whole_percent(found.share), f"{len(own)} 项中 {told} 项报过进展，办结 {found.finished} 项"
    )


def amount(rows: Sequence[Row], comparator: str = "") -> Value:
    """The figure of one indicator, one year and one kind (rows of the query `figures`): where a place has several that
    differ, none of them is taken for it."""
    known = {
        (row["value"], row["value_high"], row["unit"], row["mode"]): row for row in rows if row["value"] is not None
    }
    if not known:
        return Value(None, NONE)
    if len(known) > 1:
        return Value(None, f"{len(known)} 个数", "同一年有几个不同的数，没有取哪一个")
    row = next(iter(known.values()))
    return Value(float(row["value"]), figure(row, comparator), f"{row['policy'] or row['source']}")


def one_unit(values: Mapping[str, Sequence[Row]]) -> str:
    """The unit that most of the figures have: others are not to be coloured with them."""
    counts: dict[str, int] = defaultdict(int)
    for rows in values.values():
        for row in rows:
            counts[row["unit"] or ""] += 1
    return max(sorted(counts), key=counts.__getitem__, default="")


def steps(numbers: Collection[float], *, shares: bool = False) -> tuple[float, ...]:
    """Where the steps above the first begin: of shares always the same, of others so that each has about as many.

    >>> steps([1, 2, 3, 4, 100]), steps([7, 7, 7]), steps([0.3], shares=True)
    ((2, 3, 4, 100), (), (0.2, 0.4, 0.6, 0.8))
    """
    if shares:
        return SHARES
    ordered = sorted(numbers)
    starts = (ordered[len(ordered) * i // STEPS] for i in range(1, STEPS)) if ordered else ()
    return tuple(dict.fromkeys(start for start in starts if start > ordered[0]))


def step(number: float | None, starts: Sequence[float]) -> int | None:
    """Which colour, from 0.

    >>> [step(each, (2, 5)) for each in (None, 1, 2, 9)]
    [None, 0, 1, 2]
    """
    return None if number is None else bisect_right(starts, number)
