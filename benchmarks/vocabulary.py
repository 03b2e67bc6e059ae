"""Which words of the vocabularies documents use, and how many documents use each.

    python -m benchmarks.vocabulary [PATH...]      # default: the shipped samples, and ../shared where it is there

A word is used by a document that holds it, an expression by one in which it matches a line, a sentence or a heading
without its number; of the headings of tables the whole. What cleaning takes out of a document counts too. Prints, for
each vocabulary, how many words how many documents use, then those that none or only one uses and whose `why` is not
their own (see `policygraph.model.vocabulary`): such a word belongs to one text, and goes.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from ahocorasick_rs import AhoCorasick

from policygraph.ingest import sources
from policygraph.ingest.cleaning.clean import clean
from policygraph.ingest.formats import reader
from policygraph.ingest.tables import columns
from policygraph.ingest.text.characters import for_display, for_matching
from policygraph.model.errors import PolicyGraphError
from policygraph.model.vocabulary import Entry, entries

PROJECT = Path(__file__).resolve().parent.parent
SHARED = [PROJECT.parent / "shared" / name for name in ("corpus", "wild", "seeds")]
WHOLE = {"columns.yaml"}
"""Vocabularies whose expressions fit a heading from end to end."""
ASKED = {"question_words.yaml"}
"""Words of what people ask; documents ask nothing. Written-down questions are what they are measured by."""
BOUNDS = (0, 1, 2, 5, 20)
"""Numbers of documents that are told apart."""
_NUMBER = re.compile(r"^(?:第[一二三四五六七八九十]+[章节条]|[(]?[一二三四五六七八九十\d]{1,3}[、.)]|[①-⑳])\s*")
_BREAK = re.compile(r"[。;!?|\t]+|(?<=:)|\s{2,}")


@dataclass(frozen=True, slots=True)
class Document:
    """`text`: as written and as cleaned, folded. `lines`: its lines and sentences, with and without their numbers, each
    on a line. `headings`: what may be headings of its tables."""

    text: str
    lines: str
    headings: frozenset[str]


def document(original: str, cleaned: str) -> Document:
    text = f"{original}\n{cleaned}"
    lines = {line.strip() for line in text.split("\n")}
    lines |= {piece.strip() for line in lines for piece in _BREAK.split(line)}
    lines |= {_NUMBER.sub("", line) for line in lines}
    headings = {columns.bare_heading(line) for line in lines if len(line) <= columns.HEADING}
    return Document(text, "\n".join(sorted(lines)), frozenset(headings))


def read(paths: Sequence[Path]) -> list[Document]:
    """The documents under `paths`, copies once. What cannot be read is named and left out."""
    found: dict[str, Document] = {}
    for source in (
        source for place in sources.find_sources(paths) for source in place.open() if not source.passed_over
    ):
        try:
            if source.error:
                raise PolicyGraphError(source.error)
            raw = reader.read_bytes(source.data, source.file_name)
        except PolicyGraphError as error:
            print(f"not read: {source.name}: {error}")
            continue
        cleaned = clean(raw.text, raw.tables).folded
        found[cleaned] = document(for_matching(for_display(raw.text)), cleaned)
    return list(found.values())


def count_words(words: Iterable[str], texts: Iterable[str]) -> Counter[str]:
    """In how many texts each word stands."""
    folded = {word: for_matching(word) for word in words}
    listed = sorted(set(folded.values()))
    search = AhoCorasick(listed)
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update({listed[i] for i, _, _ in search.find_matches_as_indexes(text, overlapping=True)})
    return Counter({word: counts[form] for word, form in folded.items()})


def count_expressions(expressions: Iterable[str], read: Sequence[Document], whole: bool) -> Counter[str]:
    """In how many documents each expression matches: a heading of a table as a `whole`, else anywhere in a line."""
    counts: Counter[str] = Counter()
    for expression in set(expressions):
        pattern = re.compile(expression, re.M)
        if whole:
            counts[expression] = sum(any(map(pattern.fullmatch, each.headings)) for each in read)
        else:
            counts[expression] = sum(pattern.search(each.lines) is not None for each in read)
    return counts


def vocabularies() -> Iterator[tuple[str, list[Entry]]]:
    """The files of data/ that hold words with their reasons."""
    data = files("policygraph.data")
    for folder in ("", "divisions/"):
        for file in sorted((data / folder).iterdir() if folder else data.iterdir(), key=lambda f: f.name):
            name = f"{folder}{file.name}"
            if name.endswith(".yaml") and name not in ASKED and (found := list(entries(name))):
                yield name, found


def report(name: str, counted: Sequence[tuple[Entry, int]]) -> None:
    """Prints how many entries of a vocabulary how many documents use, and the rare ones without a reason."""
    used = Counter(max(bound for bound in BOUNDS if bound <= count) for _, count in counted)
    print(f"{name:24}{len(counted):10} " + "".join(f"{used[bound]:6}" for bound in BOUNDS))
    rare: dict[tuple[int, str], list[str]] = defaultdict(list)
    for entry, count in counted:
        if count < 2 and not entry.reasoned:
            rare[count, entry.name].append(entry.text)
    for (count, key), words in sorted(rare.items()):
        print(f"    {'one ' if count else 'none'} {key}: {' '.join(words)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path)
    paths = parser.parse_args().paths or [PROJECT / "data" / "samples", *(path for path in SHARED if path.exists())]
    found = read(paths)
    print(f"{len(found)} documents, {sum(len(each.text) for each in found):,} characters\n")
    print("entries used by so many documents".ljust(35) + "".join(f"{bound:>5}+" for bound in BOUNDS))
    for name, listed in vocabularies():
        words = count_words((e.text for e in listed if not e.is_expression), (each.text for each in found))
        matches = count_expressions((e.text for e in listed if e.is_expression), found, name in WHOLE)
        report(name, [(e, (matches if e.is_expression else words)[e.text]) for e in listed])


if __name__ == "__main__":
    main()
