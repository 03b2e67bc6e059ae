"""`policygraph due`: what it lists, in which forms, where to, and how it ends."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from icalendar import Calendar

from policygraph.graph.resolving.resolve import resolve
from policygraph.graph.stores.opening import open_store
from policygraph.services.ingestion import add_document
from tests.commands import Run, run
from tests.graph.ledgers.test_due import DONE, PLAN

__all__ = ["run"]  # pytest finds fixtures by their names
ON = ("--on", "2031-06-15")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan, of which one task is late, one is done and one is due in October."""
    place = tmp_path_factory.mktemp("graph")
    with open_store(place, write=True) as store:
        for name, text in (("plan.txt", PLAN), ("ledger.md", DONE)):
            add_document(store, text.encode(), name, f"/{name}")
        resolve(store)
    return place


@pytest.mark.parametrize(
    ("options", "tasks"),
    [
        ([], []),
        (["--late"], ["培训茶工"]),
        (["--within", "200d"], ["修剪茶园"]),
        (["--within", "200天", "--late"], ["培训茶工", "修剪茶园"]),
        (["--within", "20周", "--department", "县财政局"], ["修剪茶园"]),
        (["--late", "--department", "县财政局"], []),
        (["--late", "--policy", "春茶", "--place", "青穗县"], ["培训茶工"]),
        (["--within", "30d", "--on", "2031-04-01"], ["修剪茶园"]),
    ],
)
def test_what_it_lists(run: Run, database: Path, options: list[str], tasks: list[str]) -> None:
    given = options if "--on" in options else [*options, *ON]
    code, out, _ = run("due", *given, "--format", "json", "-d", database)
    assert code == 0 and [row["task"] for row in json.loads(out)] == tasks


def test_as_a_table(run: Run, database: Path, tmp_path: Path) -> None:
    _, out, _ = run("due", "--late", *ON, "-d", database)
    assert "青穗县人社局" in out and "逾期" in out and "-15" in out and "共 1 行" in out
    code, _, errors = run("due", *ON, "-d", database)
    assert code == 0 and "另有 1 项已经逾期" in errors, "what is late is not hidden by an empty list"
    _, out, _ = run("due", "--late", *ON, "-f", "csv", "-d", database)
    [row] = csv.DictReader(io.StringIO(out))
    assert (row["单位"], row["职责"], row["到期日"], row["状态"]) == ("青穗县人社局", "牵头", "2031-05-31", "逾期")
    code, out, errors = run("due", "--late", *ON, "-o", tmp_path / "到期.xlsx", "-d", database)
    assert (code, out) == (0, "") and "已写" in errors and (tmp_path / "到期.xlsx").exists()


def test_as_a_calendar(run: Run, database: Path, tmp_path: Path) -> None:
    file = tmp_path / "到期.ics"
    run("due", "--late", "--within", "200d", *ON, "-f", "ics", "-o", file, "-d", database)
    events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert [str(event["summary"]) for event in events] == [
        "青穗县人社局：培训茶工",
        "青穗县农业农村局：修剪茶园",
    ]
    _, out, _ = run("due", "--late", "--within", "200d", *ON, "-f", "ics", "-d", database)
    assert out.encode() == file.read_bytes()


def test_as_mails(run: Run, database: Path, tmp_path: Path) -> None:
    mail = ("due", "--late", "--within", "200d", *ON, "-f", "mail", "-d", database)
    _, out, _ = run(*mail)
    assert out.count("主题：【任务提醒】") == 2 and "县财政局：\n" not in out, "who only supports gets none"
    _, out, _ = run(*mail, "--department", "县财政局")
    assert out.startswith("主题：【任务提醒】青穗县财政局：配合 1 项将在 200 天内到期") and out.count("主题") == 1
    code, out, errors = run(*mail, "-o", tmp_path / "提醒")
    assert (code, out) == (0, "") and "2 封；没有发送" in errors
    assert sorted(file.name for file in (tmp_path / "提醒").iterdir()) == ["青穗县人社局.txt", "青穗县农业农村局.txt"]
    code, _, errors = run(*mail, "-o", tmp_path / "提醒")
    assert code == 1 and "里已有文件" in errors
    code, out, errors = run("due", *ON, "-f", "mail", "-o", tmp_path / "无", "-d", database)
    assert (code, out) == (0, "") and "没有要提醒的" in errors and not (tmp_path / "无").exists()


@pytest.mark.parametrize(
    ("options", "code"), [(["--late"], 4), (["--within", "200d"], 3), (["--within", "200d", "--late"], 4), ([], 0)]
)
def test_how_it_ends_where_a_scheduler_asks(run: Run, database: Path, options: list[str], code: int) -> None:
    assert run("due", *options, *ON, "--exit-code", "-d", database)[0] == code


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--within", "明天"], "--within 应为天数，例如 7d、30天、2w；得到 明天"),
        (["--on", "六月"], "日期请写成 2030-06-30 这样，得到 六月"),
        (["--department", "县人社厅"], "单位叫“县人社厅”，是否指 青穗县人社局"),
        (["--format", "json", "-o", "x.json"], "json 只写在屏幕上"),
        (["--format", "ics", "-o", "x.csv"], "要以 .ics 结尾"),
        (["-o", "x.docx"], "要以 .csv 或 .xlsx 结尾"),
    ],
)
def test_what_cannot_be_is_said(
    run: Run, database: Path, options: list[str], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, errors = run("due", *options, "-d", database)
    assert code == 1 and words in errors


def test_the_last_day_of_all_is_no_error(run: Run, database: Path) -> None:
    code, out, _ = run("due", "--within", "9999w", "--on", "9999-12-01", "-f", "json", "-d", database)
    assert code == 0 and json.loads(out) == []
