"""The data files that come with the package, and the shape of those that hold words for rules.

A vocabulary is a mapping; :func:`read` makes a dataclass of it whose fields are its keys. What a field holds, by type:

    Words          {why: …, words: [甲, 乙]}, {why: …, word: 甲}, or a list of such groups
    Expression     {why: …, pattern: 甲.乙} or {why: …, any: [甲, 乙]}, or a list of such groups: alternatives in order
    Limits         {why: …, limits: {甲: 乙, 丙: [丁, 戊]}}, or a list of such groups: words, and an expression or
                   alternatives that unmake each
    dict[str, X]   {key: X, …}; where X is Words or plain also {why: …, of: {key: […], …}}, with one reason for all
    tuple[X, ...]  a list; X, or a dataclass for it, may also be str, int, float, bool

`why` says which rule of grammar the words follow, or what they keep apart. `closed: true` beside it says that they are
all there are (units, ranks): they stay whether or not a document uses them. What few documents use has its own `why`.
`parts: {name: expression}` names pieces of expressions: {name} stands for the piece in all expressions of the file, and
in the parts below it. `benchmarks/vocabulary.py` counts what documents use.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import yaml

from policygraph.model import overlay
from policygraph.model.errors import PolicyGraphError, reason
from policygraph.model.own import merging
from policygraph.model.own.merging import GROUP, compose_own, error_at, own_file

Expression = re.Pattern[str]
T = TypeVar("T")

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""For the YAML that comes with the package: by libyaml, ten times as fast."""
_SCALARS = {str: ("str",), int: ("int",), float: ("float", "int"), bool: ("bool",)}


class Words(tuple[str, ...]):
    """Words of a vocabulary, in the order of the file."""

    __slots__ = ()


class Limits(dict[str, str]):
    """Words, and the expression that says where each does not hold."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of a vocabulary, or an expression. `reasoned`: its `why` is its own, or says that the words are closed."""

    name: str  # the keys that lead to it, by dots
    text: str
    is_expression: bool
    why: str
    reasoned: bool


def alternatives(words: Iterable[str]) -> str:
    """Plain `words` as alternatives of an expression, the longest first, so that none hides a longer one.

    >>> alternatives(["方案", "实施方案"])
    '实施方案|方案'
    """
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def read_yaml(name: str) -> Any:
    """What `data/NAME` holds; `name` may lead into a folder. Every call parses it: who asks often keeps the answer.

    Raises PolicyGraphError where a key stands twice.
    """
    node = _compose(name)
    for each in merging.mappings(node):
        merging.pairs(name, each)
    return LOADER("").construct_document(node)


def read(name: str, schema: type[T], base: str | None = None) -> T:
    """`data/NAME`, or the YAML `base` in its place, as the dataclass `schema`, with the words that are laid over it.

    Raises PolicyGraphError with file and line where it has another shape.
    """
    return _record(name, _laid(name, base), schema)


def leaves(name: str, base: str | None = None) -> Iterator[tuple[tuple[str, ...], str, bool]]:
    """The words of a file with those that are laid over it: the keys that lead to each, it, whether an expression."""
    return merging.leaves(_laid(name, base))


def _laid(name: str, base: str | None) -> Any:
    node = _compose(name) if base is None else yaml.compose(base, Loader=LOADER)
    for called, text in overlay.present().texts(name) if name in overlay.FILES else ():
        node = merging.merge(name, node, compose_own(called, text, LOADER))
    return node


def read_own(file: Path, schema: type[T]) -> T:
    """A file of the office's own, in the form of one of ours, as `read`. Raises PolicyGraphError too where it cannot be
    read or is no YAML."""
    try:
        node = yaml.compose(file.read_text(encoding="utf-8-sig"), Loader=LOADER)
    except OSError as error:
        raise PolicyGraphError(f"{file}：读不出来（{reason(error)}）") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise PolicyGraphError(f"{file}：不是 UTF-8 编码的 YAML 文件；请照随程序附带的 {file.name} 改写") from error
    if node is None:
        raise PolicyGraphError(f"{file}：里面没有内容；不用时请删去这个文件")
    return _record(str(file), node, schema)


