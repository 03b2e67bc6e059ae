"""What a Neo4j server answers as plain values, or as the driver's own nodes and relationships."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import neo4j
import neo4j.graph
import neo4j.time

from policygraph.graph.stores import plain
from policygraph.graph.stores.store import Rows


def rows_of(result: neo4j.Result, limit: int | None) -> Rows:
    """Rows as plain data; of a longer result the first `limit`, the rest is not fetched."""
    rows = Rows(columns=result.keys())
    for record in result:
        if limit is not None and len(rows) >= limit:
            rows.truncated = True
            break
        rows.append({name: _plain(value) for name, value in zip(rows.columns, record.values(), strict=True)})
    result.consume()
    return rows


def entities_of(result: neo4j.Result, limit: int | None) -> list[neo4j.graph.Entity]:
    found: dict[tuple[type, str], neo4j.graph.Entity] = {}
    for number, record in enumerate(result):
        if limit is not None and number >= limit:
            break
        for entity in _within(record.values()):
            found.setdefault((type(entity), entity.element_id), entity)
    result.consume()
    return list(found.values())


def _within(value: Any) -> Iterator[neo4j.graph.Entity]:
    """The nodes and relationships in a value, however deep."""
    match value:
        case neo4j.graph.Path():
            yield from (*value.nodes, *value.relationships)
        case neo4j.graph.Entity():
            yield value
        case list():
            for item in value:
                yield from _within(item)
        case dict():
            yield from _within(list(value.values()))


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return value if math.isfinite(value) else None  # as JSON has it, and the embedded store
        case list():
            return _plain_list(value)
        case dict():
            return _plain_dict(value)
        case neo4j.graph.Node():
            return plain.node(sorted(value.labels), _plain_dict(value))
        case neo4j.graph.Relationship():
            return plain.relationship(value.type, _plain_dict(value))
        case neo4j.graph.Path():
            return plain.path(_plain_list(value.nodes), _plain_list(value.relationships))
        case neo4j.time.Duration():
            return plain.duration(value.months, value.days, value.seconds)
        case neo4j.time.Date() | neo4j.time.DateTime() | neo4j.time.Time():
            return value.to_native()
    return str(value)  # points, vectors


def _plain_list(values: Iterable[Any]) -> list[Any]:
    return [_plain(item) for item in values]


def _plain_dict(values: Mapping[str, Any] | neo4j.graph.Entity) -> dict[str, Any]:
    return {key: _plain(item) for key, item in values.items()}
