"""The responsibility matrix of a policy in the shape of a 责任分工表, and what of it is one department's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, groupby
from pathlib import Path
from typing import Any

from policygraph.graph.asking import catalog
from policygraph.graph.asking.finding import find_policy
from policygraph.graph.stores.store import Row, Store
from policygraph.graph.transfer.files import check_file, writing
from policygraph.graph.transfer.forms import NUMBER, Cells, Column, Form, Group, numbered
from policygraph.graph.transfer.own_words import numeral, without, words_of

SUFFIXES = (".xlsx",)
NAME = "责任分工表"
TASK, MAY_LACK = "工作任务", ("责任单位", "目标")
COLUMNS = (
    Column(NUMBER, 6, centred=True), Column(TASK, 41), Column("牵头单位", 15, centred=True),
    Column("责任单位", 18), Column("目标", 18), Column("时限", 13, centred=True),
    Column("进展", 13, centred=True), Column("备注", 8, centred=True),
)  # fmt: skip
NOBODY_SAID = "注：备注栏写“列首位”的，原文没有写明牵头单位，以所列第一个单位为牵头单位。"
FIRST = "列首位"

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


@dataclass(slots=True)
class Line:
    """A task of the matrix, or with `heading` a row that heads those below it.

    `task`: its title with its number, both as written; `whole`: all its words, without those of who does it; `text`:
    of these what its parts do not say.
    """

    task: str
    text: str = ""
    whole: str = ""
    heading: bool = False
    leads: list[str] = field(default_factory=list)
    supports: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    due: str = ""
    parts: bool = False  # whether lines below are parts of it
    depth: int = 0  # of what heads others, from the outside in
    rows: list[Row] = field(default_factory=list)  # what was read of the task: a row a department and sentence

    @property
    def ids(self) -> set[str]:
        return {row["task_id"] for row in self.rows}

    @property
    def inferred(self) -> bool:
        """Whether no sentence says who leads, and who does is only the first of a list."""
        leading = [row["basis"] for row in self.rows if row["role"] == "牵头"]
        return bool(leading) and all(basis == "first-listed" for basis in leading)


@dataclass(frozen=True, slots=True)
class Matrix:
    title: str
    lines: list[Line]

    @property
    def policy(self) -> str:
        return self.title.removesuffix(NAME)


def matrix(store: Store, policy: str) -> Matrix:
    """The matrix of the one policy of that title, number or id.

    Raises PolicyGraphError if no policy of that name has tasks, or several have.
    """
    found = find_policy(partial(catalog.run_query, store), policy, with_tasks=True)
    id_ = found["id"]
    rows = catalog.run_query(store, "responsibility-matrix", {"policy": id_})
    of_policy = without_silent([row for row in rows if row["policy_id"] == id_])
    targets = catalog.run_query(store, "targets-of-policy", {"policy": id_})
    headings = [
        row
        for document in sorted(documents(of_policy))
        for row in catalog.run_query(store, "sections", {"document": document})
    ]
    return compose(found["title"], of_policy, targets, headings)


def documents(rows: Iterable[Row]) -> set[str]:
    """Whose headings `compose` can make use of."""
    return {row["document"] for row in rows}


def without_silent(rows: Sequence[Row]) -> list[Row]:
    """Without the documents that give nobody anything, such as an explanation, where another document does."""
    speaking = {row["document"] for row in rows if row["role"] is not None}
    return [row for row in rows if not speaking or row["document"] in speaking]


def narrowed(rows: Sequence[Row], units: Sequence[str]) -> list[Row]:
    """The rows of the tasks in which any of the departments takes part, and of what heads them; none given: all."""
    if not units:
        return list(rows)
    tasks = {row["task_id"] for row in rows if row["department_id"] in units}
    above = {row["task_id"]: row["parent_id"] for row in rows}
    for task in list(tasks):
        while (task := above.get(task)) is not None:  # what a task is part of heads it
            tasks.add(task)
    return [row for row in rows if row["task_id"] in tasks]


def compose(policy: str, rows: Sequence[Row], targets: Sequence[Row], headings: Sequence[Row] = ()) -> Matrix:
    """The matrix of rows of `responsibility-matrix` and `targets-of-policy` about one policy, or some of them.

    A line a task, in the order of the document, under the headings of its section; `headings`: rows of `sections`, for
    these to have their numbers.
    """
    figures: dict[str, list[str]] = {}
    for row in targets:
        figures.setdefault(row["owner_id"], []).append(row["evidence"])
    written = _written(headings)
    clauses = _clauses(rows)
    lines: list[Line] = []
    above: list[str] = []
    begins: dict[str | None, Row] = {}  # the first part of each task that has any
    for row in rows:
        begins.setdefault(row["parent_id"], row)
    for roles in _tasks(rows):
        first = roles[0]
        ids = dict.fromkeys(row["task_id"] for row in roles)
        section = list(first["section"] or [])
        for depth in range(_common(above, section), len(section)):
            words = written.get((first["document"], *section[: depth + 1]), section[depth])
            lines.append(Line(words, heading=True, depth=depth))
        part = next(filter(None, map(begins.get, ids)), None)
        above = [*section, first["task"]] if part else section  # what heads its parts is not said twice
        title = f"{numeral(first)}{first['task']}"
        whole = words_of(first, list(chain.from_iterable(clauses.get(id_, ()) for id_ in ids)))
        lines.append(
            Line(
                title,
                without(whole, title, part) or title,
                whole,
                heading=part is not None and all(row["role"] is None for row in roles),
                parts=part is not None,
                leads=_departments(roles, "牵头"),
                supports=_departments(roles, "配合"),
                targets=_whole(chain.from_iterable(figures.get(id_, ()) for id_ in ids)),
                due=first["due"] or "",
                depth=len(section) if part else 0,
                rows=roles,
            )
        )
    return Matrix(f"{policy}{NAME}", lines)


def _written(headings: Iterable[Row]) -> dict[tuple[str, ...], str]:
    """Headings with the numbers that they are written with, by their document and the way to them."""
    found: dict[tuple[str, ...], str] = {}
    for row in headings:
        words = row["evidence"].strip()
        if row["number"] and words.endswith(row["title"]):
            found.setdefault((row["document"], *(row["section"] or ()), row["title"]), words)
    return found


def _clauses(rows: Iterable[Row]) -> dict[str, list[str]]:
    """What is said of who does a task, by its id, also what is said of its parts."""
    found: dict[str, list[str]] = {}
    for row in rows:
        # Where a person corrected who does it, the text still has the clause, under whatever role.
        said = [*((row["evidence"],) if row["evidence"] else ()), *(row.get("stated_roles") or ())]
        for id_ in (row["task_id"], row["parent_id"]) if said else ():
            found.setdefault(id_, []).extend(said)
    return found


def _tasks(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each task; where several documents print the same text, a task is one."""
    tasks: dict[tuple[Any, ...], list[Row]] = {}
    seen: Counter[tuple[Any, ...]] = Counter()
    for _, group in groupby(rows, key=lambda row: row["task_id"]):
        found = list(group)
        words = (*(found[0]["section"] or ()), found[0]["number"], found[0]["task"])
        seen[found[0]["document"], words] += 1  # headings used twice in a document stay two tasks
        tasks.setdefault((words, seen[found[0]["document"], words]), []).extend(found)
    return list(tasks.values())


