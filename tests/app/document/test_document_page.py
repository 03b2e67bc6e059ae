"""The page of a document: its text with what was read, at the sentence that an address names."""

from __future__ import annotations

from pathlib import Path

from policygraph.app.parts.things import citing
from tests.graphs import COUNTY_TEXT, county_plan
from tests.pages import filled, place, run
from tests.things import copied, listings, said, ways

__all__ = ["filled", "place"]  # fixtures
WORDS = "培育龙头企业3家"


def test_it_is_opened_at_the_sentence(filled: Path) -> None:
    start = COUNTY_TEXT.index(WORDS)
    at = citing.mark(COUNTY_TEXT, start, start + len(WORDS))
    app = run("document", document=county_plan().document, at=at)
    assert "地址所指的一句：第 7 段" in said(app) and not app.error and not app.warning
    text, parameters = copied(app)["引用此句"]
    assert text == f"“{WORDS}”——《柳溪县蔬菜产业发展实施方案》（柳政办发〔2024〕8号，2024-03-01），第 7 段"
    assert parameters == {"document": county_plan().document, "at": at}


def test_without_one_all_are_listed(filled: Path) -> None:
    app = run("document")
    assert len(listings(app)["全部文档"]) == 2
    page, parameters = ways(app, "全部文档")["柳溪县蔬菜产业发展实施方案"]
    assert run(page, **parameters).title[0].value == "柳溪县蔬菜产业发展实施方案"
