"""How fast documents are read, beside a floor and a tagger, all in one run on one core.

    python benchmarks/extract.py [FILE...]      # default: the shipped samples

Prints characters a second of: reading text into records; one combined compiled regular expression over the same text
(quantity, organisation, village, date: the floor); jieba.posseg. Then the growth of the time from 1 to 100 times a
document's length, the tokenizer that was chosen beside the other one tried, and one core beside a process pool.
"""

from __future__ import annotations

import argparse
import re
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import jieba.posseg
import spacy
from ahocorasick_rs import AhoCorasick, MatchKind
from spacy.tokens import Doc
from spacy.vocab import Vocab

from policygraph.ingest import documents, pipeline
from policygraph.ingest.figures import unit_grammar
from policygraph.ingest.organisations.unit_words import unit_words

SAMPLES = Path(__file__).resolve().parent.parent / "data" / "samples"


def floor_expression() -> re.Pattern[str]:
    """One expression for quantity, organisation, village and date, made from the vocabularies that the reader uses."""
    units = unit_grammar.unit_words()

    def any_of(words: Iterable[str]) -> str:
        return "|".join(re.escape(w) for w in sorted(set(words), key=len, reverse=True))

    counted = any_of(u for group in units.units.values() for u in group)
    before = any_of(w for group in units.before.values() for w in group)
    after = any_of(w for group in units.after.values() for w in group)
    organ = any_of(e for group in unit_words().ends.values() for e in group)
    quantity = rf"(?:{before})?\d+(?:,\d{{3}})*(?:\.\d+)?[余多]?[万亿千百]*(?:{counted})(?:{after})?"
    date = r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|底)?前?|\d{4}(?:[-—]\d{4})?年[底末]?前?"
    return re.compile(rf"{date}|{quantity}|[一-鿿]{{2,4}}(?:村|镇|乡|街道)|[一-鿿]{{2,20}}(?:{organ})")


def rate(
    work: Callable[[], object], characters: int, rounds: int = 5, clock: Callable[[], float] = time.process_time
) -> float:
    """Median characters a second of one core, by its processor time, so that other work on the machine counts less."""
    times = []
    for _ in range(rounds):
        start = clock()
        work()
        times.append(clock() - start)
    return characters / statistics.median(times)


def read_all(texts: Sequence[tuple[str, bytes]]) -> int:
    """The number of nodes that the texts gave."""
    return sum(len(documents.read_bytes(data, name).nodes) for name, data in texts)


def pool_rate(texts: Sequence[tuple[str, bytes]], characters: int, workers: int) -> float:
    with ProcessPoolExecutor(workers) as pool:
        list(pool.map(read_all, [texts[:1]] * workers))  # every worker loads its vocabulary first
        shares = [list(texts[i::workers]) * 4 for i in range(workers)]
        return rate(lambda: list(pool.map(read_all, shares)), characters * 4, 3, time.perf_counter)


class HitTokenizer:
    """The other tokenizer tried: tokens are the hits of the vocabulary, and the stretches between them."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        ends = {e for group in unit_words().ends.values() for e in group}
        self.words = AhoCorasick(sorted({*ends, *"。，、；：（）《》\n"}), matchkind=MatchKind.LeftmostLongest)

    def __call__(self, text: str) -> Doc:
        words, done = [], 0
        for _, start, end in self.words.find_matches_as_indexes(text):
            words += [text[done:start]] if done < start else []
            words.append(text[start:end])
            done = end
        words += [text[done:]] if done < len(text) else []
        return Doc(self.vocab, words=words, spaces=[False] * len(words))


def tokenizers(text: str, expression: re.Pattern[str]) -> None:
    """On a text that the vocabulary has not seen, as every new document is: a stretch between hits is a new word."""
    warm, fresh = text[: len(text) // 10], text[len(text) // 10 : len(text) // 5]
    found = [(m.start(), m.end()) for m in expression.finditer(fresh)]
    print("tokenizer, and a span for each hit of the expression, on text not seen before")
    for name in ("characters", "vocabulary hits"):
        times = []
        for _ in range(5):
            vocab = spacy.blank("zh").vocab
            characters = name == "characters"
            tokenize = pipeline.CharacterTokenizer(vocab).characters if characters else HitTokenizer(vocab)
            tokenize(warm)
            start = time.perf_counter()
            doc = tokenize(fresh)
            if characters:
                doc.spans["hits"] = [doc[a:b] for a, b in found]
            else:
                doc.spans["hits"] = [s for a, b in found if (s := doc.char_span(a, b, alignment_mode="expand"))]
            times.append(time.perf_counter() - start)
        print(f"  {name:22}{len(fresh) / statistics.median(times) / 1e6:8.2f} M characters/s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, default=sorted(SAMPLES.glob("*.txt")))
    files = parser.parse_args().files
    texts = [(f.name, f.read_bytes()) for f in files] * 5
    text = "\n".join(data.decode("utf-8") for _, data in texts)
    read_all(texts[: len(files)])  # load the vocabularies once
    print(f"{len(files)} documents, {len(text) // 5:,} characters, read five times\n")
    expression = floor_expression()
    ours = rate(lambda: read_all(texts), len(text))
    floor = rate(lambda: sum(1 for _ in expression.finditer(text)), len(text))
    part = text[:40_000]
    tagger = rate(lambda: sum(1 for _ in jieba.posseg.cut(part)), len(part), 1)
    print(f"text to records           {ours / 1e6:8.3f} M characters/s   {ours / floor:6.2f} of the floor")
    print(f"one combined expression   {floor / 1e6:8.3f} M characters/s   the floor")
    print(f"jieba.posseg              {tagger / 1e6:8.3f} M characters/s   {tagger / floor:6.2f} of the floor\n")
    print("growth: a document repeated, seconds and characters a second")
    one = max((d for _, d in texts), key=len).decode("utf-8")
    for times in (1, 10, 100):
        # Each copy differs, else all but the first would be set aside as repeated.
        many = "\n".join(f"{one}\n" if i == 0 else re.sub(r"(?<=。)", f"{i}", one) for i in range(times))
        data = many.encode()
        speed = rate(partial(documents.read_bytes, data, "x.txt"), len(many), 1 if times > 10 else 3)
        print(f"  x {times:<4}{len(many):10,} characters {len(many) / speed:8.2f} s {speed / 1e6:8.3f} M/s")
    print()
    tokenizers(text, expression)
    single = pool_rate(texts, len(text), 1)
    double = pool_rate(texts, len(text), 2)
    print(f"\nprocess pool: 1 worker {single / 1e6:.3f} M/s, 2 workers {double / 1e6:.3f} M/s, x {double / single:.2f}")


if __name__ == "__main__":
    main()
