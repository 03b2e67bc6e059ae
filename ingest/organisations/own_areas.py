"""The functional areas of a document: which one a unit's name begins with, and what that lies in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policygraph.ingest.organisations import functions
from policygraph.ingest.places import areas, corps, divisions
from policygraph.ingest.places.divisions import Division
from policygraph.ingest.places.region_names import (
    COUNTRY,
    Place,
    area_place,
    corps_place,
    division_of,
    is_area,
    place_of,
    short_names,
)
from policygraph.ingest.places.regions import Jurisdiction


class OwnAreas:
    """Of a document of that jurisdiction. `named`: areas that its units' names tell in full."""

    def __init__(self, jurisdiction: Jurisdiction) -> None:
        self.jurisdiction = jurisdiction
        self.named: set[str] = set()

    def know(self, names: Iterable[str]) -> None:
        """Areas that the units' names tell in full, for those that call one 高新区 only."""
        for name in names:
            if (cut := area_before(name)) and not areas.is_unnamed(cut[0]):
                self.named.add(cut[0])

    def of_unit(self, name: str) -> tuple[Place, str] | None:
        """新区经济发展局 in 云漳新区, 云泽高新区管委会: departments of functional areas."""
        if unit := self._of_corps(name):
            return unit
        own = self.jurisdiction.place
        kind = areas.kind_of(own.name) if own else ""
        if own and kind and name.startswith(kind) and len(name) > len(kind) + 1:
            return own, name[len(kind) :]
        cut = area_before(name) or as_unit(name)
        if cut is None or self._is_division(cut[0]):
            return None
        place = self.called(cut[0])
        return (place, cut[1]) if place else None

    def _of_corps(self, name: str) -> tuple[Place, str] | None:
        """兵团农业农村局, 第八师财政局, or 十二师 itself; in documents of theirs 师市财政局, 143团农业发展服务中心."""
        names, end = corps.names_at_start(name)
        own = self.jurisdiction.place
        if names:
            return corps_place(names), name[end:]
        if not own or own.path[0] != corps.CORPS:
            return None
        regiment, end = corps.own_at_start(name, own.path[-1])
        if not end:
            return None
        division = own.path[:2]
        return corps_place((*division, regiment) if regiment else division), name[end:]

    def _is_division(self, area: str) -> bool:
        """Does the table hold it, near by or with what it lies in: 廊坊开发区, no 滨湖新区 of another province?"""
        match = divisions.divisions_at_start(area)
        if match is None or match.length < len(area) or areas.is_unnamed(area):
            return False
        one = match.division or self.near(match.divisions)
        far = one is None or (len(area) == len(one.name) and self.jurisdiction.place != COUNTRY)
        return one is not None and (not far or self._is_near(one))

    def called(self, area: str) -> Place | None:
        """The area of that name: the document's own, or one in the place that its name tells, or else in the own."""
        own = self.jurisdiction.place
        if own and areas.is_called(own.name, area):
            return own
        if areas.is_unnamed(area):
            area = areas.called(area, self.named)
        owner, rest = self._owner(area)
        return None if owner is None and areas.is_unnamed(rest) else area_place(rest, owner, area)

    def _owner(self, area: str) -> tuple[Place | None, str]:
        """What an area lies in, and its name without that: what the longest name of a place before it tells."""
        own = self.jurisdiction.place
        if found := [*self._before(area), *self._divisions_before(area)]:
            length, place = max(found, key=lambda each: each[0])
            return place, area[length:]
        if own and own.area and areas.is_unnamed(area) and areas.is_new(areas.kind_of(own.name)):
            return own, area  # 高新区 in the text of a whole new area is one of those that lie in it
        owner = own.owner if own and own.area else own
        return (None if owner == COUNTRY else owner), area

    def _before(self, area: str) -> Iterator[tuple[int, Place]]:
        """The document's own places by which an area's name begins, with the length of their names."""
        for place in self.jurisdiction.places.values():
            for form in () if is_area(place) else (place.name, *short_names(place)):
                if area.startswith(form) and self._places(area[len(form) :], form == place.name, place.level):
                    yield len(form), place

    def _divisions_before(self, area: str) -> Iterator[tuple[int, Place]]:
        """The same of others; by its short name a county of another province is none."""
        match = divisions.divisions_at_start(area)
        division = match and (match.division or self.near(match.divisions))
        if match and division:
            far = match.short and division.level == "county" and not self._is_near(division)
            if not far and self._places(area[match.length :], not match.short, division.level):
                yield match.length, place_of(division)

    def _is_near(self, division: Division) -> bool:
        own = division_of(self.jurisdiction.place) if self.jurisdiction.place else None
        return own is not None and division.path[0] == own.path[0]

    @staticmethod
    def _places(rest: str, in_full: bool, level: str) -> bool:
        """Does a place's name before `rest` tell where the area lies, and is no part of its own?"""
        return bool(rest) and (in_full or level != "county" or not areas.is_new(rest))

    def near(self, several: tuple[Division, ...]) -> Division | None:
        """Of the places of one name that in the document's province, or else the city: 西安市, not a 西安区."""
        near = [d for d in several if self._is_near(d)]
        best = near or [d for d in several if d.level in ("province", "city")]
        alone = len(best) == 1 or (len(best) > 1 and best[0].level != best[1].level)
        return best[0] if alone else None


def area_before(name: str) -> tuple[str, str] | None:
    """(area, rest) of a department's name that begins with a functional area's: 新区|经济发展局."""
    cuts = (cut for cut in areas.splits(name) if areas.governs(cut[1], cut[0]) or _is_of_area(*cut))
    return next(cuts, None)


def as_unit(name: str) -> tuple[str, str] | None:
    """(area, nothing) of an area that is given work itself: 高新区."""
    return (name, "") if areas.is_area(name) else None


def _is_of_area(area: str, rest: str) -> bool:
    return not areas.is_plain(area) and functions.is_bare(rest) and functions.is_department(rest)
