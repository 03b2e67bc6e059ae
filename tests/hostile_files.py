"""Makes the broken, lying and huge files of cases/hostile_files.yaml; run as a program, reads them all."""

from __future__ import annotations

import io
import json
import random
import resource
import time
from collections.abc import Callable
from functools import cache
from typing import Any

import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from policygraph.ingest.formats import limits, ocr
from policygraph.ingest.formats.reader import read_bytes
from policygraph.model.errors import PolicyGraphError
from tests import hostile_packages, render
from tests.hostile_packages import ENTITIES, WORDS
from tests.paths import cases

CASES = cases("hostile_files")
MEMORY = 3 << 30  # bytes of address space for the process that reads all files


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


def cut_pdf() -> bytes:
    return pdf()[:700]


def encrypted_office() -> bytes:
    """A compound file as Office writes one around an encrypted package: what is in it has these names."""
    names = "".join(name.ljust(32, "\0") for name in ("Root Entry", "EncryptionInfo", "EncryptedPackage"))
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + names.encode("utf-16-le") + bytes(4096)


def encrypted_pdf() -> bytes:
    out, made = canvas(encrypt=StandardEncryption("geheim", strength=128))
    made.drawString(80, 700, "节水方案")
    made.save()
    return out.getvalue()


def laughing_html() -> bytes:
    return f"{ENTITIES}]><html><body><p>节水方案&j;</p></body></html>".encode()


def too_many_bytes() -> bytes:
    return b"a" * (limits.FILE + 1)


def too_long() -> bytes:
    return ("节水方案。" * (limits.CHARACTERS // 5 + 1)).encode()


def too_long_html() -> bytes:
    return b"<html><body>" + "<p>节水方案，节水方案。</p>".encode() * (limits.CHARACTERS // 8) + b"</body></html>"


def many_pages() -> bytes:
    out, made = canvas()
    for n in range(1, 3001):
        made.setFont(render.FONT, 12)
        made.drawString(80, 700, f"第{n}页。")
        made.showPage()
    made.save()
    return out.getvalue()


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
def pdf() -> bytes:
    return render.to_pdf(WORDS)


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


def late_nul_text() -> bytes:
    return WORDS.encode("gb18030") * 400 + b"\0" + "完".encode("gb18030")


def broken_text() -> bytes:
    return (WORDS * 10).encode().replace(b"\n", b"\xff\n", 1)


def cut_text() -> bytes:
    return (WORDS * 10).strip().encode()[:-1]


def half_nul_text() -> bytes:
    return b"".join(bytes([byte, 0, 0]) for byte in WORDS.encode())


def nul_html() -> bytes:
    return render.to_html(WORDS).replace(b"<p ", b"\0<p ")


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


def main() -> None:
    """Read every file of the table and print what came of it, a line of JSON each."""
    ocr.is_installed = lambda: False  # type: ignore[assignment]
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for case in CASES:
        make: Callable[[], bytes] = (vars(hostile_packages) | globals())[case["make"]]
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


if __name__ == "__main__":
    main()
