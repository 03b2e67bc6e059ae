"""Broken, lying and huge files: each ends in a clear error or a bounded result, in one process of bounded memory."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from policygraph.ingest.formats import limits
from tests import paths
from tests.hostile_files import CASES

SECONDS = 60  # for one file on a busy machine


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What came of each file, by name. Programs that convert old formats are not found, wherever the tests run."""
    root = paths.ROOT
    environment = {"PATH": str(tmp_path_factory.mktemp("empty")), "PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "tests.hostile_files"]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return {result["file"]: result for result in map(json.loads, done.stdout.splitlines())}


@pytest.mark.slow("all are read in one process, as large as they are")
@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["file"]))
def test_hostile_files(case: dict[str, Any], results: dict[str, Any]) -> None:
    result = results[case["file"]]
    assert result["seconds"] < SECONDS
    if "error" in case:
        assert case["error"] in result.get("error", ""), result
        assert "\n" not in result["error"] and len(result["error"]) < 150
        return
    assert case["reads"] in result.get("text", ""), result
    assert result["length"] <= limits.CHARACTERS
    assert any(case.get("unread", "") in why for why in result["unread"] or [""])
    assert result["tables"] == case.get("tables", result["tables"])
