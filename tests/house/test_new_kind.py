"""A kind of node that the ontology alone names is everywhere: the example of docs/engineers/add-a-node-kind.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from policygraph.graph.asking import catalog
from policygraph.graph.loading.load import load, remove
from policygraph.graph.stores.opening import open_store
from policygraph.graph.transfer.dump import dump_graph
from policygraph.model import ontology as module
from policygraph.model.records import Edge, Node, Records, make_id
from policygraph.model.vocabulary import read_yaml
from tests.commands import Run, run
from tests.graphs import city_opinion, county_plan, offset
from tests.pages import place
from tests.pages import run as run_page
from tests.paths import ROOT

__all__ = ["place", "run"]  # pytest finds fixtures by their names
FUND, NAME = make_id("Fund", "蔬菜基地"), "蔬菜基地专项资金"


@pytest.fixture(autouse=True)
def _new_kind(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    page = (ROOT / "docs/engineers/add-a-node-kind.md").read_text(encoding="utf-8")
    node, edge = (yaml.safe_load(block) for block in re.findall(r"```yaml\n(.+?)```", page, re.S))
    data = read_yaml("ontology.yaml")
    more = {**data, "nodes": data["nodes"] | node, "relationships": data["relationships"] | edge}
    monkeypatch.setattr(module, "read_yaml", lambda name: more)
    _forget()
    yield
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    module.ontology.cache_clear()
    catalog.catalog.cache_clear()
    catalog._ours.cache_clear()


@pytest.fixture
def filled(place: Path) -> Path:
    with open_store(place, write=True) as store:
        load(store, [_funded(), city_opinion()])
    return place


def _funded() -> Records:
    records = county_plan()
    task = next(node for node in records.nodes if node.properties["name"] == "建设蔬菜基地")
    said = offset(str(records.nodes[0].properties["text"]), "建设蔬菜基地")
    records.nodes.append(Node("Fund", FUND, {"name": NAME, "aliases": ["菜篮子资金"]}))
    words: tuple[Any, ...] = (said["evidence"], said["start"], said["end"])
    records.edges.append(Edge("FUNDED_BY", (task.label, task.id), ("Fund", FUND), *words, 1.0, {}))
    return records


def test_statistics_and_search_know_it(filled: Path, run: Run) -> None:
    code, out, _ = run("stats", "--database", filled)
    assert code == 0 and "专项资金" in out and "资金来自" in out
    for words in ("专项", "菜篮子"):
        assert NAME in run("query", "search", "-p", f"text={words}", "--database", filled)[1]
    with open_store(filled) as store:
        assert [row["name"] for row in catalog.run_query(store, "names", {"label": "Fund"})] == [NAME]
        assert catalog.run_query(store, "node", {"id": FUND})[0]["aliases"] == ["菜篮子资金"]
        for name in ("neighbourhood", "neighbour-counts", "neighbours", "sentences-of-node"):
            assert len(catalog.run_query(store, name, {"id": FUND})) == 1, name


def test_it_is_drawn_and_explained(filled: Path) -> None:
    app = run_page("explore", node=f"Fund:{FUND}", selected=f"Fund:{FUND}")
    panel = "\n".join(each.proto.body for each in app.get("html"))
    assert NAME in panel and "专项资金" in panel and "又称" in panel and "#8C510A" in panel


def test_it_is_exported_copied_and_taken_away(filled: Path, run: Run, tmp_path: Path) -> None:
    assert run("export", "csv", tmp_path / "files", "--database", filled)[0] == 0
    assert NAME in (tmp_path / "files" / "nodes-Fund.csv").read_text(encoding="utf-8-sig")
    assert "FUNDED_BY" in str(sorted((tmp_path / "files").iterdir()))
    assert run("copy", "--from", filled, "--to", tmp_path / "copy")[0] == 0
    with open_store(filled) as one, open_store(tmp_path / "copy") as other:
        assert dump_graph(one) == dump_graph(other)
        assert dump_graph(one).count(FUND) == 3  # the node, the relationship, what the document mentions
    with open_store(filled, write=True) as store:
        remove(store, _funded().document)
        assert FUND not in dump_graph(store)
