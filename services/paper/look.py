"""How papers look where no office says otherwise (data/paper.yaml), and that as a template: a .docx of styles."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from xml.sax.saxutils import quoteattr

from policygraph.model.vocabulary import read

TITLE, BODY, BY, ON = "{标题}", "{正文}", "{单位}", "{日期}"
"""What a template writes where these are to stand."""
TWIPS = 1440 / 25.4  # of a millimetre
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KINDS = "http://schemas.openxmlformats.org/package/2006/content-types"
WORD_ML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
BUILT_IN = {"Normal": "a", "Title": "a3", "heading 1": "1", "heading 2": "2", "heading 3": "3", "footer": "a5"}
"""Styles that Word knows by themselves, and their ids."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """`names`: the one that is written, then those that may stand for it."""

    names: tuple[str, ...]
    family: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Paper and margins in millimetres; `footer`: how far the number is from the edge below."""

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int
    footer: int


@dataclass(frozen=True, slots=True)
class Style:
    """Of paragraphs. `size`, `line`, `before`, `after`: points; `indent`: characters of the first line; `right`: of
    the edge on the right."""

    font: str
    size: float
    align: str
    line: float = 0.0
    indent: int = 0
    before: float = 0.0
    after: float = 0.0
    bold: bool = False
    keep: bool = False
    level: int | None = None
    latin: str = "Times New Roman"
    right: int = 0


@dataclass(frozen=True, slots=True)
class Look:
    fonts: dict[str, Typeface]
    page: Sheet
    styles: dict[str, Style]


@cache
def look() -> Look:
    return read("paper.yaml", Look)


