"""Tiles instead of outlines: provinces in a grid of their own, and what lies in a province by its cities."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from policygraph.graph.places.values import PROVINCE, Place
from policygraph.ingest.places import division_tables
from policygraph.model.vocabulary import read

UNCODED = "没有区划代码的地方"
NATION = "全国和中央"
CITY = 4  # digits of a city's code
RANKS = ("country", "province", "city", "county", "town")


@dataclass(frozen=True, slots=True)
class Tile:
    """A province: its place in the grid, from the west and from the north, and its one character."""

    code: str
    short: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Tiles:
    """`data/province_tiles.yaml`."""

    tiles: tuple[Tile, ...]


class Group(NamedTuple):
    """Places under one heading, the larger first."""

    title: str
    places: tuple[Place, ...]


@cache
def grid() -> tuple[Tile, ...]:
    return read("province_tiles.yaml", Tiles).tiles


def name_of(code: str) -> str:
    """
    >>> name_of("43"), name_of("99")
    ('湖南省', '99')
    """
    known = division_tables.upper().get(code)
    return known.name if known else code


def of_provinces(places: Iterable[Place]) -> Mapping[str, list[Place]]:
    """By code of each province what lies in it, itself too."""
    found: dict[str, list[Place]] = {tile.code: [] for tile in grid()}
    for place in places:
        if place.province in found:
            found[place.province].append(place)
    return found


def of_cities(places: Collection[Place]) -> list[Group]:
    """What lies in a province: it itself first, then by cities, or what lies right under the province."""
    groups: dict[str, list[Place]] = {}
    for place in sorted(places, key=_order):
        groups.setdefault(_city(place.lies), []).append(place)
    return [Group(name_of(code), tuple(each)) for code, each in sorted(groups.items())]


def _city(code: str) -> str:
    """By which heading a place stands: its city, or the province where it has none (北京市密云区)."""
    return code[:CITY] if len(code) > PROVINCE and code[:CITY] in division_tables.upper() else code[:PROVINCE]


def uncoded(places: Iterable[Place]) -> list[Group]:
    """Places that no list of divisions holds, which have no place in the grid; the whole country has a heading."""
    coded = {tile.code for tile in grid()}
    rest = sorted((place for place in places if place.province not in coded), key=_order)
    nation = tuple(place for place in rest if place.level == "country")
    others = tuple(place for place in rest if place.level != "country")
    return [Group(title, each) for title, each in ((NATION, nation), (UNCODED, others)) if each]


def _order(place: Place) -> tuple[int, str, str, str]:
    rank = RANKS.index(place.level) if place.level in RANKS else len(RANKS)
    return rank, place.code, place.full_name, place.id


def shown_name(place: Place, names: Sequence[str] = ()) -> str:
    """What stands on a tile; of two of one name what they are in too.

    >>> shown_name(Place("1", "东河镇", "", "", "town", "临澜区"), ["东河镇", "东河镇"])
    '东河镇（临澜区）'
    """
    return f"{place.name}（{place.within}）" if place.within and list(names).count(place.name) > 1 else place.name
