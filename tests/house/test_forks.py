"""The processes of tests (tests/plugins/forks.py): what they ran is told as of one, and nothing is lost with one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.paths import ROOT
from tests.plugins import forks

pytestmark = pytest.mark.skipif(not forks.POSSIBLE, reason="这个系统没有 fork：测试一个接一个运行")

FIRST = """
import os, pathlib, signal, warnings
import pytest

@pytest.fixture(scope="module")
def kept():
    yield
    pathlib.Path("away").touch()

def test_right(kept): warnings.warn("take care")
def test_wrong(): print("what it printed"); assert 1 == 2
def test_killed(): os.kill(os.getpid(), signal.SIGKILL)
def test_after(kept): pass
@pytest.mark.skip(reason="not here")
def test_skipped(): pass
def test_left(): os._exit(0)
"""
SECOND = """
import os

def test_one(): os.environ["SEEN"] = str(os.getpid())
def test_two(): assert os.environ["SEEN"] == str(os.getpid())
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = -p no:xdist -p no:cacheprovider\n")
    (tmp_path / "test_first.py").write_text(FIRST)
    for name in ("second", "third", "fourth"):
        (tmp_path / f"test_{name}.py").write_text(SECOND)
    return tmp_path


def told(folder: Path, *more: str) -> tuple[int, str]:
    plugins = ("-p", "tests.plugins.groups", "-p", "tests.plugins.forks")
    command = [sys.executable, "-m", "pytest", *plugins, "--rootdir", str(folder), "-c", "pytest.ini", "-rfEs", *more]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment)
    return done.returncode, done.stdout + done.stderr


def test_all_is_run_once_and_told(folder: Path) -> None:
    code, said = told(folder, "-n", "2")
    assert code == 1
    assert "3 failed, 8 passed, 1 skipped, 1 warning" in said, said
    assert re.findall(r"^FAILED test_first.py::(\w+)", said, re.M) == ["test_wrong", "test_killed", "test_left"]
    assert "what it printed" in said and "assert 1 == 2" in said
    assert "has ended (-9)" in said and "has ended (0)" in said
    assert "UserWarning: take care" in said and "SKIPPED [1] test_first.py:14: not here" in said


def test_the_first_failure_ends_all(folder: Path) -> None:
    code, said = told(folder, "-n", "2", "-x", "-k", "right or wrong or after")
    assert code == 1 and "stopping after 1 failures" in said and "1 failed, 1 passed" in said, said
    assert (folder / "away").exists()  # fixtures are put away all the same
