"""The commands of the ledger over time: months, and this year's plans beside last year's."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from policygraph.graph.stores.opening import open_store
from policygraph.services.ingestion import add_document
from policygraph.services.settle import settle
from tests.commands import Run, run
from tests.graph.lineage.test_years import NEW, NOW, OLD, THEN

__all__ = ["run"]  # a fixture
ON = ("--on", "2032-06-30")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("graph")
    with open_store(place, write=True) as store:
        for name, text in (("旧.txt", OLD), ("新.txt", NEW), ("那时.md", THEN), ("现在.md", NOW)):
            add_document(store, text.encode(), name, f"/{name}")
        settle(store)
    return place


@pytest.mark.parametrize(
    ("options", "last"),
    [
        ([], [("全部", 3, 0.2, 1, 0.6)]),
        (["--by", "policy"], [("青穗县2031年春茶生产方案", 3, 0.3333, 0, None),
                              ("青穗县2032年春茶生产方案", 3, 0.2, 1, 0.6)]),
        (["--policy", "2032年"], [("全部", 3, 0.2, 1, 0.6)]),
        (["--by", "bureau", "--department", "县人社局"], [("青穗县人社局", 1, 0.0, 0, None)]),
        (["--since", "2032-05-01", "--place", "青穗县"], [("全部", 3, 0.2, 1, 0.6)]),
    ],
)  # fmt: skip
def test_months(run: Run, graph: Path, options: list[str], last: list[tuple[object, ...]]) -> None:
    rows = json.loads(run("ledger", "trends", *ON, *options, "-f", "json", "-d", graph)[1])
    names = ("name", "tasks", "share", "judged", "reached")
    assert [tuple(row[name] for name in names) for row in rows if row["day"] == "2032-06-30"] == last


def test_completion_by_figures(run: Run, graph: Path) -> None:
    _, out, said = run("ledger", "show", *ON, "--policy", "2032年", "--weigh", "figures", "-d", graph)
    assert "指标完成" in out and "按指标完成 60%（1 项有可比的指标，2 项没有，不判断）" in said


def test_years(run: Run, graph: Path, tmp_path: Path) -> None:
    [row] = json.loads(run("ledger", "years", *ON, "-f", "json", "-d", graph)[1])
    assert (row["new_done"], row["then_done"], row["old_done"]) == (0.2, 0.0, 0.3333)
    [row] = json.loads(run("ledger", "years", *ON, "--weigh", "figures", "-f", "json", "-d", graph)[1])
    assert (row["new_done"], row["old_done"]) == (0.6, None)
    _, _, said = run("ledger", "years", *ON, "--policy", "2032年", "-o", tmp_path / "比.csv", "-d", graph)
    assert "沿用 1 项任务，改名 1 项任务，新增 1 项任务，取消 1 项任务" in said
    rows = list(csv.DictReader((tmp_path / "比.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [row["变化"] for row in rows] == ["沿用", "改名", "新增", "取消"] and rows[0]["今年完成"] == "0.6"


def test_in_a_sheet(run: Run, graph: Path, tmp_path: Path) -> None:
    run("ledger", "trends", *ON, "--by", "bureau", "-o", tmp_path / "月.xlsx", "-d", graph)
    [sheet] = load_workbook(tmp_path / "月.xlsx").worksheets
    assert [cell.value for cell in sheet[1]][:3] == ["名称", "到何时", "任务"] and sheet.max_row > 20


@pytest.mark.parametrize(
    ("options", "words"),
    [(["trends", "--on", "2030-01-01", "--policy", "夏茶"], "政策叫“夏茶”"),
     (["years", "--policy", "2031年"], "没有找到上一年的方案"),
     (["trends", "-o", "月.doc"], ".csv")],
)  # fmt: skip
def test_what_cannot_be_is_said(run: Run, graph: Path, options: list[str], words: str) -> None:
    code, _, said = run("ledger", *options, "-d", graph)
    assert code and words in said
