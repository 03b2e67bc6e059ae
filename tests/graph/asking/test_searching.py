"""The one search, on every store: what it finds over a small graph, checked by hand; both stores find the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from policygraph.graph.asking.searching import KINDS, Found, search
from policygraph.graph.cypher import looking, made
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Statement, Store
from policygraph.model.ontology import ontology
from tests.graphs import COUNTY_TEXT, city_opinion, county_plan
from tests.stores import wipe, write

FARM, WATER, TOWN = "县农业农村局", "县水利局", "白石镇"
BASE, FAIR, CITY_TASK = "建设蔬菜基地", "办好蔬菜节", "发展设施蔬菜"
PLAN, OPINION, ABOVE = "柳溪县蔬菜产业发展实施方案", "清河市关于加快蔬菜产业发展的意见", "云岭省推进农业现代化规划"

# words, by kind the names that are found, in their order
CASES: list[tuple[str, dict[str, list[str]]]] = [
    ("蔬菜节", {"Task": [FAIR], "Document": [PLAN]}),
    ("大棚", {"Task": [BASE], "Target": ["番茄大棚面积"], "Document": [PLAN]}),
    ("水利局 基地", {"Task": [BASE], "Document": [PLAN]}),
    ("柳溪县水利局", {"Department": [WATER]}),  # by its full name
    ("县农业局", {"Department": [FARM]}),  # by another name
    ("松树村", {"Task": [BASE], "Village": ["松树村"], "Document": [PLAN]}),
    ("〔2023〕5号", {"Policy": [OPINION], "Document": [OPINION]}),  # hardly a word that an index knows
    ("节", {"Task": [FAIR], "Document": [PLAN]}),  # one character, of which an index knows nothing
    ("番茄", {"Task": [BASE], "Target": ["番茄大棚面积"], "Industry": ["西红柿"], "Document": [PLAN]}),
    ("现代化规划", {"Policy": [ABOVE], "Document": [OPINION]}),
    ("茄番", {}),  # the characters of a word in another order
    ("大棚 没有的", {}),
    ("", {}),
    ("，、 《》", {}),
]


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    place = str(tmp_path_factory.mktemp("graph"))
    if request.param == "neo4j":
        place = request.getfixturevalue("server_address")
        wipe(place)
    with open_store(place, write=True) as opened:
        load(opened, [county_plan(), city_opinion()])
        yield opened


def names(found: Found) -> dict[str, list[str]]:
    return {each.label: ["".join(piece.text for piece in hit.name) for hit in each.hits] for each in found.kinds}


@pytest.mark.parametrize(("words", "expected"), CASES, ids=lambda each: each if isinstance(each, str) else "")
def test_what_has_the_words_is_found(store: Store, words: str, expected: dict[str, list[str]]) -> None:
    found = search(store, words, 9)
    assert names(found) == expected
    assert {each.label: each.number for each in found.kinds} == {label: len(each) for label, each in expected.items()}


def test_the_place_in_the_text_is_shown(store: Store) -> None:
    [hit] = search(store, "番茄大棚", 9, ["Task"]).kinds[0].hits
    assert [each.text for each in hit.snippet if each.found] == ["番茄大棚"]
    assert hit.document == county_plan().document and hit.source == PLAN
    assert COUNTY_TEXT[hit.start or 0 :].startswith("1.建设蔬菜基地")
    [document] = search(store, "柳溪县", 9, ["Document"]).kinds[0].hits
    assert document.times == COUNTY_TEXT.count("柳溪县") and document.start == COUNTY_TEXT.index("柳溪县")


def test_all_are_counted_and_some_shown(store: Store) -> None:
    [kind] = search(store, "县", 1, ["Department"]).kinds
    assert kind.number == 4 and len(kind.hits) == 1


def test_those_called_so_come_first(store: Store) -> None:
    [kind] = search(store, "蔬菜", 9, ["Task"]).kinds
    assert kind.number == 3  # all by their names: the shortest first
    first, *others = names(Found((), (), (kind,)))["Task"]
    assert first == FAIR and sorted(others) == sorted([CITY_TASK, BASE])


def test_what_is_written_is_found_at_once_and_what_is_gone_is_not(store: Store) -> None:
    row = {"id": "x", "name": "竹编工坊", "title": "竹编工坊", "text": "开办5G竹编工坊", "documents": ["d"]}
    write(store, Statement(made.create_nodes("Task"), {"rows": [row]}))
    for words in ("竹编工坊", "5g竹编", "竹 编"):
        assert names(search(store, words)) == {"Task": ["竹编工坊"]}
    write(store, Statement(made.delete_nodes("Task"), {"rows": [{"id": "x"}]}))
    assert not search(store, "竹编工坊").kinds


def test_words_that_are_too_many_are_said(store: Store) -> None:
    assert search(store, "一 二 三 四 五 六").left == ("五", "六")


def test_every_kind_that_documents_speak_of_by_name_is_searched() -> None:
    """Unread, Milestone, Progress and Decision are told of by what they belong to."""
    assert (
        set(KINDS) == set(looking.SEARCHED) == set(ontology().nodes) - {"Unread", "Milestone", "Progress", "Decision"}
    )
