"""The spaCy pipeline: what components need and give, what a Doc holds, how it is saved and loaded."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import Literal

import pytest
import spacy
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.tokens.underscore import Underscore

from policygraph.ingest import pipeline, serialising
from policygraph.ingest.cleaning.clean import clean
from policygraph.ingest.formats.reader import read_bytes
from policygraph.ingest.head.head import Named
from policygraph.ingest.pipeline import COMPONENTS, reading_of
from policygraph.ingest.reading import Reading
from policygraph.ingest.spans import COLOURS, LABELS, apart
from policygraph.ingest.steps import STEPS, Step
from policygraph.model.errors import PolicyGraphError

SAMPLES = sorted(path.name for path in files("policygraph.data").joinpath("samples").iterdir())
# A web page around it: what is cleaned away stands before, so that offsets differ from those of the original.
TEXT = """首页　　新闻中心　　政务公开　　互动交流
青穗县人民政府关于印发青穗县2025年节水行动方案的通知

各镇人民政府，县政府各部门：
根据《云泽市节水条例》，现将《青穗县2025年节水行动方案》印发给你们，请认真组织实施。

一、重点任务
1.推广滴灌。在柳河镇石桥村发展猕猴桃产业，建示范点3处。（牵头单位：县水利局；配合单位：县农业农村局）
2.改造管网。到2025年底，改造管网20公里。（牵头单位：县住房城乡建设局）

