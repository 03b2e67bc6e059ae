"""A measure as it is compared with others: its title, and its text without the words that say who does it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from policygraph.ingest.text.traditional import is_traditional, simplified

TITLE = 3  # how often the title counts, the text counting once

RUN = re.compile(r"[\u3400-\u9fff]+")
FIRST, LAST = 0x3400, 0x9FFF  # the characters that count
SPAN = LAST - FIRST + 1
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


def pairs_of(texts: Sequence[str]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The numbers of the pairs of Chinese characters that stand side by side, and in which text each does."""
    joined = "\n".join(texts)
    codes = np.frombuffer(joined.encode("utf-32-le"), np.uint32).astype(np.int64) - FIRST
    counts = (codes >= 0) & (codes < SPAN)
    both = np.flatnonzero(counts[:-1] & counts[1:])
    ends = np.cumsum([len(text) + 1 for text in texts], dtype=np.int64)
    return codes[both] * SPAN + codes[both + 1], np.searchsorted(ends, both, "right")


def counted(texts: Sequence[str]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Of titles and texts, by turns: the numbers of pairs, in order, in which measure each stands, and what it counts
    there.
    """
    numbers, parts = pairs_of(texts)
    many = max(len(texts) // 2, 1)
    keys, place = np.unique(numbers * many + parts // 2, return_inverse=True)
    often = np.bincount(place, np.where(parts % 2 == 0, float(TITLE), 1.0))
    return keys // many, keys % many, 1 + np.log(often)
