"""Site furniture: the cases of cases/furniture.yaml."""

from __future__ import annotations

import pytest

from policygraph.ingest.cleaning.furniture import find_furniture
from tests.paths import cases

CASES = cases("furniture")
GOES = [
    (kind, "\n".join(lines) if isinstance(lines, list) else lines)
    for kind, cases in CASES["goes"].items()
    for lines in cases
]
BEFORE, AFTER = "全县粮食播种面积稳定。\n", "\n推进节水灌溉。"


@pytest.mark.parametrize(("kind", "lines"), GOES)
def test_furniture_goes_and_nothing_else(kind: str, lines: str) -> None:
    text = BEFORE + lines + AFTER
    found = find_furniture(text)
    assert "\n".join(text[e.start : e.end] for e in found) == lines
    assert {(e.put, e.kind) for e in found} == {("", kind)}


@pytest.mark.parametrize("line", CASES["stays"])
def test_words_of_the_document_stay(line: str) -> None:
    assert find_furniture(BEFORE + line + AFTER) == []


@pytest.mark.parametrize(("kind", "lines"), GOES)
def test_blanks_around_a_line_change_nothing(kind: str, lines: str) -> None:
    text = BEFORE + "  " + lines.replace("\n", "  \n  ") + "  " + AFTER
    assert {e.kind for e in find_furniture(text)} == {kind}
    assert all(text[: e.start].endswith("\n") and text[e.end :].startswith("\n") for e in find_furniture(text))


def test_a_key_without_a_value_does_not_take_a_paragraph() -> None:
    paragraph = "推进小流域综合治理" * 10
    text = f"来源：\n{paragraph}"
    assert [text[e.start : e.end] for e in find_furniture(text)] == ["来源："]


@pytest.mark.parametrize("case", CASES["pages"], ids=lambda case: case["page"][0])
def test_the_head_of_a_site_goes(case: dict[str, list[str]]) -> None:
    text = "\n".join(case["page"])
    gone = {i for e in find_furniture(text) for i in range(e.start, e.end)}
    assert "".join(c for i, c in enumerate(text) if i not in gone).split() == case["stays"]
