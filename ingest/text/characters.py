"""One character for one: the forms in which the same character is written are folded, lengths never change."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, partial
from importlib.resources import files

# Kangxi radicals and compatibility ideographs stand for ideographs in the text layer of PDFs.
RADICALS = (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00))
FULL_WIDTH = range(0xFF01, 0xFF5F)
BLANKS = "\t\v\f\xa0\u2002\u2003\u2009\u200a\u202f\ufeff\u200b\u200c\u200d\u2060"


@cache
def display_table() -> dict[int, int]:
    """For the text that is shown: radicals become ideographs, full-width letters and digits half-width.

    Chinese punctuation stays as it is written. Blanks become a space, but for the full-width blank,
    which tells of lost paragraphs.
    """
    table: dict[int, int] = {}
    for code in RADICALS:
        folded = unicodedata.normalize("NFKC", chr(code))
        if len(folded) == 1 and ord(folded) != code:
            table[code] = ord(folded)
    for line in files("policygraph.data").joinpath("radicals.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            radical, ideograph = line.split("\t")
            table[ord(radical)] = ord(ideograph)
    for code in FULL_WIDTH:
        half = chr(code - 0xFEE0)
        if half.isalnum():
            table[code] = ord(half)
    table |= {ord("％"): ord("%"), ord("．"): ord("."), ord("〇"): ord("〇"), ord("○"): ord("〇")}
    controls = {code: ord(" ") for code in range(ord(" ")) if chr(code) not in "\n\r"}
    return table | controls | {ord(c): ord(" ") for c in BLANKS}


@cache
def match_table() -> dict[int, int]:
    """For the text that rules look at: punctuation too is folded, so that a rule names one form of each."""
    table = {code: code - 0xFEE0 for code in FULL_WIDTH}
    pairs = {
        "〔": "[",
        "〕": "]",
        "【": "[",
        "】": "]",
        "［": "[",
        "］": "]",
        "﹙": "(",
        "﹚": ")",
        "﹝": "[",
        "﹞": "]",
    }
    pairs |= {
        "“": '"',
        "”": '"',
        "＂": '"',
        "‘": "'",
        "’": "'",
        "—": "-",
        "–": "-",
        "－": "-",
        "～": "~",
        "〈": "<",
        "〉": ">",
    }
    pairs |= {"﹐": ",", "﹒": ".", "﹔": ";", "﹕": ":", "∶": ":", "、": "、"}
    return table | {ord(a): ord(b) for a, b in pairs.items()}


@cache
def _display() -> Callable[[str], str]:
    return _folding(display_table())


@cache
def _match() -> Callable[[str], str]:
    return _folding(match_table())


def _folding(table: dict[int, int]) -> Callable[[str], str]:
    """What `str.translate` by the table does, which looks up every character, while here few are."""
    forms = {chr(code): chr(form) for code, form in table.items() if code != form}
    written = re.compile(f"[{re.escape(''.join(forms))}]")
    return partial(written.sub, lambda m: forms[m[0]])


def for_display(text: str) -> str:
    """`text` with one form for each character, as long as it was.

    >>> for_display("⼈⼯智能２０２７年，⻓期")
    '人工智能2027年，长期'
    """
    return _display()(text)


def for_matching(text: str) -> str:
    """`text` as rules read it, as long as it was.

    >>> for_matching("（责任单位：甲局、乙局）〔2024〕")
    '(责任单位:甲局、乙局)[2024]'
    """
    return _match()(text)
