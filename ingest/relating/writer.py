"""Writing records: nodes once, edges with evidence cut from the original text."""

from __future__ import annotations

from policygraph.ingest.places.region_names import COUNTRY, Place, above, short_names, successors
from policygraph.ingest.text.cleaned import Cleaned
from policygraph.model import records as r
from policygraph.model.records import Edge, Node, Properties, Records

CHANGES = "民政部县级以上行政区划变更情况"
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
        self.regions: dict[str, Node] = {}  # by id
        self.document: Key = ("Document", self.id)

    def node(self, label: str, id_: str, name: str, **properties: object) -> Key:
        if (label, id_) not in self.seen:
            self.seen.add((label, id_))
            kept: Properties = {k: v for k, v in properties.items() if v is not None and v != []}  # type: ignore[misc]
            self.records.nodes.append(Node(label, id_, {"name": name, **kept}))
            if label == "Region":
                self.regions[id_] = self.records.nodes[-1]
        return label, id_

    def edge(
        self,
        type_: str,
        source: Key,
        target: Key,
        span: tuple[int, int] | None,
        /,
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

    def written(self, start: int, end: int) -> str:
        """The words of a span as the original has them, character by character."""
        return self.cleaned.written(*self._trim(start, end), self.original)

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.cleaned.original_span(*self._trim(start, end))

    def region(self, place: Place) -> Key:
        """The node of a region, and of those above it that the gazetteer knows. One that is gone (崇文区) is followed
        by what it went into; what only had another name (密云县) is the one that it is today."""
        key = ("Region", place.id)
        if key in self.seen:
            self._called(key, place.former)
            return key
        self._region(place)
        self._called(key, place.former)
        for successor in successors(place):
            self.edge(
                "SUCCEEDED_BY", key, self.region(successor), None, basis="gazetteer", year=place.until, ground=CHANGES
            )
        lower, area = key, place.area
        for upper in above(place):
            higher = ("Region", upper.id)
            new = higher not in self.seen
            self._region(upper)
            self.edge("WITHIN", lower, higher, None, basis="context" if area else "gazetteer")
            area = upper.area
            if not new:
                break
            lower = higher
        return key

    def _called(self, key: Key, former: str | None) -> None:
        """Adds a name that a region had before to its aliases."""
        if former:
            properties = self.regions[key[1]].properties
            aliases = properties.get("aliases")
            properties["aliases"] = sorted({*(aliases if isinstance(aliases, list) else ()), former})

    def _region(self, place: Place) -> Key:
        return self.node(
            "Region", place.id, place.name, full_name="".join(place.path), level=place.level, code=place.code,
            unlisted=None if place.code or place.area or place == COUNTRY else True, aliases=sorted(short_names(place)),
        )  # fmt: skip