def _record(name: str, node: Any, schema: type[T]) -> T:
    pairs = merging.pairs(name, node)
    reader = _Reader(name, merging.parts(name, pairs.pop("parts", None)))
    return reader.record(node, pairs, schema)


def entries(name: str) -> Iterator[Entry]:
    """The words and expressions of `data/NAME` that stand with a `why`, whatever its schema."""
    node = _compose(name)
    pairs = merging.pairs(name, node) if isinstance(node, yaml.MappingNode) else {}
    reader = _Reader(name, merging.parts(name, pairs.pop("parts", None)))
    for key, value in pairs.items():
        yield from reader.entries(value, key)


def _compose(name: str) -> Any:
    return yaml.compose(files("policygraph.data").joinpath(name).read_text(encoding="utf-8"), Loader=LOADER)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Values from the nodes of one file."""

    name: str
    parts: dict[str, str]

    def record(self, node: Any, pairs: dict[str, Any], schema: type[T]) -> T:
        kinds = get_type_hints(schema)
        named = {f.name.rstrip("_"): f for f in fields(schema)}  # type: ignore[arg-type]
        for key, value in pairs.items():
            if key not in named:
                raise error_at(self.name, value, f"不认识的键“{key}”；可以是 {'、'.join(named)}")
        for key, f in named.items():
            if key not in pairs and f.default is MISSING and f.default_factory is MISSING:
                raise error_at(self.name, node, f"缺少“{key}”")
        return schema(**{named[k].name: self.value(v, kinds[named[k].name]) for k, v in pairs.items()})

    def value(self, node: Any, kind: Any) -> Any:
        if kind is Words:
            return Words(self._once(node, self._grouped(node, "word", "words", self._plain)))
        if kind == Expression:
            return self._compiled(node, "|".join(self._grouped(node, "pattern", "any", self._expression)))
        if kind is Limits:
            return self._limited(node)
        if isinstance(kind, type) and is_dataclass(kind):
            return self.record(node, merging.pairs(self.name, node), kind)
        origin, args = get_origin(kind), get_args(kind)
        if origin is dict:
            return self._table(node, args[1])
        if origin is UnionType:
            kinds = [a for a in args if a is not NoneType]
            listed = [a for a in kinds if (get_origin(a) is tuple) == isinstance(node, yaml.SequenceNode)]
            return self.value(node, (listed or kinds)[0])
        if origin is tuple:
            return tuple(self._once(node, (self.value(item, args[0]) for item in self._items(node))))
        return self._scalar(node, kind)

    def entries(self, node: Any, name: str) -> Iterator[Entry]:
        if isinstance(node, yaml.SequenceNode):
            for item in node.value:
                yield from self.entries(item, name)
        elif isinstance(node, yaml.MappingNode):
            pairs = merging.pairs(self.name, node)
            if "why" not in pairs or not pairs.keys() <= GROUP:
                for key, value in pairs.items():
                    yield from self.entries(value, f"{name}.{key}")
                return
            for key, value in pairs.items():
                if key not in ("why", "closed"):
                    reasoned = "closed" in pairs or key in ("word", "pattern")
                    for text in self._limits(value) if key == "limits" else self._leaves(value):
                        yield Entry(name, text, key in ("pattern", "any", "limits"), pairs["why"].value, reasoned)

    def _leaves(self, node: Any) -> Iterator[str]:
        """The words at and below a node; of plain values their keys."""
        if isinstance(node, yaml.SequenceNode):
            for item in node.value:
                yield from self._leaves(item)
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                yield from self._leaves(value) if isinstance(value, yaml.SequenceNode) else (key.value,)
        else:
            yield self._expression(node)

    def _limits(self, node: Any) -> Iterator[str]:
        """A word with each expression that unmakes it, on whichever side."""
        for key, value in node.value:
            for limit in self._leaves(value):
                yield f"{re.escape(key.value)}(?:{limit})|(?:{limit}){re.escape(key.value)}"

    def _limited(self, node: Any) -> Limits:
        """Words and what unmakes them, from a group or a list of groups."""
        found = Limits()
        for group in node.value if isinstance(node, yaml.SequenceNode) else [node]:
            for word, limit in self._reasoned(group, "limits").items():
                found[word] = "|".join([*([found[word]] if word in found else []), self._alternatives(limit)])
        return found

    def _grouped(self, node: Any, one: str, several: str, text: Callable[[Any], str]) -> Iterator[str]:
        """The texts of a group or a list of groups."""
        for group in node.value if isinstance(node, yaml.SequenceNode) else [node]:
            if isinstance(group, yaml.ScalarNode) and own_file(group):  # words of one's own need no reason
                yield text(group) if one == "word" else re.escape(self._plain(group))
                continue
            pairs = self._group(group, {one, several, "closed"})
            if (one in pairs) == (several in pairs):
                raise error_at(self.name, group, f"应有“{one}”或“{several}”之一")
            yield from map(text, self._items(pairs[several]) if several in pairs else [pairs[one]])

    def _group(self, node: Any, known: set[str]) -> dict[str, Any]:
        """The pairs of a mapping that must say why."""
        pairs = merging.pairs(self.name, node)
        if not ("why" in pairs and pairs["why"].value.strip()) and not own_file(node):
            raise error_at(self.name, node, "缺少“why”：为什么有这些词")
        unknown = next((key for key in pairs if key not in known | {"why"}), None)
        if unknown:
            raise error_at(self.name, pairs[unknown], f"不认识的键“{unknown}”；可以是 why、{'、'.join(sorted(known))}")
        return pairs

    def _reasoned(self, node: Any, key: str) -> dict[str, Any]:
        """The pairs of the mapping under `key`, which stands with its reason."""
        pairs = self._group(node, {key, "closed"})
        if key not in pairs:
            raise error_at(self.name, node, f"缺少“{key}”")
        return merging.pairs(self.name, pairs[key])

    def _table(self, node: Any, kind: Any) -> dict[str, Any]:
        pairs = merging.pairs(self.name, node)
        if "of" not in pairs:
            return {key: self.value(value, kind) for key, value in pairs.items()}
        one = self._plain_words if kind is Words else partial(self.value, kind=kind)
        return {key: one(value) for key, value in self._reasoned(node, "of").items()}

    def _plain_words(self, node: Any) -> Words:
        return Words(self._once(node, map(self._plain, self._items(node))))

    def _once(self, node: Any, values: Iterator[Any]) -> list[Any]:
        """The values of a list; words must differ."""
        found = list(values)
        twice = next((v for i, v in enumerate(found) if isinstance(v, str) and v in found[:i]), None)
        if twice is not None:
            raise error_at(self.name, node, f"“{twice}”写了两次")
        return found

    def _items(self, node: Any) -> list[Any]:
        if not isinstance(node, yaml.SequenceNode):
            raise error_at(self.name, node, "这里应是列表")
        return list(node.value)

    def _plain(self, node: Any) -> str:
        return str(self._scalar(node, str))

    def _expression(self, node: Any) -> str:
        self._plain(node)
        written = merging.put_in(self.name, node, self.parts)
        return self._compiled(node, written).pattern if own_file(node) else written

    def _alternatives(self, node: Any) -> str:
        several = node.value if isinstance(node, yaml.SequenceNode) else [node]
        return self._compiled(node, "|".join(map(self._expression, several))).pattern

    def _compiled(self, node: Any, expression: str) -> re.Pattern[str]:
        try:
            return re.compile(expression)
        except re.error as error:
            raise error_at(self.name, node, f"不是正则表达式（{error}）") from error

    def _scalar(self, node: Any, kind: Any) -> Any:
        tag = node.tag.rpartition(":")[2]
        if not isinstance(node, yaml.ScalarNode) or tag not in _SCALARS[kind]:
            raise error_at(self.name, node, f"这里应是 {_SCALARS[kind][0]}")
        return node.value == "true" if kind is bool else kind(node.value)
