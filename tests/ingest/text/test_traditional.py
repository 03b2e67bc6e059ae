"""Traditional characters: rules and names see simplified ones, evidence is as written; other languages are refused."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.graph.lineage.measure import Measure, body
from policygraph.ingest import documents
from policygraph.ingest.text.traditional import is_traditional, simplified
from policygraph.model.errors import PolicyGraphError
from policygraph.model.records import Records
from tests.ingest.formats.test_formats import facts_of, read, sample

WORDS = [
    ("縣農業農村局牽頭，縣衛健局、縣財政局配合", "县农业农村局牵头，县卫健局、县财政局配合"),
    ("臺灣、里程、裡面、後續、乾燥", "台湾、里程、里面、后续、干燥"),
    ("發展計畫、規畫期、批覆、復甦", "发展计划、规划期、批复、复苏"),
    ("乾縣乾安鎮", "乾县乾安镇"),
    ("衞生、羣眾、著力、著名", "卫生、群众、着力、著名"),
    ("县水利局", "县水利局"),
]
NOTICE = """青穗縣2026年節水工作要點
各鄉鎮人民政府：
1.推進管網改造。新建改建供水管網20公里。（縣水利局牽頭，縣財政局、縣衛健局配合）
青穗縣人民政府辦公室
2026年3月1日
"""


@pytest.mark.parametrize(("written", "read_as"), WORDS)
def test_one_character_for_one(written: str, read_as: str) -> None:
    assert simplified(written) == read_as


@given(st.text())
def test_lengths_stay(text: str) -> None:
    assert len(simplified(text)) == len(text)


def traditional(text: str) -> str:
    """`text` in traditional characters that are read as it is."""
    table: dict[str, str] = {}
    for line in files("policygraph.data").joinpath("simplified.tsv").read_text(encoding="utf-8").splitlines():
        written, read_as, *both = line.split("\t") if line[0] != "#" else ("", "")
        if len(written) == 1 and not both:
            table.setdefault(read_as, written)
    made = "".join(table.get(c, c) for c in text)
    assert simplified(made) == text and is_traditional(made) and not is_traditional(text)
    return made


def test_a_plan_says_the_same_in_traditional_characters() -> None:
    plain = sample("04_临澜区2025年百溪千村行动实施方案.txt")
    records = read(traditional(plain).encode(), "x.txt")
    expected, got = facts_of(read(plain.encode(), "x.txt")), facts_of(records)
    assert {kind: got[kind] for kind in got if kind != "tasks"} == {k: expected[k] for k in expected if k != "tasks"}
    assert {(n, name, due) for n, name, _, due in got["tasks"]} == {
        (n, name, due) for n, name, _, due in expected["tasks"]
    }


def of(records: Records, label: str) -> list[dict[str, object]]:
    return [dict(node.properties) for node in records.nodes if node.label == label]


def test_names_are_simplified_and_words_as_written() -> None:
    records = read(NOTICE.encode(), "x.txt")
    assert records.nodes[0].properties["text"] == NOTICE
    (task,) = of(records, "Task")
    assert task["title"] == "推进管网改造"
    assert task["text"] == "1.推進管網改造。新建改建供水管網20公里。（縣水利局牽頭，縣財政局、縣衛健局配合）"
    assert [each["title"] for each in of(records, "Policy")] == ["青穗县2026年节水工作要点"]
    assert {each["name"] for each in of(records, "Department")} >= {"县水利局", "县财政局", "县卫健局"}
    assert {edge.evidence for edge in records.edges if edge.type == "LEADS"} == {
        "（縣水利局牽頭，縣財政局、縣衛健局配合）"
    }


def test_measures_in_either_writing_are_compared_as_one() -> None:
    words = "1.推進管網改造。新建改建供水管網20公里。（縣水利局牽頭，縣財政局配合）"
    assert body(Measure("1", "推进管网改造", words)) == "1.。新建改建供水管网20公里。"


NOT_CHINESE = (
    "Notice of the county government on the protection of springs. Every town shall name a person in charge. " * 2,
    "県は、泉の保護に関する計画を定め、これを公表しなければならない。町村はこれに協力するものとする。" * 3,
)


@pytest.mark.parametrize("text", NOT_CHINESE)
def test_a_text_in_another_language_says_so(text: str) -> None:
    with pytest.raises(PolicyGraphError, match="不是中文"):
        documents.read_bytes(text.encode(), "x.txt")


def test_what_has_hardly_a_letter_or_some_chinese_is_read() -> None:
    for text in ("1 2 3\n" * 100, f"{NOT_CHINESE[0]}关于保护泉水的通知，各乡镇人民政府"):
        assert documents.read_bytes(text.encode(), "x.txt").nodes
