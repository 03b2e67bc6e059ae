"""A measure as it is compared with others: its title, and its text without the words that say who does it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from policygraph.ingest.text.traditional import is_traditional, simplified

TITLE = 3  # how often the title counts, the text counting once

RUN = re.compile(r"[\u3400-\u9fff]+")
# Who does it says nothing of what is done: the same bureaus stand under measures of all kinds.
DUTIES = re.compile(r"[（(][^（()）]*(?:牵头|责任单位|配合|负责|分工)(?:[^（()）]|[（(][^（()）]*[）)])*[）)]")
DUTY_LINES = re.compile(
    r"^\s*(?:牵头|责任|配合|主办|协办|参与)(?:单位|部门)[：:].*$|^\s*完成时限[：:].*$", re.MULTILINE
)


class Measure(NamedTuple):
    """What is compared: a Task's id, title and text."""

    id: str
    title: str
    text: str


def measures_of(rows: Iterable[Mapping[str, Any]]) -> list[Measure]:
    """Of rows with an id, a title and a text."""
    return [Measure(row["id"], row["title"], row["text"]) for row in rows]


def body(measure: Measure) -> str:
    """The text without its title, and without the clauses that say who does it."""
    text = simplified(measure.text) if is_traditional(measure.text) else measure.text
    text = DUTY_LINES.sub("", DUTIES.sub("", text))
    return text.replace(measure.title, "", 1)
