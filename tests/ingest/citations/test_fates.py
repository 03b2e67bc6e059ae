"""What became of policies: the cases of cases/fates.yaml, as the records hold them."""

from __future__ import annotations

from typing import Any

import pytest

from policygraph.ingest import documents
from policygraph.model.records import Records
from tests.paths import cases

CASES = cases("fates")["cases"]
KINDS = ("SUPERSEDES", "AMENDS", "FORWARDS")


def read(case: dict[str, Any]) -> Records:
    own = case.get("own", "青穗县农村用水管理办法")
    text = f"{own}\n青政发〔2026〕6号\n{case['text']}\n青穗县人民政府\n2026年2月5日\n"
    return documents.read_bytes(text.encode(), "x.txt")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_fates(case: dict[str, Any]) -> None:
    records = read(case)
    nodes = {(node.label, node.id): node.properties for node in records.nodes}
    own = {nodes[edge.target]["title"] for edge in records.edges if edge.type == "STATES"}
    rows: dict[tuple[Any, ...], None] = {}
    for edge in sorted((e for e in records.edges if e.type in KINDS), key=lambda e: e.start or 0):
        older, newer = nodes[edge.target], nodes[edge.source]["title"]
        row = [edge.type, older["title"], older.get("number"), edge.properties.get("on")]
        rows[(*row, *([] if newer in own and edge.type != "FORWARDS" else [newer]))] = None
        assert edge.source != edge.target
        if edge.type == "SUPERSEDES":
            assert (older["status"], older.get("repealed_on")) == ("repealed", edge.properties.get("on"))
        else:
            assert older["status"] != "repealed"
    wanted = [tuple(str(each) if each else None for each in row) for row in case["rows"]]
    assert list(rows) == wanted


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_only_what_is_said_is_repealed(case: dict[str, Any]) -> None:
    gone = {n.properties["title"] for n in read(case).nodes if n.properties.get("status") == "repealed"}
    assert gone == {row[1] for row in case["rows"] if row[0] == "SUPERSEDES"} | set(case.get("told", []))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_replaced_or_forwarded_is_no_ground_besides(case: dict[str, Any]) -> None:
    edges = read(case).edges
    older = {edge.target for edge in edges if edge.type in KINDS}
    assert not [edge for edge in edges if edge.type in ("DERIVES_FROM", "CITES") and edge.target in older]


OWN = "青穗县农村用水管理办法"
OLD = "青政发〔2019〕8号"


@pytest.mark.parametrize(
    ("text", "fates"),
    [
        # a revision told of the title and again of its number alone, of whatever office's series
        (f"县政府对《{OWN}》（{OLD}）进行了修订，现印发给你们。{OLD}同时废止。", ["AMENDS", "SUPERSEDES"]),
        (
            f"《{OWN}》（青政办发〔2019〕8号）已修订，现将修订后的办法印发。青政办发〔2019〕8号文件同时废止。",
            ["AMENDS", "SUPERSEDES"],
        ),
        # an older edition told once without its number
        (f"原《{OWN}》同时废止。\n本办法自2026年3月1日起施行，《{OWN}》（{OLD}）停止执行。", ["SUPERSEDES"] * 2),
        (f"《{OWN}》（{OLD}）同时废止，《{OWN}》停止执行。", ["SUPERSEDES"] * 2),
    ],
)
def test_what_is_told_twice_of_one_paper_is_told_of_one(text: str, fates: list[str]) -> None:
    records = read({"text": text})
    edges = [edge for edge in records.edges if edge.type in KINDS]
    assert sorted(edge.type for edge in edges) == fates
    [older] = {edge.target for edge in edges}
    [node] = [n for n in records.nodes if (n.label, n.id) == older]
    said = node.properties
    assert (said["title"], said["level"], said["status"]) == (OWN, "county", "repealed") and "naming" not in said
    assert str(said["number"]).endswith("〔2019〕8号")


def test_which_of_two_older_editions_is_meant_stays_open() -> None:
    text = f"《{OWN}》（{OLD}）、《{OWN}》（青政发〔2010〕8号）同时废止。原《{OWN}》同时废止。"
    records = read({"text": text})
    assert len({edge.target for edge in records.edges if edge.type == "SUPERSEDES"}) == 3


def test_a_number_of_the_documents_own_series_is_of_its_place() -> None:
    records = read({"text": f"{OLD}同时废止。"})
    [node] = [n for n in records.nodes if n.properties.get("number") == OLD]
    assert (node.properties["level"], node.properties["region"]) == ("county", "青穗县"), "青政发 is not Qinghai's here"


MIDDLE = "省水利厅关于转发水利部关于做好护泉工作的意见的通知"
CHAINS = [
    (f"云泽市水利局转发{MIDDLE}", "请认真贯彻执行。"),
    (f"云泽市水利局关于转发《{MIDDLE}》的通知", f"现将《{MIDDLE}》转发给你们，请认真贯彻执行。"),
    ("云泽市水利局转发《省水利厅转发〈水利部关于做好护泉工作的意见〉的通知》的通知", "请认真贯彻执行。"),
    ("青穗县2031年护泉工作方案", f"根据《云泽市水利局转发{MIDDLE}》（云水〔2031〕5号），制定本方案。"),
]


@pytest.mark.parametrize(("title", "text"), CHAINS)
def test_a_notice_that_forwards_one_that_forwards_another(title: str, text: str) -> None:
    records = read({"own": title, "text": text})
    names = {(n.label, n.id): str(n.properties["title"]) for n in records.nodes if n.label == "Policy"}
    chain = {names[edge.source]: names[edge.target] for edge in records.edges if edge.type == "FORWARDS"}
    [first] = [each for each in chain if each not in chain.values()]
    middle = chain[first]
    assert first.startswith("云泽市水利局") and middle.startswith("省水利厅") and middle.endswith("的通知")
    assert chain[middle] == "水利部关于做好护泉工作的意见"
