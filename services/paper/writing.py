"""Papers as .docx: what they say put into a template, and as .xlsx."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from policygraph.graph.transfer import forms
from policygraph.graph.transfer.files import check_file, writing
from policygraph.graph.transfer.forms import Cells, Column, Form, Group, width
from policygraph.model.errors import PolicyGraphError
from policygraph.model.words import printable
from policygraph.services.paper import look
from policygraph.services.paper.paper import Block, Heading, Paper, Signature, TableTitle, Words, day
from policygraph.services.paper.templates import Template, open_template

DOCX, XLSX = ".docx", ".xlsx"
MEDIA = {
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Ids = Mapping[str, str]
EMU = 635  # in a twip
WHOLE = 9  # lines of a row that is kept on one page; longer ones go on over the page
LEVELS = 3  # of headings


def write(paper: Paper, file: Path, place: str | Path | None) -> None:
    """The paper in the form that the file's name asks for, by the templates of the graph at `place`."""
    check_file(file, (DOCX, XLSX))
    content = as_bytes(paper, file.suffix.lower(), place)
    with writing(file) as new:
        new.write_bytes(content)


def file_name(paper: Paper, suffix: str) -> str:
    return forms.file_name(paper.name, suffix)


def as_bytes(paper: Paper, suffix: str, place: str | Path | None) -> bytes:
    """Raises PolicyGraphError for a template that cannot be used."""
    return document(paper, open_template(place, paper.kind)) if suffix == DOCX else sheets(paper)


def sheets(paper: Paper) -> bytes:
    from policygraph.graph.transfer.form_sheets import workbook  # openpyxl takes its time to load

    if not paper.forms:
        raise PolicyGraphError(f"{paper.name}里没有表，写不成 {XLSX}；请写成 {DOCX}")
    return workbook(paper.forms)


def document(paper: Paper, template: Template) -> bytes:
    made = template.document
    made.core_properties.title, made.core_properties.author = printable("".join(paper.title)), printable(paper.by)
    marker = next(each for each in made.paragraphs if each.text.strip() == look.BODY)._p
    across = _room(_section(made, marker), wide=paper.wide)
    ids = template.ids
    for block in paper.blocks:
        for element in _block(ids, block, across):
            marker.addprevious(element)
    if (last := marker.getprevious()) is None or last.tag != qn("w:p"):
        marker.addprevious(_paragraph(ids, "公文附注", ""))  # Word wants one behind a table
    marker.getparent().remove(marker)
    _fill(made, paper)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _section(made: Any, marker: Any) -> Any:
    """That in which the paper's text stands."""
    before = sum(1 for each in marker.itersiblings(preceding=True) if each.find(f".//{qn('w:sectPr')}") is not None)
    return made.sections[before]


def _room(section: Any, *, wide: bool) -> int:
    """How wide the text may be, in twips, on paper that lies across if it is to be `wide`: it is turned with its
    margins, so that the edge for binding is above."""
    if wide and section.page_width < section.page_height:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
        section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = (
            section.left_margin, section.top_margin, section.right_margin, section.bottom_margin,
        )  # fmt: skip
        section.footer_distance = min(section.footer_distance, int(section.bottom_margin * 0.6))
    return int((section.page_width - section.left_margin - section.right_margin) / EMU)


def _fill(made: Any, paper: Paper) -> None:
    """Words of the template where a paper's own are to stand, also in heads and feet."""
    on = day(paper.on) if paper.on else ""
    words = {look.TITLE: "\n".join(paper.title), look.BY: paper.by, look.ON: on}
    parts = [made, *(part for section in made.sections for part in (
        section.header, section.footer, section.first_page_header, section.even_page_header,
    ) if not part.is_linked_to_previous)]  # fmt: skip
    for paragraph in [each for part in parts for each in part.paragraphs]:
        text = paragraph.text
        for name, value in words.items():
            text = text.replace(name, printable(value))
        if text != paragraph.text:
            first, *others = paragraph.runs
            first.text = text  # a line's end becomes a break
            for run in others:
                run._r.getparent().remove(run._r)


