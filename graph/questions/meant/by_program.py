"""Slots that a program gives for a question: of the same names and values as everywhere, and what is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from policygraph.graph.questions.lexicon import Lexicon
from policygraph.graph.questions.meant.edited import changed
from policygraph.graph.questions.slots import Slots
from policygraph.model.errors import PolicyGraphError

ASKS: Mapping[str, frozenset[str]] = {
    "tasks": frozenset({"tasks"}), "who": frozenset({"who"}), "count": frozenset({"items"}),
    "when": frozenset({"when"}), "progress": frozenset({"progress"}), "figures": frozenset({"amount"}),
    "grounds": frozenset({"above"}), "documents": frozenset({"documents"}), "policies": frozenset({"policies"}),
}  # fmt: skip
"""What may be asked for, and the cues that say so."""


def slots_of(given: Mapping[str, str], lexicon: Lexicon) -> Slots:
    """Raises PolicyGraphError for what is no slot, or no value of one."""
    asks = given.get("asks", "tasks")
    if asks not in ASKS:
        raise PolicyGraphError(f"asks 不能是“{asks}”；可以是 {'、'.join(ASKS)}")
    rest = {name: value for name, value in given.items() if name != "asks"}
    return changed(replace(Slots(), asks=ASKS[asks]), rest, lexicon)
