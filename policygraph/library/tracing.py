"""From a policy or a task to what it rests on and to what rests on it, as rows with their words."""

from __future__ import annotations

from functools import partial

from policygraph.graph.asking import catalog
from policygraph.graph.asking.absent import is_id
from policygraph.graph.asking.catalog import Column
from policygraph.graph.asking.finding import find_policy
from policygraph.graph.asking.known_names import Ask
from policygraph.graph.lineage.chain import links_along
from policygraph.graph.stores.store import Row, Store

LINKS = "derivations"
DIRECTIONS = {True: "上级", False: "下级"}
DIRECTION = Column("direction", "方向")


def trace(store: Store, what: str) -> tuple[list[Row], list[Column], str]:
    """Rows, their columns, what it is: upward ones first, from near to far; of a task also the links of its policy.

    PolicyGraphError where no policy or task is called so, or several policies are.
    """
    ask = partial(catalog.run_query, store)
    starts, title = _starts(ask, what)
    rows: list[Row] = []
    for up, word in DIRECTIONS.items():
        for link in links_along(starts, lambda ids: ask(LINKS, {"ids": list(ids)}), up=up):
            rows += [{DIRECTION.name: word, **row} for row in link.grounds]
    return rows, [DIRECTION, *catalog.find_query(LINKS).columns], f"{title}：来龙去脉"


def _starts(ask: Ask, what: str) -> tuple[list[str], str]:
    """The keys from which to go, and what that is called."""
    task = next(iter(ask("tasks", {"ids": [what]})), None) if is_id(what) else None
    if task is None:
        policy = find_policy(ask, what)
        return [f"Policy:{policy['id']}"], policy["title"]
    home = task["policy_id"]
    return [f"Task:{task['task_id']}", *([f"Policy:{home}"] if home else [])], task["task"]
