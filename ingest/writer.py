"""Writing records: nodes once, edges with evidence cut from the original text."""

from __future__ import annotations

from policygraph.graph import records as r
from policygraph.graph.records import Edge, Node, Properties, Records
from policygraph.ingest.clean import Cleaned
from policygraph.ingest.regions import Place, above

Key = tuple[str, str]
"""Label and id of a node."""


class Writer:
    """The records of one document in the making. Spans that are handed in count in the cleaned text."""

    def __init__(self, cleaned: Cleaned, original: str) -> None:
        self.original = original
        self.cleaned = cleaned
        self.text = cleaned.text  # Doc.text is put together anew on each use
        self.id = r.document_id(original)
        self.records = Records(self.id)
        self.seen: set[Key] = set()
        self.document: Key = ("Document", self.id)

    def node(self, label: str, id_: str, name: str, **properties: object) -> Key:
        if (label, id_) not in self.seen:
            self.seen.add((label, id_))
            kept: Properties = {k: v for k, v in properties.items() if v is not None and v != []}  # type: ignore[misc]
            self.records.nodes.append(Node(label, id_, {"name": name, **kept}))
        return label, id_

    def edge(
        self,
        type_: str,
        source: Key,
        target: Key,
        span: tuple[int, int] | None,
        confidence: float = 1.0,
        **properties: object,
    ) -> None:
        """`span` counts in the cleaned text; None where the relation was not read from words."""
        kept: Properties = {k: v for k, v in properties.items() if v is not None}  # type: ignore[misc]
        start = end = evidence = None
        if span is not None:
            start, end = self.cleaned.original_span(*self._trim(*span))
            evidence = self.original[start:end]
        self.records.edges.append(Edge(type_, source, target, evidence, start, end, confidence, kept))

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        """Without blanks at the ends, but never empty."""
        text = self.text
        while start < end - 1 and text[start].isspace():
            start += 1
        while end > start + 1 and text[end - 1].isspace():
            end -= 1
        return start, end

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.cleaned.original_span(*self._trim(start, end))

    def region(self, place: Place) -> Key:
        """The node of a region, and of those above it that the gazetteer knows."""
        if ("Region", place.id) in self.seen:
            return "Region", place.id
        key = self.node(
            "Region", place.id, place.name, full_name="".join(place.path), level=place.level, code=place.code
        )
        lower = key
        for upper in above(place):
            higher = ("Region", upper.id)
            new = higher not in self.seen
            self.node("Region", upper.id, upper.name, full_name="".join(upper.path), level=upper.level, code=upper.code)
            self.edge("WITHIN", lower, higher, None, basis="gazetteer")
            if not new:
                break
            lower = higher
        return key
