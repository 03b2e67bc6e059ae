"""An office's own words: what is wrong with them is told with file and line; what is right is read by them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from policygraph.graph.asking import catalog
from policygraph.ingest import documents
from policygraph.model import overlay, versions
from policygraph.model.errors import PolicyGraphError
from policygraph.model.overlay import NONE, Layer, Overlay
from policygraph.services.vocabulary import laying, passing
from policygraph.services.vocabulary.checking import faults
from policygraph.services.vocabulary.differing import facts_of
from tests.paths import ROOT, cases

TABLE = cases("own_words")
HEAD = "青穗县节水实施方案\n一、任务\n（一）节水。"
QUERY = """// title: 本单位的任务
// answers: 本单位有哪些任务
// columns: {name: 任务}
// show: table
// tags: [本单位]
MATCH (t:Task) RETURN t.name AS name ORDER BY name
"""


@pytest.fixture(autouse=True)
def _afterwards() -> Iterator[None]:
    yield
    overlay.lay(NONE)


def words(**files: str) -> Overlay:
    return Overlay((Layer.of("词表", {name.replace("_", "."): text for name, text in files.items()}),))


@pytest.mark.parametrize("case", TABLE["wrong"], ids=lambda case: case["name"])
def test_what_is_wrong_is_told_with_file_and_line(case: dict[str, Any]) -> None:
    (fault, *_) = faults(Overlay((Layer.of("词表", {case["file"]: case["text"]}),)))
    assert [each for each in case["says"] if each not in fault.said] == [], fault.said
    assert fault.of_query == case["file"].endswith(".cypher")


@pytest.mark.parametrize("case", TABLE["read"], ids=lambda case: case["name"])
def test_own_words_are_read(case: dict[str, Any]) -> None:
    own = Overlay((Layer.of("词表", {case["file"]: yaml.dump(case["words"], allow_unicode=True)}),))
    assert faults(own) == []
    bytes_ = f"{HEAD}{case['text']}\n".encode()
    before = facts_of(documents.read_bytes(bytes_, "a.md"))
    with overlay.using(own):
        after = facts_of(documents.read_bytes(bytes_, "a.md"))
    again = facts_of(documents.read_bytes(bytes_, "a.md"))
    assert again == before, "the words of one reading are left in another"
    for kind, said in case["gains"].items():
        if isinstance(said, int):
            assert after[kind].total() - before[kind].total() == said, (before, after)
        else:
            gained = after[kind] - before[kind]
            assert all(any(each in found for found in gained) for each in said), gained or (before, after)


def test_the_version_of_reading_follows_the_words_that_it_rests_on() -> None:
    plain = versions.reading()
    keys: list[str] = []
    for own in (
        words(roles_yaml="add: {nouns: {lead: [揭榜]}}"),
        words(roles_yaml="# 本县的\nadd:\n  nouns:\n    lead:\n      - {word: 揭榜, why: 本县的说法}"),
        words(roles_yaml="add: {nouns: {lead: [挂帅]}}"),
    ):
        with overlay.using(own):
            keys.append(versions.reading())
            assert versions.aligner() == versions.ALIGNER
    assert plain not in keys and len({*keys}) == 3
    with overlay.using(words(roles_yaml="# 改了说明\nadd: {nouns: {lead: [揭榜]}}")):
        assert versions.reading() == keys[0], "a comment is no word"
    for own in (words(topics_yaml="add: {topics: {低空: [无人机]}}"), Overlay((Layer.of("", {"own.cypher": QUERY}),))):
        with overlay.using(own):
            assert versions.reading() == plain, "nothing is read otherwise"
    with overlay.using(words(topics_yaml="add: {topics: {低空: [无人机]}}")):
        assert versions.aligner() != versions.ALIGNER


def test_own_queries_join_the_catalogue_and_a_wrong_one_costs_itself() -> None:
    own = Overlay(
        (Layer.of("词表", {"own-tasks.cypher": QUERY, "tasks.cypher": QUERY, "bad.cypher": "// title: 坏的\n"}),)
    )
    assert "own-tasks" not in catalog.catalog()
    with overlay.using(own):
        assert catalog.find_query("own-tasks").origin == "词表/own-tasks.cypher"
        assert catalog.find_query("tasks").origin == "", "ours are not replaced: pages rest on them"
        said = catalog.others()[1]
        assert len(said) == 2 and "已有名为 tasks 的查询" in "".join(said) and "bad.cypher 第 1 行" in "".join(said)
    assert "own-tasks" not in catalog.catalog()


def test_one_layer_lies_on_another() -> None:
    lower = Layer.of("下", {"roles.yaml": "add: {nouns: {lead: [揭榜]}}"})
    upper = Layer.of("上", {"roles.yaml": "remove: {nouns: {lead: [揭榜]}}"})
    assert faults(Overlay((lower, upper))) == []
    assert "没有“揭榜”" in faults(Overlay((upper, lower)))[0].said
    assert "在 下/roles.yaml 里已有" in faults(Overlay((lower, lower)))[0].said


def test_a_folder_is_read_again_when_it_has_changed(tmp_path: Path) -> None:
    place = tmp_path / "我的图.kgl"
    folder = laying.folder(place)
    assert folder == tmp_path / "我的图.vocabulary" and laying.lay(place) == NONE
    folder.mkdir()
    (folder / "roles.yaml").write_bytes("\ufeffadd:\r\n  nouns: {lead: [揭榜]}\r\n".encode())
    first = laying.lay(place)
    assert overlay.present() is first and first.key
    (folder / "roles.yaml").write_text("add: {nouns: {leader: [挂帅]}}", encoding="utf-8")
    with pytest.raises(PolicyGraphError, match=r"roles\.yaml 第 1 行：不认识的角色"):
        laying.lay(place)
    assert overlay.present() is first
    (folder / "roles.yaml").write_bytes("add: # 揭榜".encode("gb18030"))
    with pytest.raises(PolicyGraphError, match="第 1 行：不是 UTF-8"):
        laying.lay(place)
    (folder / "roles.yaml").rename(folder / "role.yaml")
    with pytest.raises(PolicyGraphError, match=r"role\.yaml：不认识的词表文件；可以是 roles\.yaml"):
        laying.lay(place)


def test_the_environment_names_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(laying.VARIABLE, str(tmp_path / "共用"))
    assert laying.folder(tmp_path / "我的图.kgl") == tmp_path / "共用"


def test_one_file_holds_all_and_gives_it_back(tmp_path: Path) -> None:
    files = {"roles.yaml": "# 本县的\nadd:\n  nouns: {lead: [揭榜]}\n", "own-tasks.cypher": QUERY}
    text = passing.packed(files)
    assert passing.unpacked("词表.yaml", text) == files
    assert "    # 本县的\n" in text, "a person can read it"
    where = tmp_path / "词表"
    assert passing.put(where, files).key and passing.read(where) == files
    with pytest.raises(PolicyGraphError, match=r"已有 roles\.yaml，内容不同"):
        passing.joined(files, {"roles.yaml": "add: {nouns: {lead: [挂帅]}}"}, replace=False)
    with pytest.raises(PolicyGraphError, match="不认识的角色"):
        passing.put(where, {"roles.yaml": "add: {nouns: {leader: [挂帅]}}"})
    assert passing.read(where) == files, "nothing is written of what is wrong"
    passing.put(where, {"roles.yaml": "add: {nouns: {lead: [挂帅]}}"})
    assert passing.read(passing.former(where)) == files and [*passing.read(where)] == ["roles.yaml"]


@pytest.mark.parametrize(
    "text",
    ["", "a: b", "[", "policygraph-vocabulary: 9\nfiles: {}",
     "policygraph-vocabulary: 1\nfiles: {../roles.yaml: ''}", "policygraph-vocabulary: 1\nfiles: {a.py: ''}"],
)  # fmt: skip
def test_a_file_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(PolicyGraphError, match=r"词表\.yaml：(不是|是更新的|里面有不认识的)"):
        passing.unpacked("词表.yaml", text)


def test_facts_are_counted_as_often_as_they_are_said() -> None:
    text = f"{HEAD}新增滴灌面积两千亩。（责任单位：县水利局）\n（二）节水。新增滴灌面积两千亩。（责任单位：县水利局）\n"
    assert facts_of(documents.read_bytes(text.encode(), "a.txt"))["lead"] == Counter({"县水利局 → 节水": 2})


def test_what_the_page_of_the_documents_shows_can_be_used() -> None:
    page = (ROOT / "docs/users/vocabulary.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n# (\S+\.yaml)\n(.+?)```", page, re.S)
    assert {name for name, _ in blocks} >= {"roles.yaml", "functions.yaml", "columns.yaml", "topics.yaml"}
    assert [each.said for each in faults(Overlay((Layer.of("词表", dict(blocks)),)))] == []
    assert [name for name in overlay.FILES if f"| `{name}` |" not in page] == []
