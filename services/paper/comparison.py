"""政策对照表: a policy's measures and figures beside those above that they answer, and what above is not answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from policygraph.graph.lineage.chain import LEVELS
from policygraph.graph.stores.store import Row
from policygraph.graph.transfer.forms import NUMBER, Cells, Column, Form, Group, numbered
from policygraph.graph.transfer.matrix import Line, Matrix
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology
from policygraph.model.words import figure, percent, text
from policygraph.services.paper.finding import matrix_of
from policygraph.services.paper.paper import Ask, Heading, Paper, Words
from policygraph.services.paper.responsibilities import two_lines

NAME = "政策对照表"
CALLED = {"central": "国家要求", "province": "省级要求", "city": "市级要求", "county": "县级要求", "town": "乡镇要求"}
NOT_FOUND, NOT_JUDGED, NOTHING = "未发现", "未判断", "—"
NOTES = {
    NOT_FOUND: "“未发现”指各级上级政策的任务里没有找到与它对应的，供核对。",
    NOT_JUDGED: "“未判断”指与上级政策对得上的任务太少，不能说它有没有依据。",
}
OWN, ABOVE = 34, 86  # half-width characters for this policy's measures, and for all columns of levels above
FIGURES = (
    Column(NUMBER, 6, centred=True), Column("上级", 12, centred=True), Column("上级指标", 24), Column("上级数值", 16),
    Column("本级指标", 24), Column("本级数值", 16), Column("年份", 8, centred=True), Column("结果", 20),
)  # fmt: skip
LEFT = (
    Column(NUMBER, 6, centred=True), Column("上级", 12, centred=True), Column("上级政策", 30),
    Column("上级任务", 58), Column("结论", 20, centred=True),
)  # fmt: skip


def comparison(ask: Ask, policy: Row, on: date) -> Paper:
    """The paper of a policy (a row of `policies`). PolicyGraphError where it has no measures, or where no policy above
    it is known with any of its own.
    """
    own = matrix_of(ask, policy)
    if not own.lines:
        raise PolicyGraphError(f"图中没有“{policy['title']}”的任务，无从对照；请先导入它的原文")
    above = _above(ask, own)
    grounds = {row["task_id"]: row for row in ask("measures-without-ground", {"policy": policy["id"]})}
    figures = _figures(ask("figures-down-the-levels", {"policy": policy["id"]}))
    demands = ask("demands-not-taken-up", {"policy": policy["id"]})
    left = _left(demands, _words(ask, {row["above_id"] for row in demands}))
    if not (above or figures or left or grounds):
        raise PolicyGraphError(f"图中没有“{policy['title']}”的上级政策的原文，无从对照；请先导入它所依据的文件")
    title = policy["title"]
    parts: list[tuple[str, Form | Words]] = []
    if above:
        parts.append(("任务对照", _measures(title, own, above, grounds)))
    else:
        parts.append(("任务对照", Words("上级政策的任务里没有找到与本级任务对应的。")))
    if figures:
        form = Form(f"{title}指标对照表", "指标对照", FIGURES, tuple(numbered(figures)))
        parts.append(("指标对照", form))
    if left:
        form = Form(f"{title}未对应的上级要求", "未对应的上级要求", LEFT, tuple(numbered(left)))
        parts.append(("上级要求中没有找到对应的", form))
    blocks = [
        block for numeral, (heading, part) in zip("一二三", parts, strict=False)
        for block in (Heading(f"{numeral}、{heading}"), part)
    ]  # fmt: skip
    name = f"{title}{NAME}"
    return Paper(NAME, two_lines(title, NAME), name, tuple(blocks), wide=True, by=policy["issuer"] or "", on=on)


class _Above(NamedTuple):
    """A measure above: of which level and policy, and its own words."""

    level: str
    policy: str
    words: str


def _above(ask: Ask, own: Matrix) -> dict[str, list[_Above]]:
    """What each measure, or a part of it, carries out, by its id."""
    parents = {row["task_id"]: row["parent_id"] for line in own.lines for row in line.rows}
    links = [row for row in ask("derivations", {"ids": sorted(parents)}) if row["lower_id"] in parents]
    upper = _upper(ask, {row["upper_id"] for row in links if row["upper_label"] == "Task"})
    found: dict[str, list[_Above]] = defaultdict(list)
    for link in links:
        home = link["lower_id"]
        while (larger := parents.get(home)) is not None:
            home = larger
        each = upper.get(link["upper_id"])
        if each and each not in found[home]:
            found[home].append(each)
    return {id_: each for id_, each in found.items() if each}


def _upper(ask: Ask, ids: Collection[str]) -> dict[str, _Above]:
    """Measures of policies of a known level, by their ids."""
    if not ids:
        return {}
    tasks = {row["task_id"]: row for row in ask("tasks", {"ids": sorted(ids)}) if row["policy_id"]}
    levels = {row["id"]: row["level"] for row in ask("policies", {})}
    words = _words(ask, {row["policy_id"] for row in tasks.values()})
    return {
        id_: _Above(level, row["policy"], words.get(id_) or row["text"].strip())
        for id_, row in tasks.items()
        if (level := levels[row["policy_id"]])
    }


def _words(ask: Ask, policies: Collection[str]) -> dict[str, str]:
    """The measures of some policies in their own words, by their ids."""
    known = [row for row in ask("policies", {}) if row["id"] in policies]
    lines = (line for policy in known for line in matrix_of(ask, policy).lines)
    return {id_: line.whole for line in lines for id_ in line.ids}


def _measures(title: str, own: Matrix, above: Mapping[str, list[_Above]], grounds: Mapping[str, Row]) -> Form:
    """The measures of a policy under their headings, a column a level above."""
    named = _named(above)
    columns = (Column(CALLED[level], ABOVE // len(named)) for level in named)
    lines: list[Group | Cells] = []
    missing = set()
    for line in own.lines:
        if not line.rows:
            lines.append(Group(line.task))
        elif line.rows[0]["parent_id"] is None:
            mine = [each for id_ in sorted(line.ids) for each in above.get(id_, ())]
            empty = NOTHING if mine else _finding(line, grounds)
            missing.add(empty)
            lines.append((line.whole, *(_cell(mine, level, named) or empty for level in named)))
    about = "\n".join(f"{CALLED[level]}：《{names[0]}》" for level, names in named.items() if len(names) == 1)
    notes = tuple(f"注：{note}" for finding, note in NOTES.items() if finding in missing)
    head = (Column(NUMBER, 6, centred=True), Column("本级任务", OWN), *columns)
    return Form(f"{title}{NAME}", "任务对照", head, tuple(numbered(lines)), about, notes)


def _named(above: Mapping[str, list[_Above]]) -> dict[str, list[str]]:
    """The levels above, from the highest down, and their policies."""
    found: dict[str, list[str]] = {level: [] for level in reversed(LEVELS)}
    for each in (each for of_task in above.values() for each in of_task):
        if each.policy not in found[each.level]:
            found[each.level].append(each.policy)
    return {level: policies for level, policies in found.items() if policies}


def _cell(mine: Iterable[_Above], level: str, named: Mapping[str, list[str]]) -> str:
    """The measures of a level; where it has several policies, each says whose it is."""
    several = len(named[level]) > 1
    of_level = (each for each in mine if each.level == level)
    return "\n".join(f"{each.words}（《{each.policy}》）" if several else each.words for each in of_level)


def _finding(line: Line, grounds: Mapping[str, Row]) -> str:
    """What is concluded of a measure with nothing above it."""
    found = next((grounds[id_]["finding"] for id_ in sorted(line.ids) if id_ in grounds), None)
    return NOTHING if found is None else NOT_JUDGED if found.startswith(NOT_JUDGED) else NOT_FOUND


def _figures(rows: Iterable[Row]) -> list[tuple[str, ...]]:
    """Each figure above beside the one that answers it; what no measure answers is said to be left out."""
    found: list[tuple[str, ...]] = []
    for row in sorted(rows, key=lambda row: row["indicator"] is None):  # what is left out comes last
        above = {name: row[f"above_{name}"] for name in ("value", "unit", "base")}
        words = [ontology().word("CORRESPONDS_TO.result", row["result"])]
        if row["finding"]:
            words.append(ontology().word("CORRESPONDS_TO.reason", row["finding"]))
        if row["share"] is not None and row["result"] != "incomparable":
            words.append(f"占上级{percent(row['share'])}")
        is_answered = row["indicator"] is not None
        found.append(
            (
                _place(row["above_level"], row["above_region"]),
                row["above_indicator"],
                figure(above, _compared(row["above_comparator"])),
                row["indicator"] or "—",
                figure(row, _compared(row["comparator"])) if is_answered else "—",
                text(row["year"] or row["above_year"]),
                "；".join(words),
            )
        )
    return found


def _left(rows: Iterable[Row], words: Mapping[str, str]) -> list[tuple[str, ...]]:
    return [
        (
            _level(row["above_level"]),
            f"《{row['above']}》",
            words.get(row["task_id"]) or row["text"].strip(),
            row["finding"].partition("：")[0],
        )
        for row in rows
    ]


def _place(level: str | None, region: str | None) -> str:
    return region or _level(level)


def _level(name: str | None) -> str:
    return str(ontology().word("Policy.level", name)) if name else ""


def _compared(name: str | None) -> str:
    return "" if name in (None, "=") else f"{ontology().word('Target.comparator', name)}"
