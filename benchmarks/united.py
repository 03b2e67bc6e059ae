"""What settling a country in Parquet costs (`policygraph unite`), and whether it comes to what one graph does.

    python -m benchmarks.united [SIZE…] [--portion N] [--only]     # 500, 1,000, 2,000 documents, if none are given

The documents are those of `benchmarks.country`. One graph is loaded and settled from the same folder; what differs
between its nodes and relationships and the rows in Parquet is counted, and should be none. `--portion`: documents of a
portion at most, so that there are several in few documents. `--only`: without the one graph. Processor time is that of
this process alone, which does what workers would, one after the other: work that portions do twice shows in it.
"""

from __future__ import annotations

import argparse
import math
import resource
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from benchmarks.country import Paper, country
from policygraph.graph.loading.claims import canonical
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.plain import said
from policygraph.graph.transfer.dump import dump_graph
from policygraph.ingest import documents
from policygraph.model import versions
from policygraph.model.ontology import ontology
from policygraph.services.country import parts, portions, settling, tables
from policygraph.services.country.building import build
from policygraph.services.country.identity import OnAll, Work
from policygraph.services.country.items import Item
from policygraph.services.country.parts import Out
from policygraph.services.settle import settle

SIZES = (500, 1000, 2000)
BATCH = 40


def write_read(papers: Iterable[Paper], out: Out) -> None:
    """What `policygraph read` would write of them, without its processes."""
    rows = []
    for paper in papers:
        records = documents.read_bytes(paper.data, paper.name)
        records.nodes[0].properties |= {"uri": f"/{paper.name}", "reader": versions.reading(), "sha256": "0" * 64}
        item = Item(f"/{paper.name}", paper.name, "1")
        rows.append(parts.row_of(item, item.uri, records))
    for first in range(0, len(rows), BATCH):
        out.write(parts.table_of(rows[first : first + BATCH]), parts.PARTS, f"000001-{first:08}.parquet")
    tables.write_tables(out, parts.counting(out), "000001")
    tables.put_in_place(out)


def here(url: str) -> settling.By:
    """In this process, one after the other; what took how long."""

    def by(what: str) -> OnAll:
        def on_all(work: Work, names: Sequence[str]) -> list[list[Any]]:
            start = time.process_time()
            results = [work(url, name) for name in names]
            print(f"    {what}: {len(names)} times, {time.process_time() - start:.1f} s", flush=True)
            return results

        return on_all

    return by


def lines_of_graph(graph: Path) -> set[str]:
    """Every node and relationship of a graph, without what only the loader and the parts hold."""
    with open_store(graph) as store:
        return set(dump_graph(store, internal=False).splitlines())


def lines_of_tables(out: Out) -> set[str]:
    """The same of the tables of a settled country, with the texts out of the parts."""
    texts = {each.document: each.nodes[0].properties["text"] for part in parts.counting(out)
             for each in parts.records_in(out, part)}  # fmt: skip
    found = set()
    for label, kind in ontology().nodes.items():
        for row in _rows(out, label):
            own = {name: row[name] for name in kind.shown if row.get(name) is not None}
            found.add(canonical([label, said(own | ({"text": texts[row["id"]]} if label == "Document" else {}))]))
    for type_, edge in ontology().edges.items():
        for row in _rows(out, type_):
            ends = ([row[f"{end}_label"], row[end]] for end in ("source", "target"))
            own = {name: row[name] for name in edge.properties if row.get(name) is not None}
            found.add(canonical([type_, *ends, said(own)]))
    return found


def _rows(out: Out, kind: str) -> Iterator[dict[str, Any]]:
    for file in sorted(Path(out.path(settling.GRAPH, kind)).rglob("*.parquet")):
        yield from pq.ParquetFile(file).read().to_pylist()


def _measured(folder: Path, size: int, only: bool) -> float:
    out = Out(str(folder / f"read-{size}"))
    write_read(islice(country(), size), out)
    print(f"{size:,} documents", flush=True)
    start = time.process_time()
    settling.settle_country(out.url, here(out.url))
    united = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  in Parquet: {united:.1f} s, {united / size * 1000:.1f} ms each, peak {peak:,.0f} MB", flush=True)
    if not only:
        start = time.process_time()
        with open_store(folder / f"graph-{size}", write=True) as store:
            build(store, out.url)
            settle(store)
        alone = time.process_time() - start
        one, other = lines_of_graph(folder / f"graph-{size}"), lines_of_tables(out)
        print(
            f"  one graph: {alone:.1f} s; {len(one):,} nodes and relationships, {len(one - other)} of them not in"
            f" Parquet, {len(other - one)} only there",
            flush=True,
        )
    return united


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--portion", type=int, default=portions.MOST)
    parser.add_argument("--only", action="store_true")
    asked = parser.parse_args()
    portions.MOST = asked.portion
    with tempfile.TemporaryDirectory() as made:
        costs = [_measured(Path(made), size, asked.only) for size in asked.sizes]
    if len(costs) > 1:
        slope = math.log(costs[-1] / costs[0]) / math.log(asked.sizes[-1] / asked.sizes[0])
        print(f"slope of processor time: {slope:.2f}")


if __name__ == "__main__":
    main()
