"""Which ids stand for one thing: people before rules, and never together what people told apart."""

from __future__ import annotations

import pytest

from policygraph.graph.decisions.decision import Decision
from policygraph.graph.identity.identity import Identities, Judgement, Mention, identities


def mention(id_: str, *documents: str) -> Mention:
    return Mention("Policy", id_, documents or (f"d{id_}",), {"name": id_})


def same(first: str, second: str, score: float = 0.9, *documents: str, sure: bool = True) -> Judgement:
    return Judgement("Policy", first, second, first, second, "same", score, "why", sure, documents)


def decided(kind: str, first: str, second: str, at: int = 0) -> Decision:
    time = f"2030-01-01T00:00:{at:02}+08:00"
    return Decision(kind, "Policy", first, second, "Policy", "Policy", first, second, "somebody", time)


def groups(
    judgements: list[Judgement], decisions: list[Decision], ids: str = "abcd", documents: tuple[str, ...] = ()
) -> Identities:
    return identities(
        [mention(id_, *documents) for id_ in ids], judgements, decisions, lambda said: min(m.id for m in said)
    )


def standing_for(found: Identities, ids: str = "abcd", document: str = "d") -> str:
    """Of each id the one that stands for it."""
    return "".join(found.of(("Policy", id_), document) for id_ in ids)


@pytest.mark.parametrize(
    ("why", "judgements", "decisions", "now"),
    [
        ("nothing is said", [], [], "abcd"),
        ("a rule is sure", [same("b", "a")], [], "aacd"),
        ("a rule is not sure", [same("b", "a", sure=False)], [], "abcd"),
        ("what is one with one of them is one with all", [same("b", "a"), same("c", "b")], [], "aaad"),
        ("a person", [], [decided("same", "d", "b")], "abcb"),
        ("a person against a rule", [same("b", "a")], [decided("different", "a", "b")], "abcd"),
        ("told apart, also by way of a third", [same("b", "c", 0.9), same("c", "a", 0.8)],
         [decided("different", "a", "b")], "abbd"),
        ("renamed ones are two", [same("b", "a")], [decided("renamed", "a", "b")], "abcd"),
        ("a person's same before a rule's", [same("b", "a", 1.0)],
         [decided("same", "b", "c"), decided("different", "c", "a")], "abbd"),
        ("the latest of people counts", [],
         [decided("same", "a", "b", 1), decided("different", "a", "c", 2), decided("same", "b", "c", 3)], "abbd"),
        ("another label is another thing", [same("b", "a")._replace(label="Department")], [], "abcd"),
    ],
    ids=lambda value: value if isinstance(value, str) and " " in value else "",
)  # fmt: skip
def test_identities(why: str, judgements: list[Judgement], decisions: list[Decision], now: str) -> None:
    assert standing_for(groups(judgements, decisions)) == now, why
    assert standing_for(groups(judgements[::-1], decisions[::-1])) == now, why


def test_in_some_documents_only() -> None:
    found = groups([same("b", "a", 0.9, "d1"), same("b", "c", 0.9, "d2"), same("d", "c")], [])
    assert [found.of(("Policy", "b"), document) for document in ("d1", "d2", "d3")] == ["a", "c", "b"]
    assert found.now(("Policy", "d")) == "c"


def test_a_person_tells_apart_what_a_document_seems_to_mean() -> None:
    found = groups([same("b", "a", 0.9, "d1")], [decided("different", "a", "b")])
    assert found.of(("Policy", "b"), "d1") == "b"


def test_what_nothing_speaks_of_any_more_stands_for_nothing() -> None:
    found = groups([same("a", "b")], [], ids="b")
    assert standing_for(found, "b") == "b"
