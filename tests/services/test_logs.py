"""The log: what stands in it, what must not, and that nothing about it breaks a command."""

from __future__ import annotations

import logging
import os
import pickle
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest

from policygraph.app.frame import serving
from policygraph.graph.stores import confined
from policygraph.graph.stores.opening import open_store
from policygraph.ingest import documents, pipeline
from policygraph.ingest.steps import STEPS
from policygraph.services import faults, ingestion, logs
from policygraph.services.settle import settle
from tests import broken
from tests.commands import Run, run
from tests.graphs import COUNTY_TEXT
from tests.readers import faulty

__all__ = ["faulty", "run"]  # fixtures


@pytest.fixture(autouse=True)
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The log's file, of this test alone."""
    file = tmp_path / "日志" / "policygraph.log"
    monkeypatch.setenv(logs.PLACE, str(file))
    yield file
    logs.configure()  # as the environment says after the test
    logging.getLogger("policygraph").setLevel(logging.NOTSET)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "方案.txt"
    file.write_text(COUNTY_TEXT, encoding="utf-8")
    return file


def breaks(*_: object, **__: object) -> None:
    raise LookupError("no such key")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("neo4j://ann:secret@h:7687/d", "neo4j://ann:***@h:7687/d"),
        ("bolt+s://ann:p@ss/w:rd@h", "bolt+s://ann:***@h"),
        ("['bolt://ann:secret@h', '-f']", "['bolt://ann:***@h', '-f']"),
        ("password is hunter22, said the server", "password is ***, said the server"),
        ("http://h/a?b=c", "http://h/a?b=c"),
        ("neo4j://ann@h", "neo4j://ann@h"),
    ],
)
def test_passwords_are_taken_out(text: str, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "hunter22")
    assert logs.redact(text) == shown


def test_a_password_is_in_no_part_of_a_record(log: Path) -> None:
    logs.configure()
    try:
        raise ValueError("bolt://ann:secret@h")
    except ValueError as error:
        said = faults.report(error, "neo4j://ann:secret@h/d")
    written = log.read_text(encoding="utf-8")
    assert "secret" not in written + said
    assert written.count("ann:***@h") == 3 and "ann:***@h" in said


