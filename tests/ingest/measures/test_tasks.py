"""Tasks and sections: the cases of cases/tasks.yaml."""

from __future__ import annotations

from typing import Any

import pytest

from policygraph.ingest.cleaning.clean import clean
from policygraph.ingest.measures import tasks
from policygraph.ingest.measures.parts import Draft
from policygraph.ingest.outline import outline
from policygraph.ingest.roles.clauses import Clause
from policygraph.ingest.text.characters import for_matching
from tests.paths import cases

CASES = cases("tasks")["cases"]
KINDS = ("task", "heading", "objective", "principle", "background", "step", "safeguard", "other")


def assemble(case: dict[str, Any]) -> tuple[str, list[Draft], list[Clause]]:
    text = clean(case["text"]).text
    folded = for_matching(text)
    return text, *tasks.assemble(text, folded, outline.cut(text, folded), case.get("genre", "plan"))


def shown(part: Draft, parts: list[Draft]) -> dict[str, Any]:
    """A part as the table writes it."""
    row: dict[str, Any] = {part.kind: part.title, "number": part.number, "in": list(part.section), "due": part.due}
    row["of"] = parts[part.parent].title if part.parent is not None else None
    for key, role in (("leads", "LEADS"), ("supports", "SUPPORTS")):
        row[key] = [a.unit.name for a, *_ in part.assigned if a.role == role]
    return {key: value for key, value in row.items() if value}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_parts(case: dict[str, Any]) -> None:
    text, parts, unread = assemble(case)
    assert [shown(part, parts) for part in parts] == case["parts"]
    assert [text[c.start : c.end] for c in unread] == case.get("unread", [])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_parts_hold_their_titles_and_clauses(case: dict[str, Any]) -> None:
    text, parts, _ = assemble(case)
    assert [part.start for part in parts] == sorted(part.start for part in parts)
    for part in parts:
        assert part.kind in KINDS
        assert 0 <= part.start < part.end <= len(text)
        words = part.title.split("：")[0]  # the title of a unit's duty is put together
        assert words and words in text[part.start : part.end]
        if part.parent is not None:
            above = parts[part.parent]
            assert above.kind == "task" and above.start <= part.start < part.end <= above.end


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_shared_is_less_sure(case: dict[str, Any]) -> None:
    """A unit that a clause outside the task's own words gives is never as sure as one that its own clause gives."""
    _, parts, _ = assemble(case)
    for part in parts:
        for assignment, start, end, confidence in part.assigned:
            own = part.start <= start and end <= part.end
            assert own or confidence < 1.0, assignment
