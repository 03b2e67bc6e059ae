"""Papers out of the graph, by what a person asks for: which policy, which department."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from policygraph.graph.asking import catalog
from policygraph.graph.asking.finding import find_department, find_policy
from policygraph.graph.ledgers.lines import lines, lines_of
from policygraph.graph.ledgers.standing import begun
from policygraph.graph.stores.store import Row, Store
from policygraph.graph.transfer.matrix import Matrix, compose
from policygraph.model.errors import PolicyGraphError
from policygraph.services.ledgers.entering import rules
from policygraph.services.paper import bulletin, comparison, responsibilities
from policygraph.services.paper.finding import matrix_of
from policygraph.services.paper.paper import Ask, Paper


def responsibilities_of(store: Store, policy: str, on: date) -> Paper:
    """The 责任分工表 of the policy that is called so. PolicyGraphError where none is, or several are."""
    ask = asking(store)
    found = find_policy(ask, policy)
    table = matrix_of(ask, found)
    if not table.lines:
        raise PolicyGraphError(f"图中没有“{found['title']}”的任务；请先导入它的原文")
    return responsibilities.of_policies([table], told(store, [table], on), on, found["issuer"] or "")


def duties_of(store: Store, department: str, policy: str | None, on: date) -> Paper:
    """The 任务清单 of a department, by one policy or by all. PolicyGraphError where it is not known, or has no task."""
    ask = asking(store)
    own = find_department(ask, department)
    ids = {own["id"]}
    tables = _of_all(ask, own, ids) if policy is None else [matrix_of(ask, find_policy(ask, policy), ids)]
    return responsibilities.of_department(own["department"], ids, tables, told(store, tables, on), on)


def comparison_of(store: Store, policy: str, on: date) -> Paper:
    """The 政策对照表 of the policy that is called so. PolicyGraphError where there is nothing to compare it with."""
    ask = asking(store)
    return comparison.comparison(ask, find_policy(ask, policy), on)


def bulletin_of(store: Store, policy: str | None, place: str | None, on: date, by: str = "") -> Paper:
    """The 督查通报 of a policy, or of all of a place, on a day. PolicyGraphError where nothing is told of it."""
    if policy is not None:
        found = find_policy(asking(store), policy)
        subject = bulletin.Subject(found["title"], f"《{found['title']}》")
        of = lines(store.read, policy=found["id"], place=place)
    else:
        subject = bulletin.Subject(f"{place}重点工作", f"{place}重点工作")
        of = begun(lines(store.read, place=place), on)
    return bulletin.bulletin(subject, of, on, by, rules(store.place))


def asking(store: Store) -> Ask:
    def ask(name: str, values: Mapping[str, Any]) -> Sequence[Row]:
        return catalog.run_query(store, name, values)

    return ask


def told(store: Store, tables: Iterable[Matrix], on: date) -> responsibilities.Told:
    """How the tasks of some tables stand on a day, as far as anything is told of them."""
    ids = {id_ for table in tables for line in table.lines for id_ in line.ids}
    return responsibilities.told(lines_of(store.read, sorted(ids)), on, rules(store.place))


def _of_all(ask: Ask, department: Row, ids: set[str]) -> list[Matrix]:
    """All tasks of a department: by policies, then those that are part of none, by the documents that state them."""
    name = department["department"]
    mine = {
        row["task_id"]
        for query in ("tasks-led-by-department", "tasks-supported-by-department")
        for row in ask(query, {"department": name})
        if row["department"] == name
    }
    rows = ask("tasks", {"ids": sorted(mine)}) if mine else []
    known = {row["id"]: row for row in ask("policies", {})}
    policies = sorted({row["policy_id"] for row in rows if row["policy_id"]}, key=lambda id_: _newest(known[id_]))
    loose = {row["task_id"]: row for row in rows if row["policy_id"] is None}
    return [*(matrix_of(ask, known[id_], ids) for id_ in policies), *_loose(ask, loose, department)]


def _newest(policy: Row) -> tuple[str, str]:
    """The last that was issued comes first."""
    day = policy["issued_on"] or ""
    return "".join(chr(0x10FFFF - ord(character)) for character in day) or "\U0010ffff", policy["title"]


def _loose(ask: Ask, tasks: Mapping[str, Row], department: Row) -> list[Matrix]:
    of_document: dict[str, list[Row]] = defaultdict(list)
    names: dict[str, str] = {}
    for document in sorted({row["document"] for row in tasks.values()}):
        for row in ask("tasks-of-document", {"document": document}):
            if row["task_id"] in tasks:
                of_document[document] += _roles({**row, **tasks[row["task_id"]]}, row, department)
                names[document] = row["source"]
    return [compose(names[document], rows, []) for document, rows in of_document.items()]


def _roles(task: Row, listed: Row, department: Row) -> list[Row]:
    """Rows as those of a matrix, of a task with its departments by name."""
    own = {department["name"]: department["id"]}
    return [
        {**task, "section": listed["section"], "parent_id": None, "role": role, "basis": None, "evidence": None,
         "department_name": name, "department_id": own.get(name)}
        for role, key in (("牵头", "leads"), ("配合", "supports"))
        for name in listed[key]
    ]  # fmt: skip
