"""What the numbers of a table are counted in, where it says so once for all of them (单位：万元)."""

from __future__ import annotations

import re

ABOVE = 60
"""Characters before a table's headings in which it says so."""
OF_ALL = re.compile(r"(?:计量)?单位 ?: ?(?P<unit>[^\s,;、:。()]{1,8})\)?\s*$", re.M)
"""…, alone at the end of a line; in the group `unit`."""
_OF_MONEY = re.compile(r"(?:金额|计量|货币)?单位 ?: ?(?:人民币)?(?P<unit>[万亿]?元)(?!/)")


def units_of_all(folded: str, start: int, end: int) -> tuple[str, str]:
    """The unit of sums of money, above the table `folded[start:end]` or in its headings, and that of all numbers, above
    it; "" where it says none."""
    money = _OF_MONEY.search(folded, max(0, start - ABOVE), min(end, start + ABOVE))
    of_all = OF_ALL.search(folded, max(0, start - ABOVE), start)
    return (money["unit"] if money else "", of_all["unit"] if of_all else "")
