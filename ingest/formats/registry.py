"""The formats that documents come in, each one entry.

By its entry a format is recognised, read, offered by the page's upload box, found in folders, named in messages and
described in the documentation; docs/engineers/add-a-format.md says how to add one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from policygraph.ingest.formats.raw import RawText
from policygraph.ingest.formats.signature import Signature
from policygraph.model.errors import PolicyGraphError
from policygraph.model.own import hooks

Reader = Callable[[bytes], RawText]
SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


@dataclass(frozen=True, slots=True)
class Format:
    """A format. `name`, `covers` and `leaves_out` (what is read of it and what not) are for people, in Chinese."""

    name: str
    suffixes: tuple[str, ...]
    reader: str = ""
    """"module:function" from bytes to `RawText`, loaded when the first file comes: most runs meet one or two formats.
    A leading dot: from this package. Empty for what is recognised but not read into a text."""
    sign: Callable[[Signature], bool] | None = None
    """Whether a file is of this format, whatever its suffix says; None for formats that only their suffix tells."""
    suffix_is_enough: bool = False
    """Whether a file of this suffix without the sign is of this format all the same, not damaged or misnamed."""
    content_types: tuple[str, ...] = ()
    """Of HTTP, for an address that ends in no suffix."""
    covers: str = ""
    leaves_out: str = ""

    def load(self) -> Reader:
        """The function that reads it."""
        module, _, function = self.reader.partition(":")
        reader: Reader = getattr(import_module(module, __package__), function)
        return reader


_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|div|table|p)\b",
    re.I | re.S,
)
_MHT = re.compile(rb"(?:From:|MIME-Version:|Content-Type:\s*multipart/related)", re.I)
_JPEG = (b"\xff\xd8\xff",)
_OTHER_PICTURES = (b"\x89PNG\r\n\x1a\n", b"GIF8", b"II*\0", b"MM\0*")
_UNREAD_PICTURES = (".bmp", ".tif", ".tiff")
_OFFICE = "由 LibreOffice 转换后读，同 Word 文档；.doc 也可用 antiword 或 catdoc，只有文字"
_SHEETS = "由 LibreOffice 转换后读，同 Excel 表格"
_NO_OFFICE = "没有安装 LibreOffice 时给出提示"


def _is_html(file: Signature) -> bool:
    """UTF-16 pages begin with ASCII too, each sign beside a NUL. Markdown and tables may begin with a tag."""
    if file.suffix in (".md", ".csv", ".tsv"):
        return False
    ascii = file.start.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\0", b"")
    return _HTML.match(ascii) is not None or file.suffix in (".xhtml", ".shtml")


def _is_mht(file: Signature) -> bool:
    named = file.suffix in (".mht", ".mhtml", ".doc", "")
    return named and b"multipart/related" in file.head and _MHT.match(file.start) is not None


def _is_picture(file: Signature, starts: tuple[bytes, ...]) -> bool:
    return file.head.startswith(starts) and file.suffix not in _UNREAD_PICTURES


def _is_unread_picture(file: Signature) -> bool:
    starts = (*_JPEG, *_OTHER_PICTURES, *((b"BM",) if file.suffix == ".bmp" else ()))
    return file.head.startswith(starts) and file.suffix in _UNREAD_PICTURES


# Signs are asked in this order: those of compound files tell one from another only together.
FORMATS: tuple[Format, ...] = (
    Format(
        "PDF",
        (".pdf",),
        ".pdf.document:read",
        lambda file: b"%PDF-" in file.head[:1024],
        content_types=("application/pdf",),
        covers="各行连成段落，有框线的表格（合并单元格、跨页），两栏排版，各页的位置；扫描页用 `ocr` 识别，每页约 4 秒",
        leaves_out="页码、页眉页脚；没有框线的表格按文字读；扫描页里的表格",
    ),
    Format(
        "OFD 版式文件",
        (".ofd",),
        ".ofd.document:read",
        lambda file: "OFD.xml" in file.parts,
        content_types=("application/ofd",),
        covers="同 PDF：段落、有框线的表格、各页的位置，模板里的文字；扫描页用 `ocr` 识别",
        leaves_out="同 PDF；签章、批注、附件，以及字体自己编码的文字",
    ),
    Format(
        "Word 文档",
        (".docx",),
        ".office.docx:read",
        lambda file: "word/document.xml" in file.parts,
        covers="段落和表格按原顺序，合并单元格，自动编号，文本框，修订按全部接受读，嵌入的文件；脚注、尾注放在文末",
        leaves_out="页眉页脚、自动目录、批注、隐藏文字、图片、项目符号",
    ),
    Format(
        "Excel 表格",
        (".xlsx",),
        ".office.xlsx:read",
        lambda file: "xl/workbook.xml" in file.parts,
        covers="每个可见工作表为一张表，表上方的文字，文本框，合并单元格，日期和百分数按显示的样子",
        leaves_out="没有保存结果的公式，隐藏的工作表、行、列（会说出来），批注",
    ),
    Format(
        "ODF 表格",
        (".ods",),
        ".office.legacy:ods",
        lambda file: file.mimetype.startswith("application/vnd.oasis.opendocument.spreadsheet"),
        covers=_SHEETS,
        leaves_out=_NO_OFFICE,
    ),
    Format(
        "ODF 文档",
        (".odt",),
        ".office.legacy:odt",
        lambda file: file.mimetype.startswith("application/vnd.oasis.opendocument.text"),
        covers=_OFFICE,
        leaves_out=_NO_OFFICE,
    ),
    Format(
        "WPS 文字",
        (".wps",),
        ".office.legacy:wps",
        lambda file: file.stream in ("WordDocument", "") and file.suffix == ".wps",
        covers=_OFFICE,
        leaves_out=_NO_OFFICE,
    ),
    Format(
        "WPS 表格",
        (".et",),
        ".office.legacy:et",
        lambda file: file.stream == "" and file.suffix == ".et",
        covers=_SHEETS,
        leaves_out=_NO_OFFICE,
    ),
    Format(
        "旧版 Excel 表格",
        (".xls",),
        ".office.legacy:xls",
        lambda file: file.stream in ("Workbook", "Book") or (file.stream == "" and file.suffix == ".xls"),
        covers=_SHEETS,
        leaves_out=_NO_OFFICE,
    ),
    Format(
        "旧版 Word 文档",
        (".doc",),
        ".office.legacy:doc",
        lambda file: file.stream in ("WordDocument", ""),
        content_types=("application/msword",),
        covers=_OFFICE,
        leaves_out=_NO_OFFICE,
    ),
    Format(
        "RTF 文档",
        (".rtf",),
        ".office.legacy:rtf",
        lambda file: file.start.startswith(b"{\\rtf"),
        covers=_OFFICE,
        leaves_out=_NO_OFFICE,
    ),
    Format(
        "PNG 图片",
        (".png",),
        ".ocr:read",
        lambda file: _is_picture(file, _OTHER_PICTURES),
        content_types=("image/png",),
        covers="图中的文字，用 `ocr` 识别，模型随之安装，不联网",
        leaves_out="图中的表格；没有安装 `ocr` 时给出提示",
    ),
    Format(
        "JPEG 图片",
        (".jpg", ".jpeg"),
        ".ocr:read",
        lambda file: _is_picture(file, _JPEG),
        content_types=("image/jpeg",),
        covers="同 PNG 图片",
        leaves_out="同 PNG 图片",
    ),
    Format(
        "网页存档",
        (".mht", ".mhtml"),
        ".web.html:read_mht",
        _is_mht,
        covers="存档里的网页，同网页",
        leaves_out="同网页",
    ),
    Format(
        "网页",
        (".html", ".htm"),
        ".web.html:read",
        _is_html,
        suffix_is_enough=True,
        content_types=("text/html", "application/xhtml+xml"),
        covers="网页里文件自己的部分，标题、发布日期、索引号和文号，跨行跨列的表格；也可以直接给网址",
        leaves_out="菜单、页脚、脚本，以及网页随后加载的内容",
    ),
    Format(
        "文本",
        (".txt", ".text"),
        ".plain:read_plain",
        content_types=("text/plain",),
        covers="UTF-8、GB18030（GBK、GB2312）、UTF-16，也可逐行混用",
    ),
    Format(
        "Markdown",
        (".md",),
        ".delimited:read_markdown",
        content_types=("text/markdown",),
        covers="编码同文本；去掉标题和强调的记号，竖线表格读成表",
    ),
    Format(
        "CSV 表格",
        (".csv",),
        ".delimited:read_csv",
        content_types=("text/csv",),
        covers="编码同文本；整个文件为一张表",
    ),
)
NOT_READ: tuple[Format, ...] = (
    Format("演示文稿", (".pptx",), sign=lambda file: any(name.startswith("ppt/") for name in file.parts)),
    Format("旧版演示文稿", (".ppt",), sign=lambda file: file.stream == "PowerPoint Document"),
    Format("ODF 演示文稿", (".odp",), sign=lambda file: file.mimetype.endswith("opendocument.presentation")),
    Format("其他图片", _UNREAD_PICTURES, sign=_is_unread_picture),
)
"""Known by their bytes, so that a message says what a misnamed file is."""
ARCHIVE = Format(
    "压缩包",
    (".zip",),
    sign=lambda file: file.is_package,  # and none of the packages above
    content_types=("application/zip",),
    covers="里面的每份文件，名为 `压缩包.zip!/文件`；文件名可为 GBK",
    leaves_out="压缩包里的压缩包、指向包外的文件名",
)
"""Holds documents: see `sources`."""
OUTLINE = Format(
    "提纲",
    (".yaml", ".yml"),
    covers="只知道标题的上级政策，按提纲格式写；文件夹里只读像提纲的",
)
"""Becomes records without a text to understand: see `outline_file`."""


@cache
def of_extensions() -> tuple[Format, ...]:
    """The formats that installed packages bring; one that is none, or of a suffix that has a format, is left out."""
    taken = {suffix for each in (*FORMATS, *NOT_READ, ARCHIVE, OUTLINE) for suffix in each.suffixes}
    found: list[Format] = []
    for name, each in hooks.found(hooks.FORMATS):
        try:
            found.append(_checked(each, taken))
            taken |= {*each.suffixes}
        except PolicyGraphError as error:
            hooks.failed(hooks.FORMATS, name, error)
    return tuple(found)


def _checked(each: object, taken: Collection[str]) -> Format:
    if not isinstance(each, Format):
        raise PolicyGraphError("入口点应指向一个 Format")
    if not each.reader.strip(".") or each.reader.startswith(".") or ":" not in each.reader:
        raise PolicyGraphError(f"reader 应为“包.模块:函数”；现在是“{each.reader}”")
    if wrong := [each for each in each.suffixes if not SUFFIX.fullmatch(each) or each in taken]:
        raise PolicyGraphError(f"后缀 {'、'.join(wrong)} 已有格式，或写法不对（应为 .abc）")
    return each


def all_read() -> tuple[Format, ...]:
    """Every format from which documents come."""
    return (*FORMATS, *of_extensions(), ARCHIVE, OUTLINE)


def suffixes() -> tuple[str, ...]:
    """Of all files that can be read: (".pdf", ".docx", …)."""
    return tuple(suffix for each in all_read() for suffix in each.suffixes)


def by_suffix(suffix: str) -> Format | None:
    """The format of that suffix, which is in small letters with its dot."""
    return next((each for each in all_read() if suffix in each.suffixes), None)


def by_content_type(content_type: str) -> Format | None:
    """The format of that type of HTTP, without its parameters."""
    return next((each for each in all_read() if content_type in each.content_types), None)
