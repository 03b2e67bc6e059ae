""".ofd: characters from the places that its XML gives, then paragraphs and tables as of a PDF."""

from __future__ import annotations

import pytest

from policygraph.ingest.formats import ocr
from policygraph.ingest.formats.ofd import document
from policygraph.ingest.formats.pdf import document as pdf
from policygraph.ingest.formats.pdf.lines import Line
from policygraph.ingest.formats.reader import read_bytes
from tests import render
from tests.ingest.formats.test_pdf import LONG, grid, sound
from tests.render_ofd import MAIN, OFD, SIZE, package, packed, page, to_ofd, words

ROWS = [
    ["序号", "重点任务", "牵头单位"],
    *([str(n), f"第{n}项，{LONG}", "县水利局、县财政局"] for n in range(1, 40)),
]
IMAGE = '<ofd:ImageObject Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="7"/>'


def test_what_is_set_alike_is_read_alike_from_ofd_and_pdf() -> None:
    body = [f"{n}.{LONG * 4}由县水利局牵头。" for n in range(1, 12)]
    text = "\n".join(["青穗县节水方案", "（2026年）", *body])
    raw = document.read(to_ofd(text, [ROWS], "内部资料"))
    assert raw.text.splitlines()[: len(body) + 2] == ["青穗县节水方案", "（2026年）", *body]
    same = pdf.read(render.to_pdf(text, [ROWS], "内部资料"))
    assert (raw.text, raw.tables, raw.pages) == (same.text, same.tables, same.pages)
    assert [cell[0] for cell in grid(raw)] == [each for row in ROWS for each in row] and len(raw.pages) > 3
    sound(raw)


EDGE = words("这一行写到版心的右边", 85, 250)
"""Shows how far lines reach: what ends before is a paragraph of its own."""
CODE = '<ofd:TextCode X="0" Y="4" DeltaX="5">\n  清淤 河道\n </ofd:TextCode>'
CASES = {  # what a page draws, and what is read
    "runs and single steps": (words("清淤河道20公里", deltas='DeltaX="g 3 5 5 2.5 g 2 2.5"'), "清淤河道20公里"),
    "the last step goes on": (words("清淤河道", deltas='DeltaX="5" DeltaY="0"'), "清淤河道"),
    "no steps": (words("清淤河道20公里", deltas=" "), "清淤河道20公里"),
    "steps downwards": (words("清淤", deltas='DeltaX="g 2 0" DeltaY="g 2 9"'), "清\n淤"),
    "two texts on a baseline": (words("（一）", 30) + words("清淤", 45), "（一）清淤"),
    "wide apart": (words("水利局", 30) + words("财政局", 60), "水利局 财政局"),
    "stretched": (words("清淤", 30, 40, 1, 'CTM="5 0 0 5 0 0"') + words("河道", 40, 40.7), "清淤河道"),
    "a group": (f"<ofd:PageBlock>{words('清淤')}</ofd:PageBlock>", "清淤"),
    "not shown": (words("清淤") + words("草稿", 60, attributes='Visible="false"'), "清淤"),
    "drawn twice to be bold": (words("清淤", 30) + words("清淤", 30.1), "清淤"),
    "said twice": (words("清淤", 30) + words("清淤", 40), "清淤清淤"),
    "an indented file": (f'<ofd:TextObject Boundary="30 40 90 5" Size="5">{CODE}</ofd:TextObject>', "清淤 河道"),
}


@pytest.mark.parametrize("case", CASES)
def test_characters_stand_where_the_page_says(case: str) -> None:
    objects, read = CASES[case]
    assert document.read(package([page(objects + EDGE)])).text == f"{read}\n这一行写到版心的右边\n"


