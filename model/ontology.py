"""The ontology: which nodes, relationships and properties there are. The data is `data/ontology.yaml`.

Constraints, the documentation table and the check that every document passes before it is loaded come from it.
`to_markdown` makes the table that is kept in `docs/researchers/data-dictionary.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any, NamedTuple

from policygraph.model.vocabulary import read_yaml

# What every relationship has, which the table of relationships need not say of each.
FIELDS = ("document", "evidence", "start", "end", "confidence")


class Look(NamedTuple):
    """How a node is drawn: a colour, a shape as cytoscape.js names it, and the shape as a character."""

    colour: str = "#6B6B6B"
    shape: str = "ellipse"
    mark: str = "●"


@dataclass(frozen=True, slots=True)
class Property:
    """`type` is one of string, text, integer, float, boolean, date, strings, integers.

    A date is ISO text in records and a DATE in stores.
    """

    name: str
    zh: str
    type: str
    why: str
    required: bool = False
    internal: bool = False  # the loader's, never a reader's, not shown
    values: Mapping[str, str] = field(default_factory=dict)  # with the Chinese word for each; empty: any


@dataclass(frozen=True)
class _Kind:
    zh: str
    why: str
    properties: Mapping[str, Property]

    @cached_property
    def required(self) -> list[str]:
        return [name for name, prop in self.properties.items() if prop.required]

    @cached_property
    def floats(self) -> list[str]:
        return [name for name, prop in self.properties.items() if prop.type == "float"]

    @cached_property
    def dates(self) -> list[str]:
        return [name for name, prop in self.properties.items() if prop.type == "date"]


@dataclass(frozen=True)
class NodeKind(_Kind):
    """`properties` holds those of every node too."""

    label: str
    shared: bool
    by_hand: bool
    look: Look

    @property
    def shown(self) -> list[str]:
        """Names of the properties that users see, in the order of the data file."""
        return [name for name, prop in self.properties.items() if not prop.internal]


@dataclass(frozen=True)
class EdgeKind(_Kind):
    """`properties` holds those of every relationship too; `alike`: both ends have the same label."""

    type: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    alike: bool


@dataclass(frozen=True, slots=True)
class Ontology:
    """The kinds in the order of the data file."""

    nodes: Mapping[str, NodeKind]
    edges: Mapping[str, EdgeKind]

    @property
    def exclusive(self) -> tuple[str, ...]:
        """Labels whose nodes belong to one document, Document itself aside."""
        return tuple(
            label for label, kind in self.nodes.items() if not (kind.shared or kind.by_hand or label == "Document")
        )

    @property
    def shared(self) -> tuple[str, ...]:
        """Labels whose nodes several documents may speak of."""
        return tuple(label for label, kind in self.nodes.items() if kind.shared)

    def word(self, of: str, value: str) -> str:
        """What people see for a value of what `words` takes; one that is not fixed as it is."""
        return self.words(of).get(value, value)

    def words(self, of: str) -> Mapping[str, str]:
        """The fixed values with what people see for them: of the property `Label.name` or `TYPE.name`, of all `labels`
        or all `types`; none where any value may be."""
        if of in ("labels", "types"):
            kinds: Mapping[str, NodeKind | EdgeKind] = self.nodes if of == "labels" else self.edges
            return {name: kind.zh for name, kind in kinds.items()}
        return self.property(of).values

    def property(self, of: str) -> Property:
        """The property `Label.name` or `TYPE.name`."""
        kind, _, name = of.partition(".")
        return (self.nodes[kind] if kind in self.nodes else self.edges[kind]).properties[name]


@cache
def ontology() -> Ontology:
    """The project's ontology."""
    data = read_yaml("ontology.yaml")
    of_nodes = _properties(data["properties_of_every_node"])
    of_shared = _properties(data["properties_of_every_shared_node"])
    of_edges = _properties(data["properties_of_every_relationship"])
    nodes = {
        label: NodeKind(
            label=label,
            zh=kind["zh"],
            why=kind["why"],
            shared=kind["shared"],
            by_hand=kind.get("by_hand", False),
            look=Look(**kind.get("look", {})),
            properties=of_nodes | _properties(kind.get("properties", {})) | (of_shared if kind["shared"] else {}),
        )
        for label, kind in data["nodes"].items()
    }
    edges = {
        name: EdgeKind(
            type=name,
            zh=kind["zh"],
            why=kind["why"],
            sources=tuple(kind["from"]),
            targets=tuple(kind["to"]),
            alike=kind.get("alike", False),
            properties=of_edges | _basis(of_edges["basis"], kind) | _properties(kind.get("properties", {})),
        )
        for name, kind in data["relationships"].items()
    }
    return Ontology(nodes, edges)


