"""Vocabularies are read as dataclasses; what has another shape is refused with its file and line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from policygraph.model import vocabulary
from policygraph.model.errors import PolicyGraphError
from policygraph.model.vocabulary import Entry, Expression, Limits, Words, entries, read, read_yaml


@dataclass(frozen=True, slots=True)
class Rule:
    fits: Expression
    to: str = ""


@dataclass(frozen=True, slots=True)
class Schema:
    verbs: Words | None = None
    planned: Expression | None = None
    not_before: Limits | None = None
    ends: dict[str, Words] | None = None
    years: dict[str, int] | None = None
    rules: tuple[Rule, ...] = ()
    kin: tuple[str | tuple[str, ...], ...] = ()
    from_: str | None = None


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file `words.yaml` of a folder that stands for data/."""
    monkeypatch.setattr(vocabulary, "files", lambda _: tmp_path)
    return tmp_path / "words.yaml"


WHOLE = r"""
parts:
  year: \d{4}年
  span: '{year}至{year}'
verbs:
  - {why: they set a thing up, words: [打造, 建成]}
  - {why: only before a month, word: 开工}
planned:
  - {why: what is aimed at, any: [力争, 确保]}
  - {why: a span of years, pattern: '{span}.{2,4}完成'}
not_before:
  - {why: nouns, limits: {建成: [区, 地], 打造: 者}}
  - {why: measures, closed: true, limits: {建成: 率}}
ends: {why: how names end, of: {office: [局, 厅], place: [市]}}
years: {why: by their distance, closed: true, of: {今年: 0, 去年: -1}}
rules:
  - {fits: {why: one name, pattern: 总量}, to: 量}
kin: [甲, [乙, 丙]]
from: 农业
"""


def test_a_vocabulary_is_read_as_its_dataclass(data: Path) -> None:
    data.write_text(WHOLE, encoding="utf-8")
    found = read("words.yaml", Schema)
    assert found.verbs == ("打造", "建成", "开工")
    assert found.planned and found.planned.fullmatch("2024年至2025年全面完成") and found.planned.fullmatch("力争")
    assert found.not_before == {"建成": "区|地|率", "打造": "者"}
    assert found.ends == {"office": ("局", "厅"), "place": ("市",)}
    assert found.years == {"今年": 0, "去年": -1}
    assert found.rules[0].fits.sub(found.rules[0].to, "总量") == "量"
    assert found.kin == ("甲", ("乙", "丙"))
    assert found.from_ == "农业"


def test_entries_are_told_with_their_reasons(data: Path) -> None:
    data.write_text(WHOLE, encoding="utf-8")
    found = list(entries("words.yaml"))
    assert found[:3] == [
        Entry("verbs", "打造", False, "they set a thing up", False),
        Entry("verbs", "建成", False, "they set a thing up", False),
        Entry("verbs", "开工", False, "only before a month", True),
    ]
    assert [(e.text, e.reasoned) for e in found if e.name == "planned"][:2] == [("力争", False), ("确保", False)]
    assert [e.text for e in found if e.name == "not_before"][1] == "建成(?:地)|(?:地)建成"
    assert [(e.text, e.reasoned) for e in found if e.name == "years"] == [("今年", True), ("去年", True)]
    assert [e.text for e in found if e.name == "rules.fits" or e.name == "rules"] == ["总量"]


WRONG = [
    ("verbs:\n  words: [打造]", "第 2 行：缺少“why”"),
    ("verbs: {why: '', words: [打造]}", "第 1 行：缺少“why”"),
    ("verbs: {why: x, words: [打造, 建成, 打造]}", "第 1 行：“打造”写了两次"),
    ("verbs:\n  - {why: x, words: [打造]}\n  - {why: y, word: 打造}", "第 2 行：“打造”写了两次"),
    ("verbs: {why: x, word: 打造, words: [建成]}", "第 1 行：应有“word”或“words”之一"),
    ("verbs: {why: x, words: [打造], wrods: [建成]}", "第 1 行：不认识的键“wrods”"),
    ("verbs: {why: x, words: 打造}", "第 1 行：这里应是列表"),
    ("verbs: {why: x, words: [2024]}", "第 1 行：这里应是 str"),
    ("verbs: [打造]", "第 1 行：这里应是“键: 值”"),
    ("\nnouns: {why: x, words: [打造]}", "第 2 行：不认识的键“nouns”"),
    ("verbs: {why: x, words: [打造]}\nverbs: {why: x, words: [建成]}", "第 2 行：“verbs”写了两次"),
    ("planned: {why: x, pattern: '(力争'}", "第 1 行：不是正则表达式"),
    ("planned: {why: x, pattern: '{year}'}", "第 1 行：没有名为“year”的部分"),
    ("not_before: {why: x}", "第 1 行：缺少“limits”"),
    ("years: {why: x, of: {今年: 零}}", "第 1 行：这里应是 int"),
    ("rules:\n  - {to: 量}", "第 2 行：缺少“fits”"),
]


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_what_is_wrong_is_told_with_its_line(data: Path, text: str, said: str) -> None:
    data.write_text(text, encoding="utf-8")
    with pytest.raises(PolicyGraphError, match=r"data/words\.yaml") as error:
        read("words.yaml", Schema)
    assert said in str(error.value)


def test_a_key_that_stands_twice_is_refused_in_any_file(data: Path) -> None:
    data.write_text("甲:\n  乙: 1\n  乙: 2\n", encoding="utf-8")
    with pytest.raises(PolicyGraphError, match="第 3 行：“乙”写了两次"):
        read_yaml("words.yaml")
    data.write_text("甲: {乙: 1}\n", encoding="utf-8")
    assert read_yaml("words.yaml") == {"甲": {"乙": 1}}