def test_a_template_lies_under_its_pages_in_the_order_of_reading() -> None:
    template = page(words("任务：", 30, 40) + words("单位：", 30, 60))
    common = f'{SIZE}<ofd:TemplatePage ID="9" BaseLoc="TPLS/Content.xml"/>'
    used = '<ofd:Template TemplateID="9" ZOrder="Background"/>'
    pages = [page(words("清淤", 45, 40) + words("水利局", 45, 60), used), page(words("护岸", 45, 40) + EDGE, used)]
    raw = document.read(package(pages, common, {"Doc_0/Tpls/Content.xml": template}))  # written in other letters
    assert raw.text.splitlines() == ["任务：清淤", "单位：水利局", "任务：护岸", "单位：", "这一行写到版心的右边"]


def test_a_group_that_is_kept_among_the_resources_is_drawn() -> None:
    unit = (
        f'<ofd:CompositeGraphicUnit ID="5"><ofd:Content>{words("清淤", 5, 5)}</ofd:Content></ofd:CompositeGraphicUnit>'
    )
    kept = f"<ofd:Res {OFD}><ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits></ofd:Res>"
    objects = words("一、", 30, 40) + '<ofd:CompositeObject ResourceID="5" Boundary="35 35 90 90"/>'
    common = f"{SIZE}<ofd:DocumentRes>Res.xml</ofd:DocumentRes>"
    assert document.read(package([page(objects)], common, {"Doc_0/Res.xml": kept})).text == "一、清淤\n"


def test_a_file_without_the_usual_prefix_and_folders_is_read() -> None:
    plain = {
        "OFD.xml": MAIN.format("/D\\Root.xml"),
        "D/Root.xml": '<Document><Pages><Page BaseLoc="D/One.xml"/></Pages></Document>',
        "D\\One.xml": page(words("清淤")).replace("www.ofdspec.org/2016", "www.ofdspec.org"),
    }
    assert read_bytes(packed(plain), "方案.ofd").text == "清淤\n"


def test_it_is_known_by_its_parts_whatever_it_is_called() -> None:
    data = package([page(words("清淤"))])
    assert {read_bytes(data, name).encoding for name in ("方案.ofd", "方案", "方案.zip")} == {"ofd"}


def test_what_is_left_out_is_told() -> None:
    listed = f'<ofd:Attachments {OFD}><ofd:Attachment Name="任务表"/></ofd:Attachments>'
    pages = [page(words("清淤河道20公里，建设生态护岸")), "<broken", page(words("\ue11e\ue236清\ue28a\ue0c0"))]
    after = "<ofd:Attachments>Attachs.xml</ofd:Attachments>"
    raw = document.read(package(pages, parts={"Doc_0/Attachs.xml": listed}, after=after))
    assert raw.text == "清淤河道20公里，建设生态护岸\n" and len(raw.pages) == 3
    said = [each.why for each in raw.unreadable]
    assert [("第 2 页" in why, "第 3 页" in why, "附件" in why) for why in said] == [
        (True, False, False), (False, True, False), (False, False, True)
    ]  # fmt: skip


def test_pages_that_are_pictures_are_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = f'<ofd:Res {OFD} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="7"><ofd:MediaFile>a.png</ofd:MediaFile>'
    kept += "</ofd:MultiMedia></ofd:MultiMedias></ofd:Res>"
    common = f"{SIZE}<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
    parts = {"Doc_0/DocumentRes.xml": kept, "Doc_0/Res/a.png": b"picture"}
    monkeypatch.setattr(ocr, "is_installed", lambda: True)

    def recognised(data: bytes, left: float, bottom: float, width: float) -> list[Line]:
        assert data == b"picture" and (round(left), round(bottom), round(width)) == (0, 0, 595)
        return [Line("清淤河道", 120, 180, 700, 15)]

    monkeypatch.setattr(ocr, "read_picture", recognised)
    raw = document.read(package([page(words("青穗县节水方案，清淤河道20公里。")), page(IMAGE)], common, parts))
    assert raw.text == "青穗县节水方案，清淤河道20公里。\n清淤河道\n" and len(raw.pages) == 2
