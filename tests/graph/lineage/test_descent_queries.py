"""What follows from the descent of measures: the queries over the samples on both stores, and two plans compared."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from policygraph.cli import main
from policygraph.graph.asking import catalog
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.services.settle import settle
from tests import samples
from tests.stores import wipe

QUERIES = ("demands-not-taken-up", "measures-without-ground", "answers-to-demand", "figures-down-the-levels",
           "achieved-against-planned")  # fmt: skip
ABSENT = "没有找到对应"
LAST, THIS, COUNTY = "临澜区2025年", "临澜区2026年", "青穗县实施"

# query, parameters, columns that are compared, rows that must be there, rows that must not
CASES: list[tuple[str, dict[str, Any], str, set[tuple[Any, ...]], set[tuple[Any, ...]]]] = [
    ("demands-not-taken-up", {"policy": THIS, "level": "central"}, "demand",
     {("保护农业种质资源",), ("健全农村物流和电商体系",)}, {("抓好粮食生产",), ("推进农文旅融合",)}),
    ("demands-not-taken-up", {"policy": THIS, "level": "province"}, "above_level demand finding",
     {("province", "加大金融支持力度", ABSENT)}, {("central", "保护农业种质资源", ABSENT)}),
    ("measures-without-ground", {"policy": LAST}, "number task", {("12", "建设溪畔书屋")}, {("3", "抓好粮食生产")}),
    ("measures-without-ground", {"policy": COUNTY}, "task finding",
     {("发展林下经济", ABSENT)}, {("推进农文旅融合", ABSENT)}),
    ("answers-to-demand", {"demand": "抓好粮食生产", "regions": "临澜区,青穗县"}, "region task leads",
     {("临澜区", "抓好粮食生产", ("区农业农村局",)), ("青穗县", "抓好粮食生产", ("县农业农村局",))},
     {("云泽市", "抓好粮食生产", ("市农业农村局",))}),
    ("figures-down-the-levels", {"policy": COUNTY},
     "indicator above_region above_value value unit share result finding",
     {("农村自来水普及率", "云泽市", 95.0, 93.0, "%", None, "short", "below-above"),
      ("粮食播种面积", "云泽市", 310.0, 34.5, "万亩", 0.1113, "part", None),
      ("改造农村户厕", "岚江省", 8.0, 1500.0, "户", 0.0187, "part", None)}, set()),  # of 万户
    ("figures-down-the-levels", {"policy": COUNTY}, "above_indicator above_value result task indicator",
     {("再生稻", 18.0, "left-out", "抓好粮食生产", None)}, {("粮食播种面积", 310.0, "left-out", "抓好粮食生产", None)}),
    ("figures-down-the-levels", {"indicator": "生活污水治理率", "policy": THIS}, "above_year year result finding",
     {(2025, 2026, "incomparable", "year")}, set()),
    ("achieved-against-planned", {"policy": LAST}, "indicator value achieved result",
     {("生态护岸", 8.0, 6.5, "short"), ("粮食播种面积", 21.6, 21.7, "exceeded"), ("水稻高产示范片", 3.0, 3.0, "met"),
      ("早稻面积", 6.2, None, "unreported")}, set()),
]  # fmt: skip


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    there = str(tmp_path_factory.mktemp("graph"))
    if request.param == "neo4j":
        there = request.getfixturevalue("server_address")
        wipe(there)
    with open_store(there, write=True) as store:
        load(store, samples.every())
        settle(store)
    yield there


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with open_store(place) as opened:
        yield opened


@pytest.mark.parametrize(("name", "values", "columns", "there", "not_there"), CASES)
def test_answers(
    store: Store,
    name: str,
    values: dict[str, Any],
    columns: str,
    there: set[tuple[Any, ...]],
    not_there: set[tuple[Any, ...]],
) -> None:
    query = catalog.find_query(name)
    found = store.read(query.cypher, catalog.bind_values(query, values))
    got = {tuple(tuple(v) if isinstance(v := row[c], list) else v for c in columns.split()) for row in found}
    assert there <= got
    assert not there or not not_there & got


@pytest.mark.parametrize("name", QUERIES)
def test_columns_are_as_the_header_says_and_evidence_is_cut_from_the_text(store: Store, name: str) -> None:
    query = catalog.find_query(name)
    values = next(values for each, values, *_ in CASES if each == name)
    rows = store.read(query.cypher, catalog.bind_values(query, values))
    assert rows
    for row in rows:
        assert set(row) == {column.name for column in query.columns}
        if row["evidence"] is not None:
            [document] = store.read("MATCH (d:Document {id: $id}) RETURN d.text AS text", {"id": row["document"]})
            assert document["text"][row["start"] : row["end"]] == row["evidence"]


def test_every_figure_of_the_plan_has_one_result(store: Store) -> None:
    planned = [
        row for row in catalog.run_query(store, "targets-of-policy", {"policy": LAST}) if row["kind"] == "planned"
    ]
    held = catalog.run_query(store, "achieved-against-planned", {"policy": LAST})
    assert sorted(row["target_id"] for row in held) == sorted({row["target_id"] for row in planned})


def test_what_changed_from_one_year_to_the_next(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["analyse", "changes", LAST, THIS, "--database", place, "--format", "json"])
    assert not end.value.code
    rows = json.loads(capsys.readouterr().out)
    by = {row["new"] or row["old"]: row for row in rows}
    assert {row["old"] for row in rows if row["kind"] == "dropped"} == {
        "严格耕地保护", "健全农村物流和电商体系", "建设溪畔书屋",
    }  # fmt: skip
    assert [row["new"] for row in rows if row["kind"] == "added"] == ["发展水上运动"]
    assert "调低：改造农村户厕 600户 → 400户" in by["改善农村人居环境"]["figures"]
    assert "调高：农村生活污水治理率 68% → ≥72%" in by["推进农村生活污水治理"]["figures"]
    assert "不再配合：芦川镇" in by["加强高标准农田建设"]["units"]
    assert "区发改局：牵头 → 配合" in by["补齐农村基础设施短板"]["units"]


COMMANDS = [
    (["gaps", THIS, "--level", "central"], "保护农业种质资源", "抓好粮食生产"),
    (["grounds", "临澜区2025年百溪润田"], "建设溪畔书屋", "抓好粮食生产"),
    (["figures", COUNTY], "below-above|低于上级", "临澜区"),
    (["figures", "--indicator", "自来水"], "青穗县", "粮食播种面积"),
    (["answers", "抓好粮食生产", "--regions", "临澜区"], "区农业农村局", "县农业农村局"),
    (["progress", LAST], "short|未达到", "临澜区2026年"),
    (["changes", THIS], "发展水上运动", "青穗县"),
]


@pytest.mark.parametrize("form", ["table", "json", "csv"])
@pytest.mark.parametrize(("command", "there", "not_there"), COMMANDS, ids=lambda each: str(each[0]))
def test_each_query_is_a_command(
    place: str, capsys: pytest.CaptureFixture[str], command: list[str], there: str, not_there: str, form: str
) -> None:
    with pytest.raises(SystemExit) as end:
        main(["analyse", *command, "--database", place, "--format", form])
    said = capsys.readouterr().out
    assert not end.value.code
    assert any(word in said for word in there.split("|")) and (not_there not in said or form != "table")


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["gaps", "火星县"], "图中没有政策“火星县”"),
        (["progress", "临澜区20"], "不止一项政策"),
        (["changes", COUNTY], "请写出要比较的两份方案"),
        (["gaps", LAST, "--level", "galaxy"], "只能是"),
    ],
)
def test_what_is_wrong_is_said(place: str, capsys: pytest.CaptureFixture[str], command: list[str], words: str) -> None:
    with pytest.raises(SystemExit) as end:
        main(["analyse", *command, "--database", place])
    assert end.value.code and words in capsys.readouterr().err


def test_two_plans_of_one_name_are_asked_about(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["analyse", "changes", "临澜区20", THIS, "--database", place])
    assert "不止一项政策" in capsys.readouterr().err
