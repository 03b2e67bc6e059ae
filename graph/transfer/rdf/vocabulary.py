"""Our vocabulary itself, as Turtle: classes and properties, their Chinese names, their why, their names elsewhere."""

from __future__ import annotations

from pathlib import Path

from policygraph.graph.transfer.files import check_file, writing
from policygraph.graph.transfer.rdf.names import bound, names, own_property
from policygraph.model.extras import needed
from policygraph.model.ontology import ontology

with needed("rdf", "写 RDF "):
    from rdflib import Literal, URIRef
    from rdflib.namespace import OWL, RDF, RDFS


def write_vocabulary(file: Path) -> None:
    """Write the vocabulary itself as Turtle: classes and properties, their Chinese names, why, and what others call."""
    check_file(file, (".ttl",))
    text = vocabulary()
    with writing(file) as new:
        new.write_text(text, encoding="utf-8")


def vocabulary() -> str:
    """As `write_vocabulary` writes it."""
    given, graph = names(), bound()

    def told(subject: URIRef, kind: URIRef, zh: str, why: str) -> None:
        graph.add((subject, RDF.type, kind))
        graph.add((subject, RDFS.label, Literal(zh, lang="zh")))
        graph.add((subject, RDFS.comment, Literal(why, lang="en")))

    for label, node in ontology().nodes.items():
        own = URIRef(given.iri(f"ours:{label}"))
        told(own, OWL.Class, node.zh, node.why)
        for other in given.classes.get(label, ()):
            graph.add((own, RDFS.subClassOf, URIRef(given.iri(other))))
        for name in node.shown:
            prop = node.properties[name]
            of = URIRef(given.iri(own_property(label, name)))
            told(of, OWL.DatatypeProperty, prop.zh, prop.why)
            if f".{name}" in of:
                graph.add((of, RDFS.domain, own))
            for other in given.of_property(label, name):
                graph.add((of, RDFS.subPropertyOf, URIRef(given.iri(other))))
    for type_, edge in ontology().edges.items():
        own = URIRef(given.iri(f"ours:{type_}"))
        told(own, OWL.ObjectProperty, edge.zh, edge.why)
        for name, prop in edge.properties.items():
            told(URIRef(given.iri(f"ours:{name}")), OWL.DatatypeProperty, prop.zh, prop.why)
        for other in given.of_type("", type_).same:
            graph.add((own, RDFS.subPropertyOf, URIRef(given.iri(other))))
        for other in given.of_type("", type_).inverse:
            graph.add((own, OWL.inverseOf, URIRef(given.iri(other))))
    return str(graph.serialize(format="turtle"))
