"""The query catalogue: `queries/*.cypher`, one query a file (how such files are read: graph/cypher/files.py).

The header has title, answers, parameters, columns, show, tags: see docs/engineers/add-a-query.md. The examples of all
parameters together find something in the tests' graph (tests/graph/asking/test_catalog.py).
"""

from __future__ import annotations

import difflib
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from policygraph.graph.cypher.files import first_line, others_statement, statement
from policygraph.graph.cypher.files import header as header_of
from policygraph.graph.cypher.guard import check_read_only
from policygraph.graph.cypher.kinds import labels
from policygraph.graph.stores.store import Row, Store
from policygraph.model import overlay
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology
from policygraph.model.overlay import QUERY, of_words
from policygraph.model.own import hooks

log = logging.getLogger(__name__)

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
PARAMETER = re.compile(r"\$(\w+)")
SHOWN = ("table", "matrix", "graph", "chart")
BOOLEANS = {"true": True, "是": True, "1": True, "false": False, "否": False, "0": False}


@dataclass(frozen=True, slots=True)
class Parameter:
    """`type` is one of string, integer, float, boolean, date, strings (separated by commas on the command line)."""

    name: str
    zh: str
    type: str
    required: bool
    default: Any
    example: Any
    values: tuple[str, ...]  # empty: any
    of: str = ""
    """Of which property it is a value, `Label.name` or `TYPE.name`: where that has fixed values, their Chinese words
    are taken too, and nothing else is."""


@dataclass(frozen=True, slots=True)
class Column:
    """`hidden`: for programs, left out of tables that people read.

    `of`: whose values the column holds, as `Ontology.word` takes it, so that people see words.
    """

    name: str
    zh: str
    hidden: bool = False
    of: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """`show` is one of table, matrix, graph, chart."""

    name: str
    title: str
    answers: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    show: str
    tags: tuple[str, ...]
    cypher: str
    origin: str = ""
    """Whose it is where it is not ours: a file of the office's, or an extension. Such a one may never end."""


def folder() -> Traversable:
    """Where the files lie."""
    return files("policygraph.queries")


@of_words
def catalog() -> Mapping[str, Query]:
    """All queries by name, sorted: ours, and those of `others`."""
    return dict(sorted({**_ours(), **others()[0]}.items()))


@of_words
def others() -> tuple[Mapping[str, Query], tuple[str, ...]]:
    """The queries of extensions and of the office's own, and what is said of each of these that cannot be used."""
    found: dict[str, Query] = {}
    said: list[str] = []
    for hook, place in hooks.found(hooks.QUERIES):
        try:
            where = place if isinstance(place, Traversable) else files(place)
            read = [read_others(name, f"扩展 {hook}/{name}{QUERY}", text) for name, text in _in(where)]
            found |= {each.name: _new(each, found) for each in read}
        except Exception as error:  # a stranger's
            hooks.failed(hooks.QUERIES, hook, error)
    for name, called, text in overlay.present().queries():
        try:
            found[name] = _new(read_others(name, called, text), found)
        except PolicyGraphError as error:
            said.append(str(error))
            log.warning("a query is left out: %s", error)
    return found, tuple(said)


def _new(query: Query, found: Mapping[str, Query]) -> Query:
    """It, where its name is free: pages rest on ours."""
    if there := _ours().get(query.name) or found.get(query.name):
        whose = f"{there.origin} 里" if there.origin else "程序"
        raise PolicyGraphError(f"{query.origin}：{whose}已有名为 {query.name} 的查询；请把文件换一个名字")
    return query


@cache
def _ours() -> Mapping[str, Query]:
    return {name: parse_query(name, text) for name, text in sorted(_in(folder()))}


def _in(where: Traversable) -> Iterator[tuple[str, str]]:
    """Name and text of each query of a folder."""
    for each in where.iterdir():
        if each.name.endswith(QUERY):
            yield each.name.removesuffix(QUERY), each.read_text(encoding="utf-8-sig")


def read_others(name: str, called: str, text: str) -> Query:
    """The query of a file that is not ours, which messages call `called`. Raises PolicyGraphError, with the line."""
    if not NAME.fullmatch(name):
        raise PolicyGraphError(f"{called}：文件名应由小写字母、数字和连字符组成，例如 my-query{QUERY}")
    try:
        query = parse_query(name, text, called)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PolicyGraphError(f"{called} 第 {line} 行：开头 // 后的说明不是 YAML；请看冒号后的空格和引号") from error
    except KeyError as error:
        raise PolicyGraphError(f"{called} 第 1 行：开头的说明里缺少 {error.args[0]}") from error
    except (yaml.YAMLError, TypeError, AttributeError, ValueError) as error:
        raise PolicyGraphError(f"{called} 第 1 行：开头的说明写法不对（{error}）；可照程序的查询改写") from error
    try:
        check_read_only(query.cypher)
    except PolicyGraphError as error:
        raise PolicyGraphError(f"{called} 第 {first_line(text)} 行起的语句：{error}") from error
    unknown = {*PARAMETER.findall(query.cypher)} ^ {each.name for each in query.parameters}
    if unknown:
        raise PolicyGraphError(f"{called} 第 1 行：参数 {'、'.join(sorted(unknown))} 只在说明里，或只在语句里")
    if query.show not in SHOWN or not query.columns or not query.tags:
        raise PolicyGraphError(f"{called} 第 1 行：show 应为 {'、'.join(SHOWN)} 之一，columns 和 tags 不能是空的")
    return query


