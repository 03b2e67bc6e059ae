"""What places have, in which colours, and where their tiles stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from policygraph.graph.ledgers.standing import Line
from policygraph.graph.ledgers.told import Told
from policygraph.graph.places import tiles, values
from policygraph.graph.places.values import NONE, Place, Value
from policygraph.ingest.places import division_tables

DAY = date(2031, 6, 30)


def line(id_: str, policy: str | None, share: float | None = None, **more: Any) -> Line:
    told = () if share is None else (Told("p", None, share, date(2031, 6, 1), None, ""),)
    return Line(id_, None, id_, "", (), policy, policy, None, None, (), (), None, date(2031, 12, 31), date(2031, 1, 1),
                "d", "d", 0, 1, 1, told=told, **more)  # fmt: skip


def row(region: str, code: str = "", within: str = "", **more: str) -> dict[str, Any]:
    return {"region_id": region, "place": region, "full_name": region, "code": code, "level": "county",
            "within": within, "within_code": "", **more}  # fmt: skip


def test_tasks_are_their_plans_and_the_towns_that_they_touch() -> None:
    policies = [row("青穗县", "990101", policy_id="p1"), row("临澜区", policy_id="p2"), row("空县", policy_id="p3")]
    towns = [row("东溪镇", task_id="1"), row("西溪镇", task_id="1"), row("东溪镇", task_id="2")]
    found = values.gather([line("1", "p1"), line("2", "p1"), line("3", "p2"), line("4", None)], policies, towns)
    assert {id_: [each.id for each in lines] for id_, lines in found.lines.items()} == {
        "青穗县": ["1", "2"], "东溪镇": ["1", "2"], "西溪镇": ["1"], "临澜区": ["3"],
    }  # fmt: skip
    assert set(found.places) == set(found.lines) and found.apart == 1, "one is nobody's; who has nothing is not there"


@pytest.mark.parametrize(
    ("lines", "number", "words"),
    [([line("1", "p"), line("2", "p")], None, NONE),  # nobody has told of any: that is not 0
     ([line("1", "p", 0.5), line("2", "p")], 0.25, "25%"),
     ([line("1", "p", 1.0)], 1.0, "100%"), ([], None, NONE)],
)  # fmt: skip
def test_how_far_a_place_is(lines: Sequence[Line], number: float | None, words: str) -> None:
    found = values.done(lines, DAY)
    assert (found.number, found.words) == (number, words)


@pytest.mark.parametrize(
    ("figures", "number", "words"),
    [([(5.0, "亩")], 5.0, "5亩"), ([(5.0, "亩"), (5.0, "亩")], 5.0, "5亩"),
     ([(5.0, "亩"), (6.0, "亩")], None, "2 个数"),  # which one is the place's is not guessed
     ([(None, "亩")], None, NONE), ([], None, NONE)],
)  # fmt: skip
def test_the_figure_of_a_place(figures: Sequence[tuple[float | None, str]], number: float | None, words: str) -> None:
    rows = [{"value": value, "value_high": None, "unit": unit, "mode": "absolute", "base": None, "policy": "甲",
             "source": "乙", "comparator": "="} for value, unit in figures]  # fmt: skip
    found = values.amount(rows)
    assert (found.number, found.words) == (number, words)


@pytest.mark.parametrize("numbers", [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [1, 1, 1, 9], [0.0], [3, 3], []])
def test_steps_part_what_is_there(numbers: Sequence[float]) -> None:
    starts = values.steps(numbers)
    found = [values.step(each, starts) for each in sorted(numbers)]
    assert list(starts) == sorted(set(starts)) and len(starts) < values.STEPS
    assert found == sorted(found, key=lambda each: each or 0) and (not found or found[0] == 0), "the least is palest"


def test_every_province_has_one_tile_of_its_own() -> None:
    grid = tiles.grid()
    assert {tile.code for tile in grid} == {code for code in division_tables.upper() if len(code) == 2}
    assert len({(tile.x, tile.y) for tile in grid}) == len(grid) == len({tile.short for tile in grid})


def place(name: str, code: str, level: str, lies: str = "") -> Place:
    return Place(name, name, name, code, level, "", lies or code)


def test_places_lie_in_their_cities() -> None:
    county, city, own = (
        place("甲区", "430602", "county"),
        place("岳阳市", "4306", "city"),
        place("湖南省", "43", "province"),
    )
    town, lost = place("新镇", "", "town", "430602"), place("临澜区", "", "county")
    nation = place("全国", "", "country")
    every = [town, lost, county, nation, own, city]
    groups = [(group.title, [each.name for each in group.places]) for group in tiles.of_cities(every[2:3] + every[:1])]
    assert groups == [("岳阳市", ["甲区", "新镇"])]
    whole = tiles.of_cities([town, county, own, city])
    assert [group.title for group in whole] == ["湖南省", "岳阳市"] and whole[1].places[0] is city
    assert {code: len(inside) for code, inside in tiles.of_provinces(every).items() if inside} == {"43": 4}
    assert [[each.name for each in group.places] for group in tiles.uncoded(every)] == [["全国"], ["临澜区"]]


def test_nothing_is_no_value() -> None:
    assert values.tasks([]) == Value(None, NONE)