def test_an_error_of_ours_is_one_line_and_its_traceback_is_in_the_log(
    run: Run, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policygraph.lookup.contents.ontology", breaks)
    code, out, err = run("stats", "-d", "nowhere")
    assert (code, out) == (70, "") and err.count("\n") == 1
    number = err[err.index("E-") :][:6]
    assert err == f"程序出错（{number}）：LookupError: no such key。请把日志 {log} 中的 {number} 报告给维护者\n"
    written = log.read_text(encoding="utf-8")
    assert f"ERROR policygraph.services.faults: {number}" in written
    assert 'raise LookupError("no such key")' in written and "stats_command" in written


def test_the_same_fault_has_the_same_number_and_another_another() -> None:
    def caught(index: int, value: object) -> str:
        try:
            if index == 2:
                documents.read_bytes(b"\x00", "x.txt").nodes[value]  # type: ignore[index]
            pipeline.annotate(value, "x.txt")  # type: ignore[arg-type]
        except Exception as error:
            return faults.number(error)
        raise AssertionError

    assert caught(1, 1) == caught(1, 2) == caught(1, 1)
    assert caught(1, None) != caught(2, None)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fault_in_one_file_and_the_times_of_all_are_in_the_log_wherever_they_are_read(
    tmp_path: Path, log: Path, faulty: None, jobs: int
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for name in ("0.txt", "1.txt", broken.BROKEN, "3.txt"):
        (folder / name).write_text(COUNTY_TEXT.replace("柳溪县", f"柳溪{len(name)}县") + name, encoding="utf-8")
    logs.configure(logging.DEBUG)
    with open_store(tmp_path / "graph", write=True) as store:
        report = ingestion.ingest([folder], store, jobs)
        settle(store)
    [(file, said)] = report.failures
    assert report.added == 3 and file.name == broken.BROKEN
    assert f"{file}：程序出错（E-" in said and f"请把日志 {log} 中的 E-" in said
    written = log.read_text(encoding="utf-8")
    assert said[said.index("E-") :][:6] in written and 'raise LookupError("no such key")' in written
    for stage in ("read", "clean", *(step.component for step in STEPS), "relate"):
        assert f": {stage} 0.txt: " in written
    for stage in ("load 3 documents", "resolve", "align"):
        assert f"{stage}: " in written
    processes = {line.split()[2] for line in written.splitlines() if ": clean " in line}
    assert str(os.getpid()) not in processes and len(processes) <= jobs


def test_a_fault_in_an_upload(tmp_path: Path, log: Path, faulty: None) -> None:
    logs.configure()
    with open_store(tmp_path / "graph", write=True) as store:
        (found,) = ingestion.add_each(store, COUNTY_TEXT.encode(), broken.BROKEN)
    assert found.document is None and "程序出错（E-" in found.error
    assert found.error[found.error.index("E-") :][:6] in log.read_text(encoding="utf-8")


def test_nothing_is_timed_and_no_file_made_where_nobody_asks(plan: Path, log: Path) -> None:
    logs.configure()
    documents.read_bytes(plan.read_bytes(), plan.name)
    assert not log.exists()


@pytest.mark.parametrize(("option", "there", "not_there"), [
    ("--verbose", "loaded into", "relate 方案.txt"), ("--debug", "relate 方案.txt", "Traceback"),
])  # fmt: skip
def test_what_is_done_is_shown_to_who_asks(
    run: Run, plan: Path, tmp_path: Path, option: str, there: str, not_there: str
) -> None:
    code, out, err = run(option, "ingest", plan, "-d", tmp_path / "graph")
    assert code == 0 and there in err and not_there not in err
    assert there not in out
    assert there not in run("ingest", plan, "-d", tmp_path / "other")[2]


def test_a_log_that_cannot_be_written_breaks_nothing_and_loses_no_traceback(
    run: Run, plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv(logs.PLACE, str(tmp_path / "file" / "policygraph.log"))
    code, _, err = run("ingest", plan, "-d", tmp_path / "graph")
    assert code == 0 and err.count("日志写不了：") == 1 and "路径中间有一段不是文件夹" in err
    monkeypatch.setattr("policygraph.lookup.contents.ontology", breaks)
    code, _, err = run("stats", "-d", tmp_path / "graph")
    assert code == 70 and 'raise LookupError("no such key")' in err
    assert err.splitlines()[-1].endswith("和出错的经过 报告给维护者") and "日志" not in err.splitlines()[-1]


def test_the_log_does_not_grow_without_end(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "BYTES", 1000)
    logs.configure()
    for i in range(100):
        logging.getLogger("policygraph.test").info("%s", f"{i:03}" * 20)
    files = sorted(log.parent.iterdir())
    assert len(files) == 1 + logs.OLDER and all(file.stat().st_size <= 1000 for file in files)
    assert "099" in log.read_text(encoding="utf-8")


def test_an_error_of_ours_in_the_process_of_a_query_brings_its_traceback(tmp_path: Path, log: Path) -> None:
    error = confined._fault(KeyError("x"))
    again = pickle.loads(pickle.dumps(error))
    assert "In the process of the query" in "".join(traceback.format_exception(again))


def test_a_fault_on_a_page_is_a_line_there(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(serving.st, "error", shown.append)
    logs.configure()
    try:
        breaks()
    except LookupError as error:
        assert serving.show_fault(error)
    assert shown[0].replace("\\", "").startswith("程序出错（E-") and "raise LookupError" in log.read_text(
        encoding="utf-8"
    )


def test_who_uses_the_package_as_a_library_decides(plan: Path, caplog: pytest.LogCaptureFixture, log: Path) -> None:
    for handler in list(logs.ROOT.handlers):
        logs.ROOT.removeHandler(handler)
    with caplog.at_level(logging.DEBUG, "policygraph"):
        documents.read_bytes(plan.read_bytes(), plan.name)
    assert any(record.name == "policygraph.ingest.pipeline" for record in caplog.records)
    assert not log.exists()
