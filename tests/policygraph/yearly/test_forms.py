"""Forms by the command line: one a bureau goes out, those that come back are taken in, each whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from policygraph.graph.stores.opening import open_store
from policygraph.services.ingestion import add_document
from policygraph.services.ledgers.correcting import LAYOUT as CORRECTIONS
from policygraph.services.ledgers.form import LAYOUT
from policygraph.services.ledgers.sheet import HEAD
from policygraph.services.settle import settle
from tests.commands import Run, run
from tests.texts import PLAN

__all__ = ["run"]  # a fixture


@pytest.fixture
def graph(tmp_path: Path) -> str:
    place = tmp_path / "graph.kgl"
    with open_store(place, write=True) as store:
        add_document(store, PLAN.encode(), "方案.txt", "/方案.txt")
        settle(store)
    return str(place)


@pytest.fixture
def forms(run: Run, graph: str, tmp_path: Path) -> dict[str, Path]:
    """The forms of the plan's leads, by bureau."""
    code, _, err = run("ledger", "export", tmp_path / "表", "--place", "青穗县", "--on", "2026-05-01", "-d", graph)
    assert code == 0 and err.count("：1 项任务") == 3
    return {file.name.removesuffix("任务进展填报表（2026-05-01）.xlsx"): file for file in (tmp_path / "表").iterdir()}


def fill(file: Path, **cells: object) -> Path:
    book = load_workbook(file)
    for name, value in cells.items():
        book[LAYOUT.sheet].cell(HEAD + 1, LAYOUT.column(name)).value = value  # type: ignore[assignment]
    book.save(file)
    return file


def test_forms_go_out_and_come_back(run: Run, graph: str, forms: dict[str, Path]) -> None:
    assert set(forms) == {"青穗县农业农村局", "青穗县工信局", "青穗县人社局"}
    good = fill(forms["青穗县农业农村局"], share=0.6)
    bad = fill(forms["青穗县人社局"], share=1.4)
    code, _, err = run("ledger", "import", good, bad, "--check", "-d", graph)
    assert code == 1 and "填了 1 项" in err and "“1.4”不对" in err and "2 份表中有 1 份没有收下" in err
    assert shares(run, graph) == [None, None, None]
    run("ledger", "import", good, bad, "-d", graph)
    assert shares(run, graph) == [0.6, None, None]
    assert "1 项以前收过" in run("ledger", "import", good, "-d", graph)[2]


def test_a_form_that_may_have_come_back_is_not_lost(run: Run, graph: str, forms: dict[str, Path]) -> None:
    filled = fill(forms["青穗县农业农村局"], share=0.6).read_bytes()
    again = (
        "ledger",
        "export",
        forms["青穗县农业农村局"].parent,
        "--place",
        "青穗县",
        "--on",
        "2026-05-01",
        "-d",
        graph,
    )
    code, _, err = run(*again)
    assert code == 1 and "已经有了，可能是填好交回的" in err
    assert forms["青穗县农业农村局"].read_bytes() == filled
    assert run(*again, "--replace")[0] == 0 and forms["青穗县农业农村局"].read_bytes() != filled


def test_what_was_told_meanwhile_must_be_looked_at(run: Run, graph: str, forms: dict[str, Path]) -> None:
    good = fill(forms["青穗县农业农村局"], share=0.6)
    task = json.loads(run("ledger", "show", "-f", "json", "-d", graph)[1])[0]["id"]
    run("ledger", "enter", task, "--share", "50%", "--as-of", "2026-05-01", "--by", "乙", "-d", graph)
    code, _, err = run("ledger", "import", good, "-d", graph)
    assert code == 1 and "乙又有进展" in err and "请加 --take-conflicts" in err and shares(run, graph)[0] == 0.5
    assert run("ledger", "import", good, "--take-conflicts", "-d", graph)[0] == 0
    assert shares(run, graph)[0] == 0.6


