"""A graph as a Python object: documents in, questions and tables out, the same as the commands and the page give."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self

from policygraph.graph.asking import catalog
from policygraph.graph.asking.absent import absent, unmet
from policygraph.graph.asking.catalog import Column
from policygraph.graph.cypher.guard import doubts
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Rows, Store
from policygraph.library.answer import Answer
from policygraph.library.flat import Tables
from policygraph.library.provenance import Provenance, provenance
from policygraph.model.errors import PolicyGraphError
from policygraph.services.upgrading import open_current
from policygraph.services.vocabulary.laying import lay

if TYPE_CHECKING:
    import networkx as nx

    from policygraph.library.reviewing import Review
    from policygraph.library.year import Ledger
    from policygraph.services.ingestion import Report

log = logging.getLogger(__name__)


Progress = Callable[[int, int, str], None]
"""How many are done, of how many, what is being done."""
Projection = Literal["whole", "collaboration", "descent"]


class Graph(Tables):
    """The graph at a place; made by `policygraph.open`. A context manager; `close` gives up what it holds.

    Nothing is opened before it is needed: a place where there is no graph yet may be ingested into. Every method
    raises PolicyGraphError with a sentence in Chinese that says what is wrong and what to do.
    """

    def __init__(self, place: str | Path | None = None) -> None:
        self._place = place
        self._reading: Store | None = None
        self._counted = "", 0  # documents, in which state of the graph

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Graph {self._place or '（默认位置）'}>"

    def close(self) -> None:
        """Give up what is held; who asks again opens it again."""
        if self._reading is not None:
            self._reading.close()
            self._reading = None

    # --- in

    def ingest(
        self,
        paths: str | Path | Iterable[str | Path],
        *,
        jobs: int | None = None,
        progress: Progress | None = None,
        force: bool = False,
        prune: bool = False,
    ) -> Report:
        """Read files and folders into the graph and let follow what follows from all documents together.

        `jobs`: processes, all cores if not given. `progress(done, total, what)` is called as it goes on. `force`: also
        what has not changed is read again; `prune`: what is no more in the folders goes. A script that does this on
        Windows or macOS stands under `if __name__ == "__main__":`. What could not be read is in `failures` of what is
        returned; the others are loaded.
        """
        from policygraph.services.ingestion import ingest
        from policygraph.services.settle import settle

        given = [paths] if isinstance(paths, str | Path) else list(paths)
        told = _with_names(progress) if progress else None
        with self._writing(new=True) as store:
            report = ingest([Path(each) for each in given], store, jobs, told, force=force, pruned=prune)
            settle(store, progress)
        return report

    def remove(self, document: str) -> None:
        """Take out a document (id, place, file's name or title), and all that only it says."""
        from policygraph.graph.loading.load import find_document, remove
        from policygraph.services.settle import settle

        with self._writing() as store:
            remove(store, find_document(store, document))
            settle(store)

    def backup(self, file: str | Path, *, replace: bool = False) -> Path:
        """Write the graph and all that people entered and decided into one file, for `policygraph restore`."""
        from policygraph.graph.transfer.backup import write_backup
        from policygraph.graph.transfer.files import check_file

        place = Path(file)
        check_file(place)
        if place.exists() and not replace:
            raise PolicyGraphError(f"已有文件 {place}；给 replace=True 用新的备份代替它，或另写一个名字")
        write_backup(self._store, place)
        return place

    def to_graphml(
        self,
        file: str | Path,
        *,
        projection: Projection = "whole",
        policy: str | None = None,
        region: str | None = None,
    ) -> Path:
        """Write what `network` gives as GraphML, captioned for Gephi."""
        from policygraph.graph.transfer.export import write_graphml

        write_graphml(self.network(projection, policy=policy, region=region), Path(file))
        return Path(file)

    def to_rdf(self, file: str | Path, *, base: str = "urn:policygraph:", texts: bool = False) -> Path:
        """Write the whole graph as RDF: .ttl, .nt or .jsonld. `base`: what the addresses of nodes begin with; `texts`:
        with the whole texts."""
        from policygraph.graph.transfer.rdf.writing import write_rdf

        write_rdf(self._store, Path(file), base=base, texts=texts)
        return Path(file)

    # --- asked

    def query(self, name: str, /, *, limit: int | None = None, **parameters: Any) -> Answer:
        """A query of the catalogue (`queries`) by its name; at most `limit` rows, all if not given."""
        return self._asked(name, parameters, limit)

    def _asked(self, name: str, parameters: Mapping[str, Any], limit: int | None) -> Answer:
        query = catalog.find_query(name)
        given = catalog.bind_values(query, parameters)
        rows = self._store.read(query.cypher, given, rows=limit)
        lacking = () if rows else absent(query, given, partial(catalog.run_query, self._store))
        said = "；".join(each.in_words for each in lacking)
        return self._answer(rows, query.columns, query.title, query.name, given, said)

    def cypher(
        self, text: str, /, *, limit: int | None = 10_000, seconds: float | None = 60.0, **parameters: Any
    ) -> Answer:
        """Cypher that only reads; `$name` in it is the parameter of that name. None: no limit."""
        rows = self._store.read(text, parameters, rows=limit, seconds=seconds)
        return self._found(rows, text, parameters)

    def _found(self, rows: Rows, text: str, parameters: Mapping[str, Any]) -> Answer:
        """What Cypher gave; `said` names what it asks for that there is not."""
        found = [] if rows else unmet(text, parameters, partial(catalog.run_query, self._store))
        said = "；".join([*doubts(text), *found])
        return self._answer(rows, tuple(Column(each, each) for each in rows.columns), "", text, parameters, said)

    def ask(
        self, question: str, /, *, after: Iterable[str] = (), on: date | None = None,
        within: Mapping[str, str] | None = None,
    ) -> Answer:  # fmt: skip
        """A question in Chinese, which may go on with those `after` which it comes: `said` is the answer in a sentence.

        `on`: the day that 今年, 逾期 and the like mean, today if not given. `within`: `place`, `bureau`, `year`,
        `policy` that it is about where it says nothing else; `notes` say where that was so. What is not understood is
        asked back (`answered` is False, `notes` say what can be asked) rather than guessed.
        """
        from policygraph.graph.questions.answer import AskedBack
        from policygraph.graph.questions.asking import answer
        from policygraph.questions.ask import scope_of, within_in_words, world

        over = world(self._store, on or date.today(), self._place)
        scope = scope_of(within or {})
        given = answer(question, over, list(after), scope)
        notes = (*within_in_words(scope, given), *given.notes)
        if isinstance(given, AskedBack):
            instead = tuple(f"可以问：{each.question or each.words}" for each in given.choices)
            known = self._provenance(question, {})
            return Answer([], (), question, given.sentence, answered=False, notes=(*notes, *instead), provenance=known)
        known = self._provenance(given.query, given.values)
        return Answer(given.rows, tuple(given.columns), question, given.sentence, notes=notes, provenance=known)

    def queries(self) -> Answer:
        """The queries of the catalogue: name, title, what each answers, which parameters it takes (* must be given)."""
        return Answer(catalog.listed(), catalog.LISTED, "查询目录")

    def info(self) -> dict[str, Any]:
        """How many nodes and relationships of each kind there are, and where it comes from (`provenance`)."""
        nodes = {row["label"]: row["nodes"] for row in catalog.run_query(self._store, "node-counts")}
        edges = {row["relation"]: row["relations"] for row in catalog.run_query(self._store, "relation-counts")}
        unread = {row["kind"]: row["items"] for row in catalog.run_query(self._store, "unread-by-kind")}
        return {"nodes": nodes, "relationships": edges, "unread": unread, **self.provenance().as_dict()}

    def provenance(self) -> Provenance:
        """Versions of program, reader, alignment and form, the state of the graph and the day, for a paper to say."""
        return self._provenance("", {})

    # --- for analysis

    def trace(self, what: str) -> Answer:
        """What a policy (title, number or id) or a task (id) rests on, level by level, and what rests on it: a row a
        link with its words; `direction` is 上级 or 下级. Only what the graph holds: nothing is guessed."""
        from policygraph.library.tracing import trace

        rows, columns, title = trace(self._store, what)
        return self._answer(Rows(rows), columns, title, "trace", {"what": what})

    def matrix(self, policy: str) -> Answer:
        """The responsibility matrix of one policy (title, number or id): a row a task, a column a department, in which
        stands 牵头 or 配合. PolicyGraphError where there is none of that name, or several."""
        from policygraph.library.comparing import matrix

        rows, columns, title = matrix(self._store, policy)
        return self._answer(Rows(rows), columns, title, "matrix", {"policy": policy})

    def compare(
        self, policies: Iterable[str], by: Literal["department", "function", "indicator"] = "function"
    ) -> Answer:
        """Several policies side by side: a row a department, its function, or an indicator; a column a policy.

        In the cells stand the tasks that they lead and support (`牵头3 配合2`), or the figures.
        """
        from policygraph.library.comparing import compare

        named = list(policies)
        rows, columns, title = compare(self._store, named, by)
        return self._answer(Rows(rows), columns, title, "compare", {"policies": named, "by": by})

    def network(
        self, projection: Projection = "whole", *, policy: str | None = None, region: str | None = None
    ) -> nx.Graph[str]:
        """The graph for NetworkX. `whole`: all nodes and relationships (a MultiDiGraph); `collaboration`: departments,
        an edge where two have a task together, `weight` how many; `descent`: policies, from the one that rests on
        another to that. Of the policies with these words in their title, number or id, and of the region, if given.
        """
        from policygraph.library.comparing import network

        return network(self._store, projection, policy, region)

    @property
    def review(self) -> Review:
        """What is to be judged, and what people decided."""
        from policygraph.library.reviewing import Review

        return Review(self)

    @property
    def ledger(self) -> Ledger:
        """How tasks stand on a day, and what people report of them."""
        from policygraph.library.year import Ledger

        return Ledger(self)

    # --- within

    @property
    def _store(self) -> Store:
        lay(self._place)
        if self._reading is None:
            self._reading = open_store(self._place)
        return self._reading

    @contextmanager
    def _writing(self, *, new: bool = False) -> Iterator[Store]:
        """The store, opened to write; who reads sees what was written when it is closed."""
        self.close()
        lay(self._place)
        with open_current(self._place, log.info, write=True, new=new) as store:
            yield store

    def _answer(
        self,
        rows: Rows,
        columns: Iterable[Column],
        title: str,
        asked: str,
        parameters: Mapping[str, Any],
        said: str = "",
    ) -> Answer:
        known = self._provenance(asked, parameters)
        return Answer(rows, tuple(columns), title, said, truncated=rows.truncated, provenance=known)

    def _provenance(self, asked: str, parameters: Mapping[str, Any]) -> Provenance:
        store = self._store
        version = store.version()
        if self._counted[0] != version:  # counted once for all answers until it changes
            counts = {row["label"]: row["nodes"] for row in catalog.run_query(store, "node-counts")}
            self._counted = version, counts.get("Document", 0)
        return provenance(store.place, version, self._counted[1], asked, parameters)


def _with_names(progress: Progress) -> Callable[[int, int, Path], None]:
    return lambda done, total, file: progress(done, total, file.name)


def open_graph(place: str | Path | None = None) -> Graph:
    """The graph at a place: a folder, a file, or the address of a Neo4j server (`bolt://…`); not given, the user's own.

    There need not be one yet. As `policygraph.open`.
    """
    return Graph(place)
