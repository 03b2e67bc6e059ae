"""The commands about several texts of one policy: what is listed, how they differ, who says which counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policygraph.graph.stores.opening import open_store
from tests.commands import Run, run
from tests.texts import CORRECTED, PLAN, counting, two_texts

__all__ = ["run"]  # a fixture


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    with open_store(tmp_path / "graph", write=True) as store:
        two_texts(store)
    return tmp_path / "graph"


def test_what_is_listed(run: Run, graph: Path) -> None:
    [row] = json.loads(run("versions", "春茶", "-d", graph, "--format", "json")[1])
    assert (row["policy"], row["basis"]) == ("青穗县2031年春茶生产方案", "revised")
    assert "为准的位置" in run("versions", "-d", graph)[1]
    assert run("versions", "秋茶", "-d", graph)[2] == "错误：图中没有“秋茶”（政策名称、文号或编号）\n"


def test_how_they_differ(run: Run, graph: Path) -> None:
    rows = json.loads(run("versions", "--differences", "-d", graph, "--format", "json")[1])
    assert [(row["task"], row["what"]) for row in rows] == [("修剪茶园", "指标"), ("培训茶工", "牵头")]
    assert {rows[0]["counts_say"], rows[0]["lesser_say"]} == {"修剪茶园2000亩（2031年）", "修剪茶园2500亩（2031年）"}


@pytest.mark.parametrize("kind", ["counts", "different", "same"])
def test_a_person_says(run: Run, graph: Path, kind: str) -> None:
    with open_store(graph) as store:
        [before] = counting(store)
    number = next(row["number"] for row in json.loads(run("review", "-d", graph, "--format", "json")[1])
                  if row["label"] == "Document")  # fmt: skip
    code, _, err = run("review", kind, str(number), "-d", graph)
    if kind == "same":
        assert code == 1 and "counts、different" in err
        return
    assert code == 0, err
    with open_store(graph) as store:
        assert counting(store) == [before] if kind == "counts" else len(counting(store)) == 2


def test_the_other_may_count(run: Run, graph: Path) -> None:
    with open_store(graph) as store:
        [row] = store.read("MATCH (a:Document)-[:VERSION_OF]->(b:Document) RETURN b.id AS counts, a.id AS lesser")
    code, _, err = run("review", "counts", row["lesser"], row["counts"], "-d", graph)
    assert code == 0 and "以前者为准" in err
    with open_store(graph) as store:
        assert counting(store) == [row["lesser"]]
    file = graph.parent / "decisions.yaml"
    assert run("review", "export", file, "-d", graph)[0] == 0
    other = graph.parent / "other"
    with open_store(other, write=True) as store:
        two_texts(store)
    assert run("review", "import", file, "-d", other)[0] == 0
    with open_store(other) as store:
        assert counting(store) == [row["lesser"]]


def test_reading_says_what_counts_no_more(run: Run, tmp_path: Path) -> None:
    for name, text in (("a.txt", PLAN), ("b.txt", CORRECTED)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    code, out, err = run("ingest", tmp_path / "a.txt", tmp_path / "b.txt", "-d", tmp_path / "graph")
    assert code == 0 and "其中 1 份是同一政策的另一个文本" in err and "另有文本为准" in out
