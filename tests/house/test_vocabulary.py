"""Every vocabulary in data/ has the shape that its code reads, a reason beside its words, and lines one can read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks import vocabulary as benchmark
from policygraph.graph.figures.names import FigureWords
from policygraph.graph.identity.policy_names import KnownPolicies
from policygraph.graph.identity.successions import Reforms
from policygraph.graph.ledgers.standing import Rules
from policygraph.graph.lineage.evidence import Shipped
from policygraph.graph.lineage.likeness import Topics
from policygraph.graph.places.tiles import Tiles
from policygraph.graph.questions.words import QuestionWords
from policygraph.graph.transfer.rdf.names import RdfNames
from policygraph.ingest.accounts.words import ShareWords
from policygraph.ingest.aims.likelihood import AimCues
from policygraph.ingest.cleaning.furniture import FurnitureWords
from policygraph.ingest.figures.comparable import FamilyWords
from policygraph.ingest.figures.indicator_words import IndicatorWords
from policygraph.ingest.figures.unit_grammar import UnitWords
from policygraph.ingest.head.titles import Genres, PolicyWords
from policygraph.ingest.measures.milestones import StepWords
from policygraph.ingest.organisations.function_words import FunctionWords
from policygraph.ingest.organisations.unit_words import UnitWords as OrganisationWords
from policygraph.ingest.outline.headings import HeadingWords
from policygraph.ingest.places.areas import AreaWords
from policygraph.ingest.places.division_tables import DivisionNames
from policygraph.ingest.places.number_signs import DocumentSigns
from policygraph.ingest.places.region_names import PlaceForms
from policygraph.ingest.places.village_names import PlaceWordsFile
from policygraph.ingest.progress.standing import PassageWords
from policygraph.ingest.progress.telling import ProgressWords
from policygraph.ingest.roles.role_words import RoleWords
from policygraph.ingest.tables.columns import ColumnWords
from policygraph.ingest.text.dates import DateWords
from policygraph.model.degrees import Degrees
from policygraph.model.vocabulary import LOADER, entries, read, read_yaml
from policygraph.services.paper.look import Look
from tests.paths import ROOT

DATA = ROOT / "data"
LONGEST = 160
"""Characters of a line."""
WORDS: dict[str, type[Any]] = {
    "aims.yaml": AimCues,
    "areas.yaml": AreaWords,
    "columns.yaml": ColumnWords,
    "dates.yaml": DateWords,
    "divisions/places.yaml": PlaceWordsFile,
    "families.yaml": FamilyWords,
    "figures.yaml": FigureWords,
    "furniture.yaml": FurnitureWords,
    "genres.yaml": Genres,
    "headings.yaml": HeadingWords,
    "indicators.yaml": IndicatorWords,
    "organisations.yaml": OrganisationWords,
    "passages.yaml": PassageWords,
    "place_forms.yaml": PlaceForms,
    "policy_words.yaml": PolicyWords,
    "reading_share.yaml": ShareWords,
    "roles.yaml": RoleWords,
    "progress.yaml": ProgressWords,
    "question_words.yaml": QuestionWords,
    "steps.yaml": StepWords,
    "topics.yaml": Topics,
    "units.yaml": UnitWords,
}
"""Vocabularies: words of rules, each with its reason."""
FACTS: dict[str, type[Any]] = {
    "alignment.yaml": Shipped,
    "degrees.yaml": Degrees,
    "divisions/names.yaml": DivisionNames,
    "document_signs.yaml": DocumentSigns,
    "functions.yaml": FunctionWords,
    "known_policies.yaml": KnownPolicies,
    "paper.yaml": Look,
    "province_tiles.yaml": Tiles,
    "lights.yaml": Rules,
    "rdf.yaml": RdfNames,
    "reforms.yaml": Reforms,
}
"""Tables of what is so: their sources and comments are the reasons."""
OWN = {"ontology.yaml", "questions.yaml"}
"""Read by code of their own, `model/ontology.py` and `graph/questions/fixed_patterns.py`."""


def names() -> list[str]:
    return sorted(path.relative_to(DATA).as_posix() for path in DATA.rglob("*.yaml"))


def test_every_file_is_known() -> None:
    assert names() == sorted({*WORDS, *FACTS, *OWN})


@pytest.mark.parametrize("name", sorted({**WORDS, **FACTS}))
def test_it_has_the_shape_that_its_code_reads(name: str) -> None:
    assert read(name, {**WORDS, **FACTS}[name])


@pytest.mark.parametrize("name", sorted(OWN))
def test_no_key_stands_twice(name: str) -> None:
    assert read_yaml(name)


@pytest.mark.parametrize("name", sorted(WORDS))
def test_a_reason_says_something(name: str) -> None:
    found = list(entries(name))
    assert found
    assert [entry for entry in found if len(entry.why) < 5] == []


@pytest.mark.parametrize("name", names())
def test_lines_can_be_read(name: str) -> None:
    lines = Path(DATA / name).read_text(encoding="utf-8").splitlines()
    assert [number for number, line in enumerate(lines, 1) if len(line) > LONGEST] == []


@pytest.mark.parametrize("name", names())
def test_it_is_the_same_without_libyaml(name: str) -> None:
    """PyYAML without it refuses `?` in a bare word of a list in brackets, which libyaml takes."""
    text = Path(DATA / name).read_text(encoding="utf-8")
    assert yaml.load(text, yaml.SafeLoader) == yaml.load(text, LOADER)


def test_what_documents_use_is_counted() -> None:
    found = benchmark.read(sorted((DATA / "samples").glob("0[12]_*.txt")))
    assert len(found) == 2
    assert benchmark.count_words(["千村", "没有的词"], [each.text for each in found]) == {"千村": 2, "没有的词": 0}
    listed = ["^组织实施", "^织实施"]  # the heading stands behind its number
    assert benchmark.count_expressions(listed, found, whole=False) == {"^组织实施": 1, "^织实施": 0}
    assert benchmark.count_expressions(["总体目标", "总体"], found, whole=True) == {"总体目标": 1, "总体": 0}
