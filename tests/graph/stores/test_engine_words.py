"""What the embedded engine says is said in Chinese: no word of it is left."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from policygraph.graph.loading.load import load
from policygraph.graph.stores import parameters
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.model.errors import PolicyGraphError
from tests.graphs import county_plan

# a statement, words of what is said of it
WRONG = [
    ("MATCH (n", "没有写完"),
    ("MATCH (n) RETURN", "第 1 行第 17 列，语句没有写完"),
    ("RETURN [1,2", "没有写完"),
    ("RETURN CASE WHEN 1 THEN 2", "没有写完"),
    ("RETURN 'a", "引号没有配对"),
    ("RETURN `", "引号没有配对"),
    ("MATCH (n:Task {x:}) RETURN n", "这里不能有“}”"),
    ("RETURN y", "没有叫 y 的变量"),
    ("RETURN $x", "缺少参数 x"),
    ("RETURN 1/0 AS x", "除数是 0"),
    ("RETURN 9223372036854775807+1", "超出 64 位"),
    ("RETURN 99999999999999999999", "超出 64 位"),
    ("RETURN date('x')", "“x”不是 date 的写法"),
    ("RETURN duration('x')", "“x”不是 duration 的写法"),
    ("RETURN 1 AS a, 2 AS a", "有两列都叫 a"),
    ("MATCH (n) RETURN n LIMIT -1", "LIMIT 后面要写不小于 0 的整数"),
    ("MATCH (n) RETURN sum(count(n))", "汇总函数"),
    ("RETURN range(1,10,0)", "步长不能是 0"),
    ("MATCH (n) WHERE n.name =~ '(' RETURN n", "正则表达式“(”不对"),
    ("RETURN size(1)", "size() 不能用在整数上"),
    ("RETURN {a:1}[0]", "不能这样从映射里取值"),
    ("RETURN [1]['a']", "不能这样从列表里取值"),
    ("RETURN 1 UNION RETURN 2 AS b", "UNION 两边的列要同名"),
]
OURS = {"Cypher", "WITH", "range"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    place = tmp_path_factory.mktemp("words")
    with open_store(place, write=True) as writer:
        load(writer, [county_plan()])
    return open_store(place)


@pytest.mark.parametrize(("cypher", "words"), WRONG)
def test_what_is_wrong_with_a_statement(cypher: str, words: str, store: Store) -> None:
    with pytest.raises(PolicyGraphError) as error:
        store.read(cypher)
    said = str(error.value)
    assert words in said and set(re.findall("[A-Za-z]{3,}", said)) <= {*re.findall("[A-Za-z]+", cypher), *OURS}


def nested(depth: int) -> object:
    value: object = 1
    for _ in range(depth):
        value = [value]
    return value


# parameters, words of what is said of them
VALUES: list[tuple[dict[str, object], str]] = [
    ({"x": nested(3000)}, "嵌套太深"),
    ({"x": nested(100_000)}, "嵌套太深"),
    ({"x": {"a": ["\udcff"]}}, "参数 x 的值里有不成字的编码 U+DCFF"),
    ({"\ud800": 1, "x": 1}, "参数的名字里有不成字的编码 U+D800"),
    ({"x": {"\ud800": 1}}, "参数的名字里有不成字的编码"),
    ({"x": 10**30}, "参数 x 的整数太大"),
    ({"x": [-(10**30)]}, "参数 x 的整数太大"),
    ({"x": object()}, "参数 x 的值不是"),
    ({"x": float("nan")}, "参数 x 的值不是数"),
    ({"x": {"y": [-float("inf")]}}, "参数 x 的值不是数"),
]


@pytest.mark.parametrize("seconds", [None, 10.0], ids=["here", "in a process of its own"])
@pytest.mark.parametrize(("values", "words"), VALUES, ids=[words for _, words in VALUES])
def test_values_that_no_engine_takes(
    values: dict[str, object], words: str, seconds: float | None, store: Store
) -> None:
    with pytest.raises(PolicyGraphError, match=re.escape(words)):
        store.read("RETURN $x", values, seconds=seconds)


def test_values_that_every_engine_takes() -> None:
    parameters.check_parameters({"x": [1.5, None, True, "字", {"a": [2**63 - 1, -(2**63)]}], "y": nested(90)})


@pytest.mark.parametrize("rows", [10**20, 1 << 62])
def test_a_number_of_rows_without_bounds(rows: int, store: Store) -> None:
    for seconds in (None, 10.0):
        assert store.read("UNWIND [1, 2] AS n RETURN n", rows=rows, seconds=seconds) == [{"n": 1}, {"n": 2}]


@pytest.mark.parametrize("place", ["图\udcff", "图\0"])
def test_a_place_that_is_no_text(place: str, tmp_path: Path) -> None:
    for write in (False, True):
        with pytest.raises(PolicyGraphError, match="不成字的编码"):
            open_store(f"{tmp_path}/{place}", write=write)
