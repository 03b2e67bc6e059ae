"""The two hundred questions of tests/cases/questions, and whether what was claimed is what they ask for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from policygraph.graph.asking import catalog
from policygraph.graph.ledgers.lines import lines_of
from policygraph.graph.questions.answer import Answer, AskedBack, World
from policygraph.graph.questions.meant.within import Within
from policygraph.graph.stores.store import Row, Store
from policygraph.ingest.text.numerals import parse_number
from tests.paths import CASES, load_yaml

TODAY = date(2026, 11, 22)
HALVES = ("work", "kept")
PLANS = {
    "01": "中", "02": "省", "03": "市", "04": "临25", "05": "临26", "06": "青25", "07": "青26", "12": "纪", "13": "改",
    "14": "项",
}  # fmt: skip
MORE = "more"
"""Questions about what is not so, two beside each other, and within what the page's header says."""
ANSWERS = ("tasks", "units", "first", "sides", "figures", "count", "documents", "policies")
TASKS = """MATCH (t:Task)-[:STATED_IN]->(d:Document) OPTIONAL MATCH (t)-[:PART_OF]->(w:Task)
RETURN t.id AS id, t.number AS number, t.position AS position, d.uri AS uri, w.id AS whole ORDER BY uri, position"""
POLICIES = "MATCH (d:Document)-[:STATES]->(p:Policy) RETURN p.title AS title, d.uri AS uri ORDER BY uri DESC"
DOCUMENTS = "MATCH (d:Document) RETURN d.id AS id, d.uri AS uri"


@dataclass(frozen=True, eq=False)
class Case:
    """A question, what was asked before it, what kind of question it is, and the right answer (see work.yaml)."""

    question: str
    kind: str
    right: Mapping[str, Any]
    after: tuple[str, ...] = ()
    context: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return " / ".join((*self.after, self.question))


@dataclass(frozen=True)
class Claim:
    """What was claimed: rows of an answer, what of it is named or counted; nothing where it was asked back."""

    rows: Sequence[Mapping[str, Any]] = ()
    units: frozenset[str] | None = None
    count: int | None = None
    nothing: bool = False
    sides: tuple[tuple[str, float | None], ...] = ()
    query: str = ""


@dataclass
class Codes:
    """What tasks, policies and documents are called in the cases, by id or title."""

    tasks: dict[str, str] = field(default_factory=dict)
    policies: dict[str, str] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)


def cases(half: str) -> list[Case]:
    table = load_yaml((CASES / "questions" / f"{half}.yaml").read_text(encoding="utf-8"))
    return [
        Case(each["q"], kind, each, tuple(each.get("after", ())), each.get("context", {}))
        for kind, listed in table.items()
        for each in listed
    ]


def codes(store: Store) -> Codes:
    found = Codes()
    parts: Counter[str] = Counter()
    for row in store.read(TASKS):
        plan = PLANS.get(_file(row["uri"]), _file(row["uri"]) + ":")
        number = int(parse_number(row["number"]) or 0) if row["number"] else 0
        own = f"{plan}{number}" if plan in ("中", "省", "市", "纪", "改", "项") else f"{plan}-{number}"
        if row["whole"]:
            whole = found.tasks[row["whole"]]
            own = whole + "abcdef"[parts[whole]]
            parts[whole] += 1
        elif not number:
            parts[plan] += 1
            own = f"{plan}{parts[plan]}"
        found.tasks[row["id"]] = own
    for row in store.read(POLICIES):
        found.policies[row["title"]] = PLANS.get(_file(row["uri"]), _file(row["uri"]))
    found.documents = {row["id"]: _file(row["uri"]) for row in store.read(DOCUMENTS)}
    return found


def _file(uri: str) -> str:
    return uri.replace("\\", "/").rpartition("/")[2][:2]


def is_right(case: Case, claim: Claim, known: Codes) -> bool:
    """Whether the claim is the right answer; of what must be refused nothing is right but nothing."""
    if "refuse" in case.right:
        return not claim.rows
    if claim.nothing:
        return False
    kind = next(each for each in ANSWERS if each in case.right)
    claimed, wanted = _CLAIMED[kind](claim, known), _wanted(kind, case.right[kind])
    if kind == "tasks":  # of a demand its parts stand for it, where the case does not tell them apart
        claimed = {whole if (whole := code.rstrip("abcdef")) in wanted else code for code in claimed}
    return bool(claimed == wanted)


def _wanted(kind: str, right: Any) -> Any:
    if kind == "figures":
        return {(place, float(value)) for place, value in right}
    return right if kind in ("count", "first", "sides") else set(right)


def _named(row: Mapping[str, Any]) -> Iterator[str]:
    for name in ("department", "departments", "leads"):
        value = row.get(name)
        yield from [value] if isinstance(value, str) else value if isinstance(value, list) else ()


def _titles(claim: Claim, known: Codes) -> set[str]:
    names = {"policy-ancestors": "above", "policy-descendants": "policy"}.get(claim.query, "title")
    return {known.policies.get(row[names], row[names]) for row in claim.rows}


_CLAIMED: dict[str, Callable[[Claim, Codes], Any]] = {
    "tasks": lambda claim, known: {known.tasks.get(str(row.get("task_id")), "?") for row in claim.rows},
    "units": lambda claim, known: (
        set(claim.units) if claim.units is not None else {name for row in claim.rows for name in _named(row)}
    ),
    "sides": lambda claim, known: dict(claim.sides),
    "first": lambda claim, known: (
        _most(claim.sides) if claim.sides else next((name for row in claim.rows for name in _named(row)), None)
    ),
    "figures": lambda claim, known: {(row.get("region"), row.get("value")) for row in claim.rows},
    "count": lambda claim, known: len(claim.rows) if claim.count is None else claim.count,
    "documents": lambda claim, known: {known.documents.get(str(row.get("document")), "?") for row in claim.rows},
    "policies": _titles,
}


def _most(sides: Sequence[tuple[str, float | None]]) -> str:
    return max(sides, key=lambda side: side[1] or 0)[0]


def within(case: Case, store: Store) -> Within:
    """Where a question is asked; of a policy the cases have its code."""
    of = {PLANS.get(_file(row["uri"]), ""): row["title"] for row in store.read(POLICIES)}
    return Within(**{name: of[said] if name == "policy" else said for name, said in case.context.items()})


def scores(
    half: str, known: Codes, claimed_of: Callable[[Case], Claim]
) -> tuple[dict[str, Counter[str]], list[tuple[Case, Claim]]]:
    """By kind how many are right, refused though there is an answer, and wrong without a word; and those not right."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    missed = []
    for case in cases(half):
        claimed = claimed_of(case)
        outcome = "right" if is_right(case, claimed, known) else "refused" if not claimed.rows else "wrong"
        found[case.kind][outcome] += 1
        if outcome != "right":
            missed.append((case, claimed))
    return found, missed


def world(store: Store) -> World:
    """The graph as questions of the cases are asked of it; each query once."""
    known: dict[str, Sequence[Row]] = {}

    def ask(name: str, values: Mapping[str, Any]) -> Sequence[Row]:
        asked = f"{name} {values}"
        if asked not in known:
            known[asked] = catalog.run_query(store, name, values)
        return known[asked]

    return World(ask, lambda ids: lines_of(store.read, ids), TODAY)


def claim(given: Answer | AskedBack) -> Claim:
    if isinstance(given, AskedBack):
        return Claim(nothing=True)
    return Claim(
        given.rows,
        None if given.units is None else frozenset(given.units),
        given.count,
        sides=given.sides,
        query=given.query,
    )
