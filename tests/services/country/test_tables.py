"""What was read as tables: nothing lost, each row with its place."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import duckdb
import pytest

from policygraph.services.country import parts, tables
from policygraph.services.country.items import Item
from policygraph.services.country.parts import Out
from policygraph.services.ingestion import read_records
from tests.paths import ROOT

FILES = sorted((ROOT / "data" / "samples").glob("*.txt"))


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Out:
    made = Out(str(tmp_path_factory.mktemp("country") / "读好的"))
    items = [Item(str(file), str(file), "1") for file in FILES]
    rows = [parts.row_of(item, item.uri, read_records(Path(item.file))) for item in items]
    rows.append(parts.row_of(Item("坏的", "坏的", "1"), "坏的", "坏的：打不开"))
    made.write(parts.table_of(rows), parts.PARTS, parts.name_of(1, items))
    tables.write_tables(made, parts.counting(made), "000001")
    tables.put_in_place(made)
    return made


def test_what_was_read_comes_back_as_it_was(out: Out) -> None:
    (part,) = parts.counting(out)
    assert list(parts.records_in(out, part)) == [read_records(file) for file in FILES]
    assert list(parts.errors_in(out, [part])) == [("坏的", "坏的：打不开")]


def test_every_node_and_edge_is_a_row(out: Out) -> None:
    wanted: Counter[str] = Counter()
    for file in FILES:
        records = read_records(file)
        wanted.update(node.label for node in records.nodes)
        wanted.update(edge.type for edge in records.edges)
    for kind, many in wanted.items():
        found = duckdb.sql(f"SELECT count(*) FROM read_parquet('{out.path(tables.TABLES)}/{kind}/*/*.parquet')")
        assert found.fetchall() == [(many,)], kind


def test_a_researcher_counts_without_a_graph(out: Out) -> None:
    at = out.path(tables.TABLES)
    rows = duckdb.sql(f"""
        SELECT t.county, count(DISTINCT l.target)
        FROM read_parquet('{at}/LEADS/*/*.parquet', hive_partitioning = true) l
        JOIN read_parquet('{at}/Department/*/*.parquet', hive_partitioning = true) d
          ON d.id = l.source AND d.document = l.document
        JOIN read_parquet('{at}/Task/*/*.parquet', hive_partitioning = true) t ON t.id = l.target
        WHERE d.function = '农业农村' AND t.county = '青穗县' GROUP BY ALL
    """).fetchall()
    own = [read_records(file) for file in FILES]
    led = set()
    for each in (records for records in own if parts.where(records)["county"] == "青穗县"):
        farming = {n.id for n in each.nodes if n.label == "Department" and n.properties.get("function") == "农业农村"}
        led |= {edge.target[1] for edge in each.edges if edge.type == "LEADS" and edge.source[1] in farming}
    assert led and rows == [("青穗县", len(led))]


def test_the_place_of_a_document_is_that_of_its_issuer(out: Out) -> None:
    found = {file.name[:2]: parts.where(read_records(file)) for file in FILES}
    assert found["01"] == {"province": parts.CENTRE, "city": None, "county": None}
    assert {each["province"] for each in found.values()} <= {parts.CENTRE, parts.NOWHERE, "岚江省"}


def test_the_later_file_counts(tmp_path: Path) -> None:
    out = Out(str(tmp_path))
    one, other = (Item(name, name, "1") for name in ("甲", "乙"))
    again = one._replace(stamp="2")
    for turn, items in ((1, [one, other]), (2, [again])):
        rows = [parts.row_of(item, item.uri, f"{item.stamp}：打不开") for item in items]
        out.write(parts.table_of(rows), parts.PARTS, parts.name_of(turn, items))
    assert list(parts.errors_in(out, parts.counting(out))) == [("乙", "1：打不开"), ("甲", "2：打不开")]
    assert parts.read_before(out, parts.counting(out)) == {("乙", "1"), ("甲", "2")}
