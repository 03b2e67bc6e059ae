"""Departments that may be one: the table of cases."""

from __future__ import annotations

from typing import Any

import pytest

from policygraph.graph.identity.same_departments import judge_departments
from policygraph.graph.identity.successions import Succession
from policygraph.graph.stores.store import Row
from tests.paths import cases

CASES = cases("same_departments")


def rows(case: dict[str, Any]) -> list[Row]:
    return [
        {
            "id": id_, "name": told["name"], "kind": told.get("kind", "unit"), "function": told.get("function"),
            "region": told.get("region"), "level": "county" if "region" in told else None, "documents": ["d"],
            "full_name": told.get("region", "") + told["name"].removeprefix("县"), "aliases": told.get("aliases", []),
        }
        for id_, told in case["departments"].items()
    ]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_case(case: dict[str, Any]) -> None:
    followed = [Succession(first, second, 2023, "某方案", sure) for first, second, sure in case.get("successions", ())]
    for order in (1, -1):
        judged = judge_departments(rows(case)[::order], followed)
        found: dict[str, list[set[str]]] = {}
        for each in sorted(judged, key=lambda each: each.pair):
            found.setdefault(each.kind, []).append({each.first, each.second})
        assert found == {kind: [set(pair) for pair in pairs] for kind, pairs in case["ask"].items()}
        assert all(not each.sure and 0 < each.score < 1 and each.why for each in judged)
        assert all(each.first_name != "" for each in judged)
