"""Tables in plain text: .csv, and the pipes of Markdown."""

from __future__ import annotations

import csv
import io
import re

from policygraph.ingest.formats.builder import Builder, GridCell
from policygraph.ingest.formats.plain import decode_text
from policygraph.ingest.formats.raw import RawText
from policygraph.ingest.formats.tables import is_layout

_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_FENCE = re.compile(r"\s*(?:```|~~~)")


def read_csv(data: bytes) -> RawText:
    """A .csv or .tsv: one table. Raises PolicyGraphError where the encoding is not known or the file is empty."""
    text, encoding = decode_text(data)
    first = next((line for line in text.split("\n") if line.strip()), "")
    separator = max(",\t;", key=first.count)
    csv.field_size_limit(1 << 20)
    builder = Builder()
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=separator))
    except csv.Error:  # no table after all
        rows = [[line] for line in text.split("\n")]
    cells = [GridCell(r, c, words) for r, row in enumerate(rows) for c, words in enumerate(row) if words.strip()]
    if is_layout(cells):
        for cell in cells:
            builder.lines(cell.text)
    else:
        builder.table(cells)
    return builder.build(encoding)


def read_markdown(data: bytes) -> RawText:
    """Markdown: the # of headings and the marks of emphasis go, tables with pipes are tables."""
    text, encoding = decode_text(data)
    lines = text.split("\n")
    builder = Builder()
    at, fenced = 0, False
    while at < len(lines):
        line = lines[at]
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced and "|" in line and at + 1 < len(lines) and "-" in lines[at + 1] and _is_rule(lines[at + 1]):
            end = at + 2
            while end < len(lines) and "|" in lines[end]:
                end += 1
            table = [lines[at], *lines[at + 2 : end]]
            cells = [GridCell(r, c, w) for r, row in enumerate(table) for c, w in enumerate(_cells(row))]
            builder.table(cells, header=1)
            at = end
            continue
        else:
            builder.lines(line if fenced else _plain(line))
        at += 1
    return builder.build(encoding)


def _is_rule(line: str) -> bool:
    return _RULE.fullmatch(line) is not None and len(line) < 2_000


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|").removesuffix("|").replace("\\|", "\0")
    return [_plain(re.sub(r"<br ?/?>", " ", cell.strip())).replace("\0", "|") for cell in inner.split("|")]


def _plain(line: str) -> str:
    """A line without Markdown's marks.

    >>> _plain("## 一、**总体要求**"), _plain("1. 建设[项目](http://a.cn/)")
    ('一、总体要求', '1. 建设项目')
    """
    line = re.sub(r"^\s{0,3}(?:#{1,6}\s+|>\s?|[-*+]\s+(?=\S))", "", line)
    line = re.sub(r"\*\*([^*\n]+)\*\*|__([^_\n]+)__", lambda m: m[1] or m[2], line)
    return re.sub(r"!?\[([^\]\n]*)\]\([^)\n]*\)", r"\1", line)
