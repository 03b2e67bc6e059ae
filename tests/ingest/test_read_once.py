"""Text is folded once and tables are recognised once, whatever a document holds."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from policygraph.ingest import documents
from policygraph.ingest.tables import task_grids
from policygraph.ingest.text.characters import display_table, for_matching, match_table

PROSE = """青穗县人民政府办公室关于印发青穗县节水方案的通知

各镇人民政府：
现将《青穗县节水方案》印发给你们，请认真组织实施。
一、重点任务
1.推广滴灌。到2025年底，建示范点3处。（牵头单位：县水利局）
"""
TABLE = """附件：重点任务分解表
序号\t重点任务\t牵头单位\t完成时限
1\t改造管网20公里\t县住房城乡建设局\t2025年6月
2\t整治沟渠8条\t县水利局\t2025年9月
"""


@pytest.fixture
def folded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are folded, wherever in the reader."""
    texts: list[str] = []

    def counted(text: str) -> str:
        texts.append(text)
        return for_matching(text)

    for name, module in list(sys.modules.items()):
        if name.startswith("policygraph.ingest.") and hasattr(module, "for_matching"):
            monkeypatch.setattr(module, "for_matching", counted)
    return texts


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[int]]:
    """Counts the calls of a function of `task_grids`: the number of tables of each."""

    def count(name: str) -> list[int]:
        calls: list[int] = []
        function = getattr(task_grids, name)

        def counting(folded: str, tables: list[object]) -> object:
            calls.append(len(tables))
            return function(folded, tables)

        monkeypatch.setattr(task_grids, name, counting)
        return calls

    return count


@pytest.mark.parametrize("text", [PROSE, PROSE + TABLE], ids=["prose", "table"])
def test_a_text_is_folded_once(text: str, folded: list[str]) -> None:
    records = documents.read_bytes(text.encode(), "方案.txt")
    assert sum(node.label == "Task" for node in records.nodes) == (3 if TABLE in text else 1)
    assert [each for each in folded if len(each) > len(text) / 3] == [text]


def test_tables_are_recognised_once(counted: Callable[[str], list[int]]) -> None:
    calls = counted("recognise")
    documents.read_bytes((PROSE + TABLE).encode(), "方案.txt")
    assert calls == [1]


def test_it_does_not_matter_which_of_the_two_foldings_comes_first() -> None:
    """What the one folding of a text rests on: its blanks are made even afterwards."""
    for code in {*display_table(), *match_table()}:
        char = chr(code)
        assert char.translate(display_table()).translate(match_table()) == char.translate(match_table()).translate(
            display_table()
        )
