"""What changed between two plans of one place: tasks added, dropped and renamed, figures raised and lowered, units.

Rows of catalogue queries in, rows out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from policygraph.graph.asking.catalog import Column
from policygraph.graph.lineage import chain, pairing
from policygraph.graph.lineage.likeness import index_measures
from policygraph.graph.lineage.measure import Measure
from policygraph.graph.stores.store import Row
from policygraph.model.records import fold

KINDS = {"kept": "沿用", "renamed": "改名", "added": "新增", "dropped": "取消"}
SIGNS = {"=": "", ">=": "≥", "<=": "≤", "~": "约"}

Figure = tuple[str, str]  # its name and its unit, as they are compared (Target.family and Target.measure)


@dataclass(frozen=True, slots=True)
class Changed:
    """A task of the new plan or the old one, and what became of it. `figures` and `units`: what changed, in words."""

    kind: str  # one of KINDS
    old: str | None
    new: str | None
    figures: tuple[str, ...]
    units: tuple[str, ...]
    old_id: str | None
    new_id: str | None


@dataclass(frozen=True, slots=True)
class Plan:
    """`tasks`, `figures` and `roles`: rows of tasks-of-policies, targets-of-policy and responsibility-matrix."""

    tasks: Sequence[Row]
    figures: Sequence[Row]
    roles: Sequence[Row]


COLUMNS = (
    Column("change", "变化"),
    Column("old", "旧方案的任务"),
    Column("new", "新方案的任务"),
    Column("figures", "指标"),
    Column("units", "单位"),
    Column("kind", "变化代码", hidden=True),
    Column("old_id", "旧任务编号", hidden=True),
    Column("new_id", "新任务编号", hidden=True),
)


def as_rows(found: Iterable[Changed], *, everything: bool = False) -> list[Row]:
    """Rows of `COLUMNS`; what is as it was only if `everything` is asked for."""
    shown = [each for each in found if everything or each.kind != "kept" or each.figures or each.units]
    return [
        {**asdict(each), "change": KINDS[each.kind], "figures": list(each.figures), "units": list(each.units)}
        for each in shown
    ]


def read_plan(ask: Callable[[str, Row], Sequence[Row]], policy: str) -> Plan:
    """The plan of that id; `ask` runs a query of the catalogue by its name."""
    return Plan(
        ask("tasks-of-policies", {"ids": [policy]}),
        ask("targets-of-policy", {"policy": policy}),
        ask("responsibility-matrix", {"policy": policy}),
    )


def earlier(policies: Iterable[Row], of: Row) -> list[Row]:
    """Other plans of the same place that were made before, the likeliest to be this one's last year first: of the same
    name but for the year, then the latest. `policies`: rows of the query `policies`.
    """
    before = [row for row in others(policies, of) if _year(row) < _year(of)]
    return sorted(before, key=lambda row: (_undated(row) == _undated(of), _year(row), row["id"]), reverse=True)


def others(policies: Iterable[Row], of: Row) -> list[Row]:
    """Other policies of the same place and level that have measures, by title."""
    same = [row for row in policies if row["tasks"] and (row["region"], row["level"]) == (of["region"], of["level"])]
    return sorted((row for row in same if row["id"] != of["id"]), key=lambda row: (row["title"], row["id"]))


YEAR = re.compile(r"20\d\d(?=年|[—–-])")


def _year(policy: Row) -> str:
    """The year that a plan is for: that of its title, else that in which it was issued; "" where neither is known."""
    named = YEAR.search(policy["title"])
    return named[0] if named else str(policy["issued_on"] or "")[:4]


def _undated(policy: Row) -> str:
    return re.sub(r"\d+", "", fold(policy["title"]))


def changes(old: Plan, new: Plan) -> list[Changed]:
    """In the order of the new plan; what was dropped comes last, in the order of the old one."""
    before, after = _outermost(old.tasks), _outermost(new.tasks)
    partner = _partners(before, after)
    figures = _figures(old), _figures(new)
    units = _units(old), _units(new)
    found = []
    for id_, row in after.items():
        was = partner.get(id_)
        if was is None:
            found.append(Changed("added", None, row["task"], (), (), None, id_))
            continue
        kind = "kept" if fold(before[was]["task"]) == fold(row["task"]) else "renamed"
        said = tuple(_moved(figures[0].get(was, {}), figures[1].get(id_, {})))
        who = tuple(_who(units[0].get(was, {}), units[1].get(id_, {})))
        found.append(Changed(kind, before[was]["task"], row["task"], said, who, was, id_))
    gone = (id_ for id_ in before if id_ not in partner.values())
    return found + [Changed("dropped", before[id_]["task"], None, (), (), id_, None) for id_ in gone]


def _outermost(rows: Sequence[Row]) -> dict[str, Row]:
    return {row["task_id"]: row for own in chain.measures(rows).values() for row in own}


def _partners(before: Mapping[str, Row], after: Mapping[str, Row]) -> dict[str, str]:
    """For tasks of the new plan the one of the old: of the same title, else the likest that is left."""
    titles = {fold(row["task"]): id_ for id_, row in before.items()}
    found = {id_: titles[title] for id_, row in after.items() if (title := fold(row["task"])) in titles}
    left_old, left_new = ({k: v for k, v in rows.items() if k not in used} for rows, used in
                          ((before, set(found.values())), (after, found.keys())))  # fmt: skip
    pairs = pairing.pair_measures(index_measures(_measures(left_new)), index_measures(_measures(left_old)))
    ids = list(left_new), list(left_old)
    for pair in sorted(pairs, key=lambda pair: -pair.confidence):
        mine, yours = ids[0][pair.lower], ids[1][pair.upper]
        if mine not in found and yours not in found.values():
            found[mine] = yours
    return found


def _measures(rows: Mapping[str, Row]) -> list[Measure]:
    return [Measure(id_, row["task"], row["text"]) for id_, row in rows.items()]


def _owner(rows: Sequence[Row]) -> dict[str, str]:
    """The outermost task of each."""
    parents = {row["task_id"]: row["parent_id"] for row in rows}

    def top(id_: str, steps: int = 9) -> str:
        return top(parents[id_], steps - 1) if parents.get(id_) and steps else id_

    return {id_: top(id_) for id_ in parents}


def _figures(plan: Plan) -> dict[str, dict[Figure, Row]]:
    owner = _owner(plan.tasks)
    found: dict[str, dict[Figure, Row]] = defaultdict(dict)
    for row in plan.figures:
        if row["kind"] == "planned" and row["owner_id"] in owner:
            found[owner[row["owner_id"]]].setdefault((row["family"], row["measure"] or ""), row)
    return found


def _moved(old: Mapping[Figure, Row], new: Mapping[Figure, Row]) -> list[str]:
    """In words. A figure is the same where its name and its unit are, as converted; where only its name is, and no
    other figure has that name, its unit has changed.
    """
    said = []
    partner = {key: key for key in new if key in old}
    before, after = _alone(old), _alone(new)
    partner |= {key: before[name] for name, key in after.items() if name in before}
    for key, row in new.items():
        name = row["indicator"]
        if key not in partner:
            said.append(f"新增：{name} {_amount(row)}")
            continue
        was = old[partner[key]]
        moved = f"{name} {_amount(was)} → {_amount(row)}"
        if partner[key] != key:
            said.append(f"单位改为{row['unit'] or '无'}：{moved}")
        elif was["amount"] != row["amount"]:
            said.append(f"{'调高' if row['amount'] > was['amount'] else '调低'}：{moved}")
        elif was["comparator"] != row["comparator"]:
            said.append(f"比较词改变：{moved}")
    gone = (row for key, row in old.items() if key not in partner.values())
    return said + [f"不再提：{row['indicator']} {_amount(row)}" for row in gone]


def _alone(figures: Iterable[Figure]) -> dict[str, Figure]:
    """By their names those of which there is one unit only."""
    figures = list(figures)
    often = Counter(name for name, _ in figures)
    return {figure[0]: figure for figure in figures if often[figure[0]] == 1}


def _amount(row: Row) -> str:
    high = f"—{row['value_high']:.15g}" if row["value_high"] is not None else ""
    return f"{SIGNS[row['comparator']]}{row['value']:.15g}{high}{row['unit'] or ''}"


def _units(plan: Plan) -> dict[str, dict[str, str]]:
    """The role of each department in each task; who leads a part leads."""
    owner = _owner(plan.tasks)
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in plan.roles:
        if row["department"] and row["task_id"] in owner:
            own = found[owner[row["task_id"]]]
            if own.get(row["department_name"]) != "牵头":
                own[row["department_name"]] = row["role"]
    return found


def _who(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    changed = [f"{name}：{old[name]} → {role}" for name, role in new.items() if name in old and old[name] != role]
    came = [f"新增{role}：{name}" for name, role in new.items() if name not in old]
    return changed + came + [f"不再{role}：{name}" for name, role in old.items() if name not in new]
