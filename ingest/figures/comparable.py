"""A figure as it can be held beside others: under one name for what is counted, in one unit for how much of it.

Names by data/families.yaml, units by `convert` of data/units.yaml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from policygraph.ingest.figures.unit_grammar import unit_words
from policygraph.ingest.text.numerals import magnitude
from policygraph.model.overlay import of_words
from policygraph.model.records import fold
from policygraph.model.vocabulary import Expression, read

RUNNING = "累计"  # before the name of what there is in all


class Amount(NamedTuple):
    """`value` of `unit`, which is one for all units that can be converted into each other: 亩 for 万亩 and 公顷."""

    value: float
    unit: str


@cache
def _units() -> tuple[dict[str, tuple[str, Decimal]], frozenset[str], re.Pattern[str]]:
    """What a unit converts to and by what; all units; a magnitude before a unit."""
    data = unit_words()
    to = {base: (base, Decimal(1)) for base in data.convert}
    for base, others in data.convert.items():
        to |= {unit: (base, Decimal(str(factor))) for unit, factor in others.items()}
    known = frozenset(unit for units in data.units.values() for unit in units)
    sizes = sorted(data.magnitudes, key=len, reverse=True)
    return to, known, re.compile(f"({'|'.join(sizes)})(?=.)")


def amount(value: float, unit: str | None) -> Amount:
    """A figure in the unit that all of its kind are compared in; a figure without a unit as it is.

    >>> amount(1.3, "万亿斤"), amount(2, "吨/公顷"), amount(5, "家"), amount(3, "个百分点")
    (Amount(value=650000000000.0, unit='公斤'), Amount(value=2000.0, unit='公斤/公顷'), Amount(value=5.0, unit='个'), \
Amount(value=3.0, unit='个百分点'))
    """
    convert, known, sizes = _units()
    counted, slash, per = (unit or "").partition("/")
    if not counted:  # 12/十万人口 and 12/10万
        per = re.sub("人口?$", "", per).replace("十万", "10万")
    exact = Decimal(str(value))  # 0.07万 is 700, not 700.0000000000001
    if counted not in known and (size := sizes.match(counted)):
        exact *= magnitude(size[1])
        counted = counted[size.end() :]
    base, factor = convert.get(counted, (counted, Decimal(1)))
    return Amount(float(exact * factor), f"{base}{slash}{per}")


@dataclass(frozen=True, slots=True)
class SameName:
    """What `fits` in a name is written as `to`."""

    fits: Expression
    to: str


@dataclass(frozen=True, slots=True)
class FamilyWords:
    """`data/families.yaml`."""

    same: tuple[SameName, ...]
    running: Expression
    within_the_year: Expression


@of_words
def family_words() -> FamilyWords:
    return read("families.yaml", FamilyWords)


def family(indicator: str, words: str = "") -> str:
    """The name under which a figure is compared; `words`: those that it was read from.

    >>> family("新建高标准农田"), family("高标准农田", "累计建成高标准农田12万亩"), family("农民人均可支配收入增长")
    ('高标准农田', '累计高标准农田', '农村居民人均可支配收入增长')
    """
    rules = family_words()
    name = fold(indicator)
    for rule in rules.same:
        name = rule.fits.sub(rule.to, name) or name
    running = rules.running.search(words) and not rules.within_the_year.search(words)
    return f"{RUNNING}{name}" if running else name
