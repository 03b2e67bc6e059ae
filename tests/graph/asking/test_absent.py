"""An answer without rows says which of the names asked for the graph does not have, and which are near."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from policygraph.graph.asking import catalog
from policygraph.graph.asking.absent import absent
from policygraph.graph.stores.opening import open_store
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
