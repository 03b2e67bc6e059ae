"""Several tasks of which one sentence tells: 护岸建设、茶园改造等任务未能如期完成; 村卫生室12个(80%)、烘干中心2座(40%);
山塘整修、渠道清淤推进较快，分别完成年度任务的71%和58%.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policygraph.ingest.progress import standing, telling
from policygraph.ingest.progress.telling import State

_SHARE = re.compile(r"\d+(?:\.\d+)?%")
_EACH = re.compile(
    r"(?P<names>[^,。;:、\d]{2,24}(?:[、和及][^,。;:、\d]{2,24}?)+?)"
    r"(?P<said>(?:等)?(?:\d[项个])?(?:工作|任务|项目)?(?:进度|进展|推进|建设)(?:较|比较|相对)?(?:快|好|顺利|平稳|缓慢|慢|滞后)?)?"
    r"(?:,|均|已|目前)*分别(?:已)?(?P<told>(?:完成|占|达到?|为)[^。;]*?\d%(?:、\d[\d.]*%)*[、和及]\d[\d.]*%)"
)
_BRACKETED = re.compile(r"(?P<piece>[^()]{4,60}\((?:完成率|完成|占比?)?:?\d+(?:\.\d+)?%\))[、,和及]?")

_PLACE = re.compile(r"(?:街道|[镇乡村区县市旗])$|^各")  # of towns apart, not of tasks


@dataclass(frozen=True, slots=True)
class One:
    """Of one of them: where its name stands, where the words end that tell of it, its state and share."""

    name: tuple[int, int]
    end: int
    state: State | None
    share: float | None


def find_together(folded: str, start: int, end: int) -> list[One]:
    """What the sentence tells of each; empty where it tells of one task, or of none."""
    return [*_each(folded, start, end)] or [*_alike(folded, start, end)]


def bracketed(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """The pieces of a part of a sentence, each with a share of its own in a bracket; empty where there is one."""
    found = [m.span("piece") for m in _BRACKETED.finditer(folded, start, end)]
    if not found or found[0][0] - start > 3:
        return []
    rest = found[-1][1]
    if folded[rest : rest + 1] == "、" and end - rest > 6:
        found.append((rest + 1, end))
    return found if len(found) > 1 else []


def _alike(folded: str, start: int, end: int) -> Iterator[One]:
    """Tasks of which all is said at once."""
    for m in standing.words().several.finditer(folded, start, end):
        state = telling.state_of([m["state"]])
        if state is None or state == "on-track":
            continue
        for span in _names(m["names"], m.start("names")):
            yield One(span, m.end(), state, None)


def _each(folded: str, start: int, end: int) -> Iterator[One]:
    """Tasks each with a share of its own."""
    for m in _EACH.finditer(folded, start, end):
        names = list(_names(m["names"], m.start("names")))
        shares = [float(each[0][:-1]) / 100 for each in _SHARE.finditer(m["told"])]
        if len(names) != len(shares) or any(_PLACE.search(folded[slice(*name)]) for name in names):
            continue
        state = telling.state_of([m["said"]]) if m["said"] else None
        for span, share in zip(names, shares, strict=True):
            told = "done" if share >= 1 else state or "on-track"
            yield One(span, m.end(), told, telling.as_share(share))


def _names(said: str, start: int) -> Iterator[tuple[int, int]]:
    at = 0
    for piece in re.split(r"[、]|(?<=.{4})[和及](?=.{4})", said):
        begin = said.index(piece, at)
        at = begin + len(piece)
        yield start + begin, start + begin + len(piece.removesuffix("等"))
