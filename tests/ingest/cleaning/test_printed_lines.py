"""Lines of justified print that a PDF's text gives in pieces, broken at marks; the column of print is 21 wide."""

from __future__ import annotations

import pytest

from policygraph.ingest.cleaning.clean import clean
from policygraph.ingest.cleaning.printed_lines import inner_breaks

# Printed lines that are whole tell how wide the column is.
WHOLE = [
    "为进一步规范全县小型水库的管理，明确责",  # a paragraph's first line is set in, so that it is two shorter
    "任主体和管护标准，落实管护人员与管护经费，",
    "确保小型水库安全运行并长期发挥效益，根据有",
    "关规定和全县水利工作会议的安排，结合工程分",
    "布和乡镇人员的实际情况，经征求各乡镇意见以",
    "及县有关部门的意见，并报县政府同意后，现就",
    "有关事项通知如下：",
]

JOINED = {
    # name: (lines behind the whole ones, which of them the reading joins with the line below)
    "pieces of one printed line": (
        ["1.摸清底数。", "对水库、", "山塘逐座登记，建立", "台账，每年更新。"],
        {1, 2},
    ),
    "a quotation stands on a line of its own": (
        ["各乡镇要按要求推行巡查责任制，全面落实", "“一库一策”", "制度，配齐管护巡查人员，开展业", "务培训。"],
        {0, 1, 2},
    ),
    "a sentence's last printed line in pieces": (
        ["各乡镇要按要求推行巡查责任制，全面落实", "“一库一策”", "制度。", "县水利局"],
        {0, 1},
    ),
    "a heading is no part of what is below it": (
        ["一、完善管护体制机制", "各乡镇要明确分管负责人，", "落实专职人员。"],
        {1},
    ),
    "those who sign stand each on a line": (
        ["请各乡镇认真贯彻执行以上各项要求。", "县水利局", "县财政局", "县林业局", "2027年3月1日"],
        set(),
    ),
    "a title in three lines": (
        ["附件1", "清河县小型水库管护", "“三个到位”", "实施方案", "为加强管护，制定本方案。"],
        set(),
    ),
    "a clause in brackets ends its paragraph": (
        ["全面落实管护经费。（责任单位：县财政局）", "各乡镇人民政府要按月报送。"],
        set(),
    ),
}


@pytest.mark.parametrize(("lines", "joined"), JOINED.values(), ids=JOINED)
def test_inner_breaks(lines: list[str], joined: set[int]) -> None:
    every = inner_breaks([*WHOLE, *lines])
    assert {i - len(WHOLE) for i in every if i >= len(WHOLE)} == joined
    assert every >= set(range(len(WHOLE) - 1))


def test_few_lines_of_a_width_are_no_column() -> None:
    assert not inner_breaks(
        ["各乡镇要按要求推行巡查责任制，全面落实", "“一库一策”", "制度，配齐管护巡查人员，开展业", "务培训。"]
    )


def test_the_text_is_whole_again() -> None:
    pieces = ["各乡镇要按要求推行巡查责任制，全面落实", "“一库一策”", "制度，配齐管护巡查人员，每年", "培训2 次。"]
    assert clean("\n".join([*WHOLE, *pieces])).text.endswith(
        "\n各乡镇要按要求推行巡查责任制，全面落实“一库一策”制度，配齐管护巡查人员，每年培训2 次。"
    )


def test_a_clause_of_any_length_is_read_in_time() -> None:
    hostile = "[" * 20_000 + "）"
    assert inner_breaks([*WHOLE, hostile, "县水利局"])
