"""Broken, lying and huge packages: .docx, .xlsx and .zip."""

from __future__ import annotations

import io
import random
import zipfile
from functools import cache

from policygraph.ingest.formats import limits
from tests import render, render_ofd

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


def sheet(content: str, packed: int | None = None) -> bytes:
    """An .xlsx of openpyxl's whose sheet is replaced; `packed`: how tightly, from 1 to 9."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx())) as made,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=packed) as changed,
    ):
        for entry in made.infolist():
            own = entry.filename.endswith("sheet1.xml")
            changed.writestr(entry.filename, SHEET.format(content) if own else made.read(entry))
    return out.getvalue()


def docx_without_words() -> bytes:
    return word("<w:p><w:r><w:drawing/></w:r></w:p>")


def xlsx_without_cells() -> bytes:
    return sheet("<sheetData/>")


def cut_docx() -> bytes:
    return docx()[:3000]


def xlsx_without_book() -> bytes:
    """Of which nothing says which part is the workbook."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx())) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as changed:
        for entry in made.infolist():
            changed.writestr(entry.filename, made.read(entry).replace(b"Override", b"Overrode"))
    return out.getvalue()


def cut_xlsx() -> bytes:
    return xlsx()[:3000]


def flipped_docx() -> bytes:
    data = bytearray(word(paragraph(WORDS) * 500))
    at = data.index(b"document.xml") + 40
    data[at : at + 60] = bytes(60)
    return bytes(data)


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


def too_long_docx() -> bytes:
    rng = random.Random(1)  # so that it does not pack like a bomb
    pool = "".join(map(chr, rng.choices(range(0x4E00, 0x9FA5), k=100_000)))  # more than the packer looks back
    starts = (rng.randrange(len(pool) - 1000) for _ in range(limits.CHARACTERS // 1000 + 1))
    return word("".join(paragraph(pool[start : start + 1000]) for start in starts))


def many_rows(rows: int = 300_000) -> bytes:
    content = "".join([
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}" t="inlineStr"><is><t>第{n}项</t></is></c></row>'
        for n in range(1, rows + 1)
    ])  # fmt: skip
    return sheet(f"<sheetData>{content}</sheetData>", packed=1)


def million_rows() -> bytes:
    return many_rows(1_048_576)


def wrong_dimension() -> bytes:
    cells = "".join(f'<c r="{c}1" t="inlineStr"><is><t>节水方案{c}</t></is></c>' for c in "AB")
    return sheet(f'<dimension ref="A1:XFD1048576"/><sheetData><row r="1">{cells}</row></sheetData>')


def last_cell() -> bytes:
    cell = '<row r="{0}"><c r="{1}{0}" t="inlineStr"><is><t>节水方案</t></is></c></row>'
    return sheet(f"<sheetData>{cell.format(1, 'A')}{cell.format(1048576, 'XFD')}</sheetData>")


def nested_docx() -> bytes:
    inner = paragraph("最里面")
    for n in range(60):
        inner = f"<w:tbl><w:tr><w:tc>{paragraph(f'第{n}层')}{inner}</w:tc><w:tc>{paragraph('旁')}</w:tc></w:tr></w:tbl>"
    return word(inner)


@cache
def docx() -> bytes:
    return render.to_docx(WORDS)


@cache
def xlsx() -> bytes:
    return render.to_xlsx("节水方案", [["序号", "任务"], ["1", "清淤"]])


def zip_of_text() -> bytes:
    return package({"节水方案.txt": WORDS})


def empty_zip() -> bytes:
    return package({})


def control_docx() -> bytes:
    return word(paragraph("节\ufffe水方案".replace("\ufffe", "")) + "<w:p><w:r><w:t>\u200b二\u0085</w:t></w:r></w:p>")


def slides() -> bytes:
    return package({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>"})


@cache
def ofd() -> bytes:
    return render_ofd.to_ofd(WORDS)


def cut_ofd() -> bytes:
    return ofd()[:900]


def bomb_ofd() -> bytes:
    return render_ofd.package([" " * (60 << 20)])


def laughing_ofd() -> bytes:
    return render_ofd.package([render_ofd.page(render_ofd.words("节水")), f"{ENTITIES}]>" + render_ofd.page("&j;")])


def encrypted_ofd() -> bytes:
    return package({"OFD.xml": render_ofd.MAIN.format("Doc_0/Document.xml"), "Encryptions.xml": "<e/>"})


def ofd_without_document() -> bytes:
    return package({"OFD.xml": render_ofd.MAIN.format("../../etc/passwd")})


def ofd_without_words() -> bytes:
    return render_ofd.package([render_ofd.page("")])


def ofd_of_pictures() -> bytes:
    picture = '<ofd:ImageObject Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="7"/>'
    return render_ofd.package([render_ofd.page(picture)] * 2)


def ofd_of_glyphs() -> bytes:
    return render_ofd.package([render_ofd.page(render_ofd.words("\ue11e\ue236一\ue28a\ue0c0"))])


def endless_ofd() -> bytes:
    """Numbers without end, groups that hold themselves twice, blocks in blocks."""
    unit = '<ofd:CompositeObject ResourceID="5"/>' * 2
    resources = f'<ofd:Res {render_ofd.OFD}><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="5"><ofd:Content>'
    resources += f"{unit}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>"
    deltas = 'DeltaX="g 999999999999999999 5" DeltaY="g 1e300 1e999 g g -1e308 nan inf"'
    objects = render_ofd.words("节水方案", deltas=deltas, attributes='CTM="1e99 1e99 1e99 1e99 1e99 1e99"') * 3
    objects += "<ofd:PageBlock>" * 90 + render_ofd.words("深") + "</ofd:PageBlock>" * 90 + unit
    objects += render_ofd.words("节水方案清淤")
    common = f"{render_ofd.SIZE}<ofd:PublicRes>Res.xml</ofd:PublicRes>"
    return render_ofd.package([render_ofd.page(objects)], common, {"Doc_0/Res.xml": resources})


def drawn_ofd() -> bytes:
    """A drawing of three hundred thousand lines."""
    rng = random.Random(1)  # so that it does not pack like a bomb
    line = '<ofd:PathObject Boundary="{}"/>'
    return render_ofd.package([render_ofd.page("".join(line.format(rng.random()) for _ in range(300_000)))])
