"""A year's story: a plan, two ledgers of other forms, a bulletin in prose, what people entered, a form that came back.

The states at four dates stand in tests/cases/year/states.tsv, written by hand.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from policygraph.graph.ledgers.asked import asked
from policygraph.graph.ledgers.lines import lines
from policygraph.graph.ledgers.reports import report
from policygraph.graph.ledgers.standing import Line, rules_of, stand
from policygraph.graph.loading import entries
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.services.ingestion import add_document
from policygraph.services.ledgers import entering
from policygraph.services.ledgers.form import LAYOUT, Form, to_xlsx
from policygraph.services.ledgers.returned import chosen, read_form
from policygraph.services.ledgers.sheet import HEAD
from policygraph.services.settle import settle
from tests.paths import ROOT

CASES = ROOT / "tests" / "cases" / "year"
STATES = list(csv.DictReader((CASES / "states.tsv").read_text(encoding="utf-8").splitlines()[1:], delimiter="\t"))
DATES = [name for name in STATES[0] if name[0] == "2"]

MARCH = [
    ("改造农村公路40公里", "县交通运输局", "完成路基4公里", "10%", ""),
    ("供水管网25公里", "县水利局", "管沟开挖8公里", "30%", ""),
    ("户厕改造900座", "县农业农村局", "尚未启动", "", "摸底未完"),
    ("评选文明家庭100户", "县委宣传部", "推荐对象已审核", "60%", ""),
    ("公共充电桩60个", "县发改局", "完成选址", "20%", ""),
    ("乡村医生培训150人次", "县卫健局", "举办一期", "25%", ""),
    ("拆除废弃砖窑6座", "县工信局", "完成评估", "15%", "产权有争议"),
]
OTHER = ("县城雨污管网检测", "县住建局", "已检测6公里", "30%", "")
JUNE = [
    ("改造农村公路", "县交通运输局", "已完成28公里", "70%", "无"),
    ("铺设供水管网", "县水利局", "已完成13.8公里", "55%", "管材到货晚"),
    ("改造农村户厕", "县农业农村局", "已完成360座", "40%", "无"),
    ("评选文明家庭", "县委宣传部", "全部完成", "100%", "无"),
    ("建设充电设施", "县发改局", "已建成27个", "45%", "无"),
    ("培训乡村医生", "县卫健局", "已培训90人次", "60%", "无"),
    ("拆除废弃砖窑", "县工信局", "因产权纠纷暂停拆除", "", "产权纠纷"),
]


def march() -> bytes:
    """A workbook with columns called otherwise, and cells merged in its title, its headings of two rows, and where
    several tasks are of one field; its last row is no task of the plan's."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["青穗县2031年乡村建设重点任务工作台账（截至2031年3月31日）"])
    sheet.append(["序号", "板块", "重点工作", "责任单位", "推进情况", None, "困难和问题"])
    sheet.append([None, None, None, None, "目前进展", "完成率"])
    for number, row in enumerate([*MARCH, OTHER], start=1):
        sheet.append([number, "基础设施" if number == 1 else None, *row])
    for cells in ("A1:G1", "E2:F2", *(f"{column}2:{column}3" for column in "ABCDG"), "B4:B6", "B7:B11"):
        sheet.merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def june() -> bytes:
    made = Document()
    made.add_paragraph("青穗县2031年乡村建设重点任务进展情况表")
    made.add_paragraph("（截至2031年6月30日）")
    table = made.add_table(rows=1, cols=6)
    for cell, words in zip(
        table.rows[0].cells, ["序号", "任务", "牵头单位", "目前进展", "完成比例", "存在问题"], strict=True
    ):
        cell.text = words
    for number, row in enumerate(JUNE, start=1):
        for cell, words in zip(table.add_row().cells, [str(number), *row], strict=True):
            cell.text = words
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


FILES = {
    "方案.txt": (CASES / "方案.txt").read_bytes(),
    "三月台账.xlsx": march(),
    "六月进展.docx": june(),
    "九月通报.txt": (CASES / "九月通报.txt").read_bytes(),
}


def read_all(store: Store, names: list[str]) -> None:
    for name in names:
        add_document(store, FILES[name], name, f"/{name}")
    settle(store)


def tasks(store: Store) -> dict[str, Line]:
    return {line.number: line for line in lines(store.read, place="青穗县") if line.number}


def enter(store: Store, number: str, by: str, day: str, **said: Any) -> None:
    on = date.fromisoformat(day)
    made = report(store.read, tasks(store)[number].id, by=by, as_of=on, today=on, **said)
    entering.enter(store, [made])


def live(store: Store) -> None:
    """What people do in the year after the documents were read."""
    bureau = "青穗县卫健局"
    sent = to_xlsx(Form(bureau, date(2031, 10, 1), [tasks(store)["6"]]), rules_of())
    enter(store, "6", "甲", "2031-10-06", share=0.9)
    book = load_workbook(io.BytesIO(sent))
    for name, value in {"state": "办结", "as_of": "2031-10-07", "text": "培训全部结束"}.items():
        book[LAYOUT.sheet].cell(HEAD + 1, LAYOUT.column(name)).value = value
    out = io.BytesIO()
    book.save(out)
    form = read_form(store.read, out.getvalue(), "卫健局.xlsx", by=None, today=date(2031, 10, 8))
    assert [each.line.number for each in form.conflicts] == ["6"]  # 甲 told something since it went out
    entering.enter(store, chosen(form, conflicts=True))
    enter(store, "5", "甲", "2031-10-08", share=0.7)
    enter(store, "4", "乙", "2031-10-09", confirmed=True)
    enter(store, "1", "甲", "2031-10-30", state="done", text="全线通车")
    enter(store, "6", "乙", "2031-11-01", confirmed=True)
    enter(store, "2", "甲", "2031-12-20", share=1.0)
    enter(store, "5", "乙", "2031-12-25", share=1.0)
    enter(store, "3", "甲", "2031-12-31", share=0.95, problem="雨季停工")


def states(store: Store) -> dict[str, list[str]]:
    return {
        number: [stand(line, date.fromisoformat(day)).state for day in DATES]
        for number, line in sorted(tasks(store).items())
    }


EXPECTED = {row["number"]: [row[day] for day in DATES] for row in STATES}


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with open_store(place, write=True) as opened:
        entries.file_of(opened.place).unlink(missing_ok=True)
        yield opened


def test_the_year_stands_as_written_by_hand(store: Store, tmp_path: Path) -> None:
    read_all(store, list(FILES))
    assert len(lines(store.read, place="青穗县")) == len(STATES)  # ledgers and bulletin give no tasks of their own
    assert [(each.row, each.matched) for each in asked(store.read)] == [(OTHER[0], False)]  # what is none is listed
    live(store)
    assert states(store) == EXPECTED
    content = entries.file_of(store.place).read_bytes()
    with open_store(tmp_path / "again.kgl", write=True) as again:
        read_all(again, list(reversed(FILES)))
        entering.take_in_file(again, content, "填报.jsonl")
        assert states(again) == EXPECTED
