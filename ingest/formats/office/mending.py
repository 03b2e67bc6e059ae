"""An .xlsx that Office opens and openpyxl does not, put together anew from what its cells need.

Office passes over much that openpyxl takes as damage: a date of its making that is none, styles of another program,
print settings, names that lead nowhere. None of it says anything of the words in the cells.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from lxml import etree

from policygraph.ingest.formats.office.package import parse_xml, read_member

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORKBOOK, STYLES, STRINGS = "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"
NO_STYLES = "表格文件里没有样式，日期和百分数可能显示成数字，请核对"
NO_STRINGS = "表格文件里缺少存放文字的部分，{} 处文字没有读出来"
MANIFEST = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/{WORKBOOK}"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    f'<Override PartName="/{STRINGS}"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)
MOST_STYLES = 65_536  # that Office keeps
_STYLE = re.compile(rb'<c [^>]*?\bs="(\d{1,5})"')
_STRING = re.compile(rb'<c [^>]*?\bt="s"[^>]*>\s*<v>(\d{1,7})</v>')
_KEPT = re.compile(rb"<sheetData\b[^>]*/>|<sheetData\b.*</sheetData>|<mergeCells\b.*?</mergeCells>", re.S)


def mended(package: zipfile.ZipFile) -> tuple[bytes, list[str]]:
    """The .xlsx with what its cells need and nothing else, and what a person must know of it, in Chinese.

    Raises PolicyGraphError, or what openpyxl and zipfile raise, where that is damaged too.
    """
    sheets = {
        name: _sheet(part)
        for name in package.NameToInfo
        if name.startswith("xl/") and name.endswith(".xml") and b"<sheetData" in (part := read_member(package, name))
    }
    notes: list[str] = []
    parts: dict[str, bytes] = {
        "[Content_Types].xml": MANIFEST.encode(),
        WORKBOOK: _workbook(parse_xml(read_member(package, WORKBOOK))),
        **{name: read_member(package, name) for name in package.NameToInfo if name.endswith(".rels")},
        **sheets,
    }
    forms = _number_forms(package)
    if not forms[1]:
        notes.append(NO_STYLES)
    parts[STYLES] = _styles(*forms, needed=_most(_STYLE, sheets))
    if STRINGS in package.NameToInfo:
        parts[STRINGS] = read_member(package, STRINGS)
    else:
        if cells := sum(len(_STRING.findall(sheet)) for sheet in sheets.values()):
            notes.append(NO_STRINGS.format(cells))
        parts[STRINGS] = f'<sst xmlns="{MAIN}">{"<si><t/></si>" * _most(_STRING, sheets)}</sst>'.encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue(), notes


def _most(pattern: re.Pattern[bytes], sheets: dict[str, bytes]) -> int:
    """How many styles or strings there must be for all cells that point to one."""
    return max((int(found) + 1 for sheet in sheets.values() for found in pattern.findall(sheet)), default=0)


def _sheet(part: bytes) -> bytes:
    """A sheet's cells and merged ranges. One whose tags have a prefix is left as it is."""
    begin, kept = re.search(rb"<worksheet\b[^>]*>", part), _KEPT.findall(part)
    return begin[0] + b"".join(kept) + b"</worksheet>" if begin and kept else part


def _workbook(root: Any) -> bytes:
    """The list of sheets, and from which day dates are counted."""
    for child in list(root):
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if name == "workbookPr":
            for attribute in [each for each in child.attrib if each != "date1904"]:
                del child.attrib[attribute]
        elif name != "sheets":
            root.remove(child)
    return bytes(etree.tostring(root))


def _number_forms(package: zipfile.ZipFile) -> tuple[dict[int, str], list[int]]:
    """The forms of numbers that a workbook defines, by their id; and the id of the form of each of its styles."""
    root = None
    if STYLES in package.NameToInfo:
        recovering = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(read_member(package, STYLES), recovering)
    if root is None:
        return {}, []
    defined = {_number(each.get("numFmtId")): each.get("formatCode", "") for each in root.iterfind(".//{*}numFmt")}
    return defined, [_number(each.get("numFmtId")) for each in root.iterfind(".//{*}cellXfs/{*}xf")][:MOST_STYLES]


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else 0


def _styles(defined: dict[int, str], forms: list[int], *, needed: int) -> bytes:
    """A part of styles with nothing but the forms of numbers; those that cells point to and are not there are plain."""
    root = etree.Element("styleSheet", nsmap={None: MAIN})
    formats = etree.SubElement(root, "numFmts")
    for number, code in defined.items():
        etree.SubElement(formats, "numFmt", numFmtId=str(number), formatCode=code)
    styles = etree.SubElement(root, "cellXfs")
    for number in forms + [0] * (min(needed, MOST_STYLES) - len(forms)):
        etree.SubElement(styles, "xf", numFmtId=str(number), applyNumberFormat="1")
    return bytes(etree.tostring(root))
