"""Files in a .docx (`altChunk`): read in their place, or noted with why they were not."""

from __future__ import annotations

import pytest

from policygraph.ingest.formats import limits
from policygraph.ingest.formats.office import docx
from policygraph.ingest.formats.reader import read_bytes
from tests import render
from tests.hostile_packages import bomb_docx
from tests.ingest.formats.test_word import made, p

TASKS = [["重点任务", "牵头单位"], ["清淤疏浚", "区水利局"], ["新建护岸", "区住建局"]]
TABLE = "".join("\t".join(row) + "\n" for row in TASKS)
LINES = "".join(f"<tr><td>{task}</td><td>{unit}</td></tr>" for task, unit in TASKS)
HTML = f"<html><body><p>任务分工</p><table>{LINES}</table></body></html>"
WORDS = "任务分工\n"
CHUNK = '<w:altChunk r:id="{}"/>'
# the name of the file, its bytes
READ = {
    "a.docx": render.to_docx("任务分工", [TASKS]),
    "b.html": HTML.encode(),
    "c.mht": b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
    b"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + HTML.encode() + b"\n--x--\n",
    "d.xlsx": render.to_xlsx("任务分工", TASKS),
}


@pytest.mark.parametrize("name", READ)
def test_a_file_in_the_file_is_read_in_its_place(name: str) -> None:
    raw = docx.read(made(p("清淤") + CHUNK.format(name) + p("护岸"), {name: READ[name]}))
    assert raw.text == f"清淤\n{WORDS}{TABLE}护岸\n" and not raw.unreadable
    (only,) = raw.tables
    assert raw.text[only.start : only.end] == TABLE.rstrip("\n")
    assert [raw.text[c.start : c.end] for c in only.cells] == [words for row in TASKS for words in row]


def shown(relation: str, program: str, aspect: str = "Content") -> str:
    office = 'xmlns:o="urn:schemas-microsoft-com:office:office"'
    inside = f'<o:OLEObject {office} ProgID="{program}" DrawAspect="{aspect}" r:id="{relation}"/>'
    return p(f"<w:r><w:t>分工见下表：</w:t><w:object>{inside}</w:object></w:r>")


def test_a_sheet_that_the_page_shows_is_read_in_its_place() -> None:
    raw = docx.read(made(shown("d.xlsx", "Excel.Sheet.12") + p("护岸"), {"d.xlsx": READ["d.xlsx"]}))
    assert raw.text == f"分工见下表：\n{WORDS}{TABLE}护岸\n" and len(raw.tables) == 1 and not raw.unreadable


# the program, how the page shows it, whether it is said that something was not read
OTHERS = [("Excel.Sheet.12", "Icon", True), ("Package", "Icon", True), ("Equation.3", "Content", False)]


@pytest.mark.parametrize(("program", "aspect", "said"), OTHERS)
def test_icons_are_noted_and_pictures_are_none(program: str, aspect: str, said: bool) -> None:
    raw = docx.read(made(shown("d.xlsx", program, aspect), {"d.xlsx": READ["d.xlsx"]}))
    assert raw.text == "分工见下表：\n" and bool(raw.unreadable) == said


def test_in_a_cell_it_is_words() -> None:
    cells = "".join(f"<w:tc>{p('附件')}{inside}</w:tc>" for inside in ("", CHUNK.format("b.txt")))
    raw = docx.read(made(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>", {"b.txt": "任务分工".encode()}))
    assert raw.text == "附件\t附件 任务分工\n"


def test_what_it_could_not_read_is_handed_on() -> None:
    inner = made(p("任务分工") + CHUNK.format("none"))
    raw = docx.read(made(p("清淤") + CHUNK.format("a.docx"), {"a.docx": inner}))
    assert raw.text == "清淤\n任务分工\n" and "又在另一份" in raw.unreadable[0].why


def test_only_so_many_are_read() -> None:
    raw = docx.read(made(CHUNK.format("b.txt") * (limits.EMBEDDED + 1), {"b.txt": b"a"}))
    assert raw.text == "a\n" * limits.EMBEDDED and "超过" in raw.unreadable[0].why


# the relation that is asked for, the file called a, what is said
NOTED = [
    ("none", b"", "缺少这一部分"),
    ("a", b"\0\1\2\3" * 99, "还不支持"),
    ("a", bomb_docx(), "炸弹"),
    ("a", b"PK\3\4" + bytes(99), "不完整或已损坏"),
]  # fmt: skip


@pytest.mark.parametrize(("relation", "data", "why"), NOTED)
def test_one_that_cannot_be_read_is_noted(relation: str, data: bytes, why: str) -> None:
    raw = read_bytes(made(p("清淤") + CHUNK.format(relation) + p("护岸"), {"a": data}), "方案.docx")
    assert raw.text == "清淤\n护岸\n" and why in raw.unreadable[0].why
