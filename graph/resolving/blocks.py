"""Under which keys policies that were read can have to do with each other, so that of a change only that is looked at.

What is equal in a key stands in a block: a number, a title, the policies of a place. The keys of a node are kept on it
(`Policy.blocks`, `Region.blocks`) as they were when all that follows was last brought up to date: what differs from
that has changed since. They follow from what is said of the policy, whoever says it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from policygraph.graph.cypher import made
from policygraph.graph.cypher.files import fixed
from policygraph.graph.identity import former_policies, policy_names
from policygraph.graph.identity.identity import Mention, mentions_of
from policygraph.graph.loading.claims import canonical
from policygraph.graph.stores.store import Read, Row
from policygraph.model.records import Properties, fold, make_id

BLOCKS = fixed(__package__, "blocks-of-policies")
ABOVE = fixed(__package__, "regions-above-regions")

# The kinds of keys.
ID, TITLE, KEY, KEY_AT, PARTLY, NUMBER, YEAR, PLACE, SEVERAL, REGION, SAID = (
    "id", "title", "key", "key-at", "partly", "number", "year", "place", "several", "region", "said",
)  # fmt: skip


CENTRAL = "central"
TOLD_BY = (ID, TITLE, KEY_AT, NUMBER, YEAR)  # by which rules hold two beside each other, whoever cites them
BETWEEN = "\x1f"  # the keys of a line


def block(kind: str, *of: str | None) -> str:
    return "\t".join((kind, *(each or "" for each in of)))


def parts(key: str) -> tuple[str, list[str]]:
    """The kind of a key, and what it was made of."""
    kind, *of = key.split("\t")
    return kind, of


def blocks_of(mentions: Iterable[Mention]) -> str:
    """What a node keeps: a line for all that is said alike of it, with its keys."""
    return "\n".join(sorted({BETWEEN.join(keys_of(each)) for each in mentions}))


def lines(blocks: str | None) -> set[str]:
    return set(blocks.split("\n")) if blocks else set()


def keys(some: Iterable[str]) -> set[str]:
    """The keys of lines."""
    return {key for line in some for key in line.split(BETWEEN)}


def blocks_of_region(row: Row, above: Iterable[str]) -> str:
    """The same of a region: what it is called, and in what it lies."""
    return "\n".join([canonical([row["name"], row["full_name"]]), *sorted(above)])


def same_title(said: Properties) -> str:
    """The key that policies of one title, but for 的, level and place have."""
    base, level, region = base_of(said), _text(said.get("level")), _text(said.get("region_id"))
    return block(TITLE, base.replace("的", ""), level, region)


def base_of(said: Properties) -> str:
    """The key of a title, also of a policy that another of its title replaced."""
    return former_policies.unmarked(str(said.get("key") or fold(str(said["title"]))))[0]


def is_partly_placed(said: Properties) -> bool:
    """Is it not known for sure whose policy it is?"""
    level, region = _text(said.get("level")), _text(said.get("region_id"))
    return level is None or (region is None and level != "central")


def is_of_several(said: Properties) -> bool:
    """Is it cited as one title for several levels?"""
    return said.get("naming") == "several"


def numbers_of(said: Properties) -> Iterator[str]:
    marked = former_policies.unmarked(str(said.get("key") or ""))[1]
    for each in (_text(said.get("number")), marked):
        if each:
            yield policy_names.number(each)


def keys_of(mention: Mention) -> Iterator[str]:
    """The first tells it from all that is said otherwise."""
    said = mention.properties
    base, level, region = base_of(said), _text(said.get("level")), _text(said.get("region_id"))
    yield block(SAID, make_id(mention.id, canonical(said)))
    yield from (block(ID, mention.id), same_title(said), block(KEY, base), block(KEY_AT, base, region))
    if level == CENTRAL:
        yield block(KEY_AT, base, CENTRAL)
    if is_partly_placed(said):
        yield block(PARTLY, base)
    yield block(PLACE, level, region)
    if region:
        yield block(REGION, region)
    if is_of_several(said):
        yield block(SEVERAL, level)
    for number in numbers_of(said):
        yield block(NUMBER, number)
    for year in _years(said):
        yield from (block(YEAR, str(year), place) for place in {region, CENTRAL})


def _years(said: Properties) -> Iterator[int]:
    """The years of which it may be the first document."""
    aliases = said.get("aliases")
    names = [str(said["title"]), *(map(str, aliases) if isinstance(aliases, list) else ())]
    found = [named[0] for named in map(policy_names.first_of_year, names) if named]
    found += [year for year in map(policy_names.numbered_first, numbers_of(said)) if year]
    yield from found
    if known := policy_names.known().get(base_of(said)):
        yield known


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


class Policies:
    """The policies of a graph by their keys; what is said of them is read when it is asked for.

    What follows from the blocks alone may be taken over from an index made before, of whatever graph: only nodes whose
    blocks are others are put in anew, so that in one process one change after another costs what it changes.
    """

    def __init__(self, read: Read, before: Policies | None = None) -> None:
        self._read = read
        self.settled: dict[str, str | None] = {row["id"]: row["blocks"] for row in read(BLOCKS)}
        self._as_put: dict[str, str | None] = before._as_put if before else {}
        self._lines: dict[str, set[str]] = before._lines if before else {}
        self._nodes: dict[str, set[str]] = before._nodes if before else defaultdict(set)
        for id_ in self._lines.keys() - self.settled.keys():
            self._take(id_)
        for id_, own in self.settled.items():
            if id_ not in self._lines or id_ not in self._as_put or self._as_put[id_] != own:
                self._settle(id_, own)
        self._mentions: dict[str, list[Mention]] = {}
        self._read_as: dict[str, dict[str, frozenset[str]]] = {}  # by node and id as read the documents
        self.differing: set[str] = set()  # lines that a node has now and had not, or had

    def take_up(self, read: Read, ids: Iterable[str]) -> None:
        """Take these nodes, of which some may have come or gone, as the graph now has them, and all others as they were
        when it was settled: as an index that is made now has them."""
        self._read = read
        there = self._blocks(ids)
        for id_ in ids:
            self.settled.pop(id_, None)
            self._take(id_)
        for id_, own in there.items():
            self.settled[id_] = own
            self._settle(id_, own)
        self._mentions, self._read_as, self.differing = {}, {}, set()

    @contextmanager
    def reading(self, read: Read) -> Iterator[None]:
        """Within a transaction that writes, what is asked for is read there."""
        before, self._read = self._read, read
        try:
            yield
        finally:
            self._read = before

    def _blocks(self, ids: Iterable[str]) -> dict[str, str | None]:
        rows = self._read(made.by_id("Policy", ("id", "blocks")), {"ids": sorted(ids)})
        return {row["id"]: row["blocks"] for row in rows}

    def _settle(self, id_: str, own: str | None) -> None:
        """Into the index, as it was when all was settled."""
        self._take(id_)
        self._lines[id_] = lines(own)
        self._put(id_, self._lines[id_])
        self._as_put[id_] = own

    def _take(self, id_: str) -> None:
        """Out of the index."""
        self._as_put.pop(id_, None)
        for key in keys(self._lines.pop(id_, ())):
            own = self._nodes[key]
            own.discard(id_)
            if not own:
                del self._nodes[key]

    def _put(self, id_: str, own: Iterable[str]) -> None:
        for key in keys(own):
            self._nodes[key].add(id_)

    def bring_up(self, ids: Collection[str], before: Mapping[str, str]) -> set[str]:
        """Take up what is said of these nodes now, of which some may have gone; the lines that are there now and were
        not when all was settled, or were and no longer are. `before`: what those had that were written anew."""
        self._load(ids)
        there = set(ids) & self.settled.keys()
        own = {id_: lines(self.settled.get(id_) or before.get(id_)) for id_ in ids}
        had = set().union(*own.values())
        now = {id_: lines(blocks_of(self._mentions[id_])) for id_ in there}
        has = set().union(*now.values())
        for id_, lines_before in own.items():
            self.differing |= lines_before ^ now.get(id_, set())
        elsewhere = {line for line in had ^ has if self._nodes.get(line.split(BETWEEN)[0], set()) - set(ids)}
        for id_, present in now.items():
            self._take(id_)
            self._lines[id_] = present
            self._put(id_, present)
        return (had ^ has) - elsewhere

    def renew(self, ids: Collection[str]) -> None:
        """Take it that these nodes were written since, and some of them may have come or gone."""
        there = self._blocks(ids)
        for id_ in ids:
            self._mentions.pop(id_, None)
            self._read_as.pop(id_, None)
            if id_ in there:
                self.settled[id_] = there[id_]
                self._lines.setdefault(id_, set())
                continue
            self.settled.pop(id_, None)
            self._take(id_)
        self.differing = set()

    def nodes(self, wanted: Iterable[str]) -> set[str]:
        """The nodes that have any of these keys."""
        return {id_ for key in wanted for id_ in self._nodes.get(key, ())}

    def lines(self, ids: Iterable[str]) -> set[str]:
        """The lines of these nodes."""
        return {line for id_ in ids for line in self._lines.get(id_, ())}

    def mentions(self, ids: Collection[str]) -> list[Mention]:
        """What is said of these nodes."""
        self._load(ids)
        return [mention for id_ in sorted(ids) for mention in self._mentions.get(id_, ())]

    def read_under(self, id_: str) -> set[str]:
        """The ids under which a node was read."""
        own = (parts(key) for key in keys(self._lines.get(id_, ())))
        return {of[0] for kind, of in own if kind == ID}

    def stand_for(self, id_: str, document: str) -> str:
        """The node that in a document stands for what was read under that id."""
        for node in self._nodes.get(block(ID, id_), ()):
            if node != id_ and document in self._documents(node).get(id_, ()):
                return node
        return id_

    def _documents(self, node: str) -> Mapping[str, frozenset[str]]:
        if node not in self._read_as:
            said: dict[str, set[str]] = defaultdict(set)
            for each in self.mentions([node]):
                said[each.id].update(each.documents)
            self._read_as[node] = {id_: frozenset(documents) for id_, documents in said.items()}
        return self._read_as[node]

    def unsettled(self) -> list[Properties]:
        """The nodes that were brought up whose blocks are not those that they have, as rows."""
        return [
            {"id": id_, "blocks": now}
            for id_, said in sorted(self._mentions.items())
            if (now := blocks_of(said)) != self.settled[id_]
        ]

    def _load(self, ids: Collection[str]) -> None:
        missing = sorted((set(ids) & self.settled.keys()) - self._mentions.keys())
        for row in self._read(made.by_id("Policy", ("id", "claims")), {"ids": missing}) if missing else ():
            self._mentions[row["id"]] = list(mentions_of("Policy", row))


def above_regions(read: Read, regions: Iterable[str]) -> dict[str, set[str]]:
    """By region those in which it lies, for these and all above them."""
    found: dict[str, set[str]] = {}
    edge = set(regions)
    while edge:
        found |= {id_: set() for id_ in edge}
        for row in read(ABOVE, {"ids": sorted(edge)}):
            found[row["lower"]].add(row["upper"])
        edge = {upper for id_ in edge for upper in found[id_]} - found.keys()
    return found


def changed_regions(
    read: Read, rows: Sequence[Row], before: Mapping[str, str] = {}
) -> dict[str, tuple[str, str | None]]:
    """Of these regions (rows) the blocks that they have and had, where these differ; `before`: of those that were
    written anew."""
    above: dict[str, set[str]] = defaultdict(set)
    for row in read(ABOVE, {"ids": [row["id"] for row in rows]}) if rows else ():
        above[row["lower"]].add(row["upper"])
    now = {row["id"]: (blocks_of_region(row, above[row["id"]]), row["blocks"] or before.get(row["id"])) for row in rows}
    return {id_: pair for id_, pair in now.items() if pair[0] != pair[1]}
