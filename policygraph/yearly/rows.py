"""What `policygraph review` asks, rows of ledgers among it, and which relationship somebody means."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from policygraph.graph.cypher import made
from policygraph.graph.decisions.decision import Decision
from policygraph.graph.decisions.decisions import about_edge, about_row
from policygraph.graph.decisions.disputed import Disputed, disputed, kept
from policygraph.graph.identity.identity import Judgement
from policygraph.graph.ledgers.asked import UNMATCHED, Asked, asked
from policygraph.graph.resolving.candidates import candidates
from policygraph.graph.stores.store import Read, Row, Store
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology
from policygraph.model.words import percent

ANEW = "每判断一次，后面的序号都会变，请重新运行 policygraph review 看序号"
CELL = re.compile(r"[|\t]")
LONGEST = 120  # letters of a row that is shown


class OfRow(NamedTuple):
    """A row of a ledger and a task of which it may tell (by its turn among these; None where it matches none), with
    what to say of them. `cells`: the row as it stands in the ledger, for there alone is its bureau; empty where it is
    no row of a table."""

    asked: Asked
    task: int | None
    cells: str = ""

    @property
    def ends(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """PolicyGraphError where it matches no task."""
        if self.task is None:
            raise PolicyGraphError(
                f"“{self.asked.row}”和哪一项任务都对不上：是哪一项，请用 policygraph review move 序号 --to 任务编号；"
                "不是方案里的任务，用 policygraph review wrong 序号"
            )
        return ("Task", self.asked.tasks[self.task].id), ("Progress", self.asked.id)


Question = Judgement | OfRow | Disputed


def open_questions(read: Read) -> list[Question]:
    """What is to be decided: pairs that may be one, then rows of ledgers, each with each task of which it may tell, and
    those that match none, then corrections of which the text has something else by now."""
    rows = asked(read)
    texts = made.by_id("Document", ["id", "text"])
    text = {row["id"]: row["text"] for row in read(texts, {"ids": sorted({each.document for each in rows})})}
    of_rows = [
        OfRow(each, i, _cells(text.get(each.document) or "", each))
        for each in rows
        for i in range(len(each.tasks)) or (None,)
    ]
    return [*candidates(read), *of_rows, *disputed(read)]


def _cells(text: str, row: Asked) -> str:
    """The row's line of the table, cell by cell."""
    behind = text.find("\n", row.end)
    cells = CELL.split(text[text.rfind("\n", 0, row.start) + 1 : behind if behind >= 0 else len(text)])
    words = "，".join(cell.strip() for cell in cells if cell.strip()) if len(cells) > 1 else ""
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}……"


def in_words(each: Question) -> Row:
    if isinstance(each, Judgement):
        return {**each._asdict(), "score": round(each.score, 2)}
    if isinstance(each, Disputed):
        return {
            "label": "Task", "first_name": f"更正：{each.decision.after or '无'}",
            "second_name": f"文档现在写：{each.now or '无'}", "kind": "corrected", "score": None,
            "why": f"{each.in_words}；仍按更正用 right 序号，按文档用 wrong 序号（撤销更正）",
            "first": each.decision.id, "second": each.subject.id,
        }  # fmt: skip
    row = each.asked
    share = f"，完成 {percent(row.share)}" if row.share is not None else ""
    cells = f"（整行：{each.cells}）" if each.cells else ""
    told = f"台账《{row.source}》写：{row.words}{share}{cells}"
    if each.task is None:
        return {
            "label": "Progress", "first_name": row.row, "second_name": UNMATCHED, "kind": None, "score": None,
            "why": f"{told}；没有算进台账：是哪一项用 move 序号 --to 任务编号，都不是用 wrong 序号",
            "first": row.id, "second": None,
        }  # fmt: skip
    task = row.tasks[each.task]
    leads = f"，牵头 {'、'.join(task.leads)}" if task.leads else ""
    return {
        "label": "Progress", "first_name": row.row, "second_name": task.title, "kind": "right", "score": None,
        "why": f"{told}；任务见《{task.source}》{leads}",
        "first": row.id, "second": task.id,
    }  # fmt: skip


def numbered(store: Store, source: str, target: str | None) -> Question | None:
    """What is asked under the number that is given instead of a relationship, which has a `target`. PolicyGraphError
    where nothing is."""
    if target is not None:
        return None
    if not source.isdecimal():
        raise PolicyGraphError("请给出关系的起点、类型和终点，或台账一行的候选序号（见 policygraph review）")
    found = open_questions(store.read)
    if not 0 < int(source) <= len(found):
        raise PolicyGraphError(f"没有第 {source} 条，共 {len(found)} 条；{ANEW}")
    return found[int(source) - 1]


def decision_on(
    store: Store,
    kind: str,
    question: Question | None,
    named: tuple[str, str | None, str | None, str | None],
    *,
    by: str,
    note: str | None,
    end: str = "first",
    to: str | None = None,
) -> Decision:
    """The decision about the relationship that is `named` (`edge`); or, where a number is given, on the `question`:
    about the row that matches no task, that it is no task's, or the one `to` which it is moved; that a correction
    holds; or about the relationship that is asked about."""
    source, type_, target, said_by = named
    if isinstance(question, Disputed) and kind == "right":
        return kept(question, by=by, note=note or "")
    if isinstance(question, OfRow) and question.task is None:
        row = question.asked
        if kind == "wrong":
            return about_row(store.read, row.id, by=by, note=note)
        if kind == "moved" and to:
            ends = ("Task", to), ("Progress", row.id)
            return about_edge(store.read, "right", "HAS_PROGRESS", *ends, row.document, by=by, note=note)
    if isinstance(question, OfRow):
        which = "HAS_PROGRESS", *question.ends, question.asked.document
    elif question is not None or target is None:
        raise PolicyGraphError(f"第 {source} 条不是台账的一行；{ANEW}")
    else:
        which = edge(store, source, type_, target, said_by)
    return about_edge(store.read, kind, *which, by=by, note=note, end=end, to=to)


def edge(
    store: Store, source: str, type_: str | None, target: str, said_by: str | None
) -> tuple[str, tuple[str, str], tuple[str, str], str]:
    """Type, both ends with their labels, and document of a relationship."""
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
