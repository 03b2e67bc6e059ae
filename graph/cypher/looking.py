"""Cypher that looks for words: made of labels and names of properties, as `made` is, and of the number of words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from policygraph.model.ontology import ontology

FULL_TEXT = "db.index.fulltext.queryNodes"  # the procedure that asks such an index
LOOKUPS: set[str] = set()  # what was made to ask a full-text index
# What words are looked for in. Of those with a text a server keeps a full-text index; the names of the others are few.
# In the order in which what is found is shown.
SEARCHED = {
    "Policy": ("name", "number", "aliases"), "Task": ("name", "text"), "Section": ("name", "text"),
    "Target": ("name", "text"), "Department": ("name", "full_name", "aliases"), "Village": ("name", "aliases"),
    "Region": ("name", "full_name", "aliases"), "Industry": ("name", "aliases"), "Document": ("name", "text"),
}  # fmt: skip
WITH_TEXT = tuple(label for label, names in SEARCHED.items() if "text" in names)


class Looking(NamedTuple):
    """What is asked of one kind: `number` gives `found`; the others the `id` of the `$most` that come first. `named`:
    of those whose name has all words; `told`: of those whose text has; `some`: of any, as they come;
    `ranked`: of all."""

    number: str
    named: str
    told: str
    some: str
    ranked: str


def looking(label: str, spellings: Sequence[int], *, index: bool, exact: bool = False) -> Looking:
    """Cypher for the nodes of a label that have all words of a search in what is `SEARCHED` of it.

    `spellings`: of each word, how many it has: `$w0_0`, `$w0_1`, … `$text` is all that was typed. `index`: a server's
    full-text index is asked for `$asked`; `exact`: what it finds needs no second look.

    The embedded engine answers a condition on one property ten times as fast as one on this or that property, and
    counts fast either way: so names are asked first, texts then, and all together only for what is left.
    """
    called = _all_of([[f"n.name CONTAINS $w{i}_{j}" for j in range(number)] for i, number in enumerate(spellings)])
    told = _all_of([[f"n.text CONTAINS $w{i}_{j}" for j in range(number)] for i, number in enumerate(spellings)])
    held = _all_of(
        [_holds(label, each, f"$w{i}_{j}") for j in range(n) for each in SEARCHED[label]]
        for i, n in enumerate(spellings)
    )
    match = f"CALL {FULL_TEXT}('{label.lower()}_words', $asked) YIELD node AS n" if index else f"MATCH (n:{label})"
    where = match if exact else f"{match} WHERE {held}"
    # One number to order by: the embedded engine is four times as slow with more.
    rank = "CASE WHEN n.name = $text THEN 0 WHEN n.name STARTS WITH $text THEN 1"
    last = "* 1000 + size(n.name) AS rank ORDER BY rank, id LIMIT $most"
    made = Looking(
        f"{where} RETURN count(n) AS found",
        f"{match} WHERE {called} RETURN n.id AS id, {rank} ELSE 2 END {last}",
        f"{match} WHERE {told} RETURN n.id AS id, size(n.name) AS rank ORDER BY rank, id LIMIT $most",
        f"{where} RETURN n.id AS id LIMIT $most",
        f"{where} RETURN n.id AS id, {rank} WHEN {called} THEN 2 ELSE 3 END {last}",
    )
    LOOKUPS.update(made if index else ())
    return made


def _all_of(words: Iterable[Iterable[str]]) -> str:
    return " AND ".join(f"({' OR '.join(ways)})" for ways in words)


def _holds(label: str, name: str, word: str) -> str:
    """That a property has a word; of a list of names, that one of them has."""
    if ontology().nodes[label].properties[name].type == "strings":
        return f"any(each IN n.{name} WHERE each CONTAINS {word})"
    return f"n.{name} CONTAINS {word}"


CJK = "OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}"  # Chinese by pairs of characters: any part with two
EVIDENCE = "evidence_words"


def full_text_indexes() -> dict[str, str]:
    """Of a server alone: by name, what makes the index of a kind with texts, which a search asks."""
    return {f"{label.lower()}_words": _words(label) for label in WITH_TEXT}


def other_full_text_indexes() -> dict[str, str]:
    """Of a server alone, for people's own Cypher: on the names of the other kinds, and on the evidence of
    relationships, wherever there is any."""
    named = {f"{label.lower()}_words": _words(label) for label in SEARCHED if label not in WITH_TEXT}
    types = "|".join(ontology().edges)
    evidence = f"CREATE FULLTEXT INDEX {EVIDENCE} IF NOT EXISTS FOR ()-[r:{types}]-() ON EACH [r.evidence] {CJK}"
    return {**named, EVIDENCE: evidence}


def _words(label: str) -> str:
    names = ", ".join(f"n.{name}" for name in SEARCHED[label])
    return f"CREATE FULLTEXT INDEX {label.lower()}_words IF NOT EXISTS FOR (n:{label}) ON EACH [{names}] {CJK}"
