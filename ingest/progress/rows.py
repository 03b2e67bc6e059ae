"""How tasks stand, as the rows of a ledger tell: 已完成1.2万亩，完成年度目标的60%; 资金未到位; 未达序时进度."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from policygraph.ingest.measures.parts import CellWords, Part
from policygraph.ingest.progress import telling
from policygraph.ingest.progress.telling import Report, State
from policygraph.ingest.text.characters import for_matching

OPENING = 600
"""Characters before the first table in which a ledger says until when it tells."""
_PARTS = re.compile(r"\s*(\d+(?:\.\d+)?)\s*/\s*(0*[1-9]\d*)\s*")
_NUMBER = re.compile(r"\s*(?:约|近|已完成)?\s*(\d+(?:\.\d+)?)\s*(%?)(?:左右)?\s*")


def find_progress(
    parts: Sequence[Part],
    text: str,
    head: Sequence[str],
    dated: Sequence[str | None],
    year: int | None,
    aims: Mapping[int, str],
) -> Iterator[tuple[int, Report]]:
    """What is told of each task, with its index in `parts`. `head` are the title and the words above the tables,
    `dated` the document's own dates (ISO), the surest first; `year` is the one that it counts from; `aims` says of a
    task what its planned figure counts, which what was done need not repeat."""
    told = [(i, part) for i, part in enumerate(parts) if part.told and part.kind == "task"]
    if not told:
        return
    until = telling.until(head, year) or next((date.fromisoformat(day) for day in dated if day), None)
    for i, part in told:
        yield i, _report(part, text, until, year, aims.get(i, ""))


def _report(part: Part, text: str, until: date | None, year: int | None, aim: str) -> Report:
    cells = {cell.kind: cell for cell in reversed(part.told)}
    words = {kind: for_matching(text[cell.start : cell.end]).strip() for kind, cell in cells.items()}
    said = words.get("report", "")
    share = _share_of_cell(words.get("share", ""), cells["share"].counts if "share" in cells else "")
    share = telling.share_in(said) if share is None else share
    share = _share_of_cell(said) if share is None and said.endswith("%") else share
    as_of = telling.own_day(said, year) or until
    main = cells.get("report") or cells.get("share") or part.told[0]
    done = cells.get("report")
    return Report(
        state=_state(words, cells, share),
        share=share,
        as_of=as_of,
        problem=_said(part, text, "obstacle"),
        start=main.start,
        end=main.end,
        reached=telling.reached(text, done.start, done.end, as_of, year, aim) if done else (),
        ahead=_said(part, text, "ahead"),
    )


def _said(part: Part, text: str, kind: str) -> str | None:
    """What all cells of a kind say, in the words of the text, but that there is nothing."""
    said = [text[cell.start : cell.end].strip() for cell in part.told if cell.kind == kind]
    return "；".join(words for words in dict.fromkeys(said) if not _is_none(for_matching(words))) or None


def _is_none(words: str) -> bool:
    return not words or telling.words().none.fullmatch(words.strip("。.")) is not None


def _share_of_cell(words: str, counts: str = "") -> float | None:
    """60%, 约60%, 60, 0.6, 9/15 and 六成 are one; 1 is all of it, but below 完成率(%), where it `counts` hundredths."""
    if parts := _PARTS.fullmatch(words):
        return telling.as_share(float(parts[1]) / float(parts[2]))
    if not (m := _NUMBER.fullmatch(words)):
        return telling.share_in(words)
    value = float(m[1])
    whole = value <= 1 and not m[2] and not (value == 1 and counts)
    return telling.as_share(value if whole else value / 100)


def _state(words: dict[str, str], cells: dict[str, CellWords], share: float | None) -> State | None:
    """As a column says in a word, else as a share and the words tell."""
    if share == 1:
        return "done"
    if state := _of_a_word(words.get("pace", ""), cells["pace"].counts if "pace" in cells else ""):
        return state
    state = telling.state_of(telling.clauses(words.get("report", "")))
    return "on-track" if state == "done" and share is not None else state


def _of_a_word(word: str, heading: str) -> State | None:
    """What 是, 否 or a word says below 是否达到序时进度, 是否滞后, 是否完成 or 状态."""
    rules, word = telling.words(), word.strip("。. ")
    yes, no = rules.yes.fullmatch(word), rules.no.fullmatch(word)
    if not (yes or no):
        return telling.state_of(telling.clauses(word))
    if "滞后" in heading:
        return "behind" if yes else "on-track"
    if re.search("完成|办结|销号", heading):
        return "done" if yes else None  # what is not done yet need not be late
    return "on-track" if yes else "behind"
