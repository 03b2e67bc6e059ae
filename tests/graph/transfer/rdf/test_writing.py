"""The graph as RDF, read back by rdflib in each form: nodes, relationships with their words, others' vocabularies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS

from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Statement, Store
from policygraph.graph.transfer.rdf.names import names
from policygraph.graph.transfer.rdf.vocabulary import vocabulary, write_vocabulary
from policygraph.graph.transfer.rdf.writing import FORMATS, write_rdf
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology
from tests.graphs import city_opinion, county_plan

BASE = "https://data.example.org/"
PREFIXES = "".join(f"PREFIX {prefix}: <{address}>\n" for prefix, address in names().prefixes.items())


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("graph"), write=True) as opened:
        load(opened, [county_plan(), city_opinion()])
        yield opened


@pytest.fixture(scope="module")
def graph(store: Store, tmp_path_factory: pytest.TempPathFactory) -> rdflib.Graph:
    file = tmp_path_factory.mktemp("rdf") / "x.ttl"
    count = write_rdf(store, file, base=BASE)
    back = rdflib.Graph().parse(file)
    assert len(back) == count
    return back


def answers(graph: rdflib.Graph, sparql: str) -> set[tuple[str, ...]]:
    return {tuple(str(cell) for cell in row) for row in graph.query(PREFIXES + sparql)}  # type: ignore[union-attr]


def test_each_form_says_the_same(store: Store, graph: rdflib.Graph, tmp_path: Path) -> None:
    for ending in FORMATS:
        file = tmp_path / f"x{ending}"
        write_rdf(store, file, base=BASE)
        back = rdflib.Graph().parse(file, format=FORMATS[ending])
        assert set(back) == set(graph)


def test_nodes_and_relationships_are_all_there(store: Store, graph: rdflib.Graph) -> None:
    [row] = store.read("MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS nodes, count(r) AS edges")
    ours = names().prefixes["ours"]
    kinds = {rdflib.URIRef(ours + label) for label in ontology().nodes}
    assert len({node for node, kind in graph.subject_objects(RDF.type) if kind in kinds}) == row["nodes"]
    assert len(set(graph.subjects(RDF.type, RDF.Statement))) == row["edges"]


def test_who_leads_with_the_words_it_was_read_from(graph: rdflib.Graph) -> None:
    found = answers(
        graph,
        "SELECT ?name ?task ?words WHERE { ?d ours:LEADS ?t ; a org:Organization ; foaf:name ?name ."
        " ?t rdfs:label ?task ."
        " ?s rdf:subject ?d ; rdf:predicate ours:LEADS ; rdf:object ?t ; ours:evidence ?words }",
    )
    assert ("县农业农村局", "建设蔬菜基地", "牵头单位：县农业农村局") in found


def test_who_knows_only_the_legislation_vocabulary_reads_it(store: Store, graph: rdflib.Graph) -> None:
    stored = store.read("MATCH (a:Policy)-[:DERIVES_FROM]->(b:Policy) RETURN a.title AS a, b.title AS b")
    asked = "SELECT ?a ?b WHERE { ?x a eli:LegalResource ; dcterms:title ?a ; eli:based_on ?y . ?y dcterms:title ?b }"
    assert stored and answers(graph, asked) == {(row["a"], row["b"]) for row in stored}
    numbers = {(row["n"],) for row in store.read("MATCH (p:Policy) WHERE p.number IS NOT NULL RETURN p.number AS n")}
    assert numbers and answers(graph, "SELECT ?n WHERE { ?x eli:id_local ?n }") == numbers


def test_texts_only_where_they_are_asked_for(store: Store, graph: rdflib.Graph, tmp_path: Path) -> None:
    asked = "SELECT ?text WHERE { ?d a ours:Document ; ours:Document.text ?text }"
    assert answers(graph, asked) == set()
    write_rdf(store, tmp_path / "x.nt", texts=True)
    stored = {(row["text"],) for row in store.read("MATCH (d:Document) RETURN d.text AS text")}
    assert answers(rdflib.Graph().parse(tmp_path / "x.nt"), asked) == stored


def test_a_province_is_known_to_wikidata(tmp_path: Path) -> None:
    with open_store(tmp_path / "graph", write=True) as store:
        made = "CREATE (:Region {id: 'r', name: '湖南省', level: 'province', code: '43', documents: []})"
        store.write(lambda _: [Statement(made, {})])
        write_rdf(store, tmp_path / "x.ttl")
    [(_, known)] = rdflib.Graph().parse(tmp_path / "x.ttl").subject_objects(OWL.sameAs)
    assert str(known) == "http://www.wikidata.org/entity/Q45761"


def test_the_vocabulary_names_every_kind(tmp_path: Path) -> None:
    write_vocabulary(tmp_path / "v.ttl")
    told = rdflib.Graph().parse(tmp_path / "v.ttl")
    assert (tmp_path / "v.ttl").read_text(encoding="utf-8") == vocabulary()
    for kind in (*ontology().nodes, *ontology().edges):
        assert told.value(rdflib.URIRef(names().prefixes["ours"] + kind), RDFS.label)


def test_names_stand_in_the_ontology() -> None:
    given, kinds = names(), ontology()
    properties = {
        *kinds.nodes["Document"].properties,
        *(name for kind in kinds.nodes.values() for name in kind.properties),
    }
    assert set(given.classes) <= set(kinds.nodes)
    assert {name.rpartition(".")[2] for name in given.properties} <= properties
    assert {name.rpartition(".")[2] for name in given.relationships} <= set(kinds.edges)


@pytest.mark.parametrize(
    ("file", "base", "words"),
    [("x.rdf", BASE, "文件名要以"), ("x.ttl", "甲 乙", "--base"), ("x.ttl", "data", "--base")],
)
def test_what_cannot_be_written_says_why(store: Store, tmp_path: Path, file: str, base: str, words: str) -> None:
    with pytest.raises(PolicyGraphError, match=words):
        write_rdf(store, tmp_path / file, base=base)
    assert not (tmp_path / file).exists()
