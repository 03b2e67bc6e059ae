"""What `query` writes: a CSV on stdout, files for spreadsheets."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest

from policygraph.graph.asking import catalog
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from tests.commands import Run, run
from tests.graphs import city_opinion, county_plan

__all__ = ["run"]  # pytest finds fixtures by their names


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("graph")
    with open_store(place, write=True) as store:
        load(store, [county_plan(), city_opinion()])
    return place


def test_query_as_csv(run: Run, database: Path) -> None:
    code, out, _ = run("query", "policies", "--format", "csv", "--database", database)
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert rows[0]["政策"] == "云岭省推进农业现代化规划" and rows[0]["状态"] == "仅被引用"
    assert list(rows[0]) == [column.zh for column in catalog.find_query("policies").columns if not column.hidden]


def test_query_into_a_file(run: Run, database: Path, tmp_path: Path) -> None:
    for name in ("政策.csv", "政策.xlsx"):
        code, out, err = run("query", "policies", "--output", tmp_path / name, "-d", database)
        assert (code, out) == (0, "") and f"已写 {tmp_path / name}" in err
    assert (tmp_path / "政策.csv").read_bytes().startswith("\ufeff政策,".encode())
    code, _, err = run("query", "policies", "--output", tmp_path / "政策.docx", "-d", database)
    assert code == 1 and err.startswith("错误：") and "要以 .csv 或 .xlsx 结尾" in err


def test_csv_redirected_is_what_excel_opens_and_piped_what_programs_read(database: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "policygraph", "query", "policies", "-f", "csv", "-d", str(database)]
    with (tmp_path / "out.csv").open("wb") as file:
        subprocess.run(command, stdout=file, check=True)
    piped = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    assert piped.decode("utf-8").startswith("政策,")
    assert (tmp_path / "out.csv").read_bytes() == "\ufeff".encode() + piped
