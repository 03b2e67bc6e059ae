"""The command `policygraph paper`."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest

from tests.commands import Run, run

__all__ = ["run"]  # a fixture

PLAN = "临澜区2026年“百溪润田、千村焕新”行动实施方案"


@pytest.mark.parametrize(
    ("arguments", "name", "words"),
    [
        (
            ["matrix", "--policy", "临澜区2026年"],
            f"{PLAN}责任分工表",
            "二、重点任务",
        ),
        (["duties", "--department", "临澜区水利局"], "临澜区水利局任务清单", "牵头"),
        (
            ["bulletin", "--policy", "临澜区2026年", "--on", "2026-07-15"],
            f"关于{PLAN}任务进展情况的通报（2026年7月15日）",
            "临澜区水利局",
        ),
        (
            ["comparison", "--policy", "临澜区2026年"],
            f"{PLAN}政策对照表",
            "市级要求",
        ),
    ],
)
def test_a_paper_is_named_for_what_it_is(
    run: Run, samples_graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], name: str,
    words: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    code, _, said = run("paper", *arguments, "-d", samples_graph)
    assert code == 0 and f"{name}.docx" in said
    paper = docx.Document(str(tmp_path / f"{name}.docx"))
    assert words in {cell.text for table in paper.tables for row in table.rows for cell in row.cells}
    run("paper", *arguments, "--out", "x.xlsx", "-d", samples_graph)
    sheet = openpyxl.load_workbook("x.xlsx").worksheets[0]
    assert words in {value for row in sheet.iter_rows(values_only=True) for value in row}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["matrix"], "请写明 --policy"),
        (["duties"], "请写明 --department"),
        (["comparison"], "请写明 --policy"),
        (["matrix", "--department", "区水利局"], "matrix 没有 --department；可以写 --policy"),
        (["matrix", "--policy", "临澜区2026年", "--out", "x.pdf"], ".docx 或 .xlsx"),
        (["duties", "--department", "没有的局"], "没有部门“没有的局”"),
        (["bulletin"], "请写明 --policy 或 --place"),
        (["bulletin", "--place", "没有的县"], "没有没有的县重点工作的任务"),
        (["bulletin", "--policy", "青穗县实施"], "还没有任何进展"),
        (["bulletin", "--policy", "临澜区2026年", "--on", "昨天"], "日期请写成"),
        (["poem"], "参数 KIND 可取 matrix、duties"),
    ],
)
def test_what_cannot_be_made_is_said(run: Run, samples_graph: Path, arguments: list[str], words: str) -> None:
    code, _, said = run("paper", *arguments, "-d", samples_graph)
    assert code and words in said


def test_the_template_is_written_beside_the_graph_and_used(run: Run, tmp_path: Path, samples_graph: Path) -> None:
    code, _, said = run("paper", "template", "-d", tmp_path / "graph")
    assert code == 0 and str(tmp_path / "graph" / "templates" / "公文.docx") in said
    code, _, said = run("paper", "template", "-d", tmp_path / "graph")
    assert code == 1 and "已有" in said
    code, _, said = run("paper", "template", "--out", tmp_path / "x.docx", "-d", tmp_path / "graph")
    assert code == 0 and docx.Document(str(tmp_path / "x.docx")).paragraphs
