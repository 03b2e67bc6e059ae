"""One file that takes too long, too much, or its process with it: an error of that file, and the others go through."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from policygraph.graph.stores.opening import open_store
from policygraph.ingest.formats import limits
from policygraph.ingest.sources import Source
from policygraph.model.errors import PolicyGraphError
from policygraph.model.records import Records
from policygraph.services import ingestion, parallel, readers
from policygraph.services.readers import Readers
from tests import broken
from tests.graphs import COUNTY_TEXT
from tests.patience import within
from tests.readers import faulty

__all__ = ["faulty"]  # a fixture
OUTCOMES = {
    broken.SLOW: "读取用时超过 3 秒，已停止",
    broken.DEADLY: readers.DIED,
    broken.GREEDY: "内存太多",
    broken.BROKEN: "程序出错（E-",
}


@pytest.mark.slow("starts processes that read, and ends them")
def test_each_costs_itself_only(faulty: Readers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SECONDS", 3.0)
    names = [name for bad in OUTCOMES for name in (bad, f"好{bad}")]
    given = [(Source.of(name, f"{COUNTY_TEXT}{name}".encode()), f"upload:{name}") for name in names]
    found = dict(parallel.read_all(given, 2))
    assert list(found) == names
    for name, result in found.items():
        if name in OUTCOMES:
            assert isinstance(result, str) and result.startswith(f"{name}：") and OUTCOMES[name] in result
            assert "\n" not in result
        else:
            assert isinstance(result, Records)


@pytest.mark.slow("starts processes that read, and ends them")
def test_a_file_whose_process_died_is_tried_once_more(tmp_path: Path, faulty: Readers) -> None:
    text = f"{COUNTY_TEXT}\n{tmp_path / 'mark'}"
    with open_store(tmp_path / "graph", write=True) as store:
        assert ingestion.add_document(store, text.encode(), broken.ONCE)


@pytest.mark.slow("starts processes that read, and ends them")
def test_uploads_are_bounded_too(tmp_path: Path, faulty: Readers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SECONDS", 2.0)
    with open_store(tmp_path / "graph", write=True) as store:
        (slow,) = ingestion.add_each(store, COUNTY_TEXT.encode(), broken.SLOW)
        (good,) = ingestion.add_each(store, COUNTY_TEXT.encode(), "好.txt")
    assert "读取用时超过" in slow.error and good.document


@pytest.mark.slow("starts processes that read, and ends them")
def test_a_process_reads_one_document_after_another(faulty: Readers) -> None:
    for name in ("甲.txt", "乙.txt"):
        assert faulty.read(Source.of(name, COUNTY_TEXT.encode()), name).document
        (kept,) = faulty._idle
    assert kept.is_alive()


def test_what_has_no_bytes_needs_no_process(faulty: Readers) -> None:
    faulty.stop_idle()
    with pytest.raises(PolicyGraphError, match="打不开"):
        faulty.read(Source("甲.txt", error="打不开"), "甲.txt")
    assert not faulty._idle


@pytest.mark.slow("starts processes that read, and ends them")
def test_who_asks_no_more_waits_for_nothing(faulty: Readers) -> None:
    """Ctrl-C while a file takes its time."""
    given = ((Source.of(name, COUNTY_TEXT.encode()), name) for name in ("甲.txt", broken.SLOW, broken.SLOW))
    reading = parallel.read_all(given, 1)
    assert next(reading)[0] == "甲.txt"
    begun = time.monotonic()
    reading.close()  # type: ignore[attr-defined]
    assert time.monotonic() - begun < within(20)


def test_time_goes_with_the_text_and_what_is_converted_or_recognised() -> None:
    heard: list[float] = []
    with limits.timed(heard.append):
        limits.allow(3.0)
    limits.allow(4.0)
    assert heard == [3.0]
    assert limits.seconds_for(0) == limits.SECONDS < limits.seconds_for(50 << 20) < 3 * limits.SECONDS
