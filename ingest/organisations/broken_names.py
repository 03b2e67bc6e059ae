"""Names of units and places that the line end of a narrow cell breaks in two."""

from __future__ import annotations

import re

from policygraph.ingest.organisations import collectives, unit_lists
from policygraph.ingest.places import divisions

_LEVELS = re.compile("[省市区县州盟旗镇乡]{1,2}")
"""Only whose unit it is: 市市⏎场监管局."""


def goes_on_below(name: str, following: str) -> bool:
    """Is `name`, at a narrow cell's line end, only the beginning of one that ends below (各乡⏎镇政府, 县委⏎宣传部)?"""
    if not unit_lists.could_stand_alone(name) or _LEVELS.fullmatch(name):
        return True
    several = name.startswith("各") and collectives.FORM.fullmatch(name + following)
    return bool(
        several
        or (
            name.endswith("委")
            and unit_lists.prefix_of(name + "办") == name
            and unit_lists.OF_COMMITTEE.match(following)
        )
    )


def place_spans(begun: str, rest: str) -> bool:
    """Does a place's name begin in one and end in the other (青⏎禾县财政局)?"""
    place = divisions.divisions_at_start(begun + rest)
    return bool(place and place.length > len(begun))
