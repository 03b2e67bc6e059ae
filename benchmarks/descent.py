"""What measures carry out of policies above, in many fields: how often it is found, and the weights that find it.

    python -m benchmarks.descent            # each field by weights that the others gave (one field left out)
    python -m benchmarks.descent shipped    # all fields by the weights of data/alignment.yaml
    python -m benchmarks.descent fit        # weights from all fields, as data/alignment.yaml has them

benchmarks/labels has the labels: of each measure its place in its document, and the places above of what it carries
out, `-` for nothing; `unsure` ones do not count. `second` is what a second reader, who saw neither the first one's
labels nor what is computed, found among the likest and the labelled ones: what either names is right, and where they
disagree on whether there is anything, the measure does not count. The documents lie in ../shared, those of 农村 are our
samples.
Where a document's tasks are coarser than what was labelled, as in reports, its sentences are compared. To learn what
`none` looks like, three tenths of the measures above are hidden, twice. Each pair is compared with the titles of the
lower measures and without them. A link is what is as sure as pairing.ENOUGH. The cases of tests/cases/align.yaml are
learnt from too.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from policygraph.graph.lineage import evidence, pairing
from policygraph.graph.lineage.calibration import Choice, fit, information
from policygraph.graph.lineage.likeness import index_measures, likenesses, nearnesses, shelve
from policygraph.graph.lineage.meaning import Floats
from policygraph.graph.lineage.measure import Measure, body
from policygraph.services.ingestion import read_records
from tests.measures import measure_of, of_rows, outermost
from tests.paths import cases

ROOT = Path(__file__).resolve().parent.parent
LABELS = ROOT / "benchmarks" / "labels"
SHARED = ROOT.parent / "shared"
HIDINGS, HIDDEN = 2, 0.3
SAMPLES = "农村"
SMALL = "小例"  # the cases of the tests: two or three measures, where what stands out says little
WEIGHT = {SAMPLES: 4.0, SMALL: 12.0}  # ours are few
OFF = 8  # characters that a label may be from where a task begins: its number
LENGTH = 600  # of a sentence at most
SENTENCE = re.compile(r"[^。；\n]{8,}(?:[。；]|\n|$)")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A measure of a document and where it stands."""

    span: Span
    measure: Measure


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair of policies: what is right of each labelled measure (rows, columns)."""

    name: str
    field: str
    lower: list[Measure]
    upper: list[Measure]
    right: dict[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Row:
    """One measure to choose for: `titled`, or without its title; `whole`: nothing above was hidden."""

    field: str
    titled: bool
    whole: bool
    choice: Choice


# --- the labels -------------------------------------------------------------------------------------------------------


def table(name: str) -> Iterator[dict[str, str]]:
    with (LABELS / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t")


@cache
def document(name: str) -> tuple[str, tuple[Piece, ...]]:
    """The text of a document and its tasks that are part of no other."""
    at = ROOT / "data" / name if name.startswith("samples/") else SHARED / name
    records = read_records(at)
    text = next(str(node.properties["text"]) for node in records.nodes if node.label == "Document")
    pieces = [
        Piece((int(task.properties["start"]), int(task.properties["end"])), measure_of(task))
        for task in outermost(records)
    ]
    return text, tuple(sorted(pieces, key=lambda piece: piece.span))


def part(name: str, within: str) -> list[Piece]:
    first, _, last = within.partition("-")
    return [piece for piece in document(name)[1] if not last or int(first) <= piece.span[0] < int(last)]


def sentences(text: str, starts: Sequence[int] = ()) -> list[Piece]:
    """Those that begin at `starts`, else all."""
    spans = [found.span() for found in SENTENCE.finditer(text)]
    if starts:
        ends = [*starts[1:], len(text)]
        stops = [text.find("。", start + OFF) + 1 or len(text) for start in starts]
        spans = [(a, min(end, stop, a + LENGTH)) for a, end, stop in zip(starts, ends, stops, strict=True)]
    return [Piece(span, Measure(str(span[0]), "", text[span[0] : span[1]])) for span in spans]


def holding(pieces: Sequence[Piece], place: int) -> int | None:
    """The piece in which a place lies."""
    return next((i for i, piece in enumerate(pieces) if piece.span[0] <= place + 2 < piece.span[1]), None)


def judged() -> Iterator[Judged]:
    labels = defaultdict(list)
    for row in table("measures.tsv"):
        labels[row["pair"]].append(row)
    for pair in table("pairs.tsv"):
        own = sorted(labels[pair["pair"]], key=lambda row: int(row["at"]))
        starts = [int(row["at"]) for row in own]
        lower, upper = part(pair["lower"], pair["lower_part"]), part(pair["upper"], pair["upper_part"])
        begun = sum(any(abs(piece.span[0] - start) < OFF for piece in lower) for start in starts)
        if begun < 0.7 * len(starts):
            lower = sentences(document(pair["lower"])[0], starts)
        upper = upper or sentences(document(pair["upper"])[0])
        right = _right(own, lower, upper)
        yield Judged(pair["pair"], pair["field"], [p.measure for p in lower], [p.measure for p in upper], right)


def small() -> Iterator[Judged]:
    for number, case in enumerate(cases("align")):
        above = [each["title"] for each in case["upper"]]
        right = {i: tuple(above.index(title) for title in each["is"]) for i, each in enumerate(case["lower"])}
        yield Judged(f"case-{number}", SMALL, of_rows(case["lower"]), of_rows(case["upper"]), right)


def _right(own: Sequence[dict[str, str]], lower: list[Piece], upper: list[Piece]) -> dict[int, tuple[int, ...]]:
    """By row, what either reader names; without rows with a label that is in no piece above, or only unsure ones."""
    sure: set[int] = set()
    lost: set[int] = set()
    found: dict[int, set[int]] = defaultdict(set)
    also: dict[int, set[int]] = {}
    for label in own:
        row = holding(lower, int(label["at"]))
        if row is None:
            continue
        if label["label"] == "sure":
            sure.add(row)
        columns = _columns(label["above"], upper)
        found[row] |= {column for column in columns if column is not None}
        lost |= {row} if None in columns else set()
        if label["second"] not in ("", "?"):
            also[row] = {column for column in _columns(label["second"], upper) if column is not None}
    apart = {row for row, columns in also.items() if bool(columns) != bool(found[row])}
    return {row: tuple(sorted(found[row] | also.get(row, set()))) for row in sorted(sure - lost - apart)}


def _columns(places: str, upper: list[Piece]) -> list[int | None]:
    """The measures above at these places; none where a place is in none."""
    return [holding(upper, int(place)) for place in places.split() if place != "-"]


# --- choices and what becomes of them ---------------------------------------------------------------------------------


def rows() -> list[Row]:
    chance = np.random.default_rng(0)
    found = []
    for pair in [*judged(), *small()]:
        for titled in (True, False)[: 1 + (pair.field != SMALL)]:
            lower = pair.lower if titled else [Measure(each.id, "", body(each)) for each in pair.lower]
            below, above = index_measures(lower), shelve([index_measures(pair.upper)])
            both = np.stack([likenesses(below, above), nearnesses(below, above)])
            columns = both.shape[2]
            found += _choices(pair, both, list(range(columns)), titled, whole=True)
            for _ in range(HIDINGS if columns > 5 else 0):
                left = sorted(chance.permutation(columns)[: int(columns * (1 - HIDDEN))].tolist())
                found += _choices(pair, both[:, :, left], left, titled, whole=False)
    return found


def _choices(pair: Judged, both: Floats, columns: list[int], titled: bool, *, whole: bool) -> Iterator[Row]:
    signs = evidence.signs(*both)
    weight = WEIGHT.get(pair.field, 1.0) * (1.0 if whole else 0.5)
    for row, right in pair.right.items():
        there = tuple(columns.index(column) for column in right if column in columns)
        yield Row(pair.field, titled, whole, Choice(signs.pairs[row], signs.none[row], there, weight))


Told = tuple[str, bool, float, bool, bool]  # field, titled, how sure, right, is there any


def told(row: Row, by: evidence.Weights) -> Told:
    choice = row.choice
    sure, _ = evidence.chosen(evidence.Signs(choice.pairs, choice.none), by)
    best = int(sure.argmax())
    return row.field, row.titled, float(sure[best]), best in choice.right, bool(choice.right)


def report(found: Sequence[Told]) -> None:
    print(
        f"{'':12s}{'':9s}{'measures':>9s}{'none':>6s}{'likest':>8s}{'found':>7s}{'right':>7s}{'false':>7s}{'guessed':>9s}"
    )
    fields = sorted({each[0] for each in found})
    for titled in (True, False):
        for wanted in ([f] for f in fields) if titled else ():
            _line(wanted[0], titled, [each for each in found if each[0] in wanted and each[1] is titled])
        _line("real ones", titled, [each for each in found if each[0] not in WEIGHT and each[1] is titled])
    _line(SAMPLES, False, [each for each in found if each[0] == SAMPLES and not each[1]])


def _line(name: str, titled: bool, some: Sequence[Told]) -> None:
    there, none = [each for each in some if each[4]], [each for each in some if not each[4]]
    linked = [each for each in some if each[2] >= pairing.ENOUGH]
    good = sum(each[3] for each in linked)
    maybe = sum(each[3] and each[2] >= pairing.MAYBE for each in there)
    print(
        f"{name:12s}{'titled' if titled else 'untitled':9s}{len(there):9d}{len(none):6d}"
        f"{sum(each[3] for each in there) / max(len(there), 1):8.3f}{good / max(len(there), 1):7.3f}"
        f"{good / max(len(linked), 1):7.3f}{sum(e in none for e in linked) / max(len(none), 1):7.3f}"
        f"{maybe / max(len(there), 1):9.3f}"
    )


def print_fit(choices: Sequence[Choice], labelled: int) -> None:
    """The weights, and what the choices say of them, as data/alignment.yaml has them."""
    found = fit(choices)
    for title, names, values in (("pairs", evidence.PAIRS, found.pairs), ("none", evidence.NONE, found.none)):
        print(f"{title}:")
        print("\n".join(f"  {name}: {value:.2f}" for name, value in zip(names, values, strict=True)))
    print(f"information: # of {labelled} measures")
    lines = information(choices, found, labelled)
    for number, name in enumerate((*evidence.PAIRS, *evidence.NONE)):
        print(f'  {name}: "{" ".join(f"{value:.2f}" for value in lines[number, : number + 1])}"')


def main(what: str) -> None:
    everything = rows()
    whole = [row for row in everything if row.whole]
    if what == "fit":
        print_fit([row.choice for row in everything], sum(row.titled and row.field != SMALL for row in whole))
        return
    weights = {field: evidence.weights() for field in Counter(row.field for row in whole)}
    if what != "shipped":
        weights = {f: fit([row.choice for row in everything if row.field != f]) for f in weights}
    report([told(row, weights[row.field]) for row in whole])


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "left-out")
