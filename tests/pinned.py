"""What the reader and the aligner give today, as digests in `tests/pinned.tsv`, so that no change of it goes unseen.

    python -m tests.pinned        # writes the table anew; refuses what has changed under a number that was not raised

A line: whose number (reader, aligner), that number when it was pinned, what was read or compared, the digest.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from policygraph.graph.lineage import pairing
from policygraph.graph.lineage.likeness import index_measures
from policygraph.graph.lineage.measure import Measure
from policygraph.graph.loading.claims import canonical
from policygraph.graph.stores.opening import open_store
from policygraph.ingest import documents
from policygraph.model import versions
from policygraph.model.errors import PolicyGraphError
from policygraph.model.records import make_id
from policygraph.services.ingestion import ingest
from policygraph.services.settle import settle
from tests import render, render_ofd
from tests.paths import TESTS, cases

TABLE = TESTS / "pinned.tsv"
SAMPLES = sorted(Path(str(files("policygraph.data").joinpath("samples"))).iterdir())
# Tables of cases whose `text` can stand as a document.
TEXTS = (
    "citations", "cleaning", "dates", "flat_tables", "outline", "quantities", "responsibilities", "targets", "tasks",
    "titles",
)  # fmt: skip
FORMATS: Mapping[str, Callable[[str], bytes]] = {
    "docx": render.to_docx, "html": render.to_html, "ofd": render_ofd.to_ofd, "pdf": render.to_pdf,
}  # fmt: skip
NUMBERS = {"reader": versions.READER, "aligner": versions.ALIGNER}
LINKS = """
MATCH (a:Task)-[r:DERIVES_FROM]->(b:Task) WHERE r.basis = 'aligned'
RETURN a.title AS lower, b.title AS upper, r.evidence AS evidence, r.start AS start, r.score AS score,
       r.confidence AS confidence
ORDER BY lower, upper, start, score
"""


class Line(NamedTuple):
    of: str
    number: int
    name: str
    digest: str

    @property
    def key(self) -> tuple[str, str]:
        return self.of, self.name


def lines() -> list[Line]:
    """What is given today."""
    found = [("reader", *each) for each in read()] + [("aligner", *each) for each in linked()]
    return [Line(of, NUMBERS[of], name, digest) for of, name, digest in found]


def read() -> Iterator[tuple[str, str]]:
    """Names of what is read, each with a digest of all its records."""
    for path in SAMPLES:
        yield f"samples/{path.name}", _records(path.read_bytes(), path.name)
    plan = next(path for path in SAMPLES if path.name.startswith("04"))
    for form, made in FORMATS.items():
        yield f"samples/{plan.stem}.{form}", _records(made(plan.read_text(encoding="utf-8")), f"方案.{form}")
    for table in TEXTS:
        for name, case in _of(table):
            yield name, _records(case["text"].encode(), "文件.txt")
    for name, case in _of("tabular"):
        yield name, _records(_csv(case["rows"]), "分工表.csv")


def linked() -> Iterator[tuple[str, str]]:
    """Names of what is compared, each with a digest of its links. Scores to four digits: sums differ in their last."""
    found = []
    for _, case in _of("align"):
        lower, upper = ([Measure(str(n), each["title"], each.get("text", "")) for n, each in enumerate(case[side])]
                        for side in ("lower", "upper"))  # fmt: skip
        found += [_rounded(pair) for pair in pairing.pair_measures(index_measures(lower), index_measures(upper))]
    yield "cases/align", make_id(canonical(found))
    with TemporaryDirectory() as folder, open_store(folder, write=True) as store:
        ingest(SAMPLES, store, jobs=1)
        settle(store)
        yield f"{len(SAMPLES)} samples", make_id(canonical([_rounded(row.values()) for row in store.read(LINKS)]))


def _rounded(values: Any) -> list[Any]:
    return [round(float(each), 4) if isinstance(each, float) else each for each in values]


def _of(table: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The cases of a table by name; one without has its words' digest, so that a new case changes no other's line."""
    given = cases(table)
    for case in given["cases"] if isinstance(given, dict) else given:
        yield f"cases/{table}/{case.get('name') or make_id(case.get('text', ''))}", case


def _csv(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def _records(data: bytes, name: str) -> str:
    try:
        records = documents.read_bytes(data, name)
    except PolicyGraphError as error:  # a case of what cannot be read
        return make_id(str(error))
    nodes = [[node.label, node.id, node.properties] for node in records.nodes]
    edges = [[e.type, *e.source, *e.target, e.start, e.end, e.confidence, e.properties] for e in records.edges]
    return make_id(canonical([nodes, edges]))


def pinned() -> dict[tuple[str, str], Line]:
    """The table as it is committed."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = [Line(of, int(number), name, digest) for of, number, name, digest in csv.reader(file, delimiter="\t")]
    return {line.key: line for line in rows}


def to_raise(found: list[Line], known: Mapping[tuple[str, str], Line]) -> list[str]:
    """What is to be done before the table may be written anew: for each number a sentence."""
    changed = [line for line in found if line.key in known and line.digest != known[line.key].digest]
    return [
        f"raise the number: {of.upper()} in model/versions.py to {number + 1}, then run python -m tests.pinned; "
        f"changed: {', '.join(line.name for line in changed if line.of == of)}"
        for of, number in NUMBERS.items()
        if any(line.of == of and known[line.key].number >= number for line in changed)
    ]


def main() -> None:
    found, known = lines(), pinned() if TABLE.exists() else {}
    if refused := to_raise(found, known):
        sys.exit("\n".join(refused))
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerows(found)


if __name__ == "__main__":
    main()
