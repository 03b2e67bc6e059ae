"""One search over all that has a name or a text: how many of each kind have the words, and the first ones with the
place where they stand.

A word is looked for as it is written; Latin letters in capitals or not. All words must be there. The embedded store
goes through the texts, which in memory takes less than an index would (benchmarks/search.py); a server asks its
full-text indexes, and looks into what they find where a word is more than Chinese characters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from policygraph.graph.asking.snippets import Piece, marked, snippet
from policygraph.graph.cypher import looking, made
from policygraph.graph.stores.store import Row, Store
from policygraph.model.ontology import ontology

KINDS = tuple(looking.SEARCHED)
"""In the order in which they are shown."""
WORDS, LENGTH = 4, 40  # how many words are looked for, of how many characters
PARTING = re.compile(r"[\s、，,；;。《》“”\"]+")
MANY = 2_000
"""Hits of a kind that are not put in order by anything but their names."""
NUMBER = re.compile(r"[(（\[［【〔]\s*((?:19|20)\d\d)\s*[)）\]］】〕]\s*(\d{1,4})\s*号")
"""Of a document, its year in whatever brackets a keyboard has; what stands in the graph is 〔2025〕5号."""
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]{2,}")  # runs of which an index knows the pairs
DIGITS = re.compile(r"[0-9]{2,}")
TOLD = ("number", "full_name", "level", "region", "status", "kind", "genre", "due", "section")


class Hit(NamedTuple):
    """A node that has the words. `document`: the one that it belongs to, where it is no shared node; `start`: where in
    its text. `told`: what else is known of it, by property. `times`: how often a document has the words."""

    label: str
    id: str
    name: tuple[Piece, ...]
    snippet: tuple[Piece, ...]
    document: str | None
    source: str | None
    start: int | None
    told: Mapping[str, Any]
    times: int | None = None


class Kind(NamedTuple):
    """How many nodes of a label have the words, and the first of them."""

    label: str
    number: int
    hits: tuple[Hit, ...]


class Found(NamedTuple):
    words: tuple[str, ...]
    left: tuple[str, ...]
    """Words that were too many and not looked for."""
    kinds: tuple[Kind, ...]

    @property
    def number(self) -> int:
        return sum(each.number for each in self.kinds)


def words_of(text: str) -> list[str]:
    """
    >>> words_of("《高标准农田》 5G、厕所 厕所")
    ['高标准农田', '5G', '厕所']
    >>> words_of("云政办发 [2025] 5 号")
    ['云政办发', '〔2025〕5号']
    """
    text = NUMBER.sub(r"〔\1〕\2号", text)
    return list(dict.fromkeys(word[:LENGTH] for word in PARTING.split(text) if word))


def search(store: Store, text: str, most: int = 5, kinds: Sequence[str] = KINDS) -> Found:
    """What has all words of `text`; `most`: hits of a kind. Nothing where there is no word. Raises PolicyGraphError."""
    every = words_of(text)
    words = every[:WORDS]
    if not words:
        return Found((), (), ())
    index = store.full_text and bool(_asked(words))
    found = [_of_kind(store, label, words, most, index=index and label in looking.WITH_TEXT) for label in kinds]
    return Found(tuple(words), tuple(every[WORDS:]), tuple(each for each in found if each.number))


def _of_kind(store: Store, label: str, words: Sequence[str], most: int, *, index: bool) -> Kind:
    spelled = [_spellings(word) for word in words]
    values = {f"w{i}_{j}": each for i, ways in enumerate(spelled) for j, each in enumerate(ways)}
    exact = index and all(HAN.fullmatch(word) for word in words)
    asked = {"asked": _asked(words)} if index else {}
    ask = looking.looking(label, [len(ways) for ways in spelled], index=index, exact=exact)
    number = int(store.read(ask.number, (asked if exact else values | asked))[0]["found"])
    if not number:
        return Kind(label, 0, ())
    known = values | asked | {"text": " ".join(words)}
    if index or label not in looking.WITH_TEXT:
        ids = _ids(store, ask.ranked, known, most)
    else:
        ids = _first_ids(store, ask, known, most, number, everywhere=number > MANY and len(words) == 1)
    return Kind(label, number, tuple(_hits(store, label, ids, [each for ways in spelled for each in ways])))


def _ids(store: Store, statement: str, known: Mapping[str, Any], most: int) -> list[str]:
    return [row["id"] for row in store.read(statement, {**known, "most": most})]


def _first_ids(
    store: Store, ask: looking.Looking, known: Mapping[str, Any], most: int, number: int, *, everywhere: bool
) -> list[str]:
    """Those whose name has the words, then those whose text has: of a word that is `everywhere` as they
    come, for no order says more of it; last those that have one word here and another there."""
    ids = _ids(store, ask.named, known, most)
    for statement in (ask.some,) if everywhere else (ask.told, ask.ranked):
        if len(ids) >= min(most, number):
            break
        ids = list(dict.fromkeys([*ids, *_ids(store, statement, known, most + len(ids))]))[:most]
    return ids


def _spellings(word: str) -> list[str]:
    """
    >>> _spellings("5g基站"), _spellings("农田")
    (['5g基站', '5G基站'], ['农田'])
    >>> _spellings("政发〔2025〕5号")
    ['政发〔2025〕5号', '政发[2025]5号', '政发(2025)5号', '政发（2025）5号', '政发〔2025〕5 号']
    """
    ways = [word, word.upper(), word.lower()]
    if year := NUMBER.search(word):  # as texts have it; the graph's own are 〔〕
        ways += [word.replace(f"〔{year[1]}〕", f"{left}{year[1]}{right}") for left, right in ("[]", "()", "（）")]
        ways.append(word.replace("号", " 号"))
    return list(dict.fromkeys(ways))


def _asked(words: Sequence[str]) -> str:
    """What a full-text index is asked, which finds all that has the words, perhaps more; nothing where no word has a
    part that it knows.

    >>> _asked(["高标准农田", "2025年", "5G"])
    '"高标准农田" AND *2025*'
    """
    runs = [f'"{run}"' for word in words for run in HAN.findall(word)]
    return " AND ".join([*runs, *(f"*{run}*" for word in words for run in DIGITS.findall(word))])


def _hits(store: Store, label: str, ids: Sequence[str], words: Sequence[str]) -> list[Hit]:
    known = ontology().nodes[label].properties
    wanted = ("id", "documents", *looking.SEARCHED[label], *TOLD, "text", "start")
    names = [name for name in dict.fromkeys(wanted) if name in known]
    rows = {row["id"]: row for row in store.read(made.by_id(label, names), {"ids": list(ids)})}
    own = {row["id"]: (row["documents"] or [None])[0] for row in rows.values()} if label in looking.WITH_TEXT else {}
    titles = _titles(store, {id_ for id_ in own.values() if id_} if label != "Document" else set())
    return [_hit(label, rows[id_], words, own.get(id_), titles) for id_ in ids if id_ in rows]


def _titles(store: Store, documents: set[str]) -> dict[str, str]:
    if not documents:
        return {}
    rows = store.read(made.by_id("Document", ("id", "name")), {"ids": sorted(documents)})
    return {row["id"]: row["name"] for row in rows}


def _hit(label: str, row: Row, words: Sequence[str], document: str | None, titles: Mapping[str, str]) -> Hit:
    text, name = row.get("text") or "", row["name"]
    told = {key: value for key in TOLD if (value := row.get(key)) not in (None, "", [])}
    if label == "Document":
        return Hit(label, row["id"], marked(name, words), snippet(text, words), row["id"], None, _first(text, words),
                   told, sum(text.count(word) for word in words))  # fmt: skip
    shown = snippet(text, words) if text else _other_name(row, words)
    return Hit(
        label, row["id"], marked(name, words), shown, document, titles.get(document or ""), row.get("start"), told
    )


def _first(text: str, words: Sequence[str]) -> int | None:
    return min((at for word in words if (at := text.find(word)) >= 0), default=None)


def _other_name(row: Row, words: Sequence[str]) -> tuple[Piece, ...]:
    """The first of its other names that has one of the words."""
    others = [row.get("number"), row.get("full_name"), *(row.get("aliases") or ())]
    name = next((each for each in others if each and each != row["name"] and any(word in each for word in words)), "")
    return marked(name, words)
