"""A word put where others stand: what a person wrote stays, and the result says just one word more."""

from __future__ import annotations

import pytest
import yaml

from policygraph.model.errors import PolicyGraphError
from policygraph.services.vocabulary.adding import stem, with_word

LEAD = ["nouns", "lead"]
TEXTS = [
    "",
    "# 本县的\n",
    "add:\n  nouns:\n    lead: [揭榜]\n",
    "add:\n  nouns:\n    lead:\n      # 两个\n      - 揭榜\n      - {word: 领衔, why: 本县}\n",
    "add:\n  nouns:\n    lead:\n    - 揭榜\n  verbs: {lead: [领]}\n",
    "add: {nouns: {lead: [揭榜]}}  # 一行",
    "add: {nouns: {support: [护航]}}\n",
    "add: {}\n",
    "add:\n  verbs:\n    lead: [护航]\nremove:\n  nouns: {lead: [主办]}\n",
    "remove:\n  nouns: {lead: [主办]}\n",
    "add:\n  nouns:\n    lead: [揭榜,\n      领衔]\n",
    "add:\n  nouns:\n    lead: []\n",
]


def _plain(data: object) -> object:
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items()}
    return sorted(map(str, data)) if isinstance(data, list) else data


@pytest.mark.parametrize("text", TEXTS)
def test_it_says_one_word_more(text: str) -> None:
    new = with_word("roles.yaml", text, LEAD, "挂帅")
    before, after = yaml.safe_load(text) or {}, yaml.safe_load(new)
    after["add"]["nouns"]["lead"].remove("挂帅")
    if not after["add"]["nouns"]["lead"]:
        known = (before.get("add") or {}).get("nouns") or {}
        if "lead" not in known:
            del after["add"]["nouns"]["lead"]
        if not after["add"]["nouns"] and "nouns" not in (before.get("add") or {}):
            del after["add"]["nouns"]
        if not after["add"] and "add" not in before:
            del after["add"]
    assert _plain(after) == _plain(before)
    assert all(line.strip() in new for line in text.splitlines() if line.lstrip().startswith("#"))


@pytest.mark.parametrize("word", ["挂帅", "B角", "2025", "甲: 乙", "- 丙", "“丁”"])
def test_any_word_is_written_so_that_it_is_read(word: str) -> None:
    assert yaml.safe_load(with_word("topics.yaml", "", ["topics", "低空 经济"], word)) == {
        "add": {"topics": {"低空 经济": [word]}}
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [("add: [", "YAML 写法有误"), ("add: {nouns: {lead: [挂帅]}}", "已经有“挂帅”"),
     ("add: {nouns: [揭榜]}", "请直接在文字里改"), ("add: {nouns: {lead: 揭榜}}", "不是列表"),
     ("add:\n", "下面是空的")],
)  # fmt: skip
def test_where_there_is_no_room_it_is_said(text: str, said: str) -> None:
    with pytest.raises(PolicyGraphError, match=said):
        with_word("roles.yaml", text, LEAD, "挂帅")


def test_the_stem_of_a_role_word() -> None:
    assert [stem(each) for each in ("揭榜单位", "护航部门：", "挂帅", " 领衔 ")] == ["揭榜", "护航", "挂帅", "领衔"]
