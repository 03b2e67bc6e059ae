"""`policygraph.read`: one document without a graph."""

from __future__ import annotations

from pathlib import Path

import pytest

import policygraph as pg
from tests.samples import FILES

TEXT = """青穗县节水实施方案
一、任务
（一）节水。到2027年新增高效节水灌溉5万亩。（牵头单位：县水利局；配合单位：县财政局）
"""


def test_a_text_and_a_file_give_the_same(tmp_path: Path) -> None:
    (tmp_path / "方案.txt").write_text(TEXT, encoding="utf-8")
    for reading in (pg.read(TEXT), pg.read(tmp_path / "方案.txt"), pg.read(str(tmp_path / "方案.txt"))):
        assert reading.title == "青穗县节水实施方案"
        assert [(row["task"], row["leads"], row["supports"]) for row in reading.tasks] == [
            ("节水", ["青穗县水利局"], ["青穗县财政局"])
        ]
        (lead,) = reading.leads
        assert reading.text[lead["start"] : lead["end"]] == lead["evidence"]
        assert [(row["value"], row["unit"], row["year"]) for row in reading.targets] == [(5.0, "万亩", 2027)]


def test_a_text_without_a_title_keeps_its_tasks() -> None:
    reading = pg.read("到2026年底前完成渠道改造30公里。（牵头单位：县水利局）")
    assert [row["leads"] for row in reading.tasks] == [["县水利局"]]
    assert reading.tasks[0]["policy"] is None and reading.targets[0]["value"] == 30


def test_what_was_not_understood_is_there() -> None:
    reading = pg.read(FILES[3])
    assert len(reading.unread) == reading.records.count("Unread") > 0
    assert reading.state == "完整" and reading.share is not None


@pytest.mark.parametrize("wrong", ["", "Not one word of this is Chinese, nor anything to be done. " * 20])
def test_what_is_no_document_is_told(wrong: str) -> None:
    with pytest.raises(pg.PolicyGraphError):
        pg.read(wrong)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(pg.PolicyGraphError, match="没有"):
        pg.read(tmp_path / "没有.txt")
