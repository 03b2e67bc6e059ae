"""The command `policygraph audit`: who did what to the graph and when."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from policygraph.graph.stores.store import Row
from policygraph.model.errors import PolicyGraphError
from policygraph.options import Database, Output
from policygraph.services import audit
from policygraph.shell.said import message
from policygraph.show import Format, show


def audit_command(
    who: Annotated[str | None, typer.Option("--who", help="只列这个人的")] = None,
    act: Annotated[str | None, typer.Option("--act", help=f"只列这种操作：{'、'.join(audit.ACTS.values())}")] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="日期", help="从哪天起，例如 2026-03-01")] = None,
    database: Database = None,
    output: Output = Format.table,
) -> None:
    """谁在什么时候导入、移除、判断、导出了什么；最近的在前。"""
    found = audit.deeds(database, who=who, act=_act(act), since=_moment(since))
    if not found:
        message(f"没有这样的记录（{audit.trail(database)}）")
    rows: list[Row] = [audit.in_words(deed) for deed in found]
    show(rows, audit.COLUMNS, output, "审计记录")


def _act(words: str | None) -> str | None:
    if words is None:
        return None
    found = next((act for act, zh in audit.ACTS.items() if words in (act, zh)), None)
    if found is None:
        raise PolicyGraphError(f"没有“{words}”这种操作；可用 {'、'.join(audit.ACTS.values())}")
    return found


def _moment(day: str | None) -> str | None:
    """When that day begins on this machine, as the trail has times."""
    if day is None:
        return None
    try:
        return audit.moment(datetime.fromisoformat(day))
    except ValueError as error:
        raise PolicyGraphError(f"--since 应为日期，例如 2026-03-01；得到 {day}") from error
