"""Tasks as the pages of things list them: those of the ledger with how they stand, others by their words alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from policygraph.app.frame import data
from policygraph.app.parts.lights import in_words, standing
from policygraph.graph.asking.catalog import Column
from policygraph.graph.ledgers.standing import Line, Standing, stand
from policygraph.graph.lineage import chain
from policygraph.graph.stores.store import Row
from policygraph.model.words import percent
from policygraph.services.ledgers import entering

COLUMNS = [
    Column("number", "序号"), Column("task", "任务"), Column("leads", "牵头"), Column("supports", "配合"),
    Column("due", "时限"), Column("standing", "状态"), Column("share", "完成比例"), Column("where", "在哪里"),
]  # fmt: skip
MEASURES = [Column("number", "序号"), Column("task", "条目"), Column("due", "时限"), Column("where", "在哪里")]


def rows(lines: Iterable[Line]) -> list[Row]:
    """Under `COLUMNS`, as they stand today."""
    rules, today = entering.rules(data.place()), date.today()
    return [_row(line, stand(line, today, rules)) for line in lines]


def _row(line: Line, now: Standing) -> Row:
    return {
        "number": line.number, "task": line.title, "leads": list(line.leads), "supports": list(line.supports),
        "due": line.due or (line.due_on.isoformat() if line.due_on else ""),
        "standing": standing(now.light, now.state), "share": percent(now.share), "task_id": line.id,
        "policy": line.policy, "policy_id": line.policy_id,
        "document": line.document, "start": line.start, "end": line.end,
    }  # fmt: skip


def standing_row(line: Line, now: Standing) -> Row:
    """What the lists of a bureau's and of a place's work say of a task."""
    return {
        "standing": in_words(now.light, now.state), "task": f"{line.number or ''} {line.title}".strip(),
        "leads": list(line.leads), "supports": list(line.supports), "due_on": str(line.due_on or line.due or ""),
        "share": percent(now.share), "as_of": str(now.as_of or ""), "problem": now.problem, "ground": now.ground,
        "policy": line.policy or line.source, "task_id": line.id,
        "document": line.document, "start": line.start, "end": line.end,
    }  # fmt: skip


def measures(policy: str) -> list[Row]:
    """The measures of a policy (id), in its order: what the ledger does not list, as the articles of a regulation."""
    return chain.measures(data.ask("tasks-of-policies", {"ids": [policy]})).get(policy, [])
