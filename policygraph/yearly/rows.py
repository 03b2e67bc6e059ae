"""What `policygraph review` asks, rows of ledgers among it, and which relationship somebody means."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from policygraph.graph.cypher import made
from policygraph.graph.identity.candidates import candidates
from policygraph.graph.identity.identity import Judgement
from policygraph.graph.ledgers.asked import Asked, asked
from policygraph.graph.stores.store import Read, Row, Store
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology


class OfRow(NamedTuple):
    """A row of a ledger and a task of which it may tell (ids), with what to say of them."""

    asked: Asked
    task: int

    @property
    def ends(self) -> tuple[tuple[str, str], tuple[str, str]]:
        return ("Task", self.asked.tasks[self.task].id), ("Progress", self.asked.id)


def open_questions(read: Read) -> list[Judgement | OfRow]:
    """What is to be decided: pairs that may be one, then rows of ledgers, each with each task of which it may tell."""
    rows = [OfRow(each, i) for each in asked(read) for i in range(len(each.tasks))]
    return [*candidates(read), *rows]


def in_words(each: Judgement | OfRow) -> Row:
    if isinstance(each, Judgement):
        return {**each._asdict(), "score": round(each.score, 2)}
    row, task = each.asked, each.asked.tasks[each.task]
    leads = f"，牵头 {'、'.join(task.leads)}" if task.leads else ""
    return {
        "label": "Progress", "first_name": row.row, "second_name": task.title, "kind": "right", "score": None,
        "why": f"台账《{row.source}》写：{row.words}；任务见《{task.source}》{leads}",
        "first": row.id, "second": task.id,
    }  # fmt: skip


def edge(
    store: Store, source: str, type_: str | None, target: str | None, said_by: str | None
) -> tuple[str, tuple[str, str], tuple[str, str], str]:
    """Type, both ends with their labels, and document of a relationship: as given, or of the row of that number."""
    if target is None:
        found = open_questions(store.read)
        chosen = found[int(source) - 1] if source.isdigit() and 0 < int(source) <= len(found) else None
        if not isinstance(chosen, OfRow):
            raise PolicyGraphError("请给出关系的起点、类型和终点，或台账一行的候选序号（见 policygraph review）")
        return "HAS_PROGRESS", *chosen.ends, chosen.asked.document
    if type_ == "HAS_PROGRESS":
        ends = ("Task", source), ("Progress", target)
    else:
        ends = _ends(store.read, type_ or "", source, target)
    return str(type_), *ends, document_named(store, said_by) if said_by else _said_in(store.read, ends)


def _said_in(read: Read, ends: tuple[tuple[str, str], tuple[str, str]]) -> str:
    """The ledger in which a row stands; of another relationship the document must be given."""
    rows = list(read(made.by_id(ends[1][0], ["documents"]), {"ids": [ends[1][1]]})) if ends[1][0] == "Progress" else []
    if ends[1][0] != "Progress":
        raise PolicyGraphError("请用 --document 写明是哪份文档说的")
    return str(next((document for row in rows for document in row["documents"]), ""))


def _ends(read: Read, type_: str, source: str, target: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """Both ends of a relationship with their labels; PolicyGraphError if there is none of that type between them."""
    kind = ontology().edges.get(type_)
    if kind is None:
        raise PolicyGraphError(f"没有 {type_} 这种关系；可用 {'、'.join(ontology().edges)}")
    for first in kind.sources:
        for second in kind.targets:
            if read(made.edge(type_, first, second), {"source": source, "target": target}):
                return (first, source), (second, target)
    raise PolicyGraphError(f"图中没有从 {source} 到 {target} 的{kind.zh}（{type_}）关系")


def document_named(store: Store, named: str) -> str:
    from policygraph.graph.loading.load import find_document, place

    return find_document(store, place(Path(named)) if Path(named).is_file() else named)
