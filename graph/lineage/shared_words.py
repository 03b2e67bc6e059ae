"""The words in which two measures agree, and where the first of them stands in the lower document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policygraph.graph.lineage.likeness import topics
from policygraph.graph.lineage.measure import RUN, Measure, body

FEWEST = 2  # characters
WHOLE = 4  # characters of a piece that says something by itself
PLAIN = frozenset("的和与及等中为是在以对把将并要各")  # characters that say nothing at the edge of a piece
# Words of any measure of any plan: a piece that holds nothing else is no agreement.
EMPTY = re.compile(
    r"(?:农村|农业|乡村|建设|发展|推进|推动|加强|提升|提高|完善|健全|强化|加快|加大|落实|实施|开展|促进|深入|持续|全面|工作|机制|体系"
    r"|制度|行动|能力|水平|力度|重点|支持|做好|抓好|积极|管理|服务|政策|项目|工程|质量|标准|进一步|扎实|大力|有效|统筹|鼓励|引导)+"
)


def agreeing(lower: Measure, upper: Measure) -> list[str]:
    """Pieces of the lower measure that the upper one holds too, those that say most first.

    Where there is none, words of the lower one on a topic of both.

    >>> agreeing(Measure("a", "加强农田建设", "新建高标准农田。"), Measure("b", "建好高标准农田", ""))
    ['高标准农田']
    >>> agreeing(Measure("a", "推进移风易俗", "治理高额彩礼。"), Measure("b", "发挥红白理事会作用", ""))
    ['移风易俗', '彩礼']
    """
    there = f"{upper.title}\n{body(upper)}"
    found = dict.fromkeys(
        piece
        for text in (lower.title, body(lower))
        for piece in _shared(text, there)
        if len(piece) >= FEWEST and not EMPTY.fullmatch(piece)
    )
    ranked = sorted(found, key=lambda piece: (len(piece) < WHOLE, not _on_topic(piece), -len(piece)))
    ranked = [piece for i, piece in enumerate(ranked) if not any(piece in longer for longer in ranked[:i])]
    return ranked or list(_of_topics(f"{lower.title}\n{body(lower)}", there)) or list(_any(lower, there))


def _shared(text: str, there: str) -> Iterator[str]:
    """The longest pieces of Chinese characters of `text` that stand in `there`, from left to right."""
    for run in RUN.findall(text):
        start = 0
        while start < len(run):
            end = start
            while end < len(run) and run[start : end + 1] in there:
                end += 1
            yield run[start:end].strip("".join(PLAIN))
            start = max(end, start + 1)


def _on_topic(piece: str) -> bool:
    """Shorter pieces without a word of the field are often cut from a longer word."""
    return any(word in piece for words in topics().values() for word in words)


def _of_topics(text: str, there: str) -> Iterator[str]:
    for words in topics().values():
        if any(word in there for word in words):
            yield from (word for word in words if word in text)


def _any(lower: Measure, there: str) -> Iterator[str]:
    """Where all that they share are words of any plan, these."""
    yield from sorted(_shared(f"{lower.title}\n{body(lower)}", there), key=len, reverse=True)


def place(words: list[str], text: str, start: int, end: int) -> tuple[int, int]:
    """Where the first of `words` that can be found stands in `text[start:end]`, across line ends and blanks; all of the
    measure where none can.
    """
    for word in words:
        if word and (found := re.compile(r"\s*".join(map(re.escape, word))).search(text, start, end)):
            return found.span()
    return start, end
