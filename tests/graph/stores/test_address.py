"""Addresses of servers as people write them."""

from pathlib import Path
from typing import Any

import pytest

from policygraph.graph.stores.address import is_address, parse_address
from policygraph.model.errors import PolicyGraphError

SECRET = {"NEO4J_PASSWORD": "secret"}

# address, environment, what is expected of the parts that the case is about
PARSED: list[tuple[str, dict[str, str], dict[str, Any]]] = [
    ("neo4j://db.example.cn", {}, {"uri": "neo4j://db.example.cn:7687", "user": "neo4j", "password": None,
                                   "database": None, "ca": None}),
    ("bolt://127.0.0.1:17687/policy", SECRET, {"uri": "bolt://127.0.0.1:17687", "password": "secret",
                                               "database": "policy"}),
    ("neo4j+s://ann:pw@x/graph", SECRET, {"uri": "neo4j+s://x:7687", "user": "ann", "password": "pw",
                                          "database": "graph"}),
    ("neo4j://ann@x", {"NEO4J_USERNAME": "bob", "NEO4J_DATABASE": "d"}, {"user": "ann", "database": "d"}),
    ("neo4j://x/own", {"NEO4J_USERNAME": "bob", "NEO4J_DATABASE": "d"}, {"user": "bob", "database": "own"}),
    ("bolt://a%40b:p%3Aw%2F@x", {}, {"user": "a@b", "password": "p:w/"}),
    ("bolt://[::1]:7688", {}, {"uri": "bolt://[::1]:7688"}),
    ("neo4j://x?policy=eu", {}, {"uri": "neo4j://x:7687?policy=eu"}),
    ("bolt+ssc://x", {"NEO4J_PASSWORD": ""}, {"uri": "bolt+ssc://x:7687", "password": None}),
]  # fmt: skip

# address, environment, words of the error
REFUSED: list[tuple[str, dict[str, str], str]] = [
    ("http://x", {}, "不认识的图数据库地址 http://"),
    ("neo4j://", {}, "没有主机名"),
    ("bolt://x:port", {}, "地址有误"),
    ("bolt://x:99999", {}, "地址有误"),
    ("bolt://x/a/b", {}, "数据库名 a/b 有误"),
    ("bolt://x?ca=/nothing.pem", {}, "找不到证书文件 /nothing.pem"),
    ("bolt://x", {"NEO4J_CA": "/nothing.pem"}, "找不到证书文件"),
    ("bolt://x?ca", {}, "地址有误"),
]


@pytest.mark.parametrize(("place", "environment", "parts"), PARSED)
def test_parts(place: str, environment: dict[str, str], parts: dict[str, Any]) -> None:
    address = parse_address(place, environment)
    assert {name: getattr(address, name) for name in parts} == parts


@pytest.mark.parametrize(("place", "environment", "words"), REFUSED)
def test_what_is_no_address(place: str, environment: dict[str, str], words: str) -> None:
    with pytest.raises(PolicyGraphError, match=words):
        parse_address(place, environment)


def test_a_certificate_is_given_by_address_or_environment(tmp_path: Path) -> None:
    file = tmp_path / "ca.pem"
    file.write_text("")
    assert parse_address(f"bolt://x?ca={file}", {}).ca == file
    assert parse_address("neo4j://x", {"NEO4J_CA": str(file)}).ca == file
    with pytest.raises(PolicyGraphError, match="不带"):
        parse_address(f"bolt+s://x?ca={file}", {})


@pytest.mark.parametrize(
    "place", ["bolt://ann:secret@x/d", "bolt://ann:secret@x:no", "http://ann:secret@x", "bolt://ann:secret@/"]
)
def test_the_password_is_never_shown(place: str) -> None:
    try:
        address = parse_address(place, {})
    except PolicyGraphError as error:
        assert "secret" not in str(error)
    else:
        assert "secret" not in f"{address.shown} {address!r}"


@pytest.mark.parametrize(
    ("place", "expected"), [("neo4j://x", True), ("http://x", True), ("graph", False), (r"C:\graph", False)]
)
def test_a_place_is_an_address_or_a_folder(place: str, expected: bool) -> None:
    assert is_address(place) is expected
