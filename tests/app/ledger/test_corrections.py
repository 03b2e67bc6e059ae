"""Corrections on the page 台账 without a browser: what comes back is looked at, taken in, and taken back."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from policygraph.app.matrix import grid, sentences
from policygraph.app.parts import who
from policygraph.app.parts.downloads import XLSX
from policygraph.app.trace.choice import SHOW
from policygraph.graph.decisions.decisions import all_decisions
from policygraph.graph.decisions.subjects import subjects
from policygraph.graph.ledgers.lines import lines
from policygraph.graph.stores.opening import open_store
from policygraph.graph.transfer.matrix import matrix
from policygraph.services.ingestion import add_document
from policygraph.services.ledgers.correcting import LAYOUT, Sheet, read_sheet, take_in, to_xlsx
from policygraph.services.ledgers.sheet import HEAD
from policygraph.services.settle import settle
from tests.pages import boxes_open, place, read, run
from tests.roles import as_role
from tests.texts import PLAN

__all__ = ["boxes_open", "place"]  # fixtures
pytestmark = pytest.mark.usefixtures("boxes_open")


@pytest.fixture
def graph(place: Path) -> Path:
    with open_store(place, write=True) as store:
        add_document(store, PLAN.encode(), "方案.txt", "/方案.txt")
        settle(store)
    return place


def mended(graph: Path, **cells: object) -> bytes:
    """A sheet of all tasks, with cells of the first changed."""
    with open_store(graph) as store:
        data = to_xlsx(Sheet("青穗县", date.today(), subjects(store.read, [line.id for line in lines(store.read)])))
    book = load_workbook(io.BytesIO(data))
    for name, value in cells.items():
        book[LAYOUT.sheet].cell(HEAD + 1, LAYOUT.column(name)).value = value  # type: ignore[assignment]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def given_back(data: bytes) -> AppTest:
    app = run("ledger")
    app.session_state[who.BY] = "王五"
    app.run()
    return app.file_uploader[0].upload("更正.xlsx", data, XLSX).run()


def titles(graph: Path) -> list[str]:
    with open_store(graph) as store:
        return [line.title for line in lines(store.read)]


def test_what_comes_back_is_looked_at_taken_in_and_taken_back(graph: Path) -> None:
    app = given_back(mended(graph, title="修剪老茶园", LEADS="县工信局"))
    assert not app.exception and not app.error
    rows = app.dataframe[-1].value
    assert rows["改前"].tolist() == ["修剪茶园", "青穗县农业农村局"]
    assert rows["改后"].tolist() == ["修剪老茶园", "青穗县工信局"] and "修剪茶园" in titles(graph)
    app.button(key="corrections-take").click().run()
    assert not app.exception and "已记下 2 处更正" in [read(each.value) for each in app.success]
    assert "修剪老茶园" in titles(graph)
    with open_store(graph) as store:
        assert {(each.by, each.source) for each in all_decisions(store.read)} == {
            ("王五", "更正.xlsx 表“更正表”D4"), ("王五", "更正.xlsx 表“更正表”E4"),
        }  # fmt: skip
    app.button(key="corrections-undo-last").click().run()
    assert "修剪茶园" in titles(graph) and "已撤销 2 处更正" in [read(each.value) for each in app.success]


def test_one_wrong_cell_is_named_and_nothing_is_taken_in(graph: Path) -> None:
    app = given_back(mended(graph, title="修剪老茶园", LEADS="县气象局"))
    assert "表“更正表”E4 的“县气象局”不对" in read(app.error[0].value)
    assert "corrections-take" not in [each.key for each in app.button] and "修剪茶园" in titles(graph)


def test_what_others_changed_meanwhile_must_be_ticked(graph: Path) -> None:
    mine = mended(graph, title="修剪老茶园")
    with open_store(graph, write=True) as store:
        take_in(store, read_sheet(store.read, mended(graph, title="整修茶园"), "别人.xlsx", by="赵六").new)
    app = given_back(mine)
    assert "有 1 处在导出以后别人也改过" in read(app.warning[-1].value)
    assert app.button(key="corrections-take").disabled
    next(each for each in app.checkbox if "以表为准" in each.label).check().run()
    app.button(key="corrections-take").click().run()
    assert "修剪老茶园" in titles(graph)


def test_a_viewer_is_not_asked(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    as_role(monkeypatch, "viewer")
    app = run("ledger")
    assert not app.file_uploader and not app.exception


def test_what_was_corrected_is_said_where_the_task_is_shown(graph: Path) -> None:
    with open_store(graph, write=True) as store:
        new = read_sheet(store.read, mended(graph, LEADS="县工信局"), "更正.xlsx", by="王五").new
        take_in(store, new)
        task = new[0].subject.id
    said = "牵头单位由“青穗县农业农村局”更正为“青穗县工信局”（王五 "
    for page, address in (
        ("ledger", {"task": task}),
        ("trace", {"task": task, SHOW: f"Task:{task}"}),
        ("explore", {"node": f"Task:{task}"}),
    ):
        app = run(page, **address)
        captions = [read(each.value) for each in app.caption]
        [found] = [each for each in captions if said in each]
        assert "更正.xlsx 表“更正表”E4" in found and "文档原来写：“（牵头单位：县农业农村局" in found


def test_the_matrix_says_who_gave_a_role(graph: Path) -> None:
    with open_store(graph, write=True) as store:
        take_in(store, read_sheet(store.read, mended(graph, LEADS="县工信局"), "更正.xlsx", by="王五").new)
        table = matrix(store, "春茶")
        [line] = [line for line in table.lines if line.rows and line.rows[0]["number"] == "1"]
        across = grid.columns([table], busiest=True)
        lead = next(each for each in across if each.full_name == "青穗县工信局")
    panel = sentences.panel([table], across, f"{line.rows[0]['task_id']}:{lead.id}")
    assert panel["note"] == "青穗县工信局　牵头（人工更正）"
    [passage] = panel["passages"]
    assert passage["words"] == "牵头单位由“青穗县农业农村局”更正为“青穗县工信局”" and "王五" in passage["source"]
    assert passage["after"].endswith("文档原来写：（牵头单位：县农业农村局；配合单位：县财政局）")
