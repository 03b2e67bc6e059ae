"""Choices in which nothing looks like another: what is called the same is told apart by as little as it takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from policygraph.app.parts import titles
from policygraph.graph.asking import catalog
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.model.records import Records
from tests.graphs import Writer
from tests.pages import place, run

__all__ = ["place"]  # a fixture
TITLE = "种菜方案"
SEVERAL = [("东县", "county", "issued"), ("西县", "county", "issued"), ("西县", "city", "draft")]


@pytest.mark.parametrize(
    ("years", "places", "labels"),
    [
        (["", ""], ["", ""], ["甲（编号 0）", "甲（编号 1）"]),
        (["2024", "2025"], ["东", "西"], ["甲（2024）", "甲（2025）"]),
        (["2024", "2024"], ["东", "西"], ["甲（东）", "甲（西）"]),
        (["2024", ""], ["", ""], ["甲（2024）", "甲"]),
        (["2024", "2024", "2025"], ["东", "西", "西"], ["甲（2024，东）", "甲（2024，西）", "甲（2025，西）"]),
        (["2024"], ["东"], ["甲"]),
    ],
)
def test_as_many_facts_as_it_takes(years: list[str], places: list[str], labels: list[str]) -> None:
    names = dict.fromkeys(map(str, range(len(years))), "甲")
    found = titles.told_apart(names, [lambda id_: years[int(id_)], lambda id_: places[int(id_)]])
    assert list(found.values()) == labels


def plan(number: int, region: str, level: str, status: str) -> Records:
    """One of several plans of one title, each with a task of one title and a figure; a file each."""
    w = Writer(f"{TITLE}\n{region}{level}\n1.种菜。种{number}亩。", TITLE, f"/{number}/{level}.txt", genre="plan")
    policy = w.policy(TITLE, level, region, status, number=f"菜发〔2024〕{number}号")
    w.edge("STATES", w.document, policy, TITLE, role="text")
    task = w.task("1", "种菜", "1.种菜。", [], 1)
    w.edge("PART_OF", task, policy, "种菜")
    w.target(task, f"种{number}亩", "面积", number, "亩")
    return w.records


@pytest.fixture
def alike(place: Path) -> Path:
    with open_store(place, write=True) as store:
        load(store, [plan(number, *each) for number, each in enumerate(SEVERAL, 1)])
    return place


def test_every_choice_of_policies_tells_them_apart(alike: Path) -> None:
    options = {
        "matrix": run("matrix").selectbox[0].options,
        "targets": next(box.options[1:] for box in run("targets").selectbox if box.label == "政策"),  # 0: 全部政策
        "trace": run("trace").selectbox[0].options,
        "explore": [button.label for button in run("explore").button if TITLE in button.label],
    }
    assert {page: len(set(words)) for page, words in options.items()} == dict.fromkeys(options, len(SEVERAL))
    assert all("〔2024〕" in words or "县" in words for words in options["targets"])


def test_a_search_tells_documents_and_policies_apart(alike: Path) -> None:
    app = run("explore")
    app.text_input(key="explore-find").input(TITLE).run()
    assert len(app.radio[0].options) == len(set(app.radio[0].options)) == 2 * len(SEVERAL)


def test_tasks_of_two_documents_that_print_one_policy_are_told_apart(place: Path) -> None:
    with open_store(place, write=True) as store:
        for number in (1, 2):
            load(store, [plan(number, "东县", "county", "issued")])
    with open_store(place) as store:
        [policy] = catalog.run_query(store, "policies")
    options = run("trace", policy=policy["id"]).selectbox[1].options
    assert len(options) == len(set(options)) == 2 and all("编号" in each for each in options), "of one file name too"
