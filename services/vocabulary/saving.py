"""A statement of the console made a query of one's own: a file like those of the catalogue, with its parameters."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from itertools import dropwhile
from typing import Any

import yaml

from policygraph.graph.asking.catalog import NAME, PARAMETER, parse_query
from policygraph.graph.cypher.guard import check_read_only
from policygraph.model.errors import PolicyGraphError

TAG = "自己的"
OTHERS = "others"  # as of a query that is not ours: it may never end
TYPES: Mapping[type, str] = {bool: "boolean", int: "integer", float: "float", list: "strings"}
"""By a value's, the type of a parameter; any other is text."""


def as_query(name: str, title: str, cypher: str, values: Mapping[str, Any], columns: Sequence[str]) -> str:
    """The text of the file: the statement under a header that tells its title, its parameters with the values that it
    was asked with as examples, and its columns. Raises PolicyGraphError for a name, or a statement, that is none.

    >>> cypher = "MATCH (t:Task) WHERE t.name CONTAINS $w RETURN t.name AS n"
    >>> print(as_query("my-own", "查一查", cypher, {"w": "田"}, ["n"]))
    // title: 查一查
    // answers: 查一查
    // parameters:
    //   w: {zh: w, required: true, example: 田}
    // columns:
    //   n: n
    // show: table
    // tags: [自己的]
    MATCH (t:Task) WHERE t.name CONTAINS $w RETURN t.name AS n
    <BLANKLINE>
    """
    if not NAME.fullmatch(name):
        raise PolicyGraphError("名字用小写字母、数字和连字符，例如 my-query")
    if not title.strip():
        raise PolicyGraphError("请写一个标题")
    if not columns:
        raise PolicyGraphError("请先运行一次，查到东西才知道有哪些列")
    check_read_only(cypher)
    used = list(dict.fromkeys(PARAMETER.findall(cypher)))
    lines = [f"title: {_scalar(title.strip())}", f"answers: {_scalar(title.strip())}"]
    if used:
        lines += ["parameters:", *(f"  {each}: {_parameter(each, values.get(each))}" for each in used)]
    lines += ["columns:", *(f"  {_scalar(each)}: {_scalar(each)}" for each in columns), "show: table", f"tags: [{TAG}]"]
    header = "\n".join(f"// {line}" for line in lines)
    lines = [line for line in cypher.strip().splitlines() if line.strip()]
    body = "\n".join(dropwhile(lambda line: line.lstrip().startswith("//"), lines))  # they would be of the header
    text = f"{header}\n{body}\n"
    parse_query(name, text, OTHERS)  # what does not come back from it is not written
    return text


def _parameter(name: str, value: Any) -> str:
    type_ = TYPES.get(type(value), "")
    shown = "、".join(map(str, value)) if isinstance(value, list) else value
    of_type = f"type: {type_}, " if type_ else ""
    example = "例" if shown is None else shown
    return f"{{zh: {name}, {of_type}required: true, example: {_scalar(example)}}}"


def _scalar(value: Any) -> str:
    """A value in a line of YAML, in quotes where it would be read as something else."""
    if not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    plain = re.fullmatch(r"[\w一-鿿][\w一-鿿 -]*[\w一-鿿]|[\w一-鿿]", value)
    return value if plain and yaml.safe_load(value) == value else json.dumps(value, ensure_ascii=False)