def parse_query(name: str, text: str, origin: str = "") -> Query:
    """The query of a file's text: ours, or that of `origin`, whose errors are raised as they come.

    Raises PolicyGraphError if the header of ours is not as it should be.
    """
    try:
        header = header_of(text)
        return Query(
            name=name,
            title=header["title"],
            answers=header["answers"],
            parameters=tuple(_parameter(key, value) for key, value in header.get("parameters", {}).items()),
            columns=tuple(_column(key, value) for key, value in header["columns"].items()),
            show=header["show"],
            tags=tuple(header["tags"]),
            cypher=others_statement(text) if origin else statement(text),
            origin=origin,
        )
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        if origin:
            raise
        raise PolicyGraphError(f"查询文件 {name}.cypher 的开头说明有误：{error}") from error


def _parameter(name: str, data: dict[str, Any]) -> Parameter:
    return Parameter(
        name=name,
        zh=data["zh"],
        type=data.get("type", "string"),
        required=data.get("required", False),
        default=data.get("default"),
        example=data.get("example"),
        values=tuple(value for each in data.get("values", _fixed(data)) for value in _values(each)),
        of=data.get("of", ""),
    )


def _fixed(data: dict[str, Any]) -> list[str]:
    """The values of the property of which the parameter is one, where they are fixed."""
    return list(ontology().words(data["of"])) if "of" in data else []


def _values(value: str) -> list[str]:
    """The labels that `$$shared`, `$$all -Unread` stand for; any other value is itself."""
    return labels(value.removeprefix("$$")) if value.startswith("$$") else [value]


def _column(name: str, data: str | dict[str, Any]) -> Column:
    if isinstance(data, str):
        return Column(name, data)
    return Column(name, data["zh"], data.get("hidden", False), data.get("of", ""))


LISTED = (
    Column("name", "名字"), Column("title", "标题"), Column("answers", "回答什么"),
    Column("parameters", "参数（* 必填）"),
)  # fmt: skip


def listed() -> list[Row]:
    """A row of `LISTED` for each query."""
    return [
        {"name": each.name, "title": each.title, "answers": each.answers,
         "parameters": [f"{p.name}{'*' if p.required else ''}" for p in each.parameters]}
        for each in catalog().values()
    ]  # fmt: skip


def is_name(text: str) -> bool:
    """Whether `text` can only be a query's name, not Cypher."""
    return NAME.fullmatch(text.strip()) is not None


def find_query(name: str) -> Query:
    """The query of that name; PolicyGraphError with names that come near if there is none."""
    queries = catalog()
    if name in queries:
        return queries[name]
    near = difflib.get_close_matches(name, queries, n=3, cutoff=0.4)
    hint = f"是否指 {'、'.join(near)}？" if near else ""
    raise PolicyGraphError(f"没有名为 {name} 的查询。{hint}运行 policygraph queries 可列出全部查询")


def bind_values(query: Query, values: Mapping[str, Any]) -> dict[str, Any]:
    """All parameters of `query`, each from `values` (text is read as its type) or its default."""
    known = {parameter.name: parameter for parameter in query.parameters}
    listed = "；".join(f"{p.name}（{p.zh}{'，必填' if p.required else ''}）" for p in query.parameters) or "没有参数"
    for name in values:
        if name not in known:
            raise PolicyGraphError(f"查询 {query.name} 没有参数 {name}。它的参数：{listed}")
    missing = [name for name, p in known.items() if p.required and values.get(name) in (None, "", [])]
    if missing:
        example = f"-p {missing[0]}={known[missing[0]].example}"
        raise PolicyGraphError(f"查询 {query.name} 缺少参数 {'、'.join(missing)}，例如 {example}。它的参数：{listed}")
    return {name: _coerce(values.get(name, p.default), p) for name, p in known.items()}


def run_query(store: Store, name: str, values: Mapping[str, Any] | None = None, **limits: Any) -> list[Row]:
    """The rows of a query of the catalogue; `limits` as `Store.read` takes them."""
    query = find_query(name)
    return store.read(query.cypher, bind_values(query, values or {}), **limits)


def _coerce(value: Any, parameter: Parameter) -> Any:
    if value is None or value == "":
        return None
    try:
        read = _read(value, parameter.type)
    except (ValueError, TypeError, OverflowError) as error:
        raise PolicyGraphError(
            f"参数 {parameter.name}（{parameter.zh}）应为 {parameter.type}，例如 {parameter.example}；得到 {value!r}"
        ) from error
    words = ontology().words(parameter.of) if parameter.of else {}
    read = next((each for each, zh in words.items() if zh == read), read)
    if parameter.values and read not in parameter.values:
        listed = "、".join(f"{each}（{words[each]}）" if each in words else each for each in parameter.values)
        raise PolicyGraphError(f"参数 {parameter.name}（{parameter.zh}）只能是 {listed}；得到 {value}")
    return read


def _read(value: Any, type_: str) -> Any:
    match type_:
        case "integer":
            return int(value)
        case "float":
            return float(value)
        case "boolean":
            if isinstance(value, bool):
                return value
            if (known := BOOLEANS.get(str(value).lower())) is None:
                raise ValueError(value)
            return known
        case "date":
            return date.fromisoformat(str(value)).isoformat()
        case "strings":
            return [part for part in re.split(r"[,，、]", value) if part] if isinstance(value, str) else list(value)
    return str(value)
