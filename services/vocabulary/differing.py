"""What other words would do to a graph: the documents that hold a changed word are read by both, and compared.

Both readings are of the same bytes by the same program, so that what differs is what the words do. Nothing is written.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from policygraph.graph.asking.catalog import Column
from policygraph.graph.cypher.files import fixed
from policygraph.graph.stores.store import Row, Store
from policygraph.ingest import sources
from policygraph.ingest.measures import industries
from policygraph.ingest.sources import Source
from policygraph.ingest.text.characters import for_matching
from policygraph.model import overlay
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology
from policygraph.model.overlay import FILES, NOT_OF_READING, Overlay
from policygraph.model.records import Records
from policygraph.model.vocabulary import leaves
from policygraph.services.readers import READERS

TEXTS = fixed(__package__, "texts")
MOST = 300  # documents that are read at once; the others are counted
EXAMPLES = 5  # of a kind
TRIED = "upload:tried"  # a document has a place; this one is not kept
SHOWN = 60  # characters of an example
Progress = Callable[[int, int, str], None]
KINDS = {
    "task": "任务", "lead": "牵头", "support": "配合", "target": "指标", "milestone": "时间节点", "progress": "进展",
    "industry": "产业", "function": "单位的职能", "unread": "没读懂的话",
}  # fmt: skip
"""What is compared, as people call it."""
COLUMNS = [Column("kind", "哪一种"), Column("change", "变化"), Column("document", "文件"), Column("words", "例")]
Facts = Mapping[str, Counter[str]]
"""By kind what is said, as often as it is."""
_EDGES = {"LEADS": "lead", "SUPPORTS": "support"}
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or an expression, that one of the two has and the other has not."""

    file: str
    keys: tuple[str, ...]
    text: str
    is_expression: bool
    added: bool

    @property
    def in_words(self) -> str:
        where = f"{FILES[self.file]}（{'.'.join(self.keys)}）"
        return f"{'添加' if self.added else '移除'}“{self.text}”　{where}"


@dataclass(slots=True)
class Change:
    """Of one kind. `examples`: document and words, at most EXAMPLES each."""

    gained: int = 0
    lost: int = 0
    documents: int = 0
    gains: list[tuple[str, str]] = field(default_factory=list)
    losses: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Difference:
    """`holding`: documents that hold a changed word; `read`: of these, how many were read; `by_text`: of these, how
    many by the text that the graph keeps, for their file is no more there as it was; `failed`: what was not read."""

    words: list[Word] = field(default_factory=list)
    queries: list[tuple[str, str]] = field(default_factory=list)  # name, what becomes of it
    documents: int = 0
    holding: list[str] = field(default_factory=list)  # ids
    read: int = 0
    by_text: int = 0
    changed: set[str] = field(default_factory=set)  # ids
    changes: dict[str, Change] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    compared: int = 0  # documents that hold a word of a changed topic

    @property
    def is_empty(self) -> bool:
        return not self.words and not self.queries


def changed_words(old: Overlay, new: Overlay) -> list[Word]:
    """The words that one of them has and the other has not, in the order of the files."""
    found = []
    for name in FILES:
        if list(old.texts(name)) != list(new.texts(name)):
            before, after = (_leaves(each, name) for each in (old, new))
            found += [Word(name, *each, added=True) for each in after if each not in before]
            found += [Word(name, *each, added=False) for each in before if each not in after]
    return found


def _leaves(words: Overlay, name: str) -> dict[tuple[tuple[str, ...], str, bool], None]:
    """Those of a file with what is laid over it; of a word with two rows, one."""
    base = industries.in_words() if name == industries.OWN else None
    with overlay.using(words):
        return dict.fromkeys(leaves(name, base))


def difference(store: Store, old: Overlay, new: Overlay, on_progress: Progress | None = None) -> Difference:
    """What `new` in the place of `old` would do to the graph."""
    found = Difference(changed_words(old, new), list(_queries(old, new)))
    if not found.words:
        return found
    reading = _finder([each for each in found.words if each.file not in NOT_OF_READING])
    comparing = _finder([each for each in found.words if each.file in NOT_OF_READING])
    rows: list[Row] = []
    for row in store.read(TEXTS):
        found.documents += 1
        text = _BLANK.sub("", for_matching(row["text"]))
        found.compared += comparing(text)
        if reading(text):
            found.holding.append(row["id"])
            rows.append(row)
    _compare(found, rows[:MOST], old, new, on_progress)
    return found


def _queries(old: Overlay, new: Overlay) -> Iterator[tuple[str, str]]:
    before, after = ({name: text for name, _, text in each.queries()} for each in (old, new))
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            yield name, "添加" if name not in before else "移除" if name not in after else "改写"


def _finder(words: Sequence[Word]) -> Callable[[str], bool]:
    """Whether a text, folded and without blanks, may hold one of the words."""
    plain = {_BLANK.sub("", for_matching(each.text)) for each in words if not each.is_expression}
    expressions: list[re.Pattern[str]] = []
    for each in words:
        if each.is_expression:
            try:
                expressions.append(re.compile(each.text))
            except re.error:
                return lambda text: True
            if re.search(r"\{[a-z_]+\}", each.text) or set("^$") & set(each.text):
                return lambda text: True  # a part of the file stands in it, or it asks for the bounds of something
    return lambda text: any(word in text for word in plain) or any(each.search(text) for each in expressions)


