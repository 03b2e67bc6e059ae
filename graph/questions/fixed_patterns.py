"""Questions that are asked as a whole, and not by slots: about the graph itself, what became of units and policies,
what a text says in which part. By the patterns of `data/questions.yaml` and the graph's names.

Nothing is guessed: a question is one of the patterns from end to end, and what it names is in the graph. Where two
readings are as good as each other both are given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from typing import Any

from policygraph.graph.asking.catalog import Query, find_query
from policygraph.graph.asking.known_names import Ask, Names, key, names_of
from policygraph.graph.questions.answer import Answer, AskedBack, Choice, Understood, World
from policygraph.model.ontology import ontology
from policygraph.model.vocabulary import read_yaml

LONGEST = 200  # characters of a question
MOST_READINGS = 12
MUCH_USED = 5  # names, of which examples take the shortest where names are as long as titles
SLOT = re.compile(r"\{(\w+)\}")
ASKING = re.compile(r"谁|什么|啥|哪|多少|怎么|如何|是否|为什么|还没|没有")  # never within a name
EXACT, PART, PIECES, TEXT = range(4)  # how well a name was recognised, the best first


@dataclass(frozen=True, slots=True)
class Reading:
    """A query of the catalogue with its values.

    `among`: for parameters whose value is the name of several things, their full names, of which one may be meant.
    """

    query: str
    values: dict[str, Any]
    level: int = EXACT
    among: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Found:
    values: dict[str, Any]
    level: int
    among: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Question:
    query: str
    example: str
    values: Mapping[str, Any]
    parameters: Mapping[str, str]
    patterns: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class _Folded:
    """A question as patterns see it, and where each of its characters stands in what was written."""

    written: str
    text: str
    places: tuple[int, ...]

    def cut(self, start: int, end: int) -> str:
        return self.written[self.places[start] : self.places[end - 1] + 1]


class _Graph:
    """What the graph has of names, asked for once a question."""

    def __init__(self, ask: Ask) -> None:
        self.ask = ask
        self._names: dict[str, Names] = {}

    def names(self, label: str) -> Names:
        if label not in self._names:
            self._names[label] = names_of(label, self.ask)
        return self._names[label]


def answer(question: str, world: World) -> Answer | AskedBack | None:
    """The answer to a question that is one of the patterns, or which of several readings is meant; None where it is
    none of them."""
    readings = understand(question, world.ask)
    if len(readings) > 1:
        choices = (
            Choice(
                f"{find_query(each.query).title}：{'、'.join(map(str, each.values.values()))}",
                question,
                each.query,
                each.values,
            )
            for each in readings[:MOST_READINGS]
        )
        return AskedBack("这句话有几种理解，请选一种：", tuple(choices))
    if not readings:
        return None
    (reading,) = readings
    query = find_query(reading.query)
    rows = world.ask(query.name, reading.values)
    sentence = f"{query.title}：共 {len(rows)} 行。" if rows else f"{query.title}：没有查到。"
    understood = tuple(
        Understood(each.zh, _word(query, each.name, reading.values[each.name]))
        for each in query.parameters
        if each.name in reading.values
    )
    return Answer(
        sentence,
        query.name,
        reading.values,
        rows,
        query.columns,
        understood,
        choices=tuple(_narrower(question, reading)),
    )


def _narrower(question: str, reading: Reading) -> Iterator[Choice]:
    """The same of one of the things that are called alike."""
    for name, among in reading.among.items():
        yield from (Choice(each, question, reading.query, {**reading.values, name: each}) for each in among)


def _word(query: Query, name: str, value: Any) -> str:
    """A value in words, where its column has them."""
    of = next((column.of for column in query.columns if column.name == name and column.of), "")
    return ontology().word(of, str(value)) if of else str(value)


def understand(question: str, ask: Ask) -> tuple[Reading, ...]:
    """The readings of `question` over the graph that `ask` asks: one, it is meant; several, any may be."""
    folded = _fold(question)
    graph = _Graph(ask)
    readings: list[Reading] = []
    for asked, found in _matches(folded):
        slots = {name: folded.cut(*found.span(name)) for name in found.groupdict()}
        resolved = [(name, _resolve(name, text, graph)) for name, text in slots.items()]
        if all(each for _, each in resolved):
            readings += _readings(asked, resolved)
    best = min((reading.level for reading in readings), default=EXACT)
    return tuple({(r.query, repr(r.values)): r for r in readings if r.level == best}.values())


def examples(ask: Ask) -> list[tuple[str, str]]:
    """Questions of these patterns that can be asked of the graph, with names from it, and the query of each."""
    graph = _Graph(ask)
    found = []
    for asked in _questions():
        filled = {name: _example(name, graph) for name in SLOT.findall(asked.example)}
        if all(filled.values()):
            found.append((asked.example.format(**filled), asked.query))
    return found


def _readings(asked: _Question, resolved: Sequence[tuple[str, list[_Found]]]) -> Iterator[Reading]:
    for chosen in product(*(found for _, found in resolved)):
        values = dict(asked.values)
        among = {}
        for (name, _), found in zip(resolved, chosen, strict=True):
            parameter = asked.parameters.get(name, name)
            values |= {parameter if each == name else each: value for each, value in found.values.items()}
            if len(found.among) > 1:
                among[parameter] = found.among
        yield Reading(asked.query, values, max((found.level for found in chosen), default=EXACT), among)


def _matches(folded: _Folded) -> Iterator[tuple[_Question, re.Match[str]]]:
    """The patterns that match, with nothing that asks within a slot."""
    for asked in _questions() if len(folded.text) <= LONGEST else ():
        for pattern in asked.patterns:
            found = pattern.fullmatch(folded.text)
            if found and not any(ASKING.search(text) for text in found.groupdict().values()):
                yield asked, found


def _resolve(slot: str, text: str, graph: _Graph) -> list[_Found]:
    """What `text` may name; nothing where the graph has nothing of that name."""
    spec = _data()["slots"][slot]
    match = spec["match"]
    if match == "values":
        value = spec["values"].get(key(text))
        return [_Found({slot: value}, EXACT)] if value else []
    if match == "search":
        there = len(text) > 1 and graph.ask("search", {"text": text, "limit": 1})
        return [_Found({slot: text}, TEXT)] if there else []
    return _named(slot, spec, text, graph.names(spec["label"]))


def _named(slot: str, spec: Mapping[str, Any], text: str, names: Names) -> list[_Found]:
    match, exact = spec["match"], names.exact(text)
    if match == "end":
        among = tuple(names.ending(text))
        return [_Found({slot: exact or text}, EXACT, among)] if among else []
    if exact is not None:
        return [_Found({slot: exact}, EXACT)]
    if match == "exact":
        return []
    parts = names.containing(text)
    if parts and not spec.get("each") and all(text in name for name in parts):
        return [_Found({slot: text if len(parts) > 1 else parts[0]}, PART, tuple(parts))]
    level = PART if parts else PIECES
    return [_Found({slot: name}, level) for name in parts or (names.in_pieces(text) if match == "pieces" else ())]


def _example(slot: str, graph: _Graph) -> str | None:
    """A name for an example, one that is much used."""
    spec = _data()["slots"][slot]
    if "label" in spec:
        names = graph.names(spec["label"]).names
        used = [name for name in names if not name.startswith("各")][:MUCH_USED]  # a unit, not a kind of units
        return min(used, key=len, default=None) if "each" in spec else next(iter(used), None)
    return next(iter(graph.names("Industry").names), None)  # what is grown is in some name


def _fold(question: str) -> _Folded:
    kept = [(folded, at) for at, char in enumerate(question) for folded in key(char)]
    text = "".join(folded for folded, _ in kept)
    words = _data()
    first = re.match(f"(?:{words['before']})*", text)
    last = re.search(f"(?:{words['after']})*$", text)
    start, end = first.end() if first else 0, last.start() if last else len(text)
    return _Folded(question, text[start:end], tuple(at for _, at in kept[start:end]))


@cache
def _data() -> Any:
    return read_yaml("questions.yaml")


@cache
def _questions() -> tuple[_Question, ...]:
    return tuple(
        _Question(
            query=each["query"],
            example=each["example"],
            values=each.get("values", {}),
            parameters=each.get("parameter", {}),
            # A name as short and as long as the rest of the pattern lets it be: which of them is one, the graph says.
            patterns=tuple(re.compile(_pattern(each_, more)) for each_ in each["patterns"] for more in ("?", "")),
        )
        for each in _data()["questions"]
    )


def _pattern(text: str, more: str) -> str:
    words: Mapping[str, str] = _data()["words"]
    while re.search(r"<[^<>=!?]+>", text):  # words may be made of words
        text = re.sub(r"<([^<>=!?]+)>", lambda found: f"(?:{words[found[1]]})", text)

    def slot(found: re.Match[str]) -> str:
        spec = _data()["slots"][found[1]]
        known = "|".join(sorted(spec.get("values", ()), key=len, reverse=True))
        return f"(?P<{found[1]}>{known or f'.{{2,80}}{more}'})"

    return SLOT.sub(slot, text)
