"""The spaCy pipeline: any text in, a Doc out with everything that was understood of it.

    nlp = pipeline()                  # or spacy.load of a folder that `nlp.to_disk` wrote
    doc = nlp("青穗县节水方案\\n…")
    doc.ents                          # names, targets and tasks, none over another
    doc.spans["sc"]                   # all of them; the other groups of spans: `spans.GROUPS`
    reading_of(doc)                   # the objects behind them: `reading.Reading`

A token is a character, so that offsets in the Doc are offsets in the text and a hit of any pattern is a span at once:
measured, this is the fastest tokenizer for patterns over Chinese (benchmarks/extract.py prints it beside another). The
tokenizer cleans the text: `doc.text` is the cleaned text, and `reading_of(doc).cleaned.original_span` leads back.

Each step of reading (`steps`) is a component of the name `policygraph_…`, made here; the last component,
`policygraph_spans`, shows what the steps found. A component that stands before what it needs is refused.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache
from typing import cast

from policygraph.ingest import serialising, spans
from policygraph.ingest.cleaning.clean import clean
from policygraph.ingest.head.head import Named
from policygraph.ingest.reading import AT_FIRST, Reading
from policygraph.ingest.shell import Doc, DummyTokenizer, Language, Vocab, registry, spacy
from policygraph.ingest.steps import STEPS, Step, check_order
from policygraph.ingest.text.cleaned import Cleaned
from policygraph.model.errors import PolicyGraphError
from policygraph.model.timing import stage

log = logging.getLogger(__name__)

SPANS = "policygraph_spans"
COMPONENTS = (*(step.component for step in STEPS), SPANS)
TOKENIZER = "policygraph.CharacterTokenizer.v1"
LONGEST = 100_000_000
"""Characters of a text; spaCy's own limit is for models that take more memory."""

Doc.set_extension("reading", default=None, force=True)
serialising.register()


def reading_of(doc: Doc) -> Reading:
    """What was read of `doc`: `doc._.reading`, typed. Raises PolicyGraphError for a Doc of another tokenizer."""
    reading = doc._.reading
    if not isinstance(reading, Reading):
        raise PolicyGraphError(f"这个 Doc 不是 policygraph 的分词器切分的；流水线的分词器请用 {TOKENIZER}")
    return reading


class CharacterTokenizer(DummyTokenizer):
    """One token a character of the cleaned text, blanks included. There is nothing to be saved of it."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        return self.doc_of(Reading(clean(text)))

    def doc_of(self, reading: Reading) -> Doc:
        """The Doc of a text that is cleaned already."""
        doc = self.characters(reading.cleaned.text)
        doc._.reading = reading
        return doc

    def characters(self, text: str) -> Doc:
        """`text` as it stands, cut into characters."""
        return Doc(self.vocab, words=list(text), spaces=[False] * len(text))


@registry.tokenizers(TOKENIZER)  # type: ignore[untyped-decorator]
def character_tokenizer() -> Callable[[Language], CharacterTokenizer]:
    """For the config of a pipeline: `[nlp.tokenizer]`, `@tokenizers = "policygraph.CharacterTokenizer.v1"`."""

    def create(nlp: Language) -> CharacterTokenizer:
        nlp.max_length = LONGEST
        return CharacterTokenizer(nlp.vocab)

    return create


def _register(step: Step) -> None:
    """Make the component that takes one step known to spaCy."""

    def component(doc: Doc) -> Doc:
        reading = reading_of(doc)
        with stage(log, step.component, reading.named.file):
            doc._.reading = step(reading)
        return doc

    def create(nlp: Language, name: str) -> Callable[[Doc], Doc]:
        check_order(step, AT_FIRST.union(*(s.gives for s in STEPS if s.component in nlp.component_names)))
        return component

    above = ["doc._.reading"] if step.needs - AT_FIRST else []
    Language.factory(step.component, assigns=["doc._.reading"], requires=above, func=create)


for _step in STEPS:
    _register(_step)


@Language.component(SPANS, requires=["doc._.reading"], assigns=["doc.ents", "doc.spans"])
def show_spans(doc: Doc) -> Doc:
    """What was read as spans, for people to look at (`spans`)."""
    spans.put(doc, reading_of(doc))
    return doc


def pipeline() -> Language:
    """A new pipeline, to be used as any of spaCy's. No model is loaded and nothing is downloaded."""
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    nlp.meta["name"] = "policygraph"
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def annotate(cleaned: Cleaned, named: Named) -> Doc:
    """`cleaned` as a Doc that every component has read. `named`: what is said of it beside its text, which counts where
    the text says nothing."""
    return _own()(_doc(cleaned, named))


def read_document(cleaned: Cleaned, named: Named) -> Reading:
    """What every step reads of `cleaned`; no spans are made, which only people look at, so that the Doc needs no
    tokens."""
    doc = Doc(_own().vocab)
    doc._.reading = Reading(cleaned, named)
    return reading_of(_own()(doc, disable=[SPANS]))


@cache
def _own() -> Language:
    """The pipeline of this process, which nobody outside can change."""
    return pipeline()


def _doc(cleaned: Cleaned, named: Named) -> Doc:
    return cast(CharacterTokenizer, _own().tokenizer).doc_of(Reading(cleaned, named))


__all__ = ["COMPONENTS", "CharacterTokenizer", "annotate", "pipeline", "read_document", "reading_of"]
