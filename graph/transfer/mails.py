"""What falls due as mails, one a bureau: subject and body, for who sends them. Nothing here sends any."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from policygraph.graph.ledgers.due import NOBODY, Due, Of, title
from policygraph.graph.ledgers.standing import STATES
from policygraph.model.ontology import ontology
from policygraph.model.words import percent, printable

NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]+')  # what a file's name cannot hold on one system or another
LONGEST = 60  # characters of a file's name, which may have 255 bytes
PARTS = ("一", "二", "三", "四")
ASKED = "请按时限办理；已经办结的，请反馈办结情况和日期，以便销号。"
MOST = 120  # characters of a sentence


class Mail(NamedTuple):
    bureau: str
    subject: str
    body: str


def mails(of: Iterable[Of], on: date, days: int | None) -> list[Mail]:
    """`of`: what is late and what falls due within `days` (none: only what is late), a bureau after the other."""
    return [_mail(bureau, list(each), on, days) for bureau, each in groupby(of, key=lambda each: each.bureau)]


class _List(NamedTuple):
    role: str
    how: str  # what its tasks have in common
    dues: list[Due]


def _mail(bureau: str, of: Sequence[Of], on: date, days: int | None) -> Mail:
    there = [each for each in _lists(of, f"将在 {days} 天内到期" if days else "今天到期") if each.dues]
    counted = "，".join(f"{each.role} {len(each.dues)} 项{each.how}" for each in there)
    body = [f"{bureau}：", "", f"截至{_day(on)}，贵单位{counted}。", ASKED]
    if bureau == NOBODY:
        there = [each._replace(role="") for each in there]
        counted = counted.replace("牵头 ", "")
        body = [f"截至{_day(on)}，以下任务没有写明牵头单位，请确定由谁负责。"]
    for number, each in zip(PARTS, there, strict=False):
        whose = f"{each.role}的任务，" if each.role else ""
        body += ["", f"{number}、{whose}{each.how}（{len(each.dues)} 项）", *_items(each.dues)]
    body += ["", "（由政策知识图谱根据图中的文件和填报的进展生成，请核对后发送。）", ""]
    return Mail(bureau, printable(f"【任务提醒】{bureau}：{counted}（截至{_day(on)}）"), printable("\n".join(body)))


def _lists(of: Sequence[Of], soon: str) -> Iterator[_List]:
    for role in ("牵头", "配合"):
        mine = [each.due for each in of if each.role == role]
        yield _List(role, "已经逾期", [due for due in mine if due.left < 0])
        yield _List(role, soon, [due for due in mine if due.left >= 0])


def _items(dues: Iterable[Due]) -> Iterator[str]:
    for number, due in enumerate(dues, 1):
        yield f"{number}. {title(due)}"
        yield from (f"   {line}" for line in _lines(due))


def _lines(due: Due) -> list[str]:
    left = f"已过 {-due.left} 天" if due.left < 0 else f"还有 {due.left} 天" if due.left else "今天到期"
    basis = ontology().word("Task.due_basis", due.due_basis) if due.due_basis else ""
    grounds = "，".join(filter(None, (due.due and f"原文：{due.due}", basis)))
    written = f"（{grounds}）" if grounds else ""
    lines = [f"时限：{_day(date.fromisoformat(due.day))}，{left}{written}"]
    if due.step and due.last:
        lines.append(f"到时完成：{_short(due.step)}")
    together = [f"牵头：{'、'.join(due.leads)}"] * (len(due.leads) > 1) + [f"配合：{'、'.join(due.supports)}"] * bool(
        due.supports
    )
    lines += ["；".join(together)] * bool(together)
    share = f"，完成 {percent(due.share)}" if due.share is not None else ""
    since = f"（截至{_day(date.fromisoformat(due.as_of))}）" if due.as_of else ""
    lines.append(f"状态：{STATES[due.state]}{share}{since}")
    if due.problem:
        lines.append(f"存在问题：{_short(due.problem)}")
    lines.append(f"出处：{due.source}")
    return lines


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= MOST else f"{words[: MOST - 1]}…"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def as_text(mail: Mail) -> str:
    """A mail as a file or a terminal has it: the subject in the first line."""
    return f"主题：{mail.subject}\n\n{mail.body}"


def file_names(made: Sequence[Mail]) -> list[str]:
    """A name for each mail's file, no two alike.

    >>> file_names([Mail("甲/乙局", "", ""), Mail("甲 乙局", "", "")])
    ['甲_乙局.txt', '甲_乙局（2）.txt']
    """
    names: list[str] = []
    for mail in made:
        name = NOT_IN_NAMES.sub("_", printable(mail.bureau))[:LONGEST].strip("._") or "邮件"
        before = sum(each == name or each.startswith(f"{name}（") for each in names)
        names.append(f"{name}（{before + 1}）" if before else name)
    return [f"{name}.txt" for name in names]