def _compare(found: Difference, rows: Sequence[Row], old: Overlay, new: Overlay, on_progress: Progress | None) -> None:
    """Read the documents of `rows` by both; all by one, then all by the other, for a process keeps its words."""
    given = [(row, *_source(row)) for row in rows]
    before: list[Facts | str] = []
    for turn, words in enumerate((old, new)):
        for done, (row, source, kept) in enumerate(given, start=1):
            read = _facts(source, words)
            if turn == 0:
                before.append(read)
            else:
                _note(found, row, before[done - 1], read, kept)
            if on_progress is not None:
                on_progress(turn * len(given) + done, 2 * len(given), row["name"] or "")


def _note(found: Difference, row: Row, before: Facts | str, after: Facts | str, kept: bool) -> None:
    if isinstance(before, str) or isinstance(after, str):
        found.failed.append(f"{row['name']}：{after if isinstance(after, str) else before}")
        return
    found.read += 1
    found.by_text += kept
    for kind in KINDS:
        gained, lost = after[kind] - before[kind], before[kind] - after[kind]
        if gained or lost:
            found.changed.add(row["id"])
            change = found.changes.setdefault(kind, Change())
            change.gained += gained.total()
            change.lost += lost.total()
            change.documents += 1
            for examples, those in ((change.gains, gained), (change.losses, lost)):
                examples.extend((row["name"] or "", each) for each in list(those)[: EXAMPLES - len(examples)])


def _source(row: Row) -> tuple[Source, bool]:
    """The bytes that the document was read from, where a file still has them; else its text, and True."""
    for uri, each in json.loads(row["readings"] or "{}").items():
        if (source := sources.still_there([uri], each.get("sha256"))) is not None:
            return source, False
    return Source.of(f"{row['name'] or row['id']}.txt", row["text"].encode()), True


def _facts(source: Source, words: Overlay) -> Facts | str:
    try:
        return facts_of(READERS.read(source, TRIED, words))
    except PolicyGraphError as error:
        return str(error)


def facts_of(records: Records) -> Facts:
    """What records say, in words that stay when ids change."""
    nodes = {(node.label, node.id): node.properties for node in records.nodes}
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for (label, _), properties in nodes.items():
        for kind, said in _of_node(label, properties):
            found[kind][said] += 1
    for edge in records.edges:
        start, end = nodes.get(edge.source, {}), nodes.get(edge.target, {})
        if edge.type in _EDGES:
            found[_EDGES[edge.type]][
                f"{_short(start.get('name'))} → {_short(end.get('title') or end.get('name'))}"
            ] += 1
        elif edge.target[0] == "Industry":
            found["industry"][f"{_short(start.get('title') or start.get('name'))}：{end.get('name')}"] += 1
    return found


def _called(properties: Mapping[str, object]) -> str:
    return _short(properties.get("title") or properties.get("name"))


def _of_node(label: str, properties: Mapping[str, object]) -> Iterable[tuple[str, str]]:
    match label:
        case "Task":
            yield "task", _called(properties)
        case "Target":
            value = properties.get("value_text") or properties.get("value")
            parts = (properties.get("indicator"), value, properties.get("unit"), properties.get("family"))
            yield "target", _short(" ".join(str(each) for each in parts if each is not None))
        case "Milestone":
            yield "milestone", _short(f"{properties.get('due_on')} {properties.get('name')}")
        case "Progress":
            yield "progress", _short(properties.get("name"))
        case "Unread":
            kind = ontology().word("Unread.kind", str(properties.get("kind")))
            yield "unread", _short(f"{kind}：{properties.get('text')}")
        case "Department" if properties.get("function"):
            yield "function", _short(f"{properties.get('name')}：{properties.get('function')}")


def _short(said: object) -> str:
    text = _BLANK.sub(" ", str(said or ""))
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


# --- in words ---------------------------------------------------------------------------------------------------------


def rows_of(found: Difference) -> list[Row]:
    """What would be read otherwise, by examples: rows under `COLUMNS`."""
    return [
        {"kind": KINDS[kind], "change": zh, "document": document, "words": words}
        for kind, change in found.changes.items()
        for zh, examples in (("多", change.gains), ("少", change.losses))
        for document, words in examples
    ]


def told(found: Difference) -> Iterator[str]:
    """Sentences for people."""
    if found.is_empty:
        yield "词没有变化"
        return
    added = sum(each.added for each in found.words)
    if found.words:
        yield f"添加 {added} 个词，移除 {len(found.words) - added} 个词"
    for name, what in found.queries:
        yield f"{what}查询 {name}"
    if any(each.file not in NOT_OF_READING for each in found.words):
        yield from _told_of_reading(found)
    if any(each.file in NOT_OF_READING for each in found.words):
        yield f"主题的词有变化：{found.compared} 份文件里有这些词；保存后任务与上级条目重新比对，这里没有预先算"


def _told_of_reading(found: Difference) -> Iterator[str]:
    part = f"，试读了前 {found.read + len(found.failed)} 份" if len(found.holding) > MOST else ""
    yield f"图中 {found.documents} 份文件里，{len(found.holding)} 份有这些词{part}"
    yield f"其中 {len(found.changed)} 份读出来的会不一样"
    for kind, change in found.changes.items():
        yield f"{KINDS[kind]}：多 {change.gained}，少 {change.lost}（{change.documents} 份文件）"
    if found.by_text:
        yield f"{found.by_text} 份的原文件已不在原处或有改动，是按图中存的正文试读的，表格里的变化可能看不出来"
    for line in found.failed[:EXAMPLES]:
        yield f"没有读成：{line}"
