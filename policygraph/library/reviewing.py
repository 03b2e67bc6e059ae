"""What is to be judged in a graph, and what people decided."""

from __future__ import annotations

import getpass
from dataclasses import asdict
from typing import TYPE_CHECKING

from policygraph.graph.asking.catalog import Column
from policygraph.graph.decisions.decision import TEXTS
from policygraph.graph.decisions.decisions import about_nodes, all_decisions, standing
from policygraph.library.answer import Answer
from policygraph.services import deciding
from policygraph.yearly.rows import in_words, open_questions

if TYPE_CHECKING:
    from policygraph.library.graph import Graph

QUESTIONS = (
    Column("label", "种类", of="labels"), Column("first_name", "一方"), Column("second_name", "另一方"),
    Column("kind", "看来", of="Decision.kind"), Column("score", "可能性"), Column("why", "理由"),
    Column("first", "一方编号"), Column("second", "另一方编号"),
)  # fmt: skip
DECISIONS = (
    Column("at", "时间"), Column("by", "判断人"), Column("sentence", "判断"), Column("note", "说明"),
    Column("withdrawn_by", "撤销人"), Column("withdrawn_at", "撤销时间"), Column("id", "编号"),
)  # fmt: skip


class Review:
    """`graph.review`: what a person is asked, and what was answered. Answers are kept with who gave them."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def questions(self) -> Answer:
        """What may be one, rows of ledgers that fit no task or several, corrections that do not hold any more."""
        return Answer([in_words(each) for each in open_questions(self._graph._store.read)], QUESTIONS, "待核对")

    def decisions(self, *, withdrawn: bool = False) -> Answer:
        """What people decided; with `withdrawn` also what was taken back."""
        found = all_decisions(self._graph._store.read)
        kept = found if withdrawn else standing(found)
        return Answer([{**asdict(each), "id": each.id, "sentence": each.sentence} for each in kept], DECISIONS, "判断")

    def same(self, first: str, second: str, *, by: str | None = None, note: str | None = None) -> str:
        """That two nodes (ids) are one; what was done, in a sentence."""
        return self._about("same", first, second, by, note)

    def different(self, first: str, second: str, *, by: str | None = None, note: str | None = None) -> str:
        """That two nodes (ids) are two."""
        return self._about("different", first, second, by, note)

    def renamed(self, first: str, second: str, *, by: str | None = None, note: str | None = None) -> str:
        """That the first node (id) became the second."""
        return self._about("renamed", first, second, by, note)

    def undo(self, *ids: str, by: str | None = None) -> str:
        """Take decisions (ids, as `decisions` lists them) back, with all that followed from them."""
        with self._graph._writing() as store:
            gone = deciding.undo(store, ids, by or getpass.getuser())
        return f"已撤销：{'；'.join(each.sentence for each in gone)}"

    def _about(self, kind: str, first: str, second: str, by: str | None, note: str | None) -> str:
        with self._graph._writing() as store:
            label = TEXTS if kind == "counts" else deciding.label_of(store.read, first)
            made = about_nodes(store.read, kind, label, first, second, by=by or getpass.getuser(), note=note)
            return deciding.decided_in_words(deciding.decide(store, [made]))
