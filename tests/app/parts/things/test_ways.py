"""From a row of any table to the pages of what it names."""

from __future__ import annotations

from pathlib import Path

import pytest

from policygraph.app.parts.things import ways
from policygraph.graph.asking import catalog
from policygraph.graph.stores.opening import open_store
from tests.pages import filled, place

__all__ = ["filled", "place"]  # fixtures


@pytest.mark.parametrize(
    ("query", "values", "pages"),
    [
        ("responsibility-matrix", {"policy": "柳溪县蔬菜产业发展实施方案"}, {"task", "policy", "document", "bureau"}),
        ("village-tasks", {"village": "松树村"}, {"task", "village", "document", "bureau"}),
        ("policies", {"region": "柳溪县"}, {"policy"}),
        ("documents", {}, {"document"}),
        ("places", {}, {"village"}),
        ("node-counts", {}, set()),
    ],
)
def test_a_row_leads_to_what_it_names(filled: Path, query: str, values: dict[str, str], pages: set[str]) -> None:
    with open_store(filled) as store:
        row = catalog.run_query(store, query, values)[0]
    assert {way.page for way in ways.of_row(row)} == pages
