"""The page of the search: what it found, and where each leads; nothing found, nothing asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from policygraph.app.frame.sitemap import ENTRIES
from policygraph.app.search import found
from policygraph.graph.asking.searching import KINDS, search
from policygraph.graph.ledgers import bureau
from policygraph.graph.ledgers.lines import lines
from policygraph.graph.stores.opening import open_store
from tests.pages import filled, place, read, run

__all__ = ["filled", "place"]  # fixtures


def said(**parameters: str) -> list[str]:
    app = run("search", **parameters)
    return [read(each.value) for kind in (app.caption, app.info, app.error) for each in kind]


def test_how_many_there_are_is_said(filled: Path) -> None:
    assert said(q="大棚") == ["有“大棚”的共 3 个"]
    assert said(q="大棚", kind="Task") == ["任务有“大棚”的共 1 个"]
    assert said(q="大棚", kind="Nothing") == ["有“大棚”的共 3 个"]


@pytest.mark.parametrize(
    ("words", "what"),
    [("", "还没有写要找的词"), ("　，", "还没有写要找的词"), ("火星", "没有哪里写着“火星”"),
     ("大棚 火星", "没有同时写着这几个词的。分开看：“大棚”有 3 个，“火星”哪里都没有。")],
)  # fmt: skip
def test_nothing_is_said(filled: Path, words: str, what: str) -> None:
    assert what in said(q=words)[0]


def test_one_of_the_words_can_be_looked_for_alone(filled: Path) -> None:
    app = run("search", q="大棚 火星")
    app.button(key="search-only-大棚").click().run()
    assert [read(each.value) for each in app.caption] == ["有“大棚”的共 3 个"]


def test_names_that_are_near_are_offered(filled: Path) -> None:
    app = run("search", q="蔬菜产业发展实施方按")
    app.button(key="search-only-柳溪县蔬菜产业发展实施方案").click().run()
    assert "共" in read(app.caption[0].value)


def test_every_kind_leads_to_a_page_that_shows_it(filled: Path) -> None:
    with open_store(filled) as store:
        hits = {hit.label: hit for words in ("蔬菜", "松树", "县", "番茄") for kind in search(store, words).kinds
                for hit in kind.hits}  # fmt: skip
        bureaus = bureau.bureaus(lines(store.read))
    assert hits.keys() >= set(KINDS) - {"Section"}
    for hit in hits.values():
        way = found.way(hit, bureaus)
        assert way.page in ENTRIES
        app = run(way.page, **way.parameters)
        assert not app.error and not app.warning, f"{hit.label}: {way}"


def test_words_that_were_found_are_marked(filled: Path) -> None:
    with open_store(filled) as store:
        drawn = found.drawn(search(store, "番茄大棚", 1), 1, ())
    by_label = {each["label"]: each for each in drawn}
    assert by_label["Target"]["hits"][0]["name"] == [("番茄大棚", True), ("面积", False)]
    assert ("番茄大棚", True) in by_label["Task"]["hits"][0]["snippet"]
