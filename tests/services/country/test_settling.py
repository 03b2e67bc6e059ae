"""A country settled in portions comes to what one graph of it all does."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from benchmarks.country import Paper, country, of_county
from benchmarks.united import here, lines_of_graph, lines_of_tables, write_read
from policygraph.graph.stores.opening import open_store
from policygraph.ingest.places.division_tables import upper
from policygraph.model.errors import PolicyGraphError
from policygraph.services.country import identity, portions, settling
from policygraph.services.country.building import build
from policygraph.services.country.parts import Out
from policygraph.services.country.settling import settle_country
from policygraph.services.settle import settle
from tests.paths import ROOT

SAMPLES = sorted((ROOT / "data" / "samples").glob("*.txt"))

# An office of the centre before and after a reform, each named in one province alone, beside which the others lie.
OFFICES = {
    "河北省正定县": ("2014", "国家卫生和计划生育委员会"),
    "四川省蒲江县": ("2021", "国家卫生健康委员会"),
    "云南省石林彝族自治县": ("2021", "县财政局"),
    "云南省禄劝彝族苗族自治县": ("2021", "县财政局"),
}
# Ledgers of places that are called as others are: in one the graph has a plan of one of them alone, in one of two.
CALLED_ALIKE = {"520113": ("05", "17"), "110105": ("05", "17"), "220104": ("05",)}
PLAN = "{place}村卫生室改造方案（{year}年）\n一、主要任务\n（一）改造村卫生室。改造十二个。（责任单位：{office}）\n"


def papers() -> list[Paper]:
    """Some counties of a country, the samples, whose notices, drafts, versions and ledgers are of one province, and
    papers of several provinces that only together tell what became of an office, or whose a ledger is."""
    return [
        *islice(country(), 5),
        *(Paper(f"样/{file.name}", file.read_text(encoding="utf-8")) for file in SAMPLES),
        *(
            Paper(f"改/{place}.txt", PLAN.format(place=place, year=year, office=office))
            for place, (year, office) in OFFICES.items()
        ),
        *(
            paper
            for place in upper().values()
            for paper in (of_county(place, random.Random(place.code)) if place.code in CALLED_ALIKE else ())
            if Path(paper.name).stem in CALLED_ALIKE[place.code]
        ),
    ]


def stopped(url: str, after: int, done: list[int]) -> settling.By:
    """In this process, stopped by somebody after so many portions, whose number goes into `done`."""

    def by(what: str) -> identity.OnAll:
        def on_all(work: identity.Work, names: Sequence[str]) -> list[list[Any]]:
            if what != "归并比对":
                return [work(url, name) for name in names]
            done.append(0)
            results = []
            for name in names:
                if done[-1] == after:
                    raise KeyboardInterrupt
                results.append(work(url, name))
                done[-1] += 1
            return results

        return on_all

    return by


@pytest.mark.slow("settles the same documents in one graph and in several")
def test_portions_come_to_what_one_graph_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However small they are."""
    out = Out(str(tmp_path / "读好的"))
    write_read(papers(), out)
    with open_store(tmp_path / "graph", write=True) as store:
        build(store, out.url)
        settle(store)
    wanted = lines_of_graph(tmp_path / "graph")
    assert any("SUCCEEDED_BY" in line and "2018年3月" in line for line in wanted)
    monkeypatch.setattr(portions, "MOST", 8)
    monkeypatch.setattr(identity, "MOST", 10)
    done: list[int] = []
    with pytest.raises(KeyboardInterrupt):
        settle_country(out.url, stopped(out.url, 3, done))
    settle_country(out.url, stopped(out.url, 10_000, done))
    assert done == [3, len(portions.portions(out, here(out.url)("分组"))) - 3]
    found = lines_of_tables(out)
    assert not wanted - found and not found - wanted
    assert out.names(identity.IDENTITY) and not out.names(identity.WORK)
    assert not out.names(settling.NEW) and {settling.DONE, settling.SAID}.isdisjoint(out.names(settling.GRAPH))


def test_nothing_read_is_nothing_to_settle(tmp_path: Path) -> None:
    with pytest.raises(PolicyGraphError, match="没有读好的文件"):
        settle_country(str(tmp_path), here(str(tmp_path)))
