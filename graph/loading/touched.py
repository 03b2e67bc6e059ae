"""What changed since all that follows from the whole graph was last brought up to date, so that only that is looked at.

The transaction that changes something notes what it touches beside the note that something is unfinished: on some
document, internal like that one. So a run that was cut short goes on where it was, and several loads before one
settling add up. What a document spoke of before counts as what it speaks of now: both lost or gained by it.

Who settled last is noted there too, and stays: where that was another program, which may think otherwise of what has
not changed, everything counts as touched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.metadata import version
from uuid import uuid4

from policygraph.graph.cypher import made
from policygraph.graph.cypher.files import fixed
from policygraph.graph.loading.left import STATED, left_by
from policygraph.graph.loading.unfinished import SETTLE
from policygraph.graph.loading.write import Change
from policygraph.graph.stores.store import NoDatabaseError, Read, Statement
from policygraph.model.overlay import of_words, present
from policygraph.model.versions import READER, aligner

MARK = fixed(__package__, "mark-touched")
TOUCHED = fixed(__package__, "touched")
FORGET = fixed(__package__, "forget-touched")
SETTLED = fixed(__package__, "mark-settled")

ALL = "*"  # instead of what was touched: everything
BY = "by:"  # with which program settled last
AT = "at:"  # with a mark that no other settling, of whatever graph, has left
BEFORE = "Before"  # instead of a label: the id and the blocks of a node as it was
WITH_BLOCKS = ("Policy", "Region")
FOLLOWING = 2
"""Raised when nodes keep something else of what follows from all documents (`resolving/settled.py`)."""
MOST = 20_000  # nodes that are noted one by one; where it is more, whole passes cost no more


@dataclass(frozen=True, slots=True)
class Touched:
    """`documents`: ids of those that came, went, or say something else now, or about which somebody decided. `nodes`:
    by label the ids, as they are in the graph, of the shared nodes that these speak of, or spoke of before. Of what
    stands for others its own id; what was read under others is in its `claims`. And what was noted of documents before
    they went or were written anew (`left.py`), under names that are no labels."""

    documents: frozenset[str] = frozenset()
    nodes: dict[str, frozenset[str]] = field(default_factory=dict)

    @property
    def before(self) -> dict[str, str]:
        """By id the blocks that policies and regions had, and the policies that documents stated, one a line."""
        found: dict[str, str] = {}
        for id_, lines in (each.split("\n", 1) for each in sorted(self.of(BEFORE))):
            found[id_] = f"{found[id_]}\n{lines}" if id_ in found else lines
        return found

    def of(self, label: str) -> frozenset[str]:
        """The ids of the shared nodes of a label."""
        return self.nodes.get(label, frozenset())

    def __or__(self, other: Touched) -> Touched:
        """What either has."""
        labels = self.nodes.keys() | other.nodes.keys()
        return Touched(self.documents | other.documents, {label: self.of(label) | other.of(label) for label in labels})

    @property
    def nothing(self) -> bool:
        return not self.documents and not any(self.nodes.values())


Scope = Touched | None
"""What a pass looks at; None: everything."""


def touched(read: Read) -> Scope:
    """What has changed and is not followed up yet; everything where that is not known, or another program settled."""
    noted = _noted(read)
    if ALL in noted or program() not in noted:
        return None
    return of_mentions(each for each in noted if each != program() and not each.startswith(AT))


def is_settled(read: Read) -> bool:
    """Has this program settled all that there is?"""
    return {each for each in _noted(read) if not each.startswith(AT)} == {program()}


def settled_at(read: Read) -> str | None:
    """The mark of the last settling, by which who keeps in memory what the graph was like knows whether it was that
    one; None where there is none."""
    return next((each for each in _noted(read) if each.startswith(AT)), None)


def _noted(read: Read) -> set[str]:
    try:
        return {each for row in read(TOUCHED) for each in row["touched"]}
    except NoDatabaseError:
        return set()


@of_words
def program() -> str:
    """What decides about identities and links: this release, the numbers that are raised between releases, and the
    words that an office has laid over the package's."""
    words = present().reading
    return f"{BY}{version('policygraph')}-{READER}-{aligner()}-{FOLLOWING}{f'-{words[:8]}' if words else ''}"


def of_mentions(mentions: Iterable[str]) -> Touched:
    """From `label:id` each, as `Document.mentions` has it.

    >>> of_mentions(["Document:a", "Policy:b"])
    Touched(documents=frozenset({'a'}), nodes={'Policy': frozenset({'b'})})
    """
    ids: dict[str, set[str]] = defaultdict(set)
    for label, _, id_ in (each.partition(":") for each in mentions):
        ids[label].add(id_)
    documents = frozenset(ids.pop("Document", ()))
    return Touched(documents, {label: frozenset(ids[label]) for label in sorted(ids)})


def both(one: Scope, other: Scope) -> Scope:
    """What either has."""
    return None if one is None or other is None else one | other


def by_change(read: Read, change: Change) -> Touched:
    """What a change of documents that is not made yet touches."""
    spoken_of = {mention for mentions in change.removed.values() for mention in mentions}
    spoken_of |= {str(mention) for said in change.documents.values() for mention in _list(said.get("mentions"))}
    documents = (f"Document:{id_}" for id_ in change.removed.keys() | change.documents.keys())
    return of_mentions([*spoken_of, *documents, *left_by(read, change)])


def _list(value: object) -> Iterable[object]:
    return value if isinstance(value, list) else ()


def noting(read: Read, more: Scope) -> Statement:
    """The statement that notes it, with what is noted already: the last of a transaction, since those before write
    documents anew."""
    return Statement(MARK, {"what": SETTLE, "touched": _together(_noted(read), both(more, _before(read, more)))})


def _before(read: Read, more: Scope) -> Touched:
    """The blocks of what is touched, as they are now."""
    found = [
        f"{BEFORE}:{row['id']}\n{row['blocks']}"
        for label in WITH_BLOCKS
        if more is not None and more.of(label)
        for row in read(made.by_id(label, ("id", "blocks")), {"ids": sorted(more.of(label))})
        if row["blocks"]
    ]
    if more is not None and more.documents:
        stated: dict[str, list[str]] = defaultdict(list)
        for row in read(STATED, {"ids": sorted(more.documents)}):
            stated[row["document"]].append(row["policy"])
        found += ["\n".join([f"{BEFORE}:{id_}", *policies]) for id_, policies in stated.items()]
    return of_mentions(found)


def _together(noted: set[str], more: Scope) -> list[str]:
    added = {ALL} if more is None else {f"Document:{id_}" for id_ in more.documents}
    for label, ids in more.nodes.items() if more else ():
        added |= {f"{label}:{id_}" for id_ in ids}
    found = noted | added
    one_by_one = program() in noted and ALL not in found and len(found) <= MOST
    return sorted(found) if one_by_one else [ALL]


def followed_up(read: Read) -> list[Statement]:
    """The statements that note that all that follows is done; none where that is noted."""
    if is_settled(read):
        return []
    return [Statement(FORGET, {}), Statement(SETTLED, {"touched": [program(), f"{AT}{uuid4().hex}"]})]
