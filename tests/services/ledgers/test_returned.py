"""Forms go out to bureaus and come back: what was filled in is taken in, what cannot be so is named by its cell."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from policygraph.graph.decisions.subjects import subjects
from policygraph.graph.ledgers.lines import lines
from policygraph.graph.ledgers.reports import all_reports, report
from policygraph.graph.ledgers.standing import Line, rules_of
from policygraph.graph.loading.load import find_document, remove
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.model.errors import PolicyGraphError
from policygraph.services.ingestion import add_document
from policygraph.services.ledgers import correcting, entering, refusing
from policygraph.services.ledgers.form import LAYOUT, Form, to_xlsx
from policygraph.services.ledgers.returned import Returned, chosen, read_form, unsure
from policygraph.services.ledgers.sheet import HEAD, WHO
from policygraph.services.settle import settle
from tests.texts import PLAN as TEXT

TODAY = date(2031, 5, 1)
BUREAU = "青穗县农业农村局"
PLAN = TEXT.replace("牵头单位：县人社局", "牵头单位：县农业农村局").replace("县工信局", "县农业农村局")
SHEET = LAYOUT.sheet
Cells = dict[tuple[int, str], Any]  # row of a task from 0 and field


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "graph.kgl", write=True) as opened:
        add_document(opened, PLAN.encode(), "方案.txt", "/方案.txt")
        settle(opened)
        yield opened


def tasks(store: Store) -> list[Line]:
    return lines(store.read, department=BUREAU)


def sent(store: Store, department: str = BUREAU) -> bytes:
    return to_xlsx(Form(department, TODAY, tasks(store)), rules_of())


def filled(form: bytes, cells: Cells, who: str | None = None) -> bytes:
    book = load_workbook(io.BytesIO(form))
    for (row, name), value in cells.items():
        book[SHEET].cell(HEAD + 1 + row, LAYOUT.column(name)).value = value
    book[SHEET][WHO] = who
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def returned(store: Store, data: bytes) -> Returned:
    return read_form(store.read, data, "水利.xlsx", by=None, today=TODAY)


def test_what_was_filled_in_is_taken_in_once(store: Store) -> None:
    cells: Cells = {(0, "state"): "正常", (0, "share"): 0.6, (1, "text"): "机器已检修", (1, "state"): "办结"}
    data = filled(sent(store), cells, "张三")
    form = returned(store, data)
    assert (form.department, len(form.new), form.left_blank, form.conflicts) == (BUREAU, 2, 1, [])
    entering.enter(store, chosen(form, conflicts=False))
    held = [(each.title, each.state, each.share, each.text, each.by) for each in all_reports(store.read).values()]
    assert held == [
        ("修剪茶园", "on-track", 0.6, "", f"{BUREAU}（张三）"),
        ("检修设备", "done", None, "机器已检修", f"{BUREAU}（张三）"),
    ]
    again = returned(store, data)
    assert (again.new, len(again.changes)) == ([], 2)  # the same file a second time


def test_a_form_says_how_its_tasks_stand_and_what_hinders_them(store: Store) -> None:
    first, second = tasks(store)[:2]
    said = report(store.read, first.id, by="乙", as_of=TODAY, today=TODAY, share=0.3, problem="缺苗木")
    entering.enter(store, [said])
    sheet = load_workbook(io.BytesIO(sent(store)))[SHEET]
    stands = {
        sheet.cell(row, LAYOUT.column("id")).value: sheet.cell(row, LAYOUT.column("stands")).value for row in (4, 5)
    }
    assert stands == {first.id: "逾期\n问题：缺苗木", second.id: "未开始"}


def test_only_what_may_be_filled_in_is_open(store: Store) -> None:
    sheet = load_workbook(io.BytesIO(sent(store)))[SHEET]
    open_ = {
        name
        for name, column in ((each.name, LAYOUT.column(each.name)) for each in LAYOUT.fields)
        if not sheet.cell(HEAD + 1, column).protection.locked
    }
    assert sheet.protection.sheet and open_ == {"state", "share", "as_of", "text", "problem"}
    assert [rule.type for rule in sheet.data_validations.dataValidation] == ["list", "decimal", "date"]
    assert sheet.print_title_rows == "$3:$3" and sheet["C4"].value.startswith("1.修剪茶园\n")


@pytest.mark.parametrize(
    ("field", "value", "held"),
    [
        ("share", 0.6, 0.6), ("share", "60%", 0.6), ("share", "60％", 0.6), ("share", "60", 0.6), ("share", "0.6", 0.6),
        ("share", 1, 1.0), ("share", 60, 0.6), ("share", "60 %", 0.6), ("share", "1.4%", 0.014),
        ("as_of", datetime(2031, 4, 30), "2031-04-30"), ("as_of", "2031年4月30日", "2031-04-30"),
        ("as_of", "2031/4/30", "2031-04-30"), ("as_of", "2031.4.30", "2031-04-30"),
    ],
)  # fmt: skip
def test_a_value_is_read_as_it_is_meant(store: Store, field: str, value: Any, held: Any) -> None:
    [change] = returned(store, filled(sent(store), {(0, "text"): "已修剪", (0, field): value})).changes
    assert getattr(change.report, field) == held


@pytest.mark.parametrize(("number", "share"), [(60, 0.6), (0.6, 0.6), (100, 1.0)])
def test_a_number_pasted_over_the_format_is_read_as_it_is_seen(store: Store, number: float, share: float) -> None:
    book = load_workbook(io.BytesIO(filled(sent(store), {(0, "text"): "已修剪", (0, "share"): number})))
    book[SHEET].cell(HEAD + 1, LAYOUT.column("share")).number_format = "General"
    out = io.BytesIO()
    book.save(out)
    assert returned(store, out.getvalue()).changes[0].report.share == share


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({(0, "share"): 1.4}, "表“填报表”K4 的“1.4”不对：140% 超过了 100%；超额完成的填 100%"),
        ({(0, "share"): "1.4"}, "K4 的“1.4”不对：请写明是 1.4% 还是 140%；超额完成的填 100%"),
        ({(0, "share"): "140%"}, "K4 的“140%”不对：140% 超过了 100%"),
        ({(0, "share"): "140"}, "K4 的“140”不对：140% 超过了 100%"),
        ({(0, "share"): -0.1}, "K4 的“-0.1”不对：完成比例请填 0% 到 100%"),
        ({(0, "share"): "一半"}, "K4 的“一半”不对"),
        ({(0, "share"): "1"}, "K4 的“1”不对：请写明是 1% 还是 100%"),
        ({(0, "share"): "=1/0"}, "K4 是没有算出结果的公式"),
        ({(0, "state"): "快了"}, "J4 的“快了”不对：状态可以是"),
        ({(0, "text"): "好", (0, "as_of"): "月底"}, "L4 的“月底”不对：截至日期请写成"),
        ({(0, "text"): "好", (0, "as_of"): datetime(2031, 5, 2)}, "截至日期 2031-05-02 还没有到"),
        ({(0, "text"): "好", (0, "as_of"): "1205-02-02"}, "L4 一行“修剪茶园”：截至日期 1205-02-02 太早"),
        ({(0, "state"): "办结", (0, "share"): 0.5}, "K4 一行“修剪茶园”：状态是办结，完成比例却是 50%"),
        ({(0, "id"): "0123456789abcdef"}, "O4 的任务编号改过"),
        ({(0, "id"): None, (0, "text"): "好"}, "O4 没有任务编号"),
    ],
)
def test_what_cannot_be_is_named_by_its_cell(store: Store, cells: Cells, said: str) -> None:
    good: Cells = {(2, "state"): "正常"}
    with pytest.raises(PolicyGraphError, match="整份没有收下") as found:
        returned(store, filled(sent(store), {**good, **cells}))
    assert str(found.value).startswith("水利.xlsx：表“填报表”") and said in str(found.value)


def test_a_row_of_another_bureaus_form_is_refused(store: Store) -> None:
    mine, theirs = (load_workbook(io.BytesIO(sent(store, name))) for name in (BUREAU, "青穗县财政局"))
    for column in range(1, len(LAYOUT.fields) + 1):
        mine[SHEET].cell(5, column).value = theirs[SHEET].cell(5, column).value
    out = io.BytesIO()
    mine.save(out)
    with pytest.raises(PolicyGraphError, match="O5 的任务编号改过，或这一行是从别的表里粘来的"):
        returned(store, out.getvalue())


def test_words_of_a_task_beside_another_id_are_refused(store: Store) -> None:
    """As where the column was sorted alone."""
    book = load_workbook(io.BytesIO(sent(store)))
    page, column = book[SHEET], LAYOUT.column("task")
    words = [page.cell(row, column).value for row in (HEAD + 1, HEAD + 2)]
    for row, value in zip((HEAD + 2, HEAD + 1), words, strict=True):
        page.cell(row, column).value = value
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(PolicyGraphError, match=r"C4 的工作任务“2[.]检修设备”不是这一行的：这一列改过，或单独排过序"):
        returned(store, out.getvalue())
    assert page.protection.sort, "yellow cells alone cannot be sorted away from their rows"


@pytest.mark.parametrize("change", [str.strip, lambda words: words.replace("\n", " "), lambda words: words + " "])
def test_blanks_that_a_program_changed_are_none_of_its_words(store: Store, change: Callable[[str], str]) -> None:
    sheet = load_workbook(io.BytesIO(sent(store)))[SHEET]
    words = change(sheet.cell(HEAD + 1, LAYOUT.column("task")).value)
    assert returned(store, filled(sent(store), {(0, "task"): words, (0, "text"): "已修剪"})).changes


def test_a_form_that_went_out_before_comes_back(store: Store) -> None:
    sheet = load_workbook(io.BytesIO(sent(store)))[SHEET]
    checks = [sheet.cell(HEAD + 1 + row, LAYOUT.column("check")).value[:8] for row in range(len(tasks(store)))]
    cells: Cells = {(row, "check"): check for row, check in enumerate(checks)}
    assert returned(store, filled(sent(store), {**cells, (0, "text"): "已修剪"})).changes


def test_what_is_filled_in_where_nothing_is_to_be_is_said(store: Store) -> None:
    untouched = returned(store, filled(sent(store), {(0, "text"): "已修剪"}))
    assert untouched.ignored == []
    form = returned(store, filled(sent(store), {(0, "known"): 0.6, (1, "leads"): "县林业局", (1, "text"): "好"}))
    assert form.ignored == [
        "表“填报表”H4 的“已报比例”改成了“0.6”，没有收：要填的是黄色的格",
        "表“填报表”E5 的“牵头单位”改成了“县林业局”，没有收：要填的是黄色的格",
    ]
    assert [each.cell for each in form.changes] == ["表“填报表”M5"]


def test_cells_that_a_program_wrote_again_are_as_they_were(store: Store) -> None:
    entering.enter(store, [report(store.read, tasks(store)[0].id, by="乙", as_of=TODAY, today=TODAY, share=0.35)])
    cells: Cells = {(0, "known"): "0.35", (0, "known_on"): datetime(2031, 5, 1), (0, "leads"): f" {BUREAU}\n"}
    assert returned(store, filled(sent(store), {**cells, (0, "text"): "已修剪"})).ignored == []


def test_a_row_that_stands_twice_is_refused(store: Store) -> None:
    book = load_workbook(io.BytesIO(sent(store)))
    for column in range(1, len(LAYOUT.fields) + 1):
        book[SHEET].cell(5, column).value = book[SHEET].cell(4, column).value
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(PolicyGraphError, match="O5 的任务编号与 表“填报表”O4 重复"):
        returned(store, out.getvalue())


def test_what_was_told_meanwhile_is_asked(store: Store) -> None:
    data = filled(sent(store), {(0, "share"): 0.3, (1, "share"): 0.4})
    [task] = [each.id for each in tasks(store) if each.title == "修剪茶园"]
    entering.enter(store, [report(store.read, task, by="乙", as_of=TODAY, today=TODAY, share=0.5)])
    form = returned(store, data)
    [words] = unsure([form])
    assert words == (
        "水利.xlsx 表“填报表”K4 “修剪茶园”：导出以后，乙又有进展：截至 2031-05-01，完成 50%"
        "；比上次低：截至2031-05-01已报 50%，这次 30%"
    )
    assert [each.share for each in chosen(form, conflicts=False)] == [0.4]
    assert [each.share for each in chosen(form, conflicts=True)] == [0.3, 0.4]


def test_each_wrong_cell_of_a_row_is_named(store: Store) -> None:
    cells: Cells = {(0, "share"): "140%", (0, "state"): "差不多", (0, "as_of"): "13月40日"}
    with pytest.raises(PolicyGraphError) as said:
        returned(store, filled(sent(store), cells))
    assert [cell in str(said.value) for cell in ("J4", "K4", "L4")] == [True] * 3


def test_the_same_form_again_is_nothing_new(store: Store) -> None:
    """Whoever takes it in; and of a form that is given back with one more row, or another share, none of what it told
    itself is asked."""
    data = filled(sent(store), {(0, "share"): 0.3})
    entering.enter(store, chosen(returned(store, data), conflicts=False))
    again = read_form(store.read, data, "水利.xlsx", by="李四", today=TODAY)
    assert (again.new, again.conflicts, again.in_words) == ([], [], "填了 1 项，空着 2 项，1 项以前收过")
    more = returned(store, filled(data, {(0, "share"): 0.4, (1, "share"): 0.5}))
    assert ([each.report.share for each in more.new], more.conflicts) == ([0.4, 0.5], [])


def test_what_is_wrong_with_many_rows_is_said_once(store: Store) -> None:
    data = filled(sent(store), {(row, "id"): f"{row}{'a' * 15}" for row in range(3)})
    wrong = refusing.Wrong
    with pytest.raises(PolicyGraphError, match=r"O4 的任务编号改过.*O5 的任务编号改过.*O6 的任务编号改过"):
        returned(store, data)
    with pytest.raises(PolicyGraphError) as said:
        gone = [wrong(f"表“甲”O{n}", "的任务{of}没有了", f"“{n}”") for n in range(17)]
        refusing.refuse("甲.xlsx", [*gone, wrong("表“甲”K3", "不对")])
    assert str(said.value) == "甲.xlsx：表“甲”O0、O1、O2 等 17 处的任务没有了；表“甲”K3 不对。整份没有收下，请改好再交"


def test_a_plan_that_was_read_anew_has_its_forms(store: Store) -> None:
    data = filled(sent(store), {(0, "share"): 0.3, (2, "share"): 0.5})
    remove(store, find_document(store, "/方案.txt"))
    text = PLAN.replace("三月底前", "四月底前").replace("3.培训茶工。", "3.培训采茶工。")
    add_document(store, text.encode(), "方案.txt", "/方案.txt")
    settle(store)
    entering.enter(store, chosen(returned(store, data), conflicts=False))
    assert {line.title: [each.share for each in line.told] for line in tasks(store)} == {
        "修剪茶园": [0.3], "检修设备": [], "培训采茶工": [0.5],
    }  # fmt: skip


def test_a_task_that_has_gone_is_said(store: Store) -> None:
    data = filled(sent(store), {(0, "share"): 0.3})
    remove(store, find_document(store, "/方案.txt"))
    with pytest.raises(PolicyGraphError, match=r"O4 的任务“1\.修剪茶园”图里已经没有"):
        returned(store, data)


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"PK\x03\x04 cut short", "水利.xlsx：文件不完整或已损坏"), (b"", "水利.xlsx：")],
)
def test_what_is_no_form_is_said(store: Store, data: bytes, said: str) -> None:
    with pytest.raises(PolicyGraphError, match=said):
        returned(store, data)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda book: book.remove(book["policygraph"]), "不是由 policygraph ledger export 写出的填报表"),
        (lambda book: book["policygraph"].cell(1, 2, "policygraph-form-9"), "填报表的标记不对（policygraph-form-9）"),
        (lambda book: book[SHEET].insert_cols(2), "第 3 行的表头改过"),
    ],
)
def test_a_form_of_another_shape_is_said(store: Store, change: Any, said: str) -> None:
    book = load_workbook(io.BytesIO(sent(store)))
    change(book)
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(PolicyGraphError, match=said):
        returned(store, out.getvalue())


def test_a_form_is_no_document(store: Store) -> None:
    """A folder of what bureaus gave back is put in: it is said how to take the forms in, and no task comes of them."""
    before = [line.id for line in lines(store.read)]
    form = filled(sent(store), {(0, "share"): 0.3})
    corrections = correcting.to_xlsx(correcting.Sheet("青穗县", TODAY, subjects(store.read, before)))
    for data, kind, command in ((form, "填报表", "import"), (corrections, "更正表", "correct")):
        with pytest.raises(PolicyGraphError) as said:
            add_document(store, data, "水利.xlsx", "/水利.xlsx")
        assert f"这是填好要收回的{kind}，不是文件，没有读；请用 policygraph ledger {command} 收回" in str(said.value)
    assert [line.id for line in lines(store.read)] == before


def test_a_workbook_of_another_kind_is_said(store: Store) -> None:
    other = correcting.to_xlsx(correcting.Sheet("青穗县", TODAY, subjects(store.read, [tasks(store)[0].id])))
    with pytest.raises(PolicyGraphError, match="是更正表，不是填报表；请用 policygraph ledger correct 收回"):
        returned(store, other)
    with pytest.raises(PolicyGraphError, match="是填报表，不是更正表；请用 policygraph ledger import 收回"):
        correcting.read_sheet(store.read, sent(store), "表.xlsx", by="甲")


def test_titles_that_look_like_formulas_are_text(tmp_path: Path) -> None:
    with open_store(tmp_path / "graph.kgl", write=True) as store:
        text = PLAN.replace("1.修剪茶园", "1.=1+1")
        add_document(store, text.encode(), "方案.txt", "/方案.txt")
        settle(store)
        sheet = load_workbook(io.BytesIO(sent(store)))[SHEET]
        kinds = {cell.data_type for row in sheet.iter_rows(min_row=HEAD) for cell in row}
        assert "f" not in kinds


@pytest.mark.parametrize(
    ("before", "cells", "why"),
    [
        (0.8, {"share": 0.1}, "比上次低：截至2031-04-20已报 80%，这次 10%"),
        (1.0, {"share": 0.9}, "比上次低：截至2031-04-20已报 100%，这次 90%"),
        (0.8, {"share": 0.8}, None),
        (0.8, {"share": 0.9}, None),
        (0.8, {"state": "滞后"}, None),
        (0.8, {"share": 0.1, "as_of": "2031-04-10"}, None),  # of a day before that
    ],
)
def test_less_than_was_told_before_is_looked_at_first(
    store: Store, before: float, cells: dict[str, Any], why: str | None
) -> None:
    told = report(store.read, tasks(store)[0].id, by="乙", as_of=date(2031, 4, 20), today=TODAY, share=before)
    entering.enter(store, [told])
    form = returned(store, filled(sent(store), {(0, name): value for name, value in cells.items()}))
    assert [each.since for each in form.changes] == [why]
    assert len(chosen(form, conflicts=False)) == (why is None)
