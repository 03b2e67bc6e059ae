"""Measures that are only a heading: their parts are linked to what the whole is not linked to."""

from __future__ import annotations

from policygraph.graph.lineage.align import Upper, _pairs
from policygraph.graph.lineage.likeness import index_measures, shelve
from policygraph.graph.lineage.measure import Measure
from policygraph.graph.lineage.subparts import spelled_out
from policygraph.graph.stores.store import Row

MATTERS = {"改造旧渠": "衬砌渠道，更换闸门。", "种好药材": "引种黄精，建设烘房。", "治理塌方": "修筑挡墙，疏通边沟。",
           "保护古树": "挂牌巡护，防治虫害。", "培训绣娘": "开设刺绣课堂，参加展销。"}  # fmt: skip
PARTS: list[Row] = [
    {"id": f"part{i}", "title": title, "text": f"{title}。{text}", "parent": "whole"}
    for i, (title, text) in enumerate(MATTERS.items())
]
WHOLE: Row = {"id": "whole", "title": "办好五件实事", "text": "一、办好五件实事。" + "".join(p["text"] for p in PARTS)}
OTHER: Row = {"id": "other", "title": "评比庭院", "text": "评比庭院，授予称号。"}
ABOVE = Upper(
    list(MATTERS), index_measures([Measure(title, title, f"{title}。{text}") for title, text in MATTERS.items()])
)
SHELF = shelve([ABOVE.words])


def test_every_demand_below_one_heading_is_taken_up() -> None:
    found = [
        (row["id"], upper.ids[pair.upper]) for row, pair, upper in _pairs([WHOLE, OTHER], PARTS, [ABOVE], SHELF, None)
    ]
    assert {title for _, title in found} == set(MATTERS)
    whole = {title for id_, title in found if id_ == "whole"}
    parts = {title: id_ for id_, title in found if id_ != "whole"}
    assert parts == {title: f"part{i}" for i, title in enumerate(MATTERS) if title not in whole}
    assert len(_pairs_of_the_whole()) < len(MATTERS), "the whole alone is too broad"


def _pairs_of_the_whole() -> list[Row]:
    return [row for row, _, _ in _pairs([WHOLE, OTHER], [], [ABOVE], SHELF, None)]


def test_only_a_heading_gives_way_to_its_parts() -> None:
    assert spelled_out([WHOLE, OTHER], PARTS) == [*PARTS, OTHER]
    said = WHOLE | {"text": WHOLE["text"] + "全年投入资金三百万元，由县水利局总负责。"}
    assert spelled_out([said, OTHER], PARTS) == []
    assert spelled_out([WHOLE, OTHER], PARTS[:1]) == [] == spelled_out([WHOLE, OTHER], [])
