"""Texts in traditional characters, read as if they were written in simplified ones: one character for one."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

SHARE = 0.05
"""Of a text's different characters: with more that only traditional writing has, it is in traditional characters. A
name or a poem in a simplified text has a few, a notice of three lines a third."""
LEAST = 3
_HAN = re.compile("[\u3400-\u9fff]")


class _Table(NamedTuple):
    """`data/simplified.tsv`. `telling`: characters that no simplified text writes."""

    characters: dict[int, str]
    telling: frozenset[str]
    words: dict[str, str]
    any_word: re.Pattern[str]


@cache
def _table() -> _Table:
    lines = files("policygraph.data").joinpath("simplified.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    words = {row[0]: row[1] for row in rows if len(row[0]) > 1}
    longest = "|".join(sorted(words, key=len, reverse=True))
    return _Table(
        {ord(row[0]): row[1] for row in rows if len(row[0]) == 1},
        frozenset(row[0] for row in rows if len(row) == 2 and len(row[0]) == 1),
        words,
        re.compile(longest),
    )


def is_traditional(text: str) -> bool:
    """Whether a text is written in traditional characters.

    >>> is_traditional("縣財政局、縣衛健局配合"), is_traditional("县财政局、县卫健局配合")
    (True, False)
    """
    different = set(text)
    found = len(different & _table().telling)
    return found >= LEAST and found >= SHARE * sum(map(bool, map(_HAN.match, different)))


def simplified(text: str) -> str:
    """`text` in simplified characters, as long as it was.

    >>> simplified("乾縣2026年計畫：後續乾燥設備，裡程")
    '乾县2026年计划：后续干燥设备，里程'
    """
    table = _table()
    made = text.translate(table.characters)
    pieces, done = [], 0
    for m in table.any_word.finditer(text):
        pieces += [made[done : m.start()], table.words[m[0]]]
        done = m.end()
    return "".join([*pieces, made[done:]])
