"""The commands of `policygraph analyse`: what they print for people and for programs."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from policygraph.analyse import WORDS, analyse_app
from policygraph.graph.analysis import departments as analysis
from policygraph.graph.analysis.orphans import Reason
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import NoDatabaseError
from policygraph.model.errors import PolicyGraphError
from tests.graphs import CITY, COUNTY, Writer, city_opinion, county_plan

COMMANDS = ["collaboration", "burden", "centrality", "communities", "descent", "orphans"]
every_command = pytest.mark.parametrize("command", COMMANDS)
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county's plan, the city's opinion, and a notice of the county: a collective's task, a city bureau's task."""
    w = Writer("各镇（街道）与县农业农村局办好此事。市农业农村局另办一事。", "通知", "/x")
    notice = w.policy("通知", "county", "柳溪县", "issued")
    w.edge("APPLIES_TO", notice, ("Region", COUNTY), None, basis="context")
    task, other = w.task("", "办好此事", "办好此事", [], 1), w.task("", "另办一事", "另办一事", [], 2)
    w.edge("PART_OF", task, notice, "办好此事")
    w.edge("PART_OF", other, notice, "另办一事")
    county = (COUNTY, "柳溪县", "county")
    w.regions((CITY, "清河市", "city"), (COUNTY, "柳溪县", "county"))
    city = w.department("市农业农村局", (CITY, "清河市", "city"), function="农业农村")
    w.edge("LEADS", city, other, "市农业农村局", basis="stated")
    w.edge(
        "LEADS", w.department("县农业农村局", county, function="农业农村"), task, "县农业农村局", basis="first-listed"
    )
    w.edge("SUPPORTS", w.department("各镇（街道）", county, kind="collective"), task, "各镇（街道）", basis="stated")
    place = tmp_path_factory.mktemp("analyse")
    with open_store(place, write=True) as store:
        load(store, [county_plan(), city_opinion(), w.records])
    return place


@pytest.fixture
def run(database: Path) -> Run:
    """The result of a command on the graph, or on the one that `--database` names."""

    def call(*arguments: str | Path) -> Result:
        place = [] if "--database" in arguments else ["--database", database]
        return CliRunner().invoke(analyse_app, [str(each) for each in (*arguments, *place)])

    return call


@pytest.fixture
def rows(run: Run) -> Callable[..., list[dict[str, Any]]]:
    def call(*arguments: str) -> list[dict[str, Any]]:
        result = run(*arguments, "--format", "json")
        assert (result.exit_code, result.stderr) == (0, "")
        found: list[dict[str, Any]] = json.loads(result.stdout)
        return found

    return call


Rows = Callable[..., list[dict[str, Any]]]


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("collaboration", ["合作最多的部门", "共同任务", "前者牵头", "柳溪县农业农村局", "清河市财政局"]),
        ("burden", ["任务最重的部门", "牵头中有时限的", "占全部任务的比例", "0.6", "清河市农业农村局"]),
        ("centrality", ["合作网的中心", "合作部门数", "介数", "跨群组程度", "0.2"]),
        ("communities", ["部门的群组", "主要职能", "农业农村", "白石镇"]),
        ("descent", ["政策的传导", "县级", "云岭省推进农业现代化规划", " → ", "下有几层"]),
        ("orphans", ["无人承担的任务", "没有写明责任单位", "办好蔬菜节", "方案"]),
    ],
)
def test_tables_for_people(run: Run, command: str, words: list[str]) -> None:
    result = run(command)
    assert (result.exit_code, result.stderr) == (0, "")
    assert [each for each in words if each not in result.stdout] == []
    assert "编号" not in result.stdout and county_plan().document not in result.stdout


@every_command
def test_the_same_rows_in_each_form(run: Run, rows: Rows, command: str) -> None:
    found = rows(command)
    table = list(csv.DictReader(io.StringIO(run(command, "--format", "csv").stdout)))
    assert len(found) == len(table) > 0
    assert all(not heading.isascii() for heading in table[0]) and len(table[0]) <= len(found[0])
    assert f"共 {len(found)} 行" in run(command).stdout


def test_from_a_number_to_the_tasks(rows: Rows) -> None:
    first = rows("collaboration", "--region", "柳溪县")[0]
    assert first["tasks"] == len(first["task_ids"]) == 1
    [gap] = rows("orphans", "--region", "柳溪县")
    assert (gap["task"], gap["reasons"], gap["why"]) == ("办好蔬菜节", ["nobody"], ["没有写明责任单位"])
    assert gap["document_id"] == county_plan().document


def test_descent_is_seen_in_the_whole_graph(rows: Rows) -> None:
    [plan] = rows("descent", "--policy", "蔬菜产业发展实施方案")
    assert (plan["above"], plan["below"], plan["ancestors"]) == (2, 0, 2)
    assert plan["way"] == "云岭省推进农业现代化规划 → 清河市关于加快蔬菜产业发展的意见 → 柳溪县蔬菜产业发展实施方案"
    top = rows("descent")[0]
    assert (top["levels"], top["level_words"], top["region_count"]) == (["city", "county"], ["市级", "县级"], 2)


