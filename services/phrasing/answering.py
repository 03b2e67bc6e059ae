"""A question answered by our own reading, and, where that does not understand it, by slots that a model gives.

The model changes nothing of what we understand ourselves, and gives no facts: its slots must be values that the graph
has, its words must stand in the graph's texts, the answer comes from the graph, and what it made of the question is
shown.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace

from policygraph.graph.questions import asking
from policygraph.graph.questions.answer import Answer, AskedBack, World
from policygraph.graph.questions.lexicon import Lexicon
from policygraph.graph.questions.meant.within import Within
from policygraph.model.errors import PolicyGraphError
from policygraph.services.phrasing import model
from policygraph.services.phrasing.addresses import LLM, endpoint


def answer(
    question: str, world: World, after: Sequence[str] = (), within: Within = asking.ANYWHERE,
    changes: Mapping[str, str] = asking.NOTHING, llm: str | None = None, seconds: float = model.SECONDS,
) -> Answer | AskedBack:  # fmt: skip
    """As `asking.answer`; `llm`: the address of a model that is asked where that did not understand. Raises
    PolicyGraphError also for an address that is none of one's own."""
    first = asking.answer(question, world, after, within, changes)
    if not llm:
        return first
    place = endpoint(llm)
    if not isinstance(first, AskedBack) or not _is_unclear(first) or changes:
        return first
    lexicon = Lexicon(world.ask)
    places = sorted({row["region"] for row in lexicon.policies if row["region"]})
    try:
        given = model.slots_by(place, question, places, seconds)
        if not given:
            raise model.ModelError("模型也没有听懂")
        then = asking.answer_by(question, given, world, within)
    except (model.ModelError, PolicyGraphError) as error:
        return replace(first, notes=(*first.notes, f"{error}；以上是程序自己的读法。"))
    said = "，".join(f"{name}={value}" for name, value in given.items())
    return replace(then, notes=(f"程序没有听懂这句话，下面按模型的理解查图：{said}。", *then.notes))


def _is_unclear(back: AskedBack) -> bool:
    """Whether it was asked back because something was not understood, and not because it is not there to be told."""
    return back.sentence != asking.BEYOND and bool(back.unused or back.sentence == asking.UNCLEAR)


def configured() -> str | None:
    return os.environ.get(LLM) or None
