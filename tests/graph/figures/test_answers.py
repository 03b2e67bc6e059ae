"""Figures that answer figures: the plans of cases/answers.yaml on both stores; what is done again and what is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from policygraph.graph.asking import catalog
from policygraph.graph.figures.answering import answer_figures
from policygraph.graph.loading.load import load, remove
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Row, Store
from policygraph.model.records import Records
from policygraph.services.ingestion import read_records
from policygraph.services.settle import settle
from tests import samples
from tests.paths import cases
from tests.stores import wipe

CASES = cases("answers")
SIDES = ("above", "below")
LINKS = (
    "MATCH (:Target)-[r:CORRESPONDS_TO]->(:Target) RETURN r.document AS document, r.evidence AS evidence, r.start AS s"
)


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    place = str(tmp_path / "graph")
    if request.param == "neo4j":
        place = request.getfixturevalue("server_address")
        wipe(place)
    with open_store(place, write=True) as opened:
        yield opened


def documents(case: dict[str, Any], folder: Path) -> list[Records]:
    for side in SIDES:
        (folder / f"{side}.txt").write_text(case[side], encoding="utf-8")
    return [read_records(folder / f"{side}.txt") for side in SIDES]


def own_policy(records: Records) -> str:
    return next(edge.target[1] for edge in records.edges if edge.type == "STATES")


def asked(store: Store, case: dict[str, Any], above: Records, below: Records) -> list[Row]:
    if case["kind"] == "down":
        return catalog.run_query(store, "figures-down-the-levels", {"policy": own_policy(below)})
    return catalog.run_query(store, "achieved-against-planned", {"policy": own_policy(above)})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_what_answers_a_figure_and_what_it_comes_to(case: dict[str, Any], store: Store, tmp_path: Path) -> None:
    above, below = documents(case, tmp_path)
    load(store, [above, below])
    settle(store)
    down = case["kind"] == "down"
    names = ("above_value", "above_unit", "value") if down else ("value", "unit", "achieved")
    rows = asked(store, case, above, below)
    got = [[f"{row[names[0]]:g}{row[names[1]]}", row[names[2]] or "", row["result"]] for row in rows]
    assert sorted(got, key=str) == sorted(([a, float(b) if b else b, c] for a, b, c in case["is"]), key=str)
    texts = {each.document: str(each.nodes[0].properties["text"]) for each in (above, below)}
    for row in rows:  # evidence on both sides, cut from the texts
        for side, words in (("", "evidence"), ("above_", "above_evidence" if down else "plan_evidence")):
            if row[f"{side}document"] is not None:
                assert texts[row[f"{side}document"]][row[f"{side}start"] : row[f"{side}end"]] == row[words]
        assert row["above_document"] is not None
        assert row["document"] is not None or row["result"] == "unreported"


def test_nothing_is_done_twice_and_what_goes_takes_its_links_along(store: Store) -> None:
    load(store, samples.every())
    settle(store)
    links = store.read(LINKS)
    assert len(links) > 50
    assert answer_figures(store) == 0
    report = samples.records("10")
    remove(store, report.document)
    settle(store)
    assert not [row for row in store.read(LINKS) if row["document"] == report.document]
    load(store, [report])
    settle(store)
    key = lambda row: (row["document"], row["s"], row["evidence"])  # noqa: E731
    assert sorted(map(key, store.read(LINKS))) == sorted(map(key, links))


def test_a_plan_that_comes_after_its_report_is_answered(store: Store) -> None:
    plan, report = samples.records("04"), samples.records("10")
    load(store, [report])
    settle(store)
    assert not store.read(LINKS)
    load(store, [plan])
    settle(store)
    assert {row["document"] for row in store.read(LINKS)} == {report.document}


def test_a_report_of_another_year_or_place_answers_nothing(store: Store, tmp_path: Path) -> None:
    case = next(case for case in CASES if case["kind"] == "report")
    for number, (old, new) in enumerate((("2025年", "2024年"), ("禾川县", "栗山县"))):
        (tmp_path / f"{number}.txt").write_text(case["below"].replace(old, new), encoding="utf-8")
    above, _ = documents(case, tmp_path)
    load(store, [above, *(read_records(tmp_path / f"{number}.txt") for number in range(2))])
    settle(store)
    assert not store.read(LINKS)


REPORTS = (
    "关于柳溪县2026年上半年农业工作情况的汇报\n今年以来，全县建成大棚300亩。\n",
    "柳溪县农业农村局2026年工作总结\n今年以来，全县建成大棚310亩。\n",
    "关于《青溪市百亩大棚方案》落实情况的报告\n今年以来，我县建成大棚330亩。\n",
)


def test_figures_of_a_report_that_states_no_policy_are_of_its_place(store: Store, tmp_path: Path) -> None:
    for number, text in enumerate(REPORTS):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    load(store, [read_records(tmp_path / f"{number}.txt") for number in range(len(REPORTS))])
    for query, values in (("figures", {}), ("targets-of-indicator", {"indicator": "大棚"})):
        found = [(row["value"], row["region"], row["level"]) for row in catalog.run_query(store, query, values)]
        county = [(value, "柳溪县", "county") for value in (300.0, 310.0)]
        assert sorted(found) == [*county, (330.0, None, "county")], "no city of which a county reports"
    assert len(catalog.run_query(store, "figures", {"region": "柳溪县"})) == 2
    assert len(catalog.run_query(store, "documents", {"region": "柳溪县"})) == 2
    places = {(row["region"], row["documents"]) for row in catalog.run_query(store, "documents-by-place")}
    assert places == {("柳溪县", 2), (None, 1)}


def test_a_report_is_of_its_place_wherever_its_title_says_so(store: Store, tmp_path: Path) -> None:
    case = next(case for case in CASES if case["kind"] == "report")
    title, rest = case["below"].split("\n", 1)
    above, below = documents({**case, "below": f"关于{title}\n{rest}"}, tmp_path)
    load(store, [above, below])
    settle(store)
    assert {row["document"] for row in store.read(LINKS)} == {below.document}
