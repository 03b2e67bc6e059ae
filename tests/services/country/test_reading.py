"""Documents read on a cluster: the same as on one machine, whatever dies."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest

from policygraph.graph.stores.opening import open_store
from policygraph.graph.transfer.dump import dump_graph
from policygraph.model.errors import PolicyGraphError
from policygraph.services.country import parts, reading
from policygraph.services.country.building import build
from policygraph.services.country.items import Item
from policygraph.services.country.parts import Out
from policygraph.services.country.reading import read_batch, read_country
from policygraph.services.ingestion import ingest
from policygraph.services.settle import settle
from tests.commands import Run, run
from tests.paths import ROOT

__all__ = ["run"]  # a fixture
SAMPLES = ROOT / "data" / "samples"


@pytest.fixture(autouse=True)
def main_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit's tests put a page in the place of the program, which each process that Dask spawns would run."""
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "来文"
    made.mkdir()
    for file in sorted(SAMPLES.glob("*.txt"))[:8]:
        shutil.copy(file, made)
    (made / "图.dwg").write_bytes(b"x")
    return made


def test_read_and_built_is_what_one_machine_has(folder: Path, tmp_path: Path, run: Run) -> None:
    """And what was read is not read again; a bad file is a row; a changed one is read anew."""
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 no package")
    out, graph, alone = tmp_path / "读好的", tmp_path / "graph", tmp_path / "alone"
    code, _, err = run("read", folder, "--out", out, "--jobs", "2")
    assert code == 1 and "这次读了文档 9" in err and "格式不支持的 1" in err and "失败：" in err and "坏.docx" in err
    assert f"{out} 里共有 8 份文档" in err
    assert "未变化（跳过） 9" in run("read", folder, "--out", out)[2]
    code, _, err = run("build", out, "--database", graph)
    assert code == 0 and "新增 8" in err
    assert "图里已有 8" in run("build", out, "--database", graph)[2]
    (folder / "坏.docx").unlink()
    with open_store(alone, write=True) as store:
        ingest([folder], store, 1)
        settle(store)
        wanted = dump_graph(store)
    with open_store(graph) as store:
        assert dump_graph(store) == wanted
    changed = next(folder.glob("03*"))
    changed.write_text(changed.read_text(encoding="utf-8") + "\n此件公开发布\n", encoding="utf-8")
    assert "这次读了文档 1，未变化（跳过） 7" in run("read", folder, "--out", out)[2]
    with open_store(graph, write=True) as store:
        assert (built := build(store, str(out))).added == 1 and len(built.removed) == 1


def deadly(url: str, turn: int, items: Sequence[Item]) -> int:
    """On a worker: one of the documents ends the whole worker."""
    if any("04" in Path(item.file).name[:2] for item in items):
        os._exit(1)
    return read_batch(url, turn, items)


def test_a_document_over_which_workers_die_costs_itself_only(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "BATCH", 2)
    monkeypatch.setattr(reading, "DEATHS", 0)  # one is enough
    done = read_country([str(folder)], str(tmp_path / "读好的"), jobs=2, read=deadly)
    ((uri, why),) = done.errors
    assert "04" in Path(uri).name and "意外终止" in why and done.documents == 7


def test_a_fault_of_ours_is_no_death_of_a_worker(folder: Path, tmp_path: Path) -> None:
    def wrong(url: str, turn: int, items: Sequence[Item]) -> int:
        raise KeyError("ours")

    with pytest.raises(KeyError, match="ours"):
        read_country([str(folder)], str(tmp_path / "读好的"), jobs=1, read=wrong)


@pytest.mark.skipif(os.name != "posix", reason="processes are killed by their group")
def test_a_run_that_was_killed_goes_on(folder: Path, tmp_path: Path) -> None:
    """Client, scheduler and workers die together; what was written stays, and the tables are of everything."""
    for n in range(192):
        (folder / f"x{n:03}.txt").write_text(
            f"青穗县节水方案\n一、节水。（牵头单位：县水利局）\n第{n}份\n", encoding="utf-8"
        )
    out = tmp_path / "读好的"
    command = [sys.executable, "-m", "policygraph", "read", str(folder), "--out", str(out), "--jobs", "1"]
    process = subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL)
    last = time.monotonic() + 120
    while not list(out.glob("parts/0*.parquet")) and time.monotonic() < last:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    written = len(list(out.glob("parts/0*.parquet")))
    assert 0 < written < 5 and not (out / reading.MANIFEST).exists()
    done = read_country([str(folder)], str(out), jobs=1)
    assert done.known >= reading.BATCH and done.known + done.read == 200 and done.documents == 200
    assert not list(out.glob("parts/.*"))


def test_a_scheduler_that_is_not_there_is_said(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "WAIT", 0.5)
    with pytest.raises(PolicyGraphError, match="连不上 Dask 的调度器"):
        read_country([str(folder)], str(tmp_path / "读好的"), "tcp://127.0.0.1:9")


def test_nothing_read_is_nothing_to_build(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    with open_store(tmp_path / "graph", write=True) as store, pytest.raises(PolicyGraphError, match="没有读好的文件"):
        build(store, str(tmp_path / "空"))
    assert list((tmp_path / "空").iterdir()) == [] and Out(str(tmp_path / "空"), there=True).parts() == []
    assert parts.next_turn([]) == 1
