"""The command line: what it prints, what it refuses and with which exit code."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from policygraph import __version__
from policygraph.graph.asking import catalog
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.graph.transfer.dump import dump_graph
from policygraph.model.ontology import ontology
from policygraph.services.ingestion import add_document
from tests.commands import Run, run
from tests.graphs import CITY_TEXT, COUNTY_TEXT, city_opinion, county_plan
from tests.stores import settled

__all__ = ["run"]  # a fixture

COMMAND = [sys.executable, "-m", "policygraph"]
# As a plain container has it: no UTF-8 locale, so that output must see to its encoding itself.
PLAIN = {**{k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "PYTHON"))}, "LC_ALL": "C"}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("cli") / "graph"
    with settled(place):
        return place


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "文件"
    (folder / "县").mkdir(parents=True)
    (folder / "县" / "方案.txt").write_text(COUNTY_TEXT, encoding="utf-8")
    (folder / "意见.txt").write_bytes(CITY_TEXT.encode("gb18030"))
    (folder / "图.gif").write_bytes(b"GIF89a")
    return folder


# --- query ------------------------------------------------------------------------------------------------------------


def test_query_by_name_as_a_table(run: Run, database: Path) -> None:
    code, out, err = run("query", "tasks-led-by-department", "-p", "department=县农业农村局", "--database", database)
    assert (code, err) == (0, "")
    assert "某部门牵头的任务" in out and "建设蔬菜基地" in out and "牵头单位：县农业农村局" in out and "共 2 行" in out
    assert county_plan().document not in out, "what only programs need is left out of tables"


def test_query_in_cypher_as_json(run: Run, database: Path) -> None:
    cypher = (
        "MATCH (t:Task) WHERE t.title = $title RETURN t.title AS title, t.section AS section, t.due_on, t.end, 1.5 AS x"
    )
    code, out, err = run("query", cypher, "-p", "title=建设蔬菜基地", "--format", "json", "--database", database)
    assert (code, err) == (0, "")
    [row] = json.loads(out)
    assert row == {
        "title": "建设蔬菜基地",
        "section": ["一、重点任务"],
        "t.due_on": "2025-12-31",
        "t.end": 170,
        "x": 1.5,
    }
    assert list(row) == ["title", "section", "t.due_on", "t.end", "x"]
    assert "建设蔬菜基地" in out, "Chinese is not escaped"


def test_nothing_found(run: Run, database: Path) -> None:
    assert run("query", "MATCH (n:Nothing) RETURN n", "-f", "json", "-d", database)[:2] == (0, "[]\n")
    assert run("query", "search", "-p", "text=没有这个", "-d", database)[1] == "没有结果\n"
    assert run("query", "search", "-p", "text=没有这个", "-f", "csv", "-d", database)[1].startswith("类型,名称,")


def test_words_instead_of_codes_in_tables_only(run: Run, database: Path) -> None:
    assert "仅被引用" in run("query", "policies", "-d", database)[1]
    assert "cited" in run("query", "policies", "-f", "json", "-d", database)[1]


def test_a_whole_node_hides_what_is_the_loaders(run: Run, database: Path) -> None:
    _, out, _ = run("query", "MATCH (n:Policy) RETURN n LIMIT 1", "-f", "json", "-d", database)
    [row] = json.loads(out)
    assert row["n"]["labels"] == ["Policy"]
    assert set(row["n"]["properties"]) <= set(ontology().nodes["Policy"].shown)


def test_values_that_are_not_text(run: Run, database: Path) -> None:
    arguments = ["query", "RETURN $n + 1 AS n, $l AS l", "-p", "n:=1", "-p", 'l:=["a"]', "-f", "json", "-d", database]
    assert json.loads(run(*arguments)[1]) == [{"n": 2, "l": ["a"]}]


def test_the_database_from_the_environment(run: Run, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYGRAPH_DATABASE", str(database))
    assert "共 2 行" in run("query", "documents")[1]


def test_a_result_that_is_cut_off_says_so(run: Run, database: Path) -> None:
    arguments = ["query", "UNWIND range(1, 5) AS n RETURN n", "-f", "json", "-d", database]
    code, out, err = run(*arguments, "--limit", "2")
    assert (code, json.loads(out)) == (0, [{"n": 1}, {"n": 2}]) and "只取了前 2 行" in err
    for limit in ("5", "0"):
        code, out, err = run(*arguments, "--limit", limit)
        assert (code, len(json.loads(out)), err) == (0, 5, "")


def test_ingesting_into_a_server_and_asking_it(run: Run, texts: Path, neo4j_place: str) -> None:
    code, out, _ = run("ingest", texts, "-d", neo4j_place)
    assert code == 0 and "共 2 行" in out
    assert "未变化（跳过） 2" in run("ingest", texts, "-d", neo4j_place)[2]
    answer = run("query", "documents", "-f", "json", "-d", neo4j_place)[1]
    assert len(json.loads(answer)) == 2
    assert run("remove", "方案.txt", "-d", neo4j_place)[0] == 0
    assert "共 1 行" in run("query", "documents", "-d", neo4j_place)[1]


def test_a_copy_has_the_same_stats(run: Run, database: Path, neo4j_place: str, tmp_path: Path) -> None:
    code, _, err = run("copy", "--from", database, "--to", neo4j_place)
    assert code == 0 and "已复制到 bolt://127.0.0.1" in err and "policygraph-tests" not in err
    assert run("stats", "-d", neo4j_place) == run("stats", "-d", database)
    assert run("copy", "--from", neo4j_place, "--to", tmp_path / "new")[0] == 0
    assert run("stats", "-d", tmp_path / "new") == run("stats", "-d", database)


@pytest.mark.parametrize("limits", [["--limit", str(10**20)], ["--seconds", str(10**20)], ["--seconds", "inf"]])
def test_limits_beyond_all_bounds_are_none(run: Run, database: Path, limits: list[str]) -> None:
    code, out, err = run("query", "RETURN 1 AS n", *limits, "-f", "json", "-d", database)
    assert (code, json.loads(out), err) == (0, [{"n": 1}], "")


def test_a_misspelt_label_is_pointed_out(run: Run, database: Path) -> None:
    code, out, err = run("query", "MATCH (d:Departmnt) RETURN d", "-f", "json", "-d", database)
    assert (code, out) == (0, "[]\n") and err == "提示：图模型里没有 Departmnt，是否指 Department\n"


# --- queries, stats, unread, export, remove ---------------------------------------------------------------------------


def test_queries_lists_all(run: Run) -> None:
    code, out, _ = run("queries", "--format", "json")
    assert code == 0 and [row["name"] for row in json.loads(out)] == sorted(catalog.catalog())
    assert "responsibility-matrix" in run("queries")[1]


@pytest.mark.parametrize("name", sorted(catalog.catalog()))
def test_queries_shows_one(run: Run, name: str) -> None:
    code, out, _ = run("queries", name)
    query = catalog.find_query(name)
    assert code == 0 and query.title in out and query.answers in out and query.cypher in out
    assert all(parameter.zh in out for parameter in query.parameters)


def test_stats(run: Run, database: Path) -> None:
    rows = json.loads(run("stats", "-f", "json", "-d", database)[1])
    assert {"of": "节点", "kind": "Task", "zh": "任务", "count": 4} in rows
    assert {"of": "关系", "kind": "LEADS", "zh": "牵头", "count": 4} in rows
    assert {"of": "未读懂", "kind": "figure-blank", "zh": "数字空缺", "count": 1} in rows


def test_unread(run: Run, database: Path) -> None:
    assert json.loads(run("unread", "-f", "json", "-d", database)[1]) == [
        {"kind": "figure-blank", "items": 1, "documents": 1}
    ]
    for document in ("county.txt", "柳溪县蔬菜产业发展实施方案", county_plan().document):
        assert "投入亿元" in run("unread", document, "-d", database)[1]
    assert "投入亿元" in run("unread", "--kind", "figure-blank", "-d", database)[1]
    assert run("unread", "city.txt", "-d", database)[1] == "没有结果\n"


@pytest.mark.parametrize(
    ("arguments", "made"),
    [
        (["graphml", "{0}/g.graphml"], "g.graphml"),
        (["csv", "{0}/t"], "t/nodes-Task.csv"),
        (["neo4j", "{0}/n"], "n/nodes-Task.csv"),
        (["matrix", "柳溪", "{0}/m.xlsx"], "m.xlsx"),
    ],
)
def test_export(run: Run, database: Path, tmp_path: Path, arguments: list[str], made: str) -> None:
    code, out, err = run("export", *(each.format(tmp_path) for each in arguments), "-d", database)
    assert (code, out) == (0, "") and err.startswith("已写")
    assert (tmp_path / made).stat().st_size > 100


def test_remove(run: Run, tmp_path: Path) -> None:
    with open_store(tmp_path, write=True) as store:
        load(store, [city_opinion()])
        alone = dump_graph(store)
        load(store, [county_plan()])
    code, out, err = run("remove", "county.txt", "-d", tmp_path)
    assert (code, out) == (0, "") and county_plan().document in err
    with open_store(tmp_path) as store:
        assert dump_graph(store) == alone


@pytest.mark.parametrize("named", ["方案.txt", "\udcb7\udcbd\udcb0\udcb8.txt", "县/方案.txt", "%B7%BD%B0%B8.txt"])
def test_a_file_named_in_gbk_is_found_as_it_is_shown_and_as_it_is(run: Run, tmp_path: Path, named: str) -> None:
    file = tmp_path / "县" / os.fsdecode("方案.txt".encode("gbk"))
    file.parent.mkdir()
    file.write_text(COUNTY_TEXT, encoding="utf-8")
    assert "方案.txt" in run("ingest", file, "-d", tmp_path / "graph")[1]
    assert run("unread", named, "-d", tmp_path / "graph")[0] == 0
    assert "已移除文档" in run("remove", named, "-d", tmp_path / "graph")[2]


def test_a_backup_replaces_another_only_if_told(run: Run, database: Path, tmp_path: Path) -> None:
    file = tmp_path / "备份.zip"
    assert run("backup", file, "-d", database)[0] == 0
    before = file.read_bytes()
    assert run("backup", file, "-d", database)[0] == 1 and file.read_bytes() == before
    assert run("backup", file, "--replace", "-d", database)[0] == 0


# --- ingest -----------------------------------------------------------------------------------------------------------


def test_ingest_files_and_folders(run: Run, texts: Path, tmp_path: Path) -> None:
    place = tmp_path / "graph"
    code, out, err = run("ingest", texts, "-d", place)
    assert code == 0 and "新增 2" in err and "没有读的 1 个：图.gif" in err
    assert "方案.txt" in out and "意见.txt" in out and "未读懂" in out and "图.gif" not in out
    rows = json.loads(run("query", "documents", "-f", "json", "-d", place)[1])
    assert {Path(row["uri"]) for row in rows} == {texts / "县" / "方案.txt", texts / "意见.txt"}
    assert sum(row["leads"] for row in rows) > 0


def test_every_file_is_accounted_for(run: Run, texts: Path, tmp_path: Path) -> None:
    """Those of one text and one name, those of kinds that are not read, a link back."""
    for name in ("区", "镇"):
        (texts / name).mkdir()
        (texts / name / "方案.txt").write_text(COUNTY_TEXT, encoding="utf-8")
    (texts / "回").symlink_to(".")
    for n in range(8):
        (texts / f"{n}.gif").write_bytes(b"GIF89a")
    code, out, err = run("ingest", texts, "-d", tmp_path / "graph")
    assert code == 0 and "新增 2，与别的文字相同 2\n" in err
    assert all(name in out for name in ("县/方案.txt", "区/方案.txt", "镇/方案.txt")) and "/意见.txt" not in out
    assert "没有读的 9 个：0.gif、1.gif、2.gif、3.gif、4.gif，还有 4 个（policygraph --verbose ingest 全部列出）" in err
    assert "链接指向本来就读的文件夹，没有再读的 1 个：回\n" in err
    _, _, err = run("--verbose", "ingest", texts, "-d", tmp_path / "graph")
    assert "未变化（跳过） 4\n" in err and "6.gif、7.gif、图.gif\n" in err
    _, _, err = run("ingest", texts, "-d", tmp_path / "graph", "--force")
    assert "重读无变化 2，与别的文字相同 2\n" in err


def test_ingest_again_reads_only_what_changed(run: Run, texts: Path, tmp_path: Path) -> None:
    place = tmp_path / "graph"
    run("ingest", texts, "-d", place)
    with open_store(place) as store:
        before = dump_graph(store)
    _, out, err = run("ingest", texts, "-d", place)
    assert err.startswith("未变化（跳过） 2\n") and "方案.txt" in out
    _, _, err = run("ingest", texts, "-d", place, "--force")
    assert err.startswith("重读无变化 2\n")
    with open_store(place) as store:
        assert dump_graph(store) == before
    (texts / "意见.txt").write_text(CITY_TEXT.replace("80亿元", "90亿元"), encoding="utf-8")
    _, _, err = run("ingest", texts, "-d", place)
    assert "新增 1" in err and "未变化（跳过） 1" in err and "随旧文移除 1" in err


def test_an_import_says_which_documents_are_not_read_whole(run: Run, texts: Path, tmp_path: Path) -> None:
    _, out, err = run("ingest", texts, "-d", tmp_path / "graph")
    assert "读得怎样" in out and "基本完整的 2 份：方案.txt、意见.txt；" in err
    _, out, err = run("unread", "意见.txt", "-d", tmp_path / "graph")
    assert "基本完整（" in err and "用上 " in err
    assert "没有读全的文档" in run("unread", "-d", tmp_path / "graph")[1]


def test_a_file_that_fails_does_not_stop_the_others(run: Run, texts: Path, tmp_path: Path) -> None:
    (texts / "坏.txt").write_bytes(b"\xff\xfe" + b"\x00\xd8" * 7)  # half characters only
    code, out, err = run("ingest", texts, "-d", tmp_path / "graph")
    assert code == 1
    assert "新增 2" in err and "失败 1" in err and "坏.txt" in err and "Traceback" not in err
    assert "方案.txt" in out


@pytest.mark.slow("starts processes that read")
@pytest.mark.parametrize("jobs", ["1", "3"])
def test_the_graph_does_not_depend_on_the_number_of_processes(run: Run, tmp_path: Path, jobs: str) -> None:
    for i in range(4):
        (tmp_path / f"{i}.txt").write_text(COUNTY_TEXT.replace("500", f"{i + 5}00"), encoding="utf-8")
    run("ingest", tmp_path, "--jobs", jobs, "-d", tmp_path / "graph")
    run("ingest", tmp_path / "2.txt", "-d", tmp_path / "single")
    for i in (3, 1, 0):
        run("ingest", tmp_path / f"{i}.txt", "-d", tmp_path / "single")
    with open_store(tmp_path / "graph") as one, open_store(tmp_path / "single") as other:
        assert dump_graph(one) == dump_graph(other)


@pytest.mark.slow("waits for processes that ingest")
def test_a_kill_while_ingesting_and_the_next_run(run: Run, tmp_path: Path) -> None:
    folder, place = tmp_path / "many", tmp_path / "graph"
    folder.mkdir()
    for i in range(60):
        (folder / f"{i:03}.txt").write_text(COUNTY_TEXT.replace("500", f"{i + 5}00"), encoding="utf-8")
    command = [*COMMAND, "ingest", str(folder), "-d", str(place), "--jobs", "1"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None and not list(place.glob("graph.kgl*-wal")):
            time.sleep(0.01)
        while process.poll() is None and (place / "graph.kgl-wal").stat().st_size < 50_000:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    with open_store(place) as store:
        [row] = store.read("MATCH (d:Document) RETURN count(d) AS documents")
    code, _, err = run("ingest", folder, "-d", place)
    assert code == 0
    assert row["documents"] == 0 or f"未变化（跳过） {row['documents']}" in err
    whole = tmp_path / "whole"
    run("ingest", folder, "-d", whole)
    with open_store(place) as one, open_store(whole) as other:
        assert dump_graph(one) == dump_graph(other)


def test_an_upload(tmp_path: Path) -> None:
    with open_store(tmp_path, write=True) as store:
        document = add_document(store, CITY_TEXT.encode(), "意见.txt")
        [row] = store.read("MATCH (d:Document) RETURN d.id AS id, d.uri AS uri, d.text AS text")
        digest = hashlib.sha256(CITY_TEXT.encode()).hexdigest()
        assert row == {"id": document, "uri": f"upload:{digest[:16]}/意见.txt", "text": CITY_TEXT}
        assert add_document(store, CITY_TEXT.encode("gb18030"), "意见.txt") == document
        add_document(store, COUNTY_TEXT.encode(), "意见.txt")
        assert len(store.read("MATCH (d:Document) RETURN d.id")) == 2, "a name is only a name"


# --- as a program of its own ------------------------------------------------------------------------------------------


def start(*arguments: str, **options: Any) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run([*COMMAND, *arguments], env=PLAIN, capture_output=True, **options)


def test_output_is_utf8_whatever_the_locale(database: Path) -> None:
    done = start("query", "documents", "--format", "json", "--database", str(database))
    assert done.returncode == 0 and done.stderr == b""
    assert [row["genre"] for row in json.loads(done.stdout.decode("utf-8"))] == ["plan", "opinion"]
    done = start("query", "nothing", "--database", str(database))
    assert done.returncode == 1 and done.stderr.decode("utf-8").startswith("错误：没有名为 nothing 的查询")


@pytest.mark.parametrize("utf8", ["1", "0"])
def test_chinese_paths_whatever_the_locale(database: Path, tmp_path: Path, utf8: str) -> None:
    """With "0" the interpreter takes the locale at its word, as it does with any locale that has an encoding."""
    place = tmp_path / "图"
    place.mkdir()
    shutil.copyfile(database / "graph.kgl", place / "graph.kgl")
    environment = {**PLAIN, "PYTHONUTF8": utf8, "PYTHONCOERCECLOCALE": "0"}
    command = [*COMMAND, "query", "documents", "-f", "json", "-d", str(place)]
    done = subprocess.run(command, env=environment, capture_output=True)
    assert (done.returncode, done.stderr, len(json.loads(done.stdout))) == (0, b"", 2)


def test_a_closed_pipe_is_silent(database: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    cypher = "UNWIND range(1, 200000) AS n RETURN n"
    with os.fdopen(write, "wb") as pipe:
        done = subprocess.run(
            [*COMMAND, "query", cypher, "-f", "csv", "-d", str(database)],
            env=PLAIN,
            stdout=pipe,
            stderr=subprocess.PIPE,
        )
    assert done.stderr == b""


def test_version_and_help() -> None:
    assert start("--version").stdout.decode().strip() == __version__
    help_ = start("--help").stdout.decode("utf-8")
    for command in ("ingest", "query", "queries", "export", "remove", "stats", "unread"):
        assert command in help_


def test_a_path_that_is_not_there_stops_none_of_the_others(run: Run, texts: Path, tmp_path: Path) -> None:
    code, _, err = run("ingest", texts, tmp_path / "不存在", "-d", tmp_path / "graph")
    assert code == 1 and "新增 2" in err and "不存在：没有这个文件或文件夹" in err
