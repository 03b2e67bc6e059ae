"""Which planned figures are aims: the documents of cases/aims.yaml, and what the cues in data/aims.yaml are."""

from __future__ import annotations

from typing import Any

import pytest

from policygraph.ingest import documents
from policygraph.ingest.aims.likelihood import Said, aim_cues, holding, likelihood
from tests.paths import cases

UNSAID = Said(genre="plan", part="task", comparator="=", unit="个", clause="", sentence="", paragraph="")


@pytest.mark.parametrize("case", cases("aims"), ids=lambda case: case["name"])
def test_figures_of_a_document(case: dict[str, Any]) -> None:
    nodes = documents.read_bytes(case["text"].encode(), "a.txt").nodes
    planned = [n.properties for n in nodes if n.label == "Target" and n.properties["kind"] == "planned"]
    assert sorted(f"{t['value']:g}{t['unit']}" for t in planned) == sorted(case["aims"])
    aside = [n for n in nodes if n.label == "Unread" and n.properties["kind"] == "figure-not-judged"]
    assert aside or case["aims"]


def test_each_cue_was_counted() -> None:
    assert not [name for name, cue in aim_cues().cues.items() if cue.aims + cue.others == 0]


def test_what_holds_adds_up() -> None:
    hoped = Said(**{**{name: getattr(UNSAID, name) for name in UNSAID.__slots__}, "sentence": "到2027年建成3个园区"})
    assert {"dated", "plan", "task", "exact-sign"} <= set(holding(hoped))
    assert "no-verb" in set(holding(UNSAID))
    assert 0 < likelihood(UNSAID) < likelihood(hoped) < 1
