"""A statement of the console as a file of the catalogue: it comes back as what was saved, whatever stands in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from policygraph.graph.asking.catalog import bind_values, find_query, parse_query
from policygraph.model import overlay
from policygraph.model.errors import PolicyGraphError
from policygraph.services.vocabulary import laying, passing
from policygraph.services.vocabulary.saving import as_query

ONE = "MATCH (t:Task) WHERE t.name CONTAINS $words\n\nRETURN t.name AS task, count(*) AS `多少 项`"


@pytest.mark.parametrize(
    ("title", "cypher", "values", "columns"),
    [
        ("本月要报的", ONE, {"words": "农田"}, ["task", "多少 项"]),
        ("冒号: 和 # 号, {花括号} 'n \"引号\"", "MATCH (n) RETURN n LIMIT 5", {}, ["n"]),
        ("true", "MATCH (n) WHERE n.y = $y AND n.a IN $some RETURN n.y", {"y": 2026, "some": ["甲", "乙"]}, ["n.y"]),
        ("说明在前", "// title: 别的\n// 说明\nMATCH (n) // 一个\nRETURN n", {}, ["n"]),
        ("// 123", "MATCH (n) WHERE n.x = $x AND n.y = $y RETURN count(*)", {"x": True}, ["count(*)"]),
        ("多\n行", "MATCH (n) RETURN n", {"x": 1}, ["n"]),
    ],
)  # fmt: skip
def test_it_comes_back(title: str, cypher: str, values: dict[str, Any], columns: list[str]) -> None:
    query = parse_query("my-own", as_query("my-own", title, cypher, values, columns), "file")
    assert query.title == title and [each.name for each in query.columns] == columns
    assert query.cypher.split() == cypher[cypher.index("MATCH") :].split()
    used = {each.name: each for each in query.parameters}
    assert set(used) == {name for name in ("words", "y", "some", "x") if f"${name}" in cypher}
    bound = bind_values(query, {name: each.example for name, each in used.items()})
    assert {name: bound[name] for name in used if name in values} == {
        name: values[name] for name in used if name in values
    }


@pytest.mark.parametrize(
    ("name", "title", "cypher", "columns", "why"),
    [
        ("我的", "标题", "MATCH (n) RETURN n", ["n"], "小写字母"),
        ("../x", "标题", "MATCH (n) RETURN n", ["n"], "小写字母"),
        ("mine", " ", "MATCH (n) RETURN n", ["n"], "标题"),
        ("mine", "标题", "MATCH (n) RETURN n", [], "运行一次"),
        ("mine", "标题", "MATCH (n) DETACH DELETE n", ["n"], "不允许 DETACH"),
    ],
)
def test_what_cannot_be_kept(name: str, title: str, cypher: str, columns: list[str], why: str) -> None:
    with pytest.raises(PolicyGraphError, match=why):
        as_query(name, title, cypher, {}, columns)


def test_it_stands_in_the_catalogue(tmp_path: Path) -> None:
    passing.put(tmp_path, {"my-own.cypher": as_query("my-own", "我的", ONE, {"words": "农田"}, ["task", "多少 项"])})
    with overlay.using(laying.of(tmp_path)):
        query = find_query("my-own")
        assert query.title == "我的" and query.tags == ("自己的",) and query.parameters[0].example == "农田"
