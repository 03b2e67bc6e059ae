"""What changed between two plans of one place: tasks added, dropped and renamed, figures raised and lowered, units.

Rows of catalogue queries in, rows out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import NamedTuple

from policygraph.graph.asking.catalog import Column
from policygraph.graph.identity.became import later, merged
from policygraph.graph.lineage import chain, pairing
from policygraph.graph.lineage.evidence import Weights
from policygraph.graph.lineage.likeness import index_measures
from policygraph.graph.lineage.measure import Measure
from policygraph.graph.stores.store import Row
from policygraph.model.records import fold
from policygraph.model.words import figure

KINDS = {"kept": "沿用", "renamed": "改名", "added": "新增", "dropped": "取消"}
SIGNS = {"=": "", ">=": "≥", "<=": "≤", ">": "高于", "<": "低于", "~": "约"}
HIGHER, LOWER, TIGHTER, LOOSER = "调高", "调低", "收紧", "放宽"
CEILINGS = {"<=", "<"}  # of a figure that is not to be exceeded: less of it is asked for more strictly

Figure = tuple[str, str]  # its name and its unit, as they are compared (Target.family and Target.measure)


@dataclass(frozen=True, slots=True)
class Changed:
    """A task of the new plan or the old one, and what became of it. `figures` and `units`: what changed, in words;
    `renamed`: units that only have another name since a reform, or are part of another; `sure`: that the two tasks are
    one, 0 to 1."""

    kind: str  # one of KINDS
    old: str | None
    new: str | None
    figures: tuple[str, ...]
    units: tuple[str, ...]
    renamed: tuple[str, ...]
    old_id: str | None
    new_id: str | None
    sure: float | None = None


Ask = Callable[[str, Row], Sequence[Row]]
"""Runs a query of the catalogue by its name."""


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
    shown = [each for each in found if everything or each.kind != "kept" or each.figures or each.units or each.renamed]
    return [
        {
            **{name: value for name, value in asdict(each).items() if name not in ("renamed", "sure")},
            "change": KINDS[each.kind],
            "figures": list(each.figures),
            "units": [*each.units, *each.renamed],
        }
        for each in shown
    ]


def between(ask: Ask, old: str, new: str, by: Weights | None) -> list[Changed]:
    """The `changes` between the plans of these ids."""
    return changes(read_plan(ask, old), read_plan(ask, new), ask("successions", {}), by)


def read_plan(ask: Ask, policy: str) -> Plan:
    """The plan of that id."""
    return Plan(
        ask("tasks-of-policies", {"ids": [policy]}),
        ask("targets-of-policy", {"policy": policy}),
        ask("responsibility-matrix", {"policy": policy}),
    )


def earlier(policies: Iterable[Row], of: Row) -> list[Row]:
    """Other plans of the same place that were made before, the likeliest to be this one's last year first: of the same
    name but for the year, then the latest. `policies`: rows of the query `policies`.
    """
    before = [row for row in others(policies, of) if year_of(row) < year_of(of)]
    return sorted(before, key=lambda row: (series_of(row) == series_of(of), year_of(row), row["id"]), reverse=True)


def others(policies: Iterable[Row], of: Row) -> list[Row]:
    """Other policies of the same place and level that have measures, by title."""
    same = [row for row in policies if row["tasks"] and (row["region"], row["level"]) == (of["region"], of["level"])]
    return sorted((row for row in same if row["id"] != of["id"]), key=lambda row: (row["title"], row["id"]))


YEAR = re.compile(r"20\d\d(?=年|[—–-])")


def year_of(policy: Row) -> str:
    """The year that a plan is for: that of its title, else that in which it was issued; "" where neither is known."""
    named = YEAR.search(policy["title"])
    return named[0] if named else str(policy["issued_on"] or "")[:4]


def series_of(policy: Row) -> str:
    """What the plans of several years have in common: their name but for the year."""
    return re.sub(r"\d+", "", fold(policy["title"]))


def changes(old: Plan, new: Plan, successions: Iterable[Row] = (), by: Weights | None = None) -> list[Changed]:
    """In the order of the new plan; what was dropped comes last, in the order of the old one. `successions`: rows of
    the query, by which a unit of the old plan may be one of the new. `by`: the weights that the graph was calibrated
    to."""
    successions = list(successions)
    became, into = later(successions, [*old.roles, *new.roles]), merged(successions)
    before, after = _outermost(old.tasks), _outermost(new.tasks)
    partner = _partners(before, after, by)
    figures = _figures(old), _figures(new)
    units = _units(old), _units(new)
    found = []
    for id_, row in after.items():
        was, sure = partner.get(id_, (None, None))
        if was is None:
            found.append(Changed("added", None, row["task"], (), (), (), None, id_))
            continue
        kind = "kept" if fold(before[was]["task"]) == fold(row["task"]) else "renamed"
        said = tuple(_moved(figures[0].get(was, {}), figures[1].get(id_, {})))
        who, renamed = _who(units[0].get(was, {}), units[1].get(id_, {}), became, into)
        found.append(Changed(kind, before[was]["task"], row["task"], said, tuple(who), tuple(renamed), was, id_, sure))
    used = {was for was, _ in partner.values()}
    gone = (id_ for id_ in before if id_ not in used)
    return found + [Changed("dropped", before[id_]["task"], None, (), (), (), id_, None) for id_ in gone]


def _outermost(rows: Sequence[Row]) -> dict[str, Row]:
    return {row["task_id"]: row for own in chain.measures(rows).values() for row in own}


def _partners(before: Mapping[str, Row], after: Mapping[str, Row], by: Weights | None) -> dict[str, tuple[str, float]]:
    """For tasks of the new plan the one of the old, and how sure that is: of the same title, else the likest that is
    left."""
    titles = {fold(row["task"]): id_ for id_, row in before.items()}
    found = {id_: (titles[title], 1.0) for id_, row in after.items() if (title := fold(row["task"])) in titles}
    left_old, left_new = ({k: v for k, v in rows.items() if k not in used} for rows, used in
                          ((before, {was for was, _ in found.values()}), (after, found.keys())))  # fmt: skip
    pairs = pairing.pair_measures(index_measures(_measures(left_new)), index_measures(_measures(left_old)), by)
    ids = list(left_new), list(left_old)
    used: set[str] = set()
    for pair in sorted(pairs, key=lambda pair: -pair.confidence):
        mine, yours = ids[0][pair.lower], ids[1][pair.upper]
        if mine not in found and yours not in used:
            found[mine] = yours, round(pair.confidence, 2)
            used.add(yours)
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
            said.append(f"新增：{name} {amount(row)}")
            continue
        was = old[partner[key]]
        moved = f"{name} {amount(was)} → {amount(row)}"
        if partner[key] != key:
            said.append(f"单位改为{row['unit'] or '无'}：{moved}")
        elif what := what_changed(was, row):
            said.append(f"{what}：{moved}")
    gone = (row for key, row in old.items() if key not in partner.values())
    return said + [f"不再提：{row['indicator']} {amount(row)}" for row in gone]


def what_changed(was: Row, row: Row) -> str:
    """Of a figure of one unit in both; nothing where it is the same."""
    if None not in (was["amount"], row["amount"]) and was["amount"] != row["amount"]:
        ceiling = CEILINGS & {was["comparator"], row["comparator"]}
        return ((TIGHTER, LOOSER) if ceiling else (LOWER, HIGHER))[row["amount"] > was["amount"]]
    if was["comparator"] != row["comparator"]:
        return "比较词改变"
    return "对照改变" if was.get("base") != row.get("base") else ""


def _alone(figures: Iterable[Figure]) -> dict[str, Figure]:
    """By their names those of which there is one unit only."""
    figures = list(figures)
    often = Counter(name for name, _ in figures)
    return {figure[0]: figure for figure in figures if often[figure[0]] == 1}


def amount(row: Row) -> str:
    """A figure in words."""
    return figure(row, SIGNS[row["comparator"]])


class _Unit(NamedTuple):
    name: str
    role: str


def _units(plan: Plan) -> dict[str, dict[str, _Unit]]:
    """The departments of each task by their ids; who leads a part leads."""
    owner = _owner(plan.tasks)
    found: dict[str, dict[str, _Unit]] = defaultdict(dict)
    for row in plan.roles:
        if row["department"] and row["task_id"] in owner:
            own, id_ = found[owner[row["task_id"]]], row["department_id"]
            if id_ not in own or own[id_].role != "牵头":
                own[id_] = _Unit(row["department_name"], row["role"])
    return found


def _who(
    old: Mapping[str, _Unit], new: Mapping[str, _Unit], later: Mapping[str, set[str]], merged: Mapping[str, set[str]]
) -> tuple[list[str], ...]:
    """What changed in words, and apart from it what is only another name or where an office's duties went."""
    partner, renamed = _same_units(old, new, later, merged)
    was = {partner[id_]: old[id_] for id_ in reversed(partner)}
    both = ((unit, was[id_].role) for id_, unit in new.items() if id_ in was)
    changed = [f"{unit.name}：{before} → {unit.role}" for unit, before in both if before != unit.role]
    came = [f"新增{unit.role}：{unit.name}" for id_, unit in new.items() if id_ not in was]
    gone = [f"不再{unit.role}：{unit.name}" for id_, unit in old.items() if id_ not in partner]
    return changed + came + gone, renamed


def _same_units(
    old: Mapping[str, _Unit], new: Mapping[str, _Unit], later: Mapping[str, set[str]], merged: Mapping[str, set[str]]
) -> tuple[dict[str, str], list[str]]:
    """For units of the old plan that which each is in the new one, and in words what they became; one that goes into
    another's is part of it. `merged`: where an office's duties went that was no new one."""
    partner = {id_: id_ for id_ in old if id_ in new}
    renamed = []
    for id_ in [id_ for id_ in old if id_ not in new]:
        became = [each for each in new if each in later.get(id_, ())]
        free = [each for each in became if each not in partner.values()]
        if became:
            now = partner[id_] = (free or became)[0]
            word = "职责并入" if now in merged.get(id_, ()) else "更名" if free else "并入"
            renamed.append(f"{word}：{old[id_].name} → {new[now].name}")
    return partner, renamed
