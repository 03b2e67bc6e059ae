"""What a document calls units of its own: 出租方为甲公司; 某某项目建设指挥部(以下简称“指挥部”); and the names that it
commands somewhere (国网客服中心要…), which are units wherever else they stand."""

from __future__ import annotations

import re

from policygraph.ingest.organisations import unit_lists
from policygraph.ingest.roles import charges
from policygraph.ingest.roles.subjects import Hearers

# A party to an agreement, and who it is.
_PARTY = re.compile(
    r"(?P<term>[出承][租让包]方|[甲乙丙丁]方|[委受]托方|代建方)(?:为|是|:)\s?(?P<unit>[^,。;:、\n()]{3,30})"
)
_SHORT = re.compile(r"(?<=[一-鿿])\((?:以下|下文|下称)?(?:统一)?(?:简称|统称)为?:?\"?(?P<term>[一-鿿]{2,12})\"?\)")
_NOBODY = re.compile(r"单位|部门|机构|机关|企业|各|公司$")


def find_terms(folded: str) -> dict[str, str]:
    """Each term for a party to an agreement, with the unit that it is."""
    found: dict[str, str] = {}
    for m in _PARTY.finditer(folded):
        if unit_lists.is_complete(m["unit"]):
            found.setdefault(m["term"], m["unit"])
    return found


def find_names(folded: str, hearers: Hearers) -> frozenset[str]:
    """Short names that it defines, and the units that it commands."""
    short = {m["term"] for m in _SHORT.finditer(folded) if unit_lists.is_complete(m["term"])}
    commanded = charges.find_charges(folded, 0, len(folded), hearers)
    names = {a.unit.name for c in commanded for a in c.assignments if a.unit.end - a.unit.start == len(a.unit.name)}
    return frozenset(name for name in short | names if not _NOBODY.search(name))
