"""The notebooks run from top to bottom in a folder of their own, with few counties; they hold code and no results."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from tests.paths import ROOT

FOLDER = ROOT / "docs/researchers/notebooks"
SHOWN = {
    "county-year": ("17 份新增；读不了的： []", "逾期"),
    "plans-compared": ("读不了的： []", "农业农村"),
    "collaboration": ("个部门；", "农业农村"),
}
"""By notebook, what some of its results hold."""
FEW = {"县数 = 100": "县数 = 4"}


def test_every_notebook_is_run() -> None:
    assert {file.stem for file in FOLDER.glob("*.ipynb")} == set(SHOWN)


@pytest.mark.slow("starts a Python of its own, reads documents and draws")
@pytest.mark.parametrize("name", SHOWN)
def test_it_runs(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # where the generator is
    monkeypatch.setenv("MPLBACKEND", "agg")
    notebook = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert not cell.outputs and cell.execution_count is None, "不要把结果存进仓库"
        if "parameters" in cell.metadata.get("tags", ()):
            for many, few in FEW.items():
                cell.source = cell.source.replace(many, few)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()
    told = "\n".join(str(output) for cell in notebook.cells for output in cell.get("outputs", ()))
    assert all(words in told for words in SHOWN[name])
