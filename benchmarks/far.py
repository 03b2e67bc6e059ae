"""What reading a country into Parquet costs (`policygraph read`), how that grows, and what counting over it takes.

    python -m benchmarks.far [SIZE…] [--jobs N]       # 1,000, 2,000, 4,000 documents, if none are given

The documents are those of `benchmarks.country`, as rows of one Parquet file. Processor time is that of this process and
of all that it started; a slope of 1 is a cost that grows as the documents do. Counting is DuckDB's, over the tables.
"""

from __future__ import annotations

import argparse
import math
import resource
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.country import country
from policygraph.services.country.reading import read_country

SIZES = (1000, 2000, 4000)
COUNTED = {
    "tasks by function and province": """
        SELECT t.province, d.function, count(DISTINCT t.id) FROM {LEADS} l
        JOIN {Department} d ON d.id = l.source AND d.document = l.document
        JOIN {Task} t ON t.id = l.target GROUP BY ALL""",
    "figures by county and year": """
        SELECT province, county, year, kind, count(*), avg(value) FROM {Target} GROUP BY ALL""",
    "documents of each county that carry out a policy": """
        SELECT p.title, e.province, count(DISTINCT e.county) FROM {DERIVES_FROM} e
        JOIN {Policy} p ON p.id = e.target AND p.document = e.document
        WHERE e.target_label = 'Policy' GROUP BY ALL""",
}


class Cost(NamedTuple):
    """`peak`: the most memory of any one process, in bytes."""

    seconds: float
    processor: float
    peak: int
    written: int


def _processor() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _read(folder: Path, size: int, jobs: int) -> Cost:
    papers = list(islice(country(), size))
    source = folder / f"{size}.parquet"
    columns = {"path": [paper.name for paper in papers], "text": [paper.text for paper in papers]}
    pq.write_table(pa.table(columns), source, row_group_size=500)
    out = folder / f"read-{size}"
    start, before = time.monotonic(), _processor()
    run = read_country([str(source)], str(out), jobs=jobs)
    assert run.documents == size and not run.errors, run
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) << 10
    written = sum(file.stat().st_size for file in out.rglob("*.parquet"))
    return Cost(time.monotonic() - start, _processor() - before, peak, written)


def _count(folder: Path, size: int) -> None:
    kinds = ("LEADS", "Department", "Task", "Target", "DERIVES_FROM", "Policy")
    at = f"{folder}/read-{size}/tables"
    named = {kind: f"read_parquet('{at}/{kind}/*/*.parquet', hive_partitioning = true)" for kind in kinds}
    for what, query in COUNTED.items():
        start = time.monotonic()
        rows = len(duckdb.sql(query.format_map(named)).fetchall())
        print(f"  {what}: {rows:,} rows in {time.monotonic() - start:.2f} s")


def _slope(sizes: Sequence[int], costs: Sequence[Cost]) -> float:
    return math.log(costs[-1].processor / costs[0].processor) / math.log(sizes[-1] / sizes[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    costs = []
    with tempfile.TemporaryDirectory() as made:
        for size in asked.sizes:
            costs.append(cost := _read(Path(made), size, asked.jobs))
            print(
                f"{size:,} documents: {size / cost.seconds:.1f} a second, {cost.processor / size * 1000:.1f} ms of the"
                f" processor each, peak {cost.peak / 1e6:,.0f} MB a process, {cost.written / size / 1000:.1f} kB each"
            )
            _count(Path(made), size)
    if len(costs) > 1:
        print(f"slope of processor time: {_slope(asked.sizes, costs):.2f}")


if __name__ == "__main__":
    main()
