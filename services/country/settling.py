"""A country settled in Parquet, without one graph of it all: each portion (`portions.py`) as a graph for a moment, by
what settles any graph; what its own documents say then, put together.

    graph/Task/province=…/000001.parquet    as `tables/`, under present names, with what follows from all documents
    graph/Policy/000001.parquet             a row each of what several documents speak of
"""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from policygraph.graph.loading.claims import decode, merge
from policygraph.graph.loading.several import Loading
from policygraph.graph.loading.statements import stored
from policygraph.graph.loading.touched import program
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.graph.transfer import scan
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology
from policygraph.model.paths import readable
from policygraph.model.records import Properties, Records, make_id
from policygraph.services.country import derived, identity, sql
from policygraph.services.country.parts import Out, records_of
from policygraph.services.country.portions import Portion, portions
from policygraph.services.country.tables import ENDS, TABLES, columns_of, schema_of
from policygraph.services.settle import Progress, settle

if TYPE_CHECKING:
    from distributed import Client

By = Callable[[str], identity.OnAll]
"""Of a word for what is done how it is done, each result in the place of what it was done with."""
GRAPH, NEW = "graph", "graph.new"
SAID, BY_NODE = "said", "said.by-node"  # what documents say of shared nodes, until it is put together
DONE = "done"  # in a folder for each run a file for each portion that is written
MOST = 50_000  # things said of nodes that are put together at once
CLAIMS = pa.schema([("label", pa.string()), ("id", pa.string()), ("claim", pa.string()), ("document", pa.string())])


def settle_country(url: str, by: By) -> dict[str, int]:
    """Settle what was read into the folder at `url`; how many nodes there are of each label that is shared.

    Cut short, it goes on when run again: portions that are done stay, while what was read and what decides are the
    same.

    Raises PolicyGraphError where nothing was read.
    """
    out = Out(url, there=True)
    if not out.system.exists(out.path(TABLES)):
        raise PolicyGraphError(f"{readable(url)}：里面没有读好的文件；请先用 policygraph read 读")
    identity.find_identities(out, by("统一名称"))
    found = portions(out, by("分组"))
    run = make_id(program(), *map(json.dumps, found))
    done = set(out.names(NEW, DONE, run))
    if not done:
        identity.forget(out, NEW)
    left = [portion for portion in found if f"{portion.name}.parquet" not in done]
    by("归并比对")(_settle, [json.dumps([run, *portion]) for portion in left])
    counts = _put_together(out, by("合并"))
    identity.forget(out, GRAPH)
    out.system.mv(out.path(NEW), out.path(GRAPH), recursive=True)
    for name in (DONE, SAID, BY_NODE):  # only now: a run that is cut short before needs them
        identity.forget(out, f"{GRAPH}/{name}")
    return counts


def on_workers(client: Client, url: str, on_progress: Progress | None = None) -> By:
    """On the workers of a cluster."""
    from distributed import as_completed

    def named(what: str) -> identity.OnAll:
        def on_all(work: identity.Work, names: Sequence[str]) -> Iterable[list[Any]]:
            futures = [client.submit(work, url, name, pure=False) for name in names]
            at = {future.key: n for n, future in enumerate(futures)}
            results: list[list[Any]] = [[] for _ in futures]
            for done, future in enumerate(as_completed(futures), start=1):
                results[at[future.key]] = future.result()
                if on_progress is not None:
                    on_progress(done, len(futures), what)
            return results

        return on_all

    return named


# --- on a worker


def _settle(url: str, told: str) -> list[Any]:
    """Settle a portion, and write what its own documents say."""
    out, (run, *of) = Out(url, there=True), json.loads(told)
    portion = Portion(*of)
    records = list(_records(out, portion))
    policies = {node.id for each in records for node in each.nodes if node.label == "Policy"}
    with (
        tempfile.TemporaryDirectory(prefix="policygraph-") as folder,
        open_store(Path(folder) / "graph", write=True) as store,
    ):
        with Loading(store) as loading:
            for each in records:
                loading.put(each)
        settle(store, whole=True, given=identity.identities_of(out, policies))
        _write(out, portion, store)
    out.write(CLAIMS.empty_table(), NEW, DONE, run, f"{portion.name}.parquet")
    return []


def _records(out: Out, portion: Portion) -> Iterator[Records]:
    for part, rows in sorted(portion.rows.items()):
        for row in out.read(part, ["document", "properties", "records"]).take(rows).to_pylist():
            yield records_of(row)