def shares(run: Run, graph: str) -> list[float | None]:
    return [row["share"] for row in json.loads(run("ledger", "show", "-f", "json", "-d", graph)[1])]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "请用 --department、--policy 或 --place 说明要哪些任务"),
        (["--department", "青穗县气象局"], "图中没有任务的单位叫“青穗县气象局”"),
        (["--department", "青穗县财政局"], "它没有牵头的任务；要列配合的任务，请加 --supports"),
    ],
)
def test_what_cannot_go_out_is_said(run: Run, graph: str, tmp_path: Path, arguments: list[str], said: str) -> None:
    code, _, err = run("ledger", "export", tmp_path / "表", *arguments, "-d", graph)
    assert code == 1 and said in err


# --- corrections

SENT = "青穗县2031年春茶生产方案任务更正表（2031-05-01）.xlsx"


def mend(file: Path, **cells: object) -> Path:
    book = load_workbook(file)
    for name, value in cells.items():
        book[CORRECTIONS.sheet].cell(HEAD + 1, CORRECTIONS.column(name)).value = value  # type: ignore[assignment]
    book.save(file)
    return file


@pytest.mark.parametrize(
    ("arguments", "files"),
    [
        (["--policy", "春茶"], {"青穗县2031年春茶生产方案": 3}),
        (["--department", "青穗县财政局"], {"青穗县财政局": 1}),  # those that it supports too
    ],
)
def test_corrections_go_out(run: Run, graph: str, tmp_path: Path, arguments: list[str], files: dict[str, int]) -> None:
    out = tmp_path / "更正"
    code, _, err = run("ledger", "export", out, "--corrections", *arguments, "--on", "2031-05-01", "-d", graph)
    assert code == 0 and {file.name: True for file in out.iterdir()} == {
        f"{name}任务更正表（2031-05-01）.xlsx": True for name in files
    }
    assert all(f"：{tasks} 项任务" in err for tasks in files.values())


def test_corrections_come_back_and_are_taken_back(run: Run, graph: str, tmp_path: Path) -> None:
    run("ledger", "export", tmp_path, "--corrections", "--policy", "春茶", "--on", "2031-05-01", "-d", graph)
    file = mend(tmp_path / SENT, title="修剪老茶园", LEADS="县工信局")
    code, _, err = run("ledger", "correct", file, "--check", "-d", graph)
    assert code == 0 and "1.修剪茶园　标题：修剪茶园 → 修剪老茶园" in err and "修剪茶园" in titles(run, graph)
    code, _, err = run("ledger", "correct", file, "--by", "王五", "-d", graph)
    assert code == 0 and "已记下 2 处更正" in err and "修剪老茶园" in titles(run, graph)
    decided = json.loads(run("review", "decisions", "-f", "json", "-d", graph)[1])
    assert {row["by"] for row in decided} == {"王五"} and len(decided) == 2
    run("review", "undo", *(row["id"] for row in decided), "--by", "赵六", "-d", graph)
    assert "修剪茶园" in titles(run, graph) and not json.loads(run("review", "decisions", "-f", "json", "-d", graph)[1])


def test_a_sheet_with_one_wrong_cell_is_not_taken_in(run: Run, graph: str, tmp_path: Path) -> None:
    run("ledger", "export", tmp_path, "--corrections", "--policy", "春茶", "--on", "2031-05-01", "-d", graph)
    file = mend(tmp_path / SENT, title="修剪老茶园", LEADS="县气象局")
    code, _, err = run("ledger", "correct", file, "-d", graph)
    assert code == 1 and "表“更正表”E4 的“县气象局”不对" in err and "1 份表中有 1 份没有收下" in err
    assert "修剪茶园" in titles(run, graph)


def titles(run: Run, graph: str) -> list[str]:
    return [row["task"] for row in json.loads(run("ledger", "show", "-f", "json", "-d", graph)[1])]
