"""A country settled in portions comes to what one graph of it all does."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from benchmarks.country import Paper, country
from benchmarks.united import here, lines_of_graph, lines_of_tables, write_read
from policygraph.graph.stores.opening import open_store
from policygraph.model.errors import PolicyGraphError
from policygraph.services.country import identity, portions
from policygraph.services.country.building import build
from policygraph.services.country.parts import Out
from policygraph.services.country.settling import settle_country
from policygraph.services.settle import settle
from tests.paths import ROOT

SAMPLES = sorted((ROOT / "data" / "samples").glob("*.txt"))


def papers() -> list[Paper]:
    """Some counties of a country, and the samples, whose notices, drafts, versions and ledgers are of one province."""
    return [*islice(country(), 5), *(Paper(f"样/{file.name}", file.read_text(encoding="utf-8")) for file in SAMPLES)]


@pytest.mark.slow("settles the same documents in one graph and in several")
def test_portions_come_to_what_one_graph_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However small they are."""
    out = Out(str(tmp_path / "读好的"))
    write_read(papers(), out)
    with open_store(tmp_path / "graph", write=True) as store:
        build(store, out.url)
        settle(store)
    wanted = lines_of_graph(tmp_path / "graph")
    monkeypatch.setattr(portions, "MOST", 8)
    monkeypatch.setattr(identity, "MOST", 10)
    settle_country(out.url, here(out.url))
    found = lines_of_tables(out)
    assert not wanted - found and not found - wanted
    assert out.names(identity.IDENTITY) and not out.names(identity.WORK)


def test_nothing_read_is_nothing_to_settle(tmp_path: Path) -> None:
    with pytest.raises(PolicyGraphError, match="没有读好的文件"):
        settle_country(str(tmp_path), here(str(tmp_path)))
