"""Records: what reading one document yields, and all that a store takes in.

Reading is a pure function from bytes to :class:`Records`, so that it runs on many cores or machines.
Ids come from the fewest stable facts that tell two things apart; every recipe is in this file.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

_NOT_COMPARED = re.compile(r"[^\w()+%]")

Value = str | int | float | bool | None | list[str] | list[int]
Properties = dict[str, Value]


@dataclass(slots=True)
class Node:
    """A node of the ontology. `properties` always holds `name`; `documents` is the loader's, never set here."""

    label: str
    id: str
    properties: Properties


@dataclass(slots=True)
class Edge:
    """A relationship between two nodes of the same Records, with the words it was read from.

    `start` and `end` are character offsets in Document.text, and `text[start:end] == evidence`.
    An edge that comes from a reference table (Region WITHIN Region) has no evidence and no offsets,
    and says so in `properties["basis"]`.
    """

    type: str
    source: tuple[str, str]  # label, id
    target: tuple[str, str]
    evidence: str | None = None
    start: int | None = None
    end: int | None = None
    confidence: float = 1.0
    properties: Properties = field(default_factory=dict)


@dataclass(slots=True)
class Records:
    """All that one document says. The document's own node is the first of `nodes`."""

    document: str  # id of the Document node
    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)

    def count(self, kind: str) -> int:
        """How many nodes of a label or edges of a type there are."""
        return sum(n.label == kind for n in self.nodes) + sum(e.type == kind for e in self.edges)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """`text` as it is compared: full-width forms folded, quotes, blanks and punctuation gone, upper case.

    >>> fold("“千村示范、 万村整治”工程（试行）")
    '千村示范万村整治工程(试行)'
    """
    return _NOT_COMPARED.sub("", unicodedata.normalize("NFKC", text)).upper()


def make_id(*facts: Any) -> str:
    """A 16-digit hexadecimal id from the facts that identify a thing, in order.

    >>> make_id("a", 1) == make_id("a", 1) != make_id("a1")
    True
    """
    return hashlib.sha256("\x1f".join("" if f is None else str(f) for f in facts).encode()).hexdigest()[:16]


def document_id(text: str) -> str:
    """The same text is the same document, whatever its file's encoding, line ends or place."""
    return make_id("Document", "\n".join(text.splitlines()))


def policy_id(
    key: str, level: str | None, region: str | None, *, draft: bool = False, former: str | None = None
) -> str:
    """Policies of one title at three levels, or in two counties, are as many policies; so are draft and issued, and one
    that another of its title has replaced, which `former` tells apart (its number, as far as it is known).

    `key` is what a title keeps when it is cited without its issuer (`ingest.head.titles.title_key`),
    `region` a region's id.
    """
    return make_id(
        "Policy", key, level, region, *(["draft"] if draft else []), *([] if former is None else ["former", former])
    )


def department_id(key: str, jurisdiction: str) -> str:
    """`key` is the same for two spellings of one department (`ingest.organisations.functions.department_key`).

    `jurisdiction` is a region's id or, where the region is unknown, the document's id.
    """
    return make_id("Department", fold(key), jurisdiction)


def task_id(document: str, section: list[str], number: str | None, title: str, nth: int = 0) -> str:
    """`nth` tells apart what the other facts do not (a heading used twice)."""
    return make_id("Task", document, *map(fold, section), number, fold(title), nth)


def section_id(document: str, start: int) -> str:
    return make_id("Section", document, start)


def milestone_id(document: str, due_on: str, start: int) -> str:
    return make_id("Milestone", document, due_on, start)


def progress_id(document: str, start: int) -> str:
    return make_id("Progress", document, start)


def target_id(document: str, indicator: str, value: float | None, unit: str, start: int) -> str:
    return make_id("Target", document, fold(indicator), value, unit, start)


def village_id(name: str, region: str | None) -> str:
    return make_id("Village", name, region)


def region_id(path: str) -> str:
    """`path` is the names from the province down: 湖南省岳阳市云溪区."""
    return make_id("Region", path)


def industry_id(name: str) -> str:
    return make_id("Industry", fold(name))


def unread_id(document: str, kind: str, start: int) -> str:
    return make_id("Unread", document, kind, start)
