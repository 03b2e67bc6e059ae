"""新疆生产建设兵团, its divisions (第八师) and regiments (143团): places that no list of divisions holds.

A division and the city that it runs go by one name, 第八师石河子市 or 师市.
"""

from __future__ import annotations

import re

from policygraph.ingest.text.numerals import parse_number

CORPS = "新疆生产建设兵团"
LEVELS = ("province", "city", "county")
"""Of the corps, a division, a regiment."""
_NUMBER = "一二三四五六七八九"
_NAME = re.compile(
    r"(?P<corps>(?:新疆)?(?:生产建设)?兵团)?"
    r"(?:第?(?P<division>十?[一二三四五六七八九]|十)师(?!兄|傅|范)(?:[一-鿿]{2,4}市)?)?"
    r"(?:(?P<regiment>\d{1,3}|[一二三四五六七八九〇○零十百]{2,6})团(?![队体组支购长员委干伙])场?)?"
)
_OWN = re.compile(r"师市(?=.)|师(?=[一-鿿]{2,8}[局委办部会]$)(?!范|资|生|傅|德)")

_OWN_REGIMENT = re.compile(r"团场?(?=[一-鿿]{2,12}(?:局|办|办公室|中心|部|所|站)$)(?!委|县委|市委)")


def names_at_start(text: str) -> tuple[tuple[str, ...], int]:
    """The names from the corps down of the place that `text` begins with, and where they end; nothing where it is none.
    A regiment is only one behind its division or the corps."""
    m = _NAME.match(text)
    if m is None or not (m["corps"] or m["division"]):
        return (), 0
    division = (f"第{m['division']}师",) if m["division"] else ()
    regiment = (_regiment(m["regiment"]),) if m["regiment"] else ()
    return (CORPS, *division, *regiment), m.end()


def own_at_start(name: str, regiment: str) -> tuple[str, int]:
    """What a name begins with in a document of the corps: "" for the division itself (师市农业农村局), or a regiment;
    `regiment`, the document's own, is called 团."""
    if own := _OWN.match(name):
        return "", own.end()
    if regiment.endswith("团") and (own := _OWN_REGIMENT.match(name)):
        return regiment, own.end()
    m = _NAME.match(name)
    return (_regiment(m["regiment"]), m.end()) if m and m["regiment"] else ("", 0)


def is_prefix(words: str) -> bool:
    """Does a rank of the corps stand there, which a list carries over: 兵团, 师市?"""
    return words.endswith(("兵团", "师市"))


def is_regiment(name: str) -> bool:
    """Is it a regiment and nothing behind it, which stands for its leadership as a town does: 第八师143团?"""
    m = _NAME.fullmatch(name)
    return m is not None and m["regiment"] is not None


def identity(path: tuple[str, ...]) -> tuple[str, ...]:
    """What a regiment is known by: its number, of which the whole corps has one; its division may stay unsaid."""
    return (path[0], path[-1]) if path[0] == CORPS and path[-1].endswith("团") else path


def _regiment(number: str) -> str:
    if re.search("[十百]", number):
        return f"{int(parse_number(number) or 0)}团"
    digits = "".join(str(_NUMBER.index(c) + 1) if c in _NUMBER else c if c.isdigit() else "0" for c in number)
    return f"{digits}团"
