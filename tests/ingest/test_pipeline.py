"""The spaCy pipeline: what components declare, what they set, and that spans lie where the objects say."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import pytest
from spacy.tokens import Doc

from policygraph.ingest import pipeline
from policygraph.ingest.cleaning.clean import clean
from policygraph.ingest.formats.reader import read_bytes
from policygraph.ingest.head.head import Named

SAMPLES = sorted(path.name for path in files("policygraph.data").joinpath("samples").iterdir())
# Group of spans, the component that marks it.
GROUPS = {
    "tables": "tables",
    "items": "outline",
    "policies": "head",
    "parts": "responsibilities",
    "clauses": "responsibilities",
    "targets": "figures",
    "places": "places",
    "industries": "industries",
    "citations": "citations",
}


@cache
def annotate(sample: str) -> Doc:
    data = files("policygraph.data").joinpath("samples", sample).read_bytes()
    return pipeline.annotate(clean(read_bytes(data, sample).text), sample)


def spans(doc: Doc, group: str) -> list[tuple[int, int]]:
    return [(span.start_char, span.end_char) for span in doc.spans[group]]


def objects(doc: Doc) -> dict[str, Iterator[tuple[int, int]]]:
    """Where the objects in `doc._` say that they stand, by the group of spans that shows them."""
    return {
        "tables": ((grid.start, grid.end) for grid in doc._.grids),
        "items": ((item.start, item.end) for item in doc._.outline.walk() if item.kind != "root"),
        "policies": ((p.start, p.end) for p in doc._.head.policies),
        "parts": ((p.start, p.end) for p in doc._.parts),
        "targets": ((start + t.start, start + t.end) for _, start, t in doc._.targets),
        "places": ((p.start, p.end) for _, p in doc._.places),
        "industries": ((m.start, m.end) for _, m in doc._.industries),
        "citations": ((c.start, c.end) for c in doc._.citations),
    }


def test_no_component_lacks_what_it_needs() -> None:
    found = pipeline.pipeline().analyze_pipes(keys=["assigns", "requires"])
    assert found is not None
    assert {name: problems for name, problems in found["problems"].items() if problems} == {}
    assert list(found["summary"]) == list(pipeline.COMPONENTS) == pipeline.pipeline().pipe_names


def test_each_component_sets_what_it_declares() -> None:
    """Components are run one by one; what is declared must be empty before its component and set after it."""
    nlp = pipeline.pipeline()
    cleaned = clean(files("policygraph.data").joinpath("samples", SAMPLES[3]).read_text(encoding="utf-8"))
    doc = nlp.make_doc(cleaned.text)
    doc._.cleaned, doc._.named = cleaned, Named(SAMPLES[3])
    for name, component in nlp.pipeline:
        declared = nlp.get_pipe_meta(name)
        own = [a.removeprefix("doc._.") for a in declared.assigns if a.startswith("doc._.")]
        assert own
        assert all(doc._.get(attribute) is None for attribute in own), name
        before = set(doc.spans)
        component(doc)
        assert all(doc._.get(attribute) is not None for attribute in own), name
        marked = {group for group, by in GROUPS.items() if by == name}
        assert marked <= set(doc.spans) - before
        assert ("doc.spans" in declared.assigns) == bool(set(doc.spans) - before), name


@pytest.mark.parametrize("sample", SAMPLES)
def test_spans_lie_where_the_objects_say(sample: str) -> None:
    doc = annotate(sample)
    assert len(doc) == len(doc.text) == len(doc._.folded)
    for group, stated in objects(doc).items():
        assert spans(doc, group) == [(start, end) for start, end in stated if start < end], group


@pytest.mark.parametrize("sample", SAMPLES)
def test_clauses_hold_their_units(sample: str) -> None:
    doc = annotate(sample)
    marked = spans(doc, "clauses")
    for part in doc._.parts:
        for assignment, start, end, _ in part.assigned:
            assert (start, end) in marked
            assert start <= assignment.unit.start < assignment.unit.end <= end


@pytest.mark.parametrize("sample", SAMPLES)
def test_words_of_the_objects_are_in_the_text(sample: str) -> None:
    doc = annotate(sample)
    text = doc._.cleaned.text
    for _, start, target in doc._.targets:
        assert text[start + target.start : start + target.end] == target.text
    for _, mention in doc._.industries:
        assert text[mention.start : mention.end] == mention.text
    for citation in doc._.citations:
        assert citation.title in text[citation.start : citation.end]
    for unread in doc._.unread:
        assert 0 <= unread.start < unread.end <= len(text)


def test_annotating_is_a_pure_function() -> None:
    text = "青穗县节水方案\n一、重点任务\n1.推广滴灌。建示范点3处。（牵头单位：县水利局）\n"
    first, second = (pipeline.annotate(clean(text), "x.txt") for _ in range(2))
    assert first._.parts == second._.parts
    assert first._.targets == second._.targets
    assert first._.head == second._.head


@pytest.mark.parametrize("text", ["", "\n", "。", "一、", "（", "《》", "1"])
def test_next_to_nothing_is_annotated(text: str) -> None:
    doc = pipeline.annotate(clean(text), "x.txt")
    assert doc._.targets == [] and doc._.citations == []


def test_a_figure_that_is_no_target_is_noted_with_its_clause_and_the_reason() -> None:
    text = "青穗县节水方案\n一、重点任务\n1.推广滴灌。开展五项行动，建示范点3处，连续3年不达标的，予以通报。\n"
    doc = pipeline.annotate(clean(text), "x.txt")
    words = doc._.cleaned.text
    assert [(u.kind, words[u.start : u.end]) for u in doc._.unread] == [
        ("figure-enumeration", "开展五项行动"),
        ("figure-condition", "连续3年不达标的"),
    ]
    assert [t.indicator for _, _, t in doc._.targets] == ["建示范点"]
