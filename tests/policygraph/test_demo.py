"""The command that reads the packaged samples, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import Run, run

__all__ = ["run"]  # a fixture


@pytest.mark.slow("reads all samples")
def test_the_samples_are_read_once(run: Run, tmp_path: Path) -> None:
    place = tmp_path / "示例"
    code, _, errors = run("demo", "--no-page", "--database", place)
    assert code == 0 and "新增 17" in errors
    code, _, errors = run("demo", "--no-page", "--database", place)
    assert code == 0 and "已经读入" in errors and "新增" not in errors
    code, out, _ = run("query", "tasks-led-by-department", "-p", "department=区农业农村局", "--database", place)
    assert code == 0 and "临澜区" in out
