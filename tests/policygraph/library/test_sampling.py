"""A set for people to code, and how far they agree."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

import policygraph as pg
from policygraph.library import sampling
from tests.commands import Run, run

__all__ = ["run"]


def fill(file: Path, to: Path, code: dict[int, str]) -> Path:
    """The sheet with these codes, by row."""
    book = openpyxl.load_workbook(file)
    for row, value in code.items():
        book["编码"].cell(row, 6).value = value
    book.save(to)
    return to


def right(graph: pg.Graph, file: Path) -> dict[int, str]:
    """What was read of each row."""
    read = sampling.codes(graph.assignments(every=True))
    rows = openpyxl.load_workbook(file)["编码"].iter_rows(min_row=2, values_only=True)
    return {i: read.get(tuple(str(row[0]).split("-")), "无") for i, row in enumerate(rows, start=2)}  # type: ignore[arg-type]


def test_half_of_the_pairs_have_a_role_and_who_codes_is_not_told(samples_graph: Path, tmp_path: Path, run: Run) -> None:
    file = tmp_path / "编码.xlsx"
    code, _, err = run("sample", file, "-n", "40", "--seed", "3", "-d", samples_graph)
    assert code == 0 and "40 对" in err
    with pg.open(samples_graph) as graph:
        given = right(graph, file)
    assert len(given) == 40 and sum(value != "无" for value in given.values()) == 20
    book = openpyxl.load_workbook(file)
    assert all(cell.value is None for cell in book["编码"]["F"][1:])
    again = tmp_path / "again.xlsx"
    run("sample", again, "-n", "40", "--seed", "3", "-d", samples_graph)
    assert [row for row in openpyxl.load_workbook(again)["编码"].values] == list(book["编码"].values)


def test_who_codes_as_was_read_agrees_wholly_and_another_less(samples_graph: Path, tmp_path: Path, run: Run) -> None:
    file = tmp_path / "编码.xlsx"
    run("sample", file, "-n", "40", "-d", samples_graph)
    with pg.open(samples_graph) as graph:
        given = right(graph, file)
    one = fill(file, tmp_path / "甲.xlsx", given)
    other = fill(file, tmp_path / "乙.xlsx", {**given, **{row: "无" for row in range(2, 12)}})
    code, out, _ = run("agreement", one, other, "-d", samples_graph, "--format", "json")
    assert code == 0
    first, second, between = json.loads(out)
    assert (first["share"], first["kappa"]) == (1.0, 1.0)
    assert 0 < second["kappa"] < 1 and between["kappa"] == second["kappa"]


@pytest.mark.parametrize(("code", "words"), [({}, "还是空的"), ({2: "主办"}, "第 2 行：编码只能是 牵头、配合、无")])
def test_wrong_sheets_are_told(samples_graph: Path, tmp_path: Path, run: Run, code: dict[int, str], words: str) -> None:
    file = tmp_path / "编码.xlsx"
    run("sample", file, "-n", "4", "-d", samples_graph)
    exit_code, _, err = run("agreement", fill(file, tmp_path / "填好.xlsx", code), "-d", samples_graph)
    assert exit_code == 1 and words in err


def test_a_file_that_is_no_sheet_is_told(samples_graph: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "别的.xlsx").write_bytes(b"PK\x03\x04")
    code, _, err = run("agreement", tmp_path / "别的.xlsx", "-d", samples_graph)
    assert code == 1 and "不是由 policygraph sample 写出的" in err
