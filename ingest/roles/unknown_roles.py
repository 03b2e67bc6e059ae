"""Words before a list of units that no list of roles knows: 【扛旗单位：区农业农村局】. Whoever stands there is given
work, but what is not told; the word is counted as unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policygraph.ingest.organisations import functions, unit_lists
from policygraph.ingest.organisations.unit_words import unit_words
from policygraph.ingest.roles.role_words import vocabulary

_LIST = 300
"""Characters of a list behind such a word, at most."""
# In a bracket, behind a ; or, with the ending of a role, at the beginning of a line (there 发文字号 may stand).
_WORD = re.compile(
    r"(?:(?<=[(\[<;,])\s?(?P<word>[一-鿿A-Z]{2,8})"
    r"|^[ ·•*-]*(?P<line>[一-鿿]{1,6}(?:单位|部门|科室|主体|方)|[A-Z]角))"
    rf"\s?:(?=(?P<list>(?:(?!,\s?[一-鿿A-Z]{{2,8}}:)[^:;\[\]<>。!?\n]){{2,{_LIST}}}))",
    re.M,
)


def unknown_roles(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where such words stand in `folded[start:end]`, without their colon."""
    for m in _WORD.finditer(folded, start, end):
        word = "line" if m["line"] else "word"
        if not _is_listed(m[word]) and _only_units(m["list"]):
            yield m.span(word)


def _is_listed(word: str) -> bool:
    """Is it a role, a person or a deadline, known for no role, or a unit of its own with its duties?"""
    words = vocabulary()
    if word in words.not_roles or words.line_marker.match(f"{word}:") or any(verb in word for verb in words.verb_roles):
        return True
    several = unit_words().collective_starts.match(word)
    return functions.is_known_unit(word) or bool(unit_lists.prefix_of(word) or several)


def _only_units(listed: str) -> bool:
    """Does nothing stand there but units, of which the vocabulary knows what one does?"""
    words = listed.rsplit(")", 1)[0] if listed.count(")") > listed.count("(") else listed
    units = unit_lists.listed_units(words)
    pieces = [p for p in re.split(r"[、,/]", unit_lists.without_brackets(words)) if p.strip()]
    known = bool(units) and all(u.known for u in units) and any(functions.function_of(u.name) for u in units)
    return known and len(units) >= len(pieces)
