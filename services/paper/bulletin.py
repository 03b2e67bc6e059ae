"""督查通报: how the tasks of the year stand on a day, together, by leading offices, and which are late and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from policygraph.graph.ledgers.standing import (
    FINISHED,
    STATES,
    Completion,
    Line,
    Rules,
    Standing,
    State,
    completion,
    counted,
    known,
    stand,
    there,
)
from policygraph.graph.transfer.forms import NUMBER, Cells, Column, Form, numbered
from policygraph.model.errors import PolicyGraphError
from policygraph.model.words import percent, whole_percent
from policygraph.services.paper.paper import Block, Heading, Paper, Signature, Words, day

NAME = "督查通报"
LATE: tuple[State, ...] = ("overdue", "behind")
SOON = 30  # days ahead of which the bulletin warns
NO_LEAD = "未写明牵头单位"
UNTOLD, SILENT = "未报告原因", "未报告进展"
SHORT = 12  # titles in a sentence, at most
COUNTED: dict[str, tuple[State, ...]] = {
    "办结": ("closed", "done"), "正常": ("on-track",), "滞后": ("behind",), "逾期": ("overdue",),
    "未开始": ("not-started",), "中止": ("stopped",),
}  # fmt: skip
"""Headings of columns, and the states that they count; who finished is also who is closed."""
BY_OFFICE = (
    Column(NUMBER, 6, centred=True), Column("牵头单位", 20), Column("任务", 6, centred=True),
    *(Column(name, 7, centred=True) for name in COUNTED), Column("完成率", 9, centred=True),
)  # fmt: skip
BY_POLICY = (BY_OFFICE[0], Column("文件", 30), *BY_OFFICE[2:])
ONE_BY_ONE = (
    Column(NUMBER, 6, centred=True), Column("工作任务", 24), Column("牵头单位", 15, centred=True),
    Column("时限", 13, centred=True), Column("状态", 10, centred=True), Column("完成", 9, centred=True),
    Column("原因", 19),
)  # fmt: skip
AHEAD = (*ONE_BY_ONE[:5], Column("完成", 9, centred=True))

Stood = tuple[Line, Standing]


class Subject(NamedTuple):
    """What a bulletin is about: `title`: in its own title; `name`: in its first sentence."""

    title: str
    name: str


def bulletin(subject: Subject, lines: Sequence[Line], on: date, by: str = "", rules: Rules | None = None) -> Paper:
    """The paper about some lines of the ledger. PolicyGraphError where there is none, or nothing is told of any."""
    if not lines:
        raise PolicyGraphError(f"图中没有{subject.name}的任务，无从通报")
    stands = [(line, stand(line, on, rules)) for line in counted([known(line, on) for line in there(lines, on)])]
    if not any(line.told for line, _ in stands):
        raise PolicyGraphError(
            f"{subject.name}的任务还没有任何进展，无从通报；请先导入台账、汇报，或用 policygraph ledger enter 填报"
        )
    title = f"关于{subject.title}任务进展情况的通报"
    stands, earlier = _of_year(stands, on)
    parts: list[tuple[str, list[Words | Form]]] = [
        ("总体情况", list(_together(stands))),
        ("各牵头单位情况", list(_by_office(title, stands))),
        ("逾期和滞后的任务", list(_late(title, stands, on))),
        (f"{SOON}天内到期的任务", list(_ahead(title, stands, on))),
        ("以前年度未办结的任务", list(_earlier(title, earlier, on))),
    ]
    blocks: list[Block] = [Words(_opening(subject.name, stands, on))]
    for numeral, (heading, part) in zip("一二三四五", (each for each in parts if each[1]), strict=False):
        blocks += [Heading(f"{numeral}、{heading}"), *part]
    return Paper(NAME, _lines(subject.title), f"{title}（{day(on)}）", (*blocks, Signature(by, day(on))), by=by, on=on)


def _of_year(stands: Sequence[Stood], on: date) -> tuple[list[Stood], list[Stood]]:
    """Those of the year, and those of plans before it that fell due before it; all are of the year where there are no
    others."""
    own: list[Stood] = []
    earlier: list[Stood] = []
    for each in stands:
        days = (each[0].begins, each[0].due_on)
        (earlier if all(day is not None and day.year < on.year for day in days) else own).append(each)
    return (own, earlier) if own else (earlier, [])


def _lines(about: str) -> tuple[str, ...]:
    """A title on paper upright, broken behind what it is about where it is long."""
    return (f"关于{about}", "任务进展情况的通报") if len(about) > 10 else (f"关于{about}任务进展情况的通报",)


def _opening(name: str, stands: Sequence[Stood], on: date) -> str:
    whole = completion(each for _, each in stands)
    states = [f"{words}{count}项" for words, count in _counts(whole).items() if count]
    closed = f"（其中销号{whole.states['closed']}项）" if whole.states["closed"] else ""
    share = f"，总体完成{whole_percent(whole.share)}（未报告的按未完成计）" if whole.share is not None else ""
    listed = "、".join(states).replace("项", f"项{closed}", 1) if whole.finished else "、".join(states)
    return f"截至{day(on)}，{name}共有任务{whole.tasks}项，其中{listed}{share}。现将有关情况通报如下。"


def _counts(whole: Completion) -> dict[str, int]:
    return {words: sum(whole.states[state] for state in states) for words, states in COUNTED.items()}


def _together(stands: Sequence[Stood]) -> Iterable[Words | Form]:
    """Which tasks are done and how many nobody reported; where there are several papers, a table of them."""
    done = [line for line, each in stands if each.state in FINISHED]
    if done:
        yield Words(f"已办结{len(done)}项：{_titles(done)}。")
    silent = [line for line, each in stands if not line.told and each.state not in LATE]
    if silent:
        yield Words(f"未报告进展的{len(silent)}项，列入“未开始”：{_titles(silent)}。")
    papers: dict[str, list[Stood]] = defaultdict(list)
    for line, each in stands:
        papers[f"《{line.policy}》" if line.policy else line.source].append((line, each))
    if len(papers) > 1:
        yield Form("各文件任务进展", "各文件", BY_POLICY, tuple(numbered(_ranked(papers))))
    elif not done and not silent:
        yield Words("各项任务均已报告进展，尚无办结的。")


def _by_office(title: str, stands: Sequence[Stood]) -> Iterable[Words | Form]:
    """A task counts for each office that leads it."""
    offices: dict[str, list[Stood]] = defaultdict(list)
    for line, each in stands:
        for name in line.leads or (NO_LEAD,):
            offices[name].append((line, each))
    late = {name: sum(each.state in LATE for _, each in of) for name, of in offices.items()}
    if named := [f"{name}（{count}项）" for name, count in late.items() if count and name != NO_LEAD]:
        yield Words(f"牵头任务有逾期或滞后的单位{len(named)}个：{'、'.join(named)}。")
    notes = ("注：几个单位共同牵头的任务，各算一项；按完成率排列，没有报告过完成多少的不算完成率。",)
    yield Form(title, "各牵头单位", BY_OFFICE, tuple(numbered(_ranked(offices))), notes=notes)


def _ranked(groups: dict[str, list[Stood]]) -> list[Cells]:
    """Who has done most first; those of whom nothing was reported that tells how far they are last."""
    found = []
    for name, of in groups.items():
        whole = completion(each for _, each in of)
        found.append((name, whole, whole.share or 0.0, any(_tells_how_far(*stood) for stood in of)))
    found.sort(key=lambda each: (not each[3], -each[2]))
    return [
        (name, str(whole.tasks), *(str(count or "") for count in _counts(whole).values()),
         whole_percent(share) if told else "—")
        for name, whole, share, told in found
    ]  # fmt: skip


def _tells_how_far(line: Line, standing: Standing) -> bool:
    """Is a share reported, or that all of it or nothing is done? Words alone (正在推进) are no 0 %."""
    return bool(line.told) and (standing.share is not None or standing.state in (*FINISHED, "stopped", "not-started"))


def _late(title: str, stands: Sequence[Stood], on: date) -> Iterable[Words | Form]:
    found = sorted(
        ((line, each) for line, each in stands if each.state in LATE),
        key=lambda stood: (LATE.index(stood[1].state), stood[0].due_on or date.max),
    )
    if not found:
        yield Words("没有逾期或滞后的任务。")
        return
    counts = [(state, sum(each.state == state for _, each in found)) for state in LATE]
    yield Words(f"{'、'.join(f'{STATES[state]}{count}项' for state, count in counts if count)}，逐项列出如下。")
    lines = [(*_one(line, each, on), each.problem or (UNTOLD if line.told else SILENT)) for line, each in found]
    yield Form(f"{title}：逾期和滞后的任务", "逾期和滞后", ONE_BY_ONE, tuple(numbered(lines)))


def _ahead(title: str, stands: Sequence[Stood], on: date) -> Iterable[Words | Form]:
    """What is to be done soon and is not finished."""
    until = on + timedelta(days=SOON)
    found = [(line, each) for line, each in stands if line.due_on and on <= line.due_on <= until]
    open_ = [(line, each) for line, each in found if each.state not in (*FINISHED, "stopped")]
    if open_:
        lines = [_one(line, each, on) for line, each in sorted(open_, key=lambda stood: stood[0].due_on or on)]
        yield Form(f"{title}：近期到期的任务", "近期到期", AHEAD, tuple(numbered(lines)))


def _earlier(title: str, stands: Sequence[Stood], on: date) -> Iterable[Words | Form]:
    """What fell due before the year and is not finished."""
    open_ = [(line, each) for line, each in stands if each.state not in (*FINISHED, "stopped")]
    if open_:
        yield Words(f"{on.year}年以前到期、还没有办结的{len(open_)}项，不计入以上各数，逐项列出如下。")
        lines = [
            (*_one(line, each, on), each.problem or (UNTOLD if line.told else SILENT))
            for line, each in sorted(open_, key=lambda stood: stood[0].due_on or on)
        ]
        yield Form(f"{title}：以前年度未办结的任务", "以前年度", ONE_BY_ONE, tuple(numbered(lines)))


def _one(line: Line, each: Standing, on: date) -> Cells:
    """A task by itself: what, who, until when, how it stands, how far it is."""
    due = line.due_on
    due_words = f"{due.month}月{due.day}日" if due else line.due or ""
    due_words = f"{due.year}年\n{due_words}" if due and due.year != on.year else due_words
    days = f"\n{(on - due).days}天" if due and each.state == "overdue" else ""
    share = percent(each.share)
    return (line.title, "\n".join(line.leads) or NO_LEAD, due_words, f"{STATES[each.state]}{days}", share)


def _titles(lines: Sequence[Line]) -> str:
    listed = "；".join(line.title for line in lines[:SHORT])
    return f"{listed}等" if len(lines) > SHORT else listed
