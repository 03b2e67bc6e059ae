"""Files in, a graph out: each file opened once, loaded in the order of the files, a batch a transaction."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from policygraph.graph.cypher.files import fixed
from policygraph.graph.loading.load import Loaded, load, place
from policygraph.graph.loading.several import Loading
from policygraph.graph.loading.vanished import prune, settle_vanished
from policygraph.graph.stores.store import Store
from policygraph.ingest import sources
from policygraph.ingest.formats import registry
from policygraph.ingest.sources import Opened, Place, Source
from policygraph.model import versions
from policygraph.model.errors import PolicyGraphError
from policygraph.model.paths import readable, storable
from policygraph.model.records import Records
from policygraph.services import audit, download, parallel
from policygraph.services.download import Fetched
from policygraph.services.readers import READERS

log = logging.getLogger(__name__)

MOST_JOBS = 64  # processes; more would only take memory

Progress = Callable[[int, int, Path], None]
"""Documents done; in all, where an archive counts as one until it is opened; the file that was done."""

KNOWN = fixed(__package__, "readings")
PLACES = fixed(__package__, "places-of-bytes")
Key = tuple[str, str, str]
"""What tells whether a document needs reading: its place, the hash of its bytes, and what read it."""


@dataclass(slots=True)
class Report:
    """What became of each file. `documents`: ids by file, in the order of the files, unchanged and skipped ones too."""

    documents: dict[Path, str] = field(default_factory=dict)
    added: int = 0
    replaced: int = 0
    unchanged: int = 0  # read again without a change
    skipped: int = 0  # known by its bytes, not read
    removed: int = 0  # documents whose last place now holds another text
    failures: list[tuple[Path, str]] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)  # uris within what was read, where the file is no more
    pruned: list[str] = field(default_factory=list)  # of these, what was taken out
    passed_over: dict[str, list[Path]] = field(default_factory=dict)  # by the reason, which is nothing wrong
    loaded: set[str] = field(default_factory=set)  # ids of the documents that are counted below, each once

    def count(self, loaded: Loaded) -> None:
        self.added += len(loaded.added)
        self.replaced += len(set(loaded.replaced) - self.loaded)
        self.unchanged += len(set(loaded.unchanged) - self.loaded)
        self.removed += len(loaded.removed)
        self.loaded.update(loaded.added, loaded.replaced, loaded.unchanged)

    @property
    def same(self) -> int:
        """How many of what was read has the text of another that was, with which it is one document."""
        return sum(map(bool, self.documents.values())) - self.skipped - len(self.loaded)


def ingest(
    paths: Sequence[Path],
    store: Store,
    jobs: int | None = None,
    on_progress: Progress | None = None,
    *,
    force: bool = False,
    pruned: bool = False,
) -> Report:
    """Read files and folders into the store; what fails is reported, the others are loaded.

    `jobs` is the number of processes, all cores if not given. A file that is in the graph already, with the same
    bytes and read by this version of the reader, is not read again unless `force`. `pruned`: what was read in the
    folders given, and is no more there, is taken out.
    """
    there, missing = _there(paths)
    way = _Way(sources.find_sources(there), {} if force else known(store))
    report = way.report
    report.failures += missing
    most = min(jobs or os.cpu_count() or 1, MOST_JOBS)
    with Loading(store, report.count) as loading:
        _load_all(loading, way, parallel.read_all(way.to_read(), most), on_progress)
    report.vanished = settle_vanished(store, store.read(KNOWN), there, way.seen, way.unsure)
    if pruned:
        report.pruned = prune(store, report.vanished, there, way.seen)
        report.vanished = [uri for uri in report.vanished if uri not in report.pruned]
    report.documents = {file: document for file, document in report.documents.items() if document}
    return report


def _load_all(
    loading: Loading, way: _Way, found: Iterable[tuple[str, Records | str]], on_progress: Progress | None
) -> None:
    report = way.report
    for done, (name, result) in enumerate(found, start=1):
        file = Path(name)
        if isinstance(result, Records):
            report.documents[file] = result.document
            loading.put(result)
        else:
            report.failures.append((file, result))
            log.warning("not read: %s", result)
        if on_progress is not None:
            on_progress(way.not_read + done, way.total, file)


def read_records(file: Path) -> Records:
    """The records of one file, or the first document of an archive, without a store. Raises PolicyGraphError."""
    from policygraph.services import reading  # with the vocabularies, which the process that ingests does without

    (where,) = sources.find_sources([file])
    return reading.read_records(next(iter(where.open())), place(file))


def _there(paths: Sequence[Path]) -> tuple[list[Path], list[tuple[Path, str]]]:
    """The paths at which there is something, and what is said of the others, which stop none of these."""
    why = {path: sources.missing(path) for path in paths}
    there = [path for path in paths if not why[path]]
    missing = [(path, why[path]) for path in paths if why[path]]
    if not there:
        raise PolicyGraphError(missing[0][1] if missing else "没有给出要读的文件")
    return there, missing


def known(store: Store) -> dict[Key, str]:
    """Document ids by key, of everything in the graph."""
    return {
        (uri, each.get("sha256", ""), each.get("reader", "")): row["id"]
        for row in store.read(KNOWN)
        for uri, each in json.loads(row["readings"]).items()
    }


@dataclass(slots=True)
class _Way:
    """The way of the documents from their places to being read.

    `not_read`: how many needed no reading so far. `seen`: the uris that were met; `unsure`: of these, what could not be
    looked into.
    """

    places: Sequence[Place]
    known: dict[Key, str]
    report: Report = field(default_factory=Report)
    total: int = 0
    not_read: int = 0
    seen: set[str] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)

    def to_read(self) -> Iterator[tuple[Source, str]]:
        """The documents that must be read, with their uri; the others are noted in the report."""
        self.total = len(self.places)
        for each in self.places:
            opened = each.open()
            self.total += len(opened) - 1
            for source in opened:
                file = Path(source.name)
                uri = place(file)
                self.seen.add(uri)
                if source.error and not source.passed_over:
                    self.unsure.add(uri)
                if source.passed_over:
                    self.report.passed_over.setdefault(source.error, []).append(file)
                elif (document := self.known.get((uri, source.sha256, versions.reading()), "")) != "":
                    self.report.documents[file] = document
                    self.report.skipped += 1
                else:
                    self.report.documents[file] = ""  # keeps its place until it is read
                    yield source, uri
                    continue
                self.not_read += 1


# --- uploads ----------------------------------------------------------------------------------------------------------

UPLOAD = "upload:"
"""Begins the uri of what came from no place of its own. Graphs made earlier have `upload:NAME`, and keep it."""
DIGITS = 16  # of the SHA-256 in such a uri


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What became of an upload: the document's id, or what was wrong. `known`: the graph had it before. `wrong_type`:
    it is of no kind that is read."""

    name: str
    document: str | None = None
    error: str = ""
    known: bool = False
    wrong_type: bool = False


