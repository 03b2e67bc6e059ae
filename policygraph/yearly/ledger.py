"""The commands of `policygraph ledger`: how tasks stand on a day, and what people report of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from policygraph.graph.asking.catalog import Column
from policygraph.graph.figures import reached
from policygraph.graph.ledgers import asked, reports
from policygraph.graph.ledgers.asked import Asked, apart, of_lines
from policygraph.graph.ledgers.due import Only, asked_for
from policygraph.graph.ledgers.lines import lines, lines_of
from policygraph.graph.ledgers.standing import (
    LIGHTS,
    STATES,
    Line,
    Standing,
    ahead_in_words,
    begun,
    completion,
    counted,
    stand,
    there,
)
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Row
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology
from policygraph.model.words import whole_percent
from policygraph.options import Database, Output, person
from policygraph.recorded import recorded
from policygraph.services.ledgers import entering
from policygraph.services.ledgers.cells import day_of, share_of
from policygraph.services.upgrading import open_current
from policygraph.shell.said import message
from policygraph.show import Format, show

ledger_app = typer.Typer(help="台账：任务到某一天办得怎样；填报、撤销、看历次填报。", rich_markup_mode=None)

STANDING = [
    Column("light", "灯"), Column("state", "状态"), Column("task", "任务"), Column("departments", "牵头部门"),
    Column("due_on", "到期日"), Column("due_basis", "时限依据", of="Task.due_basis"),
    Column("share", "完成比例"), Column("as_of", "截至"), Column("problem", "存在问题"),
    Column("ground", "依据"), Column("policy", "政策"), Column("id", "编号"),
]  # fmt: skip
BY_FIGURES = [
    column for each in STANDING
    for column in ([each, Column("reached", "指标完成")] if each.name == "share" else [each])
]  # fmt: skip


class Weigh(StrEnum):
    tasks = "tasks"
    figures = "figures"


Weighing = Annotated[
    Weigh, typer.Option("--weigh", help="完成怎样计：tasks 按任务，figures 按指标（没有可比的指标的任务不判断）")
]
Task = Annotated[str, typer.Argument(help="任务的编号（见 policygraph ledger show）", metavar="编号")]
By = Annotated[str | None, typer.Option("--by", help="是谁填报的；不写则为操作系统的用户名")]


@ledger_app.command("show")
def show_command(
    policy: Annotated[str | None, typer.Option("--policy", help="只看这份政策的任务：标题含这几个字，或编号")] = None,
    department: Annotated[str | None, typer.Option("--department", help="只看这个部门牵头或配合的")] = None,
    place: Annotated[str | None, typer.Option("--place", help="只看这个地方的政策")] = None,
    state: Annotated[str | None, typer.Option("--state", help=f"只看这种状态：{'、'.join(STATES.values())}")] = None,
    on: Annotated[str | None, typer.Option("--on", help="到哪一天为止；不写则为今天", metavar="2030-06-30")] = None,
    weigh: Weighing = Weigh.tasks,
    database: Database = None,
    output: Output = Format.table,
) -> None:
    """列出任务到某一天办得怎样：状态、灯色、完成比例和依据。"""
    day = as_day(on) or date.today()
    _check_state(state)
    rules = entering.rules(database)
    with open_store(database) as store:
        every = there(lines(store.read), day)
        of = reached.find(store.read, every) if weigh is Weigh.figures else reached.NOTHING
        rows_apart = apart(store.read)
    asked_of = asked_for(every, Only(department, policy, place))
    found = counted(asked_of if policy else begun(asked_of, day))
    stands = [(line, stand(line, day, rules)) for line in found]
    chosen = [each for each in stands if state is None or state in (each[1].state, STATES[each[1].state])]
    rows = [_row(*each) | {"reached": of.share(each[0], day)} for each in chosen]
    show(rows, BY_FIGURES if weigh is Weigh.figures else STANDING, output, f"{day} 的台账")
    if output is Format.table:
        rows_apart = rows_apart if len(asked_of) == len(every) else of_lines(rows_apart, found)
        by_figures = f"；{reached.completion(of, found, day).in_words}" if weigh is Weigh.figures else ""
        _say(
            [standing for _, standing in stands],
            by_figures,
            rows_apart,
            "" if policy else ahead_in_words(asked_of, day),
        )


def _check_state(words: str | None) -> None:
    if words is not None and words not in (*STATES, *STATES.values()):
        raise PolicyGraphError(f"没有“{words}”这种状态；可以是 {'、'.join(STATES.values())}")


def _say(stands: list[Standing], by_figures: str, rows: Sequence[Asked], ahead: str) -> None:
    """How far the tasks are together, how many rows of ledgers are no task's, how many tasks are of plans for next
    year."""
    if stands:
        message(in_words(stands) + by_figures)
    if stands and (words := asked.in_words(rows)):
        message(f"{words}；逐行判断见 policygraph review")
    if ahead:
        message(f"{ahead}；要看，请写 --policy")


def in_words(stands: list[Standing]) -> str:
    """How far tasks are together, for people."""
    done = completion(stands)
    parts = "，".join(f"{STATES[state]} {n}" for state, n in done.states.items() if n)
    return f"共 {done.tasks} 项：{parts}；总体完成 {whole_percent(done.share or 0)}"


def _row(line: Line, standing: Standing) -> Row:
    return {
        "light": LIGHTS[standing.light], "state": STATES[standing.state], "task": line.title,
        "departments": list(line.leads), "due_on": line.due_on and line.due_on.isoformat(), "due_basis": line.due_basis,
        "share": standing.share,
        "as_of": standing.as_of and standing.as_of.isoformat(), "problem": standing.problem, "ground": standing.ground,
        "policy": line.policy, "id": line.id,
    }  # fmt: skip


@ledger_app.command("enter")
@recorded("enter", "task")
def enter_command(
    task: Task,
    state: Annotated[str | None, typer.Option("--state", help="状态：未开始、正常、滞后、办结、中止")] = None,
    share: Annotated[str | None, typer.Option("--share", help="完成比例：60%、60 或 0.6")] = None,
    problem: Annotated[str | None, typer.Option("--problem", help="存在问题")] = None,
    text: Annotated[str | None, typer.Option("--text", help="进展情况")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="截至哪一天；不写则为今天")] = None,
    confirm: Annotated[bool, typer.Option("--confirm", help="确认办结，予以销号")] = False,
    by: By = None,
    database: Database = None,
) -> None:
    """填报一项任务的进展；原来的填报留着，可在 history 里看。"""
    today = date.today()
    with open_current(database, message, write=True) as store:
        made = reports.report(
            store.read, task, by=person(by), as_of=as_day(as_of) or today, today=today,
            state=as_state(state), share=as_share(share), problem=problem, text=text, confirmed=confirm,
        )  # fmt: skip
        entering.enter(store, [made])
    message(f"已记下：{made.sentence}。撤销：policygraph ledger withdraw {made.id}")


@ledger_app.command("withdraw")
@recorded("undo", "id_")
def withdraw_command(
    id_: Annotated[str, typer.Argument(help="填报的编号（见 policygraph ledger history）", metavar="编号")],
    by: By = None,
    database: Database = None,
) -> None:
    """撤销一条填报；它仍可在 history 里看到。"""
    with open_current(database, message, write=True) as store:
        gone = entering.undo(store, id_, person(by))
    message(f"已撤销：{gone.sentence}")


@ledger_app.command("history")
def history_command(task: Task, database: Database = None, output: Output = Format.table) -> None:
    """列出一项任务的全部进展：读到的和填报的，撤销了的也在内。"""
    with open_store(database) as store:
        found = lines_of(store.read, [task])
        rows = entering.history(store.read, found[0]) if found else []
    if not found:
        raise PolicyGraphError(f"图中没有编号为 {task} 的任务；可用 policygraph ledger show 查编号")
    show(rows, entering.HISTORY, output, found[0].title)


# --- what people write


def as_day(words: str | None) -> date | None:
    """A date as a person writes it. PolicyGraphError for what is none.

    >>> as_day("2030-06-30"), as_day("2030.6.30"), as_day("20300630")
    (datetime.date(2030, 6, 30), datetime.date(2030, 6, 30), datetime.date(2030, 6, 30))
    """
    try:
        if words and words.isdecimal():
            return date.fromisoformat(words)
        return day_of(words, "日期") if words else None
    except ValueError:
        raise PolicyGraphError(f"日期请写成 2030-06-30 这样，得到 {words}") from None


def as_share(words: str | None) -> float | None:
    """A share as everywhere. PolicyGraphError for what is none.

    >>> as_share("60%"), as_share("60"), as_share("0.6"), as_share("")
    (0.6, 0.6, 0.6, None)
    """
    try:
        return share_of(words) if words else None
    except ValueError as error:
        raise PolicyGraphError(f"--share {words} 不对：{error}") from None


def as_state(words: str | None) -> str | None:
    """A state under which progress is kept, from its word or name; others as they are.

    >>> as_state("办结"), as_state("done"), as_state(None)
    ('done', 'done', None)
    """
    known = ontology().nodes["Progress"].properties["state"].values or {}
    return next((name for name, zh in known.items() if zh == words), words) or None