青穗县人民政府
2025年3月8日
"""
ENTITIES = [
    ("POLICY", "《云泽市节水条例》"),
    ("POLICY", "《青穗县2025年节水行动方案》"),
    ("TASK", "推广滴灌"),
    ("REGION", "柳河镇"),
    ("VILLAGE", "石桥村"),
    ("INDUSTRY", "猕猴桃"),
    ("TARGET", "建示范点3处"),
    ("DEPARTMENT", "县水利局"),
    ("DEPARTMENT", "县农业农村局"),
    ("TASK", "改造管网"),
    ("TARGET", "改造管网20公里"),
    ("DEPARTMENT", "县住房城乡建设局"),
    ("DEPARTMENT", "青穗县人民政府"),
]


NLP = pipeline.pipeline()


@cache
def annotate(sample: str) -> Doc:
    data = files("policygraph.data").joinpath("samples", sample).read_bytes()
    return pipeline.annotate(clean(read_bytes(data, sample).text), Named(sample))


def entities(doc: Doc) -> list[tuple[str, str]]:
    return [(ent.label_, ent.text) for ent in doc.ents]


def blank(*components: str) -> Language:
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": pipeline.TOKENIZER}}})
    for name in components:
        nlp.add_pipe(name)
    return nlp


# --- needs and gives


def test_no_component_lacks_what_it_needs() -> None:
    found = NLP.analyze_pipes(keys=["assigns", "requires"])
    assert found is not None
    assert {name: problems for name, problems in found["problems"].items() if problems} == {}
    assert list(found["summary"]) == list(COMPONENTS) == NLP.pipe_names


@pytest.mark.parametrize("step", STEPS[1:], ids=lambda step: step.name)
def test_a_component_that_nothing_gives_what_it_needs_is_refused_when_it_is_added(step: Step) -> None:
    with pytest.raises(
        PolicyGraphError, match=f"^{step.component} 需要 .*没有组件给出；请把 policygraph_.* 放在它前面"
    ):
        blank().add_pipe(step.component)


def test_a_component_whose_giver_is_switched_off_says_so_when_it_runs() -> None:
    nlp = blank(*COMPONENTS)
    with nlp.select_pipes(disable=["policygraph_outline"]), pytest.raises(PolicyGraphError, match="head 需要 outline"):
        nlp(TEXT)


def test_a_pipeline_may_end_early() -> None:
    reading = reading_of(blank(*COMPONENTS[:3])(TEXT))
    assert reading.head.issuer == "青穗县人民政府"
    assert reading.parts == () and "parts" not in reading.given


def test_a_doc_of_another_tokenizer_is_refused() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("policygraph_tables")
    with pytest.raises(PolicyGraphError, match="不是 policygraph 的分词器"):
        nlp("青穗县")


# --- what a Doc holds


def test_a_plain_string_is_cleaned_and_read() -> None:
    doc = NLP(TEXT)
    assert doc.text == clean(TEXT).text == reading_of(doc).cleaned.text
    assert "新闻中心" not in doc.text and len(doc) == len(doc.text)
    assert entities(doc) == ENTITIES
    assert {label for label, _ in ENTITIES} == set(LABELS)


def test_the_reading_is_the_only_extension() -> None:
    assert list(Underscore.doc_extensions) == ["reading"]
    assert NLP(TEXT)._.reading is not None


def test_every_entity_leads_back_to_the_original() -> None:
    doc = NLP(TEXT)
    way = reading_of(doc).cleaned.original_span
    for span in doc.spans["sc"]:
        assert TEXT[slice(*way(span.start_char, span.end_char))] == span.text


def test_many_texts_and_their_contexts() -> None:
    texts = [TEXT, "", TEXT.replace("青穗", "白芦")]
    assert [entities(doc) for doc in NLP.pipe(texts)] == [entities(NLP(text)) for text in texts]
    pairs = list(NLP.pipe([(text, i) for i, text in enumerate(texts)], as_tuples=True))
    assert [(entities(doc), i) for doc, i in pairs] == [(entities(NLP(text)), i) for i, text in enumerate(texts)]


def test_names_come_before_targets_and_tasks() -> None:
    found = [(0, 10, "TASK"), (2, 8, "TARGET"), (4, 6, "INDUSTRY"), (4, 7, "POLICY"), (8, 9, "REGION")]
    assert apart(found) == [(4, 7, "POLICY"), (8, 9, "REGION")]
    assert apart([(0, 10, "TASK"), (2, 8, "TARGET")]) == [(2, 8, "TARGET")]
    assert apart([(0, 4, "TASK"), (4, 8, "TARGET")]) == [(0, 4, "TASK"), (4, 8, "TARGET")]


def objects(r: Reading) -> dict[str, Iterator[tuple[int, int]]]:
    """Where the objects of a reading say that they stand, by the group of spans that shows them."""
    return {
        "tables": ((grid.start, grid.end) for grid in r.cleaned.grids),
        "items": ((item.start, item.end) for item in r.outline.walk() if item.kind != "root"),
        "policies": ((p.start, p.end) for p in r.head.policies),
        "parts": ((p.start, p.end) for p in r.parts),
        "targets": ((t.start, t.end) for _, t in r.targets),
        "passed": ((p.start, p.end) for p in r.passed),
        "places": ((p.start, p.end) for _, p in r.places),
        "industries": ((m.start, m.end) for _, m in r.industries),
        "citations": ((c.start, c.end) for c in r.citations),
    }


@pytest.mark.parametrize("sample", SAMPLES)
def test_spans_lie_where_the_objects_say(sample: str) -> None:
    doc = annotate(sample)
    assert len(doc) == len(doc.text) == len(reading_of(doc).folded)
    for group, stated in objects(reading_of(doc)).items():
        marked = [(span.start_char, span.end_char) for span in doc.spans[group]]
        assert marked == [(start, end) for start, end in stated if start < end], group


@pytest.mark.parametrize("sample", SAMPLES)
def test_entities_are_spans_that_fit_beside_one_another(sample: str) -> None:
    doc = annotate(sample)
    everything = {(span.start, span.end, span.label_) for span in doc.spans["sc"]}
    assert {(ent.start, ent.end, ent.label_) for ent in doc.ents} <= everything
    covered = {i for ent in doc.ents for i in range(ent.start, ent.end)}
    for start, end, _ in everything:
        assert not covered.isdisjoint(range(start, end))


@pytest.mark.parametrize("style", ["ent", "span"])
def test_displacy_shows_every_label_in_its_colour(style: Literal["ent", "span"]) -> None:
    shown = displacy.render(NLP(TEXT), style=style, options={"colors": COLOURS}, jupyter=False)
    for label, colour in COLOURS.items():
        assert label in shown and f"background: {colour}" in shown


# --- saved and loaded


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_doc_keeps_its_reading_as_bytes(sample: str) -> None:
    doc = annotate(sample)
    again = Doc(doc.vocab).from_bytes(doc.to_bytes())
    assert reading_of(again) == reading_of(doc)
    assert entities(again) == entities(doc)


def test_workers_hand_back_readings() -> None:
    for doc in NLP.pipe([TEXT] * 3, n_process=2, batch_size=2):
        assert entities(doc) == ENTITIES
        assert reading_of(doc) == reading_of(NLP(TEXT))


def test_docs_in_a_bin_keep_their_readings() -> None:
    doc = NLP(TEXT)
    (again,) = DocBin().from_bytes(DocBin(docs=[doc], store_user_data=True).to_bytes()).get_docs(NLP.vocab)
    assert reading_of(again) == reading_of(doc)


def test_a_reading_of_another_version_is_refused() -> None:
    with pytest.raises(PolicyGraphError, match="另一个版本"):
        serialising.decode({serialising.KEY: {"cleaned": {"text": "青穗县"}}})


def test_the_pipeline_as_bytes() -> None:
    again = blank(*COMPONENTS).from_bytes(NLP.to_bytes())
    assert entities(again(TEXT)) == ENTITIES


def test_every_component_is_an_entry_point() -> None:
    entries = metadata.entry_points(group="spacy_factories")
    assert {entry.name for entry in entries if entry.name.startswith("policygraph")} == set(COMPONENTS)


LOADED = """
import json, sys, spacy
from spacy import displacy
nlp = spacy.load(sys.argv[1])
doc = nlp(sys.stdin.read())
print(json.dumps([[(e.label_, e.text) for e in doc.ents], displacy.render(doc, style="ent"), nlp.pipe_names]))
"""


def test_a_saved_pipeline_is_loaded_where_nobody_imports_this_package(tmp_path: Path) -> None:
    NLP.to_disk(tmp_path)
    assert entities(spacy.load(tmp_path)(TEXT)) == ENTITIES
    command = [sys.executable, "-c", LOADED, str(tmp_path)]
    done = subprocess.run(command, input=TEXT, capture_output=True, encoding="utf-8", cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stderr
    found, shown, names = json.loads(done.stdout)
    assert [tuple(each) for each in found] == ENTITIES
    assert all(colour in shown for colour in COLOURS.values())  # told by the package's metadata
    assert names == list(COMPONENTS)


# --- what is read


@pytest.mark.parametrize("sample", SAMPLES)
def test_clauses_hold_their_units(sample: str) -> None:
    doc = annotate(sample)
    marked = {(span.start, span.end) for span in doc.spans["clauses"]}
    for part in reading_of(doc).parts:
        for assignment, start, end, _ in part.assigned:
            assert (start, end) in marked
            assert start <= assignment.unit.start < assignment.unit.end <= end


@pytest.mark.parametrize("sample", SAMPLES)
def test_words_of_the_objects_are_in_the_text(sample: str) -> None:
    reading = reading_of(annotate(sample))
    text = reading.cleaned.text
    for _, target in reading.targets:
        assert text[target.start : target.end] == target.text
    for _, mention in reading.industries:
        assert text[mention.start : mention.end] == mention.text
    for citation in reading.citations:
        assert citation.title in text[citation.start : citation.end]
    for unread in reading.unread:
        assert 0 <= unread.start < unread.end <= len(text)


def test_reading_is_a_pure_function() -> None:
    first, second = (pipeline.read_document(clean(TEXT), Named("x.txt")) for _ in range(2))
    assert first == second == reading_of(pipeline.annotate(clean(TEXT), Named("x.txt")))


@pytest.mark.parametrize("text", ["", "\n", "。", "一、", "（", "《》", "1"])
def test_next_to_nothing_is_read(text: str) -> None:
    reading = reading_of(NLP(text))
    assert reading.targets == () and reading.citations == ()


def test_a_figure_that_is_no_target_is_noted_with_its_clause_and_the_reason() -> None:
    text = "青穗县节水方案\n一、重点任务\n1.推广滴灌。开展五项行动，建示范点3处，连续3年不达标的，予以通报。\n"
    reading = pipeline.read_document(clean(text), Named("x.txt"))
    words = reading.cleaned.text
    assert [(u.kind, words[u.start : u.end]) for u in reading.unread] == [
        ("figure-enumeration", "开展五项行动"),
        ("figure-condition", "连续3年不达标的"),
    ]
    assert [t.indicator for _, t in reading.targets] == ["建示范点"]
