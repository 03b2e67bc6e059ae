"""The import page without a browser: empty, with documents, a document that is not there."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit as st

from policygraph.app.intake import batch
from policygraph.app.intake import page as intake
from policygraph.app.parts.things import document_view
from policygraph.graph.stores.opening import open_store
from policygraph.model.errors import PolicyGraphError
from policygraph.services import audit
from policygraph.services.ingestion import Uploaded
from tests.graphs import county_plan
from tests.pages import filled, place, run
from tests.texts import two_texts

__all__ = ["filled", "place"]  # fixtures


def test_an_empty_graph_says_what_to_do(place: Path) -> None:
    assert "拖入" in run("import").info[0].value


def test_documents_are_listed_and_the_address_opens_one(filled: Path) -> None:
    assert run("import").dataframe[0].value["文档"].tolist() == [
        "柳溪县蔬菜产业发展实施方案",
        "清河市关于加快蔬菜产业发展的意见",
    ]
    app = run("import", document=county_plan().document)
    assert app.subheader[0].value == "柳溪县蔬菜产业发展实施方案"
    tasks = app.dataframe[0].value  # the list is closed where a document is open
    assert tasks["任务"].tolist() == ["建设蔬菜基地", "扶持加工企业", "办好蔬菜节"]
    assert tasks["牵头"].tolist() == ["县农业农村局", "县农业农村局、县工信局", ""]
    assert {button.key for button in app.button} >= {"remove"}


class File:
    name = "方案.txt"

    def getvalue(self) -> bytes:
        return b""


def test_an_import_that_fails_leaves_the_page_and_a_line(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise PolicyGraphError("磁盘已满")

    dropped: list[list[File]] = [[File()]]
    monkeypatch.setattr(st, "file_uploader", lambda *_, **__: dropped.pop() if dropped else [])
    monkeypatch.setattr(batch, "open_current", full)
    app = run("import")
    for begun, _ in app.session_state[intake.BATCHES]:
        begun.wait()
    app.run()
    assert "磁盘已满" in app.error[0].value and len(app.dataframe[0].value) == 2
    assert not app.get("progress")
    [deed] = audit.deeds(filled)
    assert (deed.what, deed.outcome, deed.error) == ("方案.txt", "failed", "磁盘已满")


def test_an_address_of_no_document_shows_the_list(filled: Path) -> None:
    app = run("import", document="no-such")
    assert not app.subheader and len(app.dataframe) == 1 and app.expander[0].proto.expanded


NEW, KNOWN, BAD = Uploaded("新.txt", "new"), Uploaded("旧.txt", "old", known=True), Uploaded("坏.txt", error="坏了")


@pytest.mark.parametrize(
    ("results", "opened"),
    [
        ([NEW, KNOWN], "new"), ([KNOWN, NEW], "new"), ([Uploaded("先.txt", "first"), NEW, BAD], "new"),
        ([BAD, KNOWN], "old"), ([BAD], None), ([], None),
    ],
)  # fmt: skip
def test_what_was_just_read_is_opened(results: list[Uploaded], opened: str | None) -> None:
    assert intake.to_open(results) == opened


def test_taking_a_document_out_is_asked_about_first(filled: Path) -> None:
    app = run("import", document=county_plan().document)
    app.button(key="remove").click().run()  # what follows is tried in the browser: AppTest knows no dialogs
    assert "柳溪县蔬菜产业发展实施方案" in app.markdown[-1].value and app.button(key="remove-yes").label == "移除"
    assert len(run("import").dataframe[0].value) == 2


def test_all_that_was_understood_is_marked(filled: Path) -> None:
    run("import")  # the page's own settings are in force from here
    text = county_plan().nodes[0].properties["text"]
    found = {(mark.kind, text[mark.start : mark.end]) for mark in document_view.marks(county_plan().document)}
    assert {("unit", "配合单位：县水利局"), ("target", "培育龙头企业3家"), ("place", "在白石镇松树村"),
            ("source", "根据《清河市关于加快蔬菜产业发展的意见》"), ("unread", "投入亿元")} <= found  # fmt: skip
    assert any(kind == "task" and words.startswith("1.建设蔬菜基地") for kind, words in found)


def test_a_document_says_how_far_it_was_read(filled: Path) -> None:
    app = run("import", document=county_plan().document)
    assert "读得怎样：未判断" in app.markdown[0].value  # its facts were made by no reader
    assert run("import").dataframe[0].value["读得怎样"].tolist() == ["未判断", "未判断"]
    [listed] = (each for each in app.button_group if "任务" in each.options)
    assert listed.options == ["任务", "要核对的 1 处"]


def test_a_text_that_does_not_count_says_which_does(place: Path) -> None:
    with open_store(place, write=True) as store:
        counts, lesser = two_texts(store)
    app = run("import", document=lesser)
    assert "为准" in app.markdown[0].value and "任务不另算" in app.info[0].value
    difference = app.dataframe[0].value
    assert difference["任务"].tolist() == ["修剪茶园", "培训茶工"]
    assert [button.label for button in app.button if button.key.endswith(counts)] == ["看为准的"]
    app = run("import", document=counts)
    assert app.dataframe[1].value["任务"].tolist() == ["修剪茶园", "检修设备", "培训茶工"]
