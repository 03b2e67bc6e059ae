"""How fast measures are aligned: all county plans against all upper policies, beside comparing pair by pair.

    python -m benchmarks.align [PLANS]                # 3,000 if not given; 20 tasks each, against 30 upper policies
    python -m benchmarks.align LOWER UPPER            # the pairs of two files, to be looked through
    python -m benchmarks.align LOWER UPPER untitled   # the same with the titles of the lower taken away

Plans are made of the words of policies that the benchmark makes and of words of their own, as counties make theirs. The
naive way compares each task with each upper measure by the same words, one pair after another; it is timed on a slice,
and both are told in pairs a second of processor time, on one core.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

from policygraph.graph.lineage.likeness import index_measures, shelve, topics
from policygraph.graph.lineage.measure import Measure, body
from policygraph.graph.lineage.pairing import pair_measures, pair_with_all
from policygraph.graph.lineage.shared_words import agreeing
from policygraph.services.ingestion import read_records
from tests.measures import measure_of, outermost

PLANS, TASKS, UPPER, MEASURES = 3_000, 20, 30, 28
SLICE = 6  # plans that the naive way compares, with three upper policies
LENGTH = 200  # characters of a text, as in real plans


def words(choice: random.Random) -> list[str]:
    """A vocabulary: of the field, and made up."""
    made = [
        "".join(chr(choice.randrange(0x4E00, 0x5E00)) for _ in range(choice.choice((2, 2, 3, 4)))) for _ in range(3000)
    ]
    return [*made, *(word for each in topics().values() for word in each)]


def measure(name: str, vocabulary: list[str], choice: random.Random) -> Measure:
    text = "".join(choice.choice(vocabulary) + choice.choice(("", "", "，", "。")) for _ in range(LENGTH // 3))
    title = "".join(choice.choice(vocabulary) for _ in range(3))
    return Measure(name, title, f"{title}。{text}")


def county(name: str, upper: list[Measure], vocabulary: list[str], choice: random.Random) -> list[Measure]:
    """Tasks that carry out some of the measures, in their order, half in words of their own."""
    found = []
    for i, above in enumerate(sorted(choice.sample(range(len(upper)), TASKS))):
        own = measure(f"{name}-{i}", vocabulary, choice)
        kept = upper[above]
        title = kept.title if choice.random() < 0.5 else own.title
        found.append(Measure(own.id, title, f"{title}。{kept.text[10 : LENGTH // 3]}{own.text[10:]}"))
    return found


def counted(of: list[Measure]) -> list[dict[int, float]]:
    read = [index_measures([one]) for one in of]
    return [dict(zip(one.words.tolist(), one.weights.tolist(), strict=True)) for one in read]


def naive(lower: list[Measure], upper: list[Measure]) -> int:
    """Pairs compared, one after the other, for the likest of each."""
    above = counted(upper)
    lengths = [sum(weight**2 for weight in each.values()) ** 0.5 for each in above]
    for one in counted(lower):
        products = [sum(weight * other.get(word, 0.0) for word, weight in one.items()) for other in above]
        max(product / length for product, length in zip(products, lengths, strict=True))
    return len(lower) * len(upper)


def main(plans: int) -> None:
    choice = random.Random(1)
    vocabulary = words(choice)
    uppers = [[measure(f"u{i}-{j}", vocabulary, choice) for j in range(MEASURES)] for i in range(UPPER)]
    lowers = [county(f"c{i}", uppers[i % UPPER], vocabulary, choice) for i in range(plans)]
    began = time.process_time()
    above = shelve([index_measures(each) for each in uppers])
    found = 0
    for lower in lowers:
        found += sum(map(len, pair_with_all(index_measures(lower), above)))
    took = time.process_time() - began
    compared = plans * TASKS * UPPER * MEASURES
    print(f"indexed: {plans:,} plans × {TASKS} tasks, {UPPER} policies × {MEASURES} measures: {compared:,} pairs in "
          f"{took:.1f} s, {compared / took:,.0f} pairs/s, {found:,} links")  # fmt: skip
    began = time.process_time()
    some = sum(naive(lower, upper) for lower in lowers[:SLICE] for upper in uppers[:3])
    slow = time.process_time() - began
    print(f"pair by pair: {some:,} pairs in {slow:.2f} s, {some / slow:,.0f} pairs/s; indexed is "
          f"{compared / took / (some / slow):.0f} times as fast, order and all")  # fmt: skip


def show(lower: Path, upper: Path, untitled: bool) -> None:
    """The pairs of two documents, with the words that agree."""
    titled, above = _measures(lower), _measures(upper)
    below = [Measure(one.id, "", body(one)) for one in titled] if untitled else titled
    found = pair_measures(index_measures(below), index_measures(above))
    same_titles = 0
    for i, one in enumerate(titled):
        firsts = [above[pair.upper].title for pair in found if pair.lower == i]
        same_titles += firsts[:1] == [one.title]
        for pair in (pair for pair in found if pair.lower == i) if any(p.lower == i for p in found) else (None,):
            other = f"{above[pair.upper].title}  {pair.score:.2f} {pair.confidence:.2f}" if pair else "—"
            same = "、".join(agreeing(below[i], above[pair.upper])[:3]) if pair else ""
            print(f"{one.title}  →  {other}  {same}")
    print(f"{len(found)} links of {len({p.lower for p in found})} of {len(below)} measures; "
          f"to the measure of their own title {same_titles}")  # fmt: skip


def _measures(path: Path) -> list[Measure]:
    return [measure_of(task) for task in outermost(read_records(path))]


if __name__ == "__main__":
    if len(sys.argv) > 2:
        show(Path(sys.argv[1]), Path(sys.argv[2]), "untitled" in sys.argv)
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else PLANS)
