"""Answers about policies and documents: which there are, what they mention, what they rest on, who carries them out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from policygraph.graph.questions import saying
from policygraph.graph.questions.answer import Answer, AskedBack, Asking, Choice
from policygraph.graph.questions.conditions import (
    TASKS,
    NotThereError,
    conditions,
    not_mentioned,
    of_another_year,
    of_title,
    plans,
)  # fmt: skip
from policygraph.graph.questions.slots import Slots
from policygraph.graph.stores.store import Row


def on_documents(slots: Slots, asking: Asking) -> Answer | AskedBack:
    """Which documents have these words, or the titles of these policies. Raises NotThereError."""
    words = (*slots.words, *slots.policies)
    values: dict[str, Any] = {
        "words": list(words),
        "level": slots.own_level,
        "region": next(iter(slots.places), None),
    }
    query = "documents-mentioning"
    rows = asking.rows(query, _given(values))
    if not rows and slots.policies:  # a title in a text may be cut by the end of a line, or left out beside the number
        choices = tuple(Choice(title, f"{title}由哪些政策落实") for title in slots.policies)
        return AskedBack(f"没有哪份文件一字不差地写着“{'、'.join(words)}”。可以问哪些政策落实它。", choices)
    if not rows:
        raise NotThereError(not_mentioned(words, slots, asking))
    return Answer(saying.documents(words, rows), query, _given(values), rows, asking.columns(query))


def on_policies(slots: Slots, asking: Asking) -> Answer | AskedBack:
    """Which policies there are of a place, level, year. Raises NotThereError."""
    if slots.words:
        raise NotThereError(not_mentioned(slots.words, slots, asking))
    values = _given({"level": slots.own_level, "year": slots.year, "region": next(iter(slots.places), None)})
    rows = asking.rows("policies", values)
    return Answer(saying.policies(slots, rows), "policies", values, rows, asking.columns("policies"), count=len(rows))


def on_issuer(slots: Slots, asking: Asking) -> Answer | AskedBack:
    """Who issued a policy. Raises NotThereError."""
    titles = slots.policies or tuple(dict.fromkeys(row["title"] for row in plans(slots, asking)))
    if not titles:
        return AskedBack("要问哪项政策？请写明地方、年份或名称。")
    rows = [row for row in asking.lexicon.policies if row["title"] in titles]
    values = _given({"level": slots.own_level, "year": slots.year, "region": next(iter(slots.places), None)})
    return Answer(saying.issuers(rows), "policies", values, rows, asking.columns("policies"))


def on_ground(slots: Slots, asking: Asking) -> Answer | AskedBack:
    """What a policy, or a measure, rests on. Raises NotThereError."""
    if _is_of_policy(slots, asking):
        return _of_policy("policy-ancestors", "依据什么", slots, asking)
    if not slots.words and not slots.bureaus:
        return AskedBack("要问哪项政策或哪件事的依据？请写明，例如“高标准农田根据中央哪一条”。")
    values = conditions(slots, asking)
    tasks = asking.rows(TASKS, values)
    if not tasks and (back := of_another_year(slots, values, asking)):
        return back
    asked = _given({"tasks": [row["task_id"] for row in tasks], "level": slots.above})
    rows = _direct(asking.rows("grounds-of-tasks", asked), "lower_id", "above_level") if tasks else []
    given = {row["lower_id"] for row in rows}
    without = [row for row in tasks if row["task_id"] not in given] if rows else []
    return Answer(
        saying.grounds(slots, rows, without), "grounds-of-tasks", asked, rows, asking.columns("grounds-of-tasks")
    )


def on_carrying_out(slots: Slots, asking: Asking) -> Answer | AskedBack:
    """What carries out a policy, or a measure of one above. Raises NotThereError."""
    if _is_of_policy(slots, asking):
        return _of_policy("policy-descendants", "由哪些政策落实", slots, asking)
    if not slots.words:
        return AskedBack("要问哪项政策或哪条要求由谁落实？请写明，例如“中央的高标准农田由哪些任务落实”。")
    from dataclasses import replace

    above = replace(slots, places=() if slots.own_level else slots.places)
    tasks = asking.rows(TASKS, conditions(above, asking))
    below = list(slots.places) if slots.own_level else None
    asked = _given({"tasks": [row["task_id"] for row in tasks], "places": below})
    query = "tasks-that-carry-out"
    rows = _direct(asking.rows(query, asked), "demand_id", "place") if tasks else []
    return Answer(saying.carried_out(slots, rows), query, asked, rows, asking.columns(query))


def on_ranking(slots: Slots, asking: Asking) -> Answer | AskedBack:
    """Which units have most to do."""
    values = _given({"region": next(iter(slots.places), None)})
    rows = asking.rows("departments", values)
    return Answer(saying.ranking(slots, rows), "departments", values, rows, asking.columns("departments"))


def _is_of_policy(slots: Slots, asking: Asking) -> bool:
    return bool(slots.policies) or (bool(slots.plan) and all(of_title(each, slots, asking) for each in slots.words))


def _of_policy(query: str, asks: str, slots: Slots, asking: Asking) -> Answer | AskedBack:
    """A query about one policy; which is asked back where several may be meant."""
    titles = slots.policies or tuple(dict.fromkeys(row["title"] for row in plans(slots, asking)))
    if not titles:
        return AskedBack("要问哪项政策？请写明地方、年份或名称。")
    if len(titles) > 1:
        choices = tuple(Choice(title, f"{title}{asks}") for title in titles)
        return AskedBack(f"符合“{slots.said.get('plan', slots.text)}”的有 {len(titles)} 项，要问哪一项？", choices)
    values = {"policy": titles[0]}
    rows = asking.rows(query, values)
    return Answer(saying.chain(query, titles[0], rows), query, values, rows, asking.columns(query))


def _direct(rows: Sequence[Row], *of: str) -> list[Row]:
    """Links of their own before those that only lead there by way of others."""
    direct = {tuple(row[name] for name in of) for row in rows if row["score"] is not None}
    return [row for row in rows if row["score"] is not None or tuple(row[name] for name in of) not in direct]


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, [])}