def _block(ids: Ids, block: Block, across: int) -> Iterator[Any]:
    match block:
        case Heading(words, level):
            yield _paragraph(ids, f"Heading {min(level, LEVELS)}", words)
        case TableTitle(words):
            yield _paragraph(ids, "公文表题", words)
        case Words(words):
            for line in words.split("\n"):
                yield _paragraph(ids, "Normal", line)
        case Signature(by, on):
            for words in ("", *filter(None, (by, on))):
                yield _paragraph(ids, "公文落款", words)
        case Form():
            for line in filter(None, block.about.split("\n")):
                yield _paragraph(ids, "公文说明", line)
            yield _table(ids, block, across)
            for note in block.notes:
                yield _paragraph(ids, "公文附注", note)


def _table(ids: Ids, form: Form, across: int) -> Any:
    """A table as wide as the text, its headings again on every page."""
    widths = _widths(form.columns, across)
    table = _new("w:tbl")
    about = _new("w:tblPr", _new("w:tblW", w=across, type="dxa"), _new("w:jc", val="center"))
    edges = (_new(f"w:{side}", val="single", sz=4, space=0, color="000000")
             for side in ("top", "left", "bottom", "right", "insideH", "insideV"))  # fmt: skip
    about.append(_new("w:tblBorders", *edges))
    about.append(_new("w:tblLayout", type="fixed"))
    inside = (_new(f"w:{side}", w=wide, type="dxa") for side, wide in (("left", 57), ("right", 57)))
    about.append(_new("w:tblCellMar", *inside))
    table.append(about)
    table.append(_new("w:tblGrid", *(_new("w:gridCol", w=each) for each in widths)))
    table.append(_row(ids, form, widths, tuple(column.heading for column in form.columns), head=True))
    for line in form.lines:
        table.append(_row(ids, form, widths, line))
    return table


def _widths(columns: tuple[Column, ...], across: int) -> list[int]:
    """Of the columns, which together are `across`."""
    whole = sum(column.width for column in columns)
    found = [across * column.width // whole for column in columns]
    return [found[0] + across - sum(found), *found[1:]]


def _row(ids: Ids, form: Form, widths: list[int], line: Group | Cells, *, head: bool = False) -> Any:
    row = _new("w:tr")
    about = _new("w:trPr")
    row.append(about)
    if isinstance(line, Group):
        about.append(_new("w:cantSplit"))
        row.append(_cell(ids, [line.words], "公文表内标题", sum(widths), span=len(widths)))
        return row
    if head or _height(line, form.columns) <= WHOLE:
        about.append(_new("w:cantSplit"))
    if head:
        about.append(_new("w:tblHeader"))
    for text, column, across in zip(line, form.columns, widths, strict=True):
        style, centred = ("公文表头", False) if head else ("公文表格", column.centred)
        row.append(_cell(ids, text.split("\n"), style, across, centred=centred))
    return row


def _height(line: Cells, columns: tuple[Column, ...]) -> int:
    """In lines, about."""
    rows = zip(line, columns, strict=True)
    return max(sum(1 + width(each) // column.width for each in text.split("\n")) for text, column in rows)


def _cell(ids: Ids, lines: list[str], style: str, across: int, *, centred: bool = False, span: int = 1) -> Any:
    about = _new("w:tcPr", _new("w:tcW", w=across, type="dxa"))
    if span > 1:
        about.append(_new("w:gridSpan", val=span))
    about.append(_new("w:vAlign", val="center"))
    return _new("w:tc", about, *(_paragraph(ids, style, line, centred=centred) for line in lines))


def _paragraph(ids: Ids, style: str, words: str, *, centred: bool = False) -> Any:
    about = _new("w:pPr", _new("w:pStyle", val=ids[style]))
    if centred:
        about.append(_new("w:jc", val="center"))
    text = _new("w:t")
    text.text = printable(words).replace("\t", " ").replace("\r", " ")
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    # Quotation marks and dashes are those of the Chinese face.
    letters = _new("w:rPr", _new("w:rFonts", hint="eastAsia"))
    return _new("w:p", about, _new("w:r", letters, text))


def _new(tag: str, *inside: Any, **attributes: Any) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    element.extend(inside)
    return element
