"""Descent of measures: which measure carries out which, and the links in the graph, which follow from its documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.graph.decisions.decisions import about_edge
from policygraph.graph.lineage import descent_lines, pairing
from policygraph.graph.lineage import likeness as align_index
from policygraph.graph.lineage.align import Aligned, align
from policygraph.graph.lineage.evidence import confidence
from policygraph.graph.lineage.likeness import index_measures, likeness, likenesses, shelve
from policygraph.graph.lineage.measure import Measure, body
from policygraph.graph.lineage.order import in_order
from policygraph.graph.loading.load import load, remove
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Statement, Store
from policygraph.graph.transfer.dump import dump_graph
from policygraph.services.settle import settle
from tests import samples
from tests.decided import keep, withdraw
from tests.measures import measure_of, of_rows, outermost
from tests.paths import cases
from tests.stores import write

CASES = cases("align")

LINKS = """
MATCH (a:Task)-[r:DERIVES_FROM]->(b:Task) MATCH (b)-[:STATED_IN]->(above:Document) MATCH (a)-[:STATED_IN]->(d:Document)
RETURN a.title AS lower, b.title AS upper, d.name AS document, above.name AS above, d.id AS id, r.document AS said_in,
       d.text AS text, r.evidence AS evidence, r.start AS start, r.end AS `end`, r.basis AS basis, r.score AS score,
       r.confidence AS confidence, a.start AS first, a.end AS last
