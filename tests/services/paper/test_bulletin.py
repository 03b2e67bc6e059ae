"""The bulletin of the supervision office: of hand-made lines of the ledger, on a day."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

import docx
import pytest

from policygraph.graph.ledgers.standing import Line
from policygraph.graph.ledgers.told import Told
from policygraph.model.errors import PolicyGraphError
from policygraph.services.paper import writing
from policygraph.services.paper.bulletin import Subject, bulletin
from policygraph.services.paper.paper import Heading, Paper, Words

ON = date(2030, 7, 10)
SUBJECT = Subject("甲县方案", "《甲县方案》")
JUNE = date(2030, 6, 30)


def line(title: str, leads: str, due: date | None, *told: Any, policy: str = "甲县方案") -> Line:
    """`told`: state, share, problem, and whether a person has confirmed it."""
    each = tuple(
        Told(str(n), state, share, JUNE, problem, "", by="王某" if sure else None, at="2030-07-01" if sure else None,
             confirmed=sure)
        for n, (state, share, problem, sure) in enumerate(told)
    )  # fmt: skip
    return Line(
        title, None, title, "", (), policy, policy, "甲县", "county", tuple(leads.split("、")) if leads else (), (),
        None, due, date(2030, 1, 1), "d", "台账", 0, 1, 1, told=each,
    )  # fmt: skip


LINES = [
    line("修渠", "县水利局", date(2030, 6, 30), ("behind", 0.6, "雨季停工", False)),
    line("建棚", "县农业局、县供销社", date(2030, 12, 31), ("behind", 0.2, None, False)),
    line("办节", "县文旅局", date(2030, 5, 31), ("done", 1.0, None, False)),
    line("修路", "县交通局", date(2030, 5, 31), ("done", 1.0, None, True)),
    line("种树", "县农业局", date(2030, 7, 31), ("on-track", 0.9, None, False)),
    line("验收", "", None),
    line("补课", "县教育局", date(2029, 12, 31)),
]


@pytest.fixture
def paper() -> Paper:
    return bulletin(SUBJECT, LINES, ON, "甲县督查室")


def form(paper: Paper, sheet: str) -> list[Any]:
    return next(list(form.lines) for form in paper.forms if form.sheet == sheet)


def test_what_a_bulletin_tells(paper: Paper) -> None:
    assert [each.words for each in paper.blocks if isinstance(each, Heading)] == [
        "一、总体情况",
        "二、各牵头单位情况",
        "三、逾期和滞后的任务",
        "四、30天内到期的任务",
    ]
    assert [each.words for each in paper.blocks if isinstance(each, Words)] == [
        "截至2030年7月10日，《甲县方案》共有任务7项，其中办结2项（其中销号1项）、正常1项、滞后1项、逾期2项、未开始1项，"
        "总体完成53%（未报告的按未完成计）。现将有关情况通报如下。",
        "已办结2项：办节；修路。",
        "未报告进展的1项，列入“未开始”：验收。",
        "牵头任务有逾期或滞后的单位4个：县水利局（1项）、县农业局（1项）、县供销社（1项）、县教育局（1项）。",
        "逾期2项、滞后1项，逐项列出如下。",
    ]
    assert paper.title == ("关于甲县方案任务进展情况的通报",) and not paper.wide


def test_by_offices_and_nobody_is_judged_who_did_not_report(paper: Paper) -> None:
    assert form(paper, "各牵头单位") == [
        ("1", "县文旅局", "1", "1", "", "", "", "", "", "100%"),
        ("2", "县交通局", "1", "1", "", "", "", "", "", "100%"),
        ("3", "县水利局", "1", "", "", "", "1", "", "", "60%"),
        ("4", "县农业局", "2", "", "1", "1", "", "", "", "55%"),
        ("5", "县供销社", "1", "", "", "1", "", "", "", "20%"),
        ("6", "未写明牵头单位", "1", "", "", "", "", "1", "", "—"),
        ("7", "县教育局", "1", "", "", "", "1", "", "", "—"),
    ]


def test_what_is_late_has_its_reason_or_that_none_was_given(paper: Paper) -> None:
    assert form(paper, "逾期和滞后") == [
        ("1", "补课", "县教育局", "2029年\n12月31日", "逾期\n191天", "", "未报告进展"),
        ("2", "修渠", "县水利局", "6月30日", "逾期\n10天", "60%", "雨季停工"),
        ("3", "建棚", "县农业局\n县供销社", "12月31日", "滞后", "20%", "未报告原因"),
    ]
    assert form(paper, "近期到期") == [("1", "种树", "县农业局", "7月31日", "正常", "90%")]


def test_several_papers_have_a_table_of_them() -> None:
    paper = bulletin(SUBJECT, [*LINES, line("清淤", "县水利局", None, policy="乙方案")], ON)
    assert [row[1:3] for row in form(paper, "各文件")] == [("《甲县方案》", "7"), ("《乙方案》", "1")]


def test_what_an_earlier_year_left_open_is_told_apart() -> None:
    old = [
        line("挖塘", "县水利局", date(2029, 12, 31), policy="甲县2029年方案"),
        line("育苗", "县林业局", date(2029, 9, 30), ("done", 1.0, None, False), policy="甲县2029年方案"),
    ]
    before = [replace(each, begins=date(2029, 1, 1)) for each in old]
    paper = bulletin(SUBJECT, [*LINES, *before], ON)
    own = bulletin(SUBJECT, LINES, ON)
    assert paper.blocks[0] == own.blocks[0]
    assert form(paper, "逾期和滞后") == form(own, "逾期和滞后")
    assert form(paper, "以前年度") == [
        ("1", "挖塘", "县水利局", "2029年\n12月31日", "逾期\n191天", "", "未报告进展"),
    ]
    assert form(bulletin(SUBJECT, before, ON), "逾期和滞后") == form(paper, "以前年度")  # asked for by itself


def test_nothing_is_late() -> None:
    paper = bulletin(SUBJECT, [line("种树", "县农业局", None, ("on-track", 0.5, None, False))], ON)
    words = [each.words for each in paper.blocks if isinstance(each, Words)]
    assert words[1:] == ["各项任务均已报告进展，尚无办结的。", "没有逾期或滞后的任务。"]


@pytest.mark.parametrize(
    ("lines", "words"),
    [([], "没有《甲县方案》的任务"), ([LINES[-1], LINES[-2]], "还没有任何进展，无从通报")],
)
def test_where_nothing_is_known_nothing_is_said(lines: list[Line], words: str) -> None:
    with pytest.raises(PolicyGraphError, match=words):
        bulletin(SUBJECT, lines, ON)


def test_it_is_signed(paper: Paper) -> None:
    document = docx.Document(io.BytesIO(writing.as_bytes(paper, ".docx", None)))
    last = [(each.style.name, each.text) for each in document.paragraphs[-3:]]
    assert last == [("公文落款", ""), ("公文落款", "甲县督查室"), ("公文落款", "2030年7月10日")]
    assert len(document.tables) == 3
