"""The page of a policy: what it is, whether it holds, its tasks and figures, what it rests on, its documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from policygraph.graph.resolving.resolve import resolve
from policygraph.graph.stores.opening import open_store
from policygraph.model.records import policy_id
from policygraph.services.ingestion import add_document
from tests.pages import filled, place, run
from tests.things import copied, listings, said, ways

__all__ = ["filled", "place"]  # fixtures
PLAN = policy_id("柳溪县蔬菜产业发展实施方案", "county", "柳溪县")
OLD = "青穗县山泉管理办法\n青政发〔2019〕8号\n第一条 为保护山泉，制定本办法。\n"
NEW = (
    "青穗县护泉管理办法\n青政发〔2025〕6号\n第二条 本办法自2025年3月1日起施行，"
    "《青穗县山泉管理办法》（青政发〔2019〕8号）同时废止。\n"
)


def test_it_tells_what_there_is_of_it(filled: Path) -> None:
    app = run("policy", policy=PLAN)
    assert app.title[0].value == "柳溪县蔬菜产业发展实施方案" and not app.error
    assert "柳政办发〔2024〕8号" in said(app)
    found = listings(app)
    assert [row["任务"] for row in found["任务"]] == ["建设蔬菜基地", "扶持加工企业", "办好蔬菜节"]
    assert {"龙头企业", "番茄大棚面积"} <= {row["指标"] for row in found["指标"]}
    assert found["依据"][0]["依据的上级政策"] == "清河市关于加快蔬菜产业发展的意见"
    assert [row["文档"] for row in found["文档"]] == ["柳溪县蔬菜产业发展实施方案"]


def test_names_lead_to_their_pages(filled: Path) -> None:
    app = run("policy", policy=PLAN)
    page, parameters = ways(app, "任务")["建设蔬菜基地"]
    assert page == "task" and "建设蔬菜基地" in run(page, **parameters).title[0].value
    page, parameters = ways(app, "依据")["清河市关于加快蔬菜产业发展的意见"]
    assert page == "policy" and "依据它的政策" in listings(run(page, **parameters))
    assert copied(app)["复制引用"][0] == "《柳溪县蔬菜产业发展实施方案》（柳政办发〔2024〕8号，2024-03-01）"


@pytest.fixture
def springs(place: Path) -> dict[str, str]:
    with open_store(place, write=True) as store:
        for number, text in enumerate((OLD, NEW)):
            add_document(store, text.encode(), f"{number}.txt")
        resolve(store)
        rows = store.read("MATCH (p:Policy) RETURN p.title AS title, p.id AS id")
    return {row["title"]: row["id"] for row in rows}


def test_one_that_holds_no_more_says_so_and_leads_on(springs: dict[str, str]) -> None:
    app = run("policy", policy=springs["青穗县山泉管理办法"])
    assert "已废止（2025-03-01起），由《青穗县护泉管理办法》代替" in said(app)
    assert "代替它的《青穗县护泉管理办法》" in [each.proto.label for each in app.get("page_link")]
    [row] = listings(app)["废止、修改和转发"]
    assert (row["新的政策"], row["原来的政策"]) == ("青穗县护泉管理办法", "青穗县山泉管理办法")
    assert "废止" not in said(run("policy", policy=springs["青穗县护泉管理办法"])).split("废止、修改和转发")[0]


def test_one_that_is_only_cited_says_so(filled: Path) -> None:
    with open_store(filled) as store:
        [row] = store.read("MATCH (p:Policy {status: 'cited'}) RETURN p.id AS id LIMIT 1")
    app = run("policy", policy=row["id"])
    assert "没有它的原文" in said(app) and not app.error and "任务" not in listings(app)
