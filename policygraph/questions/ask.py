"""`policygraph ask`: a question, or several of which each may go on with the one before, answered in a sentence."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from policygraph.graph.asking import catalog
from policygraph.graph.ledgers.lines import lines_of
from policygraph.graph.questions.answer import Answer, AskedBack, World
from policygraph.graph.questions.meant.within import SCOPE, Within
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.model.errors import PolicyGraphError
from policygraph.model.words import iso
from policygraph.options import Database, Llm, Output
from policygraph.services.ledgers import entering
from policygraph.services.phrasing.answering import answer
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
    place: Annotated[str, typer.Option("--place", help=SCOPE["place"], metavar="青穗县")] = "",
    bureau: Annotated[str, typer.Option("--bureau", help=SCOPE["bureau"])] = "",
    year: Annotated[str, typer.Option("--year", help=SCOPE["year"], metavar="2030")] = "",
    policy: Annotated[str, typer.Option("--policy", help=SCOPE["policy"])] = "",
    llm: Llm = None,
    database: Database = None,
    output: Output = Format.table,
) -> None:
    """用一句话提问：谁牵头、有哪些任务、做到多少、什么时候到期、进展如何、依据什么。"""
    scope = Within(place, bureau, year, policy)
    with open_store(database) as store:
        over = world(store, as_day(on) or date.today(), database)
        given = answer(questions[-1], over, questions[:-1], scope, llm=llm)
    if output is Format.json:
        sys.stdout.write(json.dumps(as_json(given, limit), ensure_ascii=False, default=iso, indent=1) + "\n")
    elif isinstance(given, Answer):
        _show(given, limit, output, scope)
    if isinstance(given, AskedBack):
        if output is not Format.json:
            _ask_back(given, scope)
        raise typer.Exit(NOT_ANSWERED)


def world(store: Store, today: date, place: str | Path | None) -> World:
    """What questions are asked over: the graph at a place, on a day, by the office's own rules."""
    return World(partial(catalog.run_query, store), partial(lines_of, store.read), today, entering.rules(place))


def _show(given: Answer, limit: int, output: Format, scope: Within) -> None:
    rows = given.rows[: limit or None]
    if output is Format.table:
        sys.stdout.write(f"{given.sentence}\n")
        _say_beside(given, scope)
    if rows or output is not Format.table:
        show(rows, given.columns, output)
    if len(rows) < len(given.rows):
        message(f"共 {len(given.rows)} 行，只列了前 {limit} 行；加 --limit 0 列出全部")


def scope_of(given: Mapping[str, str]) -> Within:
    """What a question is about where it says nothing else. Raises PolicyGraphError for what is none of these."""
    if wrong := [name for name in given if name not in SCOPE]:
        raise PolicyGraphError(f"没有 {'、'.join(wrong)}；可以写 {'、'.join(SCOPE)}")
    place, bureau, year, policy = (str(given.get(name, "")).strip() for name in SCOPE)
    return Within(place, bureau, year, policy)


def within_in_words(scope: Within, given: Answer | AskedBack) -> Iterator[str]:
    """That a question was taken to be about what was given beside it."""
    if given.by_page:
        yield f"{scope.called}：{'、'.join(given.by_page)}"


def _say_beside(given: Answer | AskedBack, scope: Within) -> None:
    """What it was understood as, and what was taken otherwise than it was written."""
    for words in within_in_words(scope, given):
        message(words)
    if given.understood:
        message(f"理解为：{'；'.join(f'{each.slot} {each.value}' for each in given.understood)}")
    for note in given.notes:
        message(f"注意：{note}")


def _ask_back(given: AskedBack, scope: Within) -> None:
    message(given.sentence)
    _say_beside(given, scope)
    for choice in given.choices:
        words = "" if choice.words == choice.question else f"{choice.words}　"
        query = "".join(f" -p {name}={value}" for name, value in choice.values.items())
        message(f"可以问：{words}{f'policygraph query {choice.query}{query}' if choice.query else choice.question}")


def as_json(given: Answer | AskedBack, limit: int) -> dict[str, Any]:
    """For programs. `answered` false: nothing is claimed, and `choices` can be asked instead."""
    beside = {
        "sentence": given.sentence,
        "understood": [{"slot": each.slot, "value": each.value, "said": each.said} for each in given.understood],
        "notes": list(given.notes), "within": list(given.by_page),
        "choices": [
            {"words": each.words, "question": each.question, "query": each.query, "values": dict(each.values)}
            for each in given.choices
        ],
    }  # fmt: skip
    if isinstance(given, AskedBack):
        return {"answered": False, **beside, "unused": list(given.unused)}
    return {
        "answered": True, **beside, "count": given.count, "units": None if given.units is None else list(given.units),
        "sides": [{"name": name, "number": number} for name, number in given.sides],
        "query": given.query, "values": dict(given.values), "total": len(given.rows),
        "rows": list(given.rows[: limit or None]),
    }  # fmt: skip
