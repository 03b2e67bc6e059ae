"""Nodes of YAML, from which vocabularies are made; and a file of an overlay put into the package's: what it adds stands
behind what is there.

Nodes of an overlay's file carry its name in their marks (`own_file`), so that whatever is wrong with one is told of the
file and the line where the office wrote it.
"""

from __future__ import annotations

import difflib
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from policygraph.model.errors import PolicyGraphError

GROUP = {"why", "closed", "word", "words", "pattern", "any", "limits", "of"}
"""Keys of words with their reason."""
OWN = "own:"
"""Begins the name in the marks of an overlay's nodes."""
_PART = re.compile(r"\{([a-z_]+)\}")  # no quantifier looks so
NEAR = 3  # words that come near, offered where one is not there
ADD, REMOVE = "add", "remove"


class _Named(io.StringIO):
    name = ""


def compose_own(called: str, text: str, loader: Any) -> Any:
    """The node of an overlay's file, or None for an empty one. Raises PolicyGraphError with the line."""
    stream = _Named(text)
    stream.name = OWN + called
    try:
        return yaml.compose(stream, Loader=loader)
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark or error.context_mark
        line = f" 第 {at.line + 1} 行" if at else ""
        raise PolicyGraphError(
            f"{called}{line}：YAML 写法有误；请看缩进、冒号后的空格、引号和括号是否成对，制表符要改成空格"
        ) from error
    except yaml.YAMLError as error:
        raise PolicyGraphError(f"{called}：里面有 YAML 不能有的字符；请用 UTF-8 编码的纯文字另存") from error


def own_file(node: Any) -> str:
    """The file of an overlay in which a node was written; empty for the package's."""
    name = str(getattr(node.start_mark, "name", "") or "")
    return name.removeprefix(OWN) if name.startswith(OWN) else ""


def error_at(name: str, node: Any, what: str) -> PolicyGraphError:
    """What is wrong with a node, with file and line; `name` is the package's file."""
    file = own_file(node) or (name if Path(name).is_absolute() else f"词表 data/{name}")
    return PolicyGraphError(f"{file} 第 {node.start_mark.line + 1} 行：{what}")


def mappings(node: Any) -> Iterator[Any]:
    """The mappings at and below `node`."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from mappings(item)
    elif isinstance(node, yaml.MappingNode):
        yield node
        for _, value in node.value:
            yield from mappings(value)


def pairs(name: str, node: Any) -> dict[str, Any]:
    """The nodes of a mapping by key."""
    if not isinstance(node, yaml.MappingNode):
        raise error_at(name, node, "这里应是“键: 值”")
    pairs: dict[str, Any] = {}
    for key, value in node.value:
        if key.value in pairs:
            raise error_at(name, key, f"“{key.value}”写了两次")
        pairs[key.value] = value
    return pairs


def parts(name: str, node: Any) -> dict[str, str]:
    """The named pieces of expressions, those in them put in."""
    parts: dict[str, str] = {}
    for key, value in (pairs(name, node) if node else {}).items():
        parts[key] = f"(?:{put_in(name, value, parts)})"
    return parts


def put_in(name: str, node: Any, parts: dict[str, str]) -> str:
    def part(found: re.Match[str]) -> str:
        if found[1] not in parts:
            raise error_at(name, node, f"没有名为“{found[1]}”的部分；请在此前的 parts 中写明")
        return parts[found[1]]

    return _PART.sub(part, node.value)


# --- one put into the other -------------------------------------------------------------------------------------------


def merge(name: str, base: Any, own: Any) -> Any:
    """`base` with what the overlay's file `own` adds and removes; `base` is changed. Raises PolicyGraphError."""
    if own is None:
        return base
    asked = {key.value: (key, value) for key, value in _mapping(name, own)}
    for key, (node, _) in asked.items():
        if key not in (ADD, REMOVE):
            raise error_at(name, node, f"不认识的键“{key}”；这里只能是 add（添加）或 remove（移除）")
    if REMOVE in asked and not _is_empty(asked[REMOVE][1]):
        _remove(name, base, asked[REMOVE][1])
    return _add(name, base, asked[ADD][1], "") if ADD in asked and not _is_empty(asked[ADD][1]) else base


def _is_empty(node: Any) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag.endswith(":null")


def _mapping(name: str, node: Any) -> list[Any]:
    if not isinstance(node, yaml.MappingNode):
        raise error_at(name, node, "这里应是“键: 值”")
    keys = [key.value for key, _ in node.value]
    twice = next((key for i, (key, _) in enumerate(node.value) if key.value in keys[:i]), None)
    if twice is not None:
        raise error_at(name, twice, f"“{twice.value}”写了两次")
    return list(node.value)


def is_group(node: Any) -> bool:
    """Is it `{why: …, words: …}` or one of its kind?"""
    if not isinstance(node, yaml.MappingNode):
        return False
    keys = {key.value for key, _ in node.value}
    return bool(keys) and keys <= GROUP and bool(keys - {"why", "closed"})


def _of(node: Any) -> Any:
    """The table under a group's `of`, else the node."""
    if is_group(node):
        return next((value for key, value in node.value if key.value == "of"), node)
    return node


def _add(name: str, base: Any, own: Any, path: str) -> Any:
    inner = _of(base)
    if inner is not base:
        merged = _add(name, inner, _of(own), path)
        base.value = [(key, merged if value is inner else value) for key, value in base.value]
        return base
    if isinstance(base, yaml.ScalarNode):
        raise error_at(name, own, f"“{path}”已经写明；要改，先在 remove 里移除它所在的一项，再添加")
    if is_group(base) or _holds_groups(base):
        return _grouped(name, base, own)
    return _longer(name, base, own, path) if isinstance(base, yaml.SequenceNode) else _wider(name, base, own)


