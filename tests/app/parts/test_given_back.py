"""Forms and sheets of corrections given back on any page: known by what they hold, looked at, taken in, taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from policygraph.app.parts import who
from policygraph.app.parts.downloads import XLSX
from policygraph.graph.ledgers.lines import lines
from policygraph.graph.ledgers.reports import all_reports
from policygraph.graph.ledgers.standing import rules_of
from policygraph.graph.stores.opening import open_store
from policygraph.services.ledgers.form import Form, to_xlsx
from tests.app.ledger.test_corrections import graph, mended, titles
from tests.pages import boxes_open, place, read, run
from tests.services.ledgers.test_returned import filled

__all__ = ["boxes_open", "graph", "place"]  # fixtures
pytestmark = pytest.mark.usefixtures("boxes_open")
BUREAU = "青穗县农业农村局"
PAGES = {"bureau": {"department": BUREAU}, "ledger": {}, "import": {}}


def form(graph: Path) -> bytes:
    with open_store(graph) as store:
        out = to_xlsx(Form(BUREAU, date.today(), lines(store.read, department=BUREAU)), rules_of())
    return filled(out, {(0, "share"): 0.4, (0, "known"): 0.9})


def given(page: str, name: str, data: bytes) -> AppTest:
    app = run(page, **PAGES[page])
    app.session_state[who.BY] = "王五"
    return app.run().file_uploader[0].upload(name, data, XLSX).run()


def shares(graph: Path) -> list[float | None]:
    with open_store(graph) as store:
        return [each.share for each in all_reports(store.read).values() if each.stands]


def press(app: AppTest, end: str) -> AppTest:
    [key] = [each.key for each in app.button if each.key and each.key.endswith(end)]
    app.button(key=key).click().run()
    assert not app.exception, app.exception
    return app


@pytest.mark.parametrize("page", PAGES)
def test_a_form_is_taken_in(graph: Path, page: str) -> None:
    app = given(page, "表.xlsx", form(graph))
    assert not app.exception and not app.error, app.error
    assert any("H4 的“已报比例”改成了“0.9”，没有收" in read(each.value) for each in app.warning)
    app = press(app, "-take")
    assert shares(graph) == [0.4] and any("已收下" in read(each.value) for each in app.success)
    press(app, "-undo-last")
    assert shares(graph) == []


@pytest.mark.parametrize("page", PAGES)
def test_a_sheet_of_corrections_is_taken_in(graph: Path, page: str) -> None:
    app = press(given(page, "表.xlsx", mended(graph, title="修剪老茶园")), "-take")
    assert "修剪老茶园" in titles(graph) and any("已记下 1 处更正" in read(each.value) for each in app.success)
    press(app, "-undo-last")
    assert "修剪茶园" in titles(graph)


def test_what_is_neither_is_said(graph: Path) -> None:
    app = given("bureau", "别的.xlsx", b"PK")
    assert "别的.xlsx：既不是填报表，也不是更正表" in read(app.error[0].value)
    assert shares(graph) == []
