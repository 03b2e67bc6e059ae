"""Sheets of tasks go out, are mended in Excel, and come back whole as decisions, or not at all."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from policygraph.graph.decisions import entered
from policygraph.graph.decisions.decision import Decision
from policygraph.graph.decisions.decision_file import from_yaml, to_yaml
from policygraph.graph.decisions.decisions import all_decisions
from policygraph.graph.decisions.subjects import Subject, subjects
from policygraph.graph.ledgers.lines import lines
from policygraph.graph.loading import entries
from policygraph.graph.loading.load import find_document, remove
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.model.errors import PolicyGraphError
from policygraph.services import deciding
from policygraph.services.ingestion import add_document
from policygraph.services.ledgers import correcting
from policygraph.services.ledgers.correcting import (
    LAYOUT,
    Corrected,
    Sheet,
    chosen,
    read_sheet,
    take_in,
    to_xlsx,
    unsure,
)
from policygraph.services.ledgers.sheet import HEAD, WHO
from policygraph.services.settle import settle
from tests.texts import PLAN

FARM, MONEY, WORKS = "青穗县农业农村局", "青穗县财政局", "青穗县工信局"
Cells = dict[tuple[int, str], Any]  # row of a task from 0 and field


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "graph.kgl", write=True) as opened:
        put(opened, PLAN)
        yield opened


def put(store: Store, text: str) -> None:
    add_document(store, text.encode(), "方案.txt", "/方案.txt")
    settle(store)


def tasks(store: Store) -> list[Subject]:
    return subjects(store.read, [line.id for line in lines(store.read)])


def sent(store: Store) -> bytes:
    return to_xlsx(Sheet("青穗县", date(2031, 5, 1), tasks(store)))


def filled(data: bytes, cells: Cells, change: Callable[[Any], None] = lambda sheet: None) -> bytes:
    book = load_workbook(io.BytesIO(data))
    for (row, name), value in cells.items():
        book[LAYOUT.sheet].cell(HEAD + 1 + row, LAYOUT.column(name)).value = value
    change(book[LAYOUT.sheet])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def returned(store: Store, data: bytes) -> Corrected:
    return read_sheet(store.read, data, "更正.xlsx", by="王五")


def stands(store: Store) -> dict[str, tuple[str, ...]]:
    return {each.number or "": tuple(map(each.says, ("title", "LEADS", "SUPPORTS", "due_on"))) for each in tasks(store)}


def test_what_was_changed_is_shown_and_taken_in_once(store: Store) -> None:
    cells: Cells = {
        (0, "title"): "修剪老茶园", (0, "LEADS"): "县工信局", (0, "SUPPORTS"): "县农业农村局，县财政局",
        (1, "due_on"): datetime(2031, 9, 30),
    }  # fmt: skip

    def named(sheet: Any) -> None:
        sheet[WHO] = "张三"

    data = filled(sent(store), cells, named)
    found = returned(store, data)
    assert [(each.cell, correcting.in_words(each)) for each in found.new] == [
        ("表“更正表”D4", "1.修剪茶园　标题：修剪茶园 → 修剪老茶园"),
        ("表“更正表”E4", f"1.修剪茶园　牵头单位：{FARM} → {WORKS}"),
        ("表“更正表”F4", f"1.修剪茶园　配合单位：{MONEY} → {FARM}、{MONEY}"),
        ("表“更正表”G5", "2.检修设备　时限：（无） → 2031-09-30"),
    ]
    assert found.in_words == "3 项任务，改了 2 项、4 处" and not found.conflicts
    assert all_decisions(store.read) == []  # looked at, nothing more
    take_in(store, chosen(found, conflicts=False))
    assert stands(store) == {
        "1": ("修剪老茶园", WORKS, f"{FARM}、{MONEY}", "2031-03-31"),
        "2": ("检修设备", WORKS, "", "2031-09-30"),
        "3": ("培训茶工", "青穗县人社局", "", ""),
    }
    [first] = [each for each in all_decisions(store.read) if each.of == "title"]
    assert (first.by, first.source, first.note) == ("王五", "更正.xlsx 表“更正表”D4", "填表人：张三")
    again = returned(store, data)
    assert (again.new, again.in_words) == ([], "3 项任务，改了 0 项、0 处，4 处图里已经是这样")


def test_nothing_changed_is_nothing(store: Store) -> None:
    assert returned(store, sent(store)).changes == []


@pytest.mark.parametrize(
    ("field", "value", "after"),
    [
        ("title", " 修剪\n老茶园 ", "修剪 老茶园"),
        ("due_on", "2031年10月31日", "2031-10-31"), ("due_on", "2031年10月底前", "2031-10-31"),
        ("due_on", "2031/10/31", "2031-10-31"), ("due_on", None, ""),
        ("LEADS", "县工信局\n县人社局", f"{WORKS}、青穗县人社局"), ("LEADS", FARM.removeprefix("青穗县"), None),
        ("LEADS", "县人力资源和社会保障局", "青穗县人社局"),  # known by what it does
        ("LEADS", "无", ""), ("SUPPORTS", None, ""), ("SUPPORTS", "无", ""),
        ("SUPPORTS", "县财政局；县气象局（新增）", f"{MONEY}、青穗县气象局"), ("SUPPORTS", "县工信局（新）", WORKS),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_it_is_meant(store: Store, field: str, value: Any, after: str | None) -> None:
    found = returned(store, filled(sent(store), {(0, field): value})).new
    assert [each.after for each in found] == ([] if after is None else [after])


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({(0, "title"): None}, "D4 的任务标题空了"),
        ({(0, "title"): "12.5"}, "D4 的“12.5”不对：标题里应有文字"),
        ({(0, "title"): "长" * 301}, "标题有 301 字，最多 300 字"),
        ({(0, "title"): "=1/0"}, "D4 是没有算出结果的公式"),
        ({(0, "LEADS"): None}, "E4 的牵头单位空了；确实没有牵头单位，请写“无”"),
        ({(0, "LEADS"): "县工信"}, f"图里没有“县工信”这个单位；相近的有 {WORKS}"),
        ({(0, "SUPPORTS"): "县气象局"}, "确实是新单位，请写成“县气象局（新）”"),
        ({(0, "SUPPORTS"): "7（新）"}, "“7”不像单位的名称"),
        ({(0, "SUPPORTS"): "县财政局、青穗县财政局"}, "“青穗县财政局”写了两次"),
        ({(0, "SUPPORTS"): "县财政局、县农业农村局"}, f"F4 的“{FARM}”也写在牵头单位里"),
        ({(0, "due_on"): "年底"}, "G4 的“年底”不对：完成时限请写成 2030-06-30 这样；没有时限请清空"),
        ({(0, "due_on"): datetime(1205, 2, 2)}, "请看年份有没有写错"),
        ({(1, "due_on"): 45000}, "G5 的“45000”不对"),
        ({(0, "id"): "0123456789abcdef"}, "I4 的任务编号改过"),
        ({(0, "was_title"): "别的"}, "I4 的任务编号改过"),
        ({(0, "id"): None}, "I4 没有任务编号"),
    ],
)
def test_what_cannot_be_is_named_by_its_cell(store: Store, cells: Cells, said: str) -> None:
    good: Cells = {(2, "title"): "培训采茶工"}
    with pytest.raises(PolicyGraphError, match="整份没有收下") as found:
        returned(store, filled(sent(store), {**good, **cells}))
    assert str(found.value).startswith("更正.xlsx：表“更正表”") and said in str(found.value)


def test_a_row_that_stands_twice_is_refused(store: Store) -> None:
    def copied(sheet: Any) -> None:
        for column in range(1, len(LAYOUT.fields) + 1):
            sheet.cell(5, column).value = sheet.cell(4, column).value

    with pytest.raises(PolicyGraphError, match="I5 的任务编号与 表“更正表”I4 重复"):
        returned(store, filled(sent(store), {}, copied))


def test_a_form_of_progress_is_none(store: Store) -> None:
    from policygraph.graph.ledgers.standing import rules_of
    from policygraph.services.ledgers.form import Form
    from policygraph.services.ledgers.form import to_xlsx as form

    data = form(Form(FARM, date(2031, 5, 1), lines(store.read)), rules_of())
    with pytest.raises(PolicyGraphError, match="是填报表，不是更正表"):
        returned(store, data)


def test_what_was_changed_meanwhile_is_asked(store: Store) -> None:
    mine = filled(sent(store), {(0, "title"): "修剪老茶园", (1, "title"): "检修机器"})
    take_in(store, returned(store, filled(sent(store), {(0, "title"): "整修茶园", (2, "title"): "培训"})).new)
    found = returned(store, mine)  # of what nobody changed here, what others did stays
    assert list(unsure([found])) == [
        "更正.xlsx 表“更正表”D4 “整修茶园”的标题：导出以后，图里改成了“整修茶园”"
    ]  # fmt: skip
    take_in(store, chosen(found, conflicts=False))
    assert [said[0] for said in stands(store).values()] == ["整修茶园", "检修机器", "培训"]
    take_in(store, chosen(returned(store, mine), conflicts=True))
    assert stands(store)["1"][0] == "修剪老茶园"


def test_a_sheet_of_an_older_text_corrects_the_tasks_of_the_new_one(store: Store) -> None:
    """The plan came again as another text: its tasks have other ids, and what that says by now is compared."""
    data = filled(sent(store), {(0, "LEADS"): WORKS})
    before = {each.id for each in tasks(store) if each.title == "修剪茶园"}
    remove(store, find_document(store, "/方案.txt"))
    put(store, PLAN.replace("三月底前", "于4月底前"))
    assert not {each.id for each in tasks(store)} & before
    found = returned(store, data)
    assert [(each.subject.title, each.after, each.since) for each in found.new] == [("修剪茶园", WORKS, None)]
    take_in(store, chosen(found, conflicts=False))
    [task] = [each for each in tasks(store) if each.title == "修剪茶园"]
    assert [each.name for each in task.leads] == [WORKS]


def test_a_task_that_has_gone_is_said(store: Store) -> None:
    data = filled(sent(store), {(0, "title"): "修剪老茶园"})
    found = returned(store, data)
    remove(store, find_document(store, "/方案.txt"))
    with pytest.raises(PolicyGraphError, match="任务“修剪茶园”图里已经没有"):
        returned(store, data)
    with pytest.raises(PolicyGraphError, match="任务“修剪茶园”图里已经没有"):
        take_in(store, found.new)


@pytest.fixture
def corrections(store: Store) -> list[Decision]:
    cells: Cells = {(0, "title"): "修剪老茶园", (0, "SUPPORTS"): "县气象局（新）", (1, "due_on"): date(2031, 9, 30)}
    return take_in(store, returned(store, filled(sent(store), cells)).new)


def test_documents_and_the_plain_file_give_the_same(store: Store, corrections: list[Decision], tmp_path: Path) -> None:
    plain = entries.read(entries.file_of(store.place))
    assert entered.latest(plain, Path("x")) == {each.id: each for each in corrections}
    for kept in (to_yaml(corrections).encode(), entries.file_of(store.place).read_bytes()):
        with open_store(tmp_path / "other" / "graph.kgl", write=True) as other:
            deciding.take_in(other, from_yaml(kept, "判断"))  # before its document is there
            put(other, PLAN)
            assert stands(other) == stands(store)
            remove(other, find_document(other, "/方案.txt"))


@pytest.mark.parametrize(("text", "absent"), [(PLAN, 0), (PLAN.replace("2000亩", "2500亩"), 0), ("", 3)])
def test_what_is_of_no_task_here_is_said(corrections: list[Decision], tmp_path: Path, text: str, absent: int) -> None:
    with open_store(tmp_path / "other" / "graph.kgl", write=True) as other:
        if text:
            put(other, text)
        taken = deciding.take_in(other, corrections)
        assert (len(taken.new), len(taken.absent)) == (3, absent)


@pytest.mark.parametrize(
    ("old", "new"),
    [("of: due_on", "of: number"), ("'2031-09-30'", "'2031-9-30'"), ("second_label: Document", "second_label: Policy"),
     ("  after: 修剪老茶园\n", ""), ('"kind": "unit"', '"claims": "x"'), ("first_label: Task", "first_label: Village")],
)  # fmt: skip
def test_a_file_that_is_wrong_is_refused(corrections: list[Decision], old: str, new: str) -> None:
    text = to_yaml(corrections)
    assert from_yaml(text.encode(), "f") == corrections and old in text
    with pytest.raises(PolicyGraphError, match=r"合不到一起|to_claim 不是"):
        from_yaml(text.replace(old, new).encode(), "f")
