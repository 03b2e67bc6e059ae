"""A year of two invented places in bulletins, minutes, reports and typed ledgers, written with the right answers before
anything was tried on them: tests/cases/told has a folder each, with plans, documents and truth.tsv.

What is told hangs on the task that it tells of, or is asked, and is never another task beside the plan's.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Row
from policygraph.ingest.text.numerals import parse_han
from policygraph.services.ingestion import add_document
from policygraph.services.settle import settle
from tests import paths

PLACES = paths.CASES / "told"
PLANS = {"甲": "A", "乙": "B", "丙": "C"}
PROGRESS = """MATCH (p:Progress)-[:STATED_IN]->(d:Document) OPTIONAL MATCH (t:Task)-[:HAS_PROGRESS]->(p)
RETURN p.state AS state, p.share AS share, toString(p.as_of) AS as_of, p.problem AS problem, p.start AS a, p.end AS b,
p.perhaps AS perhaps, t.id AS task, d.id AS document"""
TASKS = """MATCH (t:Task)-[:STATED_IN]->(d:Document)
RETURN t.id AS id, t.number AS number, t.title AS title, d.id AS document, t.start AS a, t.end AS b"""


class Told:
    """The graph of a place: its documents by file, what they tell, and what tasks they state."""

    def __init__(self, folder: Path, place: Path) -> None:
        with open_store(place, write=True) as store:
            files = sorted(folder.glob("*.txt"))
            for file in files:
                add_document(store, file.read_bytes(), file.name, f"/{file.name}")
            settle(store)
            texts = {
                row["id"]: row["text"] for row in store.read("MATCH (d:Document) RETURN d.id AS id, d.text AS text")
            }
            names = {_end(file.read_text(encoding="utf-8")): file.stem for file in files}
            self.names = {id_: names[_end(text)] for id_, text in texts.items()}
            self.texts = {self.names[id_]: text for id_, text in texts.items()}
            self.progress: dict[str, list[Row]] = defaultdict(list)
            for row in store.read(PROGRESS):
                self.progress[self.names[row["document"]]].append(row)
            self.codes: dict[str, str] = {}
            self.new: dict[str, list[Row]] = defaultdict(list)
            for row in store.read(TASKS):
                name = self.names[row["document"]]
                if name.startswith("方案"):
                    self.codes[row["id"]] = f"{PLANS[name[2]]}{_number(row['number'])}"
                else:
                    self.new[name].append(row)

    def document(self, prefix: str) -> str:
        return next(name for name in self.texts if name.startswith(prefix))

    def beside(self, row: dict[str, str]) -> list[Row]:
        """What is told where the words of a row of the truth stand."""
        name = self.document(row["doc"])
        at = self.texts[name].index(row["words"])
        return [p for p in self.progress[name] if p["a"] < at + len(row["words"]) and p["b"] > at]

    def on(self, told: Row) -> str | None:
        return self.codes.get(told["task"]) if told["task"] else None

    def perhaps(self, told: Row) -> set[str]:
        return {self.codes[id_] for id_ in told["perhaps"] or () if id_ in self.codes}


def _end(text: str) -> str:
    return re.sub(r"\s", "", text)[-60:]


def _number(written: str) -> int:
    plain = re.sub(r"[()（）.、]", "", written)
    return int(plain) if plain.isdigit() else int(parse_han(plain) or 0)


def truth(folder: Path) -> list[dict[str, str]]:
    lines = (folder / "truth.tsv").read_text(encoding="utf-8").splitlines()[2:]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module", params=["澄溪县", "栖云区"])
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Told]]:
    yield request.param, Told(PLACES / request.param, tmp_path_factory.mktemp("told"))


def outcome(graph: Told, row: dict[str, str], others: set[str]) -> str:
    """right, asked, other (of a task that no row of the truth names there), listed, or missing."""
    wanted = set(row["tasks"].split(","))
    beside = graph.beside(row)
    on = {code for p in beside if (code := graph.on(p))}
    if on & wanted:
        return "right"
    if any(graph.perhaps(p) & wanted for p in beside):
        return "asked"
    if on - others:
        return "other"
    return "listed" if beside else "missing"


def counts(graph: Told, rows: list[dict[str, str]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for row in rows:
        others = {code for each in rows if each["words"] == row["words"] for code in each["tasks"].split(",")}
        kind = "order " if row["state"] == "order" else ""
        found[kind + outcome(graph, row, others)] += 1
    return found


FOUND = {
    "澄溪县": {"right": 83, "listed": 2, "missing": 2} | {"order right": 10, "order asked": 3, "order listed": 1},
    "栖云区": {"right": 39, "asked": 1, "missing": 1} | {"order right": 5, "order asked": 1, "order missing": 2},
}


def test_whose_it_is(told: tuple[str, Told]) -> None:
    place, graph = told
    rows = [row for row in truth(PLACES / place) if row["tasks"] != "-"]
    assert counts(graph, rows) == FOUND[place]


def is_as(row: dict[str, str], said: Row) -> list[str]:
    """The fields in which it is told otherwise than it stands there."""
    wrong = []
    for name in ("state", "share", "as_of"):
        may = row[name].split("|")
        value: Any = said[name]
        if "?" not in may and ("" if value is None else str(value)) not in may and value is not None:
            wrong.append(name)
    problem, value = row["problem"] or "", said["problem"] or ""
    if problem != "?" and value and problem not in value:
        wrong.append("problem")
    return wrong


def test_how_it_stands(told: tuple[str, Told]) -> None:
    """Nothing is told otherwise than it stands there; what could not be read is left out."""
    place, graph = told
    wrong = []
    for row in truth(PLACES / place):
        if row["state"] in ("order", "none"):
            continue
        own = [p for p in graph.beside(row) if graph.on(p) in row["tasks"].split(",")]
        if own and (best := min((is_as(row, p) for p in own), key=len)):
            wrong.append((row["doc"], row["words"], best))
    assert wrong == []


OF_A_TOWN = "9月30日前完成征地"
"""The plan's task names the town neither as lead nor beside it: what it is to do would not be found there."""


def test_no_task_stands_beside_the_plan(told: tuple[str, Told]) -> None:
    """The only new tasks are those that a meeting gave which no plan has."""
    _, graph = told
    titles = {row["title"] for rows in graph.new.values() for row in rows}
    assert titles <= {"统筹安排奖补资金500万元，用于村庄清洁行动", "按程序印发", OF_A_TOWN}
