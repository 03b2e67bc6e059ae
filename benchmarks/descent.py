"""What measures carry out of policies above, in many fields: how often it is found, and the weights that find it.

    python -m benchmarks.descent            # each field by weights that the others gave (one field left out)
    python -m benchmarks.descent shipped    # all fields by the weights of data/alignment.yaml
    python -m benchmarks.descent fit        # weights from all fields, as data/alignment.yaml has them
    python -m benchmarks.descent kept-back  # by the weights of data/alignment.yaml, pairs that these never learnt from

benchmarks/labels has the labels: of each measure its place in its document, and the places above of what it carries
out, `-` for nothing; `unsure` ones do not count. `second` is what a second reader, who saw neither the first one's
labels nor what is computed, found among the likest and the labelled ones: what either names is right, and where they
disagree on whether there is anything, the measure does not count. The documents lie in ../shared, those of 农村 are our
samples. `line` of a pair: `under`, the lower policy names the upper one or carries out what it starts; these alone does
the program compare. `beside`, both are about the same things, no more: other years, other offices, reports.
`kept back`: what is shipped has not learnt from it.
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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

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
UNDER, BESIDE = "under", "beside"
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
    line: str
    kept_back: bool
    lower: list[Measure]
    upper: list[Measure]
    right: dict[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Row:
    """One measure to choose for: `titled`, or without its title; `whole`: nothing above was hidden."""

    field: str
    line: str
    kept_back: bool
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
        measures = [p.measure for p in lower], [p.measure for p in upper]
        yield Judged(pair["pair"], pair["field"], pair["line"], bool(pair["kept back"]), *measures, right)


def small() -> Iterator[Judged]:
    for number, case in enumerate(cases("align")):
        above = [each["title"] for each in case["upper"]]
        right = {i: tuple(above.index(title) for title in each["is"]) for i, each in enumerate(case["lower"])}
        yield Judged(f"case-{number}", SMALL, UNDER, False, of_rows(case["lower"]), of_rows(case["upper"]), right)


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
        choice = Choice(signs.pairs[row], signs.none[row], there, weight)
        yield Row(pair.field, pair.line, pair.kept_back, titled, whole, choice)


class Told(NamedTuple):
    """What became of a row: how sure its likest is, whether that is right, whether anything is."""

    row: Row
    sure: float
    right: bool
    any_: bool


def told(row: Row, by: evidence.Weights) -> Told:
    choice = row.choice
    sure, _ = evidence.chosen(evidence.Signs(choice.pairs, choice.none), by)
    best = int(sure.argmax())
    return Told(row, float(sure[best]), best in choice.right, bool(choice.right))


def report(found: Sequence[Told]) -> None:
    print(
        f"{'':14s}{'':9s}{'measures':>9s}{'none':>6s}{'likest':>8s}{'found':>7s}{'right':>7s}{'false':>7s}{'guessed':>9s}"
    )
    for titled in (True, False):
        some = [each for each in found if each.row.titled is titled]
        if titled:
            _lines(titled, some, {each.row.field: each.row.field for each in some})
        real = [each for each in some if each.row.field not in WEIGHT]
        _lines(titled, real, {UNDER: f"real, {UNDER}", BESIDE: f"real, {BESIDE}"})
        _line("real, all", titled, real)
    _line(SAMPLES, False, [each for each in found if each.row.field == SAMPLES and not each.row.titled])


def _lines(titled: bool, some: Sequence[Told], names: Mapping[str, str]) -> None:
    """One for each field, or line, of these."""
    for one, name in sorted(names.items()):
        _line(name, titled, [each for each in some if one in (each.row.field, each.row.line)])


def _line(name: str, titled: bool, some: Sequence[Told]) -> None:
    there, none = [each for each in some if each.any_], [each for each in some if not each.any_]
    linked = [each for each in some if each.sure >= pairing.ENOUGH]
    good = sum(each.right for each in linked)
    maybe = sum(each.right and each.sure >= pairing.MAYBE for each in there)
    print(
        f"{name:14s}{'titled' if titled else 'untitled':9s}{len(there):9d}{len(none):6d}"
        f"{sum(each.right for each in there) / max(len(there), 1):8.3f}{good / max(len(there), 1):7.3f}"
        f"{good / max(len(linked), 1):7.3f}{sum(not each.any_ for each in linked) / max(len(none), 1):7.3f}"
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
    learnt = [row for row in everything if not row.kept_back]
    if what == "fit":
        print_fit([row.choice for row in learnt], _measures(learnt))
        return
    whole = [row for row in everything if row.whole and (row.kept_back or what != "kept-back")]
    weights = {field: evidence.weights() for field in Counter(row.field for row in whole)}
    if what == "left-out":
        weights = {field: fit(_others(learnt, field)) for field in weights}
    report([told(row, weights[row.field]) for row in whole])


def _measures(of: Sequence[Row]) -> int:
    return sum(row.titled and row.whole and row.field != SMALL for row in of)


def _others(of: Sequence[Row], field: str) -> list[Choice]:
    return [row.choice for row in of if row.field != field]


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "left-out")
