"""What the departments of a plan became by those that follow on them, for who lays an older plan beside a newer one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from policygraph.graph.identity.successions import founds
from policygraph.graph.stores.store import Row

_DUTIES = re.compile("职责|职能|并入|划[入归转]")
"""Words by which a text says that an office's duties went to another, not that it is called otherwise."""


def later(successions: Iterable[Row], roles: Iterable[Row] = ()) -> Mapping[str, set[str]]:
    """What each department became in the end and on the way, by ids; of those that have `roles` also where only their
    place became another."""
    successions = list(successions)
    after: dict[str, set[str]] = defaultdict(set)
    for row in successions:
        after[row["old_id"]].add(row["new_id"])
    for was, now in _of_changed_places(successions, {row["department"]: row["department_id"] for row in roles}):
        after[was].add(now)
    found: dict[str, set[str]] = {}
    for id_ in list(after):
        reached: set[str] = set()
        left = [id_]
        while left:
            left += (new := after.get(left.pop(), set()) - reached)
            reached |= new
        found[id_] = reached - {id_}
    return found


def _of_changed_places(successions: Iterable[Row], ids: Mapping[str | None, str]) -> Iterator[tuple[str, str]]:
    """Of departments, by their full names, those that are one's of the same name where a county became a district:
    澧棠县教育局 and 澧棠区教育局."""
    names = [name for name in ids if name]
    for row in (row for row in successions if row.get("label") == "Region"):
        for old in names:
            # the longest end of the county's path with which the name begins: without its province
            at = next((at for at in range(len(row["old"]) - 1) if old.startswith(row["old"][at:])), None)
            rest = old[len(row["old"]) - at :] if at is not None else ""
            same = (each for each in names if rest and each.endswith(rest) and each != old)
            yield from ((ids[old], ids[each]) for each in same if row["new"].endswith(each.removesuffix(rest)))


def merged(successions: Iterable[Row]) -> Mapping[str, set[str]]:
    """By ids, where the duties of each department went that did not become a new office: to one that was there before
    (县乡村振兴局 → 县农业农村局), directly or by way of others."""
    rows = [row for row in successions if row.get("label", "Department") == "Department"]
    into = [row for row in rows if _is_merged(row)]
    after = later(rows)
    found: dict[str, set[str]] = defaultdict(set)
    for row in into:
        for id_ in (row["old_id"], *(each for each, on in after.items() if row["old_id"] in on)):
            found[id_] |= {row["new_id"], *after.get(row["new_id"], ())} - {id_}
    return found


def _is_merged(row: Row) -> bool:
    """Does the text say so, or the reform, which founded no office?"""
    if row.get("evidence"):
        return _DUTIES.search(row["evidence"]) is not None
    return row.get("basis") == "reform" and not founds(row["old"], row["new"], row["year"])
