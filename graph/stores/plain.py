"""Values of a query's answer as plain data, the same whatever store they come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from policygraph.model.ontology import ontology


def said(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Properties as documents say them, and as files hold them: dates as ISO texts.

    >>> said({"due_on": date(2025, 12, 31), "number": "1"})
    {'due_on': '2025-12-31', 'number': '1'}
    """
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in properties.items()}


def node(labels: Sequence[str], properties: Mapping[str, Any]) -> dict[str, Any]:
    """A node as a map: its properties as the ontology orders them, without what is the loader's own."""
    kind = ontology().nodes.get(labels[0]) if labels else None
    names = properties if kind is None else kind.shown
    return {"labels": list(labels), "properties": {name: properties[name] for name in names if name in properties}}


def relationship(type_: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    """A relationship as a map, its properties as the ontology orders them."""
    kind = ontology().edges.get(type_)
    names = properties if kind is None else kind.properties
    return {"type": type_, "properties": {name: properties[name] for name in names if name in properties}}


def path(nodes: list[dict[str, Any]], relationships: list[dict[str, Any]]) -> dict[str, Any]:
    """A path as a map of the maps of its nodes and relationships, in its order."""
    return {"nodes": nodes, "relationships": relationships}


def duration(months: int, days: int, seconds: int) -> dict[str, int]:
    """A length of time, as Cypher keeps it: a month has no fixed number of days."""
    return {"months": months, "days": days, "seconds": seconds}
