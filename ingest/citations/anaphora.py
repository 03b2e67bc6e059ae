"""Words that stand for a policy that was named before: 为落实该意见, 根据上述文件精神, 按照《通知》要求.

Which one they mean is said where a short name was given (以下简称《通知》), or told by the kind word where only one
policy of that kind was named; else it stays open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from policygraph.ingest.citations.cited import CUES, Citation
from policygraph.ingest.head import titles
from policygraph.ingest.head.own_policy import QUOTED
from policygraph.ingest.text.characters import for_matching

_KIND = r"(?:意见|方案|通知|规划|办法|计划|纲要|决定|条例|规定|措施|要点|细则|规则|决议)"
_FORM = rf"(?:实施|指导|工作|行动|若干|发展|建设|专项|三年|规划)*{_KIND}"
_THIS = re.compile(
    rf"(?P<one>(?<!应)该|此|上述|前述|以上|这[一个份项]{{0,2}})(?P<kind>{_FORM}|文件)(?![一-鿿]{{0,2}}[》>])"
)
_SHORT = re.compile(r"《(?P<kind>[^《》\n]{2,16})》")
_BARE = re.compile(_FORM)
# 以下简称《通知》, in the bracket behind a title.
_GIVEN = re.compile(r"(?:以下|下)(?:统一)?简称:?为?[《\"]?(?P<name>[^《》\"',;。()]{2,24}(?:\([^()]*\))?)")
_SENTENCE = re.compile(r"[。;\n]")
_TAIL = re.compile(r"(?:\([^()]*\))+$")
BEFORE = 16
"""Characters between a word of descent and what it governs: 为贯彻落实好省里印发的该意见."""
_GOVERNED = re.compile(rf"(?:{CUES})[^,。;:《》\n]{{0,{BEFORE}}}$")
_OLD = re.compile(r"(?:印发|出台|制定|制订|起草|编制)(?:了)?$")
BRACKET = 60
"""Characters between a title and the short name that its bracket gives."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A policy at a place of the text; `citation` is None where it is the document's own."""

    start: int
    end: int
    names: tuple[str, ...]
    citation: Citation | None

    @property
    def key(self) -> tuple[str, str | None]:
        level = self.citation.level if self.citation else None
        return titles.title_key(self.names[0]), level

    def is_of(self, kind: str) -> bool:
        """Is it a paper of that kind: 意见 of a 实施意见?"""
        return kind == "文件" or any(name.endswith(kind) for name in self.names)


def find_anaphora(
    folded: str,
    own: Sequence[str],
    cited: Sequence[Citation],
    bind: Collection[Citation],
    rests_on: Callable[[int, int], bool],
) -> Iterator[Citation]:
    """The policies among `cited` that the text carries out under such words, and under no others. `own`: the titles of
    the document's own policies; `bind`: those that can bind it; `rests_on`: may words at a span be a ground?"""
    derived = {_key(c) for c in cited if c.derives}
    named = _named(folded, own, cited)
    given = {m["name"]: _given_to(folded, m.start(), named) for m in _GIVEN.finditer(folded)}
    for start, end, meant in _mentions(folded, named, given):
        if not _GOVERNED.search(folded, max(0, start - 40), start) or _OLD.search(folded, max(0, start - 6), start):
            continue
        for each in meant:
            citation = each.citation
            if (
                citation is None
                or citation.fate
                or citation not in bind
                or _key(citation) in derived
                or not rests_on(start, end)
            ):
                continue
            derived.add(_key(citation))
            yield replace(citation, start=start, end=end, derives=True)


def _key(citation: Citation) -> tuple[str, str | None]:
    return titles.title_key(for_matching(citation.title)), citation.level


def _named(folded: str, own: Sequence[str], cited: Sequence[Citation]) -> list[_Named]:
    """All policies that the text names by their titles, in order."""
    keys = {titles.title_key(title) for title in own}
    found = [
        _Named(m.start(), m.end(), (m["title"],), None)
        for m in QUOTED.finditer(folded)
        if titles.title_key(m["title"]) in keys
    ]
    for c in cited:
        names = (c.title, *c.aliases)
        found.append(_Named(c.start, c.end, tuple(_TAIL.sub("", for_matching(name)) for name in names), c))
    return sorted(found, key=lambda n: n.start)


def _given_to(folded: str, at: int, named: Sequence[_Named]) -> _Named | None:
    """The policy behind which a short name stands, in its bracket; None where it is something else's."""
    before = [n for n in named if n.start < at <= n.end + BRACKET]
    if not before:
        return None
    last = before[-1]
    between = folded[last.end : at] if last.end < at else ""
    return None if re.search(r"[。;\n》)]", between) else last


def _mentions(
    folded: str, named: Sequence[_Named], given: dict[str, _Named | None]
) -> Iterator[tuple[int, int, Sequence[_Named]]]:
    """The words that stand for policies, with those that they mean; not those whose meaning stays open."""
    for m in _SHORT.finditer(folded):
        kind = m["kind"]
        if kind in given:
            meant = given[kind]
            if meant is not None and m.start() > meant.end:
                yield m.start(), m.end(), (meant,)
        elif _BARE.fullmatch(kind):
            yield m.start(), m.end(), _only_one([n for n in named if n.end <= m.start() and n.is_of(kind)])
    for m in _THIS.finditer(folded):
        of_kind = [n for n in named if n.end <= m.start() and n.is_of(m["kind"])]
        yield m.start(), m.end(), _only_one(of_kind) or _of_last_sentence(folded, m, of_kind)


def _only_one(named: Sequence[_Named]) -> Sequence[_Named]:
    """The policy, where all are one."""
    return named[-1:] if len({n.key for n in named}) == 1 else ()


def _of_last_sentence(folded: str, m: re.Match[str], named: Sequence[_Named]) -> Sequence[_Named]:
    """Of several those of the sentence before, or of the same: the one that 该 means there, all that 上述文件 means."""
    sentences = _SENTENCE.split(folded[: m.start()])
    begin = m.start() - len(sentences[-1]) - (len(sentences[-2]) + 1 if len(sentences) > 1 else 0)
    near = [n for n in named if n.start >= begin]
    if m["kind"] == "文件" and m["one"] in ("上述", "前述", "以上"):
        return near if len(near) == len(named) else ()
    return _only_one(near)
