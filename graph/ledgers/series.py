"""Ledgers that follow each other: one office's list of tasks, month after month, where no plan of these is there.

The first ledger that names a task stands for its plan: the rows of later ones are progress of that task, and a row that
none has named is a task from then on. So ledgers have an order, by the day until which they tell, in which each looks
at those before it alone; one that tells no day comes after all that do, and bulletins come last, for they look at all
of their year. Two ledgers are one list where they are of one place, year and office, and half of the shorter one's
rows are called alike in the other, or both are of one subject by their titles. The year is the one in the title; else
that of the day, and in January, when the old year is told to its end, the one before where the list goes on.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from policygraph.graph.cypher.files import fixed
from policygraph.graph.ledgers import rows
from policygraph.graph.ledgers.matching.work import Work
from policygraph.graph.ledgers.rows import Found
from policygraph.graph.stores.store import Read, Row
from policygraph.model.records import fold

ROWS = fixed(__package__, "rows-of-ledgers")
STATED = fixed(__package__, "tasks-stated")

LAST = "9999"  # in turn after every day
ALIKE = 0.5  # of the shorter list's rows, called alike in both
SUBJECT = 6  # characters of a title that say more than that it is a ledger
TELLING = ("bulletin", "report")  # which tell of a list rather than being one

_WHEN = re.compile(
    r"[(（][^()（）]*(?:截[至止]|\d)[^()（）]*[)）]|截[至止].*|第?[一二三四1-4]季度|第[\d一二三四五六七八九十]+[期号批]"
    r"|[上下]半年|(?:\d+|[一二三四五六七八九十]+)月(?:份|底|末|\d+日)?|[上中下]旬"
)
_YEAR = re.compile(r"\d{4}(?=年)")


class Ledger(NamedTuple):
    """A document that tells of tasks until a `day` (ISO). `offices`: under which ids they now stand; `called`: what its
    rows call their tasks, folded; `subject`: its title without when."""

    id: str
    facts: str
    place: str | None
    day: str | None
    tells: bool
    offices: frozenset[str]
    called: frozenset[str]
    subject: str

    @property
    def titled(self) -> int | None:
        """The year in its title."""
        return year_of(self.subject)

    @property
    def year(self) -> int | None:
        return self.titled or (int(self.day[:4]) if self.day else None)

    @property
    def turn(self) -> tuple[bool, str, str]:
        return self.tells, self.day or LAST, self.id

    def may_be_of(self, years: Iterable[int]) -> list[int]:
        """Of which of the years in which there are lists it may be one's, the likeliest first."""
        if self.year is None:
            return sorted(years, reverse=True)
        return [*years_told([self.day] if self.day else [], self.titled)] or [self.year]


def subject_of(title: str) -> str:
    """A title without when, folded."""
    return fold(_WHEN.sub("", fold(title)))


def year_of(subject: str) -> int | None:
    """The year that a subject names."""
    return next(map(int, _YEAR.findall(subject)), None)


def years_told(days: Iterable[str], titled: int | None) -> list[int]:
    """The years of which a ledger may tell that tells until these days (ISO) and has that year in its title, the
    earliest first.

    >>> years_told(["2032-01-10"], None), years_told(["2032-01-10"], 2031), years_told(["2032-03-31"], None)
    ([2031, 2032], [2031], [2032])
    """
    if titled is not None:
        return [titled]
    return sorted({int(day[:4]) - before for day in days for before in range(1 + (day[5:7] == "01"))})


def in_turn(
    read: Read, ledgers: Sequence[Row], but: Collection[str], now: Callable[[tuple[str, str], str], str]
) -> list[Ledger]:
    """Those of which it is known until when they tell, and lists of which it is not, each after those that it looks at.
    `now`: under which id a node that a document speaks of stands."""
    dated = [row for row in ledgers if (row["as_of"] or row["genre"] not in TELLING) and row["id"] not in but]
    called: dict[str, set[str]] = defaultdict(set)
    for row in read(ROWS, {"ids": [row["id"] for row in dated]}) if len(dated) > 1 else ():
        called[row["id"]].update(map(fold, row["called"]))
    return sorted((_ledger(row, called[row["id"]], now) for row in dated), key=lambda each: each.turn)


def _ledger(row: Row, called: Iterable[str], now: Callable[[tuple[str, str], str], str]) -> Ledger:
    return Ledger(
        row["id"], row["facts"], row["place"], row["as_of"], row["genre"] in TELLING,
        frozenset(now(("Department", each), row["id"]) for each in row["departments"]), frozenset(called),
        subject_of(row["title"] or ""),
    )  # fmt: skip


def before(ledgers: Sequence[Ledger]) -> dict[str, list[Ledger]]:
    """By ledger those of its list whose tasks may be its own, in turn."""
    lists: dict[str | None, dict[int, list[Ledger]]] = defaultdict(dict)
    found: dict[str, list[Ledger]] = {}
    for each in ledgers:
        of_place = lists[each.place]
        home = each.year
        found[each.id] = []
        for year in each.may_be_of(of_place):
            if own := [other for other in of_place.get(year, ()) if _is_one_list(other, each)]:
                found[each.id], home = own, year
                break
        if home is not None:
            of_place.setdefault(home, []).append(each)
    return found


def _is_one_list(one: Ledger, other: Ledger) -> bool:
    apart = one.offices.isdisjoint(other.offices)
    if apart and (one.place is None or (one.offices and other.offices)):
        return False
    years = [_YEAR.findall(each.subject) for each in (one, other)]
    if all(years) and years[0] != years[1]:  # the list of another year is another list, however alike
        return False
    if other.day is None and not (one.called and len(one.called & other.called) >= ALIKE * len(other.called)):
        return False  # of no day, it must be known by its rows
    if other.tells and not one.tells:
        return True
    if len(one.subject) >= SUBJECT and one.subject == other.subject:
        return True
    fewer = min(len(one.called), len(other.called))
    return bool(fewer) and len(one.called & other.called) >= ALIKE * fewer


def stated(read: Read, ledgers: Collection[str]) -> dict[str, set[str]]:
    """By ledger the tasks that it states in the graph, which are those that none before it has named."""
    found: dict[str, set[str]] = {id_: set() for id_ in ledgers}
    for row in read(STATED, {"ids": sorted(ledgers)}) if ledgers else ():
        found[row["id"]].add(row["task"])
    return found


def match(told: Sequence[Work], tasks: Sequence[Work]) -> list[Found]:
    """What each row tells of, or may tell of: the one task that is called as the row calls it, whatever else is alike,
    for a list is copied from month to month; else as beside a plan."""
    by_title: dict[str, list[Work]] = defaultdict(list)
    for task in tasks:
        by_title[fold(task.title)].append(task)
    called = [
        Found(row.id, task.id, 1.0, sure=True) for row in told for task in _same(row, by_title.get(fold(row.title), ()))
    ]
    same = {each.row for each in called}
    return called + rows.match([row for row in told if row.id not in same], tasks)


def _same(row: Work, called: Sequence[Work]) -> Sequence[Work]:
    """Of tasks called as a row is, the one whose offices do not speak against it, or alone speak for it; else none."""
    own = [task for task in called if not row.leads.isdisjoint(task.leads)]
    open_ = [task for task in called if not (row.offices and task.offices and row.offices.isdisjoint(task.offices))]
    return next((some for some in (own, open_) if len(some) == 1), ())
