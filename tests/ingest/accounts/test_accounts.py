"""A document accounted for: what of it was used, set aside, and left, and what it is called by that."""

from __future__ import annotations

from typing import Any

import pytest

from policygraph.ingest import documents
from policygraph.ingest.accounts import accounts, telling
from policygraph.ingest.accounts.words import share_words
from policygraph.ingest.cleaning.clean import clean
from policygraph.ingest.formats.raw import RawText, Unreadable
from policygraph.ingest.head.head import Named
from policygraph.ingest.pipeline import read_document
from policygraph.model.ontology import ontology
from policygraph.model.records import Node, Records
from tests.paths import cases


@pytest.mark.parametrize("case", cases("reading_share"), ids=lambda case: case["name"])
def test_account(case: dict[str, Any]) -> None:
    reading = read_document(clean(case["text"]), Named("文件.txt"))
    account = reading.account
    assert account is not None
    told = (account.share, dict(account.kept), account.unread)
    if "state" in case:
        assert account.state == case["state"], told
    if "open" in case:
        assert [[u.kind, reading.cleaned.text[u.start : u.end]] for u in account.unread] == case["open"], told
    for why, number in case.get("aside", {}).items():
        assert account.kept.get(why) == number, told
    assert set(account.unread) <= set(reading.unread)


@pytest.mark.parametrize(
    ("share", "lost", "state"),
    [
        (1.0, 0, "complete"), (0.98, 3, "complete"), (0.979, 3, "nearly"), (0.94, 3, "nearly"), (0.93, 3, "check"),
        (0.0, 30, "unreadable"), (0.1, 3, "check"),
    ],
)  # fmt: skip
def test_words_for_a_share(share: float, lost: float, state: str) -> None:
    assert accounts.state_of(share, lost) == state


def test_every_word_is_one_of_the_ontology() -> None:
    values = ontology().nodes["Document"].properties["reading_state"].values
    assert [*share_words().states, "unjudged"] == list(values)


def test_a_document_says_how_far_it_was_read() -> None:
    text = "柳溪县蔬菜产业实施方案\n一、建设大棚。新建大棚。（县农业农村局牵头，县财政局配合）\n"
    own = documents.read_bytes(text.encode(), "方案.txt").nodes[0].properties
    assert (own["reading_state"], own["accounts"]) == ("check", ["unread 2", "used 5"])  # no issuer, no date
    assert 0.8 < float(str(own["reading_share"])) < 1


@pytest.mark.parametrize(
    ("pages", "missing", "share", "state"),
    [((0, 4), 1, 0.5, "check"), ((0, 4), 2, 0.0, "unreadable"), ((), 1, 0.95, "nearly"), ((0, 4), 0, 1.0, "complete")],
)
def test_pages_without_text_lessen_the_share(pages: tuple[int, ...], missing: int, share: float, state: str) -> None:
    node = Node("Document", "d", {"reading_share": 1.0, "reading_state": "complete"})
    unreadable = tuple(Unreadable(at, "图片") for at in range(missing))
    documents._count_unreadable(Records("d", [node]), RawText("建设大棚", "utf-8", pages, unreadable=unreadable))
    assert (node.properties["reading_share"], node.properties["reading_state"]) == (share, state)


def test_an_account_in_words() -> None:
    said = telling.told(["addressees 12", "attendance 3", "no-deadline 2", "unread 4", "used 40"])
    assert said == "用上 40 处，没有读懂 4 处；放过：主送 12、出席 3、不是期限 2"
    assert telling.told([]) == ""
