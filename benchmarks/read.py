"""How fast each format is read, beside the bare library's own reading of the same bytes, in one run.

The document is a sample plan repeated to about fifty pages with a table of tasks behind it. Ours gives paragraphs,
tables, page numbers left out and offsets; the library's gives its plain text or its objects.

    python -m benchmarks.read
"""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pypdfium2
from lxml import html as lxml_html

from policygraph.ingest.formats.reader import read_bytes
from tests import render

SAMPLE = next((Path(__file__).resolve().parent.parent / "data" / "samples").glob("05_*"))
TIMES = 16
ROUNDS = 5
PAGE = 550
"""Characters of a printed page, where a format has no pages."""


def docx_alone(data: bytes) -> int:
    document = docx.Document(io.BytesIO(data))
    length = sum(len(paragraph.text) for paragraph in document.paragraphs)
    return length + sum(len(cell.text) for table in document.tables for row in table.rows for cell in row.cells)


def pdf_alone(data: bytes) -> int:
    return sum(len(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(data))


def html_alone(data: bytes) -> int:
    return len(lxml_html.document_fromstring(data).text_content())


def xlsx_alone(data: bytes) -> int:
    sheets = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets
    return sum(len(str(value)) for sheet in sheets for row in sheet.iter_rows(values_only=True) for value in row)


def text_alone(data: bytes) -> int:
    return len(data.decode("utf-8"))


def seconds(work: Callable[[], object]) -> float:
    """Median of processor time, so that other work on the machine counts less."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)


def main() -> None:
    text = "\n".join([SAMPLE.read_text(encoding="utf-8")] * TIMES)
    body = [[str(n), f"完成第{n}项小流域综合治理，清淤疏浚河道15公里", "区水利局、区财政局"] for n in range(1, 300)]
    rows = [["序号", "重点任务", "牵头单位"], *body]
    files: dict[str, tuple[bytes, Callable[[bytes], int]]] = {
        "a.txt": (text.encode(), text_alone),
        "a.docx": (render.to_docx(text, [rows]), docx_alone),
        "a.pdf": (render.to_pdf(text, [rows]), pdf_alone),
        "a.html": (render.to_html(text, [rows]), html_alone),
        "a.xlsx": (render.to_xlsx("任务表", rows * 5), xlsx_alone),
    }
    print("format   characters    pages    ours, pages/s   library, pages/s   ours / library")
    for name, (data, alone) in files.items():
        raw = read_bytes(data, name)
        pages = len(raw.pages) or len(raw.text) / PAGE
        ours, bare = seconds(lambda: read_bytes(data, name)), seconds(lambda: alone(data))  # noqa: B023
        print(
            f"{name.removeprefix('a.'):8}{len(raw.text):11,}{pages:9.0f}{pages / ours:17,.0f}"
            f"{pages / max(bare, 1e-6):19,.0f}{bare / ours:17.2f}"
        )


if __name__ == "__main__":
    main()
