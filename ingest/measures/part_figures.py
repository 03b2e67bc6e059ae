"""The figures of each part: those to be reached or reached, and those that are no targets, each with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from policygraph.ingest.aims import likelihood
from policygraph.ingest.figures import indicators, targets, tense
from policygraph.ingest.figures.indicator_words import vocabulary
from policygraph.ingest.figures.quantities import find_quantities
from policygraph.ingest.figures.targets import TargetsFound, TargetSpan, UnreadFigure
from policygraph.ingest.figures.tense import Frame, Kind
from policygraph.ingest.figures.unit_grammar import is_unit
from policygraph.ingest.measures import own_words
from policygraph.ingest.measures.parts import CellWords, Part
from policygraph.ingest.measures.table_rows import INDICATORS
from policygraph.ingest.outline import headings
from policygraph.ingest.text import genres
from policygraph.ingest.text.characters import for_matching
from policygraph.ingest.text.cleaned import blanked
from policygraph.ingest.text.unread import UnreadSpan

_IN_CELL = re.compile(
    r"\s*(?P<sign>[≥≤><]=?|不[低少小高]于|不超过|超过|达到?|约)?\s*"
    r"[\[〔]?(?P<number>\d{1,12}(?:,\d{3}){0,4}(?:\.\d{1,6})?(?:\s?[-—–~～]\s?\d{1,12}(?:\.\d{1,6})?)?)[\]〕]?\s*"
    r"(?P<own>(?!及?以|左右)[^\d\s\[\]]{1,6}?)?(?P<tail>及?以[上下内]|左右)?\s*"
)
"""A cell that holds one number: ≥500, 25以上, [14.5], 20亿元左右."""


@dataclass(frozen=True, slots=True)
class PassedFigure:
    """`text[start:end]` is a figure that is no target; `reason` as in the ontology, after "figure-"."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Figures:
    """Targets with the index of their part. Those of sections above the tasks are the policy's own."""

    targets: tuple[tuple[int, TargetSpan], ...]
    passed: tuple[PassedFigure, ...]
    unread: tuple[UnreadSpan, ...]


Instead = Literal["", "figure-of-a-norm", "figure-terms", "figure-condition", "figure-description"]


@dataclass(frozen=True, slots=True)
class About:
    """What a document says of all its figures: its genre, its titles, its year, and, where they are no targets, what
    they are instead: figures of a norm, terms of a purchase, conditions of a call for projects, the design of one."""

    genre: str
    titles: Sequence[str]
    year: int | None
    instead: Instead = ""
    norms: tuple[tuple[int, int], ...] = ()  # where among other papers the text of a norm stands


def find_figures(parts: Sequence[Part], text: str, prose: str, about: About) -> Figures:
    """The figures of `parts`. `prose` is `text` without the words of tables.

    Figures that are no targets are noted with the clause they stand in, so that a person can look them through. What a
    table repeats of its task's figures is said once.
    """
    found: list[tuple[int, TargetSpan]] = []
    passed: list[PassedFigure] = []
    unread: list[UnreadSpan] = []
    said: set[tuple[int, float | None, str]] = set()
    for i, start, end, cell in _stretches(parts, about.genre):
        read = _read(parts[i], (prose if cell is None else text)[start:end], cell, about)
        aims, instead = _aims_of(read, about.instead or _instead_in(parts[i], about))
        if cell is None:
            aims, doubtful = _judged(aims, prose[start:end], _kind_of(parts[i]), about)
            passed += (PassedFigure(start + t.start, start + t.end, "not-judged") for t in doubtful)
        unread += (replace(u, start=start + u.start, end=start + u.end) for u in instead)
        new = [t for t in aims if not _is_again(t, cell, found, (i, t.value, t.unit) in said)]
        said |= {(i, t.value, t.unit) for t in new}
        found += ((i, replace(t, start=start + t.start, end=start + t.end)) for t in new)
        unread += (UnreadSpan(u.kind, start + u.start, start + u.end) for u in read.unread)
        passed += (PassedFigure(start + p.figure.start, start + p.figure.end, p.reason) for p in read.passed)
    passed += _of_other_sections(parts, prose, about)
    unread += (UnreadSpan(f"figure-{p.reason}", *_clause_around(text, p.start, p.end)) for p in passed)
    return Figures(tuple(found), tuple(passed), tuple(unread))


