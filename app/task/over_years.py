"""A task in the plans of other years, and in other texts of its own plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policygraph.app.frame import data
from policygraph.app.parts import texts_view
from policygraph.app.parts.things import listing, thing
from policygraph.app.parts.things.compared import compared
from policygraph.app.parts.things.ways import Way
from policygraph.graph.asking.catalog import Column
from policygraph.graph.lineage import changes, years
from policygraph.graph.lineage.changes import KINDS, Changed
from policygraph.graph.stores.store import Row

YEARS = [Column("year", "年份"), Column("change", "与它相比"), Column("task", "任务"), Column("policy", "政策"),
         Column("figures", "指标的变化"), Column("units", "单位的变化")]  # fmt: skip


def show(row: Row, task: Row) -> None:
    """The same task in the plans of the year before and the year after, of the same series."""
    if texts := texts_view.of_document(task["document"]):
        thing.section("同一政策的其他文本")
        for each in texts:
            texts_view.line(each, task["document"])
    rows = list(_rows(task)) if task["policy_id"] else []
    if rows:
        thing.section("各年的方案")
        compare = {
            "change": lambda row: Way(row["change"], "compare", {"old": row["old_plan"], "new": row["new_plan"]})
        }
        listing.show(rows, YEARS, "task-years", called="各年的方案", ways=compare)


def _rows(task: Row) -> Iterator[Row]:
    own = task["policy_id"]
    for pair in years.pairs(data.ask("policies")):
        if own in (pair.new["id"], pair.old["id"]):
            is_new = pair.new["id"] == own
            yield from _in(compared(pair), task, pair.old if is_new else pair.new, pair, is_new=is_new)


def _in(changed: Sequence[Changed], task: Row, other: Row, pair: years.Pair, *, is_new: bool) -> Iterator[Row]:
    for each in changed:
        mine, its = (each.new_id, each.old_id) if is_new else (each.old_id, each.new_id)
        if mine == task["task_id"]:
            yield {
                "year": changes.year_of(other), "change": KINDS[each.kind],
                "task": (each.old if is_new else each.new) or "", "task_id": its,
                "policy": other["title"], "policy_id": other["id"], "figures": list(each.figures),
                "units": [*each.units, *each.renamed], "old_plan": pair.old["id"], "new_plan": pair.new["id"],
            }  # fmt: skip
