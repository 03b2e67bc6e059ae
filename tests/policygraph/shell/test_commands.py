"""Commands are loaded when they are called; all that are listed are there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import typer

from policygraph.shell.commands import COMMANDS, load, said
from tests.commands import Run, run

__all__ = ["run"]  # a fixture

HEAVY = ("policygraph.graph", "policygraph.ingest", "rich", "yaml")
LOADED = f"""
import sys
from pathlib import Path
from policygraph.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)
"""


@pytest.mark.parametrize("name", COMMANDS)
def test_every_listed_command_is_there_and_says_what_it_does(name: str) -> None:
    command = load(name)
    assert command.name == name and said()[name] == command.get_short_help_str(limit=1000) and said()[name]


@pytest.mark.parametrize("option", ["--help", "-h", "--version"])
def test_to_see_the_help_loads_no_command(option: str) -> None:
    done = subprocess.run([sys.executable, "-c", LOADED, option], capture_output=True, text=True, check=True)
    assert done.stdout and done.stderr.strip() == "[]"


def test_the_help_is_chinese(run: Run) -> None:
    code, out, _ = run("-h")
    assert code == 0 and all(f"  {name}" in out for name in COMMANDS)
    words = out.replace("\n", " ")
    assert not any(each in words for each in ("Usage", "Options", "Commands", "Show", "Install", "completion for"))
    code, out, _ = run("ingest", "-h")
    assert code == 0 and "<整数>" in out and "<int" not in out and "list[str]" not in out


def test_quiet_leaves_results_and_errors(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("青穗县节水方案\n一、任务\n（一）节水。（牵头单位：县水利局）", encoding="utf-8")
    (tmp_path / "b.gif").write_bytes(b"GIF89a")
    code, out, errors = run("--quiet", "ingest", tmp_path / "a.txt", "--database", tmp_path / "g")
    assert (code, errors) == (0, "") and "请核对" in out
    code, _, errors = run("--quiet", "ingest", tmp_path / "没有.txt", "--database", tmp_path / "g")
    assert code == 1 and "没有.txt" in errors


def test_a_group_without_a_command_is_not_known() -> None:
    assert isinstance(load("export"), typer.core.TyperGroup)