def _of_other_sections(parts: Sequence[Part], prose: str, about: About) -> Iterator[PassedFigure]:
    """The figures of sections that set nothing: how things stand, who may apply, what is bought."""
    if about.genre in (*genres.TELL_OF_OTHERS, "regulation"):
        return
    for i, start, end in own_words.in_prose(parts):
        if parts[i].kind in ("background", "other"):
            for figure in find_quantities(prose[start:end]):
                yield PassedFigure(start + figure.start, start + figure.end, "background")


def _aims_of(read: TargetsFound, instead: Instead) -> tuple[list[TargetSpan], list[UnreadSpan]]:
    """What of a part's figures is to be reached, and what is something else `instead`: all, but for what a call for
    projects dates (到2027年)."""
    if not instead:
        return read.targets, []
    is_dated = instead == "figure-condition"
    aims = [t for t in read.targets if is_dated and t.due]
    return aims, [UnreadSpan(instead, t.start, t.end) for t in read.targets if not (is_dated and t.due)]


def _kind_of(part: Part) -> str:
    """Of a task whether a clause says what office leads it; else the part's kind."""
    led = any(a.role == "LEADS" and a.unit.kind == "unit" and sure >= CLAUSE for a, *_, sure in part.assigned)
    return "task-led" if part.kind == "task" and led else part.kind


CLAUSE = 0.9
"""How sure an assignment is that stands in a clause, not in running text."""


def _judged(aims: list[TargetSpan], words: str, kind: str, about: About) -> tuple[list[TargetSpan], list[TargetSpan]]:
    """Those that were reached or are likely to be aims, and the others, which stand in running text as terms, counts
    and sizes do. Each is judged by itself."""
    kept: list[TargetSpan] = []
    others: list[TargetSpan] = []
    for each in aims:
        sure = each.kind == "achieved" or likelihood.is_aim(each, words, kind, about.genre, about.titles)
        (kept if sure else others).append(each)
    return kept, others


def _instead_in(part: Part, about: About) -> Instead:
    """Does the part stand in a norm, or does a heading say that it tells who may apply?"""
    if any(start <= part.start < end for start, end in about.norms):
        return "figure-of-a-norm"
    asked = vocabulary().conditions
    return "figure-condition" if any(asked.search(h) for h in (*part.section, part.title)) else ""


def _read(part: Part, words: str, cell: CellWords | None, about: About) -> TargetsFound:
    """The figures in words of a part, or of one of its cells."""
    if cell is not None and cell.kind in INDICATORS:
        return _of_indicator(words, cell, about.year)
    frame = tense.frame_of(about.genre, _headings(part, about.genre), about.titles, about.year)
    if cell is None:
        said = _aims(words, part.number)
        return targets.find_targets(said, default_year=about.year, frame=frame, headed=_headed(part, said))
    return _in_cell(words, cell, part.title, frame, about.year)


_TITLE = 16
"""Characters of a title that may say what the figures of the sentence behind it count."""


def _headed(part: Part, words: str) -> tuple[str, int]:
    """What a task's short title is about, and where the sentence behind it begins: 高标准农田。2026年建成3万亩."""
    end = words.find(part.title) + len(part.title)
    if part.kind != "task" or len(part.title) > _TITLE or end < len(part.title) or words[end : end + 1] != "。":
        return "", -1
    return indicators.object_of(for_matching(part.title)), end + 1


def _aims(words: str, number: str) -> str:
    """The words without the lines that tell how things stand, and without the item's own number (35.5个地市…)."""
    told = [m.span() for m in headings.of_states().finditer(words)]
    own = next((len(o) for o in (f"第{number}条", f"{number}.") if number and words.startswith(o)), 0)
    if own:
        told = [(0, own), *(span for span in told if span[0] >= own)]
    return blanked(words, told) if told else words


def _headings(part: Part, genre: str) -> tuple[str, ...]:
    """The headings that a part's figures stand under, the outermost first: in a report its own too (2026年重点工作)."""
    return (*part.section, part.title) if genre == "report" else part.section


def _stretches(parts: Sequence[Part], genre: str) -> Iterator[tuple[int, int, int, CellWords | None]]:
    """Where the parts that set something say it, with the index of each: its own words in prose, then its cells."""
    sets = [_sets_aims(p, genre) for p in parts]
    yield from ((i, start, end, None) for i, start, end in own_words.in_prose(parts) if sets[i])
    yield from ((i, c.start, c.end, c) for i, p in enumerate(parts) if sets[i] for c in p.cells if c.kind)


