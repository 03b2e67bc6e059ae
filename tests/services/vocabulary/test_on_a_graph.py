"""Own words at work on a graph: what they would change, documents read again by them, passed on to another graph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from policygraph.graph.asking.catalog import run_query
from policygraph.graph.stores.opening import open_store
from policygraph.model import overlay
from policygraph.model.overlay import NONE
from policygraph.services.vocabulary import laying
from policygraph.services.vocabulary.differing import difference, told
from tests.commands import Run, run

__all__ = ["run"]  # a fixture
PLAN = """青穗县节水实施方案
一、任务
（一）节水灌溉。到2025年新增滴灌面积5万亩。（揭榜单位：县水利局；护航单位：县低空局）
（二）低空物流。开通无人机航线3条。（责任单位：县低空局）
"""
OTHER = """青穗县粮食生产实施方案
一、任务
（一）粮食生产。到2025年粮食产量达到5万吨。（责任单位：县农业农村局）
"""
ROLES = "add:\n  nouns:\n    lead: [揭榜]\n    support: [护航]\n"
FUNCTIONS = "add:\n  functions:\n    低空经济: {words: [低空经济, 低空]}\n"


@pytest.fixture(autouse=True)
def _afterwards() -> Iterator[None]:
    yield
    overlay.lay(NONE)


@pytest.fixture
def graph(tmp_path: Path, run: Run) -> Path:
    documents = tmp_path / "文件"
    documents.mkdir()
    (documents / "节水.txt").write_text(PLAN, encoding="utf-8")
    (documents / "粮食.txt").write_text(OTHER, encoding="utf-8")
    place = tmp_path / "我的图.kgl"
    assert run("ingest", documents, "--database", place)[0] == 0
    return place


def leads(place: Path) -> set[tuple[str, str]]:
    with open_store(place) as store:
        return {(row["department"], row["task"]) for row in run_query(store, "table-assignments", {"role": "LEADS"})}


def write(place: Path, **files: str) -> None:
    folder = laying.folder(place)
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")


def test_documents_are_read_again_by_new_words_and_once(graph: Path, run: Run) -> None:
    documents = graph.with_name("文件")
    assert not any("水利局" in department for department, _ in leads(graph))
    write(graph, roles_yaml=ROLES)
    assert "更新 1" in run("ingest", documents, "--database", graph)[2]
    assert any("水利局" in department for department, _ in leads(graph))
    assert "未变化（跳过） 2" in run("ingest", documents, "--database", graph)[2]
    write(graph, roles_yaml=f"# 只改了说明\n{ROLES}")
    assert "未变化（跳过） 2" in run("ingest", documents, "--database", graph)[2]
    (laying.folder(graph) / "roles.yaml").unlink()
    assert "更新 1" in run("ingest", documents, "--database", graph)[2]
    assert not any("水利局" in department for department, _ in leads(graph))


def test_nothing_is_read_by_words_that_are_wrong(graph: Path, run: Run) -> None:
    write(graph, roles_yaml="add:\n  nouns:\n    leader: [揭榜]\n")
    code, _, said = run("ingest", graph.with_name("文件"), "--database", graph)
    assert code == 1 and "roles.yaml 第 3 行：不认识的角色“leader”" in said
    code, _, said = run("vocabulary", "check", "--database", graph)
    assert code == 1 and "roles.yaml 第 3 行" in said


def test_what_a_change_would_do_is_told_before(graph: Path) -> None:
    new = laying.of_files({"roles.yaml": ROLES, "functions.yaml": FUNCTIONS}, "词表")
    with open_store(graph) as store:
        before = store.version()
        found = difference(store, NONE, new)
        assert store.version() == before
    assert [(each.text, each.added) for each in found.words] == [
        ("揭榜", True), ("护航", True), ("低空经济", True), ("低空", True),
    ]  # fmt: skip
    assert (found.documents, len(found.holding), found.read, found.by_text, found.failed) == (2, 1, 1, 0, [])
    assert found.changes["lead"].gains == [("青穗县节水实施方案", "县水利局 → 节水灌溉")]
    assert ("青穗县节水实施方案", "县低空局：低空经济") in found.changes["function"].gains
    assert found.changes["unread"].lost > 0 and not found.changes["unread"].gained
    said = "\n".join(told(found))
    assert "添加 4 个词" in said and "1 份读出来的会不一样" in said and "牵头：多 1，少 0（1 份文件）" in said
    with open_store(graph) as store:
        back = difference(store, new, NONE)
    assert back.changes["lead"].losses == found.changes["lead"].gains


def test_where_the_file_is_gone_the_text_is_read(graph: Path) -> None:
    (graph.with_name("文件") / "节水.txt").write_text("另一份", encoding="utf-8")
    with open_store(graph) as store:
        found = difference(store, NONE, laying.of_files({"roles.yaml": ROLES}, "词表"))
    assert (found.read, found.by_text, found.changes["lead"].gained) == (1, 1, 1)


def test_topics_and_queries_read_nothing(graph: Path) -> None:
    with open_store(graph) as store:
        topics = "add: {topics: {低空经济: [无人机]}}"
        query = "// title: 我的\n"
        found = difference(store, NONE, laying.of_files({"topics.yaml": topics, "own-one.cypher": query}, "词表"))
    assert (found.holding, found.compared, found.read, found.queries) == ([], 1, 0, [("own-one", "添加")])


def test_words_go_from_one_office_to_another(graph: Path, run: Run, tmp_path: Path) -> None:
    write(graph, roles_yaml=ROLES)
    one = tmp_path / "词表.yaml"
    assert run("vocabulary", "export", one, "--database", graph)[0] == 0
    other = tmp_path / "另一个" / "图.kgl"
    other.parent.mkdir()
    code, out, said = run("vocabulary", "diff", one, "--database", other)
    assert code == 0 and "图里还没有内容" in said
    code, _, said = run("vocabulary", "import", one, "--database", other)
    assert code == 0 and str(laying.folder(other)) in said
    code, _, said = run("vocabulary", "check", "--database", other)
    assert code == 0 and "分工的词 2 个；没有错误" in said
    run("ingest", graph.with_name("文件"), "--database", other)
    assert any("水利局" in department for department, _ in leads(other))
    code, out, said = run("vocabulary", "diff", "--database", graph, "--format", "csv")
    assert code == 0 and "县水利局 → 节水灌溉" in out and "添加“揭榜”" in said


def test_what_is_there_is_not_lost(graph: Path, run: Run, tmp_path: Path) -> None:
    write(graph, roles_yaml=ROLES)
    new = tmp_path / "新的"
    new.mkdir()
    (new / "roles.yaml").write_text("add: {nouns: {lead: [挂帅]}}", encoding="utf-8")
    code, _, said = run("vocabulary", "import", new, "--database", graph)
    assert code == 1 and "已有 roles.yaml" in said
    code, _, said = run("vocabulary", "import", new, "--replace", "--database", graph)
    assert code == 0 and "原来的词存在" in said
    former = graph.with_name("我的图.vocabulary.former.yaml")
    assert run("vocabulary", "import", former, "--replace", "--database", graph)[0] == 0
    assert (laying.folder(graph) / "roles.yaml").read_text(encoding="utf-8") == ROLES
