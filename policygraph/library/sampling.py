"""A drawn set of pairs for people to code, and how far they agree with what was read, or with each other.

A pair is a task and a department of its document. Half of those drawn have a role by what was read, half have none, so
that both kinds of error can be seen; who codes is not told which. Kappa is of the pairs drawn, not of all pairs, of
which nearly all have no role.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policygraph.graph.asking.catalog import Column
from policygraph.graph.stores.store import Row
from policygraph.graph.transfer import tables
from policygraph.graph.transfer.files import check_file, writing
from policygraph.model.errors import PolicyGraphError

CODES = {"LEADS": "牵头", "SUPPORTS": "配合", None: "无"}
ID, CODE = "编号", "编码"
HOW = "编码一列填：牵头、配合、无。只看任务的原文，不看程序读出了什么。编号一列不要改。"
SHEET = (
    Column("id", ID), Column("policy", "政策"), Column("task", "任务"), Column("text", "任务原文"),
    Column("department", "部门"), Column("code", CODE),
)  # fmt: skip

Pair = tuple[str, str]
"""Ids of a task and a department."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two agree on pairs. `kappa`: Cohen's; None where both give all pairs one code, so that chance explains
    all. `table`: how many pairs have which code by the first and which by the second."""

    pairs: int
    agreed: int
    kappa: float | None
    table: Mapping[tuple[str, str], int]

    @property
    def share(self) -> float:
        """Of the pairs on which they agree, 0 to 1."""
        return self.agreed / self.pairs


def codes(assignments: Sequence[Row]) -> dict[Pair, str]:
    """What was read of each pair that has a role; a lead is a lead also where it supports."""
    found: dict[Pair, str] = {}
    for row in assignments:
        pair = row["task_id"], row["department_id"]
        if found.get(pair) != CODES["LEADS"]:
            found[pair] = CODES[row["role"]]
    return found


def draw(tasks: Sequence[Row], assignments: Sequence[Row], number: int, seed: int, said: str = "") -> list[Row]:
    """Rows of `SHEET` for `number` pairs, in an order by chance; the same for the same graph and seed.

    PolicyGraphError where there are no pairs to draw from. `said`: what the tasks were asked for and is not there.
    """
    if not assignments:
        raise PolicyGraphError(said or "图里没有哪个部门有任务，抽不出要编码的；先读入有责任分工的文件")
    chance = random.Random(seed)
    with_role = codes(assignments)
    names = {row["department_id"]: row["department"] for row in assignments}
    of_document: dict[str, set[str]] = defaultdict(set)
    for row in assignments:
        of_document[row["document"]].add(row["department_id"])
    by_id = {row["task_id"]: row for row in tasks}
    pairs = sorted(pair for pair in with_role if pair[0] in by_id)
    without = sorted(
        (task, department)
        for task, row in by_id.items()
        for department in of_document.get(row["document"], ())
        if (task, department) not in with_role
    )
    half = min((number + 1) // 2, len(pairs))
    chosen = chance.sample(pairs, half) + chance.sample(without, min(number - half, len(without)))
    chance.shuffle(chosen)
    return [
        {"id": f"{task}-{department}", "policy": by_id[task]["policy"], "task": by_id[task]["task"],
         "text": by_id[task]["text"], "department": names[department], "code": None}
        for task, department in chosen
    ]  # fmt: skip


def write_sheet(rows: Sequence[Row], file: Path) -> None:
    """The sheet for who codes, as .xlsx."""
    check_file(file, (".xlsx",))
    with writing(file) as new:
        sheets = {"编码": tables.of_rows(rows, SHEET), "说明": tables.Table(["怎样编码"], [[HOW]])}
        new.write_bytes(tables.to_workbook(sheets))


def read_sheet(file: Path) -> dict[Pair, str]:
    """The codes that somebody gave. PolicyGraphError names the file, the row and what is wrong."""
    from openpyxl import load_workbook  # takes its time to load

    try:
        book = load_workbook(file, read_only=True, data_only=True)
        lines = [[("" if value is None else str(value).strip()) for value in line] for line in book["编码"].values]
    except FileNotFoundError:
        raise PolicyGraphError(f"{file}：没有这个文件") from None
    except Exception as error:  # openpyxl raises whatever it meets
        raise PolicyGraphError(f"{file}：不是由 policygraph sample 写出的 .xlsx（{error}）") from error
    heads = lines[0] if lines else []
    if ID not in heads or CODE not in heads:
        raise PolicyGraphError(f"{file}：表里没有“{ID}”或“{CODE}”一列；请用 policygraph sample 写出的表")
    found: dict[Pair, str] = {}
    for number, line in enumerate(lines[1:], start=2):
        id_, code = line[heads.index(ID)], line[heads.index(CODE)]
        task, dash, department = id_.partition("-")
        if code and (code not in CODES.values() or not dash):
            raise PolicyGraphError(
                f"{file} 第 {number} 行：编码只能是 {'、'.join(CODES.values())}，编号不能改；得到 {code}"
            )
        if code:
            found[task, department] = code
    if not found:
        raise PolicyGraphError(f"{file}：“{CODE}”一列还是空的")
    return found


def agreement(first: Mapping[Pair, str], second: Mapping[Pair, str]) -> Agreement:
    """Of the pairs that both have. PolicyGraphError where there are none.

    >>> a = {("t", str(i)): code for i, code in enumerate(("牵头", "配合", "无", "无"))}
    >>> found = agreement(a, a | {("t", "0"): "无"})
    >>> found.agreed, round(found.kappa, 3)
    (3, 0.556)
    """
    both = [pair for pair in first if pair in second]
    if not both:
        raise PolicyGraphError("两边没有同一对任务和部门，无法比较")
    table = Counter((first[pair], second[pair]) for pair in both)
    agreed = sum(count for (one, other), count in table.items() if one == other)
    sums: list[dict[str, Any]] = [Counter(), Counter()]
    for ends, count in table.items():
        for of, code in zip(sums, ends, strict=True):
            of[code] += count
    by_chance = sum(sums[0][code] * sums[1].get(code, 0) for code in sums[0]) / len(both) ** 2
    kappa = None if by_chance == 1 else (agreed / len(both) - by_chance) / (1 - by_chance)
    return Agreement(len(both), agreed, kappa, dict(table))