def _write(out: Out, portion: Portion, store: Store) -> None:
    """What the portion's own documents say, by kind and province, and what they say of shared nodes."""
    rows: dict[tuple[str, str | None], list[dict[str, Any]]] = defaultdict(list)
    for document, kind, row in chain(_own_nodes(portion, store), _own_edges(portion, store)):
        rows[kind, portion.own[document]["province"]].append(row)
    for (kind, province), found in rows.items():
        out.write(_table(kind, found), NEW, kind, f"province={province}", f"{portion.name}.parquet")
    if said := list(_own_claims(portion, store)):
        out.write(sql.table_of(said, CLAIMS), NEW, SAID, f"{portion.name}.parquet")


def _own_nodes(portion: Portion, store: Store) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Document, label and row of each node that belongs to one of its documents."""
    for nodes in scan.scan_nodes(store):
        for node in nodes.rows if nodes.label not in ontology().shared else ():
            for document in _documents(node):
                if document in portion.own:
                    yield document, nodes.label, _row(portion, document, node)


def _own_claims(portion: Portion, store: Store) -> Iterator[tuple[str, str, str, str]]:
    """Label and id of each shared node that its documents speak of, with what each says of it."""
    for nodes in scan.scan_nodes(store):
        for node in nodes.rows if nodes.label in ontology().shared else ():
            if not portion.own.keys().isdisjoint(_documents(node)):
                for claim, documents in decode(str(node["claims"])).items():
                    own = sorted(documents & portion.own.keys())
                    yield from ((nodes.label, str(node["id"]), claim, document) for document in own)


def _own_edges(portion: Portion, store: Store) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Document, type and row of each relationship that one of its documents says."""
    for edges in scan.scan_edges(store):
        for edge in edges.rows:
            if (edges.type, edge["properties"].get("basis")) in derived.MADE:
                continue  # of the country as a whole
            if (document := edge["properties"]["document"]) in portion.own:
                ends = dict(zip(ENDS, (edges.source, edge["source"], edges.target, edge["target"]), strict=True))
                yield document, edges.type, _row(portion, document, edge["properties"]) | ends


def _documents(node: Properties) -> list[str]:
    documents = node.get("documents")
    return [str(each) for each in documents] if isinstance(documents, list) else []


def _row(portion: Portion, document: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    place = portion.own[document]
    return {**properties, "document": document, "city": place["city"], "county": place["county"]}


def _table(kind: str, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    schema = schema_of(kind)
    return pa.Table.from_pylist([{name: row.get(name) for name in schema.names} for row in rows], schema)


def _merge(url: str, name: str) -> list[Any]:
    """Put together what is said of the shared nodes in one file, by kind; how many nodes of each there are."""
    out = Out(url, there=True)
    claims: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in out.table(NEW, BY_NODE, f"{name}.parquet").to_pylist():
        claims[row["label"], row["id"]][row["claim"]].add(row["document"])
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for (label, id_), said in sorted(claims.items()):
        own: Properties = {"id": id_, "documents": sorted(set().union(*said.values()))}
        rows[label].append(stored({**merge(said), **own}, ontology().nodes[label]))
    for label, found in rows.items():
        schema = columns_of(label)
        table = pa.Table.from_pylist([{each: row.get(each) for each in schema.names} for row in found], schema)
        out.write(table, NEW, label, f"{name}.parquet")
    return [(label, len(found)) for label, found in rows.items()]


# --- of all portions


def _put_together(out: Out, on_all: identity.OnAll) -> dict[str, int]:
    """A row for each shared node."""
    counts: dict[str, int] = defaultdict(int)
    with sql.joining(out, ()) as joined:
        sql.put(joined, "said", pa.concat_tables([CLAIMS.empty_table(), *identity.tables_in(out, NEW, SAID)]))
        buckets = 1 + sql.count(joined, "said") // MOST
        for n in range(buckets):
            rows = sql.got(joined, f"SELECT * FROM said WHERE hash(label || id) % {buckets} = {n} ORDER BY ALL")
            out.write(rows, NEW, BY_NODE, f"{n + 1:06}.parquet")
    for found in on_all(_merge, [f"{n + 1:06}" for n in range(buckets)]):
        for label, rows in found:
            counts[label] += rows
    derived.write_derived(out, NEW)
    return dict(counts)
