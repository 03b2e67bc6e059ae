"""Make `data/meaning.npy`: what pairs of characters mean, as vectors learnt from documents of all fields.

    python scripts/make_meaning.py FOLDER… [--all] [--to FILE]

FOLDER: folders of documents as plain text (.txt, UTF-8), searched through. Those that are labelled for
benchmarks/descent.py are left out, so that its figures are those of documents that the table has never seen; `--all`
takes them too, to see what that would change. What it was made of is printed, and stands in docs/engineers/meaning.md.

Which of the most frequent pairs stand in one sentence more often than by chance (positive pointwise mutual information,
the other pair smoothed) makes a matrix; its singular vectors, each by the root of its value, are the vectors (latent
semantic analysis). The table keeps of each pair its number (graph/lineage/measure.py), its vector as whole numbers, and
the factor that makes these count as much as the pair is rare. No text is in it.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from policygraph.graph.lineage.meaning import DIMENSIONS, ROW, SENTENCE, TABLE
from policygraph.graph.lineage.measure import pairs_of

PAIRS = 12_000  # as many rows; fewer than a hundred dimensions, or fewer pairs, find less
FEWEST = 5  # sentences of a pair
LONGEST = 150  # pairs of a sentence: longer ones are tables
SMOOTHED = 0.75  # exponent by which rare pairs are made less surprising
MORE, TURNS = 30, 3  # of the randomized decomposition: vectors beside those kept, and powers

ROOT = Path(__file__).resolve().parent.parent
LABELS = ROOT / "benchmarks" / "labels" / "pairs.tsv"

Matrix = npt.NDArray[np.float32]


def labelled() -> set[str]:
    """The documents of the labels, as they name them."""
    with LABELS.open(encoding="utf-8", newline="") as file:
        return {row[side] for row in csv.DictReader(file, delimiter="\t") for side in ("lower", "upper")}


def documents(folders: list[Path], never: set[str]) -> Iterator[tuple[str, str]]:
    """Names, from the folder's own on, and texts."""
    for folder in sorted(each.resolve() for each in folders):
        for path in sorted(folder.rglob("*.txt")):
            name = path.relative_to(folder.parent).as_posix()
            if name not in never:
                yield name, path.read_text(encoding="utf-8", errors="ignore")


def sentences(texts: list[str]) -> list[npt.NDArray[np.int64]]:
    """The pairs of characters of each, each once."""
    parts = [part for text in texts for part in SENTENCE.findall(text)]
    numbers, of = pairs_of(parts)
    cuts = np.searchsorted(of, np.arange(1, len(parts)))
    return [found for each in np.split(numbers, cuts) if len(found := np.unique(each)) > 1]


def together(found: list[npt.NDArray[np.int64]], pairs: npt.NDArray[np.int64]) -> Matrix:
    """How often two pairs stand in one sentence, a sentence counting as much for each of its pairs however long."""
    counts = np.zeros((len(pairs), len(pairs)), np.float32)
    for each in found:
        ids = np.searchsorted(pairs, each[np.isin(each, pairs, assume_unique=True)])
        if 1 < len(ids) <= LONGEST:
            counts[np.ix_(ids, ids)] += 1 / len(ids)
    np.fill_diagonal(counts, 0)
    return counts


def surprising(counts: Matrix) -> Matrix:
    """Positive pointwise mutual information, in the place of the counts."""
    often = counts.sum(axis=1)
    share = often**SMOOTHED / (often**SMOOTHED).sum()
    counts /= np.maximum(often, 1e-9)[:, None]
    counts /= np.maximum(share, 1e-12)
    np.maximum(counts, 1, out=counts)
    np.log(counts, out=counts)
    return counts


def vectors(matrix: Matrix) -> Matrix:
    """The first left singular vectors by the root of their values (randomized, from a fixed start), of length 1."""
    start = np.random.default_rng(0).normal(size=(len(matrix), DIMENSIONS + MORE)).astype(np.float32)
    for _ in range(TURNS):
        start, _ = np.linalg.qr(matrix @ (matrix.T @ start))
    left, values, _ = np.linalg.svd(start.T @ matrix, full_matrices=False)
    found = (start @ left)[:, :DIMENSIONS] * np.sqrt(values[:DIMENSIONS])
    return np.asarray(found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9))


def main(folders: list[Path], never: set[str], target: Path) -> None:
    read = list(documents(folders, never))
    found = sentences([text for _, text in read])
    counted = Counter(number for each in found for number in each.tolist())
    kept = sorted(sorted(counted, key=lambda number: (-counted[number], number))[:PAIRS])
    pairs = np.array([number for number in kept if counted[number] >= FEWEST])
    whole = vectors(surprising(together(found, pairs)))
    whole = np.rint(whole * (127 / np.abs(whole).max(axis=1, keepdims=True)))
    table = np.zeros(len(pairs), ROW)
    table["pair"], table["vector"] = pairs, whole
    rare = np.log((1 + len(found)) / (1 + np.array([counted[number] for number in pairs.tolist()])))
    table["weight"] = rare / np.linalg.norm(whole, axis=1)
    np.save(target, table)
    said = hashlib.sha256("\n".join(f"{name} {len(text)}" for name, text in read).encode()).hexdigest()
    characters = sum(len(text) for _, text in read)
    print(f"{len(read)} documents, {characters:,} characters, {len(found):,} sentences, {len(pairs):,} pairs")
    print(f"of names and lengths the SHA-256 begins with {said[:16]}")
    for folder, many in sorted(Counter(name.rpartition("/")[0] for name, _ in read).items()):
        print(f"  {folder}: {many}")


if __name__ == "__main__":
    given = sys.argv[1:]
    at = given.index("--to") if "--to" in given else len(given)
    target = Path(given[at + 1]) if at < len(given) else ROOT / "data" / TABLE
    folders = [Path(each) for each in [*given[:at], *given[at + 2 :]] if each != "--all"]
    main(folders, set() if "--all" in given else labelled(), target)
