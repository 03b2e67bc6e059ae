"""Which nodes that were read are one: what rules judge, what people decided, and what follows from both.

Ids come from what one document says (`records.py`); only the whole graph tells that 2024年中央一号文件 and a full title
are one policy. Everything here is a pure function of what was read and what was decided.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from policygraph.graph.decisions.decision import ABOUT_NODES, Decision
from policygraph.graph.loading.claims import decode
from policygraph.graph.stores.store import Row
from policygraph.model.records import Properties

Key = tuple[str, str]  # label, id


class Mention(NamedTuple):
    """What some documents say of a shared node, under the id under which they say it."""

    label: str
    id: str
    documents: tuple[str, ...]
    properties: Properties

    @property
    def key(self) -> Key:
        return self.label, self.id


def mentions_of(label: str, row: Row) -> Iterator[Mention]:
    """What is said of a node, of which `row` has `id` and `claims`, under each of the ids that it was read under."""
    for claim, documents in decode(row["claims"]).items():
        properties: Properties = json.loads(claim)
        id_ = str(properties.pop("read_as", row["id"]))
        yield Mention(label, id_, tuple(sorted(documents)), properties)


class Judgement(NamedTuple):
    """What rules think of two nodes of one label: `same`, or `renamed`, the first into the second.

    `documents`: those in which alone the first is the second, which elsewhere may be another; empty: everywhere.
    What is not `sure` is for a person to decide. `why` is Chinese.
    """

    label: str
    first: str
    second: str
    first_name: str
    second_name: str
    kind: str
    score: float  # 0 to 1
    why: str
    sure: bool
    documents: tuple[str, ...] = ()

    @property
    def pair(self) -> tuple[str, str, str]:
        first, second = sorted((self.first, self.second))
        return self.label, first, second


class Identities:
    """Of each id that was read the id that stands for it, in all documents or in one.

    `written`: where only some documents were looked at, as the graph has it in one that was not.
    """

    def __init__(
        self,
        everywhere: Mapping[Key, str],
        somewhere: Mapping[tuple[str, Key], str],
        written: Callable[[Key, str], str | None] = lambda key, document: None,
    ) -> None:
        self._everywhere = everywhere
        self._somewhere = somewhere
        self._written = written

    def of(self, key: Key, document: str) -> str:
        """The id that stands for `key` in `document`."""
        return self._written(key, document) or self.now((key[0], self._somewhere.get((document, key), key[1])))

    def now(self, key: Key) -> str:
        """The id that stands for `key` wherever no document means another."""
        return self._everywhere.get(key, key[1])

    def told(self) -> Iterator[tuple[Key, str | None, str]]:
        """Every key that another id stands for, in which document alone (None: everywhere), and that id."""
        yield from ((key, None, id_) for key, id_ in self._everywhere.items())
        yield from ((key, document, self.now((key[0], id_))) for (document, key), id_ in self._somewhere.items())


def identities(
    mentions: Iterable[Mention],
    judgements: Iterable[Judgement],
    decisions: Iterable[Decision],
    best: Callable[[Sequence[Mention]], str],
    written: Callable[[Key, str], str | None] = lambda key, document: None,
) -> Identities:
    """Put together what is the same: first what people decided, the latest first, then what rules are sure of, the
    surest first; never what people told apart. `best` is the id that stands for several, of what is said of them.
    """
    groups = _decided(decisions)
    sure = sorted((j for j in judgements if j.sure and j.kind == "same"), key=lambda j: (-j.score, j.pair))
    for judged in sure:
        if not judged.documents:
            groups.join((judged.label, judged.first), (judged.label, judged.second))
    return Identities(_everywhere(groups, mentions, best), _somewhere(groups, sure), written)


def _decided(decisions: Iterable[Decision]) -> _Groups:
    """What people said is one, the latest said first, and what they told apart."""
    decided = [each for each in decisions if each.kind in ABOUT_NODES]
    groups = _Groups({_pair(each) for each in decided if each.kind != "same"})
    for each in sorted((d for d in decided if d.kind == "same"), key=lambda d: (d.at, d.id), reverse=True):
        groups.join((each.of, each.first), (each.of, each.second))
    return groups


def _everywhere(
    groups: _Groups, mentions: Iterable[Mention], best: Callable[[Sequence[Mention]], str]
) -> dict[Key, str]:
    """For each key of a group the id that stands for it, where that is another."""
    said: dict[Key, list[Mention]] = defaultdict(list)
    for mention in mentions:
        said[mention.key].append(mention)
    everywhere: dict[Key, str] = {}
    for group in groups.all():
        if known := [mention for key in sorted(group) for mention in said.get(key, ())]:
            id_ = best(known)
            everywhere |= {key: id_ for key in group if key[1] != id_}
    return everywhere


def _somewhere(groups: _Groups, sure: Iterable[Judgement]) -> dict[tuple[str, Key], str]:
    """What a key means in single documents: of what rules are sure, the surest."""
    somewhere: dict[tuple[str, Key], str] = {}
    for judged in sure:
        first, second = (judged.label, judged.first), (judged.label, judged.second)
        if judged.documents and groups.may_join(first, second):
            for document in judged.documents:
                somewhere.setdefault((document, first), judged.second)
    return somewhere


def _pair(decision: Decision) -> frozenset[Key]:
    return frozenset({(decision.of, decision.first), (decision.of, decision.second)})


class _Groups:
    """Sets of keys that are one, none of which holds a pair that is `apart`."""

    def __init__(self, apart: set[frozenset[Key]]) -> None:
        self._apart: dict[Key, set[Key]] = defaultdict(set)
        for one, other in map(sorted, apart):
            self._apart[one].add(other)
            self._apart[other].add(one)
        self._group: dict[Key, set[Key]] = {}

    def _of(self, key: Key) -> set[Key]:
        return self._group.get(key, {key})

    def may_join(self, one: Key, other: Key) -> bool:
        others = self._of(other)
        return all(self._apart[key].isdisjoint(others) for key in self._of(one) if key in self._apart)

    def join(self, one: Key, other: Key) -> None:
        if self.may_join(one, other):
            group = self._of(one) | self._of(other)
            self._group |= dict.fromkeys(group, group)

    def all(self) -> list[set[Key]]:
        return list({id(group): group for group in self._group.values()}.values())
