"""Tables without any line: told by their headings, their gaps and the numbers of their rows."""

from __future__ import annotations

import pytest

from policygraph.ingest.formats.raw import RawText
from tests.set_pages import SIZE, Rows, Words, cells, lines, page, read

XS = (80.0, 130.0, 310.0, 440.0)
HEAD = ["序号", "重点任务", "责任单位", "时限"]
AFTER = "以上任务由县政府督查室督查，各单位每季度报送进展情况。"


def spaced(rows: Rows, first: float = 0.0) -> RawText:
    """What is read of rows that only their places part, below a title and above a paragraph. Lines of a cell are parted
    by a bar; `first`: how far the numbers stand below the first lines of their rows."""
    words: list[Words] = lines("^青穗县任务分工表", top=720.0)
    y = 690.0
    for row in rows:
        for column, said in enumerate(row):
            low = first if column == 0 and said not in ("序号", "姓名") else 0.0
            words += [(XS[column], y - 20 * i - low, line) for i, line in enumerate((said or "").split("|")) if line]
        y -= 6 + 20 * max(len((said or "").split("|")) for said in row)
    return read(page([*words, *lines("　　" + AFTER[:25], AFTER[25:], top=y - SIZE)]))


ROWS = [["1", "清淤疏浚小流域河道|15公里", "县水利局", "6月"], ["2", "护岸", "县水利局、县|财政局", ""]]
SAID = [["1", "清淤疏浚小流域河道15公里", "县水利局", "6月"], ["2", "护岸", "县水利局、县财政局", ""]]


def test_columns_that_gaps_part() -> None:
    raw = spaced([HEAD, *ROWS])
    assert cells(raw) == [HEAD, *SAID]
    assert raw.text.splitlines()[0] == "青穗县任务分工表" and raw.text.splitlines()[-1] == AFTER


# what only looks like such a table
NONE: list[tuple[Rows, float]] = [
    ([["姓名", "单位", "职务"], ["张三", "县水利局", "局长"], ["李四", "县财政局", "局长"]], 0.0),
    ([["序号", "重点任务"], ["1", "清淤"], ["2", "护岸"]], 0.0),  # two columns
    ([HEAD, ["甲", "清淤", "县水利局", "6月"], ["乙", "护岸", "县水利局", "8月"]], 0.0),  # rows without numbers
    ([HEAD, ["1", "清淤疏浚|河道15公里", "县水利局", "6月"], ["2", "护岸|改水", "县水利局", "8月"]], 10.0),  # centred
]


@pytest.mark.parametrize(("rows", "first"), NONE)
def test_what_is_not_sure_stays_text(rows: Rows, first: float) -> None:
    assert spaced(rows, first).tables == ()
