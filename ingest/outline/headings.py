"""Headings: how far the title of an item goes, and what its section is for. The patterns are in data/headings.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from policygraph.model.vocabulary import Expression, Words, alternatives, read

TITLE_LENGTH = 60
"""Characters; a longer first sentence is cut at its last comma before."""
RUN_ON = 4
"""Characters; less behind a known heading is part of it (组织实施阶段), not the text that it runs into."""

KINDS = ("objective", "principle", "background", "step", "safeguard", "container")

_SENTENCE_ENDS = re.compile(r"[。;!?\n]")
_CLAUSE = "(?:单位|部门|牵头|负责|配合|落实)"
# A unit, and what may stand beside it, in a bracket that closes the line: 改造敬老院3所（县民政局，12月底前完成）.
_UNIT = r"[省市县区州旗镇乡][^()\[\]、,;:\n]{1,14}[局委办部厅院府会心司站队](?:[、,;][^()\[\]\n]{0,200})?"
# Where a title ends: with its sentence or line, or where a clause of responsibility follows in brackets.
_TITLE_ENDS = re.compile(
    r"[。;!?\n]|:(?=[^\"《])(?!(?<=\d:)\d\d)|  "
    rf"|\((?!(?:有关|相关|各)?(?:单位|部门)\))(?=[^()]{{0,200}}{_CLAUSE}[^()]{{0,400}}\))|\[(?=[^\[\]]{{0,200}}{_CLAUSE}[^\[\]]{{0,400}}\])"
    rf"|[(\[](?={_UNIT}[)\]][ 。;!?]*(?:[\n(\[]|$)|[^()\[\]、,;:\n]{{1,8}}:)"
)


@dataclass(frozen=True, slots=True)
class HeadingWords:
    """`data/headings.yaml`: a field for each of KINDS, where a bulletin gives orders, and headings that run into their
    text."""

    objective: Expression
    principle: Expression
    background: Expression
    step: Expression
    safeguard: Expression
    container: Expression
    orders: Expression
    labels: Words
    states: Words
    captions: Words
    run_on: Words
    asks: Expression
    asks_front: Expression
    asks_anywhere: Expression
    tells: Expression
    outcomes: Expression
    itself: Expression
    applicants: Expression


@cache
def _words() -> HeadingWords:
    return read("headings.yaml", HeadingWords)


@cache
def _patterns() -> tuple[dict[str, re.Pattern[str]], re.Pattern[str]]:
    return {kind: getattr(_words(), kind) for kind in KINDS}, re.compile(alternatives(_words().run_on))


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(_words().labels)})(?:[一二三四五六七八九十]{{1,3}}|\d{{1,3}})?\s?:\s*(?=\S)")


@cache
def label_lines() -> re.Pattern[str]:
    """Lines that begin with what an item is called (项目名称：县图书馆新馆), of folded text; the group `label`."""
    return re.compile(rf"^ *(?P<label>{alternatives(_words().labels)})\s?:\s*(?=\S)", re.M)


@cache
def of_states() -> re.Pattern[str]:
    """Lines that tell how things stand (反馈问题：3个村…), of folded text."""
    number = r"(?:\(?[一二三四五六七八九十\d]{1,3}[、.)]\s*)?"
    words = alternatives(_words().states)
    return re.compile(rf"^ *{number}(?:{words})(?:[一二三四五六七八九十\d]{{1,3}})?\s?[:：][^\n]*", re.M)


@lru_cache(maxsize=4096)
def kind_of(title: str) -> str | None:
    """One of KINDS, or None for a heading about measures. `title` is folded text.

    >>> kind_of("工作目标"), kind_of("保障措施"), kind_of("重点任务"), kind_of("推进农村改厕")
    ('objective', 'safeguard', 'container', None)
    """
    patterns, _ = _patterns()
    return next((kind for kind in KINDS if patterns[kind].search(title)), None)


def is_caption(word: str) -> bool:
    """Does a word with a number name a thing beside the text (专栏1, 附表2), and no item of it?"""
    return any(word.endswith(caption) for caption in _words().captions)


def gives_orders(title: str) -> bool:
    """Does the title of a section of a bulletin say that it tells what is to be done?"""
    return _words().orders.search(title) is not None


def asks() -> re.Pattern[str]:
    """Verbs at the front of a sentence that says what is to be done, besides those that stand before figures."""
    return _words().asks


def asks_front() -> re.Pattern[str]:
    """What stands before such a verb: how, by whom and with what it is done."""
    return _words().asks_front


def asks_anywhere() -> re.Pattern[str]:
    """What says wherever it stands in a sentence that something is to be done."""
    return _words().asks_anywhere


def asks_nobody(sentence: str) -> bool:
    """Does a sentence give no office work: does it begin with whoever applies, comes or pays, or tell what was done?"""
    return bool(_words().applicants.match(sentence) or _words().tells.search(sentence))


def tells_outcome(title: str) -> bool:
    """Does the title of an item call work by what came of it?"""
    return _words().outcomes.search(title) is not None


def is_of_itself(title: str) -> bool:
    """Does an item say how long the paper holds, whom it means or who explains it?"""
    return _words().itself.match(title) is not None


def run_on(folded: str, start: int, end: int) -> int | None:
    """Where a title ends that begins with a known heading and runs into its text without a mark."""
    m = _patterns()[1].match(folded, start, end)
    return m.end() if m and m.end() < end and folded[m.end()] not in ",、和与及的" else None


def title_span(folded: str, start: int, end: int) -> tuple[int, int]:
    """Span of the title of an item whose words are `folded[start:end]`: its first sentence or line."""
    first = start
    while start < end and folded[start] in " \n:.、,":
        start += 1
    if folded.startswith("问:", start) and start + 2 < end:  # of a question the words are the title
        start += 2
    elif (label := _label().match(folded, start, end)) and label.end() < end:
        start = label.end()
    if start == end:
        return first, first
    stop = _TITLE_ENDS.search(folded, start, end)
    title_end = stop.start() if stop else end
    if (known := run_on(folded, start, end)) and known + RUN_ON < title_end:
        return start, known
    title_end = cut_long(folded, start, title_end)
    while title_end > start and folded[title_end - 1] in " ,":
        title_end -= 1
    return start, title_end


def cut_long(folded: str, start: int, end: int) -> int:
    """`end`, or where a title longer than TITLE_LENGTH is cut: at its last comma, if it has one."""
    if end - start <= TITLE_LENGTH:
        return end
    comma = max(folded.rfind(c, start + 6, start + TITLE_LENGTH) for c in ",:、")
    return comma if comma > 0 else start + TITLE_LENGTH


def first_sentence(text: str, folded: str, start: int, end: int) -> str:
    """The first sentence of `text[start:end]`, cut at a comma where it is long; empty if there are no words."""
    while start < end and folded[start] in " \n。.,;、:":
        start += 1
    stop = _SENTENCE_ENDS.search(folded, start, end)
    stop_at = cut_long(folded, start, stop.start() if stop else end)
    return text[start:stop_at].strip()
