"""What the tiles show, for the component `map`: provinces in their grid, or places in groups, each with its colour."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from policygraph.graph.ledgers.standing import Line
from policygraph.graph.places import tiles, values
from policygraph.graph.places.values import NONE, Gathered, Place, Value
from policygraph.model.words import text, whole_percent

TASKS, DONE, FIGURE = "tasks", "done", "figure"
SHOWN = {TASKS: "任务数", DONE: "完成情况", FIGURE: "指标数值"}

Drawn = dict[str, Any]


class Look(NamedTuple):
    """What is shown: of each place by its id, and of the places of a province together."""

    own: Mapping[str, Value]
    together: Callable[[Sequence[Place]], Value]
    shares: bool = False


def lines_of(places: Sequence[Place], found: Gathered) -> list[Line]:
    """The tasks of several places, each once."""
    return list({line.id: line for place in places for line in found.lines.get(place.id, ())}.values())


def of_provinces(own: Mapping[str, Value]) -> Callable[[Sequence[Place]], Value]:
    """A figure of a province is its own: those of its counties are not added up, which may be shares of it or not."""

    def together(places: Sequence[Place]) -> Value:
        having = [place for place in places if place.id in own]
        for place in having:
            if len(place.code) == values.PROVINCE:
                return own[place.id]
        return Value(None, f"{len(having)} 地", "省本级没有这个数，下面有") if having else Value(None, NONE)

    return together


def country(look: Look, known: Mapping[str, Place]) -> Drawn:
    """All provinces, and below them what has no place in their grid."""
    inside = tiles.of_provinces(known.values())
    found = {code: look.together(places) for code, places in inside.items() if places}
    starts = _starts([value for value in found.values() if value.number is not None], look)
    grid = [
        {
            "code": tile.code, "short": tile.short, "name": tiles.name_of(tile.code), "x": tile.x, "y": tile.y,
            "places": len(inside[tile.code]), **_value(found.get(tile.code), starts),
        }
        for tile in tiles.grid()
    ]  # fmt: skip
    groups = tiles.uncoded(known.values())
    alone = _starts([look.own[place.id] for group in groups for place in group.places if place.id in look.own], look)
    if not found:  # a grid of nothing says nothing
        return {"grid": [], "groups": _groups(groups, look, alone), "legend": _legend(alone, look), "under": []}
    return {"grid": grid, "groups": _groups(groups, look, alone), "legend": _legend(starts, look),
            "under": _legend(alone, look) if groups and alone != starts else []}  # fmt: skip


def province(look: Look, known: Mapping[str, Place], code: str) -> Drawn:
    """What lies in a province, by its cities."""
    places = [place for place in known.values() if place.province == code]
    starts = _starts([look.own[place.id] for place in places if place.id in look.own], look)
    return {"grid": [], "groups": _groups(tiles.of_cities(places), look, starts), "legend": _legend(starts, look),
            "under": []}  # fmt: skip


def _starts(found: Sequence[Value], look: Look) -> tuple[float, ...]:
    return values.steps([value.number for value in found if value.number is not None], shares=look.shares)


def _groups(groups: Sequence[tiles.Group], look: Look, starts: Sequence[float]) -> list[Drawn]:
    return [
        {
            "title": group.title,
            "tiles": [
                {"id": place.id, "name": tiles.shown_name(place, [each.name for each in group.places]),
                 **_value(look.own.get(place.id), starts)}
                for place in group.places
            ],
        }
        for group in groups
    ]  # fmt: skip


def _value(value: Value | None, starts: Sequence[float]) -> Drawn:
    """`step`: of its colour, none where nothing is known or nothing is to be compared."""
    if value is None:
        return {"words": NONE, "why": "", "step": None}
    return {"words": value.words, "why": value.why, "step": values.step(value.number, starts)}


def _legend(starts: Sequence[float], look: Look) -> list[str]:
    """What each colour means, the palest first; nothing where all have one."""
    said = [whole_percent(each) if look.shares else text(each) for each in starts]
    return [f"不到 {said[0]}", *(f"{each} 起" for each in said)] if said else []
