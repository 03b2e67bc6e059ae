"""The page 词表: nothing is taken that was not tried; what is taken is read by, and only who manages may."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from policygraph.app.gate import here
from policygraph.app.gate.gate import Person
from policygraph.app.gate.rights import RIGHTS
from policygraph.graph.asking.catalog import run_query
from policygraph.graph.stores.opening import open_store
from policygraph.model import overlay
from policygraph.model.overlay import NONE
from policygraph.services import audit
from policygraph.services.ingestion import ingest
from policygraph.services.vocabulary import laying
from tests.pages import place, read, run

__all__ = ["place"]  # a fixture
PLAN = """青穗县节水实施方案
一、任务
（一）节水灌溉。到2025年新增滴灌面积5万亩。（揭榜单位：县水利局）
（二）低空物流。开通无人机航线3条。（揭榜单位：县交通局）
"""


@pytest.fixture(autouse=True)
def _afterwards() -> Iterator[None]:
    yield
    overlay.lay(NONE)


@pytest.fixture
def graph(place: Path, tmp_path: Path) -> Path:
    file = tmp_path / "节水.txt"
    file.write_text(PLAN, encoding="utf-8")
    with open_store(place, write=True) as store:
        ingest([file], store)
    return place


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click()
    app.run()
    assert not app.exception, app.exception
    return app


def said(app: AppTest) -> str:
    every = (*app.markdown, *app.error, *app.success, *app.info, *app.warning, *app.caption)
    return read("\n".join(each.value for each in every))


def test_an_unknown_word_is_written_tried_taken_and_read(graph: Path) -> None:
    app = run("vocabulary")
    assert "揭榜单位" in app.dataframe[0].value.to_string(), "what is unknown stands beside, by how often"
    app.text_input(key="vocabulary-word--牵头，写在单位前面（揭榜单位：甲局）").set_value("揭榜").run()
    press(app, "vocabulary-write")
    assert "lead: [揭榜]" in app.text_area[0].value and "改了还没有保存：roles.yaml" in said(app)
    assert not laying.folder(graph).exists()
    press(app, "vocabulary-try")
    assert "添加 1 个词" in said(app) and "牵头：多 2，少 0（1 份文件）" in said(app)
    assert "县水利局 → 节水灌溉" in app.dataframe[1].value.to_string()
    assert not laying.folder(graph).exists(), "to try is not to take"
    press(app, "vocabulary-take")
    assert (laying.folder(graph) / "roles.yaml").read_text(encoding="utf-8") == "add:\n  nouns:\n    lead: [揭榜]\n"
    assert audit.deeds(graph)[0].act == "vocabulary"
    press(app, "vocabulary-reread")
    assert "重读了 1 份，1 份有变化" in said(app)
    with open_store(graph) as store:
        assert len(run_query(store, "table-assignments", {"role": "LEADS"})) == 2


def test_what_is_wrong_cannot_be_taken(graph: Path) -> None:
    app = run("vocabulary")
    app.text_area[0].set_value("add:\n  nouns:\n    leader: [揭榜]\n").run()
    press(app, "vocabulary-try")
    assert "roles.yaml 第 3 行：不认识的角色“leader”" in said(app)
    assert "vocabulary-take" not in [each.key for each in app.button]
    app.text_area[0].set_value("add:\n  nouns:\n    lead: [揭榜]\n").run()
    assert "vocabulary-take" not in [each.key for each in app.button], "this was not tried"
    press(app, "vocabulary-drop")
    assert "vocabulary-try" not in [each.key for each in app.button]


def test_an_own_query_appears_among_the_others(graph: Path) -> None:
    app = run("vocabulary")
    app.text_input(key="vocabulary-query").set_value("own-tasks").run()
    press(app, "vocabulary-add-query")
    press(app, "vocabulary-try")
    assert "添加查询 own-tasks" in said(app)
    press(app, "vocabulary-take")
    asked = run("query", name="own-tasks", words="节水")
    assert "节水灌溉" in asked.dataframe[0].value.to_string()


def test_words_that_became_wrong_are_told_and_the_former_stay(graph: Path) -> None:
    folder = laying.folder(graph)
    folder.mkdir()
    (folder / "roles.yaml").write_text("add: {nouns: {leader: [揭榜]}}\n", encoding="utf-8")
    assert "词表有误，没有用上" in said(run("overview"))
    assert overlay.present() == NONE


def test_who_does_not_manage_sees_nothing_of_it(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(here, "person", lambda: Person("王芳", "editor", RIGHTS["editor"]))
    app = run("vocabulary")
    assert "不能改词表" in said(app) and not app.text_area
