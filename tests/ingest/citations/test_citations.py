"""Policies that a text names: the cases of cases/citations.yaml."""

from __future__ import annotations

import re
from typing import Any

import pytest

from policygraph.ingest import pipeline
from policygraph.ingest.citations.citations import Citation
from policygraph.ingest.cleaning.clean import clean
from policygraph.ingest.head.head import Named
from policygraph.ingest.head.titles import WORK_REPORT
from policygraph.ingest.reading import Reading
from tests.paths import cases

CASES = cases("citations")["cases"]


def shown(citation: Citation) -> dict[str, Any]:
    """A citation as the table writes it."""
    place = citation.place.name if citation.place else None
    row = {"title": citation.title, "number": citation.number, "level": citation.level, "region": place}
    row |= {"naming": citation.naming, "aliases": list(citation.aliases), "draft": citation.draft}
    return {key: value for key, value in row.items() if value} | {"derives": citation.derives}


def read(case: dict[str, Any]) -> tuple[str, Reading]:
    cleaned = clean(f"{case.get('own', '青穗县节水实施方案')}\n{case['text']}\n{case.get('signed', '')}\n")
    return cleaned.text, pipeline.read_document(cleaned, Named("x.txt"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_citations(case: dict[str, Any]) -> None:
    assert [shown(c) for c in read(case)[1].citations] == case["cites"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_words_hold_the_name(case: dict[str, Any]) -> None:
    text, reading = read(case)
    for i, citation in enumerate(reading.citations):
        words = text[citation.start : citation.end]
        if citation.naming == "nickname":  # 今年中央、省委1号文件 are two, each called as everywhere
            assert "号" in words and "文件" in words
        elif citation.naming == "number":
            assert re.findall(r"[1-9]\d*", citation.title) == [n.lstrip("0") for n in re.findall(r"\d+", words)]
        elif citation.title.endswith(WORK_REPORT):  # called with its year and place, whoever says it
            assert words.endswith(WORK_REPORT)
        elif citation.title not in words:  # 该意见 stands for one that was named before
            assert citation.title in {c.title for c in reading.citations[:i]} and citation.derives


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_unnamed_grounds_are_noted(case: dict[str, Any]) -> None:
    text, reading = read(case)
    noted = [text[u.start : u.end] for u in reading.unread if u.kind == "unnamed-policy"]
    assert noted == case.get("unnamed", [])
