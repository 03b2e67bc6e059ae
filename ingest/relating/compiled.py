"""Several papers of one file as the records of one document: each is a policy with its own place, day and number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import inf

from policygraph.ingest.accounts.accounts import UNREAD, USED, Account, state_of
from policygraph.ingest.reading import Reading
from policygraph.ingest.relating.relate import Relater
from policygraph.model.records import Node, Properties, Records

GENRE = "compilation"
BEST = 1.0
CITED = ("cited", "repealed")
"""Of a policy that a paper only names."""
NAMES = "aliases"


def relate(readings: Sequence[Reading], original: str) -> Records:
    """The records of the papers that were read of `original`, in their order."""
    first, *others = (Relater(reading, original) for reading in readings)
    records = first.relate()
    if not others:
        return records
    nodes = {(node.label, node.id): node for node in records.nodes}
    for relater in others:
        relater.used = first.used  # the second 加强组织领导 of the file is another task
        before = sum(node.label in ("Task", "Section") for node in records.nodes)
        more = relater.relate()
        for node in more.nodes[1:]:
            if isinstance(position := node.properties.get("position"), int):
                node.properties["position"] = position + before
            if (held := nodes.get((node.label, node.id))) is None:
                nodes[node.label, node.id] = node
                records.nodes.append(node)
            else:
                _join(held, node)
        records.edges += more.edges
    said = {(e.type, e.source, e.target, e.start, e.end): e for e in reversed(records.edges)}
    records.edges[:] = reversed(said.values())
    _tell(records.nodes[0], readings)
    return records


def _join(held: Node, again: Node) -> None:
    """What two papers say of one thing: who states a policy knows it better than who names it."""
    own, more = held.properties, again.properties
    called = {name for names in (own.get(NAMES), more.get(NAMES)) if isinstance(names, list) for name in names}
    states = own.get("status") in CITED and more.get("status") not in CITED
    held.properties = {**own, **more} if states else {**more, **own}
    if called:
        held.properties[NAMES] = sorted(str(name) for name in called)


def _tell(document: Node, readings: Sequence[Reading]) -> None:
    """What the document is called and how far it was read: as far as its papers together."""
    heads = [reading.head for reading in readings]
    own: Properties = document.properties
    title = f"{heads[0].title}等{len(heads)}份文件"
    own |= {"name": title, "title": title, "genre": GENRE}
    wheres = {(where.own, where.place and where.place.id) for where in (r.jurisdiction for r in readings)}
    if len(wheres) > 1:
        for name in ("level", "region", "region_id"):
            own.pop(name, None)
    accounts = [reading.account for reading in readings if reading.account]
    kept: Counter[str] = sum((Counter(each.kept) for each in accounts), Counter())
    share = round(sum(each.share * _weight(each) for each in accounts) / max(1, sum(map(_weight, accounts))), 3)
    whole = all(each.state == state_of(BEST) for each in accounts)
    own |= {"reading_share": share, "reading_state": state_of(share, lost=inf, all_told=whole)}
    own["accounts"] = [f"{why} {number}" for why, number in sorted(kept.items())]


def _weight(account: Account) -> int:
    return account.kept.get(USED, 0) + account.kept.get(UNREAD, 0) + 1
