"""Policies that a text names: the cases of cases/citations.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from policygraph.ingest import pipeline
from policygraph.ingest.citations import Citation
from policygraph.ingest.clean import clean

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "citations.yaml").read_text(encoding="utf-8"))["cases"]


def shown(citation: Citation) -> dict[str, Any]:
    """A citation as the table writes it."""
    place = citation.place.name if citation.place else None
    row = {"title": citation.title, "number": citation.number, "level": citation.level, "region": place}
    return {key: value for key, value in row.items() if value} | {"derives": citation.derives}


def annotate(case: dict[str, Any]) -> tuple[str, list[Citation]]:
    cleaned = clean(f"{case.get('own', '青穗县节水实施方案')}\n{case['text']}\n")
    return cleaned.text, pipeline.annotate(cleaned, "x.txt")._.citations


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_citations(case: dict[str, Any]) -> None:
    assert [shown(c) for c in annotate(case)[1]] == case["cites"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_words_hold_the_title(case: dict[str, Any]) -> None:
    text, found = annotate(case)
    for citation in found:
        words = text[citation.start : citation.end]
        # 2025年中央、省委一号文件 are two, named by what stands apart in the text
        assert citation.title in words or (citation.title.endswith("一号文件") and set(citation.title) <= set(words))