ORDER BY document, a.position, above, b.position
"""


def title(number: str) -> str:
    return str(samples.records(number).nodes[0].properties["name"])


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with open_store(place, write=True) as opened:
        yield opened


def links(store: Store, lower: str, upper: str) -> list[tuple[str, str]]:
    """Titles of the linked measures of two samples."""
    rows = store.read(LINKS)
    return [(r["lower"], r["upper"]) for r in rows if (r["document"], r["above"]) == (title(lower), title(upper))]


# --- which carries out which ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_pairs(case: dict[str, Any]) -> None:
    lower, upper = case["lower"], case["upper"]
    found = pairing.pair_measures(index_measures(of_rows(lower)), index_measures(of_rows(upper)))
    for i, row in enumerate(lower):
        got = {upper[pair.upper]["title"] for pair in found if pair.lower == i}
        assert (row["title"], got) == (row["title"], set(row["is"]))


def test_a_plan_that_keeps_the_order_is_followed_where_words_are_few() -> None:
    """The middle row is like two columns; its neighbours stand around the second."""
    alike = np.array([[0.3, 0.0, 0.0, 0.0], [0.0, 0.10, 0.0, 0.11], [0.0, 0.0, 0.3, 0.0]])
    assert in_order(alike[None], np.ones((1, 4)))[0].tolist() == [0, 1, 2]
    sure = confidence(alike, np.full(alike.shape, 0.4))
    assert sure[1, 1] > 0.5 > sure[1, 3]


def naive(lower: list[Measure], upper: list[Measure]) -> np.ndarray[Any, Any]:
    """The same likeness, pair by pair."""
    read = [index_measures([each]) for each in [*lower, *upper]]
    counts = [dict(zip(one.words.tolist(), one.weights.tolist(), strict=True)) for one in read]
    spread = {word: sum(word in each for each in counts) for each in counts for word in each}
    rarity = {word: float(np.log((1 + len(counts)) / n)) for word, n in spread.items()}
    vectors = [{word: count * rarity[word] for word, count in each.items()} for each in counts]
    lengths = [sum(weight**2 for weight in each.values()) ** 0.5 for each in vectors]

    def cosine(i: int, j: int) -> float:
        product = sum(weight * vectors[j].get(word, 0.0) for word, weight in vectors[i].items())
        return min(product / (lengths[i] * lengths[j]), 1.0) if lengths[i] and lengths[j] else 0.0

    n = len(lower)
    return np.array([[cosine(i, n + j) for j in range(len(upper))] for i in range(n)]).reshape(n, len(upper))


texts = st.text("农村水利建设粮食改厕，。1a（牵头）𠀀", max_size=30)
some = st.lists(st.builds(Measure, st.uuids().map(str), texts, texts), max_size=5)


@given(some, some)
def test_the_index_gives_what_comparing_pair_by_pair_gives(lower: list[Measure], upper: list[Measure]) -> None:
    assert np.allclose(likeness(index_measures(lower), index_measures(upper)), naive(lower, upper), atol=1e-9)


@given(some, st.lists(some, min_size=1, max_size=4))
def test_a_shelf_gives_what_its_policies_give_one_by_one(lower: list[Measure], uppers: list[list[Measure]]) -> None:
    below, above = index_measures(lower), [index_measures(each) for each in uppers]
    one_by_one = np.concatenate([likeness(below, each) for each in above], axis=1)
    assert np.allclose(likenesses(below, shelve(above)), one_by_one, atol=1e-9)
    assert pairing.pair_with_all(below, shelve(above)) == [pairing.pair_measures(below, each) for each in above]


def test_joining_in_parts_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    lower, upper = (index_measures(of_rows(CASES[0][side] + CASES[1][side])) for side in ("lower", "upper"))
    whole = likeness(lower, upper)
    monkeypatch.setattr(align_index, "MEETINGS", 3)
    assert np.allclose(likeness(lower, upper), whole)


# --- links in the graph -----------------------------------------------------------------------------------------------

# Lower sample and the samples above it, by what the documents cite.
LINES = {"02": ["01"], "03": ["02", "01"], "04": ["01"], "05": ["03", "02", "01"], "06": ["03", "02", "01"],
         "07": ["03", "02", "01"], "15": ["03", "02", "01"]}  # fmt: skip


def of_sample(number: str) -> list[Measure]:
    return [measure_of(task) for task in outermost(samples.records(number))]


def test_measures_of_one_title_are_linked_along_the_line_and_nothing_across(store: Store) -> None:
    load(store, samples.every())
    align(store)
    for lower, uppers in LINES.items():
        for upper in uppers:
            below, above = ({each.title for each in of_sample(number)} for number in (lower, upper))
            same = {(title, title) for title in below & above}
            assert len(same) >= 5
            assert same <= set(links(store, lower, upper))
    rows = store.read(LINKS)
    allowed = {(title(lower), title(upper)) for lower, uppers in LINES.items() for upper in uppers}
    assert {(row["document"], row["above"]) for row in rows} == allowed
    other = [row for row in rows if row["lower"] != row["upper"]]
    assert len(other) < len(rows) / 6
    for row in rows:
        assert row["text"][row["start"] : row["end"]] == row["evidence"] != ""
        assert row["first"] <= row["start"] < row["end"] <= row["last"]
        assert row["said_in"] == row["id"] and row["basis"] == "aligned"
        assert 0 < row["score"] <= 1 and pairing.ENOUGH <= row["confidence"] <= 1


def test_the_graph_follows_from_its_documents_whatever_came_first(store: Store, tmp_path: Path) -> None:
    numbers = ("01", "02", "03", "06")
    for number in numbers:
        load(store, [samples.records(number)])
        align(store)
    with open_store(tmp_path / "other", write=True) as other:
        load(other, [samples.records(number) for number in reversed(numbers)])
        align(other)
        assert dump_graph(store) == dump_graph(other)


def test_aligning_again_compares_nothing_and_writes_nothing(store: Store) -> None:
    load(store, [samples.records("01"), samples.records("02")])
    assert align(store).written >= 13
    before, version = dump_graph(store), store.version()
    assert align(store) == Aligned(0, 0, 0)
    load(store, [samples.records("01"), samples.records("02")])
    assert align(store) == Aligned(0, 0, 0)
    assert (dump_graph(store), store.version()) == (before, version)


def test_only_what_is_new_is_compared(store: Store) -> None:
    load(store, [samples.records("01"), samples.records("02")])
    align(store)
    load(store, [samples.records("06")])
    assert align(store).documents == 1


@pytest.mark.parametrize("gone", ["01", "02", "03", "06"])
def test_removing_a_document_removes_its_links_and_leaves_no_trace(store: Store, tmp_path: Path, gone: str) -> None:
    numbers = ["01", "02", "03", "06"]
    load(store, [samples.records(number) for number in numbers])
    align(store)
    remove(store, samples.records(gone).document)
    align(store)
    with open_store(tmp_path / "other", write=True) as other:
        load(other, [samples.records(number) for number in numbers if number != gone])
        align(other)
        assert dump_graph(store) == dump_graph(other)
    load(store, [samples.records(gone)])
    align(store)
    assert links(store, "06", "03") and links(store, "06", "01")


def test_a_document_above_that_went_and_came_back_between_has_its_links_again(store: Store) -> None:
    load(store, [samples.records("01"), samples.records("02")])
    align(store)
    before = dump_graph(store)
    remove(store, samples.records("01").document)
    load(store, [samples.records("01")])
    assert not links(store, "02", "01")
    assert align(store).written >= 13
    assert dump_graph(store) == before


def test_what_is_wrong_is_put_right(store: Store) -> None:
    """A link of another version, whose words or score differ, or that should not be."""
    load(store, [samples.records("01"), samples.records("02")])
    align(store)
    before = dump_graph(store)
    write(store, Statement("MATCH (:Task)-[r:DERIVES_FROM]->(:Task) SET r.score = $score", {"score": 0.5}),
          Statement("MATCH (d:Document) SET d.aligned = $mark", {"mark": "old 1"}))  # fmt: skip
    assert align(store).written >= 13
    assert dump_graph(store) == before


def test_speeches_and_laws_are_linked_to_nothing(store: Store) -> None:
    load(store, [samples.records("01"), samples.records("09"), samples.records("10"), samples.records("11")])
    assert align(store) == Aligned(0, 0, 0)
    assert store.read(LINKS) == []


# --- lines ------------------------------------------------------------------------------------------------------------

WAYS = [
    ("a", {}, ()),
    ("a", {"a": ["b"]}, ("b",)),
    ("a", {"a": ["b", "d"], "b": ["c"], "c": ["d"]}, ("b", "d", "c")),
    ("a", {"a": ["b"], "b": ["a"]}, ("b",)),
    ("a", {"a": ["a"]}, ()),
]


@pytest.mark.parametrize(("policy", "above", "line"), WAYS)
def test_lines_go_up_nearest_first_and_end(policy: str, above: dict[str, list[str]], line: tuple[str, ...]) -> None:
    assert descent_lines.policies_above(policy, above) == line


def test_who_does_it_does_not_count() -> None:
    duty = "（牵头单位：县农业农村局；责任单位：县财政局、各镇（街道））"
    lines = "\n牵头单位：县农业农村局\n责任单位：县财政局\n完成时限：2025年12月底前"
    for same in (duty, lines):
        one, two = (
            Measure("a", "推广良种", f"1.推广良种。引种{same}"),
            Measure("b", "修桥补路", f"2.修桥补路。通车{same}"),
        )
        assert body(one).strip() == "1.。引种"
        assert likeness(index_measures([one]), index_measures([two])).tolist() == [[0.0]]


# --- near misses ------------------------------------------------------------------------------------------------------

LOCAL = {"04": "建设溪畔书屋", "06": "发展林下经济"}  # of the place's own, with nothing above


@pytest.mark.parametrize(("lower", "upper"), [(lower, upper) for lower, line in LINES.items() for upper in line])
def test_what_is_linked_is_near_and_a_local_idea_is_not(lower: str, upper: str) -> None:
    below, above = of_sample(lower), of_sample(upper)
    one, other = index_measures(below), index_measures(above)
    from_below = pairing.near_pairs(one, other, rows=range(len(below)))
    assert set(pairing.pair_measures(one, other)) <= set(from_below)
    assert from_below == pairing.near_pairs(one, other, columns=range(len(above)))
    assert not {below[pair.lower].title for pair in from_below} & {LOCAL.get(lower)}


def test_a_near_miss_is_told_from_either_side_and_nothing_else() -> None:
    lower = of_rows([{"title": "办好蔬菜大集", "text": "邀请客商展销。"}, {"title": "修复古桥"}])
    upper = of_rows([{"title": "建设蔬菜基地", "text": "新建大棚。"}, {"title": "筹建仓库"}])
    one, other = index_measures(lower), index_measures(upper)
    assert pairing.pair_measures(one, other) == []
    [found] = pairing.near_pairs(one, other, rows=[0])
    assert (found.lower, found.upper) == (0, 0) and pairing.MAYBE <= found.confidence < pairing.ENOUGH
    assert pairing.near_pairs(one, other, columns=[0]) == [found]
    assert pairing.near_pairs(one, other, rows=[1], columns=[1]) == []
    assert pairing.near_pairs(index_measures([]), other, columns=[0]) == []


@pytest.mark.parametrize("kind", ["wrong", "moved"])
def test_people_decide_on_links(store: Store, kind: str) -> None:
    """What a person says of a link stays, whatever is compared again, until it is taken back."""
    load(store, samples.every())
    settle(store)
    before = dump_graph(store)
    link, other = store.read(
        "MATCH (a:Task)-[r:DERIVES_FROM]->(b:Task)-[:PART_OF]->(p:Policy {level: 'central'}) "
        "RETURN a.id AS lower, b.id AS upper, r.document AS document "
        "ORDER BY document, a.position, b.position LIMIT 2"
    )
    decision = about_edge(
        store.read, kind, "DERIVES_FROM", ("Task", link["lower"]), ("Task", link["upper"]), link["document"],
        by="甲", end="second", to=other["upper"] if kind == "moved" else None,
    )  # fmt: skip
    keep(store, [decision])
    settle(store)
    linked = "MATCH (a:Task {id: $lower})-[r:DERIVES_FROM]->(b:Task {id: $upper}) RETURN r.decision AS decision"
    assert store.read(linked, link) == []
    moved = store.read(linked, {"lower": link["lower"], "upper": other["upper"]})
    assert ({"decision": decision.id} in moved) is (kind == "moved")
    settled = dump_graph(store)
    assert settle(store).compared == 0 and dump_graph(store) == settled
    withdraw(store, decision.id, "甲")
    settle(store)
    assert [line for line in dump_graph(store).splitlines() if '"Decision"' not in line] == before.splitlines()
