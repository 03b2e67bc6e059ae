"""Answers about figures: how much is aimed at, how much was reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from policygraph.graph.asking.known_names import Names
from policygraph.graph.questions import saying
from policygraph.graph.questions.answer import Answer, AskedBack, Asking, Choice
from policygraph.graph.questions.conditions import NotThereError, years_of
from policygraph.graph.questions.slots import Slots
from policygraph.graph.questions.topics import indicators
from policygraph.graph.stores.store import Row

FIGURES = "figures"
MOST_NEAR = 5


def names_of_figures(slots: Slots, asking: Asking) -> list[str]:
    """The figures of the graph that the words of a question call."""
    return indicators(slots.words, [str(row["indicator"]) for row in asking.rows("indicators", {})])


def on_figures(slots: Slots, asking: Asking) -> Answer | AskedBack:
    """Raises NotThereError where there is no figure of that name."""
    names = names_of_figures(slots, asking)
    if not slots.words:
        raise NotThereError(AskedBack("要问哪个指标？请写明，例如“粮食总产量目标是多少”。"))
    if not names:
        raise NotThereError(_no_figure(slots, asking))
    values: dict[str, Any] = {"indicators": names, "kind": slots.kind}
    if len(slots.places) == 1:
        values["region"] = slots.places[0]
    values = {name: value for name, value in values.items() if value is not None}
    issued = {row["id"]: row for row in asking.lexicon.policies}
    rows = [row for row in asking.rows(FIGURES, values) if _fits(row, slots, issued)]
    return Answer(saying.figures(slots, rows, names), FIGURES, values, rows, asking.columns(FIGURES))


def _fits(row: Row, slots: Slots, issued: Mapping[str, Row]) -> bool:
    """A figure without a year of its own is for the years of its policy."""
    policy = issued.get(row["policy_id"] or "")
    years: Sequence[int] = (row["year"],) if row["year"] else years_of(policy) if policy else ()
    return (
        (not slots.places or row["region"] in slots.places)
        and (not slots.own_level or row["level"] == slots.own_level)
        and (slots.year is None or slots.year in years)
    )


def _no_figure(slots: Slots, asking: Asking) -> AskedBack:
    said = "、".join(f"“{each}”" for each in slots.words)
    rows = tuple(
        {"name": row["indicator"], "full_name": None, "aliases": None} for row in asking.rows("indicators", {})
    )
    choices = [
        Choice(name, asking.question.replace(each, name, 1))
        for each in slots.words if each in asking.question for name in Names(rows).near(each, MOST_NEAR)
    ]  # fmt: skip
    return AskedBack(f"图里没有叫{said}的指标。", tuple(choices[:MOST_NEAR]), unused=slots.words)
