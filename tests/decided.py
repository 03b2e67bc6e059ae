"""Decisions kept without what follows from them, for tests of what then does."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from policygraph.graph.decisions.decision import CALIBRATED, Decision
from policygraph.graph.decisions.decisions import keeping, touching, withdrawn
from policygraph.graph.decisions.subjects import correct, subjects
from policygraph.graph.lineage import evidence, learning
from policygraph.graph.lineage.evidence import NONE, Weights
from policygraph.graph.loading.touched import noting
from policygraph.graph.stores.store import Store


def keep(store: Store, decisions: Collection[Decision]) -> None:
    """Write decisions, as a run does that is cut short after them."""
    store.write(lambda read: [*keeping(read, decisions), noting(read, touching(decisions))])


def withdraw(store: Store, id_: str, by: str) -> Decision:
    """Take a decision back, and return it as it is now."""
    gone = withdrawn(store.read, id_, by)
    keep(store, [gone])
    return gone


def calibrated_to_nothing() -> Decision:
    """A calibration under which no measure carries out another."""
    weights = learning.written(Weights(evidence.weights().pairs, np.full(len(NONE), 50.0)))
    return Decision(
        CALIBRATED, "DERIVES_FROM", "*", "*", "Task", "Task", "任务", "上级任务", by="测试",
        at="2030-01-01T00:00:00+08:00", weights=weights,
    )  # fmt: skip


def corrected_deadline(store: Store, task: str) -> Decision:
    """That a task (its title) is due on another day than its document says."""
    [row] = store.read("MATCH (t:Task {title: $title}) RETURN t.id AS id", {"title": task})
    [subject] = subjects(store.read, [row["id"]])
    return correct(subject, "due_on", "2026-11-30", by="测试", source="更正.xlsx 表“更正表”G5")
