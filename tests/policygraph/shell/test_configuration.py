"""The settings file: what it gives commands, what goes before it, what is wrong in it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from policygraph.shell.configuration import DATABASE, PLACE
from tests.commands import Run, run

__all__ = ["run"]  # a fixture

TEXT = "青穗县节水方案\n一、任务\n（一）节水。（牵头单位：县水利局）"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(PLACE, str(tmp_path / "policygraph.toml"))
    monkeypatch.setenv(DATABASE, "")
    monkeypatch.delenv(DATABASE)
    (tmp_path / "方案.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "policygraph.toml"


def test_the_database_and_the_options_of_a_command(run: Run, settings: Path, tmp_path: Path) -> None:
    own, other = tmp_path / "图", tmp_path / "别的图"
    settings.write_text(f'database = "{own.as_posix()}"\n[query]\nformat = "json"\nlimit = 1\n', encoding="utf-8")
    assert run("ingest", tmp_path / "方案.txt")[0] == 0 and own.is_dir()
    code, out, _ = run("query", "MATCH (d:Department) RETURN d.name AS name")
    assert code == 0 and '{"name": "县水利局"}' in out
    code, out, _ = run("query", "MATCH (d:Department) RETURN d.name AS name", "--format", "csv")
    assert code == 0 and out.startswith("name")  # what is written goes before
    run("ingest", tmp_path / "方案.txt", "--database", other)
    assert other.is_dir()
    assert run("config")[1].splitlines()[1:] == settings.read_text(encoding="utf-8").splitlines()
    os.environ.pop(DATABASE, None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("database = 图", ("不是 TOML", "引号")),
        ("database = 3", ("database", "引号")),
        ("[qurey]\nlimit = 1", ("qurey", "是否指 query")),
        ("[query]\nlimits = 1", ("query 的 limits", "是否指 limit")),
        ("query = 1", ("query", "[query]")),
        ("[query]\nlimit = '多'", ("--limit", "整数")),
    ],
)
def test_what_is_wrong_is_said(run: Run, settings: Path, text: str, words: tuple[str, ...]) -> None:
    settings.write_text(text, encoding="utf-8")
    code, _, errors = run("query", "RETURN 1 AS one")
    assert code in (1, 2) and all(each in errors for each in words), errors
    assert errors.count("\n") == 1


def test_a_file_that_is_asked_for_and_is_not_there(run: Run, settings: Path) -> None:
    code, _, errors = run("stats")
    assert code == 1 and settings.name in errors and PLACE in errors


def test_without_a_file_how_to_make_one(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(PLACE, raising=False)
    monkeypatch.setattr("platformdirs.user_config_path", lambda *_, **__: tmp_path)
    code, out, _ = run("config")
    assert code == 0 and "policygraph.toml" in out and "[ingest]" in out
