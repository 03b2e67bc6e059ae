"""`policygraph ask`: a question, or several of which each may go on with the one before, answered in a sentence."""

from __future__ import annotations

import json
import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from policygraph.graph.asking import catalog
from policygraph.graph.ledgers.lines import lines_of
from policygraph.graph.questions.answer import Answer, AskedBack, World
from policygraph.graph.questions.asking import answer
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.model.words import iso
from policygraph.options import Database, Output
from policygraph.services.ledgers import entering
from policygraph.shell.said import message
from policygraph.show import Format, show
from policygraph.yearly.ledger import as_day

NOT_ANSWERED = 1  # exit code: the question was asked back
Questions = Annotated[
    list[str],
    typer.Argument(help="要问的话；后面再写的接着前一句问，例如 谁牵头高标准农田 那配合单位呢", metavar="QUESTION…"),
]


def ask_command(
    questions: Questions,
    on: Annotated[
        str | None, typer.Option("--on", help="当作哪一天问（今年、逾期都按它）；不写则为今天", metavar="2030-06-30")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=0, help="表里最多列几行，0 为全部")] = 100,
    database: Database = None,
    output: Output = Format.table,
) -> None:
    """用一句话提问：谁牵头、有哪些任务、做到多少、什么时候到期、进展如何、依据什么。"""
    with open_store(database) as store:
        given = answer(questions[-1], world(store, as_day(on) or date.today(), database), questions[:-1])
    if output is Format.json:
        sys.stdout.write(json.dumps(as_json(given, limit), ensure_ascii=False, default=iso, indent=1) + "\n")
    elif isinstance(given, Answer):
        _show(given, limit, output)
    if isinstance(given, AskedBack):
        if output is not Format.json:
            _ask_back(given)
        raise typer.Exit(NOT_ANSWERED)


def world(store: Store, today: date, place: str | Path | None) -> World:
    """What questions are asked over: the graph at a place, on a day, by the office's own rules."""
    return World(partial(catalog.run_query, store), partial(lines_of, store.read), today, entering.rules(place))


def _show(given: Answer, limit: int, output: Format) -> None:
    rows = given.rows[: limit or None]
    if output is Format.table:
        sys.stdout.write(f"{given.sentence}\n")
        _say_beside(given)
    if rows or output is not Format.table:
        show(rows, given.columns, output)
    if len(rows) < len(given.rows):
        message(f"共 {len(given.rows)} 行，只列了前 {limit} 行；加 --limit 0 列出全部")


def _say_beside(given: Answer | AskedBack) -> None:
    """What it was understood as, and what was taken otherwise than it was written."""
    if given.understood:
        message(f"理解为：{'；'.join(f'{each.slot} {each.value}' for each in given.understood)}")
    for note in given.notes:
        message(f"注意：{note}")


def _ask_back(given: AskedBack) -> None:
    message(given.sentence)
    _say_beside(given)
    for choice in given.choices:
        words = "" if choice.words == choice.question else f"{choice.words}　"
        query = "".join(f" -p {name}={value}" for name, value in choice.values.items())
        message(f"可以问：{words}{f'policygraph query {choice.query}{query}' if choice.query else choice.question}")


def as_json(given: Answer | AskedBack, limit: int) -> dict[str, Any]:
    """For programs. `answered` false: nothing is claimed, and `choices` can be asked instead."""
    beside = {
        "sentence": given.sentence,
        "understood": [{"slot": each.slot, "value": each.value, "said": each.said} for each in given.understood],
        "notes": list(given.notes),
        "choices": [
            {"words": each.words, "question": each.question, "query": each.query, "values": dict(each.values)}
            for each in given.choices
        ],
    }  # fmt: skip
    if isinstance(given, AskedBack):
        return {"answered": False, **beside, "unused": list(given.unused)}
    return {
        "answered": True, **beside, "count": given.count, "units": None if given.units is None else list(given.units),
        "query": given.query, "values": dict(given.values), "total": len(given.rows),
        "rows": list(given.rows[: limit or None]),
    }  # fmt: skip
