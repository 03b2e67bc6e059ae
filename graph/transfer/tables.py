"""Tables in files for spreadsheets: one writer, so that all of them say the same and none holds a formula.

A spreadsheet takes a cell for a formula by its first character, also where the cell is a task's title or a file's name
that somebody made up to be one; such a formula can start programs and send out what stands beside it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from policygraph.graph.asking.catalog import Column
from policygraph.graph.stores.store import Row
from policygraph.graph.transfer.files import check_file, writing
from policygraph.model.ontology import ontology
from policygraph.model.words import printable, text

# Also the full-width signs, which Excel takes for the others, and what stands behind blanks that it passes over.
FORMULA = re.compile(r"[\t\r]|[\s\ufeff\u200b-\u200f\u2060]*[=+\-@＝＋－＠]")
NUMBER = re.compile(r"[-+]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?(?:[eE][-+]?\d+)?%?")
WIDEST, LONGEST = 60, 32_767  # half-width characters of a column; characters that a cell of .xlsx can hold


class Table(NamedTuple):
    """Headings, and lines of as many values: numbers and text."""

    headings: Sequence[str]
    lines: Sequence[Sequence[Any]]


def of_rows(rows: Iterable[Row], columns: Sequence[Column]) -> Table:
    """Rows as people read them: Chinese headings and values, without what only programs need."""
    shown = [column for column in columns if not column.hidden]
    return Table([c.zh for c in shown], [[word(row.get(c.name), c) for c in shown] for row in rows])


def word(value: Any, column: Column) -> Any:
    """A value of that column as people read it; numbers stay numbers."""
    if column.of and isinstance(value, str):
        return ontology().word(column.of, value)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else text(value)


def is_formula(words: str) -> bool:
    """Whether a spreadsheet might take text for a formula.

    >>> [is_formula(each) for each in ("=1+1", " @SUM(A1)", "－2+3", "甲=乙")]
    [True, True, True, False]
    """
    return FORMULA.match(words) is not None


def inert(value: Any) -> Any:
    """A value for a cell of a CSV: what would be a formula with an apostrophe before it, which makes it text.

    A number with its sign stays what it is.
    """
    if not isinstance(value, str):
        return value
    words = printable(value)
    return f"'{words}" if is_formula(words) and not NUMBER.fullmatch(words) else words


def to_csv(table: Table) -> bytes:
    """UTF-8 with the mark that tells Excel so."""
    out = io.StringIO()
    write_csv(table, out)
    return out.getvalue().encode("utf-8-sig")


def write_csv(table: Table, out: TextIO, line_end: str = "\r\n") -> None:
    writer = csv.writer(out, lineterminator=line_end)
    writer.writerow([inert(heading) for heading in table.headings])
    writer.writerows([inert(value) for value in line] for line in table.lines)


def to_xlsx(table: Table) -> bytes:
    """A workbook of one sheet."""
    return to_workbook({"表": table})


def to_workbook(sheets: Mapping[str, Table]) -> bytes:
    """Sheets by name, each with its headings kept in sight. Text is text there whatever it begins with, and needs no
    apostrophe."""
    from openpyxl import Workbook  # takes its time to load

    book = Workbook(write_only=True)
    for name, table in sheets.items():
        _fill(book.create_sheet(name), table)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Any, table: Table) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    for number, heading in enumerate(table.headings):
        longest = max((_width(line[number]) for line in table.lines), default=0)
        sheet.column_dimensions[get_column_letter(number + 1)].width = min(max(longest, _width(heading)) + 2, WIDEST)

    def cell(value: Any, *, bold: bool = False) -> Any:
        value = _short(value) if isinstance(value, str) else value
        made = WriteOnlyCell(sheet, value)
        if bold:
            made.font = Font(bold=True)
        if isinstance(value, str):
            made.data_type, made.quotePrefix = "s", is_formula(value)
        return made

    sheet.append([cell(heading, bold=True) for heading in table.headings])
    for line in table.lines:
        sheet.append([cell(value) for value in line])


def _short(words: str) -> str:
    words = printable(words)
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"


def _width(value: Any) -> int:
    """In half-width characters, of the longest line."""
    return max(sum(2 if ord(c) > 0x2E7F else 1 for c in line[:WIDEST]) for line in str(value).split("\n"))


WRITERS: Mapping[str, Callable[[Table], bytes]] = {".csv": to_csv, ".xlsx": to_xlsx}


def write_table(table: Table, file: Path) -> None:
    """The table in the form that the file's name asks for. Raises PolicyGraphError."""
    check_file(file, tuple(WRITERS))
    with writing(file) as new:
        new.write_bytes(WRITERS[file.suffix.lower()](table))
