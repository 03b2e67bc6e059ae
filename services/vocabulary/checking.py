"""Whether an office's own words can be used: what is wrong, in which file and line, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from policygraph.graph.asking.catalog import read_others
from policygraph.graph.lineage import likeness
from policygraph.ingest.accounts import words as accounting
from policygraph.ingest.figures import comparable, indicator_words
from policygraph.ingest.measures import industries
from policygraph.ingest.organisations import function_words, unit_words
from policygraph.ingest.organisations.function_words import FunctionWords
from policygraph.ingest.roles import role_words
from policygraph.ingest.roles.role_words import RoleWords
from policygraph.ingest.tables import columns
from policygraph.model import overlay
from policygraph.model.errors import PolicyGraphError
from policygraph.model.overlay import FILES, Overlay
from policygraph.model.own import merging
from policygraph.model.vocabulary import LOADER, read

SHORTEST, LONGEST = 2, 30  # characters of a word that is looked for
ONE_IS_ENOUGH = {"parts", "fillers", "endings", "ends"}
"""Keys of which a word may have a single character: what stands at the end of a name, or within it."""
NO_WORDS = {"pattern", "any", "to", "fits", "limits", "not_before", "kind", "party"}
"""Keys below which no words stand."""
KINDS = {"lead": "牵头", "responsible": "责任", "support": "配合", "guide": "督导"}
LOADS: dict[str, tuple[Callable[[], Any], ...]] = {
    "roles.yaml": (role_words.vocabulary, accounting.patterns),
    "functions.yaml": (function_words.lexicon,),
    "organisations.yaml": (unit_words.unit_words, unit_words.ending),
    "indicators.yaml": (indicator_words.vocabulary,),
    "families.yaml": (comparable.family_words,),
    "columns.yaml": (columns.patterns,),
    "industries.yaml": (lambda: industries.find_industries(""),),
    "topics.yaml": (likeness.topics,),
}
"""What is made of each file."""


@dataclass(frozen=True, slots=True)
class Fault:
    """`of_query`: it costs the query, not the words."""

    said: str
    of_query: bool = False


@dataclass(frozen=True, slots=True)
class Own:
    """A word that an office has written. `keys` lead to it, the first is add or remove; `line` counts from 1."""

    called: str
    keys: tuple[str, ...]
    word: str
    line: int

    @property
    def place(self) -> str:
        return f"{self.called} 第 {self.line} 行"


def faults(words: Overlay) -> list[Fault]:
    """Everything that is wrong; of each file of words the first thing."""
    with overlay.using(words):
        found = [fault for name in FILES for fault in _of_file(words, name)]
    for name, called, text in words.queries():
        try:
            read_others(name, called, text)
        except PolicyGraphError as error:
            found.append(Fault(str(error), of_query=True))
    return list(dict.fromkeys(found))


def _of_file(words: Overlay, name: str) -> Iterator[Fault]:
    if not any(words.texts(name)):
        return
    try:
        for make in LOADS[name]:
            make()
        own = list(own_words(words, name))
        yield from (Fault(said) for said in (*_of_length(own), *MORE.get(name, _nothing)(own)))
    except PolicyGraphError as error:
        yield Fault(str(error))


def own_words(words: Overlay, name: str) -> Iterator[Own]:
    """What the layers write in the file of that name, word by word; expressions among them. Raises PolicyGraphError."""
    for called, text in words.texts(name):
        node = merging.compose_own(called, text, LOADER)
        if node is not None:
            yield from (Own(called, keys, word, line) for keys, word, line in _written(node, ()))


def _written(node: Any, keys: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str, int]]:
    if hasattr(node, "value") and isinstance(node.value, list):
        for item in node.value:
            if isinstance(item, tuple):
                if item[0].value not in ("why", "closed"):
                    yield from _written(item[1], (*keys, item[0].value))
            else:
                yield from _written(item, keys)
    elif not node.tag.endswith(":null"):
        yield keys, node.value, node.start_mark.line + 1


def _of_length(own: list[Own]) -> Iterator[str]:
    for each in own:
        if each.keys[0] != merging.ADD or NO_WORDS & {*each.keys}:
            continue
        if len(each.word) < SHORTEST and not ONE_IS_ENOUGH & {*each.keys}:
            yield f"{each.place}：“{each.word}”只有一个字，到处都会找到；请写两个字以上的词"
        elif len(each.word) > LONGEST:
            yield f"{each.place}：“{each.word[:LONGEST]}……”太长，不像一个词；一项只写一个词"
        elif each.word != each.word.strip() or any(mark in each.word for mark in " 　、，,；;。：:"):
            yield f"{each.place}：“{each.word}”里有空格或标点；几个词请写成列表 [甲, 乙]"


def _nothing(_: list[Own]) -> Iterator[str]:
    return iter(())


def _twice(own: list[Own], groups: Mapping[str, Mapping[str, Any]], called: Callable[[str], str]) -> Iterator[str]:
    """Own words that stand under two names of one group: then neither holds."""
    for each in own:
        if each.keys[0] != merging.ADD:
            continue
        for names in groups.values():
            of = [name for name, words in names.items() if each.word in words]
            if len(of) > 1:
                yield (
                    f"{each.place}：“{each.word}”同时是{'、'.join(f'“{called(name)}”' for name in of)}的词；"
                    "只能是其中之一，另一处请写进 remove"
                )


def _of_roles(own: list[Own]) -> Iterator[str]:
    data = read("roles.yaml", RoleWords)
    groups = {"nouns": data.nouns, "verbs": data.verbs, "colon": data.nouns_with_colon}
    for each in own:
        if each.keys[0] == merging.ADD and each.keys[1:2] in (("nouns",), ("verbs",), ("nouns_with_colon",)):
            role = each.keys[2] if len(each.keys) > 2 else ""
            if role not in KINDS:
                listed = "、".join(f"{name}（{zh}）" for name, zh in KINDS.items())
                yield f"{each.place}：不认识的角色“{role}”；可以是 {listed}"
    yield from _twice(own, groups, lambda name: KINDS.get(name, name))


def _of_functions(own: list[Own]) -> Iterator[str]:
    data = read("functions.yaml", FunctionWords)
    words = {name: each.words for name, each in data.functions.items()}
    parts = {name: each.parts for name, each in data.functions.items()}
    yield from _twice(own, {"words": words, "parts": parts}, str)


def _of_columns(own: list[Own]) -> Iterator[str]:
    known = columns.patterns().kinds
    for each in own:
        if each.keys[:2] == (merging.ADD, "headings") and (each.keys[2:3] or ("",))[0] not in known:
            yield f"{each.place}：不认识的栏目“{(each.keys[2:3] or ('',))[0]}”；可以是 {'、'.join(known)}"
    yield from _twice(own, {"headings": columns.patterns().headings}, str)


def _of_industries(own: list[Own]) -> Iterator[str]:
    for each in own:
        if each.keys[0] == merging.ADD and each.keys[3:] == ("kind",) and each.word not in industries.KINDS:
            yield f"{each.place}：“{each.keys[2]}”的 kind 是“{each.word}”；可以是 {'、'.join(industries.KINDS)}"


MORE: dict[str, Callable[[list[Own]], Iterator[str]]] = {
    "roles.yaml": _of_roles,
    "functions.yaml": _of_functions,
    "columns.yaml": _of_columns,
    "industries.yaml": _of_industries,
}
"""What more is asked of some."""
