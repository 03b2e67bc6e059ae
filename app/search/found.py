"""What a search found, as the page shows it: by kind, each with the way to where it is shown whole."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any

from policygraph.app.parts.things.ways import Way, to
from policygraph.graph.asking.searching import Found, Hit, Kind
from policygraph.graph.asking.snippets import Piece
from policygraph.model.ontology import ontology

TOLD = ("number", "status", "kind", "genre", "level", "region", "due", "section")  # in this order, in a line
USUAL = ("unit", "heading", "other", "issued")  # values that tell nothing


def way(hit: Hit, bureaus: Container[str]) -> Way:
    """Where it is shown; in the drawn graph what has no page of its own. `bureaus`: who has tasks, by full names."""
    if hit.label == "Department" and hit.told["full_name"] in bureaus:
        return Way("", "bureau", {"department": hit.told["full_name"]})
    if hit.label == "Target":
        return Way("", "targets", {"indicator": "".join(each.text for each in hit.name), "figure": hit.id})
    return to(hit.label, hit.id, "") or Way("", "explore", {"node": f"{hit.label}:{hit.id}"})


def drawn(found: Found, most: int, bureaus: Container[str]) -> list[dict[str, Any]]:
    """For found.js."""
    return [_kind(each, most, bureaus) for each in found.kinds]


def _kind(kind: Kind, most: int, bureaus: Container[str]) -> dict[str, Any]:
    return {
        "label": kind.label, "name": called(kind.label), "number": kind.number,
        "more": max(0, kind.number - most) if kind.number > len(kind.hits) else 0,
        "hits": [_hit(hit, bureaus) for hit in kind.hits],
    }  # fmt: skip


def called(label: str) -> str:
    """What a kind is called; of documents the whole texts are searched."""
    return "全文" if label == "Document" else ontology().word("labels", label)


def _hit(hit: Hit, bureaus: Container[str]) -> dict[str, Any]:
    its = way(hit, bureaus)
    return {
        "name": _pieces(hit.name), "snippet": _pieces(hit.snippet), "told": told(hit), "page": its.page,
        "parameters": dict(its.parameters),
    }  # fmt: skip


def _pieces(pieces: Iterable[Piece]) -> list[tuple[str, bool]]:
    return [(each.text, each.found) for each in pieces]


def told(hit: Hit) -> str:
    """What else tells it from others, in a line: whose it is, of which kind, how often, in which document."""
    words = [
        _word(hit.label, name, value)
        for name in TOLD
        if (value := hit.told.get(name)) is not None and value not in USUAL
    ]
    if hit.times and hit.times > 1:
        words.append(f"{hit.times} 处")
    if hit.source:
        words.append(f"《{hit.source}》")
    return "　·　".join(words)


def _word(label: str, name: str, value: Any) -> str:
    if isinstance(value, list):
        return " › ".join(map(str, value))
    if name == "number" and label in ("Task", "Section"):
        return f"第 {value} 项"
    return ontology().word(f"{label}.{name}", str(value))
