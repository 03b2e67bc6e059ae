"""What every reader of a format gives: the text, and what the format says beside it."""

from __future__ import annotations

from dataclasses import dataclass

from policygraph.ingest.text.table import Table


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A part of a file that gave no text. `at`: the offset at which its text would stand; `why`: in Chinese."""

    at: int
    why: str


@dataclass(frozen=True, slots=True)
class RawText:
    """The text of a document as it was written; every offset in the graph counts in `text`.

    Lines end in "\\n" whatever the file had, so that one document has one text on every system.
    `pages` are the offsets at which pages begin, for formats that have pages. `tables` stand in the order of the text.
    `title` and `published_on` (ISO date) are what the format says beside the text, as a web page does.
    `unreadable` are the parts that a person has to look at in the file itself, such as pages that are pictures.
    `places` say of a workbook where each cell's words begin and how people call the cell (9月!F7).
    """

    text: str
    encoding: str
    pages: tuple[int, ...] = ()
    tables: tuple[Table, ...] = ()
    title: str | None = None
    published_on: str | None = None
    unreadable: tuple[Unreadable, ...] = ()
    places: tuple[tuple[int, str], ...] = ()
