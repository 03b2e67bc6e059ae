"""Heads of documents: the cases of cases/titles.yaml, as the records hold them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from policygraph.graph.asking import catalog
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.ingest import documents
from policygraph.ingest.head import titles
from policygraph.model.records import Properties, fold
from tests.paths import cases

CASES = cases("titles")["cases"]


def read(text: str) -> tuple[Properties, list[Properties]]:
    """The document's properties and those of the policies that it states, with `role`."""
    records = documents.read_bytes(text.encode(), "x.txt")
    stated = {e.target[1]: e.properties["role"] for e in records.edges if e.type == "STATES"}
    policies = [n.properties | {"role": stated[n.id]} for n in records.nodes if n.label == "Policy" and n.id in stated]
    return records.nodes[0].properties, policies


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_head(case: dict[str, Any]) -> None:
    document, policies = read(case["text"])
    assert document["genre"] in [case["genre"], *case.get("genre_optional", [])]
    assert document["title"] == document["name"]
    wanted = [case[name] for name in ("policy", "notice") if case.get(name)]
    assert len(policies) == len(wanted)
    for policy, want in zip(policies, wanted, strict=True):
        _as_wanted(policy, want)


def _as_wanted(policy: Properties, want: dict[str, Any]) -> None:
    assert titles.title_key(str(policy["title"])) == titles.title_key(want["title"])
    for name in ("number", "issued_on", "level", "status"):
        assert policy.get(name) == (str(want[name]) if name in want else None), name
    if not want.get("nowhere"):  # of a province that no table knows
        assert policy.get("region") == (want.get("region") or ("全国" if want["level"] == "central" else None))
    # 江芦市人民政府 may stand with its city in front, as the title has it
    assert fold(str(policy.get("issuer") or "")).endswith(fold(want.get("issuer", "")))
    assert bool(policy.get("issuer")) == ("issuer" in want)
    assert policy["role"] == want.get("role", policy["role"])
    assert policy.get("aliases", []) == want.get("aliases", policy.get("aliases", []))


# what two documents say, whether their policies are one node
ONE_OR_TWO = [
    (
        "青穗县农村节水办法（征求意见稿）\n第一条 为推进节水，制定本办法。\n",
        "青穗县农村节水办法\n第一条 为推进节水，制定本办法。\n",
        False,
    ),
    (
        "青穗县农村节水办法（试行）\n第一条 为推进节水。\n",
        "关于《青穗县农村节水办法（试行）（草案）》的起草说明\n一、背景\n",
        False,
    ),
    (
        "青穗县农村节水办法（草案）\n第一条 为推进节水。\n",
        "关于《青穗县农村节水办法（征求意见稿）》的起草说明\n一、背景\n",
        True,
    ),
    ("青穗县人民政府关于印发青穗县农村节水办法的通知\n", "青穗县农村节水办法\n第一条 为推进节水。\n", True),
    (
        "青穗县农村节水方案\n一、任务\n",
        "青穗县2026年工作方案\n根据《青穗县农村节水方案》，制定本方案。\n一、任务\n",
        True,
    ),
    (  # who cites the notice means the plan that it carries, with or without 关于印发
        "青穗县人民政府关于青穗县农村节水方案的通知\n一、任务\n",
        "青穗县2026年工作方案\n根据《青穗县农村节水方案》，制定本方案。\n一、任务\n",
        True,
    ),
    (
        "青穗县人民政府关于支持节水的若干措施\n一、任务\n",
        "青穗县2026年工作方案\n根据《青穗县人民政府关于支持节水的若干措施的通知》，制定本方案。\n一、任务\n",
        True,
    ),
    (
        "青穗县农村节水方案（送审稿）\n",
        "青穗县2026年工作方案\n根据《青穗县农村节水方案（送审稿）》，制定本方案。\n一、任务\n",
        True,
    ),
    (
        "青穗县农村节水方案（送审稿）\n",
        "青穗县2026年工作方案\n根据《青穗县农村节水方案》，制定本方案。\n一、任务\n",
        False,
    ),
]


@pytest.mark.parametrize(("first", "second", "one"), ONE_OR_TWO)
def test_draft_and_issued_are_two_and_a_notice_and_its_policy_one(first: str, second: str, one: bool) -> None:
    of_first, of_second = (
        {n.id for n in documents.read_bytes(text.encode(), "x.txt").nodes if n.label == "Policy"}
        for text in (first, second)
    )
    assert len(of_first) == 1 and bool(of_first & of_second) is one


# file name, title of the document where no line of the text is one
FILE_NAMES = [
    ("青穗县节水实施方案.txt", "青穗县节水实施方案"),
    ("2025_青穗县节水实施方案_县政府网.txt", "青穗县节水实施方案"),
    ("通知_a7.txt", "通知_a7.txt"),
    ("x.txt", "x.txt"),
]


@pytest.mark.parametrize(("name", "title"), FILE_NAMES)
def test_a_document_without_a_title_has_its_files(name: str, title: str) -> None:
    records = documents.read_bytes("为推进节水，现就有关事项作如下安排，请各乡镇认真落实。\n".encode(), name)
    assert records.nodes[0].properties["title"] == title


# text of the head, day it was put up, who put it up
PUBLICATION = [
    ("青穗县节水实施方案\n发布时间：2025-06-20 15:02　来源：县水利局\n一、总体要求\n", "2025-06-20", "县水利局"),
    ("青穗县节水实施方案\n发布日期：2025年6月20日\n一、总体要求\n", "2025-06-20", None),
    ("青穗县节水实施方案\n成文日期：2025-06-01\n发布日期：2025-06-20\n", "2025-06-20", None),
    ("青穗县节水实施方案\n2025-06-20\n一、总体要求\n", "2025-06-20", None),
    ("青穗县节水实施方案\n2025年6月20日\n一、总体要求\n", None, None),
    ("青穗县节水实施方案\n发布日期：2025-13-45\n一、总体要求\n", None, None),
]


@pytest.mark.parametrize(("text", "day", "publisher"), PUBLICATION)
def test_publication(text: str, day: str | None, publisher: str | None) -> None:
    document, _ = read(text)
    assert (document.get("published_on"), document.get("publisher")) == (day, publisher)


def test_a_draft_that_is_cited_is_not_what_was_issued() -> None:
    text = (
        "青穗县2026年工作方案\n根据《青穗县农村节水方案（送审稿）》和《青穗县农村节水方案》，制定本方案。\n一、任务\n"
    )
    records = documents.read_bytes(text.encode(), "x.txt")
    cited = {e.target[1] for e in records.edges if e.type == "DERIVES_FROM"}
    assert len({n.properties["key"] for n in records.nodes if n.id in cited}) == len(cited) == 2


def test_a_policy_is_found_by_the_title_of_its_notice(tmp_path: Path) -> None:
    notice = "青穗县人民政府关于印发青穗县农村节水办法的通知\n现将《青穗县农村节水办法》印发给你们。\n"
    records = documents.read_bytes(notice.encode(), "x.txt")
    records.nodes[0].properties |= {"uri": "x.txt", "sha256": "0"}
    with open_store(tmp_path / "graph", write=True) as store:
        load(store, [records])
        found = catalog.run_query(store, "search", {"text": "印发青穗县农村节水"})
    assert ("Policy", "青穗县农村节水办法") in [(row["label"], row["name"]) for row in found]