def _properties(data: dict[str, dict[str, Any]]) -> dict[str, Property]:
    return {
        name: Property(
            name=name,
            zh=prop["zh"],
            type=prop["type"],
            why=prop["why"],
            required=prop.get("required", False),
            internal=prop.get("internal", False),
            values=prop.get("values", {}),
        )
        for name, prop in data.items()
    }


def _basis(common: Property, kind: dict[str, Any]) -> dict[str, Property]:
    """`basis` with the values that a kind of relationship allows."""
    return {"basis": replace(common, values=kind["basis"])} if "basis" in kind else {}


def to_markdown() -> str:
    """The ontology as tables, for people."""
    kinds = ontology()
    common = ("id", "name", "documents", "claims", "stands_for")
    lines = [
        "# 数据字典：图里有什么",
        "",
        "由 `data/ontology.yaml` 生成（`make docs-pages`），请不要手改。",
        "",
        "每个节点都有 `id`、`name`、`documents`；每条关系都有 `document`、`evidence`、`start`、`end`、`confidence`，",
        "`evidence` 就是 `Document.text[start:end]`。带 * 的属性必填，带 † 的属性由装载程序内部使用。",
        "",
        "## 节点",
        "",
        "| 标签 | 中文 | 说明 | 归属 | 其他属性 |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| {kind.label} | {kind.zh} | {kind.why} | {_owner(kind)} | "
        f"{_names(prop for prop in kind.properties.values() if prop.name not in common)} |"
        for kind in kinds.nodes.values()
    ]
    lines += ["", "## 关系", "", "| 类型 | 中文 | 从 → 到 | 说明 | 其他属性 |", "| --- | --- | --- | --- | --- |"]
    lines += [
        f"| {kind.type} | {kind.zh} | {', '.join(kind.sources)} → {', '.join(kind.targets)} | {kind.why} | "
        f"{_names(prop for prop in kind.properties.values() if prop.name not in FIELDS)} |"
        for kind in kinds.edges.values()
    ]
    lines += [
        "",
        "## 属性",
        "",
        "| 节点或关系 | 属性 | 中文 | 类型 | 可取的值 | 说明 |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| {owner} | {_names([prop])} | {prop.zh} | {prop.type} | {_words(prop.values)} | {prop.why} |"
        for owner, props in _by_owner(kinds)
        for prop in props
    ]
    return "\n".join(lines) + "\n"


def _owner(kind: NodeKind) -> str:
    return "人" if kind.by_hand else "多文档共有" if kind.shared else "单个文档"


def _names(props: Iterable[Property]) -> str:
    return ", ".join(f"`{p.name}`{'*' if p.required else ''}{'†' if p.internal else ''}" for p in props)


def _words(values: Mapping[str, str]) -> str:
    return ", ".join(f"`{value}` {zh}" for value, zh in values.items())


def _by_owner(kinds: Ontology) -> list[tuple[str, list[Property]]]:
    """Each kind with its properties, those that all have in common only once."""
    nodes, edges = list(kinds.nodes.values()), list(kinds.edges.values())
    of_nodes = _where(nodes[0], lambda p: all(p.name in kind.properties for kind in nodes))
    of_edges = _where(edges[0], lambda p: all(kind.properties.get(p.name) == p for kind in edges))
    shared = next(kind for kind in nodes if kind.shared)
    claims = _where(shared, lambda p: p.name in ("claims", "stands_for"))
    seen = {p.name for p in of_nodes + claims}
    owners = [("每个节点", of_nodes), ("共有的节点", claims)]
    owners += [(kind.label, _where(kind, lambda p: p.name not in seen)) for kind in nodes]
    owners += [("每条关系", of_edges)]
    owners += [(kind.type, _where(kind, lambda p: p not in of_edges)) for kind in edges]
    return owners


def _where(kind: NodeKind | EdgeKind, holds: Callable[[Property], bool]) -> list[Property]:
    return [each for each in kind.properties.values() if holds(each)]
