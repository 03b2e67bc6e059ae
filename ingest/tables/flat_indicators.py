"""Tables of indicators copied into plain text: 指标名称, 单位, 目标值 and below them a cell a line, or cells parted by
blanks.

Nothing numbers their rows, so that they are told by what the columns hold: a name, a unit of measure, figures. The
table ends before the first row that does not fit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from policygraph.ingest.tables.columns import HEADING, bare_heading, kind_of, patterns
from policygraph.ingest.tables.flat_heads import WIDEST, span
from policygraph.ingest.tables.flat_pieces import PAGE, Piece, Span, words_of
from policygraph.ingest.tables.indicator_grids import is_of_figures
from policygraph.ingest.text.table import Cell, Table

NAME_PIECES = 4
"""Pieces at most that the name of an indicator is broken over."""
ROWS = 2
"""Rows that a table has at least."""
_UNIT = re.compile("(?:计量|指标)?单位")
_PROPERTY = re.compile("(?:指标)?(?:属性|性质|类型)")
_FIGURE = re.compile(
    r"(?:[≥≤><]=?|不[低高少多小大]于|不?超过|达到?|约|\[)?\s*\d[\d,.]*[一-鿿%‰]{0,6}\]?(?:左右|以上|以内)?"
)
_NONE = re.compile(r"[-—/－]+")
_MEASURE = re.compile(r"[^\d\s,;。]{1,10}")
_NAME = re.compile(r"[^。;]*[一-鿿]{2}[^。;]*")
_WORD_OF_INDICATORS = "指标"


def may_head(words: str) -> bool:
    """Does a table of indicators begin with such a word? 项目 and 内容 head too many others."""
    bare = bare_heading(words)
    return _WORD_OF_INDICATORS in bare and patterns().indicator.fullmatch(bare) is not None


def table_at(folded: str, pieces: Sequence[Piece], at: int) -> tuple[Table, int] | None:
    """The table of indicators whose headings stand in the pieces from `at` on, and the first piece behind it."""
    forms = _forms(folded, pieces, at)
    if not {"name", "figure"} <= set(forms):
        return None
    rows = [[span(pieces, i, i + 1) for i in range(at, at + len(forms))]]
    after = at = at + len(forms)
    while at < len(pieces):
        if PAGE.fullmatch(words_of(folded, pieces[at])):
            at += 1
        elif (again := at + len(forms)) <= len(pieces) and _repeats(folded, pieces, at, rows[0]):
            at = again
        elif row := _row(folded, pieces, at, forms):
            rows.append([span(pieces, a, b) for a, b in row])
            after = at = row[-1][1]
        else:
            break
    if len(rows) <= ROWS:
        return None
    cells = [Cell(a, b, r, c) for r, row in enumerate(rows) for c, (a, b) in enumerate(row)]
    return Table(cells[0].start, cells[-1].end, tuple(cells)), after


def _forms(folded: str, pieces: Sequence[Piece], at: int) -> list[str]:
    """What the columns hold, by the headings from `at` on."""
    forms: list[str] = []
    for piece in pieces[at : at + WIDEST]:
        words = words_of(folded, piece)
        form = _form(words) if len(words) <= HEADING else None
        if form is None or (form == "name" and form in forms):
            break
        forms.append(form)
    return forms


def _form(heading: str) -> str | None:
    bare = bare_heading(heading)
    if may_head(heading):
        return "name"
    if _UNIT.fullmatch(bare):
        return "measure"
    if is_of_figures(heading):
        return "figure"
    if _PROPERTY.fullmatch(bare):
        return "property"
    return "serial" if kind_of(heading) == "serial" else None


def _repeats(folded: str, pieces: Sequence[Piece], at: int, heads: Sequence[Span]) -> bool:
    return all(folded[slice(*head)] == words_of(folded, pieces[at + i]) for i, head in enumerate(heads))


def _row(folded: str, pieces: Sequence[Piece], at: int, forms: Sequence[str]) -> list[tuple[int, int]] | None:
    """The pieces of each cell of the row that begins at `at`, with the name over as few of them as may be."""
    for names in range(1, NAME_PIECES + 1):
        sizes = [names if form == "name" else 1 for form in forms]
        stops = [at + n for n in accumulate(sizes)]
        if stops[-1] > len(pieces):
            return None
        cells = list(zip([at, *stops], stops, strict=False))
        if all(
            _fits("".join(words_of(folded, p) for p in pieces[a:b]), form)
            for (a, b), form in zip(cells, forms, strict=True)
        ):
            return cells
    return None


def _fits(words: str, form: str) -> bool:
    if form == "figure":
        return bool(_FIGURE.fullmatch(words) or _NONE.fullmatch(words))
    if form == "serial":
        return words.rstrip(".、").isdecimal()
    if form == "name":
        return _NAME.fullmatch(words) is not None and not _FIGURE.fullmatch(words) and len(words) <= 2 * HEADING
    return bool(_MEASURE.fullmatch(words) or _NONE.fullmatch(words))
