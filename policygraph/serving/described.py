"""Queries of the catalogue as other programs are told of them: their parameters in the words of OpenAPI and MCP."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policygraph.graph.asking.catalog import Parameter, Query
from policygraph.graph.questions.meant.within import SCOPE
from policygraph.model.ontology import ontology
from policygraph.serving.desk import LIMIT

TYPES: dict[str, dict[str, Any]] = {
    "string": {"type": "string"}, "integer": {"type": "integer"}, "float": {"type": "number"},
    "boolean": {"type": "boolean"}, "date": {"type": "string", "format": "date"}, "strings": {"type": "string"},
}  # fmt: skip


def scope(given: Mapping[str, Any]) -> dict[str, str]:
    """What of the parameters that were given is of `SCOPE`."""
    return {name: str(given[name]) for name in SCOPE if given.get(name)}


def taken(query: Query) -> list[Parameter]:
    """The parameters that programs give: not how many rows at most, for they turn pages."""
    return [each for each in query.parameters if each.name != LIMIT]


def schema(parameter: Parameter) -> dict[str, Any]:
    """A parameter in the words of JSON Schema. Several values are one text with commas, as on the command line."""
    words = ontology().words(parameter.of) if parameter.of else {}
    found: dict[str, Any] = dict(TYPES[parameter.type])
    if parameter.values:
        found["enum"] = list(parameter.values)
    if parameter.default is not None:
        found["default"] = parameter.default
    if parameter.example is not None:
        found["examples"] = [parameter.example]
    told = [parameter.zh]
    if parameter.type == "strings":
        told.append("几个之间用逗号隔开")
    if words:
        told.append("、".join(f"{value} {zh}" for value, zh in words.items()))
    return {**found, "description": "；".join(told)}


def in_openapi(query: Query) -> list[dict[str, Any]]:
    """The parameters of an operation."""
    return [queried(each.name, schema(each), required=each.required) for each in taken(query)]


def queried(name: str, schema: dict[str, Any], *, required: bool = False) -> dict[str, Any]:
    """A parameter in the address's query."""
    inner = dict(schema)
    told = inner.pop("description")
    return {"name": name, "in": "query", "required": required, "description": told, "schema": inner}
