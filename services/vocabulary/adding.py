"""A word put into the text of a file of own words, where a person wrote the others: comments and form stay."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

import yaml

from policygraph.model.errors import PolicyGraphError
from policygraph.model.own.merging import ADD, compose_own
from policygraph.model.vocabulary import LOADER

PLAIN = re.compile(r"[\w一-鿿]+")
STEP = 2  # characters of a level
_END = r"(?:单位|部门|科室|处室|机构|主体|乡镇|镇街)$"


def stem(word: str) -> str:
    """Of a role word that stands before units, what the vocabulary lists: its end and a colon aside.

    >>> stem("揭榜单位："), stem("单位")
    ('揭榜', '单位')
    """
    bare = word.strip().rstrip("：:")
    return re.sub(_END, "", bare) or bare


def with_word(called: str, text: str, keys: Sequence[str], word: str) -> str:
    """`text` with `word` added under `keys`. Raises PolicyGraphError where the text is no YAML, or has no room there.

    >>> print(with_word("roles.yaml", "add:\\n  nouns: {lead: [揭榜]}  # 本县的\\n", ["nouns", "lead"], "挂帅"), end="")
    add:
      nouns: {lead: [揭榜, 挂帅]}  # 本县的
    """
    lines = text if text.endswith("\n") or not text else f"{text}\n"
    node = compose_own(called, lines, LOADER)
    path = [ADD, *keys]
    if node is None:
        return lines + _below(path, word, 0)
    for at, key in enumerate(path):
        if not isinstance(node, yaml.MappingNode):
            raise PolicyGraphError(f"{called}：“{'.'.join(path[:at])}”下面不是“键: 值”，请直接在文字里改")
        there = next((value for name, value in node.value if name.value == key), None)
        if there is None or (isinstance(there, yaml.ScalarNode) and there.tag.endswith(":null")):
            return _put(called, lines, node, there, path[at:], word)
        node = there
    if not isinstance(node, yaml.SequenceNode):
        raise PolicyGraphError(f"{called}：“{'.'.join(path)}”下面不是列表，请直接在文字里改")
    if any(isinstance(each, yaml.ScalarNode) and each.value == word for each in node.value):
        raise PolicyGraphError(f"{called}：已经有“{word}”")
    return _longer(lines, node, word)


def _put(called: str, text: str, table: Any, null: Any, path: Sequence[str], word: str) -> str:
    """Keys that are not there, before the others of their table."""
    if null is not None:
        raise PolicyGraphError(f"{called}：“{path[0]}”下面是空的，请先删去这一行")
    if table.flow_style:
        start = table.start_mark.index + 1
        flow = "".join(f"{{{_written(key)}: " for key in path[1:]) + f"[{_written(word)}]" + "}" * (len(path) - 1)
        return f"{text[:start]}{_written(path[0])}: {flow}{', ' if table.value else ''}{text[start:]}"
    at = table.start_mark
    start = at.index - at.column
    return text[:start] + _below(path, word, at.column) + text[start:]


def _below(path: Sequence[str], word: str, column: int) -> str:
    lines = [f"{' ' * (column + STEP * level)}{_written(key)}:\n" for level, key in enumerate(path)]
    return "".join(lines)[:-1] + f" [{_written(word)}]\n"


def _longer(text: str, items: Any, word: str) -> str:
    if items.flow_style:
        end = items.end_mark.index - 1
        before = text[:end].rstrip() if items.value else text[:end]
        return f"{before}{', ' if items.value else ''}{_written(word)}{text[end:]}"
    first = items.value[0].start_mark
    start = text.rindex("\n", 0, first.index) + 1 if "\n" in text[: first.index] else 0
    indent = text[start : first.index]  # with its dash
    return f"{text[:start]}{indent}{_written(word)}\n{text[start:]}"


def _written(word: str) -> str:
    return word if PLAIN.fullmatch(word) and not word.isdigit() else json.dumps(word, ensure_ascii=False)