def add_document(store: Store, data: bytes, name: str, uri: str | None = None) -> str:
    """Load one document that is no file here, such as an upload, and return its id; `name` tells its format."""
    return _add(store, Source.of(name, data), uri)[0]


def add_each(
    store: Store,
    data: bytes,
    name: str,
    uri: str | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> list[Uploaded]:
    """`add_document` for what may be an archive: what became of it, or of each document in it. `on_progress` is told
    how many of how many are read."""
    opened, found = Opened(name, data), []
    for source in opened:
        # Of a member: with its path.
        found.append(_uploaded(store, source, uri and uri + source.name.removeprefix(name)))
        if on_progress is not None:
            on_progress(len(found), len(opened))
    return found


def fetch_url(url: str) -> Fetched | Uploaded:
    """What is at `url`, or why it could not be had. It may take its time, so before a store is opened to write."""
    try:
        return download.fetch(url)
    except PolicyGraphError as error:
        audit.note(readable(url), str(error))
        return Uploaded(url, error=f"{readable(url)}：{error}")


def add_fetched(store: Store, fetched: Fetched) -> list[Uploaded]:
    """`add_each` for what was fetched; its `uri` is the URL."""
    return add_each(store, fetched.data, fetched.name, fetched.url)


def _uploaded(store: Store, source: Source, uri: str | None) -> Uploaded:
    """What goes wrong in one upload must not stop the others."""
    try:
        document, known = _add(store, source, uri)
    except Exception as error:
        told = parallel.error_message(source.shown, error)
        audit.note(source.shown, told)
        wrong_type = source.passed_over or registry.by_suffix(Path(source.name).suffix.lower()) is None
        return Uploaded(source.shown, error=told, wrong_type=wrong_type)
    audit.note(source.shown)
    return Uploaded(source.shown, document, known=known)


def _add(store: Store, source: Source, uri: str | None) -> tuple[str, bool]:
    """The id of the document, and whether the graph had it before.

    Without a uri, what it is is its bytes, for a name is only a name: two counties may each send a 附件1.txt. The same
    bytes once more are read only if another version of the reader read them, and then at the place that they have.
    Where they came only from a file or a URL, they get a place of their own, so that they stay when that one changes.
    """
    if uri is None:
        uri = storable(f"{UPLOAD}{source.sha256[:DIGITS]}/{source.name}")
        for document, place_, reader in _places(store, source.sha256):
            if place_.startswith(UPLOAD):
                if reader == versions.reading():
                    return document, True
                uri = place_
    records = READERS.read(source, uri)
    loaded = load(store, [records])
    return records.document, records.document not in loaded.added


def _places(store: Store, sha256: str) -> Iterator[tuple[str, str, str]]:
    """Document id, uri and reader of every place from which these bytes were read."""
    for row in store.read(PLACES, {"sha256": sha256}) if sha256 else ():
        for uri, each in json.loads(row["readings"]).items():
            if each.get("sha256") == sha256:
                yield row["id"], uri, each.get("reader", "")
