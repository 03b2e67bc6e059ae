"""Documents into the graph and out again.

What a document says belongs to it: its own nodes and edges are replaced with it. Nodes that several documents speak of
follow from what each claims (see `claims.py`). So the graph is a function of the documents that are in it, not of the
order in which they came; ingesting again changes nothing, and removing a document leaves no trace.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from policygraph.graph.cypher.files import fixed
from policygraph.graph.loading.claims import canonical, present
from policygraph.graph.loading.gist import gist_of, pack_gist
from policygraph.graph.loading.packing import pack
from policygraph.graph.loading.touched import by_change, noting
from policygraph.graph.loading.write import Change, changing
from policygraph.graph.stores.store import Read, Row, Statement, Store
from policygraph.model.check import check
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology
from policygraph.model.paths import kept_as, readable, storable
from policygraph.model.records import Properties, Records, make_id
from policygraph.model.words import near

# On the node, not with every reading.
KEPT_ONCE = (
    "documents", "sources", "text", "readings", "facts", "mentions", "extracted", "resolved", "gist", "text_of",
    "tells_of", "tells_under", "id",
)  # fmt: skip
NOT_READ = frozenset(KEPT_ONCE)
CHARGING = ("minutes", "bulletin")
"""Genres of documents whose tasks are orders, which may be about tasks that a plan has."""

DOCUMENTS = fixed(__package__, "documents-at")
CANDIDATES, NAMES = fixed(__package__, "documents-called"), fixed(__package__, "documents-names")


@dataclass(frozen=True, slots=True)
class Loaded:
    """Ids of documents by what became of them."""

    added: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)  # the same text, other facts: a newer reader
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)  # the last place that held the text holds another


@dataclass(slots=True)
class Held:
    """A document in the graph, or about to be."""

    readings: dict[str, Properties]  # by uri, what was read there besides the text
    facts: str
    mentions: list[str]  # of its facts as stored
    text: str
    extracted: str = ""
    resolved: str | None = None
    gist: str | None = None
    text_of: str | None = None
    tells_of: list[str] | None = None
    tells_under: list[str] | None = None
    records: Records | None = None  # set where the facts are to be written, and what was there before is to go


def place(file: Path) -> str:
    """What `Document.uri` holds for a file."""
    return storable(Path(os.path.realpath(file)).as_posix())


def load(store: Store, batch: Iterable[Records]) -> Loaded:
    """Load documents in one transaction, the later over the earlier. Raises PolicyGraphError and changes nothing."""
    return begin(store, batch, later=False)[0]


def begin(store: Store, batch: Iterable[Records], *, later: bool) -> tuple[Loaded, list[Records]]:
    """`load`, and what came. `later`: what only these say is still to be written (`writing_out`)."""
    records = list(batch)
    for each in records:
        check(each)
    uris = [str(each.nodes[0].properties["uri"]) for each in records]
    report = Loaded()
    come: list[Records] = []

    def work(read: Read) -> Iterator[Statement]:
        nonlocal report, come
        before = _held(read, [each.document for each in records], uris)
        after = {document: replace(held, readings=dict(held.readings)) for document, held in before.items()}
        for each, uri in zip(records, uris, strict=True):
            _put(after, each, uri)
        report, change = _report({each.document for each in records}, before, after), _change(before, after)
        come = change.added
        return _writing(read, change, later)

    store.write(work)
    return report, come


def remove(store: Store, document: str) -> str:
    """Remove the document of that id, uri, file name or title, and return its id."""
    found = find_document(store, document)
    store.write(lambda read: _writing(read, _change(_held(read, [found], []), {})))
    return found


def _writing(read: Read, change: Change, later: bool = False) -> Iterator[Statement]:
    """The statements that make the change; what follows from it, in other documents, is still to be done."""
    if statements := list(changing(read, change, later=later)):
        note = noting(read, by_change(read, change))  # of what is still there: a server goes on as statements come
        yield from (*statements, note)


def withdraw(store: Store, uris: Collection[str]) -> list[str]:
    """Take back what was read at these places, and return the ids of the documents that had no other."""
    gone: list[str] = []

    def work(read: Read) -> Iterator[Statement]:
        nonlocal gone
        before = _held(read, [], list(uris))
        left = {
            document: {uri: each for uri, each in held.readings.items() if uri not in uris}
            for document, held in before.items()
        }
        gone = sorted(document for document, readings in left.items() if not readings)
        after = {document: replace(before[document], readings=readings) for document, readings in left.items()}
        return _writing(read, _change(before, {d: held for d, held in after.items() if held.readings}))

    store.write(work)
    return gone


@dataclass(frozen=True, slots=True)
class Found:
    """A document that somebody means. `meant`: of its places those that the words name, all where they name none."""

    document: str
    meant: list[str]
    others: list[str]


def find_document(store: Store, document: str) -> str:
    """The id of the one document of that id, uri, file name or title; PolicyGraphError if there is none or several."""
    return str(_one(store, document)["id"])


def find_places(store: Store, document: str) -> Found:
    """As `find_document`, with the places that are meant. PolicyGraphError where a name stands for several of them."""
    row = _one(store, document)
    sources = list(row["sources"])
    files = _files(document)
    meant = [uri for uri in sources if uri in kept_as(document)] or [uri for uri in sources if uri.endswith(files)]
    if len(meant) > 1:
        raise PolicyGraphError(
            f"“{readable(document)}”有 {len(meant)} 处，文字相同：{'、'.join(meant)}；"
            f"请写出完整的位置，或用编号 {row['id']} 指整份文档"
        )
    return Found(row["id"], meant or sources, [uri for uri in sources if meant and uri not in meant])


def _files(document: str) -> tuple[str, ...]:
    """How the uri of a file of that name may end."""
    return tuple(f"/{each}" for each in kept_as(document.replace("\\", "/").lstrip("/")))


def _one(store: Store, document: str) -> Row:
    called = kept_as(document)
    rows = store.read(CANDIDATES, {"called": called, "files": list(_files(document))})
    for named in (
        [row for row in rows if row["id"] == document],
        [row for row in rows if not set(called).isdisjoint(row["sources"])],
        rows,
    ):
        if len(named) == 1:
            return named[0]
        if named:
            listed = "；".join(f"{row['id']} {row['name']}（{'、'.join(row['sources'])}）" for row in named)
            raise PolicyGraphError(f"“{readable(document)}”不止一份文档，请用编号指明：{listed}")
    raise PolicyGraphError(f"图中没有文档“{readable(document)}”{_near(store, document)}")


def _near(store: Store, document: str) -> str:
    """Which documents there are that may be meant: by a part of their title or file's name, or nearly."""
    titles: dict[str, str] = {}  # by what a document may be called
    for row in store.read(NAMES):
        names = (row["name"], *(PurePosixPath(source).name for source in row["sources"]))
        titles |= {name: f"{row['name']}（{row['id']}）" for name in names if name}
    parts = [name for name in titles if document in name]
    listed = list(dict.fromkeys(titles[name] for name in parts or near(document, titles)))
    if not listed:
        return "；运行 policygraph query documents 可列出全部文档"
    return f"，是否指 {'、'.join(listed[:3])}{'……' if len(listed) > 3 else ''}？请写完整的标题或编号"


