"""Bytes to records: what holds of the records of any file."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygraph.ingest import documents
from policygraph.model.check import check
from policygraph.model.errors import PolicyGraphError
from policygraph.model.records import Records
from tests import paths

SAMPLES = sorted(
    path.name for path in files("policygraph.data").joinpath("samples").iterdir() if not path.name.endswith(".xlsx")
)
ENCODINGS = ["utf-8-sig", "gb18030", "utf-16", "utf-16-le"]


@cache
def sample(name: str) -> str:
    return files("policygraph.data").joinpath("samples", name).read_text(encoding="utf-8")


def read(text: str, encoding: str = "utf-8", name: str = "x.txt") -> Records:
    """Records that passed the check that all records pass before they are loaded."""
    records = documents.read_bytes(text.encode(encoding), name)
    records.nodes[0].properties["uri"] = name
    check(records)
    return records


def assert_traceable(records: Records) -> None:
    """Every edge was read from words that stand where it says, or says what it rests on."""
    text = str(records.nodes[0].properties["text"])
    for edge in records.edges:
        if edge.evidence is None:
            assert edge.properties["basis"], edge
        else:
            assert edge.evidence and text[edge.start : edge.end] == edge.evidence
            assert not edge.evidence[0].isspace() and not edge.evidence[-1].isspace()
    for node in records.nodes:
        assert node.properties["name"], node
        if "start" in node.properties:
            start, end = node.properties["start"], node.properties["end"]
            assert isinstance(start, int) and isinstance(end, int) and start < end


# --- the samples


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_are_traceable(name: str) -> None:
    assert_traceable(read(sample(name), name=name))


@pytest.mark.parametrize("name", SAMPLES)
def test_reading_twice_gives_the_same(name: str) -> None:
    assert read(sample(name)) == read(sample(name))


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_encoding_changes_nothing(name: str, encoding: str) -> None:
    here, there = read(sample(name)), read(sample(name).replace("\n", "\r\n"), encoding)
    there.nodes[0] = replace(there.nodes[0], properties={**there.nodes[0].properties, "encoding": "utf-8"})
    assert here == there


def test_another_text_is_another_document() -> None:
    here, there = read(sample(SAMPLES[3])), read(sample(SAMPLES[3]) + "又及。\n")
    assert here.document != there.document
    own = {"Document", "Task", "Section", "Target", "Milestone", "Unread"}
    assert {n.id for n in here.nodes if n.label in own}.isdisjoint(n.id for n in there.nodes if n.label in own)
    shared = {(n.label, n.id) for n in here.nodes if n.label not in own}
    assert shared == {(n.label, n.id) for n in there.nodes if n.label not in own}


@pytest.mark.slow("reads all samples in other processes")
def test_ids_do_not_depend_on_the_process() -> None:
    """Python orders sets anew in each process; nothing of that may show."""
    script = (
        "import hashlib; from importlib.resources import files; from policygraph.ingest import documents\n"
        "folder = files('policygraph.data').joinpath('samples')\n"
        "said = [repr(documents.read_bytes(f.read_bytes(), f.name)) for f in sorted(folder.iterdir(), key=str)]\n"
        "print(hashlib.sha256(''.join(said).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


# --- any text


def _fragments() -> list[str]:
    """The notations of all case tables, whole and by sentence, and what holds texts together."""
    folder = paths.CASES
    texts: list[str] = []
    for table in ("responsibilities", "titles", "citations", "tasks", "outline"):
        cases: list[dict[str, Any]] = paths.load_yaml((folder / f"{table}.yaml").read_text(encoding="utf-8"))["cases"]
        texts += [case["text"] for case in cases if case["text"]]
    sentences = [s for text in texts for s in text.replace("。", "。\0").replace("\n", "\n\0").split("\0") if s]
    marks = [*"（）()〔〕【】《》“”：；。，、\n\t 　", "\n\n", "——", "…"]
    numbers = ["一、", "（二）", "3.", "4．", "10", "①", "一是", "第五条 ", "2025年", "3万亩", "60%", "XX", "等"]
    units = ["县水利局", "各乡镇（街道）", "牵头", "配合", "责任单位：", "完成时限：", "石桥村", "青穗县", "猕猴桃"]
    return texts + sentences + (marks + numbers + units) * 8


ANY_TEXT = st.lists(st.sampled_from(_fragments()), min_size=1, max_size=25).map("".join).filter(str.strip)
WILD_TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda text: bool(text.strip()))


@given(ANY_TEXT)
@settings(max_examples=300)
def test_no_mixture_of_notations_breaks_the_reader(text: str) -> None:
    records = read(text)
    assert_traceable(records)
    assert records == read(text)


@given(ANY_TEXT, st.sampled_from(ENCODINGS))
@settings(max_examples=30)
def test_any_text_has_its_ids_in_every_encoding(text: str, encoding: str) -> None:
    text += "\n"  # UTF-16 without a mark is known by the zero bytes of its line ends, digits or blanks
    there = read(text, encoding)
    there.nodes[0].properties["encoding"] = "utf-8"
    assert there == read(text)


@given(WILD_TEXT)
def test_no_characters_break_the_reader(text: str) -> None:
    try:
        assert_traceable(read(text))
    except PolicyGraphError as error:
        assert "文本" in str(error) or "空" in str(error)
