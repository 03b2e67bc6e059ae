"""Tables for spreadsheets: what is in them, and that no cell is a formula, whoever wrote it."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from policygraph.graph.asking import catalog
from policygraph.graph.asking.catalog import Column
from policygraph.graph.stores.store import Row
from policygraph.graph.transfer import tables
from policygraph.graph.transfer.tables import Table
from policygraph.model.errors import PolicyGraphError

CALC = "=cmd|' /C calc'!A0"
# text, and what a cell of a CSV has for it
CELLS: list[tuple[Any, Any]] = [
    (CALC, f"'{CALC}"), ("+1+1", "'+1+1"), ("-1+1", "'-1+1"), ("@SUM(1)", "'@SUM(1)"), ("\t=1", "'\t=1"),
    ("\r=1", "'\r=1"), ("＝1+1", "'＝1+1"), ("＋1", "'＋1"), ("－1", "'－1"), ("＠SUM(1)", "'＠SUM(1)"),
    ("  =1", "'  =1"), ("\u3000=1", "'\u3000=1"), ("\ufeff=1", "'\ufeff=1"), ("\x00=1", "'=1"),
    ("-甲", "'-甲"), ("-", "'-"),
    ("甲=乙", "甲=乙"), ("—— 其他", "—— 其他"), ("1-2", "1-2"), ("", ""), (None, ""),
    ("-3.5", "-3.5"), ("+12%", "+12%"), ("-1,200", "-1,200"), ("-1,20", "'-1,20"), ("-1e5", "-1e5"),
    (-3.5, "-3.5"), (7, "7"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "cell"), CELLS)
def test_a_cell_is_no_formula(value: Any, cell: str) -> None:
    [[heading], [written]] = csv.reader(io.StringIO(tables.to_csv(Table([CALC], [[value]])).decode("utf-8-sig")))
    assert (heading, written) == (f"'{CALC}", cell)
    book = openpyxl.load_workbook(io.BytesIO(tables.to_xlsx(Table(["甲"], [[value]]))))
    found = book.active["A2"]
    assert found.data_type != "f"
    if isinstance(value, str):
        assert (found.value or "") == value.replace("\x00", "")
        assert found.quotePrefix or cell == value


def test_words_instead_of_codes_and_nothing_for_programs() -> None:
    columns = [Column("level", "层级", of="Policy.level"), Column("id", "编号", hidden=True), Column("on", "日期"),
               Column("n", "数"), Column("who", "单位"), Column("sure", "确定")]  # fmt: skip
    row: Row = {"level": "county", "id": "x", "on": date(2025, 1, 2), "n": 3, "who": ["甲", "乙"], "sure": True}
    assert tables.of_rows([row], columns) == (
        ["层级", "日期", "数", "单位", "确定"], [["县级", "2025-01-02", 3, "甲、乙", "是"]]
    )  # fmt: skip


def test_the_form_is_the_file_s_name(tmp_path: Path) -> None:
    table = tables.of_rows([{"title": "甲"}], catalog.find_query("policies").columns)
    for name in ("表.csv", "表.XLSX"):
        tables.write_table(table, tmp_path / name)
        assert (tmp_path / name).stat().st_size
    for name in ("表.docx", "表"):
        with pytest.raises(PolicyGraphError, match=r"要以 \.csv 或 \.xlsx 结尾"):
            tables.write_table(table, tmp_path / name)


def test_what_a_cell_of_xlsx_cannot_hold_is_cut_and_shows_it() -> None:
    book = openpyxl.load_workbook(io.BytesIO(tables.to_xlsx(Table(["甲"], [["长" * 40_000]]))))
    value = book.active["A2"].value
    assert len(value) == 32_767 and value.endswith("…")
