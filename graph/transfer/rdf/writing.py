"""The graph as RDF: Turtle, N-Triples or JSON-LD over a small vocabulary of ours that others are named beside.

Nodes are resources `<base><Label>/<id>`; a property is `ours:Label.name`, or `ours:name` where every node has it; a
relationship is one triple `ours:TYPE` and, because every relationship shows the words it was read from, an
`rdf:Statement` about that triple with its document, evidence, place and confidence. What data/rdf.yaml names of
FOAF, ORG, ELI, SKOS, Dublin Core and Wikidata is written beside ours, so that who knows only these reads it without
reasoning. Whole texts are left out unless asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from policygraph.graph.stores.store import Row, Store
from policygraph.graph.transfer import scan
from policygraph.graph.transfer.copying import Progress, count_by_kind
from policygraph.graph.transfer.files import check_file, writing
from policygraph.graph.transfer.rdf.names import COUNTRY, bound, names, own_property
from policygraph.model.errors import PolicyGraphError
from policygraph.model.extras import needed
from policygraph.model.ontology import Property, ontology
from policygraph.model.records import Properties, Value, make_id

with needed("rdf", "写 RDF "):
    from rdflib import Graph, Literal, URIRef
    from rdflib.namespace import OWL, RDF, XSD

FORMATS = {".ttl": "turtle", ".nt": "nt", ".jsonld": "json-ld"}
BASE = "urn:policygraph:"
TYPES = {"integer": "integer", "integers": "integer", "float": "double", "boolean": "boolean", "date": "date"}


def write_rdf(
    store: Store, file: Path, *, base: str = BASE, texts: bool = False, on_progress: Progress | None = None
) -> int:
    """Write the whole graph, in the form that the file's name tells; the number of triples.

    `base`: what the addresses of nodes begin with; an office that publishes gives its own. `.nt` is written a batch at
    a time, the other forms are held in memory. PolicyGraphError for a base that is no beginning of an address.
    """
    check_file(file, tuple(FORMATS))
    if any(sign in base for sign in ' <>"{}|\\^`') or ":" not in base:
        raise PolicyGraphError(f"--base 要写地址的开头，例如 https://data.example.gov/policy/：{base}")
    batches = _Batches(store, base, texts, on_progress)
    with writing(file) as new:
        if file.suffix.lower() == ".nt":
            with new.open("wb") as stream:
                for each in batches.graphs():
                    stream.write(each.serialize(format="nt", encoding="utf-8"))
            return batches.count
        whole = bound()
        for each in batches.graphs():
            whole += each
        # Turtle knows prefixes by their binding, JSON-LD by its context, which others do not take.
        more: dict[str, Any] = {"context": names().prefixes} if file.suffix.lower() == ".jsonld" else {}
        whole.serialize(new, format=FORMATS[file.suffix.lower()], encoding="utf-8", **more)
        return len(whole)


@dataclass
class _Batches:
    """A graph a batch of nodes or relationships at a time."""

    store: Store
    base: str
    texts: bool
    on_progress: Progress | None
    count: int = 0

    def graphs(self) -> Iterator[Graph]:
        total, done = sum(count_by_kind(self.store).values()), 0
        for size, zh, triples in self._parts():
            graph = Graph()
            for triple in triples:
                graph.add(triple)
            done, self.count = done + size, self.count + len(graph)
            if self.on_progress is not None:
                self.on_progress(done, total, zh)
            yield graph

    def _parts(self) -> Iterator[tuple[int, str, Iterator[Any]]]:
        for nodes in scan.scan_nodes(self.store):
            rows = (triple for row in nodes.rows for triple in self._node(nodes.label, row))
            yield len(nodes.rows), ontology().nodes[nodes.label].zh, rows
        for edges in scan.scan_edges(self.store):
            triples = (triple for row in edges.rows for triple in self._edge(edges, row))
            yield len(edges.rows), ontology().edges[edges.type].zh, triples

    def _node(self, label: str, row: Properties) -> Iterator[Any]:
        given, kind = names(), ontology().nodes[label]
        own = self._address(label, str(row["id"]))
        for name in (f"ours:{label}", *given.classes.get(label, ())):
            yield own, RDF.type, URIRef(given.iri(name))
        for name in kind.shown:
            prop = kind.properties[name]
            if row.get(name) is None or (prop.type == "text" and not self.texts):
                continue
            for value in self._values(prop, row[name]):
                for called in (own_property(label, name), *given.of_property(label, name)):
                    yield own, URIRef(given.iri(called)), value
        if label == "Region" and (known := _wikidata(row)):
            yield own, OWL.sameAs, URIRef(given.iri(f"wd:{known}"))

    def _edge(self, edges: scan.Edges, row: Row) -> Iterator[Any]:
        given, kind = names(), ontology().edges[edges.type]
        source, target = self._address(edges.source, row["source"]), self._address(edges.target, row["target"])
        type_ = URIRef(given.iri(f"ours:{edges.type}"))
        yield source, type_, target
        others = given.of_type(edges.source, edges.type)
        for name in others.same:
            yield source, URIRef(given.iri(name)), target
        for name in others.inverse:
            yield target, URIRef(given.iri(name)), source
        told: Mapping[str, Value] = row["properties"]
        where = (str(told.get(name)) for name in ("document", "start", "end", "evidence", "decision"))
        said = URIRef(f"{self.base}statement/{make_id(edges.type, str(source), str(target), *where)}")
        yield said, RDF.type, RDF.Statement
        yield said, RDF.subject, source
        yield said, RDF.predicate, type_
        yield said, RDF.object, target
        for name, prop in kind.properties.items():
            if told.get(name) is not None:
                for value in self._values(prop, told[name]):
                    yield said, URIRef(given.iri(f"ours:{name}")), value

    def _values(self, prop: Property, value: Value) -> Iterator[Any]:
        """Chinese words are marked as such; codes, days and numbers are what they are; documents are resources."""
        each = value if isinstance(value, list) else [value]
        for one in each:
            if prop.name in ("document", "documents"):
                yield self._address("Document", str(one))
            elif prop.type in TYPES:
                lexical = one.isoformat() if isinstance(one, date) else str(one).lower()
                yield Literal(lexical, datatype=XSD[TYPES[prop.type]])
            else:
                text = str(one)
                yield Literal(text, lang="zh") if _chinese(text) else Literal(text)

    def _address(self, label: str, id_: str) -> URIRef:
        return URIRef(f"{self.base}{label}/{quote(id_, safe='')}")


def _chinese(text: str) -> bool:
    return any("\u4e00" <= sign <= "\u9fff" for sign in text)


def _wikidata(region: Properties) -> str | None:
    """Wikidata's id of a province or of the country."""
    code = str(region.get("code") or "")
    if region.get("level") == "country":
        return names().wikidata.get(COUNTRY)
    return names().wikidata.get(code[:2]) if region.get("level") == "province" and code else None
