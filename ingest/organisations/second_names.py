"""Second names in brackets: 县委宣传部（县文明办） and 县文明办 further down are one office."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from policygraph.ingest.organisations import unit_lists
from policygraph.ingest.organisations.unit_lists import Unit

_OFFICE = re.compile(r"(?:办|办公室|中心)$")
# … but not the organs' own offices, in which bureaus work: 县委办公室(县档案局).
_ORGAN = re.compile(r"(?:党?委|政府|人大|政协)办(?:公[室厅])?$")
_BUREAU = re.compile(r"[局厅委部]$")


def same_offices(lists: Sequence[Sequence[Unit]]) -> dict[str, str]:
    """By a unit's other name the one that stands for it, wherever it stands alone in a document; not of what two units
    are called, or what one list has beside it. A bureau's name counts before that of an office in it."""
    together = [{unit.name for unit in units} for units in lists]
    called = _called(unit for units in lists for unit in units)
    found: dict[str, str] = {}
    for alias, names in called.items():
        name = min(names)
        beside = any({alias, name} <= listed for listed in together)
        if len(names) == 1 and not beside and name not in called and name != alias:
            bureau = _OFFICE.search(name) and _BUREAU.search(alias) and not _ORGAN.search(name)
            found |= {name: alias} if bureau else {alias: name}
    return found


def _called(units: Iterable[Unit]) -> Mapping[str, set[str]]:
    """The units that have each second name, which may go without the rank that it has elsewhere."""
    called: dict[str, set[str]] = defaultdict(set)
    for unit in units:
        for alias in unit.aliases:
            called[alias].add(unit.name)
            if not unit_lists.prefix_of(alias):
                called[unit_lists.prefix_of(unit.name).removesuffix("委") + alias].add(unit.name)
    return called
