"""A graph that is settled after each change is the one that settling as a whole makes: over histories without order."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from policygraph.graph.decisions.decision import Decision
from policygraph.graph.decisions.decisions import about_edge, about_nodes, all_decisions
from policygraph.graph.loading.load import load, remove
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.graph.transfer.dump import dump_graph
from policygraph.ingest import documents
from policygraph.model.errors import PolicyGraphError
from policygraph.model.records import Records
from policygraph.services.deciding import decide, undo
from policygraph.services.settle import settle

LINKS = """
MATCH (a:Task)-[r:DERIVES_FROM]->(b:Task)
RETURN a.id AS lower, b.id AS upper, r.document AS document
ORDER BY lower, upper
"""
TASKS = "MATCH (t:Task)-[:STATED_IN]->(d:Document) RETURN t.id AS id, d.id AS document ORDER BY id"
CITED = """
MATCH (a:Policy)-[r:DERIVES_FROM]->(b:Policy)
RETURN a.id AS lower, b.id AS upper, r.document AS document
ORDER BY lower, upper, document
"""
POLICIES = "MATCH (p:Policy) RETURN p.id AS id ORDER BY id"


LED, WATER, TEA = "（{}水利局牵头）", "修建渠道。2026年底前建成渠道{}公里以上。", "推广茶园。2026年新建茶园{}亩。"
OTHER = "兴办学校。改造校舍。"

# By place the texts that may be there.
PAPERS = {
    "province": ("岚江省节水行动意见\n一、{WATER:900}{LED:省}\n", "岚江省节水行动意见\n一、{OTHER}{LED:省}\n"),
    "city": (
        "云泽市节水工作方案\n根据《岚江省节水行动意见》，制定本方案。\n一、{WATER:80}{LED:市}\n二、{TEA:5000}{LED:市}\n",
        "云泽市节水工作方案\n一、{WATER:90}{LED:市}\n",
        "云泽市节水工作方案\n2026年底前建成渠道95公里以上。\n",
        "云泽市节水工作方案\n2026年改造校舍30所。\n",
        "云泽市节水工作方案\n根据《岚江省节水行动意见》，制定本方案。\n一、{OTHER}{LED:市}\n",
    ),
    "county": (
        "青穗县节水实施方案\n根据《云泽市节水工作方案》，制定本方案。\n一、{WATER:20}{LED:县}\n二、{TEA:800}{LED:县}\n",
        "青穗县节水实施方案\n一、{TEA:700}{LED:县}\n",
        "青穗县节水实施方案\n根据《云泽市节水工作方案》，制定本方案。\n2026年底前建成渠道21公里以上。\n",
        "青穗县节水实施方案\n根据《岚江省节水行动意见》，制定本方案。\n一、{WATER:30}{LED:县}\n",
    ),
    "again": (
        "青穗县节水实施方案\n根据《云泽市节水工作方案》，制定本方案。\n一、{WATER:25}{LED:县}\n三、{OTHER}{LED:县}\n",
    ),
    "next": (
        "青穗县茶叶产业方案\n根据《青穗县节水实施方案》，制定本方案。\n一、{TEA:750}{LED:县}\n二、{OTHER}{LED:县}\n",
        "青穗县茶叶产业方案\n一、{TEA:760}{LED:县}\n",
    ),
    "report": (
        "青穗县2026年节水工作情况汇报\n2026年，全县建成渠道18公里，新建茶园810亩。\n抓好《青穗县节水实施方案》落实。\n",
        "青穗县2026年节水工作情况汇报\n2026年，全县建成渠道19公里。\n",
    ),
    "unplaced": ("青穗县2026年茶园渠道建设情况汇报\n2026年，全县建成渠道17公里，新建茶园805亩。\n",),
    "beside": ("白露县节水实施方案\n根据《云泽市节水工作方案》，制定本方案。\n一、{WATER:22}{LED:县}\n",),
}


@cache
def read(place: str, text: str) -> Records:
    """`unplaced`: a document of which the reader could not tell whose it is."""
    for name, words in (("WATER", WATER), ("TEA", TEA), ("LED", LED)):
        text = re.sub(rf"\{{{name}:(.+?)\}}", lambda m, words=words: words.format(m[1]), text)
    records = documents.read_bytes(text.replace("{OTHER}", OTHER).encode(), f"{place}.txt")
    own = records.nodes[0].properties
    own["uri"] = f"/{place}.txt"
    if place == "unplaced":
        own |= {"region": None, "region_id": None}
    return records


class History:
    """What happens to a graph, as chance has it."""

    def __init__(self, store: Store, seed: int) -> None:
        self.store, self.chance = store, random.Random(seed)
        self.there: dict[str, str] = {}  # by place the document

    def happen(self) -> None:
        what = self.chance.choices((self.come, self.go, self.decided, self.undone), (50, 22, 18, 10))[0]
        (what if len(self.there) > 3 else self.come)()

    def come(self) -> None:
        names = self.chance.sample(sorted(PAPERS), self.chance.choice((1, 1, 1, 2, 4)))
        records = [read(name, self.chance.choice(PAPERS[name])) for name in names]
        load(self.store, records)
        self.there |= {name: each.document for name, each in zip(names, records, strict=True)}

    def go(self) -> None:
        remove(self.store, self.there.pop(self.chance.choice(sorted(self.there))))

    def decided(self) -> None:
        new = self.chance.choice((self.of_measures, self.of_measures, self.of_cited, self.of_policies))()
        if new is not None:
            decide(self.store, [new])

    def of_measures(self) -> Decision | None:
        links, tasks = self.store.read(LINKS), self.store.read(TASKS)
        if not links:
            return None
        link, kind = self.chance.choice(links), self.chance.choice(("right", "wrong", "moved"))
        end = self.chance.choice(("first", "second"))
        others = [each["id"] for each in tasks if end == "second" or each["document"] == link["document"]]
        ends = ("Task", link["lower"]), ("Task", link["upper"])
        to = self.chance.choice(others)
        return about_edge(self.store.read, kind, "DERIVES_FROM", *ends, link["document"], by="某人", end=end, to=to)

    def of_cited(self) -> Decision | None:
        found = self.store.read(CITED)
        if not found:
            return None
        row = self.chance.choice(found)
        ends = ("Policy", row["lower"]), ("Policy", row["upper"])
        return about_edge(self.store.read, "wrong", "DERIVES_FROM", *ends, row["document"], by="某人")

    def of_policies(self) -> Decision:
        ids = [row["id"] for row in self.store.read(POLICIES)]
        one, other = self.chance.sample(ids, 2)
        return about_nodes(self.store.read, self.chance.choice(("same", "different")), "Policy", one, other, by="某人")

    def undone(self) -> None:
        standing = [each for each in all_decisions(self.store.read) if each.stands]
        if standing:
            undo(self.store, [self.chance.choice(standing).id], "某人")


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with open_store(place, write=True) as opened:
        yield opened


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "graph", write=True) as opened:
        yield opened


@pytest.mark.parametrize("seed", range(2))
def test_by_steps_as_at_once(embedded: Store, seed: int) -> None:
    history, refused = History(embedded, seed), 0
    for _ in range(80):
        try:
            history.happen()
        except PolicyGraphError:  # two decisions that cannot both be
            refused += 1
            continue
        if history.chance.random() < 0.7:
            settle(embedded)
            by_steps = dump_graph(embedded)
            settle(embedded, whole=True)
            assert by_steps == dump_graph(embedded)
    assert refused < 15


def test_a_link_goes_with_the_task_to_which_a_person_moved_it(store: Store) -> None:
    """Wherever that stands: no line leads from the county's plan to that of the county beside it."""
    names = ("city", "county", "beside")
    load(store, [read(name, PAPERS[name][0]) for name in names])
    settle(store)
    own, beside = (read(name, PAPERS[name][0]).document for name in names[1:])
    [link, *_] = [row for row in store.read(LINKS) if row["document"] == own]
    [to] = [row["id"] for row in store.read(TASKS) if row["document"] == beside]
    ends = ("Task", link["lower"]), ("Task", link["upper"])
    decide(store, [about_edge(store.read, "moved", "DERIVES_FROM", *ends, own, by="某人", end="second", to=to)])
    assert {row["upper"] for row in store.read(LINKS) if row["lower"] == link["lower"]} == {to}
    remove(store, beside)
    settle(store)
    by_steps = dump_graph(store)
    settle(store, whole=True)
    assert by_steps == dump_graph(store)
