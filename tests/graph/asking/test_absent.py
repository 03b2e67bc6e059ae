"""An answer without rows says which of the names asked for the graph does not have, and which are near."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from policygraph.graph.asking import catalog
from policygraph.graph.asking.absent import absent
from policygraph.graph.stores.opening import open_store
from policygraph.library.graph import Graph
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology
from tests.commands import Run, run

__all__ = ["run"]  # pytest finds fixtures by their names


@pytest.mark.parametrize(
    ("name", "values", "found"),
    [
        ("tasks-led-by-department", {"department": "区农业农村居"}, [("区农业农村居", "区农业农村局")]),
        ("tasks-led-by-department", {"department": "临澜区农业农村局"}, []),
        ("responsibility-matrix", {"policy": "百溪润田"}, []),  # part of a title
        ("region-tasks", {"region": "临兰区"}, [("临兰区", "临澜区")]),
        ("village-tasks", {"village": "没有的村"}, [("没有的村", None)]),
        ("tasks-of-function", {"function": "水利"}, []),
        ("figures", {"indicators": ["粮食总产量", "粮食总产亮"]}, [("粮食总产亮", "粮食总产量")]),
        ("node", {"id": "没有"}, []),
    ],
)
def test_names_that_are_not_there(
    samples_graph: Path, name: str, values: dict[str, object], found: list[tuple[str, str | None]]
) -> None:
    with open_store(samples_graph) as store:
        told = absent(catalog.find_query(name), values, partial(catalog.run_query, store))
    assert [each.value for each in told] == [value for value, _ in found]
    for each, (_, near) in zip(told, found, strict=True):
        assert near is None or any(near in other for other in each.near), each.in_words


NEW, OLD = "临澜区2026年“百溪润田、千村焕新”行动实施方案", "临澜区2025年“百溪润田、千村焕新”行动实施方案"
SLIP = "图中没有“区水利居”（名称），是否指 区水利局"
LISTED = "13_临澜区百溪千村行动市级督查反馈问题整改清单.md"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["paper", "matrix", "--policy", "临澜区2026年实施方案"], f"是否指 {NEW}"),  # without the campaign
        (["paper", "matrix", "--policy", "05_临澜区2026年"], f"是否指 {NEW}？"),  # a file's number before it
        (["analyse", "gaps", LISTED], "是否指 临澜区“百溪润田、千村焕新”行动市级督查反馈问题整改清单？"),
        (["export", "matrix", "04_临澜区2025年百溪千村行动实施方案.txt", "x.xlsx"], f"是否指 {OLD}"),
        (["query", "responsibility-matrix", "-p", "policy=临澜区2027年"], NEW),
        (["paper", "duties", "--department", "区水利居"], "图中没有部门“区水利居”，是否指 区水利局"),
        (["sample", "x.xlsx", "--policy", "临澜区2027年"], "图中没有“临澜区2027年”"),
        (["analyse", "collaboration", "--region", "临兰区"], "是否指 临澜区？"),
        (["versions", "没有的方案"], "图中没有“没有的方案”"),
        (["remove", "起草说明"], "起草说明（"),  # part of a title
        (["query", "MATCH (d:Department {name: '区水利居'}) RETURN d"], f"提示：{SLIP}"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_named_with_what_is_near(
    samples_graph: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert said in run(*command, "-d", samples_graph)[2]


@pytest.mark.parametrize(
    ("cypher", "values", "said"),
    [
        ("MATCH (t:任务) RETURN t.name", {}, "图模型里没有 任务，是否指 Task"),
        ("MATCH (t:Task) RETURN t.titel LIMIT 1", {}, "图模型里没有 titel，是否指 title"),  # rows, all of them empty
        ("MATCH (d:Department {name: $of}) RETURN d.name", {"of": "区水利居"}, SLIP),
        ("MATCH (d:Department {name: '区水利局'})-[:LEADS]->(t:Task {number: '99'}) RETURN t", {}, ""),
    ],
)  # fmt: skip
def test_ones_own_cypher_is_told_too(samples_graph: Path, cypher: str, values: dict[str, str], said: str) -> None:
    with Graph(samples_graph) as graph:
        found = graph.cypher(cypher, **values).said
    assert said in found if said else not found


def test_the_command_tells_of_them(samples_graph: Path, run: Run) -> None:
    code, _, err = run("query", "region-tasks", "-p", "region=临兰区", "-d", samples_graph)
    assert code == 0 and "图中没有“临兰区”（地区），是否指 临澜区" in err
    code, _, err = run("query", "区农业农村局牵头哪些任务", "-d", samples_graph)
    assert code == 1 and "policygraph ask" in err
    code, _, err = run("query", "MATCH （t:Task） RETURN t", "-d", samples_graph)
    assert code == 1 and "请改成半角的 (" in err
    code, _, err = run("query", "MATCH (t:任务) RETURN t.titel", "-d", samples_graph)
    assert code == 0 and "没有 任务，是否指 Task" in err and "没有 titel，是否指 title" in err


def test_fixed_values_are_taken_by_their_words_and_others_refused(samples_graph: Path, run: Run) -> None:
    rows = [run("query", "policies", "-p", f"level={each}", "-d", samples_graph)[1] for each in ("县级", "county")]
    assert rows[0] == rows[1] and "临澜区" in rows[0]
    word = ontology().word("Unread.kind", "figure-time")
    kinds = [run("unread", "--kind", each, "-d", samples_graph) for each in ("figure-time", word)]
    assert kinds[0] == kinds[1] and kinds[0][0] == 0
    code, _, err = run("unread", "--kind", "unknown-unt", "-d", samples_graph)
    assert code == 1 and "只能是" in err and "unknown-unit（" in err
    query = catalog.find_query("unread")
    with pytest.raises(PolicyGraphError, match="得到 没有"):
        catalog.bind_values(query, {"kind": "没有"})
