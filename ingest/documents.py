"""One document's bytes read into records."""

from __future__ import annotations

import logging
from bisect import bisect_right
from dataclasses import replace
from math import inf
from pathlib import PurePosixPath

from policygraph.ingest import papers, pipeline
from policygraph.ingest.accounts import accounts
from policygraph.ingest.cleaning import clean
from policygraph.ingest.formats import limits, reader, registry
from policygraph.ingest.formats.plain import decode
from policygraph.ingest.formats.raw import RawText
from policygraph.ingest.head.head import Named
from policygraph.ingest.reading import Reading
from policygraph.ingest.relating import compiled, outline_file
from policygraph.ingest.text import language
from policygraph.ingest.text.cleaned import Cleaned
from policygraph.ingest.text.traditional import simplified
from policygraph.model.errors import PolicyGraphError
from policygraph.model.records import Edge, Node, Properties, Records, unread_id
from policygraph.model.timing import stage

log = logging.getLogger(__name__)

PART = 0.05
"""Of the share of a document without pages, for what of its file gave no text."""


def read_bytes(data: bytes, name: str) -> Records:
    """The records of a file called `name`: a pure function. Raises PolicyGraphError that says what is wrong."""
    if PurePosixPath(name).suffix.lower() in registry.OUTLINE.suffixes:
        limits.check_size(len(data))
        text, encoding = decode(data)
        records = outline_file.read(text)
        records.nodes[0].properties["encoding"] = encoding
        return records
    with stage(log, "read", name):
        raw = reader.read_bytes(data, name)
    if not language.is_chinese(raw.text):
        raise PolicyGraphError("文件里的文字不是中文，或者编码不对；只读中文的文件，请换一份")
    limits.allow(limits.SECONDS_A_MILLION * len(raw.text) / 1_000_000)
    readings = [_read_paper(name, raw, start, end) for start, end in papers.find_papers(raw.text)]
    with stage(log, "relate", name):
        records = compiled.relate(readings, raw.text)
    records.nodes[0].properties["encoding"] = raw.encoding
    if raw.pages:
        records.nodes[0].properties["pages"] = list(raw.pages)
    _name_cells(records, raw)
    _note_unreadable(records, raw)
    _count_unreadable(records, raw)
    return records


def _read_paper(name: str, raw: RawText, start: int, end: int) -> Reading:
    """What is read of one of the papers of a file: of its only one, nearly always."""
    with stage(log, "clean", name):
        if end - start == len(raw.text):
            cleaned = clean.clean(raw.text, raw.tables)
        else:
            held = [table.moved(-start) for table in raw.tables if start <= table.start < table.end <= end]
            cleaned = clean.clean(raw.text[start:end], held).moved(start)
    named = _named(name, raw, cleaned)
    return pipeline.read_document(cleaned, named if not start else replace(named, title=None))


def _named(name: str, raw: RawText, cleaned: Cleaned) -> Named:
    """What is said of a document beside its text, in the characters in which that is read."""
    if not cleaned.traditional:
        return Named(name, raw.title, raw.published_on)
    return Named(simplified(name), raw.title and simplified(raw.title), raw.published_on)


def _name_cells(records: Records, raw: RawText) -> None:
    """Of a workbook, the cell in which stands what was not understood."""
    begins = [at for at, _ in raw.places]
    for node in records.nodes if begins else ():
        at = node.properties.get("start")
        if node.label == "Unread" and isinstance(at, int) and (found := bisect_right(begins, at)):
            begin, place = raw.places[found - 1]
            if not {"\t", "\n"} & set(raw.text[begin:at]):
                node.properties["cell"] = place


def _count_unreadable(records: Records, raw: RawText) -> None:
    """What gave no text lessens the share that was read: a page by what part of the pages it is."""
    own = records.nodes[0].properties
    share = own.get("reading_share")
    if raw.unreadable and isinstance(share, float):
        missing = min(1.0, len(raw.unreadable) / len(raw.pages)) if raw.pages else PART
        own["reading_share"] = share = round(share * (1 - missing), 3)
        own["reading_state"] = accounts.state_of(share, lost=inf)


def _note_unreadable(records: Records, raw: RawText) -> None:
    """An Unread node for what gave no text, at the words before it."""
    notes: dict[int, str] = {}
    for part in raw.unreadable:
        at = len(raw.text[: part.at + 1].rstrip()) or 1
        notes[at] = f"{notes[at]}；{part.why}" if at in notes else part.why
    for at, why in notes.items():
        start = max(raw.text.rfind("\n", 0, at - 1) + 1, at - 40)
        properties: Properties = {"name": why[:40], "kind": "part-of-file", "text": why, "start": start, "end": at}
        node = Node("Unread", unread_id(records.document, "part-of-file", at), properties)
        records.nodes.append(node)
        evidence = raw.text[start:at].strip()
        start += raw.text[start:at].index(evidence)
        document = ("Document", records.document)
        records.edges.append(Edge("STATED_IN", (node.label, node.id), document, evidence, start, start + len(evidence)))
