"""Reminders as mails: one a bureau, its subject, what it leads before what it supports."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from policygraph.graph.ledgers.due import NOBODY, Due, of_bureaus
from policygraph.graph.transfer.mails import Mail, as_text, file_names, mails
from tests.graph.transfer.test_ics import due

ON = date(2031, 6, 15)
LATE: dict[str, Any] = {"day": "2031-05-31", "left": -15, "state": "overdue", "light": "red", "due": "5月底前"}
FARM, MONEY = "青穗县农业农村局", "青穗县财政局"


def made(*dues: Due, days: int | None = 30) -> dict[str, Mail]:
    return {mail.bureau: mail for mail in mails(of_bureaus(dues, supports=True), ON, days)}


def test_a_mail_a_bureau() -> None:
    soon = due(task_id="t2", id="a2", task="检修设备", day="2031-06-30", left=15, leads=(MONEY,), supports=())
    found = made(due(**LATE, share=0.4, as_of="2031-05-20", problem="缺\n水"), soon)
    assert (
        found[MONEY].subject
        == "【任务提醒】青穗县财政局：牵头 1 项将在 30 天内到期，配合 1 项已经逾期（截至2031年6月15日）"
    )
    assert found[FARM].subject == "【任务提醒】青穗县农业农村局：牵头 1 项已经逾期（截至2031年6月15日）"
    lines = found[FARM].body.split("\n")
    assert lines[0] == "青穗县农业农村局：" and lines[2] == "截至2031年6月15日，贵单位牵头 1 项已经逾期。"
    assert lines[5:] == [
        "一、牵头的任务，已经逾期（1 项）", "1. 修剪茶园", "   时限：2031年5月31日，已过 15 天（原文：5月底前）",
        "   配合：青穗县财政局", "   状态：逾期，完成 40%（截至2031年5月20日）", "   存在问题：缺 水",
        "   出处：关于印发春茶方案的通知", "", "（由政策知识图谱根据图中的文件和填报的进展生成，请核对后发送。）", "",
    ]  # fmt: skip
    body = found[MONEY].body
    assert body.index("一、牵头的任务，将在 30 天内到期") < body.index("二、配合的任务，已经逾期")


@pytest.mark.parametrize(
    ("given", "days", "words"),
    [
        ({"left": 0, "day": "2031-06-15"}, 7, "时限：2031年6月15日，今天到期"),
        ({"left": 1, "day": "2031-06-16", "due": ""}, 7, "时限：2031年6月16日，还有 1 天\n"),
        ({"step": "6月底前完成设计"}, 30, "到时完成：6月底前完成设计"),
        ({"leads": (FARM, "青穗县水利局"), "supports": ()}, 30, "牵头：青穗县农业农村局、青穗县水利局"),
        ({"problem": "长" * 500}, 30, "长" * 119 + "…\n"),
    ],
)
def test_what_it_says(given: dict[str, Any], days: int, words: str) -> None:
    assert words in made(due(**given), days=days)[FARM].body


def test_what_has_no_lead_asks_for_one() -> None:
    mail = made(due(**LATE, leads=(), supports=()))[NOBODY]
    assert mail.subject == "【任务提醒】没有写明牵头单位：1 项已经逾期（截至2031年6月15日）"
    assert "请确定由谁负责" in mail.body and "贵单位" not in mail.body and "一、已经逾期（1 项）" in mail.body


def test_as_a_file() -> None:
    assert as_text(Mail("甲局", "主题甲", "甲局：\n")) == "主题：主题甲\n\n甲局：\n"
    names = file_names([Mail(each, "", "") for each in ("甲/乙局", "甲 乙局", "../..", "局" * 200, "\x00")])
    assert names == ["甲_乙局.txt", "甲_乙局（2）.txt", "邮件.txt", "局" * 60 + ".txt", "邮件（2）.txt"]