@pytest.mark.parametrize(
    ("asked", "departments"),
    [
        (["--policy", "通知"], {"柳溪县农业农村局", "清河市农业农村局"}),
        (["--policy", "意见"], {"清河市农业农村局", "清河市财政局"}),
        (["--region", "柳溪县"], {"柳溪县农业农村局", "柳溪县水利局", "柳溪县工信局", "白石镇"}),
        (["--region", "柳溪县", "--policy", "通知"], {"柳溪县农业农村局"}),
        (["--region", "柳溪县", "--policy", "通知", "--collectives"], {"柳溪县农业农村局", "各镇（街道）"}),
    ],
)
def test_one_policy_or_region(rows: Rows, asked: list[str], departments: set[str]) -> None:
    assert {row["department"].removeprefix("云岭省清河市") for row in rows("burden", *asked)} == departments
    assert {row["department"] for row in rows("centrality", *asked)} == {
        r["department"] for r in rows("burden", *asked)
    }
    members = [name for row in rows("communities", *asked) for name in row["members"]]
    assert sorted(members) == sorted(row["department"] for row in rows("burden", *asked))


def test_collectives(rows: Rows) -> None:
    assert rows("collaboration", "--policy", "通知") == []
    [row] = rows("collaboration", "--policy", "通知", "--collectives")
    assert (row["department"], row["partner"]) == ("柳溪县农业农村局", "各镇（街道）")


def test_figures_are_whole_for_programs(run: Run, rows: Rows) -> None:
    asked = ("burden", "--region", "柳溪县")
    assert {row["share"] for row in rows(*asked)} == {1.0, 1 / 3}
    assert "0.333 " in run(*asked).stdout


def test_limit(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    some = run("burden", "--limit", "2")
    assert "共 2 行" in some.stdout and "只列前 2 行；--limit 0 列出全部" in some.stderr
    assert len(json.loads(run("burden", "--limit", "2", "--format", "json").stdout)) == 2
    monkeypatch.setattr("policygraph.analyse.TABLE_ROWS", 1)
    assert "共 1 行" in run("burden").stdout
    everything = run("burden", "--limit", "0")
    assert "共 1 行" not in everything.stdout and everything.stderr == ""
    assert len(json.loads(run("burden", "--format", "json").stdout)) > 1, "programs get all"


def test_a_sample_is_said_to_be_one(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysis, "EXACT_STEPS", 0)
    monkeypatch.setattr(analysis, "LEAST_SAMPLE", 3)
    assert "介数由抽样估计" in run("centrality").stderr
    assert {row["exact"] for row in json.loads(run("centrality", "--format", "json").stdout)} == {False}


def test_policies_in_a_circle_are_said_to_be(run: Run, tmp_path: Path) -> None:
    w = Writer("根据《甲办法》制定。", "办法", "/x")
    one, other = (w.policy(title, "county", "柳溪县", "issued") for title in ("甲办法", "乙办法"))
    w.edge("DERIVES_FROM", one, other, "甲办法", basis="cited")
    w.edge("DERIVES_FROM", other, one, "甲办法", basis="cited")
    with open_store(tmp_path, write=True) as store:
        load(store, [w.records])
    result = run("descent", "--database", tmp_path)
    assert "互为依据，请核对" in result.stdout and "乙办法、甲办法" in result.stdout
    assert result.stderr == "有 2 项政策互为依据（按一层计），请核对：乙办法、甲办法\n"


@every_command
def test_an_empty_graph(run: Run, tmp_path: Path, command: str) -> None:
    with open_store(tmp_path, write=True):
        pass
    result = run(command, "--database", tmp_path)
    assert (result.exit_code, result.stdout.strip()) == (0, "没有结果")
    assert run(command, "--database", tmp_path, "--format", "json").stdout == "[]\n"


@every_command
@pytest.mark.parametrize(
    ("asked", "words"),
    [(["--policy", "水稻"], "没有名称含“水稻”的政策"), (["--region", "水稻县"], "没有名为“水稻县”的地区")],
)
def test_what_is_not_there(run: Run, command: str, asked: list[str], words: str) -> None:
    error = run(command, *asked).exception
    assert isinstance(error, PolicyGraphError) and words in str(error)


def test_no_database(run: Run, tmp_path: Path) -> None:
    assert isinstance(run("burden", "--database", tmp_path / "nowhere").exception, NoDatabaseError)


def test_every_reason_has_its_words() -> None:
    assert set(WORDS) == set(Reason)


def test_help() -> None:
    said = CliRunner().invoke(analyse_app, ["--help"]).stdout
    assert all(command in said for command in COMMANDS) and "政策传导得多深" in said