def _held(read: Read, ids: Sequence[str], uris: Sequence[str]) -> dict[str, Held]:
    rows = read(DOCUMENTS, {"ids": list(ids), "uris": list(uris)})
    return {row["id"]: _as_held(row) for row in rows}


def _as_held(row: Row) -> Held:
    readings, mentioned = json.loads(row["readings"]), list(row["mentions"])
    own = {name: row[name] for name in ("extracted", "resolved", "gist", "text_of", "tells_of", "tells_under")}
    return Held(readings, row["facts"], mentioned, row["text"], **own)


def _put(held: dict[str, Held], records: Records, uri: str) -> None:
    """A place holds one text: what it held before loses it, and goes with its last place."""
    for document in [document for document, other in held.items() if uri in other.readings]:
        if document != records.document:
            del held[document].readings[uri]
            if not held[document].readings:
                del held[document]
    own = held.setdefault(records.document, Held({}, "", [], ""))
    read = {name: value for name, value in records.nodes[0].properties.items() if name not in NOT_READ}
    own.readings[uri] = present(read)
    facts = fingerprint(records)
    gist = gist_of(records)
    own.gist, own.text_of = pack_gist(gist), gist and gist.policy
    own.tells_of, own.tells_under = tells_of(records), tells_under(records)
    own.extracted = pack(records)  # of the same facts too: an upgrade may have put them together in another order
    if own.facts != facts:
        own.facts, own.records = facts, records
        own.mentions, own.text = mentions(records), str(records.nodes[0].properties["text"])
        own.resolved = None  # as read; `resolve` comes after


