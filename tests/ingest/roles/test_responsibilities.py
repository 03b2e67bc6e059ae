"""Who leads and who supports: the cases of cases/responsibilities.yaml, read the whole way from text to tasks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import yaml

from policygraph.ingest.cleaning.clean import clean
from policygraph.ingest.measures import tasks
from policygraph.ingest.outline import outline
from policygraph.ingest.roles import role_words
from policygraph.ingest.roles.roles import Assignment
from policygraph.ingest.text.characters import for_matching
from tests.paths import ROOT, cases

TABLE = cases("responsibilities")
CASES = TABLE["cases"]


def plain(name: str) -> str:
    """One form for the spellings that the table calls the same."""
    folded = re.sub(r"[\s,、]", "", for_matching(name))
    return next((c[0] for c in CLASSES if folded in c), folded)


CLASSES: list[list[str]] = []
CLASSES += [[plain(name) for name in names] for names in TABLE["same"]]


def parts_with_units(text: str) -> list[tasks.Part]:
    cleaned = clean(text)
    folded = for_matching(cleaned.text)
    parts, _ = tasks.assemble(cleaned.text, folded, outline.cut(cleaned.text, folded), "plan")
    return [part for part in parts if part.assigned]


def names(part: tasks.Part, role: str) -> set[str]:
    return {plain(a.unit.name) for a, *_ in part.assigned if a.role == role}


def assignments(part: tasks.Part) -> list[Assignment]:
    return [a for a, *_ in part.assigned]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_roles(case: dict[str, Any]) -> None:
    found = parts_with_units(case["text"])
    assert len(found) == len(case["tasks"])
    for part, want in zip(found, case["tasks"], strict=True):
        assert part.kind == "task"
        for key, role in (("leads", "LEADS"), ("supports", "SUPPORTS")):
            must = {plain(n) for n in want[key]}
            may = {plain(n) for n in want.get(f"{key}_optional", [])}
            assert must - may <= names(part, role) <= must | may, key
        stated = {a.basis for a in assignments(part) if a.role == "LEADS"}
        assert stated == {want.get("basis", "stated")}
        assert {a.basis for a in assignments(part) if a.role == "SUPPORTS"} <= {"stated"}
        assert part.due == want.get("due")
        second = {plain(a.unit.name): {plain(n) for n in a.unit.aliases} for a in assignments(part)}
        for name, aliases in want.get("aliases", {}).items():
            assert second[plain(name)] == {plain(n) for n in aliases}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_who_is_named_stands_where_it_says(case: dict[str, Any]) -> None:
    """The words of each unit are in the clause, and the clause in the text."""
    text = clean(case["text"]).text
    folded = for_matching(text)
    for part in parts_with_units(case["text"]):
        for assignment, start, end, confidence in part.assigned:
            unit = assignment.unit
            assert 0 <= start < end <= len(text)
            assert 0 < confidence <= 1
            written = re.sub(r"[\s,、()\[\]]", "", folded[unit.start : unit.end])
            bare = re.sub(r"[\s,、()\[\]]", "", unit.name)
            ours = bare.endswith(written) or written.startswith(bare) or bare.startswith(written[:2])  # 青禾等市政府
            assert written and (ours or unit.kind == "collective")


@pytest.mark.parametrize("case", [c for c in CASES if c["tasks"]], ids=lambda case: case["name"])
def test_line_ends_behind_clauses_change_nothing(case: dict[str, Any]) -> None:
    """The same case between other paragraphs gives the same units."""
    among = parts_with_units(f"为推进工作，制定本方案。\n{case['text']}\n\n本方案自印发之日起施行。\n")
    alone = parts_with_units(case["text"])
    assert [[(a.unit.name, a.role) for a in assignments(p)] for p in among] == [
        [(a.unit.name, a.role) for a in assignments(p)] for p in alone
    ]


@pytest.fixture
def documented() -> dict[str, Any]:
    """The case and the word of docs/engineers/add-a-notation.md."""
    page = (ROOT / "docs/engineers/add-a-notation.md").read_text(encoding="utf-8")
    case, word = (yaml.safe_load(block)[0] for block in re.findall(r"```yaml\n(.+?)```", page, re.S))
    return {"case": case, "word": word["word"]}


@pytest.fixture
def new_word(documented: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    known = role_words.read("roles.yaml", role_words.RoleWords)
    more = replace(
        known, nouns={**known.nouns, "lead": type(known.nouns["lead"])([*known.nouns["lead"], documented["word"]])}
    )
    monkeypatch.setattr(role_words, "read", lambda name, schema: more)
    role_words.vocabulary.cache_clear()
    yield
    role_words.vocabulary.cache_clear()


def test_the_notation_of_the_page_is_new(documented: dict[str, Any]) -> None:
    with pytest.raises(AssertionError):
        test_roles(documented["case"])


def test_a_word_in_the_data_is_a_notation(documented: dict[str, Any], new_word: None) -> None:
    test_roles(documented["case"])