def _sets_aims(part: Part, genre: str) -> bool:
    """Measures, aims and what heads them do; so do the stages of a procedure among the measures (前期工作阶段 below
    主要举措), and of a report's year ahead whatever its headings sound like (强化统筹协调，促进区域发展)."""
    if part.kind in ("task", "objective", "heading"):
        return True
    above = for_matching(part.section[-1]) if part.section else ""
    if part.kind == "step":
        return headings.kind_of(above) == "container"
    ahead = part.kind == "safeguard" and genre == "report"
    return ahead and vocabulary().looks_ahead.search(above) is not None


def _in_cell(words: str, cell: CellWords, title: str, frame: Frame, year: int | None) -> TargetsFound:
    """The figures of a cell: a bare one is of what the task is called, in the unit that the table says elsewhere."""
    frame = replace(frame, planned_for=cell.year) if cell.year or cell.counts else frame
    year = cell.year if cell.counts else year  # what a project costs in all is of no one year
    about = title if cell.kind == "target" else cell.counts
    read = targets.find_targets(words + cell.unit, default_year=year, frame=frame, about=about)
    cut = [replace(t, end=min(t.end, len(words)), text=t.text.removesuffix(cell.unit)) for t in read.targets]
    if cell.kind in ("target", "sum") and not cell.unit and not cut and _IN_CELL.fullmatch(for_matching(words)):
        return TargetsFound(unread=[UnreadFigure("table-row", 0, len(words), words)])  # of what nobody knows the unit
    return replace(read, targets=cut)


def _of_indicator(words: str, cell: CellWords, today: int | None) -> TargetsFound:
    """The figure of a cell of a table of indicators; none where its number stands otherwise than numbers do, where it
    has no unit, or where nothing tells whether its year is still to come."""
    number = _IN_CELL.fullmatch(for_matching(words))
    reached = _is_reached(cell, today)
    unread = TargetsFound(unread=[UnreadFigure("table-row", 0, len(words), words)])
    if number is None or not cell.counts or reached is None:
        return unread
    unit = "" if number["own"] and is_unit(number["own"]) else cell.unit
    made = f"{number['sign'] or ''}{number['number']}{number['own'] or unit}{number['tail'] or ''}"
    frame = Frame(reached, reached, cell.year, cell.year, back=reached)
    read = targets.find_targets(made, default_year=cell.year, frame=frame, about=cell.counts)
    if len(read.targets) != 1 or (number["own"] and unit):
        return unread
    kind: Kind = "achieved" if reached else "planned"
    one = replace(read.targets[0], indicator=cell.counts, kind=kind, year=cell.year, firm=None if reached else True)
    return TargetsFound([replace(one, start=0, end=len(words), text=words)])


def _is_reached(cell: CellWords, today: int | None) -> bool | None:
    """Does a cell tell what was reached? None where it is for the document's own year and nothing says more."""
    if cell.kind == "reached":
        return True
    past = today is not None and cell.year is not None and cell.year < today
    if cell.kind == "aim" or past:
        return past
    return False if today and cell.year and cell.year > today else None


def _is_again(figure: TargetSpan, cell: CellWords | None, found: Sequence[tuple[int, TargetSpan]], said: bool) -> bool:
    """Does a cell repeat a figure: of its task, where that has it (`said`), or of the whole document?"""
    if cell is not None and cell.kind in INDICATORS:
        return _is_told(figure, found)
    return cell is not None and not cell.counts and said


def _is_told(figure: TargetSpan, before: Sequence[tuple[int, TargetSpan]]) -> bool:
    """Has running text, or a table before, told the same figure of the same thing?"""
    own = _pairs(figure.indicator)
    alike = (t for _, t in before if (t.value, t.unit, t.kind) == (figure.value, figure.unit, figure.kind))
    return any(t.year in (None, figure.year) and len(own & _pairs(t.indicator)) * 2 > len(own) for t in alike)


def _pairs(name: str) -> set[str]:
    return {name[i : i + 2] for i in range(len(name) - 1)}


def _clause_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The words between the commas around a figure, at most thirty characters on either side."""
    before = re.split(r"[，。；：、\n]", text[max(0, start - 30) : start])[-1]
    after = re.split(r"[，。；：、\n]", text[end : end + 30])[0]
    return start - len(before), end + len(after)