def fingerprint(records: Records) -> str:
    """The same for the same text and the same facts, wherever the text was read."""
    nodes = [(node.label, node.id, node.properties) for node in records.nodes[1:]]
    edges = [(e.type, e.source, e.target, e.start, e.end, e.confidence, e.properties) for e in records.edges]
    return make_id(canonical([records.nodes[0].properties["text"], nodes, edges]))


def _change(before: dict[str, Held], after: dict[str, Held]) -> Change:
    return Change(
        removed={
            document: held.mentions
            for document, held in before.items()
            if document not in after or after[document].records is not None
        },
        added=[held.records for held in after.values() if held.records is not None],
        documents={
            document: _properties(document, held)
            for document, held in after.items()
            if document not in before
            or held.records is not None
            or held.readings != before[document].readings
            or held.extracted != before[document].extracted
        },
    )


def _properties(document: str, held: Held) -> Properties:
    """Of the Document node: as read at the first of its places, and the loader's own."""
    return {
        **held.readings[min(held.readings)],
        "id": document,
        "documents": [document],
        "sources": sorted(held.readings),
        "readings": canonical(held.readings),
        "facts": held.facts,
        "text": held.text,
        "mentions": held.mentions,
        "extracted": held.extracted,
        "resolved": held.resolved,
        "gist": held.gist,
        "text_of": held.text_of,
        "tells_of": held.tells_of,
        "tells_under": held.tells_under,
    }


def mentions(records: Records) -> list[str]:
    """`label:id` of the shared nodes that a document speaks of."""
    kinds = ontology().nodes
    return sorted({f"{node.label}:{node.id}" for node in records.nodes if kinds[node.label].shared})


def tells_of(records: Records) -> list[str] | None:
    """The departments of the tasks of which a document tells how they stand, or what is to be done next; none where it
    tells of none."""
    if not _tells(records):
        return None
    told = {edge.source[1] for edge in records.edges if edge.type == "HAS_PROGRESS"} or _charged(records)
    do = {e.source[1] for e in records.edges if e.type in ("LEADS", "SUPPORTS") and e.target[1] in told}
    return sorted(do | {e.source[1] for e in records.edges if e.type == "ANSWERS_FOR"})


def _tells(records: Records) -> bool:
    return bool(records.count("Progress") or _charged(records))


def _charged(records: Records) -> set[str]:
    """The tasks that minutes, a bulletin or a report give out, which may be the plan's."""
    if records.nodes[0].properties.get("genre") not in CHARGING:
        return set()
    return {node.id for node in records.nodes if node.label == "Task"}


def tells_under(records: Records) -> list[str] | None:
    """The policies that such a document names, of which one may be the plan."""
    if not _tells(records):
        return None
    named = (e.target for e in records.edges if e.type in ("CITES", "STATES", "DERIVES_FROM"))
    return sorted({id_ for label, id_ in named if label == "Policy"})


def _report(loaded: set[str], before: dict[str, Held], after: dict[str, Held]) -> Loaded:
    again = [document for document in loaded if document in after and document in before]
    return Loaded(
        added=sorted(document for document in after if document not in before),
        replaced=sorted(document for document in again if after[document].facts != before[document].facts),
        unchanged=sorted(document for document in again if after[document].facts == before[document].facts),
        removed=sorted(document for document in before if document not in after),
    )