def template() -> bytes:
    """A .docx with the styles, page, and numbers of pages; its text is where title and body go."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": _document(),
        "word/_rels/document.xml.rels": _relations(
            {
                "rId1": ("styles", "styles.xml"),
                "rId2": ("settings", "settings.xml"),
                "rId3": ("fontTable", "fontTable.xml"),
                "rId4": ("footer", "footer1.xml"),
                "rId5": ("footer", "footer2.xml"),
            }
        ),
        "word/styles.xml": _styles(),
        "word/settings.xml": f'<w:settings xmlns:w="{W}"><w:evenAndOddHeaders/></w:settings>',
        "word/fontTable.xml": _fonts(),
        "word/footer1.xml": _footer("right"),
        "word/footer2.xml": _footer("left"),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, xml in parts.items():
            package.writestr(zipfile.ZipInfo(name), DECLARED + xml, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _content_types() -> str:
    parts = {"document": "document.main", "styles": "styles", "settings": "settings", "fontTable": "fontTable"}
    parts |= {"footer1": "footer", "footer2": "footer"}
    over = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{WORD_ML}.{kind}+xml"/>' for name, kind in parts.items()
    )
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{KINDS}"><Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{over}</Types>'
    )


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    each = (f'<Relationship Id="{id_}" Type="{OFFICE}/{kind}" Target="{to}"/>' for id_, (kind, to) in targets.items())
    return f'<Relationships xmlns="{RELATIONS}">{"".join(each)}</Relationships>'


def _document() -> str:
    page = look().page
    sides = ("top", "right", "bottom", "left")
    margins = " ".join(f'w:{side}="{_twips(getattr(page, side))}"' for side in sides)
    return (
        f'<w:document xmlns:w="{W}" xmlns:r="{OFFICE}"><w:body>'
        f"{_paragraph('Title', TITLE)}{_paragraph('Normal', BODY)}"
        '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>'
        f'<w:pgSz w:w="{_twips(page.width)}" w:h="{_twips(page.height)}"/>'
        f'<w:pgMar {margins} w:header="{_twips(15)}" w:footer="{_twips(page.footer)}" w:gutter="0"/>'
        "</w:sectPr></w:body></w:document>"
    )


def _paragraph(style: str, words: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>'


def _footer(side: str) -> str:
    """The number of the page between dashes: on odd pages to the right, on even ones to the left, a blank inwards."""
    field = "".join(
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' if kind != "PAGE" else
        '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        for kind in ("begin", "PAGE", "separate")
    )  # fmt: skip
    field += '<w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    inwards = f'<w:ind w:{side}Chars="100" w:{side}="280"/><w:jc w:val="{side}"/>'
    dash = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    return (
        f'<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="{style_id("footer")}"/>{inwards}</w:pPr>'
        f"{dash.format('— ')}{field}{dash.format(' —')}</w:p></w:ftr>"
    )


def _fonts() -> str:
    """With what may stand for each, its family, and that it is of Chinese: by these a program chooses another."""
    fonts = "".join(
        f"<w:font w:name={quoteattr(face.names[0])}><w:altName w:val={quoteattr(','.join(face.names[1:]))}/>"
        f'<w:charset w:val="86"/><w:family w:val="{face.family}"/><w:pitch w:val="variable"/></w:font>'
        for face in look().fonts.values()
    )
    return f'<w:fonts xmlns:w="{W}">{fonts}</w:fonts>'


def _styles() -> str:
    defaults = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>'
        "</w:docDefaults>"
    )
    styles = "".join(_style(name, style) for name, style in look().styles.items())
    return f'<w:styles xmlns:w="{W}">{defaults}{styles}</w:styles>'


def _style(name: str, style: Style) -> str:
    is_base = name == "Normal"
    head = f'<w:style w:type="paragraph" w:styleId="{style_id(name)}"'
    head += ' w:default="1">' if is_base else ">" if name in BUILT_IN else ' w:customStyle="1">'
    based = "" if is_base else f'<w:basedOn w:val="{style_id("Normal")}"/>'
    following = f'<w:next w:val="{style_id("Normal")}"/>' if style.level is not None or name == "Title" else ""
    return (
        f"{head}<w:name w:val={quoteattr(name)}/>{based}{following}<w:qFormat/>"
        f"<w:pPr>{''.join(_of_paragraph(style))}</w:pPr><w:rPr>{''.join(_of_letters(style))}</w:rPr></w:style>"
    )


def _of_paragraph(style: Style) -> Iterator[str]:
    """In the order that the schema asks for."""
    if style.keep:
        yield "<w:keepNext/>"
    yield '<w:widowControl w:val="0"/>'
    line = f' w:line="{style.line * 20:.0f}" w:lineRule="exact"' if style.line else ""
    yield f'<w:spacing w:before="{style.before * 20:.0f}" w:after="{style.after * 20:.0f}"{line}/>'
    yield f'<w:ind w:firstLineChars="{style.indent * 100}" w:firstLine="{style.indent * style.size * 20:.0f}" '
    yield f'w:rightChars="{style.right * 100}" w:right="{style.right * style.size * 20:.0f}"/>'
    yield f'<w:jc w:val="{style.align}"/>'
    if style.level is not None:
        yield f'<w:outlineLvl w:val="{style.level}"/>'


def _of_letters(style: Style) -> Iterator[str]:
    chinese, latin = quoteattr(look().fonts[style.font].names[0]), quoteattr(style.latin)
    yield f"<w:rFonts w:ascii={latin} w:hAnsi={latin} w:cs={latin} w:eastAsia={chinese}/>"
    yield f'<w:b w:val="{style.bold:d}"/>'
    yield f'<w:kern w:val="0"/><w:sz w:val="{style.size * 2:.0f}"/><w:szCs w:val="{style.size * 2:.0f}"/>'


def style_id(name: str) -> str:
    """Of a style of our template; Word itself has numbers for those with Chinese names."""
    return BUILT_IN.get(name) or f"b{list(look().styles).index(name)}"


def shown(name: str) -> str:
    """A style as python-docx calls it.

    >>> shown("heading 1"), shown("公文表格")
    ('Heading 1', '公文表格')
    """
    return name.capitalize() if name in BUILT_IN else name


def _twips(millimetres: float) -> int:
    return round(millimetres * TWIPS)
