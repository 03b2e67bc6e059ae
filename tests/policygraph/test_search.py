"""`policygraph search`: by kind what has the words, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

from policygraph.app.search import found
from policygraph.graph.asking.searching import search
from policygraph.graph.stores.opening import open_store
from tests.commands import Run, run

__all__ = ["run"]  # pytest finds fixtures by their names


def test_for_people(run: Run, samples_graph: Path) -> None:
    code, out, err = run("search", "高标准农田", "水利局", "-d", samples_graph, "--limit", 1)
    assert code == 0 and "加强【高标准农田】建设" in out and "共 11 个：任务 4，文档 7" in err


def test_for_programs_it_says_what_the_page_shows(run: Run, samples_graph: Path) -> None:
    code, out, _ = run("search", "水利局", "-d", samples_graph, "--format", "json")
    told = json.loads(out)
    with open_store(samples_graph) as store:
        shown = found.drawn(search(store, "水利局"), 5, ())
    assert code == 0 and told["words"] == ["水利局"]
    assert [(each["label"], each["number"]) for each in told["kinds"]] == [(k["label"], k["number"]) for k in shown]
    assert told["kinds"][0]["hits"][0]["marked"] == ["水利局"] and "【" not in out


def test_one_kind(run: Run, samples_graph: Path) -> None:
    _, out, _ = run("search", "水利局", "-k", "部门", "-k", "Village", "-d", samples_graph, "--format", "json")
    assert [each["label"] for each in json.loads(out)["kinds"]] == ["Department"]
    code, _, err = run("search", "水利局", "-k", "火星", "-d", samples_graph)
    assert code and "没有“火星”这一类；可写 政策、任务" in err


def test_nothing_is_said(run: Run, samples_graph: Path) -> None:
    code, out, _ = run("search", "火星", "-d", samples_graph)
    assert code == 1 and out == "没有结果\n"
    _, _, err = run("search", "村", "一", "二", "三", "四", "五", "-d", samples_graph)
    assert "只找了前 4 个词，没有找 四、五" in err
