"""Names in the middle of a text are found by two automata as by one that holds both."""

from __future__ import annotations

import random

import pytest
from ahocorasick_rs import AhoCorasick, MatchKind

from policygraph.ingest.places import names_read


def _by_one(text: str, names: list[str]) -> list[tuple[int, int]]:
    automaton = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)
    return [(start, end) for _, start, end in automaton.find_matches_as_indexes(text)]


@pytest.mark.parametrize("seed", range(40))
def test_two_automata_find_what_one_finds(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    chance = random.Random(seed)
    words = ["".join(chance.choices("ab", k=chance.randint(1, 4))) for _ in range(8)]
    country, city = words[:4], [word for word in words[4:] if word not in words[:4]]
    automata = names_read._longest_of(country), names_read._longest_of(city) if city else None
    monkeypatch.setattr(names_read, "_names_read", lambda: (automata[0], {}))
    monkeypatch.setattr(names_read, "_read_near", lambda code: automata[1])
    (region,) = names_read.named()[0]["岳阳市"]
    for _ in range(20):
        text = "".join(chance.choices("abc", weights=(5, 5, 1), k=30))
        assert list(names_read.names_in(text, region)) == _by_one(text, [*country, *city])


def test_a_short_name_of_a_county_is_read_in_its_city_alone() -> None:
    (region,) = names_read.named()[0]["岳阳市"]
    text = "支持平江开展试点"
    assert [text[a:b] for a, b in names_read.names_in(text, region)] == ["平江"]
    assert list(names_read.names_in(text, None)) == []
