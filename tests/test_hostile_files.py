"""Broken, lying and huge files: each ends in a clear error or a bounded result, in one process of bounded memory."""

from __future__ import annotations

import io
import json
import random
import resource
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import yaml
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from policygraph.errors import PolicyGraphError
from policygraph.ingest.formats import limits, ocr
from policygraph.ingest.reader import read_bytes
from tests import render

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "hostile_files.yaml").read_text(encoding="utf-8"))
SECONDS = 60  # for one file on a busy machine
MEMORY = 3 << 30  # bytes of address space for the process that reads all files
WORDS = "青穗县节水方案\n一、完成投资1.5亿元。（县水利局牵头）\n"
DOCUMENT = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'


def paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def package(members: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def word(body: str) -> bytes:
    return package({"word/document.xml": DOCUMENT.format(body)})


def sheet(content: str) -> bytes:
    """An .xlsx of openpyxl's whose sheet is replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx())) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as changed:
        for entry in made.infolist():
            own = entry.filename.endswith("sheet1.xml")
            changed.writestr(entry.filename, SHEET.format(content) if own else made.read(entry))
    return out.getvalue()


def canvas(**options: Any) -> tuple[io.BytesIO, Canvas]:
    pdfmetrics.registerFont(UnicodeCIDFont(render.FONT))
    out = io.BytesIO()
    made = Canvas(out, pagesize=A4, **options)
    made.setFont(render.FONT, 12)
    return out, made


def pixels() -> io.BytesIO:
    out = io.BytesIO()
    document = pypdfium2.PdfDocument(pdf())
    document[0].render(scale=0.5).to_pil().save(out, "PNG")
    return out


def empty() -> bytes:
    return b""


def blanks() -> bytes:
    return b" \r\n\t " * 10


def empty_tags() -> bytes:
    return b"<html><body><script>var a = 1;</script><div> </div></body></html>"


def docx_without_words() -> bytes:
    return word("<w:p><w:r><w:drawing/></w:r></w:p>")


def xlsx_without_cells() -> bytes:
    return sheet("<sheetData/>")


def cut_docx() -> bytes:
    return docx()[:3000]


def cut_xlsx() -> bytes:
    return xlsx()[:3000]


def cut_pdf() -> bytes:
    return pdf()[:700]


def flipped_docx() -> bytes:
    data = bytearray(word(paragraph(WORDS) * 500))
    at = data.index(b"document.xml") + 40
    data[at : at + 60] = bytes(60)
    return bytes(data)


def encrypted_office() -> bytes:
    """A compound file as Office writes one around an encrypted package: what is in it has these names."""
    names = "".join(name.ljust(32, "\0") for name in ("Root Entry", "EncryptionInfo", "EncryptedPackage"))
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + names.encode("utf-16-le") + bytes(4096)


def encrypted_pdf() -> bytes:
    out, made = canvas(encrypt=StandardEncryption("geheim", strength=128))
    made.drawString(80, 700, "节水方案")
    made.save()
    return out.getvalue()


def encrypted_member() -> bytes:
    data = bytearray(word(paragraph(WORDS)))
    data[data.index(b"PK\x03\x04") + 6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def bomb_docx() -> bytes:
    return word(" " * (60 << 20))


def bomb_xlsx() -> bytes:
    return sheet(" " * (60 << 20))


def lying_docx() -> bytes:
    """The directory says that the document has a hundred bytes."""
    data = bytearray(word(paragraph(WORDS) * 50_000))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = (100).to_bytes(4, "little")
    return bytes(data)


def many_members() -> bytes:
    return package({"word/document.xml": DOCUMENT.format(paragraph(WORDS))} | {f"{i}.xml": "" for i in range(3000)})


ENTITIES = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefghi", "bcdefghij", strict=True)
)


def laughing_docx() -> bytes:
    return package({"word/document.xml": f"{ENTITIES}]>" + DOCUMENT.format(paragraph("&j;"))})


def external_docx() -> bytes:
    outside = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
    return package({"word/document.xml": outside + DOCUMENT.format(paragraph("&a;"))})


def laughing_xlsx() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx())) as made, zipfile.ZipFile(out, "w") as changed:
        for entry in made.infolist():
            before = f"{ENTITIES}]>" if entry.filename.endswith("sheet1.xml") else ""
            changed.writestr(entry.filename, before.encode() + made.read(entry))
    return out.getvalue()


def laughing_html() -> bytes:
    return f"{ENTITIES}]><html><body><p>节水方案&j;</p></body></html>".encode()


def too_many_bytes() -> bytes:
    return b"a" * (limits.FILE + 1)


def too_long() -> bytes:
    return ("节水方案。" * (limits.CHARACTERS // 5 + 1)).encode()


def too_long_docx() -> bytes:
    rng = random.Random(1)  # so that it does not pack like a bomb
    words = (
        "".join(map(chr, rng.choices(range(0x4E00, 0x9FA5), k=1000))) for _ in range(limits.CHARACTERS // 1000 + 1)
    )
    return word("".join(map(paragraph, words)))


def too_long_html() -> bytes:
    return b"<html><body>" + "<p>节水方案，节水方案。</p>".encode() * (limits.CHARACTERS // 8) + b"</body></html>"


def many_rows(rows: int = 300_000) -> bytes:
    row = '<row r="{0}"><c r="A{0}"><v>{0}</v></c><c r="B{0}" t="inlineStr"><is><t>第{0}项</t></is></c></row>'
    return sheet("<sheetData>" + "".join(row.format(n) for n in range(1, rows + 1)) + "</sheetData>")


def million_rows() -> bytes:
    return many_rows(1_048_576)


def wrong_dimension() -> bytes:
    cells = "".join(f'<c r="{c}1" t="inlineStr"><is><t>节水方案{c}</t></is></c>' for c in "AB")
    return sheet(f'<dimension ref="A1:XFD1048576"/><sheetData><row r="1">{cells}</row></sheetData>')


def last_cell() -> bytes:
    cell = '<row r="{0}"><c r="{1}{0}" t="inlineStr"><is><t>节水方案</t></is></c></row>'
    return sheet(f"<sheetData>{cell.format(1, 'A')}{cell.format(1048576, 'XFD')}</sheetData>")


def many_pages() -> bytes:
    out, made = canvas()
    for n in range(1, 3001):
        made.setFont(render.FONT, 12)
        made.drawString(80, 700, f"第{n}页。")
        made.showPage()
    made.save()
    return out.getvalue()


def nested_docx() -> bytes:
    inner = paragraph("最里面")
    for n in range(60):
        inner = f"<w:tbl><w:tr><w:tc>{paragraph(f'第{n}层')}{inner}</w:tc><w:tc>{paragraph('旁')}</w:tc></w:tr></w:tbl>"
    return word(inner)


def nested_html() -> bytes:
    before, after = "<table><tr><td>外</td><td>", "</td></tr></table>"
    return f"<html><body>{before * 500}最里面{after * 500}</body></html>".encode()


def deep_html() -> bytes:
    return f"<html><body>{'<div>' * 50_000}最里面{'</div>' * 50_000}</body></html>".encode()


def wide_spans() -> bytes:
    cells = "<td colspan=99999 rowspan=99999>节水方案</td><td colspan=-3 rowspan=x>牵头单位</td>"
    return f"<html><body><table>{f'<tr>{cells}</tr>' * 300}</table></body></html>".encode()


def html() -> bytes:
    return render.to_html(WORDS)


def text() -> bytes:
    return WORDS.encode("gb18030")


@cache
def docx() -> bytes:
    return render.to_docx(WORDS)


@cache
def pdf() -> bytes:
    return render.to_pdf(WORDS)


@cache
def xlsx() -> bytes:
    return render.to_xlsx("节水方案", [["序号", "任务"], ["1", "清淤"]])


def zip_of_text() -> bytes:
    return package({"节水方案.txt": WORDS})


def noise() -> bytes:
    return random.Random(7).randbytes(20_000)


def mixed_encodings() -> bytes:
    return WORDS.encode("gb18030") + "第二部分由另一个人保存。".encode()


def mixed_html() -> bytes:
    return render.to_html(WORDS) + "来自别处的一行".encode("gb18030")


def wrong_charset() -> bytes:
    return render.to_html(WORDS).replace(b'charset="utf-8"', b'charset="iso-8859-999"')


def nul_text() -> bytes:
    return WORDS.encode().replace(b"\n", b"\0\n")


def nul_html() -> bytes:
    return render.to_html(WORDS).replace(b"<p ", b"\0<p ")


def control_docx() -> bytes:
    return word(paragraph("节\ufffe水方案".replace("\ufffe", "")) + "<w:p><w:r><w:t>\u200b二\u0085</w:t></w:r></w:p>")


def traditional() -> bytes:
    return "青穗縣節水方案\n一、完成投資1.5億元。（縣水利局牽頭）\n".encode()


def scanned() -> bytes:
    out, made = canvas()
    made.drawImage(ImageReader(pixels()), 0, 0, 595, 842)
    made.save()
    return out.getvalue()


def half_scanned() -> bytes:
    out, made = canvas()
    made.drawString(80, 700, "青穗县节水方案，要完成投资1.5亿元，由县水利局牵头。")
    made.showPage()
    made.drawImage(ImageReader(pixels()), 0, 0, 595, 842)
    made.save()
    return out.getvalue()


def picture() -> bytes:
    return pixels().getvalue()


def broken_picture() -> bytes:
    return b"\xff\xd8\xff" + noise()


def old_word() -> bytes:
    names = "".join(name.ljust(32, "\0") for name in ("Root Entry", "WordDocument", "1Table"))
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + names.encode("utf-16-le") + bytes(4096)


def rich_text() -> bytes:
    return b"{\\rtf1\\ansi " + b"\\u33410?" * 40 + b"}"


def slides() -> bytes:
    return package({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>"})


def main() -> None:
    """Read every file of the table and print what came of it, a line of JSON each."""
    ocr.is_installed = lambda: False  # type: ignore[assignment]
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for case in CASES:
        make: Callable[[], bytes] = globals()[case["make"]]
        data = make()
        began = time.monotonic()
        result: dict[str, Any] = {"file": case["file"]}
        try:
            raw = read_bytes(data, case["file"])
            result |= {"text": raw.text[:400] + raw.text[-400:], "length": len(raw.text), "tables": len(raw.tables)}
            result["unread"] = [part.why for part in raw.unreadable]
        except PolicyGraphError as error:
            result["error"] = str(error)
        result["seconds"] = time.monotonic() - began
        print(json.dumps(result, ensure_ascii=False), flush=True)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What came of each file, by name. Programs that convert old formats are not found, wherever the tests run."""
    root = Path(__file__).parent.parent
    environment = {"PATH": str(tmp_path_factory.mktemp("empty")), "PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "tests.test_hostile_files"]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return {result["file"]: result for result in map(json.loads, done.stdout.splitlines())}


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["file"]))
def test_hostile_files(case: dict[str, Any], results: dict[str, Any]) -> None:
    result = results[case["file"]]
    assert result["seconds"] < SECONDS
    if "error" in case:
        assert case["error"] in result.get("error", ""), result
        assert "\n" not in result["error"] and len(result["error"]) < 150
        return
    assert case["reads"] in result.get("text", ""), result
    assert result["length"] <= limits.CHARACTERS
    assert any(case.get("unread", "") in why for why in result["unread"] or [""])
    assert result["tables"] == case.get("tables", result["tables"])


if __name__ == "__main__":
    main()