def _common(first: list[str], second: list[str]) -> int:
    """How many headings two paths share from the outside in."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((i for i, (one, other) in pairs if one != other), min(len(first), len(second)))


def _whole(words: Iterable[str]) -> list[str]:
    """Each once, in order, without those that are part of another."""
    once = list(dict.fromkeys(words))
    return [one for one in once if not any(one != other and one in other for other in once)]


def _departments(roles: list[Row], role: str) -> list[str]:
    """In the order of the text."""
    return list(dict.fromkeys(row["department_name"] for row in roles if row["role"] == role))


def as_form(table: Matrix, progress: Mapping[str, str] = {}, about: str = "") -> Form:
    """The matrix as offices have it. `progress`: how tasks stand, in words, by their ids; `about`: said above it."""
    columns, lines = used(COLUMNS, list(numbered(as_line(line, progress) for line in table.lines)))
    return Form(
        table.title,
        table.policy,
        columns,
        lines,
        about,
        notes=(NOBODY_SAID,) if any(line.inferred for line in table.lines) else (),
    )


def used(
    columns: tuple[Column, ...], lines: Sequence[Group | Cells]
) -> tuple[tuple[Column, ...], tuple[Group | Cells, ...]]:
    """Without columns that nothing stands in and that are not there to be filled in; the tasks get their room."""
    cells = [line for line in lines if not isinstance(line, Group)]
    if not cells:
        return columns, tuple(lines)
    kept = [i for i, column in enumerate(columns) if column.heading not in MAY_LACK or any(line[i] for line in cells)]
    room = sum(column.width for i, column in enumerate(columns) if i not in kept)
    wider = [each._replace(width=each.width + room) if each.heading == TASK else each for each in columns]
    left = (line if isinstance(line, Group) else tuple(line[i] for i in kept) for line in lines)
    return tuple(wider[i] for i in kept), tuple(left)


def as_line(line: Line, progress: Mapping[str, str]) -> Group | Cells:
    """A row of the form, without its number."""
    if line.heading:
        return Group(line.task)
    return (
        line.text or line.task, "\n".join(line.leads), "、".join(line.supports), "\n".join(line.targets),
        _in_words(line.due),
        how_it_stands(line, progress), FIRST if line.inferred else "",
    )  # fmt: skip


def _in_words(due: str) -> str:
    """A deadline as an office writes it: of a day that no words of the task's own name, the year apart so that no day
    is broken.

    >>> _in_words("2031-09-30"), _in_words("2031年9月底前")
    ('2031年\\n9月30日', '2031年9月底前')
    """
    if not (m := _DAY.fullmatch(due)):
        return due
    return f"{m[1]}年\n{int(m[2])}月{int(m[3])}日"


def how_it_stands(line: Line, progress: Mapping[str, str]) -> str:
    return "\n".join(dict.fromkeys(progress[id_] for id_ in sorted(line.ids) if id_ in progress))


def write_matrix(form: Form, file: Path) -> None:
    """The matrix as .xlsx: A4 across, its head repeated on every printed page."""
    from policygraph.graph.transfer.form_sheets import workbook  # openpyxl takes its time to load

    check_file(file, SUFFIXES)
    with writing(file) as new:
        new.write_bytes(workbook([form]))
