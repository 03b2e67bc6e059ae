"""The trace page of a policy that is no longer in force: marked, by which, and the way to what stands for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from policygraph.app.parts.things import replaced
from policygraph.app.trace import drawn_chain
from policygraph.graph.resolving.resolve import resolve
from policygraph.graph.stores.opening import open_store
from policygraph.services.ingestion import add_document
from tests.pages import place, read, run

__all__ = ["place"]

TEXTS = (
    "青穗县山泉管理办法\n青政发〔2019〕8号\n第一条 为保护山泉，制定本办法。\n",
    "青穗县护泉管理办法\n青政发〔2025〕6号\n第二条 本办法自2025年3月1日起施行，"
    "《青穗县山泉管理办法》（青政发〔2019〕8号）同时废止。\n",
    "青穗县泉水管理办法\n青政发〔2031〕6号\n第二条 本办法自2031年3月1日起施行，"
    "《青穗县护泉管理办法》（青政发〔2025〕6号）同时废止。\n",
    "青穗县人民政府关于废止部分文件的决定\n青政发〔2030〕1号\n县政府决定废止《青穗县古井管理办法》（青政发〔2018〕3号）。\n",
    "青穗县教育局转发县政府关于做好护泉工作的通知\n青教〔2031〕5号\n现将《青穗县人民政府关于做好护泉工作的通知》转发给你们。\n",
)

GULLY = "青穗县沟渠管理办法\n青政发〔2026〕2号\n第一条 《青穗县渠道管理办法》（青政发〔2026〕1号）同时废止。\n"
CANAL = "青穗县渠道管理办法\n青政发〔2026〕1号\n第一条 《青穗县沟渠管理办法》（青政发〔2026〕2号）同时废止。\n"
DITCH = "青穗县水沟管理办法\n青政发〔2028〕1号\n第一条 《青穗县渠道管理办法》（青政发〔2026〕1号）同时废止。\n"


@pytest.fixture
def ids(place: Path) -> dict[str, str]:
    """The policies' ids by their titles."""
    return _loaded(place, TEXTS)


def _loaded(place: Path, texts: tuple[str, ...]) -> dict[str, str]:
    with open_store(place, write=True) as store:
        for number, text in enumerate(texts):
            add_document(store, text.encode(), f"{number}.txt")
        resolve(store)
        rows = store.read("MATCH (p:Policy) RETURN p.title AS title, p.id AS id")
    return {row["title"]: row["id"] for row in rows}


def test_what_is_no_longer_in_force_is_marked(ids: dict[str, str]) -> None:
    notes = {policy["title"]: drawn_chain.status_note(policy) for policy in drawn_chain.policies().values()}
    assert notes["青穗县山泉管理办法"] == "已废止（2025-03-01起），由《青穗县护泉管理办法》代替"
    assert notes["青穗县古井管理办法"] == "已废止，由《青穗县人民政府关于废止部分文件的决定》废止"
    assert notes["青穗县泉水管理办法"] == ""


def test_the_last_that_was_put_in_its_place_stands_for_it(ids: dict[str, str]) -> None:
    standing = replaced.stands_for(ids["青穗县山泉管理办法"])
    assert standing and standing["newer"] == "青穗县泉水管理办法"
    assert replaced.stands_for(ids["青穗县古井管理办法"]) is None, "a decision that annuls puts nothing in its place"
    assert replaced.stands_for(ids["青穗县泉水管理办法"]) is None


def test_the_page_says_so_and_leads_on(ids: dict[str, str]) -> None:
    app = run("trace", policy=ids["青穗县山泉管理办法"])
    assert "已废止（2025-03-01起），由《青穗县护泉管理办法》代替" in read(app.warning[0].value)
    [button] = [each for each in app.button if each.label.startswith("看代替它的")]
    button.click().run()
    assert app.query_params["policy"] == ids["青穗县泉水管理办法"]
    assert not app.warning


def test_a_notice_that_forwards_is_drawn_below_what_it_forwards(ids: dict[str, str]) -> None:
    found = drawn_chain.chain_of_policy(ids["青穗县教育局转发县政府关于做好护泉工作的通知"])
    assert [(link.kind, drawn_chain.link_label(link)) for link in found.links] == [("forwards", "转发")]
    [link] = found.links
    app = run("trace", policy=found.start.partition(":")[2], show=link.key)
    assert "原文写明的转发" in [read(each.value) for each in app.subheader]


def test_it_is_counted_and_listed_on_the_overview(ids: dict[str, str]) -> None:
    app = run(list="repealed")
    assert "已废止的政策" in [each.value for each in app.subheader]
    listed = app.dataframe[0].value.to_string()
    assert "青穗县古井管理办法" in listed and "已废止" in listed and "青穗县泉水管理办法" not in listed


@pytest.mark.parametrize(
    ("texts", "said", "standing"),
    [
        (
            (GULLY, CANAL),
            {
                "青穗县沟渠管理办法": "和《青穗县渠道管理办法》互相写明废止，日期也分不出先后，哪一份有效未判断",
                "青穗县渠道管理办法": "和《青穗县沟渠管理办法》互相写明废止，日期也分不出先后，哪一份有效未判断",
            },
            {"青穗县沟渠管理办法": None, "青穗县渠道管理办法": None},
        ),
        (
            (GULLY + "青穗县人民政府\n2026年5月1日\n", CANAL + "青穗县人民政府\n2026年2月1日\n"),
            {
                "青穗县沟渠管理办法": "",
                "青穗县渠道管理办法": "已废止，由《青穗县沟渠管理办法》代替",
            },
            {"青穗县沟渠管理办法": None, "青穗县渠道管理办法": "青穗县沟渠管理办法"},
        ),
        (
            (GULLY, CANAL, DITCH),
            {"青穗县渠道管理办法": "已废止，由《青穗县水沟管理办法》代替"},
            {"青穗县沟渠管理办法": None, "青穗县渠道管理办法": "青穗县水沟管理办法"},
        ),
    ],
    ids=["undated", "dated", "a third repeals one"],
)
def test_of_two_that_repeal_each_other_none_stands(
    place: Path, texts: tuple[str, ...], said: dict[str, str], standing: dict[str, str | None]
) -> None:
    ids = _loaded(place, texts)
    notes = {policy["title"]: drawn_chain.status_note(policy) for policy in drawn_chain.policies().values()}
    assert {title: notes[title] for title in said} == said
    found = {title: replaced.stands_for(ids[title]) for title in standing}
    assert {title: row and row["newer"] for title, row in found.items()} == standing
    app = run("trace", policy=ids["青穗县渠道管理办法"])
    ways = [each.label for each in app.button if each.label.startswith("看代替它的")]
    assert len(ways) == bool(standing["青穗县渠道管理办法"])
