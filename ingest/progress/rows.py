"""How tasks stand, as the rows of a ledger tell: 已完成1.2万亩，完成年度目标的60%; 资金未到位; 未达序时进度."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import InitVar, dataclass, field
from datetime import date

from policygraph.ingest.measures.parts import CellWords, Part
from policygraph.ingest.progress import dated, shares, telling
from policygraph.ingest.progress.dated import Told
from policygraph.ingest.progress.shares import Scale
from policygraph.ingest.progress.telling import Report, State
from policygraph.ingest.tables.columns import patterns
from policygraph.ingest.tables.shares import is_share, number_in
from policygraph.ingest.text.characters import for_matching
from policygraph.ingest.text.unread import UnreadSpan

_Day = tuple[Sequence[CellWords], date | None]
"""Cells that tell of one task, and until when."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is told of each task, with its index among the parts; and the shares that are none, and of each table that
    does not say until when it tells the first cell of it."""

    told: tuple[tuple[int, Report], ...] = ()
    unread: tuple[UnreadSpan, ...] = ()


def find_progress(parts: Sequence[Part], text: str, until: Told, year: int | None, aims: Mapping[int, str]) -> Found:
    """How the tasks stand, by the cells that tell it. `until`: until when the tables tell; `year` is the one that the
    document counts from; `aims` says of a task what its planned figure counts, which what was done need not repeat."""
    told = [(i, part) for i, part in enumerate(parts) if part.told and part.kind == "task"]
    scales = _scales([cell for _, part in told for cell in part.told], text, until)
    found: list[tuple[int, Report]] = []
    unread: list[UnreadSpan] = []
    undated: dict[int, UnreadSpan] = {}
    for i, part in told:
        for cells, day in _by_row(_by_day(part.told, until, year)):
            row = _Row(text, cells, day, year, scales[until.table(cells[0].start)], aims.get(i, ""))
            found.append((i, row.report()))
            if found[-1][1].as_of is None:
                undated.setdefault(until.table(cells[0].start), UnreadSpan("day-unsure", cells[0].start, cells[0].end))
            unread += (UnreadSpan("share-unsure", cell.start, cell.end) for cell in row.unsure)
    return Found(tuple(found), (*undated.values(), *unread))


def _scales(cells: Sequence[CellWords], text: str, until: Told) -> Mapping[int, Mapping[str, Scale]]:
    """What the numbers of each column of shares are, by where its table begins and by its heading."""
    columns: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for cell in cells:
        if cell.kind == "share":
            columns[until.table(cell.start)][cell.counts].append(_words(text, cell))
    scales: dict[int, dict[str, Scale]] = defaultdict(dict)
    for at, found in columns.items():
        scales[at] = {heading: shares.scale_of(said, heading) for heading, said in found.items()}
    return scales


def _by_day(told: Sequence[CellWords], until: Told, year: int | None) -> Iterator[_Day]:
    """The cells that tell of one day, in one table or one column of it."""
    tables: dict[int, list[CellWords]] = defaultdict(list)
    for cell in told:
        tables[until.table(cell.start)].append(cell)
    for cells in tables.values():
        yield from _by_month(cells, until.at(cells[0].start), year)


def _by_row(days: Iterable[_Day]) -> Iterator[_Day]:
    """The cells that tell for one office: a task over several rows, each with a share or a pace of its own, is told of
    by each of them."""
    for cells, day in days:
        rows: list[list[CellWords]] = []
        for cell in cells:
            if not rows or any((cell.kind, cell.counts) == (other.kind, other.counts) for other in rows[-1]):
                rows.append([])
            rows[-1].append(cell)
        judged: list[list[CellWords]] = []
        for row in rows:
            if judged and not any(cell.kind in ("share", "pace") for cell in row):
                judged[-1] += row
            else:
                judged.append(row)
        yield from ((row, day) for row in judged)


def _by_month(cells: Sequence[CellWords], until: date | None, year: int | None) -> Iterator[_Day]:
    """The cells that tell of one day. Where columns for several months tell of a task (8月进展, 9月进展), what stands
    in a column for no month is of the last."""
    of_months = {cell: dated.month_of(cell.counts, year) for cell in cells if cell.kind in ("report", "share")}
    days = sorted({day for day in of_months.values() if day})
    if len(days) < 2:
        yield cells, min([*days, *([until] if until else [])], default=None)
        return
    for day in days:
        yield [cell for cell in cells if (of_months.get(cell) or days[-1]) == day], day


@dataclass(slots=True)
class _Row:
    """What the cells of a task tell until one day. `shares`: of each cell below a heading of shares what it tells, and
    whether that is a number that is no share, or may be either of two."""

    text: str
    told: Sequence[CellWords]
    until: date | None
    year: int | None
    scales: InitVar[Mapping[str, Scale]]
    aim: str
    shares: list[tuple[CellWords, float | None, bool]] = field(init=False)

    def __post_init__(self, scales: Mapping[str, Scale]) -> None:
        named = [cell for cell in self.told if cell.kind == "share"]
        # 40% below 形象进度; where no column of shares is, a number alone may be one.
        named = named or [cell for cell in self.told if cell.kind == "report" and _is_one(_words(self.text, cell))]
        self.shares = [(cell, *_share(_words(self.text, cell), scales.get(cell.counts, "unsure"))) for cell in named]

    @property
    def unsure(self) -> list[CellWords]:
        """The cells with a number that is no share, or may be either of two."""
        return [cell for cell, _, unsure in self.shares if unsure]

    def report(self) -> Report:
        cells = {cell.kind: cell for cell in reversed(self.told)}
        words = {kind: _words(self.text, cell) for kind, cell in cells.items()}
        said = "\n".join(_words(self.text, cell) for cell in self.told if cell.kind == "report")
        share = self.share(said)
        as_of = dated.own_day(said, self.year) or dated.first_day(words.get("day", ""), self.year) or self.until
        done = cells.get("report")
        main = done or cells.get("share") or next(cell for cell in self.told if cell.end > cell.start)
        hindered = self.said("obstacle")
        return Report(
            state=_state(said, words, self.paces(), share),
            share=share,
            as_of=as_of,
            problem=hindered,
            start=main.start,
            end=main.end,
            reached=telling.reached(self.text, done.start, done.end, as_of, self.year, self.aim) if done else (),
            ahead=self.said("ahead"),
            unhindered=hindered is None and any(cell.kind == "obstacle" for cell in self.told),
        )

    def paces(self) -> list[tuple[str, str]]:
        """The words of the columns for how it stands, each with its heading."""
        return [(_words(self.text, cell), cell.counts) for cell in self.told if cell.kind == "pace"]

    def share(self, said: str) -> float | None:
        """Of the first of the columns of shares that tells one, else as the words tell."""
        share = next((share for _, share, _ in self.shares if share is not None), None)
        return telling.share_in(said) if share is None else share

    def said(self, kind: str) -> str | None:
        """What all cells of a kind say, in the words of the text, but that there is nothing."""
        said = [self.text[cell.start : cell.end].strip() for cell in self.told if cell.kind == kind]
        return "；".join(words for words in dict.fromkeys(said) if not telling.is_none(for_matching(words))) or None


def _is_one(said: str) -> bool:
    return is_share(said) or number_in(said) is not None


def _words(text: str, cell: CellWords) -> str:
    return for_matching(text[cell.start : cell.end]).strip()


def _share(said: str, scale: Scale) -> tuple[float | None, bool]:
    """The share that a cell tells, and whether it holds a number that is none, or may be either of two."""
    try:
        return shares.share_of(said, scale), False
    except shares.Unsure:
        return None, True


def _state(said: str, words: Mapping[str, str], paces: Sequence[tuple[str, str]], share: float | None) -> State | None:
    """As a column says in a word, else as a share and the words tell; a word may stand for a share too (已完成).
    `paces`: the words of columns for how it stands, each with its heading."""
    if share == 1:
        return "done"
    if state := next((state for word, heading in paces if (state := _of_a_word(word, heading))), None):
        return state
    state = telling.state_of(telling.clauses(said))
    of_share = telling.state_of(telling.clauses(words.get("share", ""))) if share is None else None
    if of_share == "done" or state is None:
        state = of_share or state
    return "on-track" if state == "done" and share is not None else state


def _of_a_word(word: str, heading: str) -> State | None:
    """What 是, 否 or a word says below 是否达到序时进度, 是否滞后, 是否完成 or 状态."""
    rules, word = telling.words(), word.strip("。. ")
    yes, no = rules.yes.fullmatch(word), rules.no.fullmatch(word)
    if not (yes or no):
        return telling.state_of(telling.clauses(word))
    if patterns().ticked.fullmatch(heading):
        return telling.state_of([heading]) if yes else None
    if "滞后" in heading:
        return "behind" if yes else "on-track"
    if re.search("完成|办结|销号", heading):
        return "done" if yes else None  # what is not done yet need not be late
    return "on-track" if yes else "behind"