def _holds_groups(node: Any) -> bool:
    return isinstance(node, yaml.SequenceNode) and bool(node.value) and is_group(node.value[0])


def _longer(name: str, base: Any, own: Any, path: str) -> Any:
    """A list with own items behind it."""
    if not isinstance(own, yaml.SequenceNode):
        raise error_at(name, own, f"“{path}”下面应是列表，例如 [甲, 乙]")
    if all(isinstance(each, yaml.ScalarNode) for each in own.value):
        _refuse_known(name, base, own)
    return yaml.SequenceNode(base.tag, [*base.value, *own.value], own.start_mark, own.end_mark)


def _wider(name: str, base: Any, own: Any) -> Any:
    """A table with own keys, and what they add to those that are there."""
    there = {key.value: value for key, value in base.value}
    for key, value in _mapping(name, own):
        if key.value in there:
            merged = _add(name, there[key.value], value, key.value)
            base.value = [(k, merged if k.value == key.value else v) for k, v in base.value]
        else:
            base.value.append((key, value))
    return base


def _grouped(name: str, base: Any, own: Any) -> Any:
    """Groups of words, or expressions, with own ones behind them."""
    _refuse_known(name, base, own)
    mine = own.value if isinstance(own, yaml.SequenceNode) else [own]
    if not isinstance(own, yaml.SequenceNode) and not is_group(own):
        raise error_at(name, own, "这里应是列表，例如 [甲, 乙]")
    theirs = base.value if isinstance(base, yaml.SequenceNode) else [base]
    return yaml.SequenceNode("tag:yaml.org,2002:seq", [*theirs, *mine], base.start_mark, base.end_mark)


def scalars(node: Any) -> Iterator[Any]:
    """The words at and below a node, reasons aside; keys only where they are the words (`limits`)."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from scalars(item)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == "limits":
                yield from (word for word, _ in value.value)
            elif key.value not in ("why", "closed"):
                yield from scalars(value)
    else:
        yield node


def _refuse_known(name: str, base: Any, own: Any) -> None:
    """What is there need not be added."""
    there = {each.value: each for each in scalars(base)}
    for each in scalars(own):
        if each.value in there:
            of = own_file(there[each.value])
            raise error_at(name, each, f"“{each.value}”{f'在 {of} 里' if of else '程序的词表里'}已有，请删去这一项")
        if not each.value.strip():
            raise error_at(name, each, "这里是空的；请写上词，或删去这一项")


def _remove(name: str, base: Any, own: Any) -> None:
    """Take out of `base` what `own` names: keys of a table, or words of lists."""
    base = _of(base)
    if isinstance(own, yaml.MappingNode):
        _remove_below(name, base, own)
        return
    for each in own.value if isinstance(own, yaml.SequenceNode) else [own]:
        if not isinstance(each, yaml.ScalarNode):
            raise error_at(name, each, "要移除的词请直接写出，例如 [甲, 乙]")
        known = [key.value for key, _ in base.value] if _is_table(base) else [node.value for node in scalars(base)]
        if each.value not in known:
            raise error_at(name, each, _not_there(each.value, known))
        if len(known) == 1:
            raise error_at(name, each, f"“{each.value}”是最后一项，移除后就一个词也没有了；请留着，或先添加别的词")
        if _is_table(base):
            base.value = [pair for pair in base.value if pair[0].value != each.value]
        else:
            _drop(base, each.value)


def _remove_below(name: str, base: Any, own: Any) -> None:
    """For each key of `own` what it names there, or, where it names nothing, the key itself."""
    if not _is_table(base):
        raise error_at(name, own, "这里应是要移除的词的列表，例如 [甲, 乙]")
    there = {key.value: value for key, value in base.value}
    for key, value in _mapping(name, own):
        if key.value not in there:
            raise error_at(name, key, _not_there(key.value, list(there)))
        if _is_empty(value):
            _remove(name, base, key)
        else:
            _remove(name, there[key.value], value)


def _is_table(node: Any) -> bool:
    return isinstance(node, yaml.MappingNode) and not is_group(node)


def _not_there(word: str, known: list[str]) -> str:
    near = difflib.get_close_matches(word, known, n=NEAR, cutoff=0.5)
    return f"没有“{word}”，不用移除{f'；相近的有 {chr(12289).join(near)}' if near else ''}"


def _drop(node: Any, word: str) -> bool:
    """Take a word out of the lists below a node. True where nothing is left of the node."""
    if isinstance(node, yaml.ScalarNode):
        return bool(node.value == word)
    if isinstance(node, yaml.SequenceNode):
        node.value = [each for each in node.value if not _drop(each, word)]
        return not node.value
    kept = []
    for key, value in node.value:
        if key.value == "limits":
            value.value = [pair for pair in value.value if pair[0].value != word]
            gone = not value.value
        else:
            gone = key.value not in ("why", "closed") and _drop(value, word)
        if not gone:
            kept.append((key, value))
    node.value = kept
    return {key.value for key, _ in kept} <= {"why", "closed"}


def leaves(node: Any, keys: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str, bool]]:
    """The words at and below a node, reasons aside: the keys of tables that lead to each, it, whether an expression."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from leaves(item, keys)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value not in ("why", "closed"):
                yield from leaves(value, (*keys, key.value))
    elif not _is_empty(node) and node.value:
        is_expression = not {"pattern", "any", "limits"}.isdisjoint(keys)
        yield tuple(key for key in keys if key not in GROUP), node.value, is_expression
