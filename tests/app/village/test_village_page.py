"""The page of a village or a town: what touches it; the page without one lists all of them."""

from __future__ import annotations

from pathlib import Path

from tests.pages import filled, place, run
from tests.things import listings, ways

__all__ = ["filled", "place"]  # fixtures


def test_all_places_lead_to_their_tasks(filled: Path) -> None:
    app = run("village")
    assert {"松树村", "白石镇"} & {row["地点"] for row in listings(app)["全部村镇"]}
    for name, (page, parameters) in ways(app, "全部村镇").items():
        one = run(page, **parameters)
        assert one.title[0].value == name and not one.error
        assert [row["任务"] for row in listings(one)["要做的事"]] == ["建设蔬菜基地"]
        assert [row["政策"] for row in listings(one)["写到它的政策"]] == ["柳溪县蔬菜产业发展实施方案"]
        assert [row["单位"] for row in listings(one)["牵头单位"]] == ["柳溪县农业农村局"]
