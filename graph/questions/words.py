"""The words of questions, `data/question_words.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from policygraph.model.vocabulary import Expression, Words, read


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """What a stretch of a question says: `cues` by what is asked for, `levels` by whose; the rest says nothing of it.

    `heads`, `tails`: what stands before or behind a matter and may be left away; `turned`: of the tails those that may
    as well stand before their object; `typed`: words that are often spelled with another character.
    """

    cues: dict[str, Expression]
    levels: dict[str, Expression]
    light: Expression
    heads: Expression
    tails: Expression
    turned: Words
    typed: Words


@cache
def question_words() -> QuestionWords:
    return read("question_words.yaml", QuestionWords)


@cache
def ends() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Heads at the beginning of a phrase and tails at its end, each with something left of it."""
    words = question_words()
    return re.compile(f"(?:{words.heads.pattern})(?=..)"), re.compile(f"(?<=..)(?:{words.tails.pattern})$")
