"""An account in words, as people see it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from policygraph.ingest.accounts.words import share_words

PASSED = "figure-"
COUNTED = frozenset((f"{PASSED}without-indicator", f"{PASSED}blank"))


def is_open(kind: str) -> bool:
    """Is what is noted under that kind unread, and not read and set aside?

    >>> is_open("unit-unplaced"), is_open("figure-time"), is_open("figure-blank")
    (True, False, True)
    """
    return not kind.startswith(PASSED) or kind in COUNTED


def told(accounts: Sequence[str]) -> str:
    """What was used, what is unread, and what was set aside and why, of `Document.accounts`.

    >>> told(["used 45", "unread 3", "addressees 12", "task-without-unit 2"])
    '用上 45 处，没有读懂 3 处，没有读出由谁办的任务 2 项；放过：主送 12'
    """
    kept = {why: int(number) for why, number in (each.rsplit(" ", 1) for each in accounts)}
    counted = {"used": "用上 {} 处", "unread": "没有读懂 {} 处", "task-without-unit": "没有读出由谁办的任务 {} 项"}
    said = "，".join(words.format(kept[why]) for why, words in counted.items() if kept.get(why))
    aside = "、".join(f"{zh} {number}" for zh, number in _aside(kept.items()))
    return "；放过：".join(filter(None, (said, aside)))


def _aside(kept: Iterable[tuple[str, int]]) -> Iterable[tuple[str, int]]:
    reasons = share_words().asides
    return ((reasons[why].zh, number) for why, number in kept if why in reasons)
