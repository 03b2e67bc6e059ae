"""Duties in the articles of a regulation: 县级以上人民政府应当…, 水行政主管部门负责….

They bind whoever is such an authority, for as long as the rule is in force: no measure of a plan, but not to be lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_WHO = r"(?:人民政府|街道办事处|办事处|管委会|管理委员会|部门|机关|机构|单位|委员会|局)(?:\([^()]{1,20}\))?"
_DUTY = re.compile(
    rf"(?:^|(?<=[。;\n ]))(?P<who>[^。;,:\n]{{0,80}}?{_WHO})"
    r"(?:按照(?:各自)?职责(?:分工)?,?|依法|可以|共同|具体)*(?:应当?|负责|必须|会同|组织|承担|做好)[^。;\n]*",
    re.M,
)


def duties(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of `folded[start:end]` that give an authority a duty, from its name on."""
    for m in _DUTY.finditer(folded, start, end):
        yield m.span()
