"""The same free Cypher on both stores gives the same rows, whatever the property and its type."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from policygraph.graph.cypher import dates
from policygraph.graph.cypher.dates import Dated
from policygraph.graph.loading.load import load
from policygraph.graph.stores import server
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import Property
from tests.graph.cypher.free_statements import Statement, properties, statements
from tests.graphs import city_opinion, county_plan
from tests.stores import wipe

VALUES = "{match} WHERE n[$name] IS NOT NULL WITH DISTINCT n[$name] AS value RETURN value LIMIT 9"


@pytest.fixture(scope="module")
def stores(server_address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    """The same graph embedded and on a server."""
    wipe(server_address)
    county = county_plan()
    county.nodes[0].properties["published_on"] = "2024-03-05"
    places = (str(tmp_path_factory.mktemp("graph")), server_address)
    for place in places:
        with open_store(place, write=True) as store:
            load(store, [county, city_opinion()])
    with (
        open_store(places[0]) as embedded,
        open_store(places[1]) as asked,
        pytest.MonkeyPatch.context() as patch,
    ):
        # Else each is planned twice: what the server says of statements of others is asked in tests/graph/stores.
        patch.setattr(server, "is_own", lambda cypher: True)
        yield embedded, asked


def differing(stores: tuple[Store, Store], asked: list[Statement]) -> list[tuple[str, Any, Any]]:
    """Statements to which the stores give other columns, other rows, or to which only one has an answer."""
    found = [(each.cypher, *(answer(store, each) for store in stores)) for each in asked]
    return [(cypher, embedded, server) for cypher, embedded, server in found if embedded != server]


def answer(store: Store, asked: Statement) -> Any:
    try:
        rows = store.read(asked.cypher, asked.parameters)
    except PolicyGraphError as error:
        assert "\n" not in str(error)
        return "error"
    return rows.columns, [plain(row) for row in rows]


def plain(value: Any) -> Any:
    """Sums of floats may differ in their last digit."""
    match value:
        case float():
            return float(f"{value:.12g}")
        case dict():
            return {key: plain(each) for key, each in value.items()}
        case list():
            return [plain(each) for each in value]
    return value


def asked_of(store: Store, match: str, order: str, prop: Property, *, short: bool) -> list[Statement]:
    found = store.read(VALUES.format(match=match), {"name": prop.name})
    values = sorted((row["value"] for row in found), key=str)
    return statements(match, order, prop, values, short=short)


@pytest.mark.slow("statements for every property, each planned by the server for the first time")
def test_every_property_is_compared_counted_and_ordered_alike(stores: tuple[Store, Store]) -> None:
    asked = [each for owner in properties() for each in asked_of(stores[0], *owner, short=True)]
    assert len(asked) > 60 and differing(stores, asked) == []


WHOLE = {"published_on", "due_on", "title", "position", "value", "aliases", "basis"}


@pytest.mark.slow("all kinds of statements for each type, each planned by the server for the first time")
def test_of_each_type_one_property_is_asked_all_there_is_to_ask(stores: tuple[Store, Store]) -> None:
    chosen = [owner for owner in properties() if owner[2].name in WHOLE]
    asked = [each for owner in chosen for each in asked_of(stores[0], *owner, short=False)]
    assert len(chosen) >= len(WHOLE) and len(asked) > 250 and differing(stores, asked) == []


@pytest.mark.parametrize(
    ("cypher", "parameters", "words"),
    [
        ("MATCH (t:Task) WHERE t.due_on > 2025 RETURN t", {}, "不能与数字 2025 相比；要比年份请写 t.due_on.year"),
        ("MATCH (t:Task) WHERE $year < t.due_on RETURN t", {"year": 2025}, "不能与数字 \\$year 相比"),
        ("MATCH (t:Task) WHERE t.due_on < datetime() RETURN t", {}, "不能与 datetime\\(\\) 相比；请写 date"),
        ("MATCH (t:Task) WITH t.due_on AS due WHERE due = 5 RETURN due", {}, "due 是日期"),
        ("MATCH (t:Task) WITH collect(t.due_on) AS x RETURN '2025-12-31' IN x", {}, "请写 date\\('2025-12-31'\\)"),
        ("RETURN duration.between(date('2025-01-31'), date('2025-03-01')) AS x", {}, "duration.inDays"),
        ("RETURN isEmpty('') AS x", {}, "内嵌的图没有函数 isempty"),
    ],
)  # fmt: skip
def test_what_the_stores_would_answer_differently_is_an_error(
    cypher: str, parameters: dict[str, Any], words: str, tmp_path: Path
) -> None:
    with open_store(tmp_path, write=True) as store, pytest.raises(PolicyGraphError, match=words) as caught:
        store.read(cypher, parameters)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("cypher", "text"),
    [
        ("WHERE t.due_on IS NULL RETURN t.due_on AS x", "WHERE t.due_on IS NULL RETURN t.due_on AS x"),
        ("WHERE t.due_on < date('2025') RETURN 1", "WHERE t.due_on < date('2025') RETURN 1"),
        ("WHERE NOT t.`due_on` <= '2025' RETURN 1", "WHERE NOT toString(t.`due_on`) <= '2025' RETURN 1"),
        ("WHERE $day <= t.due_on RETURN 1", "WHERE $day <= toString(t.due_on) RETURN 1"),
        ("WHERE t.name < '2025' RETURN t.due_on.year = 2025", "WHERE t.name < '2025' RETURN t.due_on.year = 2025"),
        ("RETURN max(t.due_on) > '2025' AS x", "RETURN toString(max(t.due_on)) > '2025' AS x"),
        ("RETURN size(collect(t.due_on)) AS x", "RETURN size(collect(t.due_on)) AS x"),
        ("RETURN CASE t.due_on WHEN '2025' THEN 1 END", "RETURN CASE toString(t.due_on) WHEN '2025' THEN 1 END"),
        ("RETURN {due_on: 'x'} AS a, t {due_on: 'x'} AS b", "RETURN {due_on: 'x'} AS a, t {due_on: 'x'} AS b"),
        ("MATCH (x {due_on: '2025-12-31'})<--(y) RETURN x", "MATCH (x {due_on: date('2025-12-31')})<--(y) RETURN x"),
        ("WITH toString(t.due_on) AS x WHERE x > '2'", "WITH toString(t.due_on) AS x WHERE x > '2'"),
        ("WITH t.due_on AS x WHERE x > '2025' RETURN x", "WITH t.due_on AS x WHERE toString(x) > '2025' RETURN x"),
    ],
)  # fmt: skip
def test_dates_beside_texts_are_texts(cypher: str, text: str) -> None:
    dated = Dated(f"MATCH (t:Task) {cypher}", {"day": "2025-12-31"})
    assert dated.text == f"MATCH (t:Task) {text}"


def test_a_statement_is_put_into_other_words_once_for_all_values_of_a_kind() -> None:
    cypher, before = "MATCH (t:Task) WHERE t.due_on < $day RETURN 1 AS once", dates._translated.cache_info()
    texts = [
        Dated(cypher, {"day": day}).text for day in ("2025-12-31", "2026-12-31", ["2027-12-31"], None, date(2025, 1, 1))
    ]
    assert ["toString" in text for text in texts] == [True, True, True, False, False]
    for _ in range(2):
        with pytest.raises(PolicyGraphError, match="不能与数字"):
            Dated(cypher, {"day": 2025})
    after = dates._translated.cache_info()
    assert (after.hits - before.hits, after.misses - before.misses) == (3, 4)


def test_columns_are_named_as_they_were_written(tmp_path: Path) -> None:
    with open_store(tmp_path, write=True) as store:
        rows = store.read("OPTIONAL MATCH (t:Task) RETURN t.due_on > '2025', left(t.due_on, 4)")
    assert rows.columns == ("t.due_on > '2025'", "left(t.due_on, 4)") and list(rows[0]) == list(rows.columns)
