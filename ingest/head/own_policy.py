"""A policy that a document states, and how its title is read from the words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from policygraph.ingest.head import titles
from policygraph.model.records import fold

QUOTED = re.compile(r"《(?P<title>[^《》]{3,120}(?:《[^《》]{1,60}》[^《》]{0,60})?)》")


@dataclass(frozen=True, slots=True)
class OwnPolicy:
    """A policy that the document states. `start`, `end`: the words that say so, in the cleaned text.

    `body` is where its own text begins (for documents that hold several), `role` as in the ontology, `aliases` the
    title of the notice that hands it out.
    """

    title: str
    start: int
    end: int
    status: str
    role: str
    body: int = 0
    issuer: str | None = None
    number: str | None = None
    aliases: tuple[str, ...] = ()


def each_once(policies: Iterable[OwnPolicy]) -> list[OwnPolicy]:
    """Of several of one title the first."""
    found: dict[str, OwnPolicy] = {}
    for policy in policies:
        found.setdefault(fold(policy.title), policy)
    return list(found.values())


def names_policy(title: str) -> bool:
    """Does the folded `title`, whatever stands in brackets behind it, name a policy?"""
    return titles.is_policy(re.sub(r"(?:\([^()]*\))+$", "", title.strip()))


def as_printed(text: str, folded: str, words: str, span: tuple[int, int]) -> str | None:
    """The folded `words` as they are printed in the title, which stands at `span` and may fill several lines."""
    signs = [i for i in range(span[0], min(span[1] + 1, len(folded))) if folded[i] not in "\n "]
    plain = re.sub(r"[\n ]", "", words)
    at = "".join(folded[i] for i in signs).find(plain)
    if at < 0 or not plain:
        return None
    return re.sub(r"\s*\n\s*", "", text[signs[at] : signs[at + len(plain) - 1] + 1])
