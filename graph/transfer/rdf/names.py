"""What others call the graph's kinds and properties: data/rdf.yaml."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from policygraph.model.extras import needed
from policygraph.model.vocabulary import read

if TYPE_CHECKING:
    from rdflib import Graph

COUNTRY = "country"
"""Under which `wikidata` has the whole country; the others by the first two digits of their code."""


@dataclass(frozen=True)
class Same:
    """What says the same as a relationship: from its source, and from its target."""

    same: tuple[str, ...] = ()
    inverse: tuple[str, ...] = ()


@dataclass(frozen=True)
class RdfNames:
    """data/rdf.yaml; names as `prefix:name`."""

    prefixes: dict[str, str]
    classes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    properties: dict[str, tuple[str, ...]] = field(default_factory=dict)
    relationships: dict[str, Same] = field(default_factory=dict)
    wikidata: dict[str, str] = field(default_factory=dict)

    def iri(self, name: str) -> str:
        """The whole address of `prefix:name`."""
        prefix, _, own = name.partition(":")
        return self.prefixes[prefix] + own

    def of_property(self, label: str, name: str) -> tuple[str, ...]:
        """What others call a property of a label."""
        return (*self.properties.get(name, ()), *self.properties.get(f"{label}.{name}", ()))

    def of_type(self, source: str, type_: str) -> Same:
        """What others call a relationship that begins at `source`."""
        return self.relationships.get(f"{source}.{type_}") or self.relationships.get(type_) or Same()


def bound() -> Graph:
    """An empty graph that writes names with our prefixes. PolicyGraphError where rdflib is not installed."""
    with needed("rdf", "写 RDF "):
        import rdflib
    graph = rdflib.Graph()
    for prefix, address in names().prefixes.items():
        graph.bind(prefix, address, replace=True)
    return graph


@cache
def names() -> RdfNames:
    """As data/rdf.yaml has them."""
    return read("rdf.yaml", RdfNames)


def own_property(label: str, name: str) -> str:
    """Our name of a property: of every node alike, or of this label."""
    return f"ours:{name}" if name in ("id", "name", "documents") else f"ours:{label}.{name}"
